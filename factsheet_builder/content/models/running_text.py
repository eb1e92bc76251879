"""Paragraphs, and the practices of Parties, which are paragraphs too."""

from typing import Literal

from pydantic import Field

from factsheet_builder.content.fields import Line, PartyCode, Prose
from factsheet_builder.content.models.elements import Element


class Paragraph(Element):
    """A paragraph of running text."""

    kind: Literal["paragraph"]
    number: Line | None = None
    """Paragraph number, where the document numbers its paragraphs."""
    text: Prose


class Practice(Element):
    """A promising practice of one Party; says nothing about whether the Party is addressed or covered."""

    kind: Literal["practice"]
    party: PartyCode
    paragraphs: tuple[Prose, ...] = Field(min_length=1)
