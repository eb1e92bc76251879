"""Blocks that hold blocks, and the union of all kinds."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from factsheet_builder.content.fields import Identifier, Line, Model, Prose
from factsheet_builder.content.models.elements import Element, Marker
from factsheet_builder.content.models.figures import Figure
from factsheet_builder.content.models.provisions import Provision
from factsheet_builder.content.models.recommendations import Recommendation
from factsheet_builder.content.models.reference_matter import Bibliography, Collected, Definitions
from factsheet_builder.content.models.running_text import Paragraph, Practice, Quotation
from factsheet_builder.content.models.tables import Table, TileMap

MOST_IN_HEAD = 60
"""Letters that have room on one line at the head of a page."""


class ListItem(Model):
    """One item of a list, with what stands under it."""

    id: Identifier | None = None
    """Name of the item, where something points to it."""
    number: Line | None = None
    """Its number as the body writes it, such as “(a)”, where the marker is not to count; printed in its place."""
    text: Prose
    blocks: tuple["Block", ...] = ()


class ListBlock(Element):
    """A list; lists inside lists are blocks of an item."""

    kind: Literal["list"]
    marker: Marker = "bullet"
    items: tuple[ListItem, ...] = Field(min_length=1)


class Section(Element):
    """A heading and what stands under it, sections included; the depth gives the level of the heading."""

    kind: Literal["section"]
    number: Line | None = None
    title: Prose
    short_title: Annotated[Line, StringConstraints(max_length=MOST_IN_HEAD)] | None = None
    """Our short title, for the heads of pages, where the title has no room on one line."""
    blocks: tuple["Block", ...] = Field(min_length=1)


BoxedBlock = Annotated[Paragraph | ListBlock | Quotation | Collected, Field(discriminator="kind")]
"""What may stand in a box that is set apart."""


class Callout(Element):
    """A box that is set apart from the running text: a remark, or what has priority."""

    kind: Literal["callout"]
    style: Literal["note", "priority"] = "note"
    title: Prose | None = None
    blocks: tuple[BoxedBlock, ...] = Field(min_length=1)


Block = Annotated[
    Section
    | Paragraph
    | ListBlock
    | Provision
    | Practice
    | Recommendation
    | Figure
    | Table
    | TileMap
    | Callout
    | Quotation
    | Definitions
    | Bibliography
    | Collected,
    Field(discriminator="kind"),
]

RecommendationPart = Annotated[Paragraph | ListBlock, Field(discriminator="kind")]
"""What may follow the text of a recommendation."""

Recommendation.model_rebuild(_types_namespace={"RecommendationPart": RecommendationPart})
