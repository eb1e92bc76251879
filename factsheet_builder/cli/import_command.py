"""The verb ``import``: a chapter in Word, a spreadsheet or pasted text becomes content, and again when it has changed."""

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.builds.making.word_again import make_again
from factsheet_builder.builds.starter import refuse_odd_name
from factsheet_builder.builds.store import commit_all
from factsheet_builder.changes.change_wording import Wording
from factsheet_builder.changes.comparison import compare_versions
from factsheet_builder.changes.plain import change_lines
from factsheet_builder.changes.versions import ContentVersion
from factsheet_builder.cli.console import ProjectOption, report, tell
from factsheet_builder.content.data_tables.party_keys import PartyKeys
from factsheet_builder.content.parties import Register
from factsheet_builder.content.reading.reader import read_factsheet, read_factsheet_text, read_register, with_data
from factsheet_builder.errors import ExitCode, FactsheetError, Place, Severity, SurroundingsError, UsageError
from factsheet_builder.importing.arrival import Arrival, Returned, receive
from factsheet_builder.importing.drafting import Asked
from factsheet_builder.importing.other_files.party_sheets import DataFiles, Meant, data_files
from factsheet_builder.importing.other_files.pasted_text import read_pasted
from factsheet_builder.importing.other_files.spreadsheet_text import is_spreadsheet, read_spreadsheet
from factsheet_builder.importing.pieces import SourceText
from factsheet_builder.importing.renewing.delivered_words import Delivered
from factsheet_builder.importing.siblings import RoundFacts, facts_asked, facts_of
from factsheet_builder.importing.word_file.word_body import delivered_with, read_word_file
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project

_MOST_BYTES: Final = 40_000_000


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
    data = _read(file)
    if is_spreadsheet(data, file.suffix) and not is_text:
        keys = PartyKeys(read_register(here).model)
        if found := data_files(data, file.name, name, keys, meant):
            raise typer.Exit(_tell_data(here, found, is_dry=dry_run, is_strict=strict))
    text = _text(data, file, is_text=is_text)
    returned = None if is_text or is_spreadsheet(data, file.suffix) else _returned(here, name, text, data)
    facts = _facts(here, name, name if returned else like, (round_id, parties, adopted))
    register = read_register(here).model
    arrival = receive(here, text, facts, register, Asked(name, chapter, title), returned)
    changes = _changes(here, name, arrival, register)
    written = () if dry_run else commit_all(arrival.files)
    report(arrival.diagnostics)
    _tell(arrival, here, written, changes, is_dry=dry_run)
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


def _text(data: bytes, file: Path, *, is_text: bool) -> SourceText:
    if is_text:
        return read_pasted(data, file.name)
    if is_spreadsheet(data, file.suffix):
        return read_spreadsheet(data, file.name)
    return read_word_file(data, file.name)


def _returned(here: Project, name: str, text: SourceText, data: bytes) -> Returned | None:
    """Return what a file was made of, where it is one of ours and comes back to the factsheet that it was made of."""
    came = delivered_with(data, text.file)
    if not text.made or name not in here.factsheet_names() or (came and came.factsheet != name):
        return None
    language = read_factsheet(here, name).model.language
    again = make_again(here, came or Delivered(name, language))
    return Returned(read_word_file(again, text.file), came.passages if came else {})


def _changes(here: Project, name: str, arrival: Arrival, register: Register) -> tuple[str, ...]:
    """Return what a later version changes in the content, in the words of ``factsheet diff``; nothing the first time.

    What comes out is read before anything is written: it raises ``ContentError`` where it is no factsheet.
    """
    target = here.data / "factsheets" / f"{name}.yaml"
    made = read_factsheet_text(arrival.files[target].decode(), f"{here.relative(target)} (not written)")
    after = with_data(made, here).model
    if not target.exists():
        return ()
    versions = (read_factsheet(here, name).model, after)
    before, now = (ContentVersion(name, {name: sheet}, register) for sheet in versions)
    return tuple(change_lines(compare_versions(before, now), Wording(Localiser("en"), register.by_code)))


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
            return sys.stdin.buffer.read(_MOST_BYTES + 1)
        with file.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        what = f"{file} cannot be read: {error.strerror}."
        raise SurroundingsError.of("unreadable", what, "Correct the name.") from error
    if len(data) > _MOST_BYTES:
        what = f"{file.name} has more than {_MOST_BYTES:,} bytes."
        raise UsageError.of("too-large", what, "Save its pictures smaller, or import a chapter at a time.")
    return data


def _facts(here: Project, name: str, like: str, given: tuple[str, int, str]) -> RoundFacts:
    """Return what the round says: as a sibling has it, as options say it, or as it is asked once."""
    names = [other for other in here.factsheet_names() if other != name]
    if like or (len(names) == 1 and not given[0]):
        sibling = like or names[0]
        if sibling not in here.factsheet_names():
            raise UsageError.of("no-factsheet", f"There is no factsheet “{sibling}”.", f"Known: {', '.join(names)}.")
        return facts_of(read_factsheet(here, sibling))
    if name in here.factsheet_names():
        return facts_of(read_factsheet(here, name))
    if names and not given[0]:
        what = "It is not said which factsheet's round the new one belongs to."
        raise UsageError.of("like", what, f"Name it with --like: {', '.join(names)}.")
    round_id, parties, adopted = given
    if sys.stdin.isatty():
        round_id = round_id or typer.prompt("Id of the round, for example round-2")
        parties = parties or typer.prompt("How many Parties does it have", type=int)
        adopted = adopted or typer.prompt("Day on which the report was adopted, for example 2022-03-10")
    if not (round_id and parties and adopted):
        what = "No factsheet of the project says what belongs to the round."
        raise UsageError.of("round", what, "Say it with --round ID --parties NUMBER --adopted DAY.")
    return facts_asked(round_id, parties, adopted)
