"""Right-to-left text: in logical order for who listens, in the right order for who looks, and nothing moved on the page."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from pypdf import PdfReader

from factsheet_builder.pdf.reading.tag_reader import TagTree, read_body, read_tags
from factsheet_builder.pdf.reading.tag_tree import without_layout_signs
from factsheet_builder.pdf.tagging.tag_writer import write_tagged_pdf
from factsheet_builder.typesetting.markup import Layout, Printer, direction_of
from factsheet_builder.views.block_views import ParagraphView
from factsheet_builder.views.spans import Span
from tests.pdf.documents import ReadTree, Render
from tests.pdf.placed_text import placed_glyphs, read_by_place
from tests.pseudo_views import PROJECT, pseudo_view

needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")
_SEEN = 200  # of 255: less is the edge of a letter on the grid

ARABIC = "dir=rtl"
SENTENCES = (
    "لا بأس بلا الأطراف والإجراءات الآن.",
    "مُحَمَّدٌ لَا أيضاً شدَّة عبد الله تـــم",
    "توصية VI-1 (2024) و 18/5: abc. (انظر المادة 18) [قوس] «اقتباس» 50%؟ ٢٠٢٤",
    "الفقرات 12–15، 3/4 منها (T-ES(2022)02)، إلى lanzarote.committee@coe.int.",
    "«BeSmartOnline!» – 1,000.5 € (a) …",
)
WORDS = (
    "لا",
    "الأطراف",
    "أيضاً",
    "(",
    ")",
    "«",
    "»",
    "VI-1",
    "2,024",
    "and/or",
    "–",
    "e-mail",
    "؟",
    "،",
    ".",
    "١٢",
    "[18]",
)


def _page(tree: TagTree) -> tuple[str, ...]:
    return read_body(tree).blocks


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("root", [ARABIC, ""])
def test_sentence_is_read_as_written(sentence: str, root: str, tree_of: ReadTree) -> None:
    assert _page(tree_of(f"<p>{sentence}</p>", lang="ar", root=root)) == (sentence,)


@pytest.mark.parametrize("sentence", SENTENCES[:3])
def test_stock_text_is_not_in_logical_order(sentence: str, render: Render) -> None:
    """The negative control: as the engine writes it, the same sentence is read from its end."""
    assert (
        sentence
        not in read_tags(render(f"<p>{sentence}</p>", root=ARABIC).write_pdf(pdf_variant="pdf/ua-1")).elements[0].text
    )


@settings(max_examples=40, deadline=None)
@given(words=st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(("", "b", "bdi"))), min_size=1, max_size=14))
@pytest.mark.parametrize("root", [ARABIC, pytest.param("", marks=pytest.mark.slow)])
def test_words_of_both_directions_over_line_ends(words: list[tuple[str, str]], root: str, tree_of: ReadTree) -> None:
    parts = [f"<{mark}>{word}</{mark}>" if mark else word for word, mark in words]
    body = f"<p style='width:140px'>{' '.join(parts)}</p>"
    assert _page(tree_of(body, lang="ar", root=root)) == (" ".join(word for word, _ in words),)


def test_signs_between_texts_of_both_directions(tree_of: ReadTree) -> None:
    body = "<p>انظر <b>الأطراف</b>: (<i>لا</i>). <span lang=en dir=ltr>It ends (here).</span> [<b>ثم</b>]؛</p>"
    body += "<p dir=ltr>One (two).</p>"
    assert _page(tree_of(body, lang="ar", root=ARABIC)) == ("انظر الأطراف: (لا). It ends (here). [ثم]؛", "One (two).")


def test_bracket_after_right_to_left_text_in_another_document(tree_of: ReadTree) -> None:
    assert _page(tree_of("<p>(لا) (b)</p><p>(a)</p>")) == ("(لا) (b)", "(a)")


def test_lines_notes_links_and_cells(tree_of: ReadTree) -> None:
    call = '<a role="doc-noteref" id="c" href="#n" aria-label="Note">9</a>'
    note = (
        f'{call}<span class="note" role="doc-footnote" id="n"><span class="note-number">9</span> حاشية (لا إله).</span>'
    )
    text = "طلبت اللجنة من الأطراف مراجعة الإجراءات والآليات المتاحة للأطفال. "
    link = f'<a href="https://example.org" aria-label="x">{text * 2}</a>'
    table = (
        "<table><tr><th scope=col>الأولى (1)</th><th scope=col>لا</th></tr><tr><td>3/4</td><td>إلا</td></tr></table>"
    )
    tree = tree_of(f"<p>{text * 3}{note} {link}</p><ol><li>أولاً</li></ol>{table}", lang="ar", root=ARABIC)
    body = read_body(tree)
    assert body.blocks == (f"{text * 3}{text * 2}".strip(), "1.", "أولاً", "الأولى (1)", "لا", "3/4", "إلا")
    assert [(note.number, note.text) for note in body.notes] == [("9", "حاشية (لا إله).")]


def test_each_letter_of_a_ligature_has_its_place(render: Render) -> None:
    """A reader that goes by places turns glyphs round, so no glyph may stand for more than one letter."""
    glyphs = placed_glyphs(
        write_tagged_pdf(render("<p>لا الأطراف الإجراءات الآن بلا الله</p>", lang="ar", root=ARABIC))
    )
    baseline = next(glyph.y for glyph in glyphs if glyph.text == "ط")
    assert without_layout_signs(read_by_place(glyphs, baseline)).rstrip() == "لا الأطراف الإجراءات الآن بلا الله"
    assert {len(without_layout_signs(glyph.text)) for glyph in glyphs} <= {0, 1}


def test_stock_ligature_is_turned_round(render: Render) -> None:
    """The negative control: the engine's glyph stands for two letters, which come out as alef and lam."""
    glyphs = placed_glyphs(render("<p>لا الأطراف</p>", lang="ar", root=ARABIC).write_pdf())
    assert read_by_place(glyphs, next(glyph.y for glyph in glyphs if glyph.text == "ط")) == "ال األطراف"


@needs_poppler
@pytest.mark.parametrize("sentence", SENTENCES)
def test_nothing_moves(sentence: str, render: Render, tmp_path: Path) -> None:
    document = render(f"<p>{sentence}</p><p>{sentence}</p>", lang="ar", root=ARABIC)
    assert _moved(document.write_pdf(), write_tagged_pdf(document), tmp_path) < 0.003


@needs_poppler
def test_what_moves_is_found(render: Render, tmp_path: Path) -> None:
    """The negative control of the one above: a tenth of a point is seen."""
    first, second = (render(f"<p style='margin-right:{px}px'>لا</p>", root=ARABIC) for px in (0, 0.15))
    assert _moved(first.write_pdf(), write_tagged_pdf(second), tmp_path) > 0.015


def _moved(stock: bytes, written: bytes, folder: Path) -> float:
    """Return the share of the dark dots of a picture of the first page that are light in the other, at 900 dpi.

    Letters and their marks are one glyph in what is written, so that only what is seen can be compared.
    """
    pictures = []
    for name, pdf in (("stock", stock), ("written", written)):
        (folder / f"{name}.pdf").write_bytes(pdf)
        command = ["pdftoppm", "-singlefile", "-gray", "-r", "900", f"{name}.pdf", name]
        subprocess.run(command, check=True, timeout=60, cwd=folder)
        pictures.append(Image.open(folder / f"{name}.pgm"))
    counts = ImageChops.difference(*pictures).histogram()
    return sum(counts[_SEEN:]) / sum(pictures[0].histogram()[: 256 - _SEEN])


def test_document_says_its_direction(render: Render) -> None:
    pdf = write_tagged_pdf(render("<p>لا</p><p dir=ltr lang=en>English</p>", lang="ar", root=ARABIC))
    catalog: Any = PdfReader(BytesIO(pdf)).root_object
    assert catalog["/ViewerPreferences"]["/Direction"] == "/R2L"
    modes = [(element.kind, dict(element.attributes).get("WritingMode")) for element in read_tags(pdf).walk()]
    assert modes == [("Document", "RlTb"), ("P", None), ("P", "LrTb")]


def test_document_from_left_to_right_says_none(render: Render) -> None:
    pdf = write_tagged_pdf(render("<p>One</p>"))
    catalog: Any = PdfReader(BytesIO(pdf)).root_object
    assert "/Direction" not in catalog["/ViewerPreferences"]
    assert not any(element.attributes for element in read_tags(pdf).walk())


def test_values_of_fields_stand_at_the_right_and_join(render: Render) -> None:
    body = (
        '<form><input name=a title=a value="الأمين العام (لا)"><select name=b title=b><option selected>لا</option></select>'
        "</form>"
    )
    pdf = PdfReader(BytesIO(write_tagged_pdf(render(body, lang="ar", root=ARABIC))))
    catalog: Any = pdf.root_object
    fields = [field.get_object() for field in catalog["/AcroForm"]["/Fields"]]
    assert [field["/Q"] for field in fields] == [2, 2]
    appearances = [field["/AP"]["/N"].get_object().get_data() for field in fields]
    assert all(b"/ReversedChars" in appearance for appearance in appearances)


def test_bookmarks_are_in_logical_order(render: Render) -> None:
    outline: Any = PdfReader(BytesIO(write_tagged_pdf(render("<h1>الأطراف (لا)</h1>", lang="ar", root=ARABIC)))).outline
    (entry,) = outline
    assert entry["/Title"] == "الأطراف (لا)"


def test_text_that_cannot_be_followed_is_given_as_a_whole(render: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the page does not show what was laid out, the words are still said."""
    monkeypatch.setattr("factsheet_builder.pdf.glyphs.lines.clusters_of", lambda _: [])
    assert _page(read_tags(write_tagged_pdf(render("<p>لا (أ)</p>", lang="ar", root=ARABIC)))) == ("لا (أ)",)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("www.coe.int/x/", "ltr"),
        ("12 «BeSmart!»", "ltr"),
        ("(انظر VI-1)", "rtl"),
        ("אב", "rtl"),
        ("2,024", ""),
        ("", ""),
    ],
)
def test_direction_of_a_text_is_that_of_its_first_letter(text: str, direction: str) -> None:
    assert direction_of(text) == direction


def test_names_and_addresses_are_set_apart_from_text_of_the_other_direction() -> None:
    spans = (
        Span("words", "انظر «"),
        Span("whole-words", "BeSmartOnline!"),
        Span("link", "", (Span("words", "www.coe.int/x/"),), "https://www.coe.int/x/", "l"),
        Span("link", "", (Span("words", "المادة"),), "https://example.org", "l"),
    )
    view = pseudo_view("divider", "ar-XB")
    html = Printer(PROJECT.template_folders, PROJECT.style("tokens.css")).html(
        replace(view, template="factsheet.html", blocks=(ParagraphView("p", None, spans, introduces=False),)),
        Layout(),
    )
    assert '<span class="whole-words" dir="ltr">BeSmartOnline!</span>' in html
    assert '<a href="https://www.coe.int/x/" aria-label="l" dir="ltr">' in html
    assert '<a href="https://example.org" aria-label="l">' in html


def test_sign_after_a_name_stands_at_its_end(render: Render) -> None:
    """What the direction of an element is for: without it, the sign goes to the other side."""
    set_apart, plain_one = (
        placed_glyphs(write_tagged_pdf(render(f"<p>لا <b{turned}>Smart!</b></p>", lang="ar", root=ARABIC)))
        for turned in (" dir=ltr", "")
    )
    for glyphs, is_after in ((set_apart, True), (plain_one, False)):
        places = {glyph.text: glyph.x for glyph in glyphs}
        assert (places["!"] > places["S"]) is is_after
