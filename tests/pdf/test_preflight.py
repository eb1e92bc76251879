"""The preflight finds what is planted in a good file, says in which passage, and finds nothing else."""

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Name, String

from factsheet_builder.errors import Diagnostic
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.preflight import Owed, preflight
from factsheet_builder.pdf.tagging.tag_writer import write_tagged_pdf
from tests.pdf.constructs import WORDS
from tests.pdf.documents import Render
from tests.replies.reply_forms import changed

OWED = Owed("Test", "en", ("PDF/UA-1", "PDF/A-3a"), "Test")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" aria-label="A box" width="9" height="9"><rect width="9" height="9"/></svg>'
)
BODY = f"""<h1 id="title">Title</h1><p id="first">{WORDS * 6}</p>
<h2 id="measures">Measures</h2><p id="called">A call<a class="call" role="doc-noteref" id="call-a" href="#note-a"
aria-label="Note 1">1</a><span class="note" role="doc-footnote" id="note-a"><span class="note-number">1</span> The note. <a
class="back" href="#call-a" aria-label="Back to the text">↑</a></span> and
<a href="https://example.org" id="out">words</a>.</p>
<ul id="things"><li><p id="thing">One</p></li></ul><figure id="drawing">{SVG}<figcaption>Drawing</figcaption></figure>
<p style="break-before: page" id="last">The last page.</p>"""
Plant = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def good(render: Render) -> bytes:
    return write_tagged_pdf(render(BODY))


def found_in(pdf: bytes, owed: Owed | None = OWED) -> list[Diagnostic]:
    facts, tree = inspect_pdf(pdf)
    return preflight(facts, tree, owed)


def element(opened: pikepdf.Pdf, kind: str, number: int = 0) -> Any:
    """The structure element of a type, by its place among those in logical order."""

    def walk(item: Any) -> Iterator[Any]:
        if isinstance(item, pikepdf.Dictionary):
            if "/S" in item:
                yield item
            kids = item.get("/K", Array())
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                yield from walk(kid)

    found = [item for item in walk(opened.Root.StructTreeRoot) if Name("/" + kind) == item.S]
    return found[number]


def font(opened: pikepdf.Pdf) -> Any:
    fonts: Any = opened.pages[0].Resources.Font
    return next(fonts[key] for key in fonts if "Bold" not in str(fonts[key].BaseFont))


def annotation(opened: pikepdf.Pdf, description: str) -> Any:
    links = [link for page in opened.pages for link in page.get("/Annots", [])]
    return next(link for link in links if str(link.Contents) == description)


def drop(*names: str) -> Plant:
    def apply(opened: pikepdf.Pdf) -> None:
        for name in names:
            del opened.Root[name]

    return apply


def drop_title(opened: pikepdf.Pdf) -> None:
    del opened.docinfo["/Title"]
    del opened.Root["/Metadata"]


def retag(kind: str, new: str) -> Plant:
    def apply(opened: pikepdf.Pdf) -> None:
        element(opened, kind).S = Name("/" + new)

    return apply


def empty(kind: str, number: int = 0) -> Plant:
    """Take the content of an element out of the tree; what was painted for it stays on its page."""

    def apply(opened: pikepdf.Pdf) -> None:
        element(opened, kind, number).K = Array()

    return apply


def drop_embedded_file(opened: pikepdf.Pdf) -> None:
    del font(opened).DescendantFonts[0].FontDescriptor.FontFile2


def drop_unicode(opened: pikepdf.Pdf) -> None:
    del font(opened).ToUnicode


def forget_a_letter(opened: pikepdf.Pdf) -> None:
    stream = font(opened).ToUnicode
    lines = stream.read_bytes().splitlines()
    kept = [line for line in lines if not line.lower().endswith(b"<006d>")]  # the m of “Committee”
    assert len(kept) == len(lines) - 1
    stream.write(b"\n".join(kept))


def grow(box: str) -> Plant:
    def apply(opened: pikepdf.Pdf) -> None:
        opened.pages[1][box] = Array([0, 0, 400, 400])

    return apply


def cut_outline(opened: pikepdf.Pdf) -> None:
    del opened.Root.Outlines.First.First


def drop_alternative(opened: pikepdf.Pdf) -> None:
    del element(opened, "Figure").Alt


def drop_link(opened: pikepdf.Pdf) -> None:
    link = element(opened, "Link", 2)
    link.K = Array([kid for kid in link.K if not isinstance(kid, pikepdf.Dictionary) or kid.Type != Name.OBJR])


def silence_link(opened: pikepdf.Pdf) -> None:
    link = element(opened, "Link", 2)
    link.K = Array([kid for kid in link.K if isinstance(kid, pikepdf.Dictionary) and kid.Type == Name.OBJR])
    del annotation(opened, "words").Contents


def mislead_call(opened: pikepdf.Pdf) -> None:
    annotation(opened, "Note 1").Dest = String("last")


def move_call(opened: pikepdf.Pdf) -> None:
    """Let the call stand on the last page, which does not print its note."""
    place = next(kid for kid in element(opened, "Link").K if isinstance(kid, pikepdf.Dictionary))
    place.Pg = place.Obj.P = opened.pages[-1].obj


def double(opened: pikepdf.Pdf) -> None:
    document = element(opened, "Document")
    document.K = Array([*document.K, element(opened, "H1")])


def drop_claim(opened: pikepdf.Pdf) -> None:
    metadata = opened.Root.Metadata
    metadata.write(metadata.read_bytes().replace(b"pdfuaid:part", b"pdfuaid:past"))


PLANTS: list[tuple[str, Plant, set[tuple[str, str]]]] = [
    ("claim", drop_claim, {("claim-missing", "")}),
    ("tags", drop("/StructTreeRoot"), {("not-tagged", "")}),
    ("mark", drop("/MarkInfo"), {("not-tagged", "")}),
    ("title", drop_title, {("no-title", ""), ("title-differs", ""), ("claim-missing", "")}),
    ("language", drop("/Lang"), {("no-language", ""), ("language-differs", "")}),
    ("sheet", grow("/MediaBox"), {("page-sizes", "")}),
    ("trim", grow("/TrimBox"), {("page-boxes", "")}),
    ("font file", drop_embedded_file, {("font-not-embedded", "")}),
    ("font map", drop_unicode, {("font-without-unicode", "")}),
    ("letter", forget_a_letter, {("unreadable-letter", "first")}),
    ("outline", drop("/Outlines"), {("no-outline", "")}),
    ("bookmark", cut_outline, {("outline-differs", "")}),
    ("orphan", empty("P"), {("orphan-content", ""), ("empty-element", "first")}),
    ("heading", retag("H2", "H3"), {("heading-skipped", "measures"), ("outline-differs", "")}),
    ("first heading", retag("H1", "P"), {("heading-skipped", "measures"), ("outline-differs", "")}),
    ("figure", drop_alternative, {("no-alternative", "drawing")}),
    ("link", drop_link, {("link-without-target", "out")}),
    ("words of a link", silence_link, {("link-without-words", "out"), ("orphan-content", "")}),
    ("call", mislead_call, {("note-without-call", "note-a")}),
    ("note", move_call, {("note-displaced", "call-a")}),
    ("list", empty("L"), {("empty-list", "things"), ("empty-element", "things"), ("orphan-content", "")}),
    ("twice", double, {("tag-tree", "")}),
]


def test_a_good_file_has_no_problem(good: bytes) -> None:
    assert found_in(good) == []


def test_copying_a_good_file_plants_nothing(good: bytes) -> None:
    assert found_in(changed(good)) == []


@pytest.mark.parametrize(("name", "plant", "owed"), PLANTS, ids=[name for name, _, _ in PLANTS])
def test_a_planted_problem_is_found_with_its_passage(
    name: str, plant: Plant, owed: set[tuple[str, str]], good: bytes
) -> None:
    assert {(problem.code, problem.place.passage) for problem in found_in(changed(good, plant))} == owed


def test_another_family_and_a_part_of_another_size(good: bytes) -> None:
    """What a deliverable owes decides: its family of fonts, and whether its pages may differ in size."""
    other = Owed(OWED.title, OWED.language, OWED.claims, "FiraGO")
    assert {problem.code for problem in found_in(good, other)} == {"fallback-font"}
    pack = Owed(OWED.title, OWED.language, OWED.claims, "Test", is_pack=True)
    assert found_in(changed(good, grow("/MediaBox")), pack) == []


def test_pages_of_orphans_are_counted(good: bytes) -> None:
    """A file with many pages outside its tree gives a few lines, not one a page."""

    def add_pages(opened: pikepdf.Pdf) -> None:
        for _ in range(9):
            opened.pages.append(opened.pages[-1])
            opened.pages[-1].contents_coalesce()
        empty("P", 3)(opened)

    found = [problem.what for problem in found_in(changed(good, add_pages)) if problem.code == "orphan-content"]
    assert len(found) == 4
    assert found[0] == "Text on page 3 is in no element and is read out to nobody: “The last page.”."
    assert found[-1] == "Text in no element stands on 7 more pages too: 6, 7, 8, 9, 10, 11, 12."
