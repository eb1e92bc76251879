"""A spreadsheet -> the rows of cells of the sheet that has the data: numbers, days and truth values as the file has them.

A number that is shown in per cent is read as it is shown: 98.5 where the file has 0.985. A formula without a value, or with
an error in its place, is refused: its cell would be taken for one that is not known.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from factsheet_builder.content.findings import quoted, suggest
from factsheet_builder.content.reading.data_files.cell_grid import CellGrid, GridRow
from factsheet_builder.content.reading.spreadsheet import Cell, Sheet, read_sheets
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity

_NO_VALUE: Final = frozenset({"formula", "cell-error"})
_TYPED: Final = frozenset({"number", "date", "truth"})


def read_xlsx(data: bytes, file: str, wanted: str | None) -> tuple[CellGrid, tuple[Diagnostic, ...]]:
    """Return the rows of a sheet, by default of the only one, and what is odd about it or left out.

    Raises:
        ContentError: it is no spreadsheet that can be read, has no such sheet, or cells without a value.
    """
    book = read_sheets(data, file)
    sheet = _sheet(book.sheets, file, wanted)
    own = [problem for problem in book.findings if problem.place.passage.partition("!")[0] == sheet.name]
    if errors := [problem for problem in own if problem.code in _NO_VALUE]:
        raise ContentError(replace(problem, severity=Severity.ERROR) for problem in errors)
    rows = tuple(
        GridRow(row.number, 0, tuple(map(_words, row.cells)), tuple(cell.kind in _TYPED for cell in row.cells))
        for row in sheet.rows
        if any(cell.text for cell in row.cells)
    )
    numbers = {row.number: index for index, row in enumerate(sheet.rows)}

    def place(row: GridRow, index: int) -> Place:
        return sheet.place(numbers[row.number], min(index, len(sheet.columns) - 1))

    return CellGrid(file, rows, place_of=place, columns=sheet.columns), tuple(own)


def _sheet(sheets: tuple[Sheet, ...], file: str, wanted: str | None) -> Sheet:
    names = [sheet.name for sheet in sheets]
    if wanted is None and len(sheets) == 1:
        return sheets[0]
    if wanted in names:
        return sheets[names.index(wanted)]
    if not sheets:
        raise ContentError.of("table-empty", "No sheet of the file has a cell.", "Fill it, or delete it.", Place(file))
    if wanted is None:
        what = f"The file has {len(sheets)} sheets: {quoted(names)}."
        raise ContentError.of("table-sheet", what, "Name one in its description: “sheet: …”.", Place(file))
    remedy = suggest(wanted, names) or f"It has: {quoted(names)}."
    raise ContentError.of("table-sheet", f"The file has no sheet “{wanted}”.", remedy, Place(file))


def _words(cell: Cell) -> str:
    match cell.kind:
        case "number" if cell.text.endswith("%"):
            return format((Decimal(cell.value) * 100).normalize(), "f")
        case "number" | "date":
            return cell.value
        case "truth":
            return "yes" if cell.value == "TRUE" else "no"
        case _:
            return cell.text
