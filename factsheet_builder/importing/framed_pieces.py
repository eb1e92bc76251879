"""Tables and pictures of a file -> the tables and figures of content, or text where they cannot be that."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from annotated_types import MaxLen

from factsheet_builder.content.models import Table
from factsheet_builder.content.pictures.picture_conversion import KINDS
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.importing.pieces import Grid, Ledger, Picture, Run, plain
from factsheet_builder.importing.prose_writing import to_prose

_KINDS: Final = frozenset(ending[1:] for ending in KINDS)
_MOST_COLUMNS: Final = next(
    limit.max_length for limit in Table.model_fields["columns"].metadata if isinstance(limit, MaxLen)
)
_NO_WORDS: Final = "The file does not say what the picture shows."
_EMPTY: Final = "–"


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
    head, *rows = [[*row, *padding[len(row) :]] for row in grid.rows]
    calls = [run for cell in head for run in cell if run.note]
    if calls:
        what = "Headings of columns call notes; the calls stand in the first row now."
        ledger.name("note-in-heading", grid.number, what)
        rows[0][0] = (*rows[0][0], *calls)
    columns: list[Sequence[Run]] = [_plain_heading([run for run in cell if not run.note]) for cell in head]
    if not title:
        ledger.add("titles of tables", "Table")
        ledger.name("no-title", grid.number, "The table has no caption.", remedy="Give it a title.")
    cells: list[Sequence[Run]] = [*columns, *(cell for row in rows for cell in row)]
    if not all(plain(cell) or any(run.note for run in cell) for cell in cells):
        ledger.name("empty-cell", grid.number, "Cells of the table are empty; a dash stands in them.")

    def text(cell: Sequence[Run]) -> str:
        return to_prose(cell, names, ledger, grid.number) or _EMPTY

    lines: list[Data] = [
        {"heading": text(_plain_heading(row[0])), "cells": [text(cell) for cell in row[1:]]} for row in rows
    ]
    return {"title": title or "Table", "columns": [text(cell) for cell in columns], "rows": lines}


def _plain_heading(cell: Sequence[Run]) -> list[Run]:
    """Return a heading whose letters are all bold without that: it is set as a heading anyhow."""
    is_bold = all(run.is_bold for run in cell if run.text.strip())
    return [replace(run, is_bold=run.is_bold and not is_bold) for run in cell]


def rows_as_text(grid: Grid, names: Mapping[str, str], ledger: Ledger) -> list[str]:
    """Return each row as one text, its cells divided by dashes."""
    rows = ([to_prose(cell, names, ledger, grid.number) for cell in row] for row in grid.rows)
    return [text for row in rows if (text := " – ".join(filter(None, row)))]
