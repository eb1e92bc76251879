"""A table of data per Party, as a file of ``data/tables`` has it: a row for each Party, columns that say what they hold.

Values are kept as canonical texts (numbers with a point, days as in ISO 8601, ``yes`` and ``no``), so that a table is plain
data in every place that a factsheet goes to; ``value`` returns what they mean. An empty cell is unknown and stays so. Reading
files is left to ``data_files``, saying values in a language to ``data_wording``.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, assert_never

from pydantic import Field, StringConstraints

from factsheet_builder.content.data_tables.value_names import Count
from factsheet_builder.content.fields import Key, Line, Model, PartyCode

MOST_COLUMNS = 60
MOST_DECIMALS = 9

ColumnType = Literal["text", "number", "date", "code", "yes-no"]

Datum = Decimal | date | bool | str
"""What a cell says: a number, a day, yes or no, a text or a code."""


class Column(Model):
    """A column: what it is called and what its cells hold."""

    key: Key
    """Its name in the content: ``hours``."""
    title: Line
    """What heads it where it is printed."""
    type: ColumnType = "text"
    unit: Line | None = None
    """What its numbers count or measure, as it stands after a number: ``%``."""
    decimals: int | None = Field(default=None, ge=0, le=MOST_DECIMALS, strict=True)
    """How many decimals its numbers are printed with; by default those that they have."""
    source: Line | None = None
    """Where its values come from, where that is not the source of the table."""


class DataRow(Model):
    """What the table says of one Party."""

    party: PartyCode
    values: tuple[Annotated[str, StringConstraints(max_length=2000)] | None, ...]
    """A value for each column; none where it is unknown, or where the factsheet does not use it."""


class DataTable(Model):
    """A table of data, its rows by Party."""

    id: Key
    """Its name: its file is called so."""
    title: Line | None = None
    source: Line | None = None
    """Where its values come from."""
    columns: tuple[Column, ...] = Field(min_length=1, max_length=MOST_COLUMNS)
    rows: tuple[DataRow, ...] = ()

    @property
    def by_key(self) -> dict[str, Column]:
        """The columns by their keys."""
        return {column.key: column for column in self.columns}

    @property
    def parties(self) -> tuple[str, ...]:
        """The codes of the Parties that have a row, in the order of the file."""
        return tuple(row.party for row in self.rows)

    def text(self, code: str, column: str) -> str | None:
        """Return the canonical text of a cell; ``None`` where it is unknown, or the Party has no row."""
        position = [one.key for one in self.columns].index(column)
        return next((row.values[position] for row in self.rows if row.party == code), None)

    def value(self, code: str, column: str) -> Datum | None:
        """Return what the table says of a Party; ``None`` where that is unknown, or the Party has no row.

        Raises:
            KeyError: there is no such column; the checks of a factsheet find what it asks for and is not there.
        """
        return datum(self.text(code, column) if column in self.by_key else None, self.by_key[column])

    def known(self, column: str) -> dict[str, Datum]:
        """Return the values of a column that are known, by Party, in the order of the file."""
        position, one = [each.key for each in self.columns].index(column), self.by_key[column]
        found = {row.party: datum(row.values[position], one) for row in self.rows}
        return {code: value for code, value in found.items() if value is not None}

    def counted(self, column: str, count: Count) -> Decimal:
        """Return a count over a column: its rows, those of its cells that are known, unknown, yes or no, or its total."""
        known = self.known(column) if column else {}
        match count:
            case "count":
                return Decimal(len(self.rows))
            case "known":
                return Decimal(len(known))
            case "unknown":
                return Decimal(len(self.rows) - len(known))
            case "yes" | "no":
                return Decimal(sum(value is (count == "yes") for value in known.values()))
            case "total":
                return sum((value for value in known.values() if isinstance(value, Decimal)), Decimal())
            case _:
                assert_never(count)


def datum(text: str | None, column: Column) -> Datum | None:
    """Return what a canonical text means in a column."""
    if text is None:
        return None
    match column.type:
        case "number":
            return Decimal(text)
        case "date":
            return date.fromisoformat(text)
        case "yes-no":
            return text == "yes"
        case _:
            return text
