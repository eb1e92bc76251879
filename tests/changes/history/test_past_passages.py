"""One passage made again what it was, and nothing else: which steps, at which places."""

import copy
import re
from typing import Any

import pytest

from factsheet_builder.changes.history.past_passages import (
    PutEntry,
    PutValue,
    Restoration,
    Step,
    TakeOut,
    restore_passage,
)
from factsheet_builder.content.reading.yaml_source import read_yaml
from factsheet_builder.errors import UsageError
from factsheet_builder.project import Project
from tests.changes.conftest import Versions

SHEET = "assistance-to-victims"


def restore(versions: Versions, passage: str, was: str = "") -> Restoration:
    return restore_passage(Project(versions.old), Project(versions.new), SHEET, passage, was)


def done(data: Any, steps: tuple[Step, ...]) -> Any:
    """Return the data after the steps, as whoever writes them does it."""
    for step in steps:
        *around, last = step.path
        place = data
        for key in around:
            place = place[key]
        match step:
            case PutValue(value=value):
                place[last] = value
            case TakeOut():
                del place[last]
            case PutEntry(index=index, value=value):
                place[last].insert(index, value)
    return data


def data_of(versions: Versions, side: str) -> Any:
    folder = getattr(versions, side)
    return read_yaml(folder / "data" / "factsheets" / f"{SHEET}.yaml", side).data


def copied(versions: Versions) -> Any:
    return copy.deepcopy(data_of(versions, "new"))


@pytest.mark.parametrize("passage", ["VI-1", "vi-3-moldova", "mechanisms-in-place"])
def test_a_passage_that_is_gone_comes_back_where_it_was(versions: Versions, passage: str) -> None:
    versions.take(passage)
    name = f"note.{passage}" if passage == "vi-3-moldova" else passage
    found = restore(versions, name)
    assert len(found.steps) == 1
    assert isinstance(found.steps[0], PutEntry)
    assert done(copied(versions), found.steps) == data_of(versions, "old")


def test_only_the_value_that_differs_is_named(versions: Versions) -> None:
    text = versions.sheet.read_text(encoding="utf-8")
    note = re.search(r"id: vi-3-moldova\n(?:.*\n)*?\s+text: >-\n\s+(\S+ \S+)", text)
    assert note
    versions.sheet.write_text(text[: note.start(1)] + "Long before" + text[note.end(1) :], encoding="utf-8")
    found = restore(versions, "note.vi-3-moldova")
    (step,) = found.steps
    assert isinstance(step, PutValue)
    assert (found.file, step.path[0], step.path[2]) == (f"data/factsheets/{SHEET}.yaml", "notes", "text")
    assert done(copied(versions), found.steps) == data_of(versions, "old")
    assert restore(versions, "VI-1").steps == ()


def test_keys_come_and_go_and_inner_blocks_stay(versions: Versions) -> None:
    here = "    id: reporting-mechanisms\n"
    versions.edit(
        versions.sheet, f"{here}    title: Reporting mechanisms available", f"{here}    for: [MLT]\n    title: Ways"
    )
    versions.edit(versions.sheet, "    short_title: Reporting mechanisms\n", "")
    versions.edit(versions.sheet, "summary: Information services such as helplines", "summary: Helplines")
    found = restore(versions, "reporting-mechanisms")
    assert sorted((type(step).__name__, step.path[-1]) for step in found.steps) == [
        ("PutValue", "short_title"),
        ("PutValue", "title"),
        ("TakeOut", "for"),
    ]
    expected = data_of(versions, "old")
    assert done(copied(versions), found.steps) != expected, "a passage inside keeps its change"
    assert done(done(copied(versions), found.steps), restore(versions, "VI-1").steps) == expected


def test_one_that_was_not_there_goes_and_one_of_another_name_is_known(versions: Versions) -> None:
    versions.edit(versions.sheet, "id: vi-3-moldova\n", "id: vi-3-new\n")
    assert [type(step) for step in restore(versions, "note.vi-3-new").steps] == [TakeOut]
    assert restore(versions, "note.vi-3-new", "note.vi-3-moldova").steps == (), "it is known by its new name elsewhere"


def test_a_passage_whose_section_is_gone_waits_for_it(versions: Versions) -> None:
    versions.take("reporting-recommendations")
    with pytest.raises(UsageError) as refused:
        restore(versions, "VI-1")
    assert "Restore “reporting-recommendations” first" in refused.value.diagnostics[0].remedy
    assert done(copied(versions), restore(versions, "reporting-recommendations").steps) == data_of(versions, "old")


def test_what_cannot_be_restored_is_refused(versions: Versions) -> None:
    with pytest.raises(UsageError, match="no passage"):
        restore(versions, "nowhere")
    with pytest.raises(UsageError, match="no factsheet"):
        restore_passage(Project(versions.old), Project(versions.new), "../evil", "VI-1")
