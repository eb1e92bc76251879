"""A spreadsheet -> pieces: a table for each sheet, its name as the title.

Reading the file is left to ``content.reading.spreadsheet``; what it names as odd is odd here too, with its cell.
"""

import re
from collections import Counter
from typing import Final

from factsheet_builder.content.reading.spreadsheet import Sheet, read_sheets
from factsheet_builder.importing.pieces import Grid, Ledger, Merged, Oddity, Para, Piece, Run, SourceText, words_of

_UNNAMED: Final = re.compile(
    r"(?:sheet|table|tabelle|feuil|hoja|foglio|blad|ark|arkusz|list|munkalap|taul|sayfa|лист|аркуш|φύλλο|ورقة)\s*\d*",
    re.IGNORECASE,
)
"""What spreadsheets call a sheet that nobody named."""
_ENDINGS: Final = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls"})
_PART: Final = b"xl/worksheets/"


def is_spreadsheet(data: bytes, ending: str) -> bool:
    """Tell whether a file is meant as a spreadsheet: by its ending, or by what its archive lists."""
    return ending.lower() in _ENDINGS or (data.startswith(b"PK") and _PART in data)


def read_spreadsheet(data: bytes, file: str) -> SourceText:
    """Return what a spreadsheet shows.

    Raises:
        ContentError: it is no spreadsheet, damaged, unsafe to read, or beyond the limits.
    """
    book = read_sheets(data, file)
    ledger = Ledger()
    for finding in (finding for finding in book.findings if finding.code != "merged"):  # a table has such cells too
        where = f"{finding.place.passage}: " if finding.place.passage else ""
        ledger.oddities.append(Oddity(finding.code, 0, f"{where}{finding.what}", finding.remedy))
    pieces: list[Piece] = []
    words: Counter[str] = Counter()
    for sheet in book.sheets:
        if not _UNNAMED.fullmatch(sheet.name.strip()):
            pieces.append(Para(len(pieces) + 1, (Run(sheet.name.strip()),), role="caption"))
            words.update(words_of(sheet.name))
        pieces.append(_grid(sheet, len(pieces) + 1))
        for row in sheet.rows:
            for cell in row.cells:
                words.update(words_of(cell.text))
    return SourceText(file, tuple(pieces), {}, words, ledger)


def _grid(sheet: Sheet, number: int) -> Grid:
    rows = [tuple((Run(cell.text),) if cell.text else () for cell in row.cells) for row in sheet.rows]
    places = {line: at for at, line in enumerate(line for line, row in enumerate(rows) if any(row))}
    merged = (
        Merged(places[line], column, cell.columns, sum(at in places for at in range(line, line + cell.rows)))
        for line, row in enumerate(sheet.rows)
        for column, cell in enumerate(row.cells)
        if line in places and (cell.columns > 1 or cell.rows > 1)
    )
    return Grid(number, tuple(row for row in rows if any(row)), merged=tuple(merged))
