"""Lines that end far too early are seen and broken anew; large words that are no heading are told."""

from typing import Any

import pytest

from factsheet_builder.typesetting import passes
from factsheet_builder.typesetting.line_checks import ShortLine, line_problems, short_lines
from factsheet_builder.typesetting.passes import Asked, next_pass
from tests.pdf.documents import Render

WORDS = "Parties take measures that help child victims in their recovery. " * 3
EARLY = f'<p id="early" style="width: 400px"><span style="float: right; width: 320px; height: 2px"></span>{WORDS}</p>'
"""The first line has room for a word or two; nothing says so to who looks at the lines alone."""


def test_a_line_that_ends_too_early_is_told(render: Render) -> None:
    (problem,) = line_problems(render(EARLY))
    assert (problem.code, problem.place.passage) == ("short-line", "early")
    assert "far too early, after “Parties" in problem.what


@pytest.mark.parametrize(
    "body",
    [
        f'<p style="width: 400px">{WORDS}</p>',
        '<p style="width: 400px">Line<br>that is forced</p>',
        '<p style="width: 120px">Short <span style="white-space: nowrap">what may not be parted at all</span></p>',
        '<p style="width: 90px">In Donaudampfschifffahrt</p>',
    ],
)
def test_lines_that_must_end_are_not_told(render: Render, body: str) -> None:
    assert list(short_lines(render(body))) == []


def test_a_block_with_such_a_line_gets_other_spaces(render: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    document = render(f'<p>{WORDS}</p><p id="early">{WORDS}</p>')
    root = document.pages[0]._page_box.children[0].element
    (early,) = (element for element in root.iter("p") if element.get("id"))

    def found(_document: Any) -> list[ShortLine]:
        return [ShortLine(1, "Parties", early)]

    monkeypatch.setattr(passes, "short_lines", found)
    asked = next_pass(Asked(), document, root)
    assert asked.rules == "body:nth-child(2) > p:nth-child(2) { word-spacing: 0.3px }\n"
    again = next_pass(asked, document, root)  # wider ones do not mend it
    assert again.rules == "body:nth-child(2) > p:nth-child(2) { word-spacing: -0.3px }\n"
    assert next_pass(again, document, root) == again


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<p style="font-size: 18pt">Assistance to victims</p>', 1),
        ('<h2 style="font-size: 18pt"><span>Assistance to victims</span></h2>', 0),
        ('<p style="font-size: 17pt">Assistance to victims</p>', 0),
        ('<p style="font-size: 28pt">43</p>', 0),
        ('<p style="font-size: 18pt">VI-1</p>', 0),
    ],
)
def test_large_words_that_are_no_heading_are_told(render: Render, body: str, told: int) -> None:
    assert [problem.code for problem in line_problems(render(body))] == ["untagged-heading"] * told
