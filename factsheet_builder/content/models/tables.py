"""Tables, and the map of tiles that is made from lists of Parties."""

from typing import Literal

from pydantic import Field

from factsheet_builder.content.fields import Identifier, Model, Prose
from factsheet_builder.content.models.elements import Element


class TableRow(Model):
    """A row: its heading, then as many cells as there are further columns."""

    heading: Prose
    cells: tuple[Prose, ...]


class Table(Element):
    """A table with one row of column headings; the first column heads the rows."""

    kind: Literal["table"]
    title: Prose
    columns: tuple[Prose, ...] = Field(min_length=2, max_length=8)
    rows: tuple[TableRow, ...] = Field(min_length=1)


class TileMap(Element):
    """An overview of which Parties one or two recommendations name: made from the lists, no part of the official text."""

    kind: Literal["tile-map"]
    recommendations: tuple[Identifier, ...] = Field(min_length=1, max_length=2)
