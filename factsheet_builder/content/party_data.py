"""What a factsheet says of one Party, as data for machines; described by the shipped schema ``party-data``."""

from datetime import date
from typing import Literal

from factsheet_builder.content.fields import Identifier, Line, Model, PartyCode
from factsheet_builder.content.models import Factsheet, OpenPhrase, Practice, Recommendation
from factsheet_builder.content.parties import Party
from factsheet_builder.content.passages import addressees_of, blocks_of, updates_of


class RecommendationData(Model):
    """What one recommendation says of the Party."""

    id: Identifier
    urgency: Identifier
    addressed: Literal["named", "open", "not named"]
    """Whether its list names the Party, or a phrase addresses Parties without naming any."""
    phrase: Line | None = None
    """The phrase of an open recommendation."""
    updated_by: tuple[Identifier, ...] = ()
    """Notes with information received after adoption that correct the list for the Party."""


class PartyData(Model):
    """What a factsheet says of one Party, as of the adoption of the report."""

    factsheet: Identifier
    round: Identifier
    as_of: date
    party: PartyCode
    name: Line
    covered: Literal["yes", "no", "unconfirmed"]
    recommendations: tuple[RecommendationData, ...]
    practices: tuple[Identifier, ...] = ()
    """Passages with a promising practice of the Party."""


def party_data(sheet: Factsheet, party: Party) -> PartyData:
    """Return what ``sheet`` says of ``party``; nothing about any other Party is in it."""
    blocks = [block for _, block in blocks_of(sheet)]
    return PartyData(
        factsheet=sheet.id,
        round=sheet.round.id,
        as_of=sheet.round.adopted,
        party=party.code,
        name=party.current_name(sheet.language).name,
        covered=party.is_covered(sheet.round.id),
        recommendations=tuple(_recommendation(sheet, b, party) for b in blocks if isinstance(b, Recommendation)),
        practices=tuple(b.id for b in blocks if isinstance(b, Practice) and b.party == party.code),
    )


def _recommendation(sheet: Factsheet, block: Recommendation, party: Party) -> RecommendationData:
    is_open = isinstance(block.addressees, OpenPhrase)
    is_named = party.code in addressees_of(sheet, block)
    return RecommendationData(
        id=block.id,
        urgency=block.urgency,
        addressed="open" if is_open else "named" if is_named else "not named",
        phrase=block.addressees.phrase if isinstance(block.addressees, OpenPhrase) else None,
        updated_by=tuple(note.id for note in updates_of(sheet, party.code, block.id)),
    )
