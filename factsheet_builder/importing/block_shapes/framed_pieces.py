"""Tables and pictures of a file -> the tables and figures of content, or text where they cannot be that."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from annotated_types import MaxLen

from factsheet_builder.content.models import Table
from factsheet_builder.content.pictures.picture_conversion import KINDS
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.importing.pieces import Grid, Ledger, Merged, Picture, Run
from factsheet_builder.importing.prose_writing import to_prose

_KINDS: Final = frozenset(ending[1:] for ending in KINDS)
_MOST_COLUMNS: Final = next(
    limit.max_length for limit in Table.model_fields["columns"].metadata if isinstance(limit, MaxLen)
)
_NO_WORDS: Final = "The file does not say what the picture shows."
_EMPTY: Final = "–"
_MOST_HEADS: Final = 4


def figure_of(picture: Picture, title: str, name: str, ledger: Ledger) -> dict[str, Data] | None:
    """Return the figure of a picture, its file called ``name``; nothing for a picture of another kind."""
    kind = picture.part.rpartition(".")[2].lower()
    if kind not in _KINDS:
        what = f"A picture of the kind {kind} stands here, which cannot be printed; it is left out."
        ledger.name("picture", picture.number, what, remedy="Save it as PNG, JPEG or SVG, and add it as a figure.")
        return None
    if not picture.alternative:
        what = "The picture has no words for those who do not see it."
        ledger.name("no-alternative", picture.number, what, remedy="Say in “alternative” what it shows.")
    if not title:
        ledger.add("titles of figures", picture.alternative or "Figure")
    alternative = picture.alternative[:500] or _NO_WORDS
    content: Data = {"kind": "image", "file": f"{name}.{kind}", "alternative": alternative}
    return {"title": title or picture.alternative or "Figure", "content": content}


def table_of(grid: Grid, title: str, names: Mapping[str, str], ledger: Ledger) -> dict[str, Data] | None:
    """Return a table, its first row as headings; nothing where it has too few or too many columns or no rows."""
    width = max((len(row) for row in grid.rows), default=0)
    if width < 2 or len(grid.rows) < 2 or width > _MOST_COLUMNS:
        what = f"A table of {len(grid.rows)} rows and {width} columns stands here; its rows are paragraphs."
        remedy = f"Make a table of 2 to {_MOST_COLUMNS} columns with a row of headings of it."
        ledger.name("table", grid.number, what, remedy=remedy)
        return None
    padding: list[tuple[Run, ...]] = [()] * width
    rows: list[list[Sequence[Run]]] = [[*row, *padding[len(row) :]] for row in grid.rows]
    spans, heads = _spans(grid, ledger)
    covered = {
        (cell.row + down, cell.column + across)
        for cell in spans.values()
        for down in range(cell.rows)
        for across in range(cell.columns)
    } - spans.keys()
    _move_calls(rows, heads, grid.number, ledger)
    if not title:
        ledger.add("titles of tables", "Table")
        ledger.name("no-title", grid.number, "The table has no caption.", remedy="Give it a title.")
    is_empty = False
    found: list[list[Data]] = []
    for at, row in enumerate(rows):
        found.append([])
        for column, cell in enumerate(row):
            if (at, column) in covered:
                continue
            runs = _plain_heading(cell) if at < heads or not column else cell
            text = to_prose(runs, names, ledger, grid.number)
            merged = spans.get((at, column))
            is_empty = is_empty or not (text or merged)
            found[-1].append(_merged_cell(text, merged) if merged else text or _EMPTY)
    if is_empty:
        ledger.name("empty-cell", grid.number, "Cells of the table are empty; a dash stands in them.")
    lines: list[Data] = [
        {"cells": row} if (at, 0) in covered else {"heading": row[0], "cells": row[1:]}
        for at, row in enumerate(found[heads:], heads)
    ]
    if heads == 1 and not any(at == 0 for at, _ in spans):
        return {"title": title or "Table", "columns": found[0], "rows": lines}
    return {"title": title or "Table", "head": [*found[:heads]], "rows": lines}


def _spans(grid: Grid, ledger: Ledger) -> tuple[dict[tuple[int, int], Merged], int]:
    """Return the merged cells by their places, and how many rows of headings there are; none that no table can have."""
    heads = grid.heads if grid.heads < len(grid.rows) and grid.heads <= _MOST_HEADS else 1
    deep = [cell for cell in grid.merged if cell.row == 0 and cell.rows > heads]
    heads = max([heads, *(cell.rows for cell in deep if cell.rows <= _MOST_HEADS and cell.rows < len(grid.rows))])
    if any(cell.row < heads < cell.row + cell.rows for cell in grid.merged):
        what = "Cells of the headings are merged with cells of the rows below; their words stand in the first of them."
        ledger.name("merged-cell", grid.number, what)
        return {}, 1
    return {(cell.row, cell.column): cell for cell in grid.merged}, heads


def _merged_cell(text: str, cell: Merged) -> dict[str, Data]:
    said: dict[str, Data] = {"text": text} if text else {}
    return said | {name: count for name, count in (("columns", cell.columns), ("rows", cell.rows)) if count > 1}


def _move_calls(rows: list[list[Sequence[Run]]], heads: int, number: int, ledger: Ledger) -> None:
    """Move calls of notes out of headings, which are repeated, to the first cell below."""
    calls = [run for row in rows[:heads] for cell in row for run in cell if run.note]
    if calls:
        what = "Headings of columns call notes; the calls stand in the first row now."
        ledger.name("note-in-heading", number, what)
        rows[:heads] = [[[run for run in cell if not run.note] for cell in row] for row in rows[:heads]]
        rows[heads][0] = (*rows[heads][0], *calls)


def _plain_heading(cell: Sequence[Run]) -> list[Run]:
    """Return a heading whose letters are all bold without that: it is set as a heading anyhow."""
    is_bold = all(run.is_bold for run in cell if run.text.strip())
    return [replace(run, is_bold=run.is_bold and not is_bold) for run in cell]


def rows_as_text(grid: Grid, names: Mapping[str, str], ledger: Ledger) -> list[str]:
    """Return each row as one text, its cells divided by dashes."""
    rows = ([to_prose(cell, names, ledger, grid.number) for cell in row] for row in grid.rows)
    return [text for row in rows if (text := " – ".join(filter(None, row)))]
