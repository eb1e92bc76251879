"""The bytes of a Word file, a spreadsheet or pasted text × a project -> the files that its import writes, and the changes.

What is read of which file is left to the room ``importing``; writing is left to whoever asks, and so is what is said of it.
"""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from factsheet_builder.changes.change_wording import Wording
from factsheet_builder.changes.comparison import compare_versions
from factsheet_builder.changes.plain import change_lines
from factsheet_builder.changes.versions import ContentVersion
from factsheet_builder.content.parties import Register
from factsheet_builder.content.reading.reader import read_factsheet, read_factsheet_text, read_register, with_data
from factsheet_builder.errors import UsageError
from factsheet_builder.importing.arrival import Arrival, Returned, receive
from factsheet_builder.importing.drafting import Asked
from factsheet_builder.importing.other_files.pasted_text import read_pasted
from factsheet_builder.importing.other_files.spreadsheet_text import is_spreadsheet, read_spreadsheet
from factsheet_builder.importing.pieces import SourceText
from factsheet_builder.importing.renewing.delivered_words import Delivered
from factsheet_builder.importing.siblings import RoundFacts, facts_asked, facts_of
from factsheet_builder.importing.word_file.word_body import delivered_with, read_word_file
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project

MOST_BYTES: Final = 40_000_000
"""So large a file may be that comes in."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that comes in."""

    data: bytes
    name: str
    """What it is called where it comes from."""
    is_text: bool = False

    @property
    def is_spreadsheet(self) -> bool:
        """Whether it has rows and columns."""
        return not self.is_text and is_spreadsheet(self.data, PurePath(self.name).suffix)


@dataclass(frozen=True, slots=True)
class RoundSaid:
    """What is said of the round that a new factsheet belongs to: a sibling of it, or its facts."""

    like: str = ""
    id: str = ""
    parties: int = 0
    adopted: str = ""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What an import would write, and what that changes in content that is there, in the words of ``factsheet diff``."""

    arrival: Arrival
    changes: tuple[str, ...]


def bring_in(project: Project, sent: Sent, asked: Asked, said: RoundSaid) -> BroughtIn:
    """Return what a file writes: a new factsheet, or a later version brought into the one that is there.

    Raises:
        UsageError: it is too large, the round is not said, or there is a factsheet of that name that was not imported.
        ContentError: it cannot be content, or the content that is there is not valid.
    """
    refuse_large(sent)
    text = _text(sent)
    returned = None if sent.is_text or sent.is_spreadsheet else _returned(project, asked.name, text, sent.data)
    facts = _facts(project, asked.name, said, is_ours=returned is not None)
    register = read_register(project).model
    arrival = receive(project, text, facts, register, asked, returned)
    return BroughtIn(arrival, _changes(project, asked.name, arrival, register))


def refuse_large(sent: Sent) -> None:
    """Raise ``UsageError`` where a file has more bytes than one may have."""
    if len(sent.data) > MOST_BYTES:
        what = f"{sent.name} has more than {MOST_BYTES:,} bytes."
        raise UsageError.of("too-large", what, "Save its pictures smaller, or import a chapter at a time.")


def sibling_of(project: Project, name: str, said: RoundSaid) -> str:
    """Return the factsheet whose round a new one belongs to, or nothing where the facts of the round have to be said.

    Raises:
        UsageError: there is none of the name that is said, or there are several and it is not said which.
    """
    names = [other for other in project.factsheet_names() if other != name]
    if said.like or (len(names) == 1 and not said.id):
        sibling = said.like or names[0]
        if sibling not in project.factsheet_names():
            raise UsageError.of("no-factsheet", f"There is no factsheet “{sibling}”.", f"Known: {', '.join(names)}.")
        return sibling
    if name in project.factsheet_names():
        return name
    if names and not said.id:
        what = "It is not said which factsheet's round the new one belongs to."
        raise UsageError.of("like", what, f"Name it with --like: {', '.join(names)}.")
    return ""


def _facts(project: Project, name: str, said: RoundSaid, *, is_ours: bool) -> RoundFacts:
    if sibling := name if is_ours else sibling_of(project, name, said):
        return facts_of(read_factsheet(project, sibling))
    if not (said.id and said.parties and said.adopted):
        what = "No factsheet of the project says what belongs to the round."
        raise UsageError.of("round", what, "Say it with --round ID --parties NUMBER --adopted DAY.")
    return facts_asked(said.id, said.parties, said.adopted)


def _text(sent: Sent) -> SourceText:
    if sent.is_text:
        return read_pasted(sent.data, sent.name)
    if sent.is_spreadsheet:
        return read_spreadsheet(sent.data, sent.name)
    return read_word_file(sent.data, sent.name)


def _returned(project: Project, name: str, text: SourceText, data: bytes) -> Returned | None:
    """Return what a file was made of, where it is one of ours and comes back to the factsheet that it was made of."""
    came = delivered_with(data, text.file)
    if not text.made or name not in project.factsheet_names() or (came and came.factsheet != name):
        return None
    language = read_factsheet(project, name).model.language
    from factsheet_builder.builds.making.word_again import make_again  # loads the engine, where a file comes back alone

    again = make_again(project, came or Delivered(name, language))
    return Returned(read_word_file(again, text.file), came.passages if came else {})


def _changes(project: Project, name: str, arrival: Arrival, register: Register) -> tuple[str, ...]:
    """Return what a later version changes in the content, in the words of ``factsheet diff``; nothing the first time.

    What comes out is read before anything is written: it raises ``ContentError`` where it is no factsheet.
    """
    target = project.data / "factsheets" / f"{name}.yaml"
    made = read_factsheet_text(arrival.files[target].decode(), f"{project.relative(target)} (not written)")
    after = with_data(made, project).model
    if not target.exists():
        return ()
    versions = (read_factsheet(project, name).model, after)
    before, now = (ContentVersion(name, {name: sheet}, register) for sheet in versions)
    return tuple(change_lines(compare_versions(before, now), Wording(Localiser("en"), register.by_code)))
