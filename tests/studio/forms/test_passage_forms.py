"""Forms of passages: what is sent untouched changes nothing, and each change is exactly one edit."""

from typing import Any

import pytest

from factsheet_builder.content.passages import Path
from factsheet_builder.project import Project
from factsheet_builder.studio.forms.edits import made
from factsheet_builder.studio.forms.flattening import flat_form, posted_of
from factsheet_builder.studio.forms.handles import handle_of, passages_to_edit, value_of
from factsheet_builder.studio.forms.new_notes import LOST
from factsheet_builder.studio.forms.passage_forms import OFFICIAL, Filled, fields_of, form_of, read_form
from factsheet_builder.studio.forms.rearranging import rearranged
from tests.conftest import ROOT
from tests.studio.forms.conftest import Sheet, sheet_of, sheets
from tests.studio.forms.sending import sent


@pytest.mark.parametrize("named", sheets())
def test_a_form_that_is_sent_untouched_changes_nothing(named: Any) -> None:
    sheet = sheet_of(*named)
    assert len(sheet.handles) > 3
    for handle in sheet.handles:
        form = form_of(sheet.data, handle, sheet.around)
        posted = sent(form)
        assert read_form(posted, sheet.data, handle, sheet.around).edits == (), handle.key
        posted = {name: words for name, words in posted.items() if name not in BESIDE}
        flat = flat_form(fields_of(handle, sheet.around), value_of(sheet.data, handle.path))
        assert {key: sorted(words) for key, words in posted.items()} == {key: sorted(w) for key, w in flat.items()}
        filled = read_form(posted, sheet.data, handle, sheet.around)
        assert (filled.edits, filled.problems) == ((), {}), handle.key


BESIDE = {"f.new-note.there", f"{OFFICIAL}.there"}


def filled(sheet: Sheet, key: str, **changed: str | tuple[str, ...] | None) -> Filled:
    handle = sheet.at(key)
    posted = sent(form_of(sheet.data, handle, sheet.around), **changed)
    return read_form(posted, sheet.data, handle, sheet.around)


def edits(sheet: Sheet, key: str, **changed: str | tuple[str, ...] | None) -> list[tuple[str, Path, Any]]:
    """Return the edits of a form with other words in it, their paths from the passage on."""
    result = filled(sheet, key, **changed)
    assert result.problems == {}
    length = len(sheet.at(key).path)
    return [(edit.action.value, edit.path[length:], edit.value) for edit in result.edits]


SHIPPED = [
    ("head", {"masthead__title": "HELP"}, [("set", ("masthead", "title"), "HELP")]),
    ("head", {"masthead__lead_in": ""}, [("remove", ("masthead", "lead_in"), None)]),
    ("head", {"short_title": " Some\n help "}, [("set", ("short_title",), "Some help")]),
    ("head", {"chapter": "VII"}, [("set", ("chapter",), "VII")]),
    ("head", {"keywords": "one\n\n two "}, [("set", ("keywords",), ["one", "two"])]),
    ("head", {"key_figures__3__numbers": "24; 22"}, [("set", ("key_figures", 3, "numbers", 0), 24)]),
    ("head", {"key_figures__0__passages__0__value": "report"}, [("set", ("key_figures", 0, "passages", 0), "report")]),
    ("head", {"about": ("MLT",)}, [("set", ("about",), ["MLT"])]),
    ("round", {"round__parties": "44"}, [("set", ("round", "parties"), 44)]),
    ("round", {"round__adopted": "2022-03-11"}, [("set", ("round", "adopted"), "2022-03-11")]),
    ("round", {"round__urgencies__2__mark": "solid"}, [("set", ("round", "urgencies", 2, "mark"), "solid")]),
    ("round", {"notes_at": "end"}, [("set", ("notes_at",), "end")]),
    ("round", {"numbering__tables": "yes"}, [("set", ("numbering",), {"tables": True})]),
    ("introduction", {"title": "First of all"}, [("set", ("title",), "First of all")]),
    ("convention", {"text": "The\u00a0Convention."}, [("set", ("text",), "The\u00a0Convention.")]),
    ("convention", {"for": ("MLT", "ALB")}, [("set", ("for",), ["MLT", "ALB"])]),
    ("convention", {"for__more": "Malta; Türkiye"}, [("set", ("for",), ["MLT", "TUR"])]),
    ("convention", {"number": "2."}, [("set", ("number",), "2.")]),
    ("four-aims", {"items__1__text": "Protect."}, [("set", ("items", 1, "text"), "Protect.")]),
    ("four-aims", {"marker": "(a)"}, [("set", ("marker",), "(a)")]),
    ("practice-malta", {"party": "POL"}, [("set", ("party",), "POL")]),
    ("practice-malta", {"paragraphs__0__value": "In Malta."}, [("set", ("paragraphs", 0), "In Malta.")]),
    ("VI-1", {"urgency": "invite"}, [("set", ("urgency",), "invite")]),
    ("VI-1", {"urgency": ""}, [("remove", ("urgency",), None)]),
    ("VI-1", {"summary": ""}, [("remove", ("summary",), None)]),
    ("VI-1", {"priority": "yes"}, [("set", ("priority",), True)]),
    ("VI-1", {"deadline__words": "soon"}, [("set", ("deadline",), {"words": "soon"})]),
    ("VI-1", {"deadline__day": "2030-01-01"}, [("set", ("deadline",), {"words": "", "day": "2030-01-01"})]),
    ("VI-1", {"also": ("invite",)}, [("set", ("also",), ["invite"])]),
    ("VI-1", {"addressees__note__note": "vi-3-parties"}, [("set", ("addressees", "note"), "vi-3-parties")]),
    (
        "VI-1",
        {"addressees__kind": "sentence", "addressees__sentence__parties__more": "Malta"},
        [("set", ("addressees",), {"kind": "sentence", "parties": ["MLT"]})],
    ),
    ("VI-2", {"addressees__open__phrase": "all"}, [("set", ("addressees", "phrase"), "all")]),
    ("VI-2", {"corrections__0__reason": "x"}, [("set", ("corrections", 0, "reason"), "x")]),
    ("figure-legislation", {"content__unavailable__explanation": "x"}, [("set", ("content", "explanation"), "x")]),
    ("overview", {"recommendations__1__value": "VI-2"}, [("set", ("recommendations", 1), "VI-2")]),
    ("note.vi-1-ways", {"text": "x"}, [("set", ("text",), "x")]),
    ("note.vi-1-ways", {"kind": "reference"}, [("set", ("kind",), "reference")]),
    ("note.vi-3-moldova", {"received": "2024-02-29"}, [("set", ("received",), "2024-02-29")]),
    ("note.vi-3-moldova", {"is_quoted": "yes"}, [("set", ("is_quoted",), True)]),
    ("note.vi-3-moldova", {"party": "MLT"}, [("set", ("party",), "MLT")]),
]


@pytest.mark.parametrize(("key", "changed", "wanted"), SHIPPED)
def test_a_change_is_one_edit(shipped_sheet: Sheet, key: str, changed: Any, wanted: Any) -> None:
    assert edits(shipped_sheet, key, **changed) == wanted


def test_parties_keep_their_order_and_new_ones_come_behind(shipped_sheet: Sheet) -> None:
    codes = shipped_sheet.data["notes"][1]["parties"]
    ticked = tuple(code for code in sorted(codes) if code != "AND")
    wanted = [code for code in codes if code != "AND"] + ["BGR", "TUR"]
    found = edits(shipped_sheet, "note.vi-1-parties", parties=(*ticked, "BGR"), parties__more="Türkiye")
    assert found == [("set", ("parties",), wanted)]


def test_what_no_party_is_called_is_a_problem_of_its_field(shipped_sheet: Sheet) -> None:
    result = filled(shipped_sheet, "note.vi-1-parties", parties__more="Malta, Atlantys")
    assert "“Atlantys” is no Party of the register." in result.problems["f.parties"]


OTHERS: list[tuple[str, str, dict[str, Any], list[Any]]] = [
    (
        "every-block",
        "figure-bars",
        {"content__bars__values__0__value": "1234"},
        [("set", ("content", "values", 0, "value"), 1234)],
    ),
    (
        "every-block",
        "figure-none",
        {"content__kind": "image", "content__image__alternative": "Boats"},
        [("set", ("content",), {"kind": "image", "alternative": "Boats", "file": ""})],
    ),
    ("every-block", "sums", {"columns-rows__r__0__1__text": "14"}, [("set", ("rows", 0, "cells", 0), "14")]),
    ("every-block", "sums", {"columns-rows__c__1__text": "First"}, [("set", ("columns", 1), "First")]),
    (
        "every-block",
        "sums",
        {"columns-rows__c__1__type": "number"},
        [("set", ("columns", 1), {"title": "First count", "type": "number"})],
    ),
    (
        "data-tables",
        "t-turned",
        {"columns-rows__c__2__text": "In force"},
        [("set", ("columns", 2, "title"), "In force")],
    ),
    (
        "data-tables",
        "t-spans",
        {"columns-rows__r__0__0__text": "Seas"},
        [("set", ("rows", 0, "heading", "text"), "Seas")],
    ),
    (
        "data-tables",
        "t-spans",
        {"columns-rows__r__2__2__text": "none"},
        [("set", ("rows", 2, "cells", 1, "text"), "none")],
    ),
    (
        "data-tables",
        "t-by-name",
        {"rows_from__columns": "hours\ncalls"},
        [("set", ("rows_from", "columns"), ["hours", "calls"])],
    ),
    ("data-tables", "t-by-sea", {"rows_from__total": "true"}, [("set", ("rows_from", "total"), True)]),
    ("data-tables", "t-of-two", {"for": ("BBB", "sea", "CCC")}, [("set", ("for",), ["BBB", "CCC", "sea"])]),
    (
        "every-chart",
        "c-bars",
        {"content__chart__values__3__value": "7.5"},
        [("set", ("content", "values", 3, "value"), 7.5)],
    ),
    (
        "every-chart",
        "c-bars",
        {"content__chart__values__0__value": "unknown"},
        [("set", ("content", "values", 0, "value"), "unknown")],
    ),
    (
        "every-chart",
        "c-grouped",
        {"content__chart__values__0__values": "7; 8"},
        [("set", ("content", "values", 0, "values", 1), 8)],
    ),
    ("every-chart", "c-map", {"content__chart__steps": "10"}, [("set", ("content", "steps"), [10])]),
    ("every-chart", "c-map", {"content__chart__form": "bars"}, [("set", ("content", "form"), "bars")]),
    ("cross-references", "keeper", {"source": ""}, [("remove", ("source",), None)]),
    ("cross-references", "works", {"is_numbered": None}, [("remove", ("is_numbered",), None)]),
    ("cross-references", "works", {"entries__1__id": "sea"}, [("set", ("entries", 1, "id"), "sea")]),
    ("cross-references", "glossary", {"entries__0__term": "Ship"}, [("set", ("entries", 0, "term"), "Ship")]),
    ("cross-references", "all-recommendations", {"priority": "no"}, [("set", ("priority",), False)]),
    ("cross-references", "all-recommendations", {"urgency": ("urge",)}, [("set", ("urgency",), ["urge"])]),
    ("cross-references", "first-of-all", {"style": "note"}, [("set", ("style",), "note")]),
    (
        "levels-and-parts",
        "L1",
        {"addressees__several__of__2__value__open__phrase": "all"},
        [("set", ("addressees", "of", 2, "phrase"), "all")],
    ),
]


@pytest.mark.parametrize(("name", "key", "changed", "wanted"), OTHERS)
def test_a_change_of_what_is_rare_is_one_edit(name: str, key: str, changed: Any, wanted: Any) -> None:
    sheet = sheet_of(Project(ROOT / "tests/fixtures/every-block"), name)
    assert edits(sheet, key, **changed) == wanted


UNREADABLE = [
    ("every-block", "head", {"description": ""}, "is needed"),
    ("every-block", "p1", {"text": " "}, "is needed"),
    ("every-block", "figure-bars", {"content__bars__values__0__value": "1,234"}, "is no number"),
    ("data-tables", "t-spans", {"head": "- ["}, "not YAML"),
    ("every-block", "round", {"round__adopted": "May"}, "is no day"),
    ("data-tables", "t-spans", {"columns-rows__r__0__0__rows": "x"}, "is no number of cells"),
]


@pytest.mark.parametrize(("name", "key", "changed", "words"), UNREADABLE)
def test_words_that_cannot_be_read_are_problems_of_their_fields(name: str, key: str, changed: Any, words: str) -> None:
    sheet = sheet_of(Project(ROOT / "tests/fixtures/every-block"), name)
    problems = filled(sheet, key, **changed).problems
    assert list(problems) == ["f." + next(iter(changed)).replace("__", ".")]
    assert words in next(iter(problems.values()))


def test_official_text_is_changed_behind_a_box_alone(shipped_sheet: Sheet) -> None:
    key = next(handle.key for handle in shipped_sheet.handles if handle.kind == "provision")
    assert form_of(shipped_sheet.data, shipped_sheet.at(key), shipped_sheet.around).boxes
    refused = filled(shipped_sheet, key, title="Help")
    assert refused.problems.keys() == {OFFICIAL}
    assert edits(shipped_sheet, key, title="Help", official="yes") == [("set", ("title",), "Help")]
    assert edits(shipped_sheet, key, official="yes") == []


def with_note(sheet: Sheet, text: str, name: str, **further: str) -> Filled:
    handle = sheet.at("convention")
    found = rearranged(sent(form_of(sheet.data, handle, sheet.around)), "f.new-note:add")
    assert found
    note = {"new-note__0__id": name, "new-note__0__note__kind": "gloss", **further}
    posted = sent(form_of(sheet.data, handle, sheet.around, found[0]), text=text, **note)
    return read_form(posted, sheet.data, handle, sheet.around)


def test_a_new_note_is_made_with_the_text_that_calls_it(shipped_sheet: Sheet) -> None:
    words = {"new-note__0__note__gloss__text": "What  they are."}
    result = with_note(shipped_sheet, "Words.[^of-words]", "of-words", **words)
    assert result.problems == {}
    note = {"kind": "gloss", "id": "of-words", "text": "What they are."}
    assert [(edit.action.value, edit.path[-2:], edit.value) for edit in result.edits] == [
        ("set", (1, "text"), "Words.[^of-words]"),
        ("insert", ("notes", 9), note),
    ]


@pytest.mark.parametrize("name", ["vi-1-ways", "VI-1-WAYS", "of words", "", "other"])
def test_a_new_note_needs_a_name_of_its_own_and_a_call(shipped_sheet: Sheet, name: str) -> None:
    result = with_note(shipped_sheet, "Words.[^vi-1-ways][^of]", name, **{"new-note__0__note__gloss__text": "x"})
    assert result.problems.keys() == {"f.new-note.0.id"}


def test_a_new_note_may_list_parties(shipped_sheet: Sheet) -> None:
    further = {"new-note__0__note__kind": "parties", "new-note__0__note__parties__parties__more": "Malta, Türkiye"}
    result = with_note(shipped_sheet, "Words.[^some]", "some", **further)
    assert result.edits[-1].value == {"kind": "parties", "id": "some", "parties": ["MLT", "TUR"]}


def test_a_note_goes_with_its_last_call_where_the_box_is_ticked(shipped_sheet: Sheet) -> None:
    text = shipped_sheet.data["blocks"][0]["blocks"][7]["items"][1]["text"].replace("[^rules-of-procedure]", "")
    refused = filled(shipped_sheet, "urgency-definitions", items__1__text=text)
    assert refused.problems.keys() == {LOST}
    assert "rules-of-procedure" in refused.problems[LOST]
    handle = shipped_sheet.at("urgency-definitions")
    form = form_of(shipped_sheet.data, handle, shipped_sheet.around, None, refused.problems)
    assert [box.name for box in form.boxes] == [LOST]
    result = filled(shipped_sheet, "urgency-definitions", items__1__text=text, **{"lost-notes": "yes"})
    assert [(edit.action.value, edit.path[-2:]) for edit in result.edits] == [
        ("set", (1, "text")),
        ("remove", ("notes", 0)),
    ]


def test_names_of_the_form_lead_nowhere(shipped_sheet: Sheet) -> None:
    handle, sheet = shipped_sheet.at("convention"), shipped_sheet
    posted = {
        **sent(form_of(sheet.data, handle, sheet.around)),
        "f.kind": ("section",),
        "f.blocks.0": ("x",),
        "f..id": ("x",),
    }
    assert read_form(posted, sheet.data, handle, sheet.around).edits == ()
    assert posted_of([("token", "x"), ("f.text", "a\r\nb"), ("f.file", object())]) == {"f.text": ("a\nb",)}


def test_a_part_that_was_not_sent_stays(shipped_sheet: Sheet) -> None:
    assert read_form({}, shipped_sheet.data, shipped_sheet.at("VI-1"), shipped_sheet.around).edits == ()


def test_what_has_not_its_shape_is_edited_as_it_stands() -> None:
    sheet = sheet_of(Project(ROOT), "assistance-to-victims")
    data: Any = {"blocks": [{"kind": "paragraph", "id": "p", "text": ["a", "b"]}, {"kind": "poem", "verse": "x"}]}
    handle = handle_of(data, "p")
    assert handle
    form = form_of(data, handle, sheet.around)
    assert (form.fields[0].control, form.fields[0].value) == ("source", "- a\n- b")
    result = read_form(sent(form, text__source="one text"), data, handle, sheet.around)
    assert [(edit.path, edit.value) for edit in result.edits] == [(("blocks", 0, "text"), "one text")]
    poem = passages_to_edit(data)[3]
    changed = {**sent(form_of(data, poem, sheet.around)), "f.value": ("kind: paragraph\ntext: x",)}
    assert made(data, read_form(changed, data, poem, sheet.around).edits) == {
        "blocks": [data["blocks"][0], {"kind": "paragraph", "text": "x"}]
    }
