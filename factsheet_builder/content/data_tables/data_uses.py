"""A factsheet -> which tables of data it uses, and what of them: in tables, charts and values that stand in its texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factsheet_builder.content.data_tables.data_table import Column, DataRow, DataTable
from factsheet_builder.content.data_tables.value_names import value_name
from factsheet_builder.content.models import Block, Chart, Factsheet, Figure, RowsFrom, Table
from factsheet_builder.content.passages import Path, blocks_of, passages_of
from factsheet_builder.content.prose import ValueMark, every_span, parse_prose


@dataclass(frozen=True, slots=True)
class DataUse:
    """One use of a table of data: which columns and which Parties of it, ``None`` where it is all of them."""

    path: Path
    """Where it stands in the factsheet's file."""
    block: str
    """Id of the block; nothing in a note."""
    table: str
    columns: tuple[str, ...] | None
    parties: tuple[str, ...] | None


def data_uses(sheet: Factsheet) -> Iterator[DataUse]:
    """Yield every use of a table of data, in the order of the text; names that are no names of values are left out."""
    for path, block in blocks_of(sheet):
        yield from _of_block(path, block)
    for passage in passages_of(sheet):
        for span in every_span(parse_prose(passage.text)):
            if isinstance(span, ValueMark) and (name := value_name(span.name)):
                columns = (name.column,) if name.column else ()
                parties = (name.party,) if name.party else None
                yield DataUse(passage.path, passage.block.id if passage.block else "", name.table, columns, parties)


def _of_block(path: Path, block: Block) -> Iterator[DataUse]:
    """Yield what a block uses beside its texts."""
    if isinstance(block, Table) and (rows := block.rows_from):
        yield DataUse((*path, "rows_from"), block.id, rows.table, _columns(rows), rows.parties or None)
    elif isinstance(block, Figure) and isinstance(block.content, Chart) and (drawn := block.content.made_from):
        yield DataUse((*path, "content", "from"), block.id, drawn.table, drawn.columns, drawn.parties or None)


def _columns(rows: RowsFrom) -> tuple[str, ...] | None:
    if not rows.columns:
        return None
    total = rows.total if isinstance(rows.total, tuple) else ()
    return tuple(dict.fromkeys([*rows.columns, *filter(None, (rows.sort, rows.group_by)), *total]))


def tables_used(sheet: Factsheet) -> frozenset[str]:
    """Return the names of the tables of data that the factsheet uses."""
    return frozenset(use.table for use in data_uses(sheet))


def with_tables(sheet: Factsheet, tables: Iterable[DataTable]) -> Factsheet:
    """Return the factsheet with what it uses of the tables: columns, and rows of Parties."""
    if not sheet.data and not tables_used(sheet):
        return sheet
    uses = list(data_uses(sheet))
    found = ((table, [use for use in uses if use.table == table.id]) for table in tables)
    return sheet.model_copy(update={"data": tuple(_used(table, of_it) for table, of_it in found if of_it)})


def _used(table: DataTable, uses: list[DataUse]) -> DataTable:
    """Return what of a table is used, to the cell: what is not printed is in no file, and nothing is counted over it."""
    asked = [use.columns for use in uses]
    whole = any(columns is None for columns in asked)
    columns = {key for one in asked for key in one or ()}
    kept = [index for index, column in enumerate(table.columns) if whole or column.key in columns]
    parties = {code for use in uses for code in use.parties or table.parties}
    rows = tuple(
        row.model_copy(update={"values": tuple(_value(row, table.columns[index], index, uses) for index in kept)})
        for row in table.rows
        if row.party in parties
    )
    return table.model_copy(update={"columns": tuple(table.columns[index] for index in kept), "rows": rows})


def _value(row: DataRow, column: Column, index: int, uses: list[DataUse]) -> str | None:
    is_used = any(
        (use.parties is None or row.party in use.parties) and (use.columns is None or column.key in use.columns)
        for use in uses
    )
    return row.values[index] if is_used else None
