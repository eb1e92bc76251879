"""Cells on the grid of a table: a heading that reaches down to the columns is written once and said once."""

from factsheet_builder.content.data_tables.table_grid import table_grid
from factsheet_builder.content.models import Table

TABLE = {
    "kind": "table",
    "id": "lights",
    "title": "Lights",
    "head": [[{"text": "Coast", "rows": 2}, {"text": "2030", "columns": 2}]],
    "rows": [{"heading": "North", "cells": ["1", "2"]}],
}


def test_a_column_below_a_heading_that_reaches_down_says_only_what_its_cells_hold() -> None:
    grid = table_grid(Table.model_validate({**TABLE, "columns": ["Coast", "Lights", "Keepers"]}))
    assert (grid.faults, grid.width) == ((), 3)
    assert [[(cell.text, cell.column) for cell in row] for row in grid.head] == [
        [("Coast", 0), ("2030", 1)],
        [("Lights", 1), ("Keepers", 2)],
    ]


def test_other_words_below_such_a_heading_are_told_since_nobody_would_read_them() -> None:
    (fault,) = table_grid(Table.model_validate({**TABLE, "columns": ["Shore", "Lights", "Keepers"]})).faults
    assert fault.path == ("columns", 0)
    assert fault.what == "The heading “Coast” reaches down to the column “Shore”, which then is not printed."
