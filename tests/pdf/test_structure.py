"""One element of the text, one tag: golden trees, and that each guard fails when it should."""

import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from random import Random
from typing import Any

import pytest
import weasyprint
from PIL import Image
from pypdf import PdfReader

from factsheet_builder.errors import Diagnostic, RefusedError, SurroundingsError, UsageError
from factsheet_builder.pdf import engine
from factsheet_builder.pdf.reading.tag_reader import Element, TagTree, dump, read_body, read_tags
from factsheet_builder.pdf.tagging.tag_writer import Attachment, Conformance, Relationship, write_tagged_pdf
from tests.pdf.constructs import CONSTRUCTS, RIGHT_TO_LEFT, SHARED_NOTE, WORDS
from tests.pdf.documents import ReadTree, Render

NOTE = (
    '<a role="doc-noteref" id="c{0}" href="#n{0}" aria-label="Note">9</a>'
    '<span class="note" role="doc-footnote" id="n{0}"><span class="note-number">9</span> A note, number {0}.</span>'
)
KINDS_OF_WORD = (
    *("and/or", "co-operation", "–", "well-known", "international", "responsibilities", "—", "(art.", "18)"),
    *("2,024", "e-mail", "states’", "“so”", "Ελλάδα"),
)
DATA = Attachment("data.json", '{"title": "é"}'.encode(), "application/json", datetime(2026, 1, 2, tzinfo=UTC))


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_tree_of_construct(name: str, tree_of: ReadTree, assert_golden: Callable[[str, TagTree], None]) -> None:
    assert_golden(name, tree_of(CONSTRUCTS[name]))


def test_tree_of_right_to_left(tree_of: ReadTree, assert_golden: Callable[[str, TagTree], None]) -> None:
    assert_golden("right_to_left", tree_of(RIGHT_TO_LEFT, lang="ar", root="dir=rtl"))


def test_tree_in_pdf_2(render: Render, assert_golden: Callable[[str, TagTree], None]) -> None:
    pdf = write_tagged_pdf(render(SHARED_NOTE), conformance=Conformance.UA2_A4F, attachments=[DATA])
    assert_golden("shared_note_pdf_2", read_tags(pdf))


def test_paragraph_over_three_pages_is_one_element(tree_of: ReadTree) -> None:
    tree = tree_of(f"<p>{WORDS * 30}</p>")
    (paragraph,) = tree.find("P")
    assert len(paragraph.pages) >= 3
    assert paragraph.text.strip() == (WORDS * 30).strip()


def test_stock_tree_cuts_the_same_paragraph(render: Render) -> None:
    """The negative control: the engine's own tree has one P per page, and glues words at line ends."""
    tree = read_tags(render(f"<p>{WORDS * 30}</p>").write_pdf(pdf_variant="pdf/ua-1"))
    assert len(tree.find("P")) >= 3
    assert "".join(paragraph.text for paragraph in tree.find("P")).strip() != (WORDS * 30).strip()


def test_words_at_line_ends_are_neither_glued_nor_hyphenated(tree_of: ReadTree) -> None:
    text = (
        "Considerations regarding international responsibilities and/or co-operation – an institution — a well-known. "
    )
    tree = tree_of(f"<p style='hyphens:auto;width:150px'>{text * 8}</p>")
    (paragraph,) = tree.find("P")
    assert "\xad" in paragraph.own_text
    assert read_body(tree).blocks == (" ".join((text * 8).split()),)


def test_space_between_inline_elements_is_kept(tree_of: ReadTree) -> None:
    assert read_body(tree_of("<p><b>Bold</b> <i>italic</i> <a href=#x>link</a><br>next</p><p id=x>x</p>")).blocks == (
        "Bold italic link next",
        "x",
    )


def test_leader_is_read_as_a_space(tree_of: ReadTree) -> None:
    css = "a::after { content: leader('.') target-counter(attr(href), page) }"
    tree = tree_of('<p><a href="#x">Contents</a></p><p id="x">x</p>', css=css)
    assert tree.find("Link")[0].text == "Contents 1"


def test_hyphen_that_is_a_letter_of_the_text_stays(tree_of: ReadTree) -> None:
    tree = tree_of(
        "<p style='hyphenate-character:\"-\";hyphens:auto;width:90px'>well-known communications and so on</p>"
    )
    assert tree.find("P")[0].text == "well-known communications and so on"


def test_page_margins_are_not_read(tree_of: ReadTree) -> None:
    assert "Running head" not in dump(tree_of(f"<p>{WORDS * 30}</p>"))


def test_links_are_one_annotation_per_page(render: Render) -> None:
    pdf = write_tagged_pdf(render(CONSTRUCTS["link_over_lines"]))
    page: Any = PdfReader(BytesIO(pdf)).pages[0]
    links = [item.get_object() for item in page["/Annots"]]
    assert [link["/Contents"] for link in links] == ["The report of the Committee", "what follows"]
    assert len(links[0]["/QuadPoints"]) % 8 == 0
    assert "/QuadPoints" not in links[1]


def test_bounding_box_of_a_vector_figure_is_true(tree_of: ReadTree) -> None:
    (figure,) = tree_of(CONSTRUCTS["figure"]).find("Figure")
    box = dict(figure.attributes)["BBox"]
    left, bottom, right, top = map(float, box.strip("[]").split())
    assert (round(right - left, 1), round(top - bottom, 1)) == (60.0, 30.0)  # 80 × 40 px
    assert top > 120  # near the top of a page of 227 pt


def test_links_and_bookmarks_of_pdf_2_point_at_elements(render: Render) -> None:
    body = CONSTRUCTS["link_over_lines"]
    pdf = PdfReader(BytesIO(write_tagged_pdf(render(body), conformance=Conformance.UA2_A4F, attachments=[DATA])))
    page: Any = pdf.pages[0]
    link = page["/Annots"][1].get_object()
    assert link["/A"]["/SD"][0].get_object()["/S"] == "/H2"
    catalog: Any = pdf.root_object
    outline = catalog["/Outlines"]["/First"].get_object()
    assert outline["/A"]["/SD"][0].get_object()["/ID"] == "target"


def test_attachment_is_associated(render: Render) -> None:
    catalog: Any = PdfReader(BytesIO(write_tagged_pdf(render("<p>x</p>"), attachments=[DATA]))).root_object
    (file,) = (item.get_object() for item in catalog["/AF"])
    assert (file["/UF"], file["/AFRelationship"]) == ("data.json", f"/{Relationship.DATA}")
    stream = file["/EF"]["/F"].get_object()
    assert stream.get_data() == DATA.content
    assert stream["/Subtype"] == "/application/json"
    assert stream["/Params"]["/ModDate"] == "D:20260102000000Z"


def test_two_processes_write_the_same_bytes() -> None:
    script = (
        "import weasyprint, hashlib\n"
        "from factsheet_builder.pdf.tagging.tag_writer import write_tagged_pdf\n"
        "html = '<html lang=en><title>T</title><h1>One</h1><p>Two <input name=a value=b></p>'\n"
        "document = weasyprint.HTML(string=html).render(pdf_forms=True)\n"
        "assert write_tagged_pdf(document) == write_tagged_pdf(document)\n"
        "print(hashlib.sha256(write_tagged_pdf(document)).hexdigest())"
    )
    runs = {subprocess.run([sys.executable, "-c", script], check=True, capture_output=True).stdout for _ in range(2)}
    assert len(runs) == 1


def test_writing_leaves_the_document_as_it_was(render: Render) -> None:
    document = render(SHARED_NOTE)
    before = document.write_pdf()
    write_tagged_pdf(document)
    assert document.write_pdf() == before


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
            "figure-without-alt",
        ),
        ("<p>x<span class=note role=doc-footnote id=n>Nobody calls</span></p>", "note-without-call"),
        ("<p style='opacity:.5'>x</p>", "text-in-group"),
        ("<p><a href='#nowhere'>x</a></p>", "link-without-target"),
    ],
)
def test_what_a_tree_must_not_have_is_refused(body: str, code: str, render: Render) -> None:
    with pytest.raises(RefusedError) as caught:
        write_tagged_pdf(render(body))
    assert [problem.code for problem in caught.value.diagnostics] == [code]


def test_image_in_the_colours_of_print_is_refused(render: Render) -> None:
    stream = BytesIO()
    Image.new("CMYK", (4, 4)).save(stream, "jpeg")
    address = f"data:image/jpeg;base64,{b64encode(stream.getvalue()).decode()}"
    with pytest.raises(RefusedError) as caught:
        write_tagged_pdf(render(f'<p><img alt="A square" src="{address}"></p>'))
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.place.passage) == ("image-cmyk", address[:80])


def test_document_without_language_and_title_is_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        write_tagged_pdf(weasyprint.HTML(string="<p>x</p>").render())
    assert [problem.code for problem in caught.value.diagnostics] == ["lang-missing", "title-missing"]


def test_several_documents_in_one_keep_their_languages(render: Render) -> None:
    first, second = render("<p>One</p>"), render("<p>Un</p>", lang="fr")
    tree = read_tags(write_tagged_pdf(first.copy([*first.pages, *second.pages])))
    assert [(element.kind, element.language, element.text) for element in tree.walk()][1:] == [
        ("P", "", "One"),
        ("Part", "fr", "Un"),
        ("P", "", "Un"),
    ]


@pytest.mark.parametrize("seed", range(8))
def test_random_documents_keep_every_word(seed: int, render: Render) -> None:
    """Words of every kind, in and out of inline elements, with notes, over line and page ends, as in the source."""
    random = Random(seed)
    blocks, expected = [], []
    for block in range(10):
        parts, text = [], ""
        for _ in range(12):
            run = " ".join(random.choice(KINDS_OF_WORD) for _ in range(random.randint(1, 8)))
            before, after = random.choice((("", ""), ("<b>", "</b>"), ("<i>", " </i>"), ("<a href=#p0>", "</a>")))
            gap = random.choice((" ", " ", ""))
            parts.append(f"{before}{run}{after}{gap}")
            text += run + (" " if " " in after else "") + gap
        note = NOTE.format(block)
        blocks.append(f"<p id=p{block}>{''.join(parts)}{note} end.</p>")
        expected.append(" ".join(f"{text} end.".split()))
    body = read_body(write_tagged_pdf(render("".join(blocks), css="p { hyphens: auto; text-align: justify }")))
    assert body.blocks == tuple(expected)
    assert [note.text for note in body.notes] == [f"A note, number {block}." for block in range(10)]


def test_reports_are_given_in_place_of_an_error(render: Render) -> None:
    reports: list[Diagnostic] = []
    write_tagged_pdf(render("<p style='opacity:.5'>x</p>"), report=reports.append)
    assert [report.code for report in reports] == ["text-in-group"]


@pytest.mark.parametrize(
    "attachments",
    [[], [DATA, DATA], [Attachment("a", b"", "text/plain", datetime(2026, 1, 2))]],  # noqa: DTZ001 — the point
)
def test_attachments_are_checked(attachments: list[Attachment], render: Render) -> None:
    with pytest.raises(UsageError):
        write_tagged_pdf(render("<p>x</p>"), conformance=Conformance.UA2_A4F, attachments=attachments)


def test_engine_is_the_known_one() -> None:
    assert engine.changed_functions(engine.RELIED_ON, engine.KNOWN_SOURCES) == ()


def test_changed_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: another function in the place of one that is relied on is found and named."""
    monkeypatch.setattr(engine, "RELIED_ON", {"Page.paint": test_engine_is_the_known_one})
    engine.check_engine.cache_clear()
    with pytest.raises(SurroundingsError, match=r"Page\.paint changed"):
        engine.check_engine()
    monkeypatch.undo()
    engine.check_engine.cache_clear()
    engine.check_engine()


def test_other_version_of_the_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.__version__", "71.0")
    engine.check_engine.cache_clear()
    with pytest.raises(SurroundingsError, match=r"71\.0"):
        engine.check_engine()
    engine.check_engine.cache_clear()


def test_copy_stands_for_a_note_that_is_printed_nowhere(tree_of: ReadTree) -> None:
    copy = '<span class="note" role="doc-footnote" id="n--2" data-copy-of="n">The note.</span>'
    (note,) = read_body(tree_of(f'<p>x<a role="doc-noteref" href="#n--2">1</a>{copy}</p>')).notes
    assert (note.identifier, note.text) == ("n", "The note.")


def test_notes_follow_their_first_call(tree_of: ReadTree) -> None:
    tree = tree_of(SHARED_NOTE)
    (note,) = tree.find("Note")
    first = tree.find("P")[0].kids
    at = first.index(note)
    before = first[at - 1]
    assert isinstance(before, Element)
    assert before.kind == "Reference"
    assert len(tree.find("Reference")) == 3
