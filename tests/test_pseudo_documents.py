"""Every kind of document in both pseudo-locales: nothing left out, nothing too long, and the page mirrored throughout."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes

from factsheet_builder.errors import RefusedError
from factsheet_builder.pdf.engine_caches.caches import EngineCaches
from factsheet_builder.pdf.reading.tag_reader import read_body
from factsheet_builder.project import cache_folder
from factsheet_builder.typesetting.owed_text import check_text
from factsheet_builder.typesetting.typesetter import Edition, Settings, Typeset, Typesetter
from factsheet_builder.views.contents_view import ContentsView
from tests.pseudo_views import KINDS, PROJECT, english_view, pseudo_view

SCREEN = Settings(datetime(2022, 3, 10, tzinfo=UTC))


FOLIOS = {
    section.page[0].address: f"{entry.letter}-1"
    for block in english_view("front").blocks
    if isinstance(block, ContentsView)
    for entry in block.entries
    for section in entry.sections
}


@cache
def _typesetter() -> Typesetter:
    return Typesetter(PROJECT, cache_folder(), EngineCaches(is_for_many=True))


@cache
def _typeset(kind: str, tag: str) -> Typeset:
    return _typesetter().typeset(pseudo_view(kind, tag), SCREEN, None, FOLIOS if kind == "front" else {})


@pytest.mark.parametrize("tag", ["ar-XB", "en-XA"])
@pytest.mark.parametrize(
    "kind", [pytest.param(one, marks=pytest.mark.slow if one == "tailored" else ()) for one in KINDS]
)
def test_document_is_set_without_a_remark(kind: str, tag: str) -> None:
    """Its text was read back word for word (``check_text``), no line is too long, no box is cut."""
    found = _typeset(kind, tag).diagnostics
    # The first page of a form is filled by what is asked once, and longer words take more than that page.
    assert [problem for problem in found if not (kind == "form" and problem.code == "blank-band")] == []


def test_a_word_out_of_order_is_refused() -> None:
    """The negative control: the same file is not what a view with two words exchanged owes."""
    view = pseudo_view("front", "ar-XB")
    title = " ".join(reversed(view.masthead.title.split()))
    body = read_body(_typeset("front", "ar-XB").pdf)
    assert not check_text(view, body, FOLIOS)
    assert check_text(replace(view, masthead=replace(view.masthead, title=title)), body, FOLIOS)


def test_press_edition_from_right_to_left() -> None:
    press = replace(SCREEN, edition=Edition.PRESS)
    assert _typesetter().typeset(pseudo_view("factsheet", "ar-XB"), press).diagnostics == ()


def test_marks_of_direction_turn_text_and_are_not_owed() -> None:
    view = pseudo_view("front", "ar-XB")
    title = "\u2068VI-1 (a)\u2069\u200f: \u2067لا\u2069 ن\u200cم\u061c"
    turned = replace(view, masthead=replace(view.masthead, title=title))
    assert _typesetter().typeset(turned, SCREEN, None, FOLIOS).diagnostics == ()


def test_letter_that_no_font_has_is_refused_in_arabic_too() -> None:
    view = pseudo_view("front", "ar-XB")
    with pytest.raises(RefusedError, match="No font has"):
        _typesetter().typeset(replace(view, masthead=replace(view.masthead, title="لا \U00013000")), SCREEN)


Span = tuple[float, float]
MIRRORED = {
    *(
        "masthead",
        "masthead-kicker",
        "box",
        "recommendation-text",
        "margin",
        "provision-heading",
        "practice-heading",
        "recommendation",
        "list",
        "note",
    ),
    *("tile-table", "glance-table", "field", "field-label", "field-group", "imprint", "tiles", "note-number", "flag"),
}
WIDTH_PX = 210 / 25.4 * 96


@cache
def _laid_out(kind: str, direction: str) -> Any:
    view = pseudo_view(kind, "ar-XB") if direction == "rtl" else english_view(kind)
    return _typesetter()._lay_out(view).document


def _spans(direction: str, kind: str) -> dict[str, Span]:
    """Return where the first box of each class stands from the start side of the page, in px: its nearer and farther edge."""
    document = _laid_out(kind, direction)
    spans: dict[str, Span] = {}
    for box in _boxes(document):
        for name in _names(box):
            left, right = box.border_box_x(), box.border_box_x() + box.border_width()
            spans.setdefault(name, (WIDTH_PX - right, WIDTH_PX - left) if direction == "rtl" else (left, right))
    return spans


def _boxes(document: Any) -> Iterator[Any]:
    for page in document.pages:
        yield from (
            box for box in page._page_box.descendants() if isinstance(box, boxes.BlockLevelBox | boxes.InlineBlockBox)
        )


def _names(box: Any) -> list[str]:
    return (
        (box.element.get("class") or "").split()
        if box.element is not None and box.element.tag == box.element_tag
        else []
    )


@pytest.mark.parametrize("kind", ["factsheet", pytest.param("tailored", marks=pytest.mark.slow), "form"])
def test_every_box_stands_as_far_from_its_side_in_both_directions(kind: str) -> None:
    ours, theirs = _spans("rtl", kind), _spans("ltr", kind)
    # At a glance has another shape where its words are longer.
    for name in sorted((MIRRORED & theirs.keys()) - ({"list", "tiles"} if kind == "tailored" else set())):
        assert ours[name] == pytest.approx(theirs[name], abs=0.6), name


def test_boxes_that_are_not_mirrored_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: without a direction in the view, the same boxes stand at the other side."""
    typesetter, view = _typesetter(), replace(pseudo_view("factsheet", "ar-XB"), direction="ltr")
    document = typesetter._lay_out(view).document
    (masthead,) = [box for box in _boxes(document) if "masthead-kicker" in _names(box)]
    assert masthead.border_box_x() == pytest.approx(_spans("ltr", "factsheet")["masthead-kicker"][0], abs=0.6)
    assert WIDTH_PX - masthead.border_box_x() - masthead.border_width() < 100


def test_page_margins_change_sides() -> None:
    document = _laid_out("factsheet", "rtl")
    shown = {
        box.at_keyword: "".join(text.text for text in box.descendants() if isinstance(text, boxes.TextBox))
        for box in document.pages[3]._page_box.children
        if isinstance(box, boxes.MarginBox)
    }
    assert shown["@top-right"] == pseudo_view("factsheet", "ar-XB").running_title
    assert shown["@bottom-left"] == f"4 / {len(document.pages)}"
    assert shown["@top-left"]
    assert "@bottom-right" not in shown
