"""Codes of Parties: each is in the register, none stands twice in a list."""

from collections.abc import Iterator

from factsheet_builder.content.addressing import places_of_ways
from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.models import (
    Factsheet,
    GroupsOfParties,
    NamedInSentence,
    PartyListNote,
    Practice,
    Recommendation,
    UpdateNote,
)
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Path, blocks_of
from factsheet_builder.content.reading.yaml_source import YamlSource


def _party_lists(sheet: Factsheet) -> Iterator[tuple[Path, tuple[str, ...]]]:
    yield ("about",), sheet.about
    for path, block in blocks_of(sheet):
        if isinstance(block, Recommendation):
            for place, way in places_of_ways(block, (*path, "addressees")):
                if isinstance(way, NamedInSentence):
                    yield (*place, "parties"), way.parties
                elif isinstance(way, GroupsOfParties):
                    yield (*place, "except"), way.excepts
    for index, note in enumerate(sheet.notes):
        if isinstance(note, PartyListNote):
            yield ("notes", index, "parties"), note.parties


def party_codes(sheet: Factsheet, source: YamlSource, register: Register) -> Findings:
    """Every code of a list, a practice or an update is a Party of the register, once."""
    used: list[tuple[Path, str]] = []
    for path, codes in _party_lists(sheet):
        used += [((*path, index), code) for index, code in enumerate(codes)]
        for index, code in enumerate(codes):
            if code in codes[:index]:
                what = f"{code} stands twice in this list."
                yield finding("duplicate-party", source.place((*path, index)), what, "Delete one of the two.")
    used += [((*path, "party"), block.party) for path, block in blocks_of(sheet) if isinstance(block, Practice)]
    used += [(("notes", i, "party"), note.party) for i, note in enumerate(sheet.notes) if isinstance(note, UpdateNote)]
    known = register.by_code
    for path, code in used:
        if code not in known:
            what = f"“{code}” is no Party of the register."
            remedy = suggest(code, known) or "Use a code of data/parties.yaml."
            yield finding("unknown-party", source.place(path), what, remedy)
