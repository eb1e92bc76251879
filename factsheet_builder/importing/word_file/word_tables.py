"""A table of a Word file -> its rows and cells with their places, and which of them are merged (17.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from factsheet_builder.importing.pieces import Merged
from factsheet_builder.importing.word_file.word_runs import WRAPPERS
from factsheet_builder.importing.word_file.word_styles import value
from factsheet_builder.languages.exchange.tree import Element, child, name_of

_MOST_SPAN: Final = 63
"""Columns of a table in Word."""


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell in its row: where it begins, how many columns it takes, and whether cells below or above are merged with it."""

    element: Element
    column: int
    columns: int
    is_joined: bool
    begins: bool


def says(element: Element, properties: str, name: str) -> bool:
    """Tell whether the properties of a row or a cell have an element of that name."""
    own = child(element, properties)
    return own is not None and child(own, name) is not None


def cells_of(row: Element) -> Iterator[CellPlace]:
    """Yield the cells of a row with their places."""
    column = 0
    for cell in inside(row, "tc"):
        own = child(cell, "tcPr")
        span = value(child(own, "gridSpan")) if own is not None else ""
        joined = child(own, "vMerge") if own is not None else None
        columns = min(int(span), _MOST_SPAN) if span.isdigit() and int(span) else 1
        yield CellPlace(cell, column, columns, joined is not None, joined is not None and value(joined) == "restart")
        column += columns


def merged_cells(rows: list[list[CellPlace]]) -> Iterator[Merged]:
    """Yield the cells that others are merged into."""
    below = [{cell.column: cell for cell in row} for row in rows]
    for index, row in enumerate(rows):
        for cell in row:
            if cell.is_joined and not cell.begins:
                continue
            down = 1
            while cell.begins and index + down < len(rows):
                next_cell = below[index + down].get(cell.column)
                if (
                    next_cell is None
                    or not next_cell.is_joined
                    or next_cell.begins
                    or next_cell.columns != cell.columns
                ):
                    break
                down += 1
            if cell.columns > 1 or down > 1:
                yield Merged(index, cell.column, cell.columns, down)


def inside(element: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those in wrappers too."""
    for inner in element:
        if name_of(inner) == name:
            yield inner
        elif name_of(inner) in WRAPPERS:
            yield from inside(inner, name)
