"""Notes of a file -> notes of content: lists of Parties as codes, numbers of recommendations, glosses and references.

A note is called after what it is: ``vi-1-parties`` lists the addressees of recommendation VI-1.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from factsheet_builder.content.reading.id_making import IdMaker, slug
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.importing.party_lists import PartyNames
from factsheet_builder.importing.pieces import Ledger, Para, Piece, SourceText, plain, shown, words_of
from factsheet_builder.importing.prose_writing import to_prose

_REFERENCE: Final = re.compile(r"(?:see|cf\.?|ibid|op\. cit|https?:|www\.|recommendation )", re.IGNORECASE)
_SHORT: Final = 60


@dataclass
class Notes:
    """The notes of a file: what each is, and how it is called in the content."""

    data: dict[str, dict[str, Data]] = field(default_factory=dict)
    """By their names in the file; those that nothing calls are not here."""
    names: dict[str, str] = field(default_factory=dict)
    """Ids by the names in the file."""
    numbers: dict[str, str] = field(default_factory=dict)
    """Ids of recommendations by the names of the notes that say them."""

    @property
    def lists(self) -> frozenset[str]:
        """The names in the file of the notes that list Parties."""
        return frozenset(name for name, note in self.data.items() if note["kind"] == "parties")

    def parties(self, name: str) -> tuple[str, ...]:
        """Return the codes that a note lists."""
        found = self.data[name].get("parties")
        return tuple(map(str, found)) if isinstance(found, list) else ()


def notes_of(text: SourceText, pieces: Sequence[Piece], parties: PartyNames, pattern: str, ledger: Ledger) -> Notes:
    """Return the notes that are called, each judged by its words; ``pattern`` is what ids of recommendations match."""
    ids, notes = IdMaker(), Notes()
    number = re.compile(rf"\W*Recommendation\s+({pattern})\W*", re.IGNORECASE)
    by_paragraph = [[run.note for run in piece.runs if run.note] for piece in pieces if isinstance(piece, Para)]
    called = list(dict.fromkeys(note for note in _calls(pieces) if note in text.notes))
    for name in called:
        if match := number.fullmatch(plain(text.notes[name])):
            notes.numbers[name] = match[1]
    beside = _recommendations(by_paragraph, notes.numbers)
    for name in called:
        said = plain(text.notes[name])
        own = beside.get(name, "").lower()
        notes.data[name] = _note(name, text, said, own, notes, parties, ids)
    for name, runs in text.notes.items():
        if name not in notes.data and plain(runs):
            ledger.set_aside("notes that nothing calls", plain(runs))
            ledger.name(
                "uncalled-note", 0, f"Nothing calls the note “{shown(plain(runs))}”; it is left out.", note=name
            )
    return notes


def _calls(pieces: Sequence[Piece]) -> list[str]:
    found: list[str] = []
    for piece in pieces:
        match piece:
            case Para(runs=runs):
                found += [run.note for run in runs if run.note]
            case _:
                rows = getattr(piece, "rows", ())
                found += [run.note for row in rows for cell in row for run in cell if run.note]
    return found


def _recommendations(paragraphs: list[list[str]], numbers: Mapping[str, str]) -> dict[str, str]:
    """Return, by note, the recommendation in whose paragraph it is called."""
    found = {}
    for calls in paragraphs:
        own = next((numbers[call] for call in calls if call in numbers), "")
        found.update({call: own for call in calls if own})
    return found


def _note(
    name: str, text: SourceText, said: str, own: str, notes: Notes, parties: PartyNames, ids: IdMaker
) -> dict[str, Data]:
    codes, ledger = parties.listed(said), text.ledger
    given = text.note_ids.get(name, "")
    if len(codes) > 1 or (codes and own):
        ledger.set_aside("names of Parties, which are codes now", said)
        if parties.is_twice(said):
            ledger.name("party-twice", 0, f"The list “{shown(said)}” names a Party twice; it has it once.", note=name)
        words = f"{own} parties" if own else f"parties {said}"
        notes.names[name] = ids.given_or_made(given, words, "parties")
        return {"kind": "parties", "id": notes.names[name], "parties": list(codes)}
    if strangers := parties.strangers(said):
        unknown = ", ".join(f"“{word}”" for word in strangers)
        what = f"The note lists Parties, but {unknown} is in no register; it stays words."
        ledger.name("unknown-party", 0, what, note=name, remedy="Add the name to data/parties.yaml, and import again.")
    if name in notes.numbers:
        notes.names[name] = ids.given_or_made(given, f"{own} id", "gloss")
        kind = "reference"
    else:
        words = f"{own} {' '.join(slug(said).split('-')[:2])}" if own else said
        notes.names[name] = ids.given_or_made(given, words, "gloss")
        kind = "reference" if _REFERENCE.match(said) or len(said) < _SHORT else "gloss"
    prose = to_prose(tuple(run for run in text.notes[name] if not run.note), {}, ledger, 0)
    if not words_of(prose):
        ledger.name("empty-note", 0, "The note has no words.", note=name)
    return {"kind": kind, "id": notes.names[name], "text": prose or "–"}
