"""What belongs to a round and not to one chapter."""

import re
from typing import Literal

from pydantic import Field, field_validator

from factsheet_builder.content.fields import Day, Identifier, Line, Model


class Urgency(Model):
    """A level of urgency of the round."""

    level: Identifier
    verb: Line
    """The word that is set bold in a recommendation of this level: “requires”."""
    mark: Literal["solid", "double", "dashed"]
    """How the page shows it beside the word: solid bar, double bar or dashed bar, strongest first."""


class MonitoringRound(Model):
    """What belongs to the round and not to one chapter."""

    id: Identifier
    parties: int = Field(gt=0, lt=300, strict=True)
    """How many States were Party when the round was launched, as the report says."""
    adopted: Day
    """Day of adoption of the report: the lists speak as of it, and the official text names Parties as of it."""
    recommendation_ids: Line
    """Regular expression that the ids of recommendations match in full."""
    urgencies: tuple[Urgency, ...] = ()
    """The vocabulary of urgency, strongest first; empty where the body has none."""

    @field_validator("recommendation_ids")
    @classmethod
    def _is_expression(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"“{pattern}” is not a regular expression: {error}") from error
        return pattern
