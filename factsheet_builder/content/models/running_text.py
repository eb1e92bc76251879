"""Paragraphs, and the practices of Parties, which are paragraphs too."""

from typing import Final, Literal

from pydantic import Field

from factsheet_builder.content.fields import Line, PartyCode, Prose
from factsheet_builder.content.models.elements import Element

NO_NUMBER: Final = "none"
"""What a paragraph has as its number that is not to be counted."""


class Paragraph(Element):
    """A paragraph of running text."""

    kind: Literal["paragraph"]
    number: Line | None = None
    """Paragraph number, where the document numbers its paragraphs; where the builder does, ``none`` for one that has none."""
    text: Prose

    @property
    def printed_number(self) -> str | None:
        """Its number, if it has one."""
        return None if self.number == NO_NUMBER else self.number


class Quotation(Element):
    """Words of somebody else, set apart, with where they come from."""

    kind: Literal["quotation"]
    paragraphs: tuple[Prose, ...] = Field(min_length=1)
    source: Prose | None = None
    """Who said or wrote it, and where."""


class Practice(Element):
    """A practice of one Party; says nothing about whether the Party is addressed or covered."""

    kind: Literal["practice"]
    party: PartyCode
    paragraphs: tuple[Prose, ...] = Field(min_length=1)
