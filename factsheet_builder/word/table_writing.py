"""A table of a view -> a table of Word: heads repeated on each page, cells over several columns and rows, turned pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from docx.oxml.xmlchemy import BaseOxmlElement

from factsheet_builder.languages.exchange.word import own_marks as marks
from factsheet_builder.languages.exchange.word.word_elements import element
from factsheet_builder.views.spans import Spans
from factsheet_builder.views.table_views import CellView, TableView
from factsheet_builder.word.paragraph_writing import ParagraphWriter
from factsheet_builder.word.span_writing import Look, SpanWriter

_ACROSS: Final = 9_072
"""What a table may take, in twentieths of a point: 160 mm."""
_ACROSS_TURNED: Final = 14_005
_PAGE: Final = {"w": "11906", "h": "16838"}
_PAGE_TURNED: Final = {"w": "16838", "h": "11906", "orient": "landscape"}
_MARGINS: Final = {
    **dict.fromkeys(("top", "bottom"), "1247"),
    **dict.fromkeys(("left", "right"), "1417"),
    **dict.fromkeys(("header", "footer"), "708"),
    "gutter": "0",
}
_LATER: Final = 1_000
"""Marks columns that cells reach into from the next row on."""
_FIRST_SHARE: Final = 2
"""How many times wider than others the column of headings is, where nothing says it."""
_TIGHT: Final = 6
"""Columns from which on the letters of a table are small."""


@dataclass(frozen=True, slots=True)
class TableWriter:
    """Writes tables of one document."""

    texts: SpanWriter
    paragraphs: ParagraphWriter

    def table(self, view: TableView, *, is_made: bool) -> Iterator[BaseOxmlElement]:
        """Yield a table and what parts it from the next; its title and the lines below it are left to the caller."""
        body = [row.shaped for row in view.body_rows]
        across = _ACROSS_TURNED if view.may_turn else _ACROSS
        yield self.grid(view.head_rows, body, is_made=is_made, across=across, shares=view.widths)
        yield self.paragraphs.paragraph("Normal", ())  # Word joins tables that nothing stands between

    def pairs(
        self, head: Sequence[Spans], rows: Sequence[Sequence[Spans]], *, is_made: bool
    ) -> Iterator[BaseOxmlElement]:
        """Yield a plain table, its first column of headings."""
        heads = (tuple(CellView(spans, scope="col") for spans in head),) if head else ()
        body = [tuple(CellView(spans, scope="" if index else "row") for index, spans in enumerate(row)) for row in rows]
        yield self.grid(heads, body, is_made=is_made)
        yield self.paragraphs.paragraph("Normal", ())  # Word joins tables that nothing stands between

    def end_of_pages(self, *, is_turned: bool) -> BaseOxmlElement:
        """Return the end of a stretch of pages that lie one way, behind which they lie another."""
        directed = [element("bidi")] if self.paragraphs.is_rtl else []
        page = _PAGE_TURNED if is_turned else _PAGE
        section = element("sectPr", element("pgSz", **page), element("pgMar", **_MARGINS), *directed)
        return self.paragraphs.paragraph("Normal", (), [section])

    def grid(
        self,
        heads: Sequence[Sequence[CellView]],
        rows: Sequence[Sequence[CellView]],
        *,
        is_made: bool,
        across: int = _ACROSS,
        shares: Sequence[int] = (),
    ) -> BaseOxmlElement:
        """Return the table of some rows of headings and others."""
        count = max((sum(cell.columns for cell in row) for row in (*heads, *rows)), default=1)
        style = marks.MADE if is_made else marks.SMALL_CELL if count >= _TIGHT else marks.CELL
        margins = element("tblCellMar", element("top", w="40", type="dxa"), element("bottom", w="40", type="dxa"))
        looks = [
            element("tblStyle", val=self.paragraphs.styles["Table Grid"]),
            *([element("bidiVisual")] if self.paragraphs.is_rtl else []),
            element("tblW", w="5000", type="pct"),
            margins,
            element(
                "tblLook",
                val="04A0",
                firstRow="1",
                lastRow="0",
                firstColumn="1",
                lastColumn="0",
                noHBand="1",
                noVBand="1",
            ),
        ]
        shares = shares if len(shares) == count else [_FIRST_SHARE, *([1] * (count - 1))]
        widths = [across * share // sum(shares) for share in shares]
        columns = element("tblGrid", *(element("gridCol", w=str(width)) for width in widths))
        reached: dict[int, tuple[int, int]] = {}
        made = [
            self._row(row, reached, widths, style, is_head=index < len(heads))
            for index, row in enumerate((*heads, *rows))
        ]
        return element("tbl", element("tblPr", *looks), columns, *made)

    def _row(
        self,
        cells: Iterable[CellView],
        reached: dict[int, tuple[int, int]],
        widths: Sequence[int],
        style: str,
        *,
        is_head: bool,
    ) -> BaseOxmlElement:
        """Return a row; ``reached`` has the columns into which cells of rows above reach, with how many rows and columns."""
        properties = [element("cantSplit"), *([element("tblHeader")] if is_head else [])]
        row = element("tr", element("trPr", *properties))
        column = 0
        for cell in (*cells, None):
            while column in reached:
                rows, columns = reached.pop(column)
                row.append(self._cell(None, widths[column : column + columns], style, [element("vMerge")]))
                if rows > 1:
                    reached[column + _LATER] = (rows - 1, columns)
                column += columns
            if cell is not None:
                joined = [element("vMerge", val="restart")] if cell.rows > 1 else []
                row.append(self._cell(cell, widths[column : column + cell.columns], style, joined))
                if cell.rows > 1:
                    reached[column + _LATER] = (cell.rows - 1, cell.columns)
                column += cell.columns
        for at in sorted(key for key in reached if key >= _LATER):
            reached[at - _LATER] = reached.pop(at)
        return row

    def _cell(
        self, cell: CellView | None, widths: Sequence[int], style: str, joined: list[BaseOxmlElement]
    ) -> BaseOxmlElement:
        spans = [element("gridSpan", val=str(len(widths)))] if len(widths) > 1 else []
        properties = element("tcPr", element("tcW", w=str(sum(widths)), type="dxa"), *spans, *joined)
        runs: list[BaseOxmlElement] = []
        aligned: list[BaseOxmlElement] = []
        if cell is not None:
            runs += self.texts.runs(cell.spans, Look(is_bold=bool(cell.scope)))
            if cell.flag:
                runs += self.texts.words(f" {cell.flag}", Look(style=marks.MADE_LETTERS))
            aligned = [element("jc", val="right")] if cell.kind == "number" and not cell.scope else []
        return element("tc", properties, self.paragraphs.paragraph(style, runs, aligned))
