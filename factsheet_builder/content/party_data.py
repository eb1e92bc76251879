"""What a factsheet says of one Party, as data for machines; described by the shipped schema ``party-data``."""

from datetime import date
from typing import Literal

from factsheet_builder.content.addressing import groups_with, others_of, phrases_of, way_to
from factsheet_builder.content.fields import Day, Identifier, Line, Model, PartyCode
from factsheet_builder.content.models import Factsheet, Practice, Recommendation
from factsheet_builder.content.parties import Party, Register
from factsheet_builder.content.passages import blocks_of, updates_of


class RecommendationData(Model):
    """What one recommendation says of the Party."""

    id: Identifier
    number: Line | None = None
    """Its number as the body writes it, where that is not the id."""
    urgency: Identifier | None = None
    also: tuple[Identifier, ...] | None = None
    """Further levels of urgency that its text has."""
    priority: Literal[True] | None = None
    addressed: Literal["named", "open", "not named", "subject", "group"]
    """Whether its list names the Party, a phrase addresses Parties without naming any, the document is about the Party and
    the text addresses “the State party”, or a group has the Party.
    """
    phrase: Line | None = None
    """The phrase of an open recommendation."""
    groups: tuple[Identifier, ...] | None = None
    """Groups of the register that have the Party."""
    others: tuple[Line, ...] | None = None
    """Addressees that are no Parties."""
    deadline: Line | None = None
    """By when, in the words of the text."""
    deadline_day: Day | None = None
    follow_up: Line | None = None
    updated_by: tuple[Identifier, ...] = ()
    """Notes with information received after adoption that correct the list for the Party."""


class PartyData(Model):
    """What a factsheet says of one Party, as of the adoption of the report."""

    factsheet: Identifier
    round: Identifier
    as_of: date
    party: PartyCode
    name: Line
    subject: bool | None = None
    """Whether the document is about the Party; absent where it is about no State in particular."""
    covered: Literal["yes", "no", "unconfirmed"]
    recommendations: tuple[RecommendationData, ...]
    practices: tuple[Identifier, ...] = ()
    """Passages with a practice of the Party."""


def party_data(sheet: Factsheet, party: Party, register: Register) -> PartyData:
    """Return what ``sheet`` says of ``party``; nothing about any other Party is in it."""
    blocks = [block for _, block in blocks_of(sheet)]
    return PartyData(
        factsheet=sheet.id,
        round=sheet.round.id,
        as_of=sheet.round.adopted,
        party=party.code,
        name=party.current_name(party.language_for(sheet.language)).name,
        subject=party.code in sheet.about if sheet.about else None,
        covered=party.is_covered(sheet.round.id),
        recommendations=tuple(
            _recommendation(sheet, b, party, register) for b in blocks if isinstance(b, Recommendation)
        ),
        practices=tuple(b.id for b in blocks if isinstance(b, Practice) and b.party == party.code),
    )


def _recommendation(sheet: Factsheet, block: Recommendation, party: Party, register: Register) -> RecommendationData:
    way = way_to(sheet, block, party.code, register)
    phrases, deadline = phrases_of(block), block.deadline
    return RecommendationData(
        id=block.id,
        number=block.number,
        urgency=block.urgency,
        also=block.also or None,
        priority=block.priority or None,
        addressed="not named" if way == "other" else way,
        phrase="; ".join(phrases) or None,
        groups=tuple(group.id for group in groups_with(block, party.code, register)) or None,
        others=others_of(block) or None,
        deadline=deadline.words if deadline else None,
        deadline_day=deadline.day if deadline else None,
        follow_up=block.follow_up,
        updated_by=tuple(note.id for note in updates_of(sheet, party.code, block.id)),
    )
