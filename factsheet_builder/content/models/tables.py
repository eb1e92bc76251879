"""Tables, written out or made from data per Party, and the map of tiles that is made from lists of Parties."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from factsheet_builder.content.fields import CellText, Identifier, Key, Line, Model, PartyCode, Prose
from factsheet_builder.content.models.elements import Element

MOST_COLUMNS = 20
"""Columns of a table that fit on a page turned sideways."""

CellType = Literal["text", "number", "date", "code"]


class TableCell(Model):
    """A cell that stands over more than one column or row."""

    text: CellText = ""
    """Its words; none in an empty cell."""
    columns: int = Field(default=1, ge=1, le=MOST_COLUMNS, strict=True)
    rows: int = Field(default=1, ge=1, le=200, strict=True)


Cell = Annotated[
    Annotated[CellText, Tag("text")] | Annotated[TableCell, Tag("TableCell")],
    Discriminator(lambda value: "TableCell" if isinstance(value, dict | TableCell) else "text"),
]
"""A cell: its words, or more about it."""


class TableColumn(Model):
    """A column that says what its cells hold, which decides how they are aligned and broken."""

    title: Prose
    type: CellType = "text"


Heading = Annotated[
    Annotated[Prose, Tag("text")] | Annotated[TableColumn, Tag("TableColumn")],
    Discriminator(lambda value: "TableColumn" if isinstance(value, dict | TableColumn) else "text"),
]
"""A column: its heading, or more about it."""


class TableRow(Model):
    """A row: its heading, then as many cells as there are further columns."""

    heading: Cell | None = None
    """What heads it; none where a heading of a row above reaches down to it."""
    cells: tuple[Cell, ...]


class RowsFrom(Model):
    """Rows made from a table of data: one for each of its Parties."""

    table: Key
    """Its name in ``data/tables``."""
    columns: tuple[Key, ...] = Field(default=(), max_length=MOST_COLUMNS - 1)
    """Keys of the columns that are printed, in their order; by default all."""
    parties: tuple[PartyCode, ...] = ()
    """The Parties that have a row; by default all of the table."""
    sort: Key | None = None
    """Key of the column that the rows are sorted by; by default the names of the Parties, in the order of the language."""
    order: Literal["ascending", "descending"] = "ascending"
    group_by: Key | None = None
    """Key of the column whose values divide the rows into groups."""
    groups: tuple[Identifier, ...] = ()
    """Groups of the register that divide the rows, in their order; the Parties of none of them come last."""
    total: bool | tuple[Key, ...] = False
    """Whether a last row adds up the columns of numbers and counts the cells with yes; or the columns that it does so for."""


class Table(Element):
    """A table; its first column heads the rows. They are written out, or made from data per Party."""

    kind: Literal["table"]
    number: Line | None = None
    """Its number, where the builder does not count the tables."""
    title: Prose
    head: tuple[tuple[Cell, ...], ...] = Field(default=(), max_length=4)
    """Rows of headings above those of the columns, for headings that several columns have in common."""
    columns: tuple[Heading, ...] = Field(default=(), max_length=MOST_COLUMNS)
    """The headings of the columns; those of data, where there are none."""
    rows: tuple[TableRow, ...] = ()
    rows_from: RowsFrom | None = None
    orientation: Literal["portrait", "landscape", "auto"] = "auto"
    """How the page lies; by itself it is turned for tables that are too wide otherwise."""
    source: Prose | None = None
    """Where what it says comes from; by default what the table of data says."""


class TileMap(Element):
    """An overview of which Parties one or two recommendations name: made from the lists, no part of the official text."""

    kind: Literal["tile-map"]
    recommendations: tuple[Identifier, ...] = Field(min_length=1, max_length=2)
