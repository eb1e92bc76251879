"""Paragraphs, and the practices of Parties, which are paragraphs too."""

from typing import Literal

from pydantic import Field

from factsheet_builder.content.fields import Line, PartyCode, Prose
from factsheet_builder.content.models.elements import Element


class Paragraph(Element):
    """A paragraph of running text."""

    kind: Literal["paragraph"]
    number: Line | None = None
    """Paragraph number, where the document numbers its paragraphs; where the builder does, ``none`` for one that has none."""
    text: Prose


class Quotation(Element):
    """Words of somebody else, set apart, with where they come from."""

    kind: Literal["quotation"]
    paragraphs: tuple[Prose, ...] = Field(min_length=1)
    source: Prose | None = None
    """Who said or wrote it, and where."""


class Practice(Element):
    """A promising practice of one Party; says nothing about whether the Party is addressed or covered."""

    kind: Literal["practice"]
    party: PartyCode
    paragraphs: tuple[Prose, ...] = Field(min_length=1)
