"""Where things stand on laid-out pages: notes against their calls, lines against their measure, boxes against page ends.

It reads the engine's boxes the only place where a line still knows its element.
What to do about a finding is left to the typesetter. Lengths are CSS pixels.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

from weasyprint import Document

from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.pdf.engine import boxes, page_box

_TOLERANCE_PX: Final = 0.6
_MARGIN_TOLERANCE_PX: Final = 4
"""A space at the end of a line, and what hangs over its edge by design, are no words that are lost."""
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LEADING: Final = frozenset({"box-head", "margin", "list-title", "callout-title"})
"""Classes of what leads to what follows it, as a heading does."""
_UNSPLIT: Final = frozenset({"recommendation", "practice", "figure", "overview-tiles"})


@dataclass(frozen=True, slots=True)
class CallPlace:
    """The page (from 0) of a call and the anchor of the note that it leads to."""

    page: int
    note: str


@dataclass(frozen=True, slots=True)
class NotePlaces:
    """Places of all calls by their anchors, in reading order, and pages (from 0) of all printed notes by theirs.

    Notes at the end of the document, and their calls, are none of these: they may be as far apart as they are.
    """

    calls: dict[str, CallPlace]
    notes: dict[str, int]


def note_places(document: Document) -> NotePlaces:
    """Return on which pages calls and notes stand; a call that crosses a page end counts on its first page."""
    calls: dict[str, CallPlace] = {}
    notes: dict[str, int] = {}
    ending: set[str] = set()
    for number, page in enumerate(document.pages):
        for box in page_box(page).descendants():
            element = box.element
            if element is None or "::" in str(box.element_tag):
                continue
            if element.get("role") == "doc-noteref":
                calls.setdefault(element.get("id"), CallPlace(number, element.get("href").removeprefix("#")))
            elif element.get("role") == "doc-footnote":
                notes.setdefault(element.get("id"), number)
            elif element.get("role") == "doc-endnote":
                ending.add(element.get("id"))
    return NotePlaces({call: place for call, place in calls.items() if place.note not in ending}, notes)


def pages_of(document: Document, names: Container[str]) -> dict[str, int]:
    """Return the page (from 1) that each element of these ids begins on."""
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for box in page_box(page).descendants():
            if box.element is not None and (name := box.element.get("id")) in names:
                pages.setdefault(name, number)
    return pages


_LONGEST_NOTE = 6000
"""Letters of a note that fill a page: 70 lines of 8 on 11 pt, with room for the line that calls it."""


def displaced_note(call: str, note: str) -> Diagnostic:
    """Return the error for a note that finds no room on the page of its call, with the likely cause: its length."""
    what = f"The note called at “{call}” finds no room on the page of its call."
    remedy = "Shorten the note, or divide the passage that calls it."
    if (letters := len(" ".join(note.split()))) > _LONGEST_NOTE:
        what = f"The note called at “{call}” has {letters:,} letters, more than a page has room for."
        remedy = "Shorten it, or divide it into several notes."
    return Diagnostic(Severity.ERROR, "note-displaced", what, remedy, Place(passage=call))


def layout_problems(document: Document) -> list[Diagnostic]:
    """Return an error for every passage that stands outside the page, a warning for every line that is too long.

    So for each heading left alone at a page end, and each box cut in two.
    """
    parents = _parents(document)
    outside = list(_outside_page(document, parents))
    told = {problem.place for problem in outside}
    found = [
        *outside,
        *(problem for problem in _overfull_lines(document, parents) if problem.place not in told),
        *_stranded_headings(document, parents),
        *_cut_boxes(document, parents),
    ]
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True, order=True)
class Outside:
    """A passage that stands outside the page, by its id; a table is known by that of its caption."""

    passage: str
    is_table: bool


def passages_outside(document: Document) -> list[Outside]:
    """Return the passages that stand outside the page, in reading order."""
    parents = _parents(document)
    found = (_outside(element, parents) for _, element, _ in _letters_outside(document))
    return list(dict.fromkeys(outside for outside in found if outside.passage))


def _outside(element: Element, parents: dict[Element, Element]) -> Outside:
    table = _table_around(element, parents)
    return Outside(_passage(next(iter(_with_id(table))) if table is not None else element, parents), table is not None)


def _table_around(element: Element | None, parents: dict[Element, Element]) -> Element | None:
    while element is not None and not (element.tag == "table" and list(_with_id(element))):
        element = parents.get(element)
    return element


def _parents(document: Document) -> dict[Element, Element]:
    return {child: parent for parent in root_of(document).iter() for child in parent}


def _letters_outside(document: Document) -> Iterator[tuple[int, Element, float]]:
    """Yield page (from 1), element and distance of each text that stands outside text area and margin column.

    The margin column takes most of the margin before the text, so that both margins are as wide as the narrower one; where
    they change sides from page to page, as the narrowest.
    """
    sheets = [page_box(page) for page in document.pages]
    margin = min(min(sheet.margin_left, sheet.margin_right) for sheet in sheets)
    for number, sheet in enumerate(sheets, 1):
        left, right = margin, sheet.margin_width() - margin
        foot = sheet.margin_height() - sheet.margin_bottom
        flow = (child for child in sheet.children if not isinstance(child, boxes.MarginBox))
        for box in (box for child in flow for box in child.descendants()):
            if isinstance(box, boxes.TextBox) and box.text.strip():
                ends, stands = box.position_x + box.width, box.position_y + box.height
                over = max(left - box.position_x, ends - right, stands - foot)
                if over > _MARGIN_TOLERANCE_PX:
                    yield number, box.element, over


def _outside_page(document: Document, parents: dict[Element, Element]) -> Iterator[Diagnostic]:
    furthest: dict[tuple[str, int], float] = {}
    for number, element, over in _letters_outside(document):
        key = _outside(element, parents).passage, number
        furthest[key] = max(furthest.get(key, 0.0), over)
    for (passage, number), over in furthest.items():
        what = f"Words stand outside page {number}, by {over * 25.4 / 96:.0f} mm: nobody could read them."
        remedy = "Shorten the longest words, give a table fewer columns, or divide the passage."
        yield Diagnostic(Severity.ERROR, "outside-page", what, remedy, Place(passage=passage))


def root_of(document: Document) -> Element:
    """Return the root of the text that was laid out."""
    root: Element = page_box(document.pages[0]).children[0].element
    return root


def _passage(element: Element | None, parents: dict[Element, Element]) -> str:
    """Return the id of the nearest element around that has one."""
    while element is not None and not element.get("id"):
        element = parents.get(element)
    return str(element.get("id")) if element is not None else ""


def _warning(code: str, passage: str, what: str, remedy: str) -> Diagnostic:
    return Diagnostic(Severity.WARNING, code, what, remedy, Place(passage=passage))


def _overfull_lines(document: Document, parents: dict[Element, Element]) -> Iterator[Diagnostic]:
    for number, page in enumerate(document.pages, 1):
        for block in page_box(page).descendants():
            if not isinstance(block, boxes.BlockContainerBox) or isinstance(block, boxes.MarginBox):
                continue
            for line in block.children:
                if isinstance(line, boxes.LineBox) and line.width > block.width + _TOLERANCE_PX:
                    over_mm = (line.width - block.width) * 25.4 / 96
                    what = f"A line on page {number} is {over_mm:.1f} mm too long."
                    yield _warning(
                        "overfull-line", _passage(block.element, parents), what, "Reword it, or allow a break."
                    )


def _flow_blocks(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the block of every line of text in normal flow, in reading order; notes are beside the flow."""
    for child in box.children:
        if isinstance(child, boxes.LineBox):
            yield box
        elif isinstance(child, boxes.ParentBox) and child.is_in_normal_flow():
            yield from _flow_blocks(child)


def _stranded_headings(document: Document, parents: dict[Element, Element]) -> Iterator[Diagnostic]:
    """Warn of a heading that ends a page; what stands in the margin column is read, and so judged, before its text."""
    for number in range(1, len(document.pages)):
        last = last_block(document, number - 1)
        if last is not None and _is_heading(last, parents):
            what = f"A heading stands alone at the end of page {number}."
            yield _warning("stranded-heading", _passage(last, parents), what, "Report this; the style forbids it.")


def last_block(document: Document, page: int) -> Element | None:
    """Return the element of the block whose line ends the flow of a page (from 0); nothing where it has no text."""
    (flow,) = (child for child in page_box(document.pages[page]).children if child.element_tag == "html")
    *_, last = (None, *_flow_blocks(flow))
    return last.element if last is not None else None


def first_block(document: Document, page: int) -> Element | None:
    """Return the element of the block whose line begins the flow of a page (from 0), if it begins on that page."""
    first, is_parted = _beginning(document, page)
    return None if is_parted else first


def parted_block(document: Document, page: int) -> Element | None:
    """Return the element of the block whose line begins the flow of a page (from 0), if it goes on from the page before."""
    first, is_parted = _beginning(document, page)
    return first if is_parted else None


def _beginning(document: Document, page: int) -> tuple[Element | None, bool]:
    """Return the element of the block that begins the flow of a page, and whether it goes on from the page before."""
    if page >= len(document.pages):
        return None, False
    before = {id(box.element) for box in page_box(document.pages[page - 1]).descendants()}
    (flow,) = (child for child in page_box(document.pages[page]).children if child.element_tag == "html")
    first = next(_flow_blocks(flow), None)
    return (None, False) if first is None else (first.element, id(first.element) in before)


def _is_heading(element: Element | None, parents: dict[Element, Element]) -> bool:
    while element is not None:
        if element.tag in _HEADINGS or not _LEADING.isdisjoint((element.get("class") or "").split()):
            return True
        element = parents.get(element)
    return False


def _cut_boxes(document: Document, parents: dict[Element, Element]) -> Iterator[Diagnostic]:
    seen: dict[int, int] = {}
    for number, page in enumerate(document.pages, 1):
        for box in page_box(page).descendants():
            element = box.element
            if element is None or not isinstance(box, boxes.BlockLevelBox) or box.element_tag != element.tag:
                continue
            # What may break does so by design, with its label repeated.
            if _UNSPLIT.isdisjoint((element.get("class") or "").split()) or box.style["break_inside"] == "auto":
                continue
            if seen.setdefault(id(element), number) != number:
                passage = _passage(next(iter(_with_id(element)), element), parents)
                what = f"A box is cut in two at the end of page {number - 1}."
                yield _warning("cut-box", passage, what, "It may be longer than a page; shorten or divide it.")


def _with_id(element: Element) -> Iterable[Element]:
    return (descendant for descendant in element.iter() if descendant.get("id"))
