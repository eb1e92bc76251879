"""What can be added, moved and taken away, and that what is added is valid at once."""

from typing import Any

import pytest

from factsheet_builder.content.checks.factsheet_checks import check_factsheet
from factsheet_builder.content.reading.reader import read_factsheet_text, read_register, with_data
from factsheet_builder.content.reading.yaml_source import write_yaml
from factsheet_builder.errors import Severity
from factsheet_builder.project import Project
from factsheet_builder.studio.forms.edits import made
from factsheet_builder.studio.forms.handles import passages_to_edit, value_of
from factsheet_builder.studio.forms.passage_forms import FIELDS, form_of, read_form
from factsheet_builder.studio.forms.standing import ANYWHERE, added, additions, at_path, moved, removed, taken_away
from tests.conftest import ROOT
from tests.studio.forms.conftest import Sheet, sheet_of
from tests.studio.forms.sending import sent


def test_every_kind_can_be_added() -> None:
    assert {kind for kind in FIELDS if not kind.startswith("note-")} == {*ANYWHERE, "head", "round"}


@pytest.mark.parametrize(
    ("folder", "name"), [(".", "assistance-to-victims"), ("tests/fixtures/every-block", "only-text")]
)
def test_what_is_added_is_valid_at_once(folder: str, name: str) -> None:
    sheet = sheet_of(Project(ROOT / folder), name)
    data = sheet.data
    for kind in ANYWHERE:
        last = [handle for handle in passages_to_edit(data) if handle.is_block and handle.depth == 0][-1]
        if kind in {"tile-map", "collected"} and not any(h.kind == "recommendation" for h in sheet.handles):
            continue
        edit = added(data, last, f"after:{kind}", sheet.around)
        assert edit
        data = made(data, [edit])
    read = with_data(read_factsheet_text(write_yaml(data), f"{name}.yaml"), sheet.project)
    found = check_factsheet(read, read_register(sheet.project).model, sheet.project)
    assert [str(one) for one in found if one.severity is Severity.ERROR] == []
    for handle in passages_to_edit(data):
        posted = sent(form_of(data, handle, sheet.around))
        assert read_form(posted, data, handle, sheet.around).edits == ()


def test_what_may_stand_where(every_block: Sheet) -> None:
    sheet = every_block

    def offered(key: str, where: str) -> list[str]:
        names = [one.key.split(":") for one in additions(sheet.data, sheet.at(key), sheet.around)]
        return [kind for place, kind in names if place == where]

    assert offered("p1", "after") == list(ANYWHERE)
    assert offered("p1", "inside") == []
    assert offered("I", "inside") == list(ANYWHERE)
    assert offered("R1", "inside") == ["paragraph", "list"]
    assert offered("p-in-item", "after") == ["paragraph", "list", "quotation"]
    assert offered("outer", "item-1") == ["paragraph", "list", "quotation"]
    assert offered("outer", "item-2") == []
    assert offered("head", "first") == list(ANYWHERE)
    assert additions(sheet.data, sheet.at("note.shared"), sheet.around) == ()
    assert added(sheet.data, sheet.at("p1"), "after:poem", sheet.around) is None


def test_what_is_added_stands_at_its_place(every_block: Sheet) -> None:
    sheet = every_block
    for key, name in (
        ("p1", "after:list"),
        ("R1", "inside:paragraph"),
        ("dashes", "item-0:list"),
        ("outer", "item-0:list"),
    ):
        addition = next(one for one in additions(sheet.data, sheet.at(key), sheet.around) if one.key == name)
        edit = added(sheet.data, sheet.at(key), name, sheet.around)
        assert edit
        handle = at_path(made(sheet.data, [edit]), addition.path)
        assert handle
        assert handle.kind == name.split(":")[1]


def test_passages_are_moved_and_taken_away(every_block: Sheet) -> None:
    data, sheet = every_block.data, every_block
    edit = moved(data, sheet.at("p1"), 1)
    assert edit
    ids: Any = value_of(made(data, [edit]), ("blocks", 0, "blocks"))
    assert [block["id"] for block in ids] == ["p2", "p1", "I.3"]
    assert moved(data, sheet.at("p1"), -1) is None
    assert moved(data, sheet.at("head"), 1) is None
    edit = removed(data, sheet.at("p1"))
    assert edit
    near = at_path(made(data, [edit]), sheet.at("p1").path)
    assert near
    assert near.key == "p2"
    assert removed(data, sheet.at("p-deep")) is None
    edit = removed(data, sheet.at("p-in-item"))
    assert edit
    assert "blocks" not in str(value_of(made(data, [edit]), sheet.at("p-in-item").path[:-2]))


def test_a_passage_goes_with_the_notes_that_it_alone_calls(every_block: Sheet) -> None:
    data, sheet = every_block.data, every_block
    left: Any = made(data, taken_away(data, sheet.at("p1")))
    assert [note["id"] for note in left["notes"]] == ["shared", "parties", "in-item", "in-box", "in-cell"]
    left = made(data, taken_away(data, sheet.at("I")))
    assert [note["id"] for note in left["notes"]] == ["shared", "parties", "in-box", "in-cell"]


def test_a_note_goes_with_its_calls(every_block: Sheet) -> None:
    data, sheet = every_block.data, every_block
    left = made(data, taken_away(data, sheet.at("note.shared")))
    assert "[^shared]" in str(data)
    assert "shared" not in str(left)
