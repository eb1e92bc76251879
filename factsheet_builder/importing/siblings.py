"""What a factsheet shares with those of its round: the round itself, urgencies, the treaty that it quotes, its language.

A new chapter takes it over from a sibling, so that nobody has to say it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from factsheet_builder.content.models import Factsheet, Provision
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.reading.reader import Read
from factsheet_builder.content.reading.yaml_source import Data

_URGENCIES: Final[list[Data]] = [
    {"level": "require", "verb": "requires", "mark": "solid"},
    {"level": "request", "verb": "requests", "mark": "double"},
    {"level": "invite", "verb": "invites", "mark": "dashed"},
]


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What the importer cannot know from the text of a chapter."""

    round: dict[str, Data]
    language: str = "en"
    label: str = ""
    """What the title begins with: “FACTSHEET –”."""
    instrument: str = ""
    """The treaty that articles are quoted from."""
    verbs: Mapping[str, str] = field(default_factory=dict)
    """The levels of urgency by their verbs, in small letters."""


def facts_of(read: Read[Factsheet]) -> RoundFacts:
    """Return what a sibling says of its round."""
    sheet, data = read.model, read.source.data
    said = data["round"] if isinstance(data, dict) else {}
    instruments = [block.instrument for _, block in blocks_of(sheet) if isinstance(block, Provision)]
    return RoundFacts(
        dict(said) if isinstance(said, dict) else {},
        sheet.language,
        sheet.masthead.label or "",
        next(iter(instruments), ""),
        {urgency.verb.casefold(): urgency.level for urgency in sheet.round.urgencies},
    )


def facts_asked(name: str, parties: int, adopted: str) -> RoundFacts:
    """Return the facts of a round that has no factsheet yet, with the urgencies of the skeleton."""
    said: dict[str, Data] = {
        "id": name,
        "parties": parties,
        "adopted": adopted,
        "recommendation_ids": "[IVX]+-[0-9]+",
        "urgencies": _URGENCIES,
    }
    return RoundFacts(said, verbs={"requires": "require", "requests": "request", "invites": "invite"})
