"""Quoted articles of a treaty."""

from typing import Literal

from pydantic import Field

from factsheet_builder.content.fields import Identifier, Line, Model, Prose
from factsheet_builder.content.models.elements import Element, Marker


class ProvisionParagraph(Model):
    """One paragraph of a quoted article; omissions are marked in the text as the source marks them."""

    number: Line | None = None
    text: Prose
    items: tuple[Prose, ...] = ()
    """The indents that follow, each set with a dash or what ``marker`` says."""
    marker: Marker = "dash"


class Provision(Element):
    """A quoted article of a treaty: official text, never translated by us."""

    kind: Literal["provision"]
    instrument: Identifier
    """The treaty that the article belongs to, for example ``rivers-treaty``."""
    label: Line
    """Its number as cited: “Article 12”."""
    title: Line
    paragraphs: tuple[ProvisionParagraph, ...] = Field(min_length=1)
