"""The verb ``import``: a chapter in Word, a spreadsheet or pasted text becomes content, and again when it has changed."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from factsheet_builder.builds.incoming.incoming_texts import (
    MOST_BYTES,
    RoundSaid,
    Sent,
    bring_in,
    refuse_large,
    sibling_of,
)
from factsheet_builder.builds.inputs import load_content
from factsheet_builder.builds.starter import refuse_odd_name
from factsheet_builder.builds.store import commit_all
from factsheet_builder.cli.console import ProjectOption, report, tell
from factsheet_builder.content.data_tables.party_keys import PartyKeys
from factsheet_builder.content.reading.reader import read_register
from factsheet_builder.errors import ExitCode, FactsheetError, Place, Severity, SurroundingsError, UsageError
from factsheet_builder.importing.arrival import Arrival
from factsheet_builder.importing.drafting import Asked
from factsheet_builder.importing.other_files.party_sheets import DataFiles, Meant, data_files
from factsheet_builder.project import Project


def import_command(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A Word file (.docx), a spreadsheet (.xlsx), or text with --text; “-” reads it."
        ),
    ],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What the factsheet is called.")],
    like: Annotated[
        str,
        typer.Option(
            "--like", metavar="NAME", help="The factsheet whose round it belongs to; by default the only one."
        ),
    ] = "",
    chapter: Annotated[str, typer.Option("--chapter", help="Its number, where the text does not say it.")] = "",
    title: Annotated[str, typer.Option("--title", help="Its short title, by default the title of the text.")] = "",
    round_id: Annotated[str, typer.Option("--round", metavar="ID", help="The round, where no factsheet says it.")] = "",
    parties: Annotated[int, typer.Option("--parties", help="How many Parties the round has.", show_default=False)] = 0,
    adopted: Annotated[str, typer.Option("--adopted", metavar="DAY", help="When the report was adopted.")] = "",
    is_text: Annotated[bool, typer.Option("--text", help="The file is plain text.")] = False,
    meant: Annotated[
        Meant | None,
        typer.Option(
            "--as", help="What a spreadsheet is: a table of the text, or data of Parties; by default as its rows say."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail where anything was not understood.")] = False,
    project: ProjectOption = None,
) -> None:
    """Make a factsheet of a Word file or a spreadsheet, or bring a later version into it; every word is accounted for."""
    here = Project.at(project)
    refuse_odd_name(name)
    sent = Sent(_read(file), file.name, is_text)
    refuse_large(sent)
    if sent.is_spreadsheet:
        keys = PartyKeys(read_register(here).model)
        if found := data_files(sent.data, file.name, name, keys, meant):
            raise typer.Exit(_tell_data(here, found, is_dry=dry_run, is_strict=strict))
    said = _asked_of_round(here, name, RoundSaid(like, round_id, parties, adopted))
    brought = bring_in(here, sent, Asked(name, chapter, title), said)
    arrival = brought.arrival
    written = () if dry_run else commit_all(arrival.files)
    report(arrival.diagnostics)
    _tell(arrival, here, written, brought.changes, is_dry=dry_run)
    worst = ExitCode.DONE if dry_run else _check(here, name)
    if strict and arrival.diagnostics:
        worst = max(worst, ExitCode.CONTENT)
    raise typer.Exit(worst)


def _tell_data(here: Project, found: DataFiles, *, is_dry: bool, is_strict: bool) -> ExitCode:
    """Write tables of data, and say what they hold; what is there already stays as it is."""
    files = {here.data / "tables" / name: data for name, data in found.files.items()}
    files = {path: data for path, data in files.items() if path.suffix != ".yaml" or not path.exists()}
    for path, data in files.items():
        for there in (path, path.with_suffix(".xlsx")):
            if there.exists() and there.read_bytes() != data:
                what = f"{here.relative(there)} is there already, and says otherwise."
                remedy = "Move it away, or choose another name with --name."
                raise UsageError.of("exists", what, remedy, Place(here.relative(there)))
    written = () if is_dry else commit_all(files)
    report(found.diagnostics)
    for path in files if is_dry else written:
        tell(f"{'would write' if is_dry else 'wrote'} {here.relative(path)}")
    if not is_dry and not written:
        tell("nothing has changed")
    for line in found.summary:
        tell(line)
    return ExitCode.CONTENT if is_strict and found.diagnostics else ExitCode.DONE


def _tell(
    arrival: Arrival, here: Project, written: tuple[Path, ...], changes: tuple[str, ...], *, is_dry: bool
) -> None:
    for path in arrival.files if is_dry else written:
        tell(f"{'would write' if is_dry else 'wrote'} {here.relative(path)}")
    if not is_dry and not written:
        tell("nothing has changed")
    for line in changes:
        tell(line)
    tell(", ".join(f"{count} {kind}" for kind, count in sorted(arrival.blocks.items())))
    for line in arrival.balance.lines():
        tell(line)


def _check(here: Project, name: str) -> ExitCode:
    """Say what the check finds of the content as it is now."""
    try:
        found = load_content(here, name).diagnostics
    except FactsheetError as error:
        report(error.diagnostics)
        return error.exit_code
    report(found)
    warnings = sum(problem.severity is Severity.WARNING for problem in found)
    tell(f"{name}: valid, {warnings} warning{'' if warnings == 1 else 's'}")
    return ExitCode.DONE


def _read(file: Path) -> bytes:
    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        what = f"{file} cannot be read: {error.strerror}."
        raise SurroundingsError.of("unreadable", what, "Correct the name.") from error
    return data


def _asked_of_round(here: Project, name: str, said: RoundSaid) -> RoundSaid:
    """Return what is said of the round, with what a person at a terminal is asked for once."""
    if not sys.stdin.isatty() or sibling_of(here, name, said):
        return said
    return RoundSaid(
        said.like,
        said.id or typer.prompt("Id of the round, for example round-2"),
        said.parties or typer.prompt("How many Parties does it have", type=int),
        said.adopted or typer.prompt("Day on which the report was adopted, for example 2022-03-10"),
    )
