"""A spreadsheet (.xlsx) from people we do not know -> its sheets as rows of cells, each as it is shown; the door to openpyxl.

What is not shown (hidden rows, columns and sheets) is left out; it is named, as are comments, merged cells, formulas without
a value and everything else that a table of words cannot hold. What lies around the values is left to ``sheet_survey``.
"""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final, Literal
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from factsheet_builder.content.reading.number_formats import plain_value, shown_value
from factsheet_builder.content.reading.office_archive import OfficeProgram, read_office_file
from factsheet_builder.content.reading.sheet_survey import SheetSurvey, survey_sheets
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity

_AGAIN: Final = "Open it in Excel or LibreOffice and save it as .xlsx, without a password and without macros."
EXCEL: Final = OfficeProgram("Excel", "Excel 97 to 2003", _AGAIN)
_SEE: Final = "See whether the content says what the file says."
_MOST_FINDINGS: Final = 200
_FAULTS: Final = (
    InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError, OverflowError,
)  # fmt: skip
"""What openpyxl raises at files that are not as the standard has them."""

Kind = Literal["empty", "text", "number", "date", "truth", "error"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: as it is shown, and as a program reads it (numbers with a point and no words, days as in ISO 8601)."""

    text: str = ""
    value: str = ""
    kind: Kind = "empty"
    columns: int = 1
    rows: int = 1
    """How many columns and rows of those that are shown it takes, where cells are merged into it."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its number in the file, and a cell for each column of the sheet."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows and columns from the first to the last that have something, without those that are hidden."""

    file: str
    name: str
    columns: tuple[int, ...]
    """Their numbers in the file, from 1."""
    rows: tuple[SheetRow, ...]

    def place(self, row: int, column: int) -> Place:
        """Return where a cell stands in the file; row and column are counted from 0, as in ``rows``."""
        return _place(self.file, self.name, self.rows[row].number, self.columns[column])


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that are shown and have cells, and all that is odd or left out."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Diagnostic, ...] = ()


def read_sheets(data: bytes, file: str) -> Workbook:
    """Return the sheets of a spreadsheet in their order; ``file`` is what messages call it.

    Raises:
        ContentError: it is no such file, is damaged, protected, has macros or a document type, or is larger than the limits.
    """
    parts = read_office_file(data, file, EXCEL)
    surveys, findings = survey_sheets(parts)
    try:
        with warnings.catch_warnings(action="ignore"):  # of looks and extensions that are not read anyway
            book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            named = {sheet.title: sheet for sheet in book.worksheets}
            sheets = [_Reader(file, survey, findings).sheet(named[survey.name]) for survey in surveys]
    except _FAULTS as error:
        what = f"The file is not as spreadsheets are: {str(error)[:200] or type(error).__name__}."
        raise ContentError.of("foreign", what, _AGAIN, Place(file)) from error
    if len(findings) > _MOST_FINDINGS:
        what = f"{len(findings) - _MOST_FINDINGS:,} more things are odd in the file, or left out."
        findings[_MOST_FINDINGS:] = [_warning("more", what, Place(file))]
    return Workbook(tuple(sheet for sheet in sheets if sheet.rows), tuple(findings))


def _place(file: str, sheet: str, row: int, column: int) -> Place:
    return Place(file, passage=f"{sheet}!{get_column_letter(column)}{row}")


@dataclass
class _Reader:
    """Reads one sheet."""

    file: str
    survey: SheetSurvey
    findings: list[Diagnostic]
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def sheet(self, source: object) -> Sheet:
        """Return what a sheet shows."""
        self._read(source)
        self._name_remarks()
        lefts = sorted({column for _, column in self.cells})
        tops = sorted({row for row, _ in self.cells})
        if not self.cells:
            return Sheet(self.file, self.survey.name, (), ())
        columns = [at for at in range(lefts[0], lefts[-1] + 1) if at not in self.survey.hidden_columns]
        rows = [at for at in range(tops[0], tops[-1] + 1) if at not in self.survey.hidden_rows]
        spans = self._spans(rows, columns)
        for (row, column), (across, down) in spans.items():
            cell = self.cells.get((row, column), Cell())
            self.cells[row, column] = Cell(cell.text, cell.value, cell.kind, across, down)
        found = (SheetRow(row, tuple(self.cells.get((row, column), Cell()) for column in columns)) for row in rows)
        return Sheet(self.file, self.survey.name, tuple(columns), tuple(found))

    def _read(self, source: object) -> None:
        hidden: set[str] = set()
        rows: Iterator[tuple[object, ...]] = source.iter_rows(  # type: ignore[attr-defined]
            max_row=self.survey.last_row or 1, max_col=self.survey.last_column or 1
        )
        for row_number, row in enumerate(rows, 1):
            for column_number, cell in enumerate(row, 1):
                value = getattr(cell, "value", None)
                if value is None or value == "":
                    continue
                if row_number in self.survey.hidden_rows or column_number in self.survey.hidden_columns:
                    is_row = row_number in self.survey.hidden_rows
                    hidden.add(f"row {row_number}" if is_row else f"column {get_column_letter(column_number)}")
                    continue
                made = _cell(value, str(getattr(cell, "number_format", "General")), getattr(cell, "data_type", ""))
                if made.kind == "error":
                    what = f"The cell shows the error {made.text}."
                    self._name("cell-error", what, row_number, column_number, "Correct the formula in the spreadsheet.")
                if made.text:
                    self.cells[row_number, column_number] = made
        for place in sorted(hidden):
            what = f"The {place} is hidden in the file; what it says is left out."
            self.findings.append(_warning("hidden", what, Place(self.file, passage=self.survey.name)))

    def _name_remarks(self) -> None:
        """Name what stands in or at cells and is no value."""
        for row, column in self.survey.without_value:
            what = "The formula has no value: the file was not calculated when it was saved."
            self._name("formula", what, row, column, "Open it in Excel or LibreOffice, and save it again.")
        remarks: Mapping[str, Mapping[tuple[int, int], str]] = {
            "comment": self.survey.comments,
            "link": self.survey.links,
        }
        for code, found in remarks.items():
            for (row, column), said in sorted(found.items()):
                what = f"A comment stands at the cell, which is not kept: “{said}”."
                if code == "link":
                    what = f"The cell leads to “{said}”; its words are kept without the link."
                self._name(code, what, row, column, _SEE)

    def _spans(self, rows: list[int], columns: list[int]) -> dict[tuple[int, int], tuple[int, int]]:
        found = {}
        for top, left, bottom, right in self.survey.merged:
            down, across = ([at for at in all_ if first <= at <= last] for all_, first, last in (
                (rows, top, bottom), (columns, left, right)
            ))  # fmt: skip
            if not down or not across:
                continue
            covered = [(row, column) for row in down for column in across]
            found[covered[0]] = (len(across), len(down))
            if covered[0] != (top, left) and (top, left) in self.cells:
                self.cells[covered[0]] = self.cells[top, left]
            for place in covered[1:]:
                self.cells.pop(place, None)
            name = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
            self._name("merged", f"The cells {name} are merged; their words stand in the first.", top, left, _SEE)
        return found

    def _name(self, code: str, what: str, row: int, column: int, remedy: str) -> None:
        self.findings.append(_warning(code, what, _place(self.file, self.survey.name, row, column), remedy))


def _warning(code: str, what: str, place: Place, remedy: str = _SEE) -> Diagnostic:
    return Diagnostic(Severity.WARNING, code, what, remedy, place)


def _cell(value: object, form: str, data_type: str) -> Cell:
    if data_type == "e":
        return Cell(str(value), "", "error")
    plain = plain_value(value)  # type: ignore[arg-type]
    kind: Kind = "text"
    if isinstance(value, bool):
        kind = "truth"
    elif isinstance(value, int | float):
        kind = "number"
    elif not isinstance(value, str):
        kind = "date"
    return Cell(shown_value(value, form), plain, kind)  # type: ignore[arg-type]
