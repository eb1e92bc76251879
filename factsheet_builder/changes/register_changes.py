"""Two registers of Parties -> what changed in them, and in which passages a changed name is printed."""

from collections.abc import Iterable, Iterator, Sequence

from factsheet_builder.changes.change_findings import Change, Fact, Finding, Group, NameFact
from factsheet_builder.changes.order import woven
from factsheet_builder.changes.values import compare_values
from factsheet_builder.content.addressing import in_sentence_of, ways_of
from factsheet_builder.content.models import Factsheet, PartyListNote, Practice, Recommendation, Subject
from factsheet_builder.content.parties import Party, Register
from factsheet_builder.content.passages import blocks_of


def compare_registers(old: Register, new: Register, sheets: Sequence[Factsheet]) -> Group:
    """Return what changed; names are compared as the lists of ``sheets`` print them, as of the adoption of each."""
    return Group("parties", "", "", tuple(_findings(old, new, sheets)))


def _findings(old: Register, new: Register, sheets: Sequence[Factsheet]) -> Iterator[Finding]:
    before, after = old.by_code, new.by_code
    for code in woven(list(before), list(after)):
        if code not in before:
            yield Finding(code, "party", Change.ADDED, tuple(compare_values(None, _plain(after[code]))))
        elif code not in after:
            yield Finding(code, "party", Change.REMOVED, tuple(compare_values(_plain(before[code]), None)))
        elif facts := tuple(_facts(before[code], after[code], sheets)):
            yield Finding(code, "party", Change.CHANGED, facts)
    if sources := tuple(compare_values(dict(old.sources), dict(new.sources))):
        yield Finding("sources", "sources", Change.CHANGED, sources)
    if groups := tuple(compare_values(_groups(old), _groups(new))):
        yield Finding("groups", "groups", Change.CHANGED, groups)


def _facts(old: Party, new: Party, sheets: Sequence[Factsheet]) -> Iterator[Fact]:
    before, after = _plain(old), _plain(new)
    names = list(_names(old, new, sheets))
    yield from names
    if names:
        before.pop("names")
        after.pop("names")
    yield from compare_values(before, after)


def _names(old: Party, new: Party, sheets: Sequence[Factsheet]) -> Iterator[NameFact]:
    """Yield each printed name that changed, with the passages that print it."""
    shown: dict[tuple[str, str], list[str]] = {}
    for sheet in sheets:
        for language in sorted(set(old.names) & set(new.names)):
            day = sheet.round.adopted
            names = old.name_on(day, language).name, new.name_on(day, language).name
            if names[0] != names[1]:
                shown.setdefault(names, []).extend(passages_naming(sheet, new.code))
    for (before, after), passages in shown.items():
        yield NameFact(before, after, tuple(dict.fromkeys(passages)))


def passages_naming(sheet: Factsheet, code: str) -> Iterable[str]:
    """Yield the ids of the passages that print the name of the Party from the register."""
    for _, block in blocks_of(sheet):
        if isinstance(block, Practice) and block.party == code:
            yield block.id
        if isinstance(block, Recommendation) and code in (*in_sentence_of(block), *_subject_of(sheet, block)):
            yield block.id
    for note in sheet.notes:
        if isinstance(note, PartyListNote) and code in note.parties:
            yield f"note.{note.id}"


def _subject_of(sheet: Factsheet, block: Recommendation) -> tuple[str, ...]:
    """Return the States whose names stand beside a recommendation for “the State party”."""
    return sheet.about if any(isinstance(way, Subject) for way in ways_of(block)) else ()


def _groups(register: Register) -> dict[str, object]:
    return {group.id: group.model_dump(mode="json", exclude_none=True) for group in register.groups}


def _plain(party: Party) -> dict[str, object]:
    return party.model_dump(mode="json", exclude_none=True)
