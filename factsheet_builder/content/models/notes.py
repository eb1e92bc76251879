"""Notes: lists of Parties, glosses, references, and information received after adoption."""

from typing import Annotated, Literal

from pydantic import Field

from factsheet_builder.content.fields import Day, Identifier, Model, PartyCode, Prose


class PartyListNote(Model):
    """A note that lists Parties; the sentence is generated, so it cannot disagree with the register."""

    kind: Literal["parties"]
    id: Identifier
    parties: tuple[PartyCode, ...] = Field(min_length=1)


class TextNote(Model):
    """A note in words: a gloss on the text or a reference."""

    kind: Literal["gloss", "reference"]
    id: Identifier
    text: Prose


class UpdateNote(Model):
    """Information received after adoption that corrects or completes a list."""

    kind: Literal["update"]
    id: Identifier
    party: PartyCode
    recommendation: Identifier
    received: Day | None = None
    """Day of receipt; empty where no source states it."""
    is_quoted: bool = False
    """Whether the text is the Party's own: then who sent it and when is printed before it."""
    text: Prose


Note = Annotated[PartyListNote | TextNote | UpdateNote, Field(discriminator="kind")]
