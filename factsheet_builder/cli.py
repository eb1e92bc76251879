"""The command ``factsheet``: parse, call one function, print a report.

Results go to standard output, problems to standard error; a user's error shows no traceback, a bug does.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from factsheet_builder import __version__
from factsheet_builder.builds.asked import factsheet_asked
from factsheet_builder.builds.inputs import load_common, load_content
from factsheet_builder.builds.letter_checks import check_letters
from factsheet_builder.builds.maker import selection
from factsheet_builder.builds.plan import Kind, Order, plan
from factsheet_builder.builds.project_checks import check_project
from factsheet_builder.cli_build import BUILD_VERBS, FactsheetOption, StrictOption
from factsheet_builder.cli_checks import messages_check_command
from factsheet_builder.cli_console import ProjectOption, report, run, tell, tell_data
from factsheet_builder.cli_diff import diff_command
from factsheet_builder.cli_exchange import export_command, import_command
from factsheet_builder.cli_glossary import glossary_app
from factsheet_builder.cli_join import join_command
from factsheet_builder.cli_messages import messages_app
from factsheet_builder.cli_replies import replies_app
from factsheet_builder.cli_report import report_command
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.reader import SCHEMAS, json_schema, read_factsheet
from factsheet_builder.errors import Diagnostic, ExitCode, FactsheetError, Severity, SurroundingsError, UsageError
from factsheet_builder.explanation import Reasons
from factsheet_builder.project import Project
from factsheet_builder.starter import start_factsheet
from factsheet_builder.typesetting.inspection import PdfFacts, inspect_pdf
from factsheet_builder.typesetting.preflight import preflight_any
from factsheet_builder.typesetting.transcript import transcript

app = typer.Typer(
    name="factsheet",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Assembles print-ready, accessible PDF factsheets from validated content.",
    epilog="Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 the content is not valid, 4 a PDF is refused, "
    "5 a file, folder or library is missing, 130 interrupted.",
)

app.command("join")(join_command)
app.command("diff")(diff_command)
app.command("report")(report_command)
app.add_typer(replies_app, name="replies")
app.add_typer(messages_app, name="messages")
app.add_typer(glossary_app, name="glossary")
messages_app.command("check")(messages_check_command)
messages_app.command("export")(export_command)
messages_app.command("import")(import_command)


def _version(wanted: bool) -> None:
    if wanted:
        tell(f"factsheet builder {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take the options that stand before the verb."""


for name, command in BUILD_VERBS.items():
    app.command(name)(command)


@app.command("check")
def check_command(
    factsheet: FactsheetOption = None,
    project: ProjectOption = None,
    editorial: Annotated[
        bool, typer.Option("--editorial", help="List the editorial corrections of the source.")
    ] = False,
    strict: StrictOption = False,
) -> None:
    """Validate the content without making anything."""
    here = Project.at(project)
    worst = ExitCode.DONE
    sheets = []
    for name in tuple(factsheet_asked(here, name) for name in factsheet or ()) or here.factsheet_names():
        try:
            content = load_content(here, name)
        except FactsheetError as error:
            report(error.diagnostics)
            worst = max(worst, error.exit_code)
            continue
        sheets.append(content.sheet)
        letters = tuple(check_letters(read_factsheet(here, name)))
        found = (*content.diagnostics, *letters)
        report(found)
        if strict and (content.unexpected or letters):
            worst = max(worst, ExitCode.CONTENT)
        tell(f"{name}: valid, {_warnings(found)}")
        if editorial:
            _list_corrections(content.sheet)
    if worst is ExitCode.DONE and not factsheet:
        beside = check_project(here, sheets)
        report(beside)
        if any(strict or problem.severity is Severity.ERROR for problem in beside):
            worst = ExitCode.CONTENT
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


@app.command("explain")
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
    order = Order(names, ("en",), (Kind.TAILORED,), (party,), profile, is_extra=True)
    for deliverable in plan(here, order, common).asked:
        content = load_content(here, deliverable.factsheet)
        owner = common.register.by_code[deliverable.party]
        decisions = selection(content, owner, profile).decisions
        tell(f"{deliverable.factsheet}, {owner.code}, profile {profile}:")
        reasons = Reasons(content.sheet, common.register, owner)
        for line in (reasons.of_each if everything else reasons.in_short)(decisions):
            tell(f"  {line}")


@app.command("inspect")
def inspect_command(
    file: Annotated[Path, typer.Argument(help="The PDF.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the facts as JSON.")] = False,
    as_transcript: Annotated[bool, typer.Option("--transcript", help="Print what a screen reader would say.")] = False,
    is_strict: Annotated[bool, typer.Option("--strict", help="Fail where the preflight finds anything.")] = False,
) -> None:
    """Tell in words what a PDF contains, and what the preflight finds."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SurroundingsError.of(
            "unreadable", f"{file} cannot be read: {error.strerror}.", "Correct the name."
        ) from error
    facts, tree = inspect_pdf(data, str(file))
    problems = preflight_any(data, facts, tree)
    if as_transcript:
        tell(transcript(tree), nl=False)
    elif as_json:
        findings = [
            {"severity": p.severity, "code": p.code, "what": p.what, "passage": p.place.passage} for p in problems
        ]
        tell_data(asdict(facts) | {"findings": findings})
    else:
        tell(_facts_in_words(facts))
        report(tuple(problems))
    if is_strict and problems:
        raise typer.Exit(ExitCode.REFUSED)


def _facts_in_words(facts: PdfFacts) -> str:
    sizes = sorted({f"{width:g} × {height:g} mm" for width, height in facts.page_sizes_mm})
    fonts = [
        f"{f.name}{'' if f.is_embedded else ' (not embedded)'}{'' if f.has_unicode else ' (no Unicode)'}"
        for f in facts.fonts
    ]
    tags = ", ".join(f"{count} {name}" for name, count in facts.tags)
    rows = {
        "PDF": facts.version,
        "Pages": f"{len(facts.page_sizes_mm)}, {' and '.join(sizes)}",
        "Title": facts.title or "none",
        "Author": facts.author or "none",
        "Subject": facts.subject or "none",
        "Keywords": facts.keywords or "none",
        "Language": facts.language or "not declared",
        "Tags": tags if facts.is_tagged else "none: a screen reader has to guess",
        "Fonts": ", ".join(fonts) or "none",
        "Links": f"{facts.internal_links} inside, {len(facts.addresses)} to other places",
        "Form fields": str(facts.form_fields),
        "Claims": ", ".join(facts.claims) or "none",
        "Attachments": ", ".join(facts.attachments) or "none",
        "Outline": "" if facts.outline else "none",
    }
    lines = [f"{name + ':':<13}{value}".rstrip() for name, value in rows.items()]
    lines += [f"{'  ' * entry.depth}{entry.title}" for entry in facts.outline]
    return "\n".join(lines)


@app.command("new")
def new_command(
    name: Annotated[str, typer.Argument(help="Its name, for example assistance-to-victims.")],
    project: Annotated[Path | None, typer.Option("--project", metavar="DIR", help="Folder to write to.")] = None,
) -> None:
    """Start a factsheet from a commented skeleton that builds at once."""
    folder = project or _nearest_project()
    for path in start_factsheet(folder, name):
        tell(f"wrote {path.relative_to(folder.resolve())}")


def _nearest_project() -> Path:
    try:
        return Project.at().root
    except UsageError:
        return Path.cwd()


@app.command("schema")
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


def main() -> None:
    """Run the command and end the process with its exit code."""
    run(app)
