"""Factsheet x register -> whom a recommendation addresses, and in which way: everything that asks this asks here.

A Party is addressed where a list or the sentence names it, where a group of the register has it, or where the document is
about it and the text says “the State party”. An open phrase names no Party, and others are no Parties. How this is said to
readers is left to ``documents``.
"""

from collections.abc import Iterator
from typing import Literal, assert_never

from factsheet_builder.content.models import (
    Factsheet,
    GroupsOfParties,
    NamedInNote,
    NamedInSentence,
    OneKind,
    OpenPhrase,
    Others,
    PartyListNote,
    Recommendation,
    Several,
    Subject,
)
from factsheet_builder.content.parties import Group, Register
from factsheet_builder.content.passages import Path

Way = Literal["subject", "named", "group", "open", "other"]
"""How a recommendation concerns a Party, the closest first; “other” means that it does not."""


def ways_of(recommendation: Recommendation) -> tuple[OneKind, ...]:
    """Return the ways in which a recommendation says who is addressed, in the order of its text."""
    addressees = recommendation.addressees
    return addressees.of if isinstance(addressees, Several) else (addressees,)


def places_of_ways(recommendation: Recommendation, path: Path) -> Iterator[tuple[Path, OneKind]]:
    """Yield the same with their places; ``path`` leads to the addressees in the file."""
    if not isinstance(recommendation.addressees, Several):
        yield path, recommendation.addressees
        return
    for index, way in enumerate(recommendation.addressees.of):
        yield (*path, "of", index), way


def words_of_ways(recommendation: Recommendation) -> Iterator[tuple[str, str, Path]]:
    """Yield id, words and place inside the addressees of each text that says who is addressed, to be translated."""
    phrases, names = 0, 0
    for place, way in places_of_ways(recommendation, ()):
        if isinstance(way, OpenPhrase):
            phrases += 1
            further = f".{phrases}" if phrases > 1 else ""
            yield f"{recommendation.id}.addressees{further}", way.phrase, (*place, "phrase")
        elif isinstance(way, Others):
            for index, name in enumerate(way.names):
                names += 1
                yield f"{recommendation.id}.addressee.{names}", name, (*place, "names", index)


def addressees_of(sheet: Factsheet, recommendation: Recommendation, register: Register) -> tuple[str, ...]:
    """Return the codes of the Parties that a recommendation addresses, each once, in the order of the lists.

    None are returned for an open phrase, and for a note or a group that is not there, which the checks say.
    """
    found = (code for way in ways_of(recommendation) for code in parties_of(sheet, way, register))
    return tuple(dict.fromkeys(found))


def parties_of(sheet: Factsheet, way: OneKind, register: Register) -> tuple[str, ...]:
    """Return the codes of the Parties that one way of addressing stands for."""
    match way:
        case NamedInNote(note=name):
            note = sheet.note_by_id.get(name)
            return note.parties if isinstance(note, PartyListNote) else ()
        case NamedInSentence(parties=parties):
            return parties
        case Subject():
            return sheet.about
        case GroupsOfParties():
            return _members(way, register)
        case OpenPhrase() | Others():
            return ()
        case _:
            assert_never(way)


def _members(way: GroupsOfParties, register: Register) -> tuple[str, ...]:
    known = register.group_by_id
    members = (code for name in way.groups if name in known for code in known[name].parties)
    return tuple(dict.fromkeys(code for code in members if code not in way.excepts))


def in_sentence_of(recommendation: Recommendation) -> tuple[str, ...]:
    """Return the codes of the Parties that stand where the text has ``{addressees}``."""
    return tuple(code for way in ways_of(recommendation) if isinstance(way, NamedInSentence) for code in way.parties)


def phrases_of(recommendation: Recommendation) -> tuple[str, ...]:
    """Return the open phrases of a recommendation, which name no Party."""
    return tuple(way.phrase for way in ways_of(recommendation) if isinstance(way, OpenPhrase))


def others_of(recommendation: Recommendation) -> tuple[str, ...]:
    """Return the addressees of a recommendation that are no Parties."""
    return tuple(name for way in ways_of(recommendation) if isinstance(way, Others) for name in way.names)


def groups_with(recommendation: Recommendation, party: str, register: Register) -> tuple[Group, ...]:
    """Return the groups through which a recommendation addresses the Party of that code."""
    return tuple(_groups_with(recommendation, party, register))


def _groups_with(recommendation: Recommendation, party: str, register: Register) -> Iterator[Group]:
    for way in ways_of(recommendation):
        if isinstance(way, GroupsOfParties) and party not in way.excepts:
            found = (register.group_by_id.get(name) for name in way.groups)
            yield from (group for group in found if group and party in group.parties)


def way_to(sheet: Factsheet, recommendation: Recommendation, party: str, register: Register) -> Way:
    """Return how a recommendation concerns the Party of that code."""
    ways = ways_of(recommendation)
    if party in sheet.about and any(isinstance(way, Subject) for way in ways):
        return "subject"
    if any(party in parties_of(sheet, way, register) for way in ways if isinstance(way, NamedInNote | NamedInSentence)):
        return "named"
    if groups_with(recommendation, party, register):
        return "group"
    return "open" if phrases_of(recommendation) else "other"


def is_addressed(way: Way) -> bool:
    """Tell whether a way addresses the Party itself, as an open phrase does not."""
    return way in {"subject", "named", "group"}


def is_of_concern(sheet: Factsheet, party: str) -> bool:
    """Tell whether a document is for the Party of that code: it is about that Party, or about no Party in particular."""
    return not sheet.about or party in sheet.about
