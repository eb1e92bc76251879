"""A Party × a factsheet × a profile -> what its version says and why, passage by passage, each from its datum.

What is decided is left to ``selection``, the reason to ``explanation``; how a reason is said is left to ``reason_words``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Literal

from factsheet_builder.builds.inputs import Content, load_content
from factsheet_builder.content import models
from factsheet_builder.content.addressing import ways_of
from factsheet_builder.content.models import Block, Recommendation
from factsheet_builder.content.parties import Party
from factsheet_builder.content.passages import Path, blocks_of, updates_of
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.content.reading.reader import read_factsheet, read_register, read_tailoring
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.content.tailoring_rules import Action
from factsheet_builder.documents.explanation import Reason, Reasons
from factsheet_builder.documents.selection import Decision, select
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.studio.screens.party_screens.register_facts import RegisterFacts, facts_of

_MOST_LETTERS = 90


DatumKind = Literal[
    "list", "group", "subject", "addressees", "party", "table", "text", "only-for", "rule", "update", "note"
]


@dataclass(frozen=True, slots=True)
class Datum:
    """What a decision was taken from: a value of a file."""

    kind: DatumKind
    name: str
    """What tells it from others of its kind: an id, a file, the number of a rule."""
    file: str
    line: int
    """0 where it is the file as a whole."""
    form: str = ""
    """The key of the form that it is edited in; nothing where it is no part of the factsheet."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """One passage or note, what becomes of it, and why."""

    passage: str
    kind: str
    begins: str
    """Its first words, in the language of the content."""
    action: Action
    why: tuple[Reason, ...]
    rule: int
    """The number of the rule that decided, from 1; 0 where none did."""
    data: tuple[Datum, ...]
    is_special: bool
    """Whether a rule picked it out."""
    form: str
    """The key of its form on the screen where texts are edited."""


@dataclass(frozen=True, slots=True)
class ReceivedView:
    """Information that the Party sent and that was accepted."""

    id: str
    recommendation: str
    received: str
    """The day in words; nothing where no source states it."""
    text: str


@dataclass(frozen=True, slots=True)
class PartyVersion:
    """What the version of a factsheet for a Party says, and why."""

    factsheet: str
    title: str
    language: str
    """Of the content."""
    rows: tuple[PassageRow, ...]
    received: tuple[ReceivedView, ...]
    coverage: str
    """Whether the round covered the Party: ``yes``, ``no`` or ``unconfirmed``."""

    def number_of(self, *actions: Action) -> int:
        """Return how many passages and notes one of these becomes of."""
        return sum(row.action in actions for row in self.rows)


@dataclass(frozen=True, slots=True)
class PartyPlace:
    """A Party in the register, and its neighbours in the order of the reader's language."""

    facts: RegisterFacts
    before: tuple[str, str] | None
    """Code and name."""
    after: tuple[str, str] | None


def register_view(project: Project, interface: str) -> tuple[RegisterFacts, ...]:
    """Return the register in the order of the reader's language.

    Raises:
        ContentError: the register is not what it must be.
    """
    read = read_register(project)
    reader = Localiser(interface)
    lines = {party.code: read.source.place(("parties", at)).line for at, party in enumerate(read.model.parties)}
    ordered = reader.sort_parties(read.model.parties)
    return tuple(facts_of(party, read.model, reader, lines[party.code]) for party in ordered)


def party_place(project: Project, code: str, interface: str) -> PartyPlace | None:
    """Return a Party of the register, nothing where there is none of that code; raises as ``register_view``."""
    facts = register_view(project, interface)
    at = next((at for at, one in enumerate(facts) if one.code == code), None)
    if at is None:
        return None
    before, after = facts[at - 1] if at else None, facts[at + 1] if at + 1 < len(facts) else None
    return PartyPlace(facts[at], _named(before), _named(after))


def _named(one: RegisterFacts | None) -> tuple[str, str] | None:
    return (one.code, one.name) if one else None


def profiles_of(project: Project) -> tuple[str, ...]:
    """Return the names of the profiles of tailoring; raises as ``register_view``."""
    return tuple(read_tailoring(project).model.profiles)


def version_of(project: Project, name: str, code: str, profile: str, interface: str) -> PartyVersion:
    """Return what the version of a factsheet for a Party says, and why.

    Raises:
        ContentError: the content is not valid.
        SurroundingsError: a file cannot be read.
    """
    read = _read(project, name, _digest(project, name))
    return _Explaining(read, read.content.common.register.by_code[code], profile, Localiser(interface)).version()


@dataclass(frozen=True)
class _Read:
    """The content with the places of what it was read from."""

    name: str
    content: Content
    source: YamlSource
    register_source: YamlSource
    rules_source: YamlSource
    own_notes: int
    """How many notes the file itself has; those after them are of received updates."""


@lru_cache(maxsize=8)
def _read(project: Project, name: str, _: str) -> _Read:
    read = read_factsheet(project, name)
    sources = read_register(project).source, read_tailoring(project).source
    return _Read(name, load_content(project, name), read.source, *sources, len(read.model.notes))


def _digest(project: Project, name: str) -> str:
    """Return the digest of what the content of a factsheet is read from."""
    whole = sha256()
    apart = {"locales", "schemas", "imports", "annexes"}
    for path in sorted(project.data.rglob("*")):
        inside = path.relative_to(project.data).parts
        if inside[0] in apart or not path.is_file() or (inside[0] == "factsheets" and path.stem != name):
            continue
        whole.update(f"{path}\0".encode())
        whole.update(path.read_bytes() + b"\0")
    return whole.hexdigest()


@dataclass(frozen=True)
class _Explaining:
    read: _Read
    party: Party
    profile: str
    reader: Localiser

    def version(self) -> PartyVersion:
        content = self.read.content
        sheet, register = content.sheet, content.common.register
        decisions = select(sheet, self.party, content.common.rules.profiles[self.profile], register).decisions
        reasons = Reasons(sheet, register, self.party, self.reader)
        rows = tuple(self._row(decision, reasons) for decision in decisions)
        received = tuple(
            ReceivedView(
                note.id,
                note.recommendation,
                str(self.reader.date_in_words(note.received)) if note.received else "",
                plain_text(parse_prose(note.text)),
            )
            for note in updates_of(sheet, self.party.code)
        )
        coverage = self.party.is_covered(sheet.round.id)
        return PartyVersion(self.read.name, sheet.short_title, sheet.language, rows, received, coverage)

    def _row(self, decision: Decision, reasons: Reasons) -> PassageRow:
        is_note = decision.passage not in self._blocks
        return PassageRow(
            decision.passage,
            decision.kind,
            self._begin_of(decision.passage),
            decision.action,
            reasons.why(decision),
            decision.rule,
            tuple(self._data(decision)),
            bool(decision.rule) or decision.action == "flag",
            f"note.{decision.passage}" if is_note else decision.passage,
        )

    @cached_property
    def _blocks(self) -> dict[str, tuple[Path, Block]]:
        return {block.id: (path, block) for path, block in blocks_of(self.read.content.sheet)}

    @cached_property
    def _notes(self) -> dict[str, tuple[int, models.Note]]:
        return {note.id: (at, note) for at, note in enumerate(self.read.content.sheet.notes)}

    def _begin_of(self, passage: str) -> str:
        """Return the first words of a passage."""
        if passage in self._blocks:
            words = _plain(_words_of(self._blocks[passage][1]).replace("{addressees}", "…"))
        else:
            note = self._notes[passage][1]
            words = " ".join(note.parties) if isinstance(note, models.PartyListNote) else _plain(note.text)
        return words if len(words) <= _MOST_LETTERS else f"{words[:_MOST_LETTERS].rpartition(' ')[0]} …"

    # From which datum

    def _data(self, decision: Decision) -> Iterator[Datum]:
        """Yield the values that a decision was taken from."""
        if decision.passage not in self._blocks:
            return  # a note follows from those that call it
        path, block = self._blocks[decision.passage]
        if block.only_for:
            yield self._at("only-for", block.id, (*path, "only_for"))
        match block:
            case Recommendation():
                yield from self._of_recommendation(block, path)
            case models.Practice():
                yield self._at("party", block.id, (*path, "party"), block.party)
            case models.Table(rows_from=models.RowsFrom(table=table)):
                yield Datum("table", table, f"data/tables/{table}", 0)
            case _ if decision.facts and decision.facts.mentions:
                yield self._at("text", block.id, (*path, "text"))
            case _:
                pass
        if decision.rule:
            place = self.read.rules_source.place(("profiles", self.profile, "rules", decision.rule - 1))
            yield Datum("rule", str(decision.rule), place.file, place.line)

    def _of_recommendation(self, block: Recommendation, path: Path) -> Iterator[Datum]:
        register = self.read.content.common.register
        for way in ways_of(block):
            match way:
                case models.NamedInNote(note=name) if name in self._notes:
                    yield self._at("list", f"note.{name}", ("notes", self._notes[name][0], "parties"), name)
                case models.GroupsOfParties(groups=groups):
                    at = {group.id: index for index, group in enumerate(register.groups)}
                    for name in groups:
                        place = self.read.register_source.place(("groups", at[name]))
                        yield Datum("group", name, place.file, place.line)
                case models.Subject():
                    yield self._at("subject", "head", ("about",))
                case _:
                    yield self._at("addressees", block.id, (*path, "addressees"))
        for note in updates_of(self.read.content.sheet, self.party.code, block.id):
            at_note = self._notes[note.id][0]
            if at_note < self.read.own_notes:
                yield self._at("note", f"note.{note.id}", ("notes", at_note), note.id)
            else:
                yield Datum("update", note.id, f"data/updates/{note.id}.yaml", 0)

    def _at(self, kind: DatumKind, form: str, path: Path, name: str = "") -> Datum:
        place = self.read.source.place(path)
        return Datum(kind, name, place.file, place.line, form)


def _words_of(block: Block) -> str:
    """Return the text that a block begins with, nothing where it has none of its own."""
    match block:
        case models.ListBlock():
            return block.items[0].text
        case models.Practice() | models.Quotation():
            return block.paragraphs[0]
        case models.Provision():
            return f"{block.label} – {block.title}"
        case models.Paragraph() | models.Recommendation():
            return block.text
        case models.TileMap():
            return ""
        case _:
            return block.title or ""


def _plain(text: str) -> str:
    return plain_text(parse_prose(text))
