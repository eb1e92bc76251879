"""Recommendations, and the ways of saying who is addressed."""

from typing import Annotated, Literal

from pydantic import Field

from factsheet_builder.content.fields import Identifier, Line, Model, PartyCode, Prose
from factsheet_builder.content.models.elements import Element


class NamedInNote(Model):
    """The addressees are the Parties listed in a note."""

    kind: Literal["note"]
    note: Identifier


class NamedInSentence(Model):
    """The addressees are named in the sentence itself, where the text has ``{addressees}``."""

    kind: Literal["sentence"]
    parties: tuple[PartyCode, ...] = Field(min_length=1)


class OpenPhrase(Model):
    """No Party is named: a phrase of the text says who is addressed."""

    kind: Literal["open"]
    phrase: Line
    """The words of the recommendation that say it, to the letter."""


Addressees = Annotated[NamedInNote | NamedInSentence | OpenPhrase, Field(discriminator="kind")]


class Recommendation(Element):
    """A recommendation; its id is the one that the Committee gave, for example ``VI-1``."""

    kind: Literal["recommendation"]
    number: Line | None = None
    """Its number as the body writes it, such as “§14” or “14 (a)”, where that is not the id; printed in its place."""
    urgency: Identifier
    """A level of the round's vocabulary."""
    summary: Line | None = None
    """What it is about in a few words of ours, for overviews; never printed as the Committee's."""
    text: Prose
    addressees: Addressees
