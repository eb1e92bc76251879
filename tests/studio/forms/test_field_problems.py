"""What the check says of a text stands beside the field whose value it is about; the rest is told as it stands."""

from typing import Any

import pytest

from factsheet_builder.content.checks.factsheet_checks import check_factsheet
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.reading.made_ids import with_made_ids
from factsheet_builder.content.reading.modelling import modelled
from factsheet_builder.content.reading.reader import read_register
from factsheet_builder.content.reading.yaml_source import read_yaml_text
from factsheet_builder.editing import set_values
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity
from factsheet_builder.studio.forms.edits import made
from factsheet_builder.studio.forms.field_problems import problems_by_field
from factsheet_builder.studio.forms.passage_forms import form_of, read_form
from tests.studio.forms.conftest import Sheet
from tests.studio.forms.sending import sent

FILE = "assistance-to-victims.yaml"


def told(sheet: Sheet, key: str, **changed: str | tuple[str, ...]) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Return what is told of a form with other words in it, as a screen would."""
    handle = sheet.at(key)
    posted = sent(form_of(sheet.data, handle, sheet.around), **changed)
    filled = read_form(posted, sheet.data, handle, sheet.around)
    assert filled.problems == {}
    text = set_values(sheet.text, {edit.path: edit.value for edit in filled.edits})
    source = with_made_ids(read_yaml_text(text, FILE))
    assert source.data == made(sheet.data, filled.edits)
    try:
        read = modelled(source, Factsheet)
        found = check_factsheet(read, read_register(sheet.project).model, sheet.project)
    except ContentError as error:
        found = list(error.diagnostics)
    errors = [problem for problem in found if problem.severity is Severity.ERROR]
    return problems_by_field(form_of(sheet.data, handle, sheet.around, posted), handle, source, errors)


TOLD: list[tuple[str, dict[str, Any], str]] = [
    ("VI-2", {"addressees__open__phrase": "nobody at all"}, "f.addressees.open.phrase"),
    ("VI-1", {"text": "The Committee **requires** it.[^vi-1-parties][^vi-1-ways][^vi-1-id][^none]"}, "f.text"),
    ("head", {"key_figures__1__caption": "x" * 101}, "f.key_figures.1.caption"),
    ("head", {"key_figures__0__numbers": "44"}, "f.key_figures.0.numbers"),
    ("urgency-definitions", {"items__0__text": "A note.[^none]"}, "f.items.0.text"),
    ("round", {"round__recommendation_ids": "("}, "f.round.recommendation_ids"),
    ("introduction", {"short_title": "x" * 61}, "f.short_title"),
    ("VI-4", {"number": "x" * 21}, "f.number"),
    ("note.vi-3-moldova", {"text": "A note.[^vi-1-ways]"}, "f.text"),
]


QUICK = [TOLD[0], TOLD[2], TOLD[4]]


@pytest.mark.parametrize(
    ("key", "changed", "name"),
    [pytest.param(*case, marks=() if case in QUICK else pytest.mark.slow) for case in TOLD],
)
def test_a_problem_stands_beside_its_field(shipped_sheet: Sheet, key: str, changed: Any, name: str) -> None:
    by_field, elsewhere = told(shipped_sheet, key, **changed)
    assert (set(by_field), elsewhere) == ({name}, ())
    assert by_field[name]


def test_what_stands_elsewhere_is_told_as_it_stands(shipped_sheet: Sheet) -> None:
    by_field, elsewhere = told(shipped_sheet, "convention", id="topic")
    assert by_field == {}
    assert [problem.code for problem in elsewhere] == ["duplicate-id"]
    sheet, handle = shipped_sheet, shipped_sheet.at("convention")
    form = form_of(sheet.data, handle, sheet.around)
    source = read_yaml_text(sheet.text, FILE)
    for place in (Place(), Place("other.yaml", 82, 1), Place(FILE, 1, 1), Place(FILE, 10_000, 1)):
        problem = Diagnostic(Severity.ERROR, "x", "What.", "", place)
        assert problems_by_field(form, handle, source, [problem]) == ({}, (problem,))


def test_fields_on_one_line_are_told_apart(every_block: Sheet) -> None:
    sheet, handle = every_block, every_block.at("note.in-box")
    source = read_yaml_text(sheet.text, "x.yaml")
    form = form_of(sheet.data, handle, sheet.around)
    for key in ("party", "recommendation", "received", "text"):
        place = source.place((*handle.path, key))
        problem = Diagnostic(Severity.ERROR, "x", "What.", "", place)
        assert set(problems_by_field(form, handle, source, [problem])[0]) == {f"f.{key}"}
