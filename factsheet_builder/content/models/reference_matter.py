"""What readers look things up in: definitions, a bibliography, and lists that are made from the text."""

from typing import Literal, Self

from pydantic import Field, model_validator

from factsheet_builder.content.fields import Identifier, Model, PartyCode, Prose
from factsheet_builder.content.models.elements import Element


class Definition(Model):
    """A term and what it means."""

    id: Identifier | None = None
    """Name of the entry, where something refers to it."""
    term: Prose
    text: Prose


class Definitions(Element):
    """A glossary: terms with what they mean, in the order in which they are written."""

    kind: Literal["definitions"]
    title: Prose | None = None
    entries: tuple[Definition, ...] = Field(min_length=1)


class Source(Model):
    """A work that the text refers to."""

    id: Identifier
    text: Prose


class Bibliography(Element):
    """The works that the text refers to, in the order in which they are written."""

    kind: Literal["bibliography"]
    title: Prose | None = None
    is_numbered: bool = False
    """Whether entries have numbers, as in “[3]”."""
    entries: tuple[Source, ...] = Field(min_length=1)


class Collected(Element):
    """A list made from the text: recommendations, or passages that are named, each with its number and where it is."""

    kind: Literal["collected"]
    title: Prose | None = None
    of: Literal["recommendations"] | None = None
    """All recommendations, or those that the filters ask for."""
    urgency: tuple[Identifier, ...] = ()
    """Only those of these levels."""
    addressee: tuple[PartyCode, ...] = ()
    """Only those that address one of these Parties."""
    priority: bool | None = None
    """Only those that are a priority, or only those that are none."""
    passages: tuple[Identifier, ...] = ()
    """Paragraphs and recommendations by their ids, in place of ``of``."""

    @model_validator(mode="after")
    def _is_of_one_kind(self) -> Self:
        if bool(self.of) == bool(self.passages):
            raise ValueError("it needs “of: recommendations” or “passages”, one of the two")
        if not self.of and (self.urgency or self.addressee or self.priority is not None):
            raise ValueError("what chooses among recommendations needs “of: recommendations”")
        return self
