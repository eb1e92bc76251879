"""Lists of a form are changed by its buttons alone, and nothing else of what was typed changes."""

from typing import Any

import pytest

from factsheet_builder.project import Project
from factsheet_builder.studio.forms.edits import made
from factsheet_builder.studio.forms.handles import value_of
from factsheet_builder.studio.forms.passage_forms import form_of, read_form
from factsheet_builder.studio.forms.rearranging import rearranged
from tests.conftest import ROOT
from tests.studio.forms.conftest import Sheet, sheet_of
from tests.studio.forms.sending import sent


def pressed(sheet: Sheet, key: str, *buttons: str, **changed: str) -> Any:
    """Return the value of a passage after buttons of its form were pressed and it was sent."""
    handle = sheet.at(key)
    posted = sent(form_of(sheet.data, handle, sheet.around), **changed)
    for button in buttons:
        found = rearranged(posted, button)
        assert found
        posted = sent(form_of(sheet.data, handle, sheet.around, found[0]))
    filled = read_form(posted, sheet.data, handle, sheet.around)
    assert filled.problems == {}
    return value_of(made(sheet.data, filled.edits), handle.path)


def items(value: Any) -> list[str]:
    return [item["text"].split()[0] for item in value["items"]]


def test_items_are_moved_added_and_taken_away(shipped_sheet: Sheet) -> None:
    sheet, key = shipped_sheet, "four-aims"
    assert items(pressed(sheet, key)) == ["Prevent", "Protect", "Prosecute", "Promote"]
    assert items(pressed(sheet, key, "f.items.1:up")) == ["Protect", "Prevent", "Prosecute", "Promote"]
    assert items(pressed(sheet, key, "f.items.1:down")) == ["Prevent", "Prosecute", "Protect", "Promote"]
    assert items(pressed(sheet, key, "f.items.0:remove", "f.items.0:remove")) == ["Prosecute", "Promote"]
    assert items(pressed(sheet, key, "f.items:add")) == ["Prevent", "Protect", "Prosecute", "Promote"]
    assert items(pressed(sheet, key, "f.items.0:up")) == ["Prevent", "Protect", "Prosecute", "Promote"]


def test_what_was_typed_stays_and_moves_along(shipped_sheet: Sheet) -> None:
    value = pressed(shipped_sheet, "four-aims", "f.items.0:down", items__0__text="First", items__2__text="Third")
    assert items(value) == ["Protect", "First", "Third", "Promote"]


def test_an_entry_that_was_added_is_filled(shipped_sheet: Sheet) -> None:
    sheet, handle = shipped_sheet, shipped_sheet.at("four-aims")
    posted, at = rearranged(sent(form_of(sheet.data, handle, sheet.around)), "f.items.1:after") or ({}, "")
    assert at == "f.items.2"
    posted = sent(form_of(sheet.data, handle, sheet.around, posted), items__2__text="Pay")
    value: Any = value_of(made(sheet.data, read_form(posted, sheet.data, handle, sheet.around).edits), handle.path)
    assert items(value) == ["Prevent", "Protect", "Pay", "Prosecute", "Promote"]
    assert value["items"][2] == {"text": "Pay"}


def test_what_stands_under_an_item_moves_with_it(every_block: Sheet) -> None:
    value = pressed(every_block, "outer", "f.items.0:down")
    assert [item["blocks"][0]["id"] for item in value["items"]] == ["p-in-item", "inner"]


def test_entries_inside_entries(shipped_sheet: Sheet) -> None:
    value = pressed(shipped_sheet, "head", "f.key_figures.3.passages.0:down")
    assert value["key_figures"][3]["passages"] == ["VI-3", "VI-1"]
    assert pressed(shipped_sheet, "head", "f.key_figures.1:remove")["key_figures"][1]["numbers"] == [18]


COLUMNS = [
    ("c.1:down", ["Party", "Second count", "First count", "Remark"], ["13", "12", "One"]),
    ("c.1:remove", ["Party", "Second count", "Remark"], ["13", "One"]),
    ("c.3:up", ["Party", "First count", "Remark", "Second count"], ["12", "One", "13"]),
    ("c.1:after", ["Party", "First count", "", "Second count", "Remark"], ["12", "", "13", "One"]),
    ("c:add", ["Party", "First count", "Second count", "Remark", ""], ["12", "13", "One", ""]),
    ("c.1:up", ["First count", "Party", "Second count", "Remark"], ["Atlantis", "13", "One"]),
]


@pytest.mark.parametrize(("button", "columns", "cells"), COLUMNS)
def test_columns_take_their_cells_along(every_block: Sheet, button: str, columns: list[str], cells: list[str]) -> None:
    value = pressed(every_block, "sums", f"f.columns-rows.{button}")
    assert value["columns"] == columns
    assert [cell.split()[0] if cell else "" for cell in value["rows"][0]["cells"]] == cells
    assert len(value["rows"]) == 3


def test_rows(every_block: Sheet) -> None:
    value = pressed(every_block, "sums", "f.columns-rows.r.0:after")
    assert value["rows"][1] == {"heading": "", "cells": ["", "", ""]}
    value = pressed(every_block, "sums", "f.columns-rows.r.0:down")
    assert [row["heading"][:8] for row in value["rows"]] == ["Czechsla", "Atlantis", "Ruritani"]


def test_rows_with_cells_that_span_keep_their_spans() -> None:
    sheet = sheet_of(Project(ROOT / "tests/fixtures/every-block"), "data-tables")
    value = pressed(sheet, "t-spans", "f.columns-rows.r.2:up", "f.columns-rows.r.2:up")
    assert value == value_of(sheet.data, sheet.at("t-spans").path)
    form = form_of(sheet.data, sheet.at("t-spans"), sheet.around)
    assert next(view.cells.has_spans for view in form.fields if view.cells)


@pytest.mark.parametrize(
    "button",
    [
        "",
        "f.items",
        "f.items:up",
        "f.items.0:add",
        "f.items.9:up",
        "f.items.0:burn",
        "token.0:up",
        "f.items.0:up;",
        "x",
    ],
)
def test_other_words_are_no_button(shipped_sheet: Sheet, button: str) -> None:
    assert (
        rearranged(sent(form_of(shipped_sheet.data, shipped_sheet.at("four-aims"), shipped_sheet.around)), button)
        is None
    )
