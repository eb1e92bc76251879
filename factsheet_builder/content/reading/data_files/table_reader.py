"""Rows of cells and their description -> a table of data per Party: every problem of the file at once, each at its cell."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from factsheet_builder.characters import find_deceiving
from factsheet_builder.content.data_tables.data_table import Column, DataRow, DataTable
from factsheet_builder.content.data_tables.party_keys import PartyKeys
from factsheet_builder.content.data_tables.table_description import ColumnDescription, TableDescription
from factsheet_builder.content.data_tables.value_names import COUNTS
from factsheet_builder.content.findings import finding, quoted, suggest
from factsheet_builder.content.reading.data_files.cell_grid import CellGrid, GridRow
from factsheet_builder.content.reading.data_files.cell_values import CellError, canonical, guessed_type
from factsheet_builder.errors import ContentError, Diagnostic, Place


def table_of(name: str, grid: CellGrid, described: TableDescription, keys: PartyKeys) -> DataTable:
    """Return the table ``name``, its rows in the order of the file.

    Raises:
        ContentError: the file is not what it must be; carries every problem found.
    """
    return _Table(name, grid, described, keys).read()


@dataclass(frozen=True, slots=True)
class _Read:
    """A column with its place in the file."""

    index: int
    column: Column


@dataclass
class _Table:
    name: str
    grid: CellGrid
    described: TableDescription
    keys: PartyKeys
    problems: list[Diagnostic] = field(default_factory=list)

    def read(self) -> DataTable:
        if len(self.grid.rows) < 2:
            what = "The file has no data: its first row has the headings, each further one a Party."
            raise ContentError.of("table-empty", what, "Fill it, or delete it.", Place(self.grid.file))
        party = self._party_index()
        columns = tuple(self._described(party) if self.described.columns else self._all(party))
        if not self.problems and not columns:
            what = "Beside the Parties, the file has no column."
            raise ContentError.of("table-empty", what, "Add one, with its heading.", Place(self.grid.file))
        rows = tuple(self._rows(party, columns)) if not self.problems else ()
        if self.problems:
            raise ContentError(self.problems)
        table = self.described
        made = tuple(read.column for read in columns)
        return DataTable(id=self.name, title=table.title, source=table.source, columns=made, rows=rows)

    @property
    def _head(self) -> GridRow:
        return self.grid.rows[0]

    def _party_index(self) -> int:
        if self.described.party is None:
            return 0
        found = self._index_of([self.described.party])
        if found is None:
            self._headings_unknown(self.described.party)
        return found or 0

    def _index_of(self, names: list[str]) -> int | None:
        wanted = {_folded(name) for name in names}
        return next((index for index, cell in enumerate(self._head.cells) if cell and _folded(cell) in wanted), None)

    def _headings_unknown(self, heading: str) -> None:
        known = [cell for cell in self._head.cells if cell]
        remedy = suggest(heading, known) or f"The first row has {quoted(known)}."
        self._add("table-heading", Place(self.grid.file), f"No column is headed “{heading}”.", remedy)

    def _described(self, party: int) -> Iterator[_Read]:
        """Yield the columns that the description names; the file may have others."""
        for one in self.described.columns:
            names = [one.heading] if one.heading else [one.key, *([one.title] if one.title else [])]
            index = self._index_of(names)
            if index is None or index == party:
                self._headings_unknown(names[0])
                continue
            yield _Read(index, self._column(one, index))

    def _column(self, one: ColumnDescription, index: int) -> Column:
        title = one.title or one.heading or self._head.cells[index]
        return Column(key=one.key, title=title, type=one.type, unit=one.unit, decimals=one.decimals, source=one.source)

    def _all(self, party: int) -> Iterator[_Read]:
        """Yield every column that has a heading, with a key made from that and the type that its cells have."""
        taken: dict[str, str] = {}
        for index in range(max(len(row.cells) for row in self.grid.rows)):
            heading = self._head.cell(index)
            cells = [row.cell(index) for row in self.grid.rows[1:]]
            if index == party or not (heading or any(cells)):
                continue
            place, letter = self.grid.place(self._head, index), self.grid.letter(index)
            key = key_of(heading)
            if not heading:
                self._add("table-heading", place, f"Column {letter} has no heading.", "Give it one, or delete it.")
            elif not key or key in taken or key in COUNTS:
                what = f"Column {letter}: “{heading}” gives no key of its own."
                self._add("table-heading", place, what, f"Describe the columns in data/tables/{self.name}.yaml.")
            else:
                taken[key] = heading
                yield _Read(index, Column(key=key, title=heading, type=guessed_type(cells, self.grid.decimal)))

    def _rows(self, party: int, columns: tuple[_Read, ...]) -> Iterator[DataRow]:
        seen: dict[str, int] = {}
        for row in self.grid.rows[1:]:
            code = self._party(row, party)
            if code in seen:
                what = f"Row {row.number}: {code} has row {seen[code]} already."
                self._add("table-party-twice", self.grid.place(row, party), what, "Delete one of the two.")
            elif code:
                seen[code] = row.number
            values = tuple(self._value(row, read) for read in columns)
            if code:
                yield DataRow(party=code, values=values)

    def _party(self, row: GridRow, index: int) -> str | None:
        words = row.cell(index)
        code = self.keys.code_of(words) if words else None
        if code is None:
            what = f"Row {row.number}: “{words}” is no Party of the register." if words else ""
            what = what or f"Row {row.number} has values, but names no Party in column {self.grid.letter(index)}."
            remedy = (words and self.keys.hint(words)) or (
                "Use a code or a name of data/parties.yaml; rows with totals are made by the builder and are deleted here."
            )
            self._add("table-party", self.grid.place(row, index), what, remedy)
        return code

    def _value(self, row: GridRow, read: _Read) -> str | None:
        words, column = row.cell(read.index), read.column
        where = f"Row {row.number}, column {self.grid.letter(read.index)} ({column.key})"
        place = self.grid.place(row, read.index)
        if hidden := find_deceiving(words):
            self._add("table-cell", place, f"{where}: it has {', '.join(hidden)}.", "Type it anew.")
            return None
        if "\ufffd" in words:
            what = f"{where}: it has U+FFFD: a letter was lost when the file was converted."
            self._add("table-cell", place, what, "Save the file again from its source, as UTF-8.")
            return None
        try:
            return canonical(words, column.type, "." if row.typed(read.index) else self.grid.decimal)
        except CellError as error:
            self._add("table-cell", place, f"{where}: {error}", error.remedy)
            return None

    def _add(self, code: str, place: Place, what: str, remedy: str) -> None:
        self.problems.append(finding(code, place, what, remedy))


def _folded(heading: str) -> str:
    return re.sub(r"[\W_]+", " ", heading.casefold()).strip()


def key_of(heading: str) -> str:
    """Return a key made from a heading: its Latin letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", heading.casefold())
    return "-".join(re.findall(r"[a-z0-9]+", "".join(x for x in plain if not unicodedata.combining(x))))[:60].strip("-")
