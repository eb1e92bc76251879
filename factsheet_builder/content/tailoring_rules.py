"""The rules by which a version for one Party is selected from the general text; data of the secretariat, not code."""

from typing import Literal

from pydantic import Field

from factsheet_builder.content.fields import Identifier, Model

BlockKind = Literal[
    "paragraph",
    "list",
    "provision",
    "practice",
    "recommendation",
    "figure",
    "table",
    "tile-map",
    "quotation",
    "definitions",
    "bibliography",
    "collected",
]
Action = Literal["keep", "flag", "own-row", "leave-out"]
"""``own-row`` keeps of a table made from data the row of the Party alone; anything else it keeps."""


class Conditions(Model):
    """What must hold of a passage and the Party; an empty condition always holds."""

    kind: tuple[BlockKind, ...] = ()
    id: tuple[Identifier, ...] = ()
    section: tuple[Identifier, ...] = ()
    addressee: Literal["named", "subject", "open", "other"] | None = None
    practice: Literal["own", "other"] | None = None
    data: Literal["own", "other"] | None = None
    """Of a table made from data: whether it has a row of the Party."""
    mentions: bool | None = None
    coverage: Literal["yes", "no", "unconfirmed"] | None = None


class Rule(Model):
    """One rule: what to do with the passages of which its conditions hold."""

    do: Action
    when: Conditions


class Profile(Model):
    """A way of tailoring: the first rule that holds decides, otherwise ``otherwise``."""

    rules: tuple[Rule, ...] = ()
    otherwise: Action


class TailoringRules(Model):
    """All profiles by name."""

    profiles: dict[Identifier, Profile] = Field(min_length=1)
