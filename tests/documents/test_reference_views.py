"""Cross-references, marks of lists, lists made from the text and notes at the end: in views, versions, pages and PDFs."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.drafts import selection
from factsheet_builder.builds.inputs import Content, load_content
from factsheet_builder.builds.runner import build
from factsheet_builder.content.models import Collected, ListBlock, ListItem, Section
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.referring.collecting import collected_of
from factsheet_builder.content.referring.list_marks import mark_of
from factsheet_builder.content.tailoring_rules import Conditions, Profile, Rule, TailoringRules
from factsheet_builder.documents.bilingual import bilingual_edition, for_review
from factsheet_builder.documents.block_wording.desk import Version
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.documents.unpaged import without_pages
from factsheet_builder.errors import ExitCode
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.tag_reader import Element, TagTree, read_body
from factsheet_builder.project import Project
from factsheet_builder.replies.reply_form import reply_form
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.views.reference_views import CollectedView
from factsheet_builder.views.spans import Span, plain
from tests.documents.versions import blocks_in

PROJECT = Project(Path(__file__).resolve().parents[1] / "fixtures" / "every-block")
NAME = "cross-references"
ENGLISH = Localiser("en")


@cache
def content() -> Content:
    return load_content(PROJECT, NAME)


@cache
def general() -> DocumentView:
    common = content().common
    return tailor(content().sheet, common.register, common.publication, ENGLISH)


def version_without(*names: str) -> DocumentView:
    """Return the version for a Party that leaves these passages out."""
    profile = Profile(rules=(Rule(do="leave-out", when=Conditions(id=names)),), otherwise="keep")
    common = replace(content().common, rules=TailoringRules(profiles={"asked": profile}))
    owner = common.register.by_code["AAA"]
    chosen = Version(owner, selection(replace(content(), common=common), owner, "asked"))
    return tailor(content().sheet, common.register, common.publication, ENGLISH, chosen)


def words(view: DocumentView, passage: str) -> str:
    return " ".join(owed.text for owed in view.reading() if owed.passage == passage)


def spans_in(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    if isinstance(value, tuple):
        for item in value:
            yield from spans_in(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from spans_in(getattr(value, field.name))


def places_in(view: DocumentView) -> set[str]:
    return {owed.passage for owed in view.reading()} | {f"note-{note.key}" for note in view.notes}


def links_inside(view: DocumentView) -> set[str]:
    spans = spans_in((view.blocks, view.notes))
    return {span.address[1:] for span in spans if span.kind == "link" and span.address.startswith("#")}


def test_numbers_come_from_their_targets() -> None:
    said = words(general(), "water")
    assert "Article 1 calls everything a boat that floats, its paragraph 2 also" in said
    assert "see note 1 and the keepers’ handbook" in said
    assert "recommendation R1." in words(general(), "why")
    assert links_inside(general()) <= places_in(general())


def test_contents_name_the_notes_at_the_end() -> None:
    contents = general().contents
    assert contents is not None
    assert [plain(section.title) for section in contents.sections][-1] == "Notes"


def test_a_browser_has_no_pages_and_says_none() -> None:
    page = without_pages(general(), ENGLISH)
    assert not [span for span in spans_in((page.blocks, page.notes)) if span.kind == "page"]
    assert "stands in para. 3, the count itself in table 1, and what follows" in words(page, "why")
    assert "as para. 3, has it, and" in words(page, "on-atlantis")
    assert words(page, "main-findings").endswith("breaks no sequence. Go to the passage")
    assert page.endnotes is None


def test_what_a_version_leaves_out_is_words_with_the_number_of_the_general_text() -> None:
    view = version_without("found")
    assert "stands in para. 3, the count itself" in words(view, "why")
    assert "found" not in links_inside(view)
    assert links_inside(view) <= places_in(view)
    numbers = [block.number for block in blocks_in(view.blocks) if block.kind == "paragraph"]  # type: ignore[union-attr]
    assert [number for number in numbers if number] == ["1.", "2.", "4."]


def test_a_list_made_from_the_text_lists_what_a_version_has() -> None:
    def listed(view: DocumentView, name: str) -> list[str]:
        found = (block for block in blocks_in(view.blocks) if isinstance(block, CollectedView) and block.id == name)
        return [plain(entry.number) for block in found for entry in block.entries]

    assert listed(general(), "all-recommendations") == ["R1", "R2"]
    assert listed(version_without("R1"), "all-recommendations") == ["R2"]
    assert "all-recommendations" not in words(version_without("R1", "R2"), "all-recommendations")
    assert listed(version_without("R1", "R2"), "all-recommendations") == []


def test_a_list_made_from_the_text_calls_no_notes() -> None:
    lists = [block for block in blocks_in(general().blocks) if isinstance(block, CollectedView)]
    assert lists
    assert not [span for span in spans_in(tuple(lists)) if span.kind == "call"]


def test_what_follows_a_recommendation_is_listed_with_it() -> None:
    said = [owed.text for owed in general().reading() if owed.passage.startswith("all-recommendations")]
    assert said[2:4] == ["(a) at dawn;", "(b) at dusk, if it is not too dark by then."]
    assert words(general(), "on-atlantis").endswith("in the light of point (b) of R1, not of point (a).")


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ({"urgency": ["invite"]}, ["R2"]),
        ({"addressee": ["FFF"]}, ["R1"]),
        ({"addressee": ["AAA"]}, []),
        ({"priority": True}, []),
        ({"priority": False}, ["R1", "R2"]),
    ],
)
def test_a_list_asks_for_some_recommendations(asked: dict[str, object], listed: list[str]) -> None:
    block = Collected.model_validate({"kind": "collected", "id": "some", "of": "recommendations", **asked})
    assert [found.id for found in collected_of(content().sheet, block, content().common.register)] == listed


def test_boxes_follow_what_is_in_them() -> None:
    view = version_without("first-of-all-1", "first-of-all-2")
    assert "first-of-all" not in places_in(view)
    assert words(general(), "first-of-all") == "Priority What comes first"


def test_a_reply_form_and_a_bilingual_edition_have_no_dead_links() -> None:
    common = content().common
    form = reply_form(content().sheet, common.register, common.publication, ENGLISH, common.register.by_code["FFF"])
    assert "as para. 3 says:" in words(form, "R1")
    assert "found" not in links_inside(form)
    both = bilingual_edition(content().sheet, common.register, common.publication, for_review(Localiser("en-XA")))
    assert links_inside(both) <= {f"row.note.{note.id}" for note in content().sheet.notes}


def test_what_stands_in_a_list_is_asked_in_a_form_and_has_no_page_in_a_browser() -> None:
    sheet, common = content().sheet, content().common
    moved = [block for _, block in blocks_of(sheet) if block.id in {"R1", "main-findings"}]
    listed = ListBlock(kind="list", id="listed", items=(ListItem(text="One", blocks=tuple(moved)),))
    rest = [
        block.model_copy(update={"blocks": tuple(inner for inner in block.blocks if inner not in moved)})
        for block in sheet.blocks
        if isinstance(block, Section)
    ]
    sheet = sheet.model_copy(update={"blocks": (*rest, listed)})
    form = reply_form(sheet, common.register, common.publication, ENGLISH, common.register.by_code["FFF"])
    assert [block.id for block in form.blocks] == ["about", "reply.R2", "reply.R1"]
    page = without_pages(tailor(sheet, common.register, common.publication, ENGLISH), ENGLISH)
    assert not [span for span in spans_in(page.blocks) if span.kind == "page"]


@pytest.mark.parametrize(
    ("marker", "marks"),
    [
        ("(1)", ["(1)", "(2)", "(27)"]),
        ("(a)", ["(a)", "(b)", "(aa)"]),
        ("(i)", ["(i)", "(ii)", "(xxvii)"]),
        ("a)", ["a)", "b)", "aa)"]),
        ("decimal", ["", "", ""]),
    ],
)
def test_marks_of_items(marker: str, marks: list[str]) -> None:
    assert [mark_of(marker, place) for place in (1, 2, 27)] == marks  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pdf(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    (made,) = build(PROJECT, (Deliverable(NAME, "en"),), tmp_path_factory.mktemp("out"), cache=cache, is_strict=True)
    assert made.exit_code is ExitCode.DONE, made.diagnostics
    return made.file.read_bytes()


@pytest.fixture(scope="module")
def tree(pdf: bytes) -> TagTree:
    return inspect_pdf(pdf)[1]


def test_pages_are_those_that_the_passages_begin_on(pdf: bytes, tree: TagTree) -> None:
    (found,) = (element for element in tree.walk() if element.identifier == "found")
    (page,) = found.pages
    assert f"stands in para. 3, page {page}, the count itself" in read_body(pdf).text
    (note, _) = read_body(pdf).notes
    assert note.text == f"They were last counted by the keepers, see para. 3, page {page}. ↑↑↑"


def test_notes_at_the_end_stand_there_and_lead_back(pdf: bytes, tree: TagTree) -> None:
    notes = tree.find("Note")
    last = len(pikepdf.open(BytesIO(pdf)).pages)
    assert [note.identifier for note in notes] == ["note-first", "note-second"]
    assert {note.pages for note in notes} == {(last,)}
    backs = [link.target for link in (a for note in notes for element in note.walk() for a in element.annotations)]
    assert [target for target in backs if target.startswith("#call")] == [
        *("#call-first-1", "#call-first-2", "#call-first-3", "#call-second-1", "#call-second-2"),
    ]
    assert {entry.text for entry in tree.find("H2")} >= {"Notes"}


def test_marks_and_terms_are_labels(tree: TagTree) -> None:
    labels = [element.text.strip() for element in tree.find("Lbl")]
    for mark in ("(a)", "(b)", "(i)", "(ii)", "a)", "(1)", "(3)", "[1]", "Boat", "Keeper of a lighthouse", "R1"):
        assert mark in labels
    assert _texts(tree, "BlockQuote")[-1] == "Who looks before counting sees too many."


def _texts(tree: TagTree, kind: str) -> list[str]:
    found: tuple[Element, ...] = tree.find(kind)
    return [element.text for element in found]


def test_captions_have_their_numbers(pdf: bytes) -> None:
    blocks = read_body(pdf).blocks
    assert "Table 1 Boats, counted twice" in blocks
    assert "Figure 1 Two boats" in blocks


@pytest.mark.slow
def test_other_editions_are_made_without_a_warning(cache: Path, tmp_path: Path) -> None:
    editions = (Edition.LARGE, Edition.HTML, Edition.PRESS)
    owed = (*(Deliverable(NAME, "en", edition=one) for one in editions), Deliverable(NAME, "ar-XB"))
    for made in build(PROJECT, owed, tmp_path, cache=cache, is_strict=True):
        assert made.exit_code is ExitCode.DONE, made.diagnostics
