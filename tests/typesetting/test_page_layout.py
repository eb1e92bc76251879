"""What goes wrong on a laid-out page is said with its page and its passage; what is right is not mentioned."""

import pytest

from factsheet_builder.typesetting.page_layout import layout_problems, note_places
from tests.pdf.constructs import SHARED_NOTE, WORDS
from tests.pdf.documents import Render

LONG = "https://example.org/" + "x" * 90
CSS = "h2 { font-size: 10px; margin: 0 } .recommendation { margin: 0 }"


@pytest.mark.parametrize(
    ("body", "code", "passage", "words"),
    [
        (f'<p id="narrow" style="width: 9mm">{"x" * 20}</p>', "overfull-line", "narrow", "A line on page 1 is"),
        (f'<p id="address">{LONG}</p>', "outside-page", "address", "Words stand outside page 1, by"),
        (f'<ul><li><p id="item">{LONG}</p></li></ul>', "outside-page", "item", "Words stand outside page 1, by"),
        (
            f'<p>{WORDS * 2}</p><h2 id="alone">Alone</h2><p style="break-before: page">Text.</p>',
            *("stranded-heading", "alone", "A heading stands alone at the end of page 1."),
        ),
        (
            f'<div class="recommendation" style="break-inside: avoid"><p id="VI-1">{WORDS * 20}</p></div>',
            *("cut-box", "VI-1", "A box is cut in two at the end of page 1."),
        ),
    ],
    ids=["line", "word", "word in a list", "heading", "box"],
)
def test_a_problem_names_page_and_passage(body: str, code: str, passage: str, words: str, render: Render) -> None:
    found = layout_problems(render(body, css=CSS))
    assert {(problem.code, problem.place.passage) for problem in found} == {(code, passage)}
    assert words in found[0].what


def test_a_good_page_has_no_problem(render: Render) -> None:
    body = (
        f'<h2 id="first">First</h2><p>{WORDS * 12}</p><h2 id="second">Second</h2><p>{WORDS}</p>'
        f'<div class="recommendation"><p>{WORDS}</p></div>'
    )
    assert layout_problems(render(body, css=CSS)) == []


def test_notes_are_found_on_the_page_that_prints_them(render: Render) -> None:
    places = note_places(render(SHARED_NOTE))
    assert {call: (place.page, place.note) for call, place in places.calls.items()} == {
        "call-a": (0, "note-a"),
        "call-b": (0, "note-a"),
        "call-c": (2, "note-a--2"),
    }
    assert places.notes == {"note-a": 0, "note-a--2": 2}
