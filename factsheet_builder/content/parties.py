"""The register of Parties: codes, dated names, coverage by round, tiles, each fact with its source.

Names are those that official pages of the organisation use, never those of ISO or CLDR. Wording a list of them in a
locale is left to the localiser.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from factsheet_builder.content.fields import Day, Identifier, Line, Model, PartyCode

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class PartyName(Model):
    """A name in one language, from the day on which the sources seen use it."""

    seen_from: Day | None = None
    """First day on which a source seen has this form; empty for the oldest form. The change itself may be earlier."""
    name: Line
    prose: Line | None = None
    """The name in running text, with its article where the language sets one; by default the name."""
    sort: Line | None = None
    """What it is sorted by, the distinctive word first; by default the name."""
    source: Identifier
    """Which source has it."""


class Coverage(Model):
    """Whether a round covers the Party."""

    status: Literal["yes", "no", "unconfirmed"]
    source: Identifier


class Tile(Model):
    """Place of the Party's tile on the tile map, columns from the left and rows from the top, from 0."""

    column: int = Field(ge=0, lt=20, strict=True)
    row: int = Field(ge=0, lt=20, strict=True)


class DatedFact(Model):
    """Something that a source says about the Party and the treaty, in its words."""

    fact: Line
    source: Identifier


class Party(Model):
    """A State Party to the treaty."""

    code: PartyCode
    alpha2: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    """ISO 3166-1 alpha-2 code."""
    names: dict[Language, tuple[PartyName, ...]] = Field(min_length=1)
    member_state: bool = True
    """Whether it is a member State of the organisation."""
    coverage: dict[Identifier, Coverage] = Field(default_factory=dict)
    """By id of the round."""
    tile: Tile
    facts: tuple[DatedFact, ...] = ()

    def language_for(self, tag: str) -> str:
        """Return the language of the register whose names stand for those of ``tag``: itself, or else English, or any."""
        wanted = (tag, tag.partition("-")[0], "en")
        return next((language for language in wanted if language in self.names), next(iter(self.names)))

    def position_on(self, day: date | None, language: str) -> int:
        """Return which name is in use on ``day``, by default the newest: the last whose ``seen_from`` is not after it."""
        forms = self.names[language]
        if day is None:
            return len(forms) - 1
        return [index for index, form in enumerate(forms) if form.seen_from is None or form.seen_from <= day][-1]

    def name_on(self, day: date, language: str) -> PartyName:
        """Return the name in use on ``day``."""
        return self.names[language][self.position_on(day, language)]

    def current_name(self, language: str) -> PartyName:
        """Return the newest name."""
        return self.names[language][-1]

    def is_covered(self, round_id: str) -> Literal["yes", "no", "unconfirmed"]:
        """Return whether the round covers the Party; unknown where the register says nothing."""
        known = self.coverage.get(round_id)
        return known.status if known else "unconfirmed"


class Group(Model):
    """Parties that texts speak of together, such as the members of another organisation, as a source lists them."""

    id: Identifier
    names: dict[Language, Line] = Field(min_length=1)
    """What it is called, by language."""
    parties: tuple[PartyCode, ...] = Field(min_length=1)
    source: Identifier
    """Which source lists them."""
    as_of: Day | None = None
    """The day that the list holds as of, where the source says it."""


class Register(Model):
    """All Parties to the treaty."""

    sources: dict[Identifier, Line]
    """What the short names of sources stand for."""
    parties: tuple[Party, ...] = Field(min_length=1)
    groups: tuple[Group, ...] = ()
    """Groups of Parties, each as a source lists it."""

    @property
    def group_by_id(self) -> dict[str, Group]:
        """The groups by id."""
        return {group.id: group for group in self.groups}

    @property
    def by_code(self) -> dict[str, Party]:
        """The Parties by code."""
        return {party.code: party for party in self.parties}
