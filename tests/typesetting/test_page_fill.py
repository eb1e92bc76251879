"""How full pages are: what is blank is told, boxes break with their label, the imprint stands at the foot."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.runner import build
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.tag_reader import read_body
from factsheet_builder.project import Project
from factsheet_builder.typesetting.page_fill import lower_imprint, sparse_pages, stiff_passage, trim_cut_boxes
from tests.pdf.documents import Render

SHEET = "assistance-to-victims"
PAGE = "<style>@page { size: 100mm 100mm; margin: 10mm } body { margin: 0; font: 10px/20px FiraGO } p { margin: 0 }</style>"
LINE = "<p>Words.</p>"


def test_a_page_that_is_blank_to_more_than_a_fifth_is_told(render: Render) -> None:
    lines = int(80 / 25.4 * 96 / 20)  # of a page
    full, sparse = LINE * int(lines * 0.85), LINE * int(lines * 0.5)
    body = (
        f'{full}<h2 id="a" style="break-before: page">A</h2>{sparse}<h2 id="b" style="break-before: page">B</h2>{LINE}'
    )
    (problem,) = sparse_pages(render(PAGE + body))
    assert (problem.code, problem.place.passage) == ("blank-band", "b")
    assert problem.what.startswith("Page 2 is blank at its end, ")


def test_a_page_of_few_lines_as_in_large_print_may_be_blank_to_a_quarter(render: Render) -> None:
    body = f'{PAGE}{LINE * 11}<p id="b" style="break-before: page">Words.</p>'
    assert sparse_pages(render(body)) == []
    told = sparse_pages(render(body, css="html { font-size: 5px }"))
    assert [(problem.code, problem.place.passage) for problem in told] == [("blank-band", "b")]


def test_the_last_page_may_be_blank(render: Render) -> None:
    assert sparse_pages(render(PAGE + LINE)) == []


def test_a_box_that_begins_a_page_after_a_blank_one_may_break(render: Render) -> None:
    box = f'<article class="box" style="break-inside: avoid"><h3 id="VI-1">VI-1</h3>{LINE * 9}</article>'
    document = render(PAGE + LINE * 7 + box)
    stiff = stiff_passage(document, frozenset())
    assert stiff is not None
    assert (stiff.name, stiff.may_fit) == ("VI-1", False)
    assert stiff_passage(document, frozenset({"VI-1"})) is None


def test_the_imprint_goes_down_to_the_foot(render: Render) -> None:
    document = render(f'{PAGE}{LINE * 3}<footer class="imprint"><h2 id="imprint">About</h2>{LINE}</footer>')
    before = document.pages[0].anchors["imprint"][1]
    lower_imprint(document)
    assert document.pages[0].anchors["imprint"][1] - before > 100
    assert sparse_pages(document) == []


def test_the_ground_of_a_divided_box_ends_with_its_last_line(render: Render) -> None:
    words = "word " * 120
    style = "background: #eee; orphans: 9; widows: 9"
    document = render(f'{PAGE}{LINE * 3}<p class="recommendation-text" style="{style}">{words}</p>')
    (box,) = [
        box for box in document.pages[0]._page_box.descendants()
        if box.element_tag == "p" and box.element.get("class") and box.children
    ][:1]  # fmt: skip
    trim_cut_boxes(document)
    last = box.children[-1]
    assert box.position_y + box.height <= last.position_y + last.height + 1


def test_the_ground_of_a_whole_box_stays_as_it_is(render: Render) -> None:
    """What stands below its last line is part of it: a list's room would be a white gap otherwise."""
    listed = '<ul style="margin: 0 0 9px"><li>Words.</li></ul>'
    body = f'<div class="recommendation-part" style="background: #eee; padding-bottom: 2px">{listed}</div>'
    document = render(PAGE + body)
    (box,) = [
        box for box in document.pages[0]._page_box.descendants() if box.element is not None and box.element.get("class")
    ]
    before = box.height
    trim_cut_boxes(document)
    assert box.height == before > 20


@pytest.mark.slow
def test_a_divided_recommendation_repeats_its_label_on_paper_and_not_for_listeners(
    shipped: Project, cache: Path, tmp_path: Path
) -> None:
    (outcome,) = build(shipped, (Deliverable(SHEET, "en"),), tmp_path, cache=cache)
    pdf = outcome.file.read_bytes()
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages[1:]]
    numbers = [sum(f"{count} Parties named" in text for text in pages) for count in (23, 22)]
    assert 2 in numbers, "of the shipped boxes one is divided, and its label stands on both pages"
    _, tree = inspect_pdf(pdf)
    said = " ".join(read_body(tree).blocks)
    assert [said.count(f"{count} Parties named") for count in (23, 22)] == [2, 2], "on the first page, and at the box"


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "fr", "uk", "ar", "ka"])
@pytest.mark.parametrize("party", ["", "MLT", "MDA", "IRL"])
def test_what_ships_has_no_sparse_page(shipped: Project, cache: Path, tmp_path: Path, locale: str, party: str) -> None:
    kind, profile = (Kind.TAILORED, "full") if party else (Kind.FACTSHEET, "")
    (outcome,) = build(shipped, (Deliverable(SHEET, locale, kind, party, profile),), tmp_path, cache=cache)
    assert [problem for problem in outcome.diagnostics if problem.code == "blank-band"] == []
