"""Edits of forms made in the text of a file: it says what they ask for, and only the lines of what changed are others."""

from difflib import SequenceMatcher
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.reader import read_factsheet_text
from factsheet_builder.content.reading.yaml_source import read_yaml_text
from factsheet_builder.editing import insert_entry, move, remove, set_values
from factsheet_builder.project import Project
from factsheet_builder.studio.forms.edits import Action, FormEdit, made
from factsheet_builder.studio.forms.form_views import FieldView
from factsheet_builder.studio.forms.handles import Handle
from factsheet_builder.studio.forms.new_notes import LOST
from factsheet_builder.studio.forms.passage_forms import OFFICIAL, form_of, read_form
from factsheet_builder.studio.forms.standing import added, additions, moved, taken_away
from tests.conftest import ROOT
from tests.studio.forms.conftest import Sheet, sheet_of
from tests.studio.forms.sending import sent

BLOCKS = ROOT / "tests/fixtures/every-block"
SHEETS = [
    sheet_of(Project(ROOT), "assistance-to-victims"),
    *(sheet_of(Project(BLOCKS), name) for name in ("every-block", "cross-references", "data-tables", "every-chart")),
]


def spliced(text: str, edits: Any) -> str:
    """Return a text with edits made in it."""
    if sets := {edit.path: edit.value for edit in edits if edit.action is Action.SET}:
        text = set_values(text, sets)
    for edit in edits:
        match edit.action:
            case Action.REMOVE:
                text = remove(text, edit.path)
            case Action.INSERT:
                text = insert_entry(text, edit.path[:-1], edit.path[-1], edit.value)
            case Action.MOVE:
                text = move(text, edit.path[:-1], edit.path[-1], edit.to)
    return text


def texts(view: FieldView) -> list[FieldView]:
    """Return the fields of texts in a field."""
    inner = [*view.fields, *(one for entry in view.entries for one in (*entry.fields, *entry.rare))]
    inner += [one for variant in view.variants if variant.is_chosen for one in variant.fields]
    own = [view] if view.control in {"prose", "line"} and view.value and not view.name.endswith(".id") else []
    return own + [found for one in inner for found in texts(one)]


def fields(sheet: Sheet, handle: Handle) -> list[FieldView]:
    form = form_of(sheet.data, handle, sheet.around)
    return [found for view in (*form.fields, *form.rare) for found in texts(view)]


LETTERS = "abc *[]()#:-–'\"{}&!%@,é\u00a0؟"
WORDS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=150).filter(lambda text: text.strip(" "))


@pytest.mark.slow
@settings(max_examples=60)
@given(st.data())
def test_one_text_changed_changes_its_lines_alone(data: st.DataObject) -> None:
    sheet = data.draw(st.sampled_from(SHEETS), label="sheet")
    handle = data.draw(st.sampled_from([one for one in sheet.handles if fields(sheet, one)]), label="handle")
    view = data.draw(st.sampled_from(fields(sheet, handle)), label="field")
    words = data.draw(WORDS, label="words")
    posted = {
        **sent(form_of(sheet.data, handle, sheet.around)),
        view.name: (words,),
        OFFICIAL: ("yes",),
        LOST: ("yes",),
    }
    filled = read_form(posted, sheet.data, handle, sheet.around)
    text = spliced(sheet.text, filled.edits)
    assert read_yaml_text(text, "x").data == made(sheet.data, filled.edits)
    sets = [edit.path for edit in filled.edits if edit.action is Action.SET]
    if len(filled.edits) == len(sets):
        assert changed_lines(sheet.text, text) <= lines_of(sheet.text, sets)


def changed_lines(old: str, new: str) -> set[int]:
    """Return the numbers of the lines that are no more as they were."""
    before, after = old.split("\n"), new.split("\n")
    pieces = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return {line + 1 for tag, start, end, _, _ in pieces if tag != "equal" for line in range(start, end)}


def lines_of(text: str, paths: list[Path]) -> set[int]:
    source = read_yaml_text(text, "x")
    return {line for path in paths for line in range(source.key_place(path).line, source.ends[path] + 1)}


def done(sheet: Sheet, edits: tuple[FormEdit | None, ...]) -> str:
    wanted = [edit for edit in edits if edit]
    assert len(wanted) == len(edits)
    text = spliced(sheet.text, wanted)
    assert read_yaml_text(text, "x").data == made(sheet.data, wanted)
    return text


def test_a_note_that_is_corrected_changes_its_lines_alone(shipped_sheet: Sheet) -> None:
    sheet, handle = shipped_sheet, shipped_sheet.at("note.vi-3-moldova")
    posted = sent(form_of(sheet.data, handle, sheet.around), text="It is so.", received="2022-06-01")
    text = done(sheet, read_form(posted, sheet.data, handle, sheet.around).edits)
    before, after = sheet.text.split("\n"), text.split("\n")
    assert [line.strip() for line in after if line not in before] == ["It is so.", "received: 2022-06-01"]
    assert len([line for line in before if line not in after]) == 5


@pytest.mark.slow
@pytest.mark.parametrize("key", ["convention", "VI-1", "reporting-practices", "practice-malta", "four-aims"])
def test_what_is_added_moved_and_taken_away_is_written(shipped_sheet: Sheet, key: str) -> None:
    sheet, handle = shipped_sheet, shipped_sheet.at(key)
    for addition in additions(sheet.data, handle, sheet.around)[::3]:
        text = done(sheet, (added(sheet.data, handle, addition.key, sheet.around),))
        before = sheet.text.split("\n")
        pieces = SequenceMatcher(None, before, text.split("\n"), autojunk=False).get_opcodes()
        assert {tag for tag, *_ in pieces} == {"equal", "insert"}
        assert read_factsheet_text(text, "x.yaml").model.blocks
    done(sheet, taken_away(sheet.data, handle))
    if edit := moved(sheet.data, handle, 1) or moved(sheet.data, handle, -1):
        text = done(sheet, (edit,))
        assert sorted(text.split("\n")) == sorted(sheet.text.split("\n"))
