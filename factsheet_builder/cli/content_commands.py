"""The verbs about content: ``check``, ``explain``, ``new`` and ``schema``."""

from pathlib import Path
from typing import Annotated

import typer

from factsheet_builder.builds.asked import factsheet_asked
from factsheet_builder.builds.deliverable import Kind, Order
from factsheet_builder.builds.inputs import load_common, load_content
from factsheet_builder.builds.plan import plan
from factsheet_builder.builds.project_checks import check_everything
from factsheet_builder.builds.starter import (
    StarterRegister,
    refuse_odd_name,
    start_factsheet,
    start_project,
    write_made_ids,
)
from factsheet_builder.cli.build_commands import FactsheetOption, StrictOption
from factsheet_builder.cli.console import ProjectOption, report, tell
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.reading.reader import SCHEMAS, json_schema
from factsheet_builder.documents.explanation import Reasons
from factsheet_builder.documents.selection import select
from factsheet_builder.errors import Diagnostic, ExitCode, Severity, SurroundingsError, UsageError
from factsheet_builder.project import SOURCE_LOCALE, Project


def check_command(
    factsheet: FactsheetOption = None,
    project: ProjectOption = None,
    editorial: Annotated[
        bool, typer.Option("--editorial", help="List the editorial corrections of the source.")
    ] = False,
    writes_ids: Annotated[
        bool, typer.Option("--write-ids", help="First write into the files the ids that were made from words.")
    ] = False,
    strict: StrictOption = False,
) -> None:
    """Validate the content without making anything."""
    here = Project.at(project)
    worst = ExitCode.DONE
    named = tuple(factsheet_asked(here, name) for name in factsheet or ())
    for file, ids in write_made_ids(here, named or here.factsheet_names()) if writes_ids else ():
        tell(f"wrote {_count(len(ids), 'id')} into {file}: {', '.join(ids)}")
    for checked in check_everything(here, named):
        report(checked.found)
        worst = max(worst, checked.exit_code)
        if strict and checked.unexpected:
            worst = max(worst, ExitCode.CONTENT)
        if checked.sheet is not None:
            tell(f"{checked.name}: valid, {_warnings(checked.found)}")
            if editorial:
                _list_corrections(checked.sheet)
    raise typer.Exit(worst)


def _warnings(found: tuple[Diagnostic, ...]) -> str:
    """Return how many warnings there are, those that are expected apart; notes are none."""
    warnings = [problem for problem in found if problem.severity is not Severity.NOTE]
    expected = sum(problem.is_expected for problem in warnings)
    beside = f" ({expected} expected)" if expected else ""
    return f"{_count(len(warnings) - expected, 'warning')}{beside}"


def _list_corrections(sheet: Factsheet) -> None:
    places = [(block.id, block.corrections) for _, block in blocks_of(sheet)]
    for name, corrections in [("masthead", sheet.masthead.corrections), *places]:
        for correction in corrections:
            tell(f"  {name}: “{correction.found}” → “{correction.printed}”. {correction.reason}")


def explain_command(
    party: Annotated[str, typer.Option("--party", metavar="NAME", help="The Party, for example MLT or Malta.")],
    factsheet: FactsheetOption = None,
    profile: Annotated[
        str, typer.Option("--profile", metavar="NAME", help="Rules of data/tailoring.yaml to select by.")
    ] = "full",
    everything: Annotated[bool, typer.Option("--all", help="Say it of every passage, in reading order.")] = False,
    project: ProjectOption = None,
) -> None:
    """Say which passages a version for one Party marks, keeps or leaves out, and why."""
    here = Project.at(project)
    common = load_common(here)
    names = tuple(factsheet or ())
    order = Order(names, (here.source_locale,), (Kind.TAILORED,), (party,), profile, is_extra=True)
    for deliverable in plan(here, order, common).asked:
        content = load_content(here, deliverable.factsheet)
        owner = common.register.by_code[deliverable.party]
        decisions = select(content.sheet, owner, common.rules.profiles[profile], common.register).decisions
        tell(f"{deliverable.factsheet}, {owner.code}, profile {profile}:")
        reasons = Reasons(content.sheet, common.register, owner)
        for line in (reasons.of_each if everything else reasons.in_short)(decisions):
            tell(f"  {line}")


def new_command(
    name: Annotated[str | None, typer.Argument(help="Its name, for example assistance-to-victims.")] = None,
    body: Annotated[
        str, typer.Option("--body", metavar="NAME", help="Begin a project for this body in an empty folder.")
    ] = "",
    register: Annotated[
        StarterRegister, typer.Option("--register", help="With --body: no States, or those of the United Nations.")
    ] = StarterRegister.EMPTY,
    language: Annotated[
        str, typer.Option("--language", metavar="TAG", help="With --body: the language of the content.")
    ] = SOURCE_LOCALE,
    project: Annotated[Path | None, typer.Option("--project", metavar="DIR", help="Folder to write to.")] = None,
) -> None:
    """Start a factsheet from a commented skeleton that builds at once, or with --body a project for another body."""
    if name is None and not body:
        raise UsageError.of("no-name", "Nothing is named.", "Name a factsheet, or a body with --body.")
    if name is not None:
        refuse_odd_name(name)
    folder = project or (Path.cwd() if body else _nearest_project())
    written = start_project(folder, body, register, language) if body else []
    written += start_factsheet(folder, name) if name else []
    for path in dict.fromkeys(written):
        tell(f"wrote {path.relative_to(folder.resolve())}")


def _nearest_project() -> Path:
    try:
        return Project.at().root
    except UsageError:
        return Path.cwd()


def schema_command(
    kind: Annotated[str, typer.Argument(help=f"Kind of content file: {', '.join(SCHEMAS)}.")] = "factsheet",
    write: Annotated[bool, typer.Option("--write", help="Write all schemas into data/schemas of the project.")] = False,
    project: ProjectOption = None,
) -> None:
    """Print the JSON Schema of a kind of content file, for editors that complete and check."""
    if kind not in SCHEMAS:
        raise UsageError.of("no-schema", f"There is no schema “{kind}”.", f"Kinds: {', '.join(SCHEMAS)}.")
    if not write:
        typer.echo(json_schema(kind), nl=False)
        return
    folder = Project.at(project).data / "schemas"
    try:
        folder.mkdir(exist_ok=True)
        for name in SCHEMAS:
            (folder / f"{name}.schema.json").write_text(json_schema(name), encoding="utf-8")
    except OSError as error:
        raise SurroundingsError.of("cannot-write", f"{folder} cannot be written: {error.strerror}.") from error
    tell(f"wrote {len(SCHEMAS)} schemas to {folder}")


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
