"""What ``data/tables/NAME.yaml`` says of the file beside it: its columns, what they are called, hold and come from."""

from typing import Literal

from pydantic import Field

from factsheet_builder.content.data_tables.data_table import MOST_COLUMNS, MOST_DECIMALS, ColumnType
from factsheet_builder.content.fields import Key, Line, Model


class ColumnDescription(Model):
    """One column of the file."""

    key: Key
    """Its name in the content."""
    heading: Line | None = None
    """What its first cell in the file says; by default its key or its title."""
    title: Line | None = None
    """What heads it where it is printed; by default its heading."""
    type: ColumnType = "text"
    unit: Line | None = None
    decimals: int | None = Field(default=None, ge=0, le=MOST_DECIMALS, strict=True)
    source: Line | None = None


class TableDescription(Model):
    """A table of data as it is to be read."""

    title: Line | None = None
    source: Line | None = None
    """Where the values come from."""
    party: Line | None = None
    """Heading of the column with the Parties; by default the first column."""
    sheet: Line | None = None
    """Which sheet of a spreadsheet it is; by default the only one."""
    separator: Literal[",", ";", "tab"] | None = None
    """What separates the cells of a CSV file; by default what separates its headings."""
    decimal: Literal[".", ","] | None = None
    """What stands before the decimals of a CSV file; by default a comma where semicolons separate the cells, else a point."""
    columns: tuple[ColumnDescription, ...] = Field(default=(), max_length=MOST_COLUMNS)
    """The columns that are read; by default all, with keys made from their headings and types from their cells."""
