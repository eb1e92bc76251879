"""A factsheet -> its lists of Parties that recommendations address; a list × the Parties wanted -> the list that has them.

A list stands in a note, which several recommendations may share, or in the addressees themselves. Who is addressed in other
words is left to ``grid_view``, which says it; nothing is written here.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from factsheet_builder.content.addressing import parties_of, places_of_ways
from factsheet_builder.content.models import (
    Factsheet,
    NamedInNote,
    NamedInSentence,
    OneKind,
    PartyListNote,
    Recommendation,
)
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Path, blocks_of
from factsheet_builder.languages.localiser import Localiser


@dataclass(frozen=True, slots=True)
class AddresseeList:
    """One list of Parties in the file of a factsheet."""

    key: str
    """What forms call it: that of its note, or that of its recommendation."""
    path: Path
    """Where its codes stand."""
    parties: tuple[str, ...]
    used_by: tuple[str, ...]
    """The ids of the recommendations that address its Parties, in the order of the text."""
    note: str = ""
    """The id of the note that it is, if it is one."""


@dataclass(frozen=True, slots=True)
class ListChange:
    """What a list is to be, and what that changes."""

    list: AddresseeList
    parties: tuple[str, ...]
    """Its codes from then on, in the order of the file."""

    @property
    def added(self) -> tuple[str, ...]:
        """Codes that it does not have yet."""
        return tuple(code for code in self.parties if code not in self.list.parties)

    @property
    def removed(self) -> tuple[str, ...]:
        """Codes that it has no more."""
        return tuple(code for code in self.list.parties if code not in self.parties)


def lists_of(sheet: Factsheet) -> tuple[AddresseeList, ...]:
    """Return the lists in the order of the recommendations; ``sheet`` is as its file is, without received updates."""
    found: dict[str, AddresseeList] = {}
    notes = {note.id: (index, note) for index, note in enumerate(sheet.notes)}
    for key, place, user, way in _ways(sheet):
        if isinstance(way, NamedInSentence):
            found[key] = AddresseeList(key, (*place, "parties"), way.parties, (user,))
        elif way.note in notes:
            index, note = notes[way.note]
            if isinstance(note, PartyListNote):
                users = (*found[key].used_by, user) if key in found else (user,)
                path = ("notes", index, "parties")
                found[key] = AddresseeList(key, path, note.parties, tuple(dict.fromkeys(users)), note.id)
    return tuple(found.values())


def _ways(sheet: Factsheet) -> Iterator[tuple[str, Path, str, NamedInNote | NamedInSentence]]:
    """Yield the key of each list with the place of the addressees, the id of the recommendation, and what names the list."""
    for path, block in blocks_of(sheet):
        if isinstance(block, Recommendation):
            for place, way in places_of_ways(block, (*path, "addressees")):
                if isinstance(way, NamedInNote | NamedInSentence):
                    yield _key_of(block, place, way), place, block.id, way


def _key_of(block: Recommendation, place: Path, way: OneKind) -> str:
    """Return the key of the list by which a recommendation addresses Parties, nothing for other ways."""
    match way:
        case NamedInNote(note=note):
            return f"note.{note}"
        case NamedInSentence():
            return f"sentence.{block.id}" + (f".{place[-1]}" if isinstance(place[-1], int) else "")
        case _:
            return ""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A number on the first page that says how many Parties a recommendation names, and has to follow its list."""

    path: Path
    called: str
    old: int
    new: int


def figures_of(sheet: Factsheet, changes: Iterable[ListChange], register: Register) -> tuple[FigureChange, ...]:
    """Return the numbers that are right now and would be wrong after the changes."""
    wanted = {change.list.key: change.parties for change in changes}
    found: list[FigureChange] = []
    counts: dict[str, tuple[str, int, int]] = {}
    for path, block in blocks_of(sheet):
        if isinstance(block, Recommendation):
            before, after = set[str](), set[str]()
            for place, way in places_of_ways(block, (*path, "addressees")):
                codes = parties_of(sheet, way, register)
                before.update(codes)
                after.update(wanted.get(_key_of(block, place, way), codes))
            counts[block.id] = block.called, len(before), len(after)
    for index, figure in enumerate(sheet.key_figures):
        for position, (number, passage) in enumerate(zip(figure.numbers, figure.passages, strict=False)):
            called, was, becomes = counts.get(passage, ("", 0, 0))
            if number == was != becomes and becomes:
                found.append(FigureChange(("key_figures", index, "numbers", position), called, was, becomes))
    return tuple(found)


def faults_of(one: AddresseeList, register: Register) -> tuple[str, ...]:
    """Return the codes for which no box can stand: those of no Party, and those that stand twice."""
    known = register.by_code
    wrong = (code for index, code in enumerate(one.parties) if code not in known or code in one.parties[:index])
    return tuple(dict.fromkeys(wrong))


def with_parties(one: AddresseeList, wanted: Iterable[str], register: Register, source: str) -> ListChange:
    """Return the list with the Parties wanted and no others: those that stay in their order, new ones where that puts them.

    The order is that of the names in ``source``, the language of the content, or of the codes; where it is neither, new ones
    come last, in the order of the register.
    """
    chosen = set(wanted)
    codes = [code for code in one.parties if code in chosen]
    new = [party.code for party in register.parties if party.code in chosen and party.code not in one.parties]
    order = _order_of(one.parties, register, source)
    for code in new:
        after = [index for index, other in enumerate(codes) if order and order(other) > order(code)]
        codes.insert(after[0] if after else len(codes), code)
    return ListChange(one, tuple(codes))


def _order_of(codes: tuple[str, ...], register: Register, source: str) -> Callable[[str], bytes] | None:
    """Return what the codes of a list are sorted by, if by anything."""
    localiser = Localiser(source)
    by_name = [party.code for party in localiser.sort_parties(register.parties)]

    def place(code: str) -> bytes:
        return by_name.index(code).to_bytes(2) if code in by_name else b"\xff\xff\xff"

    for order in (place, str.encode):
        if all(order(one) <= order(other) for one, other in pairwise(codes)):
            return order
    return None
