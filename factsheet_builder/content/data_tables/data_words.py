"""The words of a factsheet's tables of data as its messages: which there are, and the id of each.

A text that several Parties have is one message. Its id is made from its words, and says no Party: a document that has some
rows of a table only asks for the same message as the whole factsheet does.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from factsheet_builder.content.data_tables.data_table import DataTable
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.passages import Path

PREFIX: Final = "data-tables"
"""How the ids of these messages begin; no passage can have it as its id."""


@dataclass(frozen=True, slots=True)
class DataText:
    """A text of a table of data: the id of its message, where it stands in the factsheet, and what it is."""

    id: str
    path: Path
    text: str
    what: str
    """What it is, in words for translators."""


def data_texts(sheet: Factsheet) -> Iterator[DataText]:
    """Yield the texts of all tables of data that the factsheet uses."""
    for index, table in enumerate(sheet.data):
        path: Path = ("data", index)
        if table.source:
            yield DataText(f"{PREFIX}.{table.id}.source", (*path, "source"), table.source, "Where its values come from")
        for position, column in enumerate(table.columns):
            named, place = f"{PREFIX}.{table.id}.{column.key}", (*path, "columns", position)
            yield DataText(f"{named}.title", (*place, "title"), column.title, f"Heading of the column {column.key}")
            if column.unit:
                yield DataText(f"{named}.unit", (*place, "unit"), column.unit, f"Unit of the column {column.key}")
            if column.source:
                what = f"Where the values of the column {column.key} come from"
                yield DataText(f"{named}.source", (*place, "source"), column.source, what)
            if column.type == "text":
                yield from _cells(table, path, position)


def _cells(table: DataTable, path: Path, position: int) -> Iterator[DataText]:
    key = table.columns[position].key
    seen: set[str] = set()
    for number, row in enumerate(table.rows):
        text = row.values[position]
        if text is not None and text not in seen:
            seen.add(text)
            place = (*path, "rows", number, "values", position)
            yield DataText(_id_of_cell(table, key, text), place, text, f"Cell of the column {key}")


def message_of_cell(table: DataTable, code: str, column: str) -> str:
    """Return the id of the message that a text of the source is."""
    return _id_of_cell(table, column, table.text(code, column) or "")


def _id_of_cell(table: DataTable, column: str, text: str) -> str:
    return f"{PREFIX}.{table.id}.{column}.{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def spread(source: Factsheet, made: Factsheet) -> Factsheet:
    """Return a translated factsheet with each text of its tables in the place of every Party that has it."""
    if not source.data:
        return made
    tables = tuple(_spread(old, new) for old, new in zip(source.data, made.data, strict=True))
    return made.model_copy(update={"data": tables})


def _spread(source: DataTable, made: DataTable) -> DataTable:
    texts = [index for index, column in enumerate(source.columns) if column.type == "text"]
    said: dict[tuple[int, str], str | None] = {}
    rows = []
    for old, new in zip(source.rows, made.rows, strict=True):
        values = list(new.values)
        for index in texts:
            if (text := old.values[index]) is not None:
                values[index] = said.setdefault((index, text), values[index])
        rows.append(new.model_copy(update={"values": tuple(values)}))
    return made.model_copy(update={"rows": tuple(rows)})
