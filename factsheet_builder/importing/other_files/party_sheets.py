"""A spreadsheet whose rows are Parties -> tables of data, each a CSV file with a description that guesses at its types.

What is left out (rows that name no Party, such as totals, columns without a heading, words that stand for what is not known)
is named with its cell. Spreadsheets of other kinds are left to ``spreadsheet_text``.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from factsheet_builder.characters import drop_deceiving, find_deceiving
from factsheet_builder.content.data_tables.data_table import ColumnType
from factsheet_builder.content.data_tables.party_keys import PartyKeys
from factsheet_builder.content.data_tables.table_description import TableDescription
from factsheet_builder.content.data_tables.value_names import COUNTS
from factsheet_builder.content.reading.data_files.cell_grid import CellGrid, GridRow, read_csv
from factsheet_builder.content.reading.data_files.cell_values import ABSENT, canonical, guessed_type
from factsheet_builder.content.reading.data_files.sheet_grid import read_xlsx
from factsheet_builder.content.reading.data_files.table_reader import key_of, table_of
from factsheet_builder.content.reading.id_making import slug
from factsheet_builder.content.reading.spreadsheet import read_sheets
from factsheet_builder.content.reading.yaml_source import Data, write_yaml
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity, UsageError
from factsheet_builder.importing.remarks import comment_lines

_MOST: Final = 0.8
"""From this share of rows that are Parties on, a sheet is data without a question."""
_FEW: Final = 0.3
_POINT: Final = "."


class Meant(StrEnum):
    """What a spreadsheet is to become."""

    TABLE = "table"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class DataFiles:
    """Files by their names inside ``data/tables``, what is odd about them, and what they hold in words."""

    files: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    summary: tuple[str, ...]


def data_files(data: bytes, file: str, name: str, keys: PartyKeys, meant: Meant | None) -> DataFiles | None:
    """Return the tables of data that a spreadsheet is; nothing where it is none, by its rows or as ``meant``.

    Raises:
        UsageError: it may be meant as the one or the other.
        ContentError: it cannot be read, or gives no table of data.
    """
    if meant is Meant.TABLE:
        return None
    sheets = [sheet.name for sheet in read_sheets(data, file).sheets]
    grids = {sheet: read_xlsx(data, file, sheet) for sheet in sheets} if meant else _readable(data, file, sheets)
    if meant is None:
        shares = [_share(grid, keys) for grid, _ in grids.values()]
        if len(grids) < len(sheets) or not shares or max(shares) < _FEW:
            return None
        if min(shares) < _MOST:
            what = "Some of the rows are Parties, others are not: it may be a table of the text, or data of Parties."
            raise UsageError.of("unclear", what, "Say which: --as table or --as data.", Place(file))
    found = [_Sheet(grid, keys, list(odd)) for grid, odd in grids.values()]
    names = [name if len(grids) == 1 else f"{name}-{slug(sheet)}" for sheet in grids]
    files: dict[str, bytes] = {}
    for one, own in zip(found, names, strict=True):
        files |= one.files(own, file)
    said = tuple(
        f"{own}: {len(one.rows)} Parties, {len(one.columns)} columns" for one, own in zip(found, names, strict=True)
    )
    return DataFiles(files, tuple(problem for one in found for problem in one.odd), said)


def _readable(data: bytes, file: str, sheets: list[str]) -> dict[str, tuple[CellGrid, tuple[Diagnostic, ...]]]:
    """Return the sheets whose cells all have values; one with others may still be a table of the text."""
    found = {}
    for sheet in sheets:
        try:
            found[sheet] = read_xlsx(data, file, sheet)
        except ContentError:
            continue
    return found


def _share(grid: CellGrid, keys: PartyKeys) -> float:
    """Return how many of the rows below the headings begin with a Party."""
    rows = [row for row in grid.rows[1:] if row.cell(0)]
    return sum(keys.code_of(row.cell(0)) is not None for row in rows) / len(rows) if len(rows) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    key: str
    heading: str
    type: ColumnType


@dataclass
class _Sheet:
    """One sheet, judged cell by cell."""

    grid: CellGrid
    keys: PartyKeys
    odd: list[Diagnostic]
    rows: list[tuple[str, GridRow]] = field(init=False)
    columns: list[_Column] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = list(self._parties())
        self.columns = list(self._columns())

    def files(self, name: str, file: str) -> dict[str, bytes]:
        """Return the CSV file and its description, which are read once before anything is written."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([self._cell(self.grid.rows[0], 0) or "Party", *(column.heading for column in self.columns)])
        for words, row in self.rows:
            writer.writerow([words, *(self._value(row, column) for column in self.columns)])
        data = stream.getvalue().encode()
        columns: list[Data] = [
            {"key": column.key, "heading": column.heading, "type": column.type} for column in self.columns
        ]
        table_of(
            name, read_csv(data, file, ",", _POINT), TableDescription.model_validate({"columns": columns}), self.keys
        )
        head = (
            f"Imported from {file}. Types are guessed from the cells: correct them, and say where the values come from."
        )
        said = "".join(comment_lines(f"{problem.place.passage}: {problem.what}", 0) for problem in self.odd)
        text = comment_lines(head, 0) + said + "\n" + write_yaml({"columns": columns}, is_content=True)
        return {f"{name}.csv": data, f"{name}.yaml": text.encode()}

    def _parties(self) -> Iterator[tuple[str, GridRow]]:
        seen: set[str] = set()
        for row in self.grid.rows[1:]:
            words = row.cell(0)
            code = self.keys.code_of(words) if words else None
            if code is None or code in seen:
                what = f"names {code} again" if code else f"“{words}” is no Party of the register"
                remedy = (
                    words and not code and self.keys.hint(words)
                ) or "Correct it in the file, and import it again."
                self._name("row", row, 0, f"Row {row.number} is left out: {what}.", remedy)
                continue
            seen.add(code)
            yield self._cell(row, 0), row

    def _columns(self) -> Iterator[_Column]:
        head, taken = self.grid.rows[0], {"party", *COUNTS}
        for index in range(1, max(len(row.cells) for row in self.grid.rows)):
            heading = self._cell(head, index)
            cells = [row.cell(index) for _, row in self.rows]
            if not heading:
                if any(cells):
                    what = f"Column {self.grid.letter(index)} has no heading; it is left out."
                    self._name("column", head, index, what, "Give it one, and import the file again.")
                continue
            kind = guessed_type([cell for cell in cells if cell.casefold() not in ABSENT], _POINT)
            key = base = key_of(heading)[:50] or f"column-{self.grid.letter(index).lower()}"
            count = 1
            while key in taken:
                count += 1
                key = f"{base}-{count}"
            taken.add(key)
            yield _Column(index, key, heading if heading not in self._headings(index) else f"{heading} ({key})", kind)

    def _headings(self, index: int) -> set[str]:
        """Return the headings before a column: two columns of one heading cannot be told apart."""
        return {self.grid.rows[0].cell(other) for other in range(index)}

    def _value(self, row: GridRow, column: _Column) -> str:
        words = self._cell(row, column.index)
        if column.type not in {"text", "code"} and words.casefold() in ABSENT - {"yes", "no"}:
            self._name(
                "not-known", row, column.index, f"“{words}” is taken for “not known”.", "Correct the cell if it is not."
            )
            return ""
        return canonical(words, column.type, _POINT) or ""

    def _cell(self, row: GridRow, index: int) -> str:
        words = row.cell(index)
        if names := find_deceiving(words):
            what = f"Characters that deceive are left out: {', '.join(names)}."
            self._name("hidden-character", row, index, what, "Type the cell anew.")
        return drop_deceiving(words)

    def _name(self, code: str, row: GridRow, index: int, what: str, remedy: str) -> None:
        problem = Diagnostic(Severity.WARNING, code, what, remedy, self.grid.place(row, index))
        if problem not in self.odd:
            self.odd.append(problem)
