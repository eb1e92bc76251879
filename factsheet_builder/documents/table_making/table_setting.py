"""The cells of a table -> how they are set: what each column holds, decimals under one another, which cells head which.

Cells are numbered and refer to their headings (ISO 32000-1, table 349; HTML 4.9.12.1) only where the row and the column
alone do not say what heads a cell: below several rows of headings, and where cells span others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from factsheet_builder.documents.table_making.table_shape import (
    column_widths,
    decimals_of,
    is_tall,
    numeric_columns,
    room_asked,
)
from factsheet_builder.views.spans import Span, Spans
from factsheet_builder.views.table_views import CellView, RowView

_IN_TEXT, _IN_PAGE, _IN_SMALL = 72, 109, 117
"""Letters that have room beside one another: in the text column, over the full width of the page, and there at 8 pt."""
_FEW_COLUMNS = 8
"""Columns up to which a table is first tried in the text column."""


@dataclass(frozen=True, slots=True)
class DraftCell:
    """A cell with its place on the grid and its words."""

    spans: Spans
    words: str
    column: int
    columns: int = 1
    rows: int = 1
    is_heading: bool = False
    flag: str = ""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row; its ``kind`` is that of its view."""

    cells: tuple[DraftCell, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class TableSetting:
    """A table to be set: ``types`` are those that its columns are declared to have, ``mark`` stands before decimals."""

    name: str
    head: tuple[DraftRow, ...]
    body: tuple[DraftRow, ...]
    width: int
    types: tuple[str, ...]
    mark: str
    orientation: str = "auto"
    direction: str = "ltr"

    def head_rows(self) -> tuple[tuple[CellView, ...], ...]:
        """Return the rows of headings."""
        kinds = self._kinds()
        return tuple(
            tuple(self._heading(cell, number, kinds) for cell in row.cells) for number, row in enumerate(self.head)
        )

    def _heading(self, cell: DraftCell, row: int, kinds: Sequence[str]) -> CellView:
        scope = ("colgroup" if cell.columns > 1 else "col") if cell.spans else ""
        kind = kinds[cell.column] if cell.columns == 1 else ""
        name = f"{self.name}.head.{row + 1}.{cell.column + 1}" if self._refers and cell.spans else ""
        return CellView(cell.spans, cell.columns, cell.rows, kind, scope, id=name)

    def body_rows(self) -> tuple[RowView, ...]:
        """Return the rows of the body."""
        kinds, headings = self._kinds(), _Headings(self.name)
        if self._refers:
            headings.take_columns(self.head)
        decimals = self._decimals(kinds)
        rows = []
        for number, row in enumerate(self.body):
            if self._refers:
                headings.take_row(number, row)
            cells = tuple(self._cell(cell, number, row, kinds, decimals, headings) for cell in row.cells)
            rows.append(RowView((), (), is_tall([cell.words for cell in row.cells]), cells, row.kind))
        return tuple(rows)

    def _cell(
        self,
        cell: DraftCell,
        number: int,
        row: DraftRow,
        kinds: Sequence[str],
        decimals: Sequence[int],
        headings: "_Headings",
    ) -> CellView:
        if cell.is_heading and cell.spans:
            scope = "rowgroup" if cell.rows > 1 or row.kind == "group" else "row"
            name = headings.name_of(number, cell) if self._refers else ""
            return CellView(cell.spans, cell.columns, cell.rows, scope=scope, id=name, flag=cell.flag)
        kind = kinds[cell.column] if cell.columns == 1 else ""
        spans = from_left_to_right(cell.spans, self.direction) if kind == "code" else cell.spans
        view = CellView(spans, cell.columns, cell.rows, kind, flag=cell.flag)
        own = decimals_of(cell.words, self.mark) if kind == "number" else None
        if own is not None and (lacks := decimals[cell.column] - own):
            view = replace(view, lacks=lacks, lacks_mark=own == 0)
        return replace(view, headers=headings.of(number, cell)) if self._refers and cell.spans else view

    def _decimals(self, kinds: Sequence[str]) -> list[int]:
        """Return how many decimals the numbers of each column have at most."""
        found = [0] * self.width
        for row in self.body:
            for cell in row.cells:
                if cell.columns == 1 and not cell.is_heading and kinds[cell.column] == "number":
                    found[cell.column] = max(found[cell.column], decimals_of(cell.words, self.mark) or 0)
        return found

    @property
    def _refers(self) -> bool:
        """Whether rows and columns alone do not say what heads a cell."""
        spans = any(cell.columns > 1 or cell.rows > 1 for row in (*self.head, *self.body) for cell in row.cells)
        return len(self.head) > 1 or spans

    def _kinds(self) -> tuple[str, ...]:
        guessed = numeric_columns(self._matrix())
        kinds = (
            (declared if declared != "text" else "") if declared else "number" if number else ""
            for declared, number in zip(self.types, guessed, strict=True)
        )
        return tuple(kinds)

    def _matrix(self) -> list[list[str]]:
        """Return the words of the body's cells by row and column; nothing for cells that span others, or are spanned."""
        matrix = []
        for row in self.body:
            words = [""] * self.width
            for cell in row.cells:
                if cell.columns == 1:
                    words[cell.column] = cell.words
            matrix.append(words)
        return matrix

    def _column_heads(self) -> list[str]:
        heads = [""] * self.width
        for row in self.head:
            for cell in row.cells:
                if cell.columns == 1:
                    heads[cell.column] = cell.words
        return heads

    def widths(self) -> tuple[int, ...]:
        """Return the width of each column in hundredths of the table."""
        return column_widths(self._column_heads(), self._matrix())

    def fit(self) -> str:
        """Return how the table has room on the page, as its view says it."""
        asked = room_asked(self._column_heads(), self._matrix(), [bool(kind) for kind in self._kinds()])
        if self.orientation == "landscape":
            return "landscape"
        if self.width <= _FEW_COLUMNS or asked <= _IN_TEXT:
            return ""
        if asked <= _IN_PAGE:
            fit = "wide"
        elif asked <= _IN_SMALL or self.orientation == "portrait":
            fit = "wide small"
        else:
            return "landscape"
        return f"{fit} turns" if self.orientation == "auto" else fit


def from_left_to_right(spans: Spans, direction: str) -> Spans:
    """Return a code, as a telephone number, for a text of a ``direction``: its parts keep their order."""
    return spans if direction == "ltr" or not spans else (Span("foreign", spans=spans, direction="ltr"),)


@dataclass
class _Headings:
    """Which headings stand over each column, and before each row."""

    name: str
    columns: dict[int, list[str]] = field(default_factory=dict)
    rows: dict[int, list[str]] = field(default_factory=dict)
    group: str = ""

    def take_columns(self, head: tuple[DraftRow, ...]) -> None:
        for number, row in enumerate(head):
            for cell in row.cells:
                if cell.spans:
                    for column in range(cell.column, cell.column + cell.columns):
                        self.columns.setdefault(column, []).append(f"{self.name}.head.{number + 1}.{cell.column + 1}")

    def take_row(self, number: int, row: DraftRow) -> None:
        if row.kind in {"group", "total"}:
            self.group = ""
        for cell in row.cells:
            if cell.is_heading and cell.spans:
                name = self.name_of(number, cell)
                if row.kind == "group":
                    self.group = name
                for below in range(number, number + cell.rows):
                    self.rows.setdefault(below, []).append(name)

    def name_of(self, number: int, cell: DraftCell) -> str:
        return f"{self.name}.body.{number + 1}.{cell.column + 1}"

    def of(self, number: int, cell: DraftCell) -> str:
        """Return the ids of what heads a cell, separated by spaces: its group, its row, its columns."""
        columns = [name for at in range(cell.column, cell.column + cell.columns) for name in self.columns.get(at, [])]
        names = [self.group, *self.rows.get(number, []), *columns]
        return " ".join(dict.fromkeys(filter(None, names)))
