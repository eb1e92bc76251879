"""A table as it is written -> its cells on a grid of rows and columns, spans counted as in HTML; what does not fit there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factsheet_builder.content.models import Cell, Table, TableCell, TableColumn
from factsheet_builder.content.passages import Path, cell_text


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its place: which part of the table it is, and where on the grid it begins, from 0."""

    name: str
    """The part of the table that its words are: ``head.1.2``, ``column.3``, ``row.1``, ``row.1.2``."""
    path: Path
    """Where it stands in the table."""
    text: str
    row: int
    column: int
    columns: int = 1
    rows: int = 1
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not fit on the grid: where, what and what to do."""

    path: Path
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class TableGrid:
    """The rows of headings and those of the body, each with the cells that begin in it."""

    width: int
    head: tuple[tuple[GridCell, ...], ...]
    body: tuple[tuple[GridCell, ...], ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Written:
    """A cell as it is written."""

    name: str
    path: Path
    cell: Cell | TableColumn
    is_heading: bool = False


def table_grid(block: Table, width: int = 0) -> TableGrid:
    """Return the cells of a table on their grid; ``width`` is that of rows made from data, whose columns are not written."""
    faults: list[Fault] = []
    head_rows = [_head_row(index, row) for index, row in enumerate(block.head)]
    if block.columns:
        width = width or len(block.columns)
        head_rows.append(list(_column_row(block, head_rows, width, faults)))
    elif not width and head_rows:
        width = sum(_spans(written.cell)[0] for written in head_rows[0])
    has_columns_of_data = block.rows_from is not None and not block.columns
    head = _placed(head_rows, width, faults, is_open=has_columns_of_data)
    body = _placed([list(_body_row(index, block)) for index in range(len(block.rows))], width, faults)
    return TableGrid(width, head, body, tuple(faults))


def _head_row(index: int, row: Sequence[Cell]) -> list[_Written]:
    return [_Written(f"head.{index + 1}.{i + 1}", ("head", index, i), cell, True) for i, cell in enumerate(row)]


def _column_row(block: Table, above: list[list[_Written]], width: int, faults: list[Fault]) -> Iterator[_Written]:
    """Yield the headings of the columns, but for those that a heading above reaches down to, which says the same."""
    placed = [cell for row in _placed(above, width, [], is_open=True) for cell in row]
    reaching = [cell for cell in placed if cell.row + cell.rows > len(above) and cell.columns == 1]
    covered = {cell.column: cell.text for cell in reaching}
    for index, column in enumerate(block.columns):
        written = _Written(f"column.{index + 1}", ("columns", index), column, True)
        if index not in covered:
            yield written
        elif (title := cell_text(column)) != covered[index]:
            what = f"The heading “{covered[index]}” reaches down to the column “{title}”, which then is not printed."
            faults.append(
                Fault(written.path, what, "Give both the same words, or let the heading above end before it.")
            )


def _body_row(index: int, block: Table) -> Iterator[_Written]:
    row, path = block.rows[index], ("rows", index)
    if row.heading is not None:
        yield _Written(f"row.{index + 1}", (*path, "heading"), row.heading, True)
    for number, cell in enumerate(row.cells):
        yield _Written(f"row.{index + 1}.{number + 1}", (*path, "cells", number), cell)


def _spans(cell: Cell | TableColumn) -> tuple[int, int]:
    return (cell.columns, cell.rows) if isinstance(cell, TableCell) else (1, 1)


def _placed(
    rows: list[list[_Written]], width: int, faults: list[Fault], *, is_open: bool = False
) -> tuple[tuple[GridCell, ...], ...]:
    """Return the cells of rows at their places; a part that is ``is_open`` goes on below its last row."""
    taken: set[tuple[int, int]] = set()
    found: list[tuple[GridCell, ...]] = []
    for number, row in enumerate(rows):
        placed: list[GridCell] = []
        column = 0
        for written in row:
            columns, down = _spans(written.cell)
            while (number, column) in taken:
                column += 1
            cells = {(number + y, column + x) for y in range(down) for x in range(columns)}
            if fault := _misfit(written, cells, taken, width, len(rows) + is_open):
                faults.append(fault)
                return tuple(found)
            taken |= cells
            text = cell_text(written.cell)
            placed.append(GridCell(written.name, written.path, text, number, column, columns, down, written.is_heading))
            column += columns
        if missing := width - sum((number, at) in taken for at in range(width)):
            faults.append(_too_few(row, width, missing, number))
            return tuple(found)
        found.append(tuple(placed))
    return tuple(found)


def _misfit(
    written: _Written, cells: set[tuple[int, int]], taken: set[tuple[int, int]], width: int, height: int
) -> Fault | None:
    if any(column >= width for _, column in cells):
        what = f"This row reaches beyond the {width} columns of the table."
        return Fault(written.path, what, "Give one cell for each column, those counted that a cell spans.")
    if any(row >= height for row, _ in cells):
        return Fault(written.path, "This cell reaches below the last row.", "Let it span fewer rows.")
    if cells & taken:
        return Fault(written.path, "This cell spans one that a cell above takes already.", "Let it span fewer columns.")
    return None


def _too_few(row: list[_Written], width: int, missing: int, number: int) -> Fault:
    path: Path = row[0].path[:2] if row else ("rows", number)
    what = f"This row has {width - missing} cells, the table needs {width}."
    return Fault(path, what, "Give one cell for each column, those counted that a cell spans.")
