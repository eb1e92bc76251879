"""A file of data as rows of cells, each with its place as spreadsheet programs name it; from CSV here.

The separator is that of the headings: comma, semicolon or tab. Excel writes a byte order mark, and in many countries
semicolons and decimal commas; its first line may say ``sep=;``. What the cells mean is left to ``cell_values``.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from factsheet_builder.content.reading.data_files.column_letters import column_letter
from factsheet_builder.errors import ContentError, Place

MOST_BYTES: Final = 5_000_000
MOST_ROWS: Final = 2_000
MOST_CELLS: Final = 200
"""Columns that a file may have, those included that nothing is read from."""
MOST_LETTERS: Final = 2_000
SEPARATORS: Final = {",": ",", ";": ";", "tab": "\t"}


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with something in it: its number in the file, and its cells as texts."""

    number: int
    line: int
    """Line of the text file that it ends in; 0 in a spreadsheet."""
    cells: tuple[str, ...]
    is_typed: tuple[bool, ...] = ()
    """Whether each cell is a number, a day or a truth value by the file itself, as in spreadsheets."""

    def cell(self, index: int) -> str:
        """Return a cell; nothing beyond the end of the row."""
        return self.cells[index] if index < len(self.cells) else ""

    def typed(self, index: int) -> bool:
        """Return whether the file itself says what a cell is."""
        return index < len(self.is_typed) and self.is_typed[index]


@dataclass(frozen=True, slots=True)
class CellGrid:
    """A file's rows, the headings first; ``decimal`` stands before the decimals of its numbers."""

    file: str
    rows: tuple[GridRow, ...]
    decimal: str = "."
    place_of: Callable[[GridRow, int], Place] | None = None
    columns: tuple[int, ...] = ()
    """Numbers of the columns in the file, from 1, where some of them are left out."""

    def letter(self, index: int) -> str:
        """Return the letters of a column as the file's program shows them."""
        return column_letter(self.columns[index] - 1 if index < len(self.columns) else index)

    def place(self, row: GridRow, index: int) -> Place:
        """Return where a cell stands: in a text file with its line."""
        if self.place_of:
            return self.place_of(row, index)
        return Place(self.file, row.line, 1, f"{column_letter(index)}{row.number}")


def read_csv(data: bytes, file: str, separator: str | None, decimal: str | None) -> CellGrid:
    """Return the rows of a CSV file; ``file`` is what messages call it, the others what its description says.

    Raises:
        ContentError: it is not UTF-8, is too large, or its quotation marks do not close.
    """
    text = _decoded(data, file)
    first, _, rest = text.partition("\n")
    said = first.strip().removeprefix("sep=") if first.casefold().startswith("sep=") else ""
    skipped = 1 if said else 0
    text = rest if said else text
    mark = SEPARATORS[separator] if separator else said[:1] or _separator_of(text)
    rows = tuple(_rows(text, mark, file, skipped))
    return CellGrid(file, rows, decimal or ("," if mark == ";" else "."))


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MOST_BYTES:
        what = f"The file has {len(data):,} bytes; at most {MOST_BYTES:,} are read."
        raise ContentError.of("table-too-large", what, "Keep what is used of it.", Place(file))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        what = f"The file is not UTF-8: byte {data[error.start]:#04x} stands in it."
        remedy = "In Excel, save it as “CSV UTF-8 (Comma delimited)”."
        raise ContentError.of("not-utf8", what, remedy, Place(file)) from None


def _separator_of(text: str) -> str:
    """Return what stands most often between the headings, outside quotation marks; a comma where nothing does."""
    counts = dict.fromkeys(SEPARATORS.values(), 0)
    is_quoted = False
    for letter in text.lstrip("\n"):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter == "\n" and not is_quoted:
            break
        elif letter in counts and not is_quoted:
            counts[letter] += 1
    return max(counts, key=lambda mark: counts[mark])


def _rows(text: str, separator: str, file: str, skipped: int) -> Iterator[GridRow]:
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    number = skipped
    try:
        for cells in reader:
            number += 1
            _refuse_large(cells, number, file)
            texts = tuple(" ".join(cell.split()) for cell in cells)
            if any(texts):
                yield GridRow(number, reader.line_num + skipped, texts)
    except csv.Error as error:
        line = reader.line_num + skipped
        what = f"Row {number + 1} is not CSV: {error}."
        remedy = "A cell with quotation marks in it stands in quotation marks, each of them doubled."
        raise ContentError.of("not-csv", what, remedy, Place(file, line, 1)) from None


def _lines(text: str) -> Iterable[str]:
    return (f"{line}\n" for line in text.split("\n"))


def _refuse_large(cells: list[str], number: int, file: str) -> None:
    what = ""
    if number > MOST_ROWS:
        what = f"The file has more than {MOST_ROWS:,} rows."
    elif len(cells) > MOST_CELLS:
        what = f"Row {number} has {len(cells)} cells; at most {MOST_CELLS} are read."
    elif long := [index for index, cell in enumerate(cells) if len(cell) > MOST_LETTERS]:
        what = f"The cell {column_letter(long[0])}{number} has more than {MOST_LETTERS:,} letters."
    if what:
        raise ContentError.of("table-too-large", what, "Keep what is used of it.", Place(file))
