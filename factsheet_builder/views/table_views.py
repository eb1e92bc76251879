"""Tables as templates see them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from factsheet_builder.views.spans import Reading, Spans, joined, plain, read_out


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell."""

    spans: Spans
    columns: int = 1
    rows: int = 1
    """How many columns and rows it stands over."""
    kind: str = ""
    """How its words are set: ``number``, ``date`` or ``code``; nothing for a text."""
    scope: str = ""
    """What it heads: ``col``, ``colgroup``, ``row`` or ``rowgroup``; nothing where it heads nothing."""
    lacks: int = 0
    """How many decimals it has fewer than others of its column."""
    lacks_mark: bool = False
    """Whether it has no decimals where others of its column have some."""
    id: str = ""
    headers: str = ""
    """Ids of the cells that head it, where more than its row and its column do."""
    flag: str = ""
    """In a version for one Party, what a row of that Party says of itself."""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a table."""

    heading: Spans
    cells: tuple[Spans, ...]
    is_tall: bool = False
    """Whether it may break over pages."""
    shaped: tuple[CellView, ...] = ()
    """Its cells, heading included, where there is more to say of them than their words."""
    kind: str = ""
    """What it is where it is no row like others: ``own``, ``group`` or ``total``."""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table; the first column heads its rows."""

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
    head: tuple[tuple[CellView, ...], ...] = ()
    """Its rows of headings, where there is more to say of them than the words of the columns."""
    fit: str = ""
    """How it has room on the page, where it has none in the text column: ``wide``, ``small``, ``turns`` or ``landscape``."""
    lines: tuple[Spans, ...] = ()
    """What stands below it: what is not known, where it comes from."""
    label: str = ""
    """What it is called before its title: “Table 1”."""
    is_loose: bool = False
    """Whether the page before it would be left half empty if its rows did not break."""

    @property
    def may_turn(self) -> bool:
        """Whether its page may be turned, so that what follows begins an upright one."""
        return "landscape" in self.fit or "turns" in self.fit

    @property
    def head_rows(self) -> tuple[tuple[CellView, ...], ...]:
        """The rows of headings."""
        heads = tuple(CellView(spans, scope="col", kind=self._kind(index)) for index, spans in enumerate(self.columns))
        return self.head or (heads,)

    @property
    def body_rows(self) -> tuple[RowView, ...]:
        """The rows, each with its cells in full."""
        return tuple(row if row.shaped else replace(row, shaped=tuple(self._shaped(row))) for row in self.rows)

    def _shaped(self, row: RowView) -> Iterator[CellView]:
        yield CellView(row.heading, scope="row")
        for index, spans in enumerate(row.cells, 1):
            yield CellView(spans, kind=self._kind(index))

    def _kind(self, index: int) -> str:
        return "number" if self.numeric and self.numeric[index] else ""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        heads = (cell for row in self.head_rows for cell in row)
        cells = (cell for row in self.body_rows for cell in row.shaped)
        yield from read_out(self.id, self.state, joined(self.label, plain(self.title)))
        for cell in (*heads, *cells):
            yield from read_out(self.id, cell.spans, cell.flag)
        yield from read_out(self.id, *self.lines)
