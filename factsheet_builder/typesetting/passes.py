"""From one layout of a document to what the next must do, until all stands where it belongs.

Every call leads to a note printed on its own page: a note called on several pages is printed on each. A note that slips to
a later page (WeasyPrint 70 reports notes to the next page to keep orphans together whatever their policy,
``layout/block.py``) takes its block along. A passage that reaches out of the page is made narrower, a box that would leave
the page before it half empty breaks.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element

from weasyprint import Document

from factsheet_builder.errors import RefusedError
from factsheet_builder.pdf.engine import page_box
from factsheet_builder.typesetting.line_checks import short_lines
from factsheet_builder.typesetting.markup import Layout
from factsheet_builder.typesetting.narrowing import Narrowed, narrow
from factsheet_builder.typesetting.page_fill import stiff_passage
from factsheet_builder.typesetting.page_layout import (
    NotePlaces,
    displaced_note,
    first_block,
    last_block,
    note_places,
    pages_of,
    parted_block,
    passages_outside,
)
from factsheet_builder.views.document_view import DocumentView

_BLOCKS: Final = frozenset({"article", "section", "p", "li", "ul", "ol", "figure", "table", "div"})


@dataclass(frozen=True)
class Asked:
    """What is asked of a pass."""

    layout: Layout = field(default_factory=Layout)
    breaks: frozenset[str] = frozenset()
    """Selectors of the blocks that begin a page."""
    narrowed: Narrowed = field(default_factory=Narrowed)
    led: frozenset[str] = frozenset()
    """Ids of boxes that what follows them was parted from, so that they may stand at the end of the page before."""
    respaced: frozenset[str] = frozenset()
    """Selectors of the blocks whose lines are broken anew, with wider spaces."""
    closed: frozenset[str] = frozenset()
    """Those of them that this does not help: their spaces are narrower."""
    loose: frozenset[str] = frozenset()
    """Ids of the passages that may break over pages, or change the order of their parts."""

    def printed(self, view: DocumentView) -> DocumentView:
        """Return ``view`` as it is printed."""
        return view.loosened(self.loose) if self.loose else view

    @property
    def rules(self) -> str:
        """The stylesheet of what is asked."""
        breaks = "".join(f"{selector} {{ break-before: page }}\n" for selector in sorted(self.breaks))
        spaces = "".join(f"{selector} {{ word-spacing: 0.3px }}\n" for selector in sorted(self.respaced - self.closed))
        closed = "".join(f"{selector} {{ word-spacing: -0.3px }}\n" for selector in sorted(self.closed))
        return breaks + spaces + closed + self.narrowed.rules


def next_pass(asked: Asked, document: Document, root: Element) -> Asked:
    """Return what the next pass is to do; ``asked`` itself where all stands where it belongs.

    Raises:
        RefusedError: a note has no place on the page of its call.
    """
    if (narrower := narrow(asked.narrowed, passages_outside(document))) != asked.narrowed:
        return replace(asked, narrowed=narrower)
    places = note_places(document)
    carriers = {call: carrier for call, carrier in _carriers(places).items() if asked.layout.carrier(call) != carrier}
    if carriers:
        return replace(asked, layout=replace(asked.layout, printed_at=_carriers(places)))
    if call := next((call for call, place in places.calls.items() if places.notes.get(place.note) != place.page), ""):
        return _with_break(asked, document, root, call, places)
    if stiff := stiff_passage(document, asked.loose):
        if stiff.may_fit and stiff.name not in asked.led and (following := _after(root, stiff.name)):
            return replace(asked, led=asked.led | {stiff.name}, breaks=asked.breaks | {following})
        # What was forced to begin a page was so where other things stood before it.
        pages = pages_of(document, _numbered(root))
        layout = replace(asked.layout, pages=pages)
        return replace(asked, loose=asked.loose | {stiff.name}, breaks=frozenset(), layout=layout)
    pages = pages_of(document, _numbered(root))
    short = _respaced(document, root)
    return replace(
        asked,
        layout=replace(asked.layout, pages=pages),
        respaced=asked.respaced | short,
        closed=asked.closed | (asked.respaced & short),
    )


def _respaced(document: Document, root: Element) -> frozenset[str]:
    """Return selectors of the blocks with a line that ends far too early: other spaces make the engine break it anew.

    It ends one after its first word where the rest has just room, but not with the space behind it (WeasyPrint 70.0).
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    known = (line.element for line in short_lines(document) if line.element in parents)
    return frozenset(_selector(element, parents) for element in known)


def displaced(document: Document, root: Element) -> RefusedError | None:
    """Return the error for a note that no pass brings to the page of its call; nothing where all stand there."""
    places = note_places(document)
    for call, place in places.calls.items():
        if places.notes.get(place.note) != place.page:
            note = _element_with_id(root, place.note)
            return RefusedError([displaced_note(call, "".join(note.itertext()))])
    return None


def _after(root: Element, name: str) -> str:
    """Return a selector of the box that stands directly after the one of that heading; nothing where there is none.

    The engine tries it on the same page, and puts off for it the notes of the box before (WeasyPrint 70.0).
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    element: Element | None = _element_with_id(root, name)
    while element is not None and element.tag != "article":
        element = parents.get(element)
    if element is None:
        return ""
    siblings = list(parents[element])
    following = siblings[siblings.index(element) + 1 :]
    return _selector(following[0], parents) if following and following[0].tag == "article" else ""


def _with_break(asked: Asked, document: Document, root: Element, call: str, places: NotePlaces) -> Asked:
    """Return what is asked with a break more, so that the note of a call has room on its page.

    What begins the next page comes first, or what is divided there: the engine tries it on this page, and what it puts
    off for that stays put off (WeasyPrint 70.0). Then the block that calls the note takes it along; last, what ends the
    page goes.
    """
    page, leading = places.calls[call].page, _leading(document)
    following = (first_block(document, page + 1), parted_block(document, page + 1))
    candidates = [*following, _element_with_id(root, call), last_block(document, page)]
    elements = [element for element in candidates if element is not None]
    found = (_block_to_move(root, element, leading) for element in elements)
    blocks = [block for block in found if block and block not in asked.breaks]
    if not blocks and (error := displaced(document, root)):
        raise error
    return replace(asked, breaks=asked.breaks | {blocks[0]})


def _numbered(root: Element) -> frozenset[str]:
    """Return the ids of the passages whose page numbers are printed."""
    numbered: Iterable[str] = (element.get("data-page-of") or "" for element in root.iter("span"))
    return frozenset(address[1:] for address in numbered if address.startswith("#"))


def _carriers(places: NotePlaces) -> dict[str, str]:
    """Return for each call the call on its page that carries the body of its note: the first one there."""
    first: dict[tuple[str, int], str] = {}
    return {call: first.setdefault((call.rpartition("-")[0], place.page), call) for call, place in places.calls.items()}


def _element_with_id(root: Element, name: str) -> Element:
    return next(element for element in root.iter() if element.get("id") == name)


def _leading(document: Document) -> frozenset[Element]:
    """Return what must stay with what follows it: headings, leading sentences, labels in the margin column."""
    boxes = (box for page in document.pages for box in page_box(page).descendants())
    led = (box for box in boxes if box.element is not None and box.element_tag == box.element.tag)
    return frozenset(box.element for box in led if box.style["break_after"] == "avoid")


def _block_to_move(root: Element, element: Element, leading: Container[Element]) -> str:
    """Return a selector of the block that must start a page so that ``element`` stands on the next one.

    It is the block that holds the element, with what must stay with it: what leads to it, and everything around it that it
    begins. Nothing where the element is in no passage, as a legend.
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    while element.tag not in {"article", "footer", "li"} and (element.tag not in _BLOCKS or not element.get("id")):
        if element not in parents:
            return ""
        element = parents[element]
    around = element
    while around.tag not in {"main", "body"}:
        element = around if around.tag in {"article", "aside"} else element
        around = parents[around]
    while True:
        siblings = list(parents[element])
        index = siblings.index(element)
        if index and siblings[index - 1] in leading:
            element = siblings[index - 1]
        elif not index and parents[element].tag not in {"main", "body"}:
            element = parents[element]
        else:
            break
    return _selector(element, parents)


def _selector(element: Element, parents: dict[Element, Element]) -> str:
    """Return a selector of this element alone: a break before something inside it may come to nothing, as in a flex box."""
    steps: list[str] = []
    while (parent := parents.get(element)) is not None:
        steps.append(f"{element.tag}:nth-child({list(parent).index(element) + 1})")
        element = parent
    return " > ".join(reversed(steps))
