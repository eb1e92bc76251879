"""Two versions of the content -> what changed, by factsheet and passage, and in the register of Parties.

A passage is a block or a note, known by its id or, where that changed, by its words (``kinship``). Those of the newer
version stand in its reading order, and one that was removed after the passage that it followed. How a finding is said is
left to ``change_wording``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, assert_never

from factsheet_builder.changes.change_findings import (
    Change,
    Comparison,
    Fact,
    Finding,
    Group,
    MoveFact,
    PartiesFact,
    RenameFact,
    Turn,
    UrgencyFact,
)
from factsheet_builder.changes.kinship import NOTE, Kin, find_kin, kin_of, renamed
from factsheet_builder.changes.order import moved_within, woven
from factsheet_builder.changes.register_changes import compare_registers
from factsheet_builder.changes.values import compare_values
from factsheet_builder.changes.versions import ContentVersion
from factsheet_builder.changes.words import shown
from factsheet_builder.content.addressing import addressees_of, ways_of
from factsheet_builder.content.models import (
    Block,
    Callout,
    Factsheet,
    GroupsOfParties,
    ListBlock,
    MonitoringRound,
    NamedInNote,
    NamedInSentence,
    Note,
    OneKind,
    OpenPhrase,
    Others,
    PartyListNote,
    Recommendation,
    Section,
    Subject,
)
from factsheet_builder.content.parties import Register
from factsheet_builder.errors import UsageError


def compare_versions(old: ContentVersion, new: ContentVersion) -> Comparison:
    """Return all that changed from ``old`` to ``new``; where one is a single factsheet, only that one is compared.

    Raises:
        UsageError: the versions have no factsheet in common.
    """
    names = sorted({*old.sheets, *new.sheets})
    if old.register is None or new.register is None:
        names = [name for name in names if name in old.sheets and name in new.sheets]
        if not names:
            has = "; ".join(f"“{side.name}” has {', '.join(side.sheets) or 'none'}" for side in (old, new))
            what = f"There is no factsheet that both versions have: {has}."
            raise UsageError.of("not-comparable", what, "Compare two versions of the same factsheet.")
    before = _renamed_sheets(old, new, names)
    names = [name for name in names if name not in before.values()]
    groups = [_compare_sheets(name, _passages(old, before.get(name, name)), _passages(new, name)) for name in names]
    if old.register and new.register:
        groups.append(compare_registers(old.register, new.register, [*new.sheets.values()]))
    return Comparison(old.name, new.name, tuple(groups))


def _passages(version: ContentVersion, name: str) -> "_Passages":
    return _Passages.of(version.sheets.get(name), version.register)


def _renamed_sheets(old: ContentVersion, new: ContentVersion, names: list[str]) -> dict[str, str]:
    """Return what factsheets that only ``new`` has are called in ``old``: one that shares more than half of its passages."""
    gone = {name: _passages(old, name).kin() for name in names if name not in new.sheets}
    found: dict[str, str] = {}
    for name in names:
        if name not in old.sheets and gone:
            kin = _passages(new, name).kin()
            shared = {other: len(find_kin(theirs, kin)) for other, theirs in gone.items()}
            best = max(shared, key=lambda other: shared[other])
            if 2 * shared[best] > max(len(kin), len(gone[best])):
                found[name] = best
                del gone[best]
    return found


def _compare_sheets(name: str, before: "_Passages", after: "_Passages") -> Group:
    """Return what changed from one version to the next; one that is missing was added or removed as a whole."""
    if before.sheet and after.sheet:
        before = before.known_as(find_kin(before.kin(), after.kin()), after)
        if before.sheet and before.sheet.id != after.sheet.id:
            before.names["factsheet:"] = before.sheet.id
    title, chapter = next((side.sheet.short_title, side.sheet.chapter) for side in (after, before) if side.sheet)
    return Group(name, title, chapter, tuple(_findings(before, after)))


@dataclass(frozen=True)
class _Passages:
    """The passages of one version by key, as plain data, with the section that each stands in."""

    sheet: Factsheet | None
    register: Register | None = None
    data: dict[str, dict[str, Any]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    """Key of each block -> id of the block around it, or nothing."""
    titles: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Of passages that go by the key of the newer version: what they are called in their own."""

    @classmethod
    def of(cls, sheet: Factsheet | None, register: Register | None) -> "_Passages":
        found = cls(sheet, register)
        if sheet:
            found._take_heads(sheet)
            found._take_blocks(sheet.blocks, "")
            for note in sheet.notes:
                found._take_note(note)
            found._take_data(sheet)
        return found

    def _take_heads(self, sheet: Factsheet) -> None:
        whole = sheet.model_dump(mode="json", exclude_none=True, exclude={"blocks", "notes", "id", "data"})
        for name in ("masthead", "round"):
            self.data[f"{name}:"], self.kinds[f"{name}:"] = whole.pop(name), name
        self.data["factsheet:"], self.kinds["factsheet:"] = whole, "factsheet"

    def _take_blocks(self, blocks: tuple[Block, ...], around: str) -> None:
        for block in blocks:
            self.data[block.id], self.kinds[block.id] = self._plain(block), block.kind
            self.sections[block.id], self.blocks[block.id] = around, block
            if isinstance(block, Section | Callout):
                self.titles[block.id] = shown(block.title or "")
                self._take_blocks(block.blocks, block.id)
            elif isinstance(block, ListBlock):
                for item in block.items:
                    self._take_blocks(item.blocks, block.id)
            elif isinstance(block, Recommendation):
                self._take_blocks(block.blocks, block.id)

    def _plain(self, block: Block) -> dict[str, Any]:
        data = block.model_dump(mode="json", exclude_none=True)
        if isinstance(block, ListBlock):
            data["items"] = [f"{item.number} {item.text}" if item.number else item.text for item in block.items]
        if isinstance(block, Recommendation) and self.sheet:
            data["addressees"] = _addressees_in_words(block, {})
            data["parties"] = list(addressees_of(self.sheet, block, self.register or _NO_REGISTER))
            data["urgency"] = _verb(self.sheet.round, block.urgency)
            data["also"] = [_verb(self.sheet.round, level) for level in block.also]
            data["priority"] = block.priority or None
        return data

    def _take_note(self, note: Note) -> None:
        if not (isinstance(note, PartyListNote) and note.id in self._lists()):
            key = f"note.{note.id}"
            self.data[key], self.kinds[key] = note.model_dump(mode="json", exclude_none=True), f"note-{note.kind}"

    def _take_data(self, sheet: Factsheet) -> None:
        """Take what is used of tables of data: what each says of its columns, and of each Party."""
        for table in sheet.data:
            name, keys = f"data.{table.id}", [column.key for column in table.columns]
            plain = table.model_dump(mode="json", exclude_none=True, exclude={"id", "rows"})
            self.data[f"{name}:"], self.kinds[f"{name}:"] = plain, "data-table"
            for row in table.rows:
                named = {key: value for key, value in zip(keys, row.values, strict=True) if value is not None}
                self.data[f"{name}.{row.party}"], self.kinds[f"{name}.{row.party}"] = named, "data-row"

    def _lists(self) -> set[str]:
        """Return the ids of the notes that list the addressees of a recommendation, which is where they are compared."""
        blocks = (block for block in self.blocks.values() if isinstance(block, Recommendation))
        return {way.note for block in blocks for way in ways_of(block) if isinstance(way, NamedInNote)}

    def kin(self) -> dict[str, Kin]:
        """Return what each passage is known by; the facts about the whole are what they are."""
        return {
            key: kin_of(self.kinds[key], data, self.sections.get(key, ""))
            for key, data in self.data.items()
            if not key.endswith(":")
        }

    def known_as(self, kin: Mapping[str, str], after: "_Passages") -> "_Passages":
        """Return these passages by the keys that they have in the version ``after``, references to them too."""
        keys = {old: new for new, old in kin.items()}
        # What is gone must not be taken for what has its id now.
        keys |= {old: f"{old}\0" for old in self.data if old not in keys and old in after.data and old[-1] != ":"}
        if all(old == new for old, new in keys.items()):
            return self
        blocks = {old: new for old, new in keys.items() if not old.startswith(NOTE)}
        notes = {old.removeprefix(NOTE): new.removeprefix(NOTE) for old, new in keys.items() if old.startswith(NOTE)}
        notes |= self._renamed_lists(blocks, after)
        data = {keys.get(key, key): renamed(value, blocks, notes) for key, value in self.data.items()}
        for key, block in self.blocks.items():
            if isinstance(block, Recommendation):
                data[keys.get(key, key)]["addressees"] = _addressees_in_words(block, notes)
        return _Passages(
            self.sheet,
            self.register,
            data,
            {keys.get(key, key): kind for key, kind in self.kinds.items()},
            {keys.get(key, key): keys.get(around, around) for key, around in self.sections.items()},
            {keys.get(key, key): title for key, title in self.titles.items()},
            {keys.get(key, key): block for key, block in self.blocks.items()},
            {new: old for old, new in keys.items() if new != old},
        )

    def _renamed_lists(self, keys: Mapping[str, str], after: "_Passages") -> dict[str, str]:
        """Return what the notes that list addressees are called in the version ``after``."""
        found: dict[str, str] = {}
        for key, block in self.blocks.items():
            other = after.blocks.get(keys.get(key, key))
            if isinstance(block, Recommendation) and isinstance(other, Recommendation):
                lists = [[way.note for way in ways_of(one) if isinstance(way, NamedInNote)] for one in (block, other)]
                found |= dict(zip(*lists, strict=False))
        return found

    def section_title(self, key: str) -> str:
        around = self.sections.get(key, "")
        return self.titles.get(around, around)


_NO_REGISTER: Final = Register.model_construct(sources={}, parties=(), groups=())
"""Of a single file, which has none: its groups have no members then, on either side."""


def _addressees_in_words(block: Recommendation, notes: Mapping[str, str]) -> str:
    """Return who is addressed in words; ``notes`` gives new names of notes."""
    return "; ".join(_in_words(way, notes) for way in ways_of(block))


def _in_words(way: OneKind, notes: Mapping[str, str]) -> str:
    match way:
        case NamedInNote(note=note):
            return f"Parties listed in the note {notes.get(note, note)}"
        case NamedInSentence():
            return "Parties named in the sentence"
        case OpenPhrase(phrase=phrase):
            return phrase
        case Subject():
            return "the States that the document is about"
        case GroupsOfParties(groups=groups):
            return f"Parties of the groups {', '.join(groups)}"
        case Others(names=names):
            return ", ".join(names)
        case _:
            assert_never(way)


def _verb(vocabulary: MonitoringRound, level: str | None) -> str:
    return next((urgency.verb for urgency in vocabulary.urgencies if urgency.level == level), level or "")


def _findings(before: _Passages, after: _Passages) -> Iterator[Finding]:
    moved = moved_within(before.sections, after.sections)
    for key in woven(list(before.data), list(after.data)):
        name = key.rstrip(":\0")
        if key not in before.data:
            facts = tuple(compare_values(None, after.data[key]))
            yield Finding(name, after.kinds[key], Change.ADDED, facts)
        elif key not in after.data:
            yield Finding(name, before.kinds[key], Change.REMOVED, tuple(compare_values(before.data[key], None)))
        elif facts := tuple(_facts(key, before, after, moved)):
            yield Finding(name, after.kinds[key], _change(facts), facts)


def _change(facts: tuple[Fact, ...]) -> Change:
    weighty = [fact for fact in facts if not isinstance(fact, RenameFact)]
    if not weighty:
        return Change.RENAMED
    return Change.MOVED if all(isinstance(fact, MoveFact) for fact in weighty) else Change.CHANGED


def _facts(key: str, before: _Passages, after: _Passages, moved: frozenset[str]) -> Iterator[Fact]:
    if key in before.names:
        name = after.sheet.id if after.sheet and key == "factsheet:" else key
        yield RenameFact(before.names[key].removeprefix(NOTE), name.removeprefix(NOTE))
    if key in moved:
        yield MoveFact(before.section_title(key), after.section_title(key))
    old, new = dict(before.data[key]), dict(after.data[key])
    if before.kinds[key] != after.kinds[key]:
        yield from compare_values(old, None)
        yield from compare_values(None, new)
        return
    yield from _urgency(key, before, after)
    if before.kinds[key] == "recommendation":
        old.pop("urgency", None)
        new.pop("urgency", None)
    facts = list(compare_values(old, new))
    # Who is named weighs more than the words around it.
    yield from sorted(facts, key=lambda fact: not isinstance(fact, PartiesFact))


def _urgency(key: str, before: _Passages, after: _Passages) -> Iterator[Fact]:
    old, new = before.blocks.get(key), after.blocks.get(key)
    if not (isinstance(old, Recommendation) and isinstance(new, Recommendation) and before.sheet and after.sheet):
        return
    verbs = _verb(before.sheet.round, old.urgency), _verb(after.sheet.round, new.urgency)
    if old.urgency != new.urgency or verbs[0] != verbs[1]:
        yield UrgencyFact(turn_of(old.urgency, new.urgency, before.sheet.round, after.sheet.round), *verbs)


def turn_of(old: str | None, new: str | None, before: MonitoringRound, after: MonitoringRound) -> Turn:
    """Return which way an urgency went, by a vocabulary that has both levels; it lists them strongest first."""
    for vocabulary in (after, before):
        levels = [urgency.level for urgency in vocabulary.urgencies]
        if old != new and old in levels and new in levels:
            return Turn.STRENGTHENED if levels.index(new) < levels.index(old) else Turn.WEAKENED
    return Turn.CHANGED
