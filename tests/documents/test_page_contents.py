"""What stands on the pages besides the official words: numbers of the first page, links, heads, empty slots."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.inputs import load_content
from factsheet_builder.builds.runner import build
from factsheet_builder.documents.table_making.table_shape import numeric_columns
from factsheet_builder.errors import ContentError, ExitCode
from factsheet_builder.pdf.reading.tag_reader import read_body, read_tags
from factsheet_builder.project import Project
from factsheet_builder.views.spans import shortened
from tests.documents.versions import general

SHEET = "assistance-to-victims"


def edit(project: Project, file: str, old: str, new: str) -> None:
    path = project.data / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, text.count(old)
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("numbers: [43]", "numbers: [44]", "The passage “topic” does not have the number 44."),
        ("numbers: [23, 22]", "numbers: [23, 21]", "VI-3 names 22 Parties, not 21."),
        ("passages: [report]", "passages: [reprot]", "There is no passage “reprot”."),
        ("passages: [VI-1, VI-3]", "passages: [VI-2, VI-3]", "VI-2 names no Party, so it states no number."),
        ("numbers: [18]", "numbers: [18, 19]", "It has 2 numbers and 1 passages."),
    ],
)
def test_a_number_of_the_first_page_is_held_against_the_passage_that_states_it(
    project: Project, old: str, new: str, what: str
) -> None:
    edit(project, f"factsheets/{SHEET}.yaml", old, new)
    with pytest.raises(ContentError) as caught:
        load_content(project, SHEET)
    (problem,) = [problem for problem in caught.value.diagnostics if problem.code == "key-figure"]
    assert problem.what == what
    assert problem.place.line > 1


def test_addresses_of_the_text_are_links_and_names_that_look_like_one_are_not(shipped_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(shipped_pdf)) as opened:
        found = {
            str(annotation.A.URI)
            for page in opened.pages
            for annotation in page.get("/Annots", [])
            if "/A" in annotation and "/URI" in annotation.A
        }
    assert found == {"https://www.safenet.bg", "mailto:lanzarote.committee@coe.int"}


def test_what_is_not_known_is_left_out_and_one_line_tells_of_the_figure(shipped_pdf: bytes) -> None:
    text = " ".join(read_body(shipped_pdf).blocks)
    assert "not stated" not in text
    assert "nothing is drawn" not in text
    assert text.count("The source has one figure, “Parties having legislation on assistance to child victims”") == 1


def test_pages_named_on_the_first_page_are_those_of_the_passages(shipped_pdf: bytes) -> None:
    tree = read_tags(shipped_pdf)
    pages = {element.identifier: element.pages[0] for element in tree.walk() if element.identifier and element.pages}
    (glance,) = [e for e in tree.walk() if e.kind == "Sect" and any(i.identifier == "glance" for i in e.elements)]
    said = " ".join(inner.own_text for inner in glance.walk())
    for name in ("VI-1", "VI-2", "VI-3", "VI-4"):
        assert f"page {pages[name]}" in said


def test_heads_of_pages_have_room_on_one_line() -> None:
    view = general()
    assert shortened("A title of a few words", 60) == "A title of a few words"
    assert shortened("Words " * 20, 60) == "Words Words Words Words Words Words Words Words Words Words…"[:60]
    assert shortened("\u2068Words\u2069", 5) == "\u2068Words\u2069", "marks of direction take no room"
    assert all(len(block.running) <= 61 for block in view.blocks)  # type: ignore[union-attr]
    long = replace(view, running_title="Concluding observations on a State " * 3)
    assert long.running_head.startswith("Concluding observations on a State Concluding")
    assert long.running_head.endswith("…")
    alone = replace(long, blocks=()).running_head
    assert len(alone) > len(long.running_head), "nothing stands beside it"


def test_numbered_paragraphs_of_articles_are_lists_with_labels(shipped_pdf: bytes) -> None:
    (article,) = [e for e in read_tags(shipped_pdf).walk() if e.kind == "Art" and e.title.startswith("Article 14")]
    labels = [element.own_text for element in article.walk() if element.kind == "Lbl"]
    assert [label for label in labels if label.strip("– ")] == ["1.", "3.", "4."]


def test_numbers_and_dates_of_a_table_align() -> None:
    rows = [("Malta", "1,234", "2022-03-10", "12 places"), ("Cyprus", "", "2021-01-01", "3")]
    assert numeric_columns(rows) == (False, True, True, False)


@pytest.mark.slow
def test_a_pack_can_say_where_the_general_factsheet_is(project: Project, cache: Path, tmp_path: Path) -> None:
    edit(
        project,
        "publication.yaml",
        "  general: tab\n  address:\n",
        "  general: link\n  address: https://example.org/a\n",
    )
    owed = Deliverable(SHEET, "en", Kind.PACK, "MLT", "full")
    (outcome,) = build(project, (owed,), tmp_path, cache=cache)
    assert outcome.exit_code is ExitCode.DONE, outcome.diagnostics
    with pikepdf.open(outcome.file) as opened:
        labels = [page.label for page in opened.pages]
        said = opened.Root.Metadata.read_bytes().decode()
    assert {label.partition("-")[0] for label in labels} == {"i", "A", "B"}
    assert "published at https://example.org/a" in " ".join(read_body(outcome.file.read_bytes()).blocks)
    assert all(word in said for word in ("dc:creator", "dc:description", "pdf:Keywords", "dc:language"))


def test_a_pack_without_that_address_is_refused(project: Project) -> None:
    edit(project, "publication.yaml", "  general: tab\n", "  general: link\n")
    with pytest.raises(ContentError, match="no address is given"):
        load_content(project, SHEET)


def test_files_say_language_day_and_open_their_bookmarks(shipped_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(shipped_pdf)) as opened:
        said = opened.Root.Metadata.read_bytes().decode()
        assert opened.Root.PageMode == "/UseOutlines"
        assert str(opened.docinfo["/CreationDate"]).startswith("D:20220310")
    assert "<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>" in said
    assert "2022-03-10T00:00:00Z" in said
