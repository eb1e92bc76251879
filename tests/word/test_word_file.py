"""A factsheet as a Word file: what other programs find in it, and that no file is delivered that lacks words."""

import io
from dataclasses import replace

import docx
import pytest

from factsheet_builder.errors import RefusedError
from factsheet_builder.languages.exchange.word import own_marks
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.word.edition_reading import check_word_file
from factsheet_builder.word.equivalents import in_words
from factsheet_builder.word.word_maker import WordMaker
from tests.languages.exchange.word.word_files import DOCUMENT, with_part
from tests.word.documents import CHAPTER, DATED, EVERY_BLOCK, SHIPPED, W, part, said, view_of, word_file


@pytest.fixture(scope="module")
def view() -> DocumentView:
    return view_of(SHIPPED, CHAPTER)


@pytest.fixture(scope="module")
def data(view: DocumentView) -> bytes:
    return word_file(SHIPPED, view)


def test_other_programs_find_headings_notes_tables_and_properties(view: DocumentView, data: bytes) -> None:
    document = docx.Document(io.BytesIO(data))
    levels = [p.style.name for p in document.paragraphs if p.style and (p.style.name or "").startswith("Heading")]
    assert levels[:3] == ["Heading 1", "Heading 1", "Heading 1"]
    assert "Heading 2" in levels
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "Title"] == ["ASSISTANCE TO VICTIMS"]
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == (view.title, view.author, "en")
    assert properties.created == DATED.replace(tzinfo=None) or properties.created == DATED
    notes = list(part(data, "word/footnotes.xml"))[2:]
    assert len(notes) == len(view.notes)
    assert (
        said(notes[0]).strip()
        == "See Rule 30 (General comments, proposals and opinions) of the Lanzarote Committee’s Rules of Procedure."
    )
    head = part(data).find(f".//{W}tbl/{W}tr/{W}trPr/{W}tblHeader")
    assert head is not None


def test_the_urgency_stands_in_words_with_the_number(data: bytes) -> None:
    texts = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
    at = texts.index("VI-1 requires")
    assert texts[at + 1] == "23 Parties named"
    assert texts[at + 2].startswith("The Lanzarote Committee requires Parties")


def test_same_view_same_bytes(view: DocumentView, data: bytes) -> None:
    assert word_file(SHIPPED, view) == data


def test_arabic_runs_from_right_to_left_and_what_is_english_does_not() -> None:
    arabic = word_file(SHIPPED, view_of(SHIPPED, CHAPTER, "ar", "MLT"))
    root = part(arabic)
    paragraphs = {said(p)[:7]: p for p in root.iter(f"{W}p") if said(p)}
    title = paragraphs["مساعدة "]
    assert title.find(f"{W}pPr/{W}bidi") is not None
    assert title.find(f"{W}r/{W}rPr/{W}rtl") is not None
    article = next(p for start, p in paragraphs.items() if start == "Article")
    bidi = article.find(f"{W}pPr/{W}bidi")
    assert bidi is not None
    assert bidi.get(f"{W}val") == "0"
    run = article.find(f"{W}r/{W}rPr")
    assert run is not None
    assert run.find(f"{W}rtl") is None
    lang = run.find(f"{W}lang")
    assert lang is not None
    assert lang.get(f"{W}val") == "en"
    assert root.find(f".//{W}tbl/{W}tblPr/{W}bidiVisual") is not None
    styles = part(arabic, "word/styles.xml")
    assert styles.find(f".//{W}rPrDefault/{W}rPr/{W}lang").get(f"{W}bidi") == "ar"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", [name for name in EVERY_BLOCK.factsheet_names() if name != "every-block"])
def test_every_factsheet_of_the_fixture_is_written(name: str) -> None:
    view = view_of(EVERY_BLOCK, name)
    assert check_word_file(in_words(view), word_file(EVERY_BLOCK, view)) == []


def test_every_kind_of_block_is_written() -> None:
    view = view_of(EVERY_BLOCK, "every-block")
    made = word_file(EVERY_BLOCK, view)
    fields = [run.text for run in part(made).iter(f"{W}instrText")]
    assert fields
    assert all(field and field.split()[0] == "NOTEREF" for field in fields)


def test_notes_that_word_would_count_otherwise_have_their_own_numbers(view: DocumentView) -> None:
    notes = tuple(replace(note, number=f"{index}a") for index, note in enumerate(view.notes, 7))
    made = word_file(SHIPPED, replace(view, notes=notes))
    call = part(made).find(f".//{W}footnoteReference")
    assert call is not None
    assert call.get(f"{W}customMarkFollows") == "1"
    assert said(call.getparent()) == "7a"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (b"Protect victims;", b"Protect victim;", "text-differs"),
        (b"Protect victims;", b"", "text-differs"),
        (b"_fn_vi_1_parties", b"_fn_nothing", "link-nowhere"),
    ],
)
def test_a_file_that_does_not_hold_its_words_is_found(
    view: DocumentView, data: bytes, before: bytes, after: bytes, code: str
) -> None:
    changed = with_part(data, DOCUMENT, lambda part: part.replace(before, after, 1))
    assert code in [problem.code for problem in check_word_file(in_words(view), changed)]


def test_and_is_not_delivered(view: DocumentView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factsheet_builder.word.block_writing.BlockWriter.imprint", lambda *_: None)
    with pytest.raises(RefusedError):
        WordMaker(SHIPPED).make(view, DATED)


@pytest.mark.parametrize("name", ["VI-1", "a.b-c.1", "P-2", "x" * 36])
def test_ids_come_back_from_bookmarks(name: str) -> None:
    assert own_marks.id_of(own_marks.bookmark_of(name)) == name
    assert own_marks.id_of(own_marks.bookmark_of(name, is_note=True), is_note=True) == name


def test_long_ids_and_bookmarks_of_others_say_nothing() -> None:
    marks = {own_marks.bookmark_of(f"{'long-' * 10}{end}") for end in ("a", "b")}
    assert len(marks) == 2
    assert all(len(mark) <= 40 for mark in marks)
    assert {own_marks.id_of(mark) for mark in (*marks, "_Toc1", "_fs_a b", "x")} == {""}
