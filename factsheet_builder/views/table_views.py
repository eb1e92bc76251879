"""Tables as templates see them."""

from dataclasses import dataclass
from typing import ClassVar

from factsheet_builder.views.spans import Reading, Spans, read_out


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a table."""

    heading: Spans
    cells: tuple[Spans, ...]
    is_tall: bool = False
    """Whether it may break over pages."""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with one row of column headings."""

    kind: ClassVar[str] = "table"
    id: str
    title: Spans
    columns: tuple[Spans, ...]
    rows: tuple[RowView, ...]
    state: str = ""
    widths: tuple[int, ...] = ()
    """Hundredths of the table that each column has, where its content decides."""
    numeric: tuple[bool, ...] = ()
    """Whether each column has numbers or dates, which align at their end and do not wrap."""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        cells = (cell for row in self.rows for cell in (row.heading, *row.cells))
        yield from read_out(self.id, self.state, self.title, *self.columns, *cells)
