"""Held against a peer: the same small document set with Typst has as many elements of each meaning as ours.

Typst resolves its tag tree from the text before pages are drawn, so what it cuts at no page and no line end is a fair
measure. Types differ where the two name one thing differently; both sides are mapped to meanings first. Groups without
a meaning of their own (``Div``, ``Sect``, ``Art``) are not counted.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
import typst

from factsheet_builder.pdf.reading.tag_reader import Element, TagTree, read_tags
from factsheet_builder.pdf.tagging.tag_writer import Attachment, Conformance, write_tagged_pdf
from tests.pdf.constructs import WORDS
from tests.pdf.documents import Render

TYPST = f"""#set document(title: "Test")
#set text(lang: "en", size: 10pt)
#set page(width: 120mm, height: 80mm, margin: 15mm, header: [Running head], footer: context counter(page).display())
= Chapter
{WORDS * 14}

== Measures
See #link("https://example.org/report")[{WORDS * 2}] and#footnote[See Article 30.] more.

- First item#footnote[A note in a list.] of a list
- {WORDS * 8}
  + Inner one
  + Inner two

#quote(block: true)[{WORDS}]
=== Values
#show figure: set block(breakable: true)
#figure(
  table(columns: 2, table.header[Party][Value], {", ".join(f"[Party {n}], [{n}]" for n in range(14))}),
  caption: [By Party], supplement: none, numbering: none)
#figure(rect(width: 2cm, height: 1cm), alt: "A box", caption: [Drawing], supplement: none, numbering: none)
/ Party: A State bound by it
/ Round: A cycle of reports
"""


def _note(number: int, text: str) -> str:
    return (
        f'<a class="call" role="doc-noteref" id="call-{number}" href="#note-{number}" aria-label="Note">{number}</a>'
        f'<span class="note" role="doc-footnote" id="note-{number}"><span class="note-number">{number}</span> {text} '
        f'<a class="back" href="#call-{number}" aria-label="Back to the text">↩</a></span>'
    )


OURS = f"""<h1>Chapter</h1><p>{WORDS * 14}</p>
<h2>Measures</h2><p>See <a href="https://example.org/report">{WORDS * 2}</a> and{_note(1, "See Article 30.")} more.</p>
<ul><li>First item{_note(2, "A note in a list.")} of a list</li>
<li>{WORDS * 8}<ol><li>Inner one</li><li>Inner two</li></ol></li></ul>
<blockquote>{WORDS}</blockquote>
<h3>Values</h3><table><caption>By Party</caption><thead><tr><th scope="col">Party</th><th scope="col">Value</th></tr></thead>
<tbody>{"".join(f"<tr><td>Party {n}</td><td>{n}</td></tr>" for n in range(14))}</tbody></table>
<figure><svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="A box" width="60" height="30"><rect width="60"
height="30"/></svg><figcaption>Drawing</figcaption></figure>
<dl><dt>Party</dt><dd>A State bound by it</dd><dt>Round</dt><dd>A cycle of reports</dd></dl>"""

SAME_NAME = {
    **{f"H{level}": f"heading of level {level}" for level in range(1, 7)},
    "L": "list",
    "LI": "item",
    "LBody": "body of an item",
    "BlockQuote": "quotation",
    "Caption": "caption",
    "Table": "table",
    "THead": "head of a table",
    "TBody": "body of a table",
    "TR": "row",
    "TH": "heading cell",
    "TD": "cell",
    "Figure": "figure",
    "Note": "note",
    "FENote": "note",
    "Reference": "call of a note",
}


def meanings(tree: TagTree) -> Counter[str]:
    """Count the elements of a tree by what they mean."""
    return Counter(
        meaning for element in tree.elements for meaning in _meanings(element, Element("Document"), is_in_note=False)
    )


def _meanings(element: Element, parent: Element, *, is_in_note: bool) -> Iterator[str]:
    yield from filter(None, [_meaning(element, parent, is_in_note=is_in_note)])
    for kid in element.elements:
        yield from _meanings(kid, element, is_in_note=is_in_note or element.kind in {"Note", "FENote"})


def _meaning(element: Element, parent: Element, *, is_in_note: bool) -> str:
    match element.kind:
        case "P":  # the paragraph that an item or a cell consists of is no more than the item
            return "" if parent.kind in {"LBody", "TD", "TH", "Caption", "BlockQuote"} else "paragraph"
        case "Lbl" if parent.kind == "LI":
            return "mark of an item"
        case "Lbl" if parent.kind in {"Note", "FENote"}:
            return "number of a note"
        case "Lbl":
            return "call of a note"  # Typst labels the place of the call
        case "Link" if any("://" in annotation.target for annotation in element.annotations):
            return "link"
        case "Link":
            return "way back" if is_in_note else ""  # the link of a call is the call
        case kind:
            return SAME_NAME.get(kind, "")


@cache
def _of_typst() -> TagTree:
    standards: Any = ["ua-1"]
    return read_tags(typst.compile(TYPST.encode(), pdf_standards=standards, timestamp=0, ignore_system_fonts=True))


@pytest.mark.parametrize("conformance", Conformance)
def test_we_have_as_many_elements_of_each_meaning_as_typst(conformance: Conformance, render: Render) -> None:
    data = Attachment("data.json", b"{}", "application/json", datetime(2026, 1, 2, tzinfo=UTC))
    ours = read_tags(write_tagged_pdf(render(OURS), conformance=conformance, attachments=[data]))
    assert meanings(ours) == meanings(_of_typst())


def test_they_say_the_same(render: Render) -> None:
    ours, theirs = read_tags(write_tagged_pdf(render(OURS))), _of_typst()
    for kinds in ("H1", "H2", "H3"), ("TD", "TH"), ("Caption",), ("BlockQuote",):
        assert _texts(ours, *kinds) == _texts(theirs, *kinds)


def test_the_document_crosses_pages_with_every_kind_that_can(render: Render) -> None:
    """Otherwise the comparison would say little: paragraph, item and table all cross the end of a page in both."""
    for tree in read_tags(write_tagged_pdf(render(OURS))), _of_typst():
        for kind in ("P", "LI", "Table"):
            assert max(len(element.pages) for element in tree.find(kind)) > 1, kind


def test_the_stock_tree_has_more(render: Render) -> None:
    """The negative control: the engine's own tree of the same pages has more of what crosses a line or page end."""
    stock = meanings(read_tags(render(OURS).write_pdf(pdf_variant="pdf/ua-1")))
    theirs = meanings(_of_typst())
    assert stock != theirs
    assert all(stock[meaning] > theirs[meaning] for meaning in ("paragraph", "link", "table", "heading cell"))
    assert stock["note"] == 0 < theirs["note"]


def _texts(tree: TagTree, *kinds: str) -> list[str]:
    return [" ".join(element.text.split()) for element in tree.find(*kinds)]
