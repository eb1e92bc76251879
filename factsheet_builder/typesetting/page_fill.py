"""How full laid-out pages are: the blank band of each, what leaves it, and the room below the imprint.

A band is what is blank between the end of the text and the notes of a page, or its foot. Lengths are CSS pixels.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final
from xml.etree.ElementTree import Element

from weasyprint import Document

from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.pdf.engine import FootnoteAreaBox, LineBox, MarginBox, Page, ReplacedBox, boxes, page_box
from factsheet_builder.typesetting.page_layout import pages_of
from factsheet_builder.views.document_view import CONTENTS, GLANCE_END

MOST_BLANK: Final = 0.2
"""Share of the text area that may be blank at the end of a page that is not the last."""
_MOST_BLANK_IN_LARGE: Final = 0.25
"""The same where a fifth has fewer lines than a short table or the head of a section needs, as in large print."""
_LEAST_EM: Final = 11
"""Eight lines."""

_STIFF: Final = frozenset({"box", "overview-tiles", "field-group", "imprint", "charted", "table-block"})
_FIELDS: Final = frozenset({"input", "select", "textarea"})
_BEFORE_PX: Final = 44
"""What a heading has above it that does not begin a page, and notes above the first of them."""
_LONG: Final = 12
"""Pages beyond which a document has contents."""
_NEAR_THE_TOP: Final = 0.3
"""Share of a page that headings and a leading sentence before a stiff box take at most."""
_LEAST_DROP_PX: Final = 24
_PADDING_PX: Final = 12
"""What a box has below its last line."""


def sparse_pages(document: Document) -> list[Diagnostic]:
    """Return a warning for each page but the last that is blank to more than a fifth.

    The first page at a glance is one by design: it has as much as there is to say. So is one before a page that is turned,
    and one before what always begins a page, as each question of a form does.
    """
    found = []
    glance = pages_of(document, {GLANCE_END}).get(GLANCE_END, 0)
    for number in range(glance, len(document.pages) - 1):
        share = _blank_share(document, number)
        if (
            share > _most_blank(document, number)
            and not _turns(document, number)
            and not _is_forced(document, number + 1)
        ):
            what = f"Page {number + 1} is blank at its end, {share:.0%} of the text area."
            remedy = "Move a figure or a table, or divide the passage that begins the next page."
            found.append(
                Diagnostic(Severity.WARNING, "blank-band", what, remedy, Place(passage=_begins(document, number + 1)))
            )
    return found


def _most_blank(document: Document, number: int) -> float:
    """Return the share of a page (from 0) that may be blank before it is told."""
    sheet = page_box(document.pages[number])
    (flow,) = (child for child in sheet.children if child.element_tag == "html")
    holds_px = sheet.height * MOST_BLANK
    return MOST_BLANK if holds_px >= _LEAST_EM * flow.style["font_size"] else _MOST_BLANK_IN_LARGE


@dataclass(frozen=True, slots=True)
class Stiff:
    """A passage that begins a page and could break, or change its order, to fill the page before it."""

    name: str
    may_fit: bool
    """Whether that page has room for all of it and for its notes."""


def stiff_passage(document: Document, loose: Container[str]) -> Stiff | None:
    """Return the first passage that is stiff; ``loose`` are those that are not so any more.

    One at a time, since each moves all that follows it.
    """
    if GLANCE_END not in loose and _ends_late(document):
        return Stiff(GLANCE_END, may_fit=False)
    if CONTENTS not in loose and len(document.pages) > _LONG:
        return Stiff(CONTENTS, may_fit=False)
    for number in range(len(document.pages) - 1):
        if _blank_share(document, number) > MOST_BLANK and not _turns(document, number):
            stiff = _stiff_on(document, number + 1)
            if stiff is not None and stiff.name not in loose:
                return stiff
    return None


def _turns(document: Document, number: int) -> bool:
    """Tell whether the page after this one (from 0) lies otherwise, as for a wide table, which cannot begin here."""
    here, following = (page_box(document.pages[at]) for at in (number, number + 1))
    return bool(here.margin_width() != following.margin_width())


def _ends_late(document: Document) -> bool:
    """Tell whether the first page at a glance takes more than one page."""
    return pages_of(document, {GLANCE_END}).get(GLANCE_END, 1) > 1


def lower_imprint(document: Document) -> None:
    """Move the imprint down to the foot of its page, unless it begins that page."""
    number = len(document.pages) - 1
    sheet = page_box(document.pages[number])
    (flow,) = (child for child in sheet.children if child.element_tag == "html")
    imprints = [box for box in flow.descendants() if box.element_tag == "footer" and _has_class(box, {"imprint"})]
    if not imprints or imprints[0].position_y <= sheet.margin_top + _LEAST_DROP_PX:
        return
    room = int(_blank_px(document, number)) - 2
    if room >= _LEAST_DROP_PX:
        imprints[0].translate(dy=room)
        document.pages[number] = Page(sheet)  # it knows where links and bookmarks stand


def trim_cut_boxes(document: Document) -> None:
    """End the ground of a divided box after its last line: the engine draws it to the end of the page (WeasyPrint 70.0)."""
    grounds = [
        [box for box in page_box(page).descendants() if box.element_tag in {"p", "div"} and _has_class(box, _GROUNDS)]
        for page in document.pages
    ]
    for here, following in pairwise(grounds):
        divided = {id(box.element) for box in following}
        for box in (box for box in here if box.children and id(box.element) in divided):
            surplus = box.content_box_y() + box.height - _end_of_lines(box)
            if surplus > 1 and box.background is not None:
                box.height -= surplus
                x, y, width, height = box.background.layers[-1].painting_area
                area = (x, y, width, height - surplus)
                layers = [layer._replace(painting_area=area) for layer in box.background.layers]
                box.background = box.background._replace(layers=layers)


_GROUNDS: Final = frozenset({"recommendation-text", "recommendation-part"})
"""Classes of what has a ground of its own in a box that may be divided."""


def _end_of_lines(box: Any) -> float:  # noqa: ANN401
    """Return where the last line in a box ends; what holds blocks is drawn too far as well where it is divided."""
    while box.children and not isinstance(box.children[-1], LineBox):
        last = box.children[-1]
        if not getattr(last, "children", ()):
            return float(last.position_y + last.height)
        box = last
    if not box.children:
        return float(box.position_y + box.height)
    return float(box.children[-1].position_y + box.children[-1].height)


def _has_class(box: Any, names: set[str] | frozenset[str]) -> bool:  # noqa: ANN401
    return box.element is not None and not names.isdisjoint((box.element.get("class") or "").split())


def _is_forced(document: Document, number: int) -> bool:
    """Tell whether a page (from 0) begins with what always begins one: a question of a form."""
    begins = _begins(document, number)
    boxes = list(page_box(document.pages[number]).descendants())
    if not any(_has_class(box, {"reply-form"}) for box in boxes):
        return False
    sections = (box.element for box in boxes if _has_class(box, {"section"}))
    return any(next((inner.get("id") for inner in one.iter() if inner.get("id")), "") == begins for one in sections)


def _blank_share(document: Document, number: int) -> float:
    sheet = page_box(document.pages[number])
    return max(0.0, _blank_px(document, number) - _PADDING_PX) / float(sheet.height)


def _blank_px(document: Document, number: int) -> float:
    """Return the height between the end of the text of a page (from 0) and its notes, or its foot."""
    sheet = page_box(document.pages[number])
    foot = sheet.margin_height() - sheet.margin_bottom
    notes = [box.position_y for box in sheet.children if isinstance(box, FootnoteAreaBox) and box.children]
    ends = [
        box.position_y + box.height
        for child in sheet.children
        if not isinstance(child, MarginBox | FootnoteAreaBox)
        for box in child.descendants()
        if box.is_in_normal_flow() and (isinstance(box, LineBox | ReplacedBox) or box.element_tag in _FIELDS)
    ]
    return float(min([foot, *notes]) - max(ends, default=sheet.margin_top))


def _stiff_on(document: Document, number: int) -> Stiff | None:
    """Return the first box that begins near the top of a page (from 0) and may not break; nothing without one."""
    sheet = page_box(document.pages[number])
    (flow,) = (child for child in sheet.children if child.element_tag == "html")
    near = sheet.margin_top + _NEAR_THE_TOP * sheet.height
    seen = {id(box.element) for box in page_box(document.pages[number - 1]).descendants()}
    for box in flow.descendants():
        is_whole = (
            isinstance(box, boxes.BlockLevelBox) and box.element is not None and box.element_tag == box.element.tag
        )
        if is_whole and _has_class(box, _STIFF) and id(box.element) not in seen and box.position_y <= near:
            needed = box.position_y + box.margin_height() - sheet.margin_top + _notes_of(box.element, sheet)
            room = _blank_px(document, number - 1) - _BEFORE_PX
            return Stiff(_name_of(box.element, flow.element), needed <= room)
    return None


def _notes_of(element: Element, sheet: Any) -> float:  # noqa: ANN401
    """Return the height of the notes on a page that an element calls."""
    called = {call.get("href", "")[1:] for call in element.iter("a") if call.get("role") == "doc-noteref"}
    areas = (child for child in sheet.children if isinstance(child, FootnoteAreaBox))
    notes = (note for area in areas for note in area.children if note.element.get("id") in called)
    return float(sum(note.margin_height() for note in notes))


def _name_of(element: Element, root: Element) -> str:
    """Return the id of the passage that an element prints: that of the first heading in it, or around it."""
    parents = {child: parent for parent in root.iter() for child in parent}
    inside: Element | None = element
    while inside is not None:
        if name := next((found.get("id") for found in inside.iter() if found.get("id")), None):
            return name
        inside = parents.get(inside)
    return ""


def _begins(document: Document, number: int) -> str:
    """Return the id of the first element on a page (from 0) that has one."""
    return next(_ids(page_box(document.pages[number])), "")


def _ids(sheet: Any) -> Iterator[str]:  # noqa: ANN401
    for child in sheet.children:
        if child.element_tag == "html":
            yield from (
                box.element.get("id")
                for box in child.descendants()
                if box.element is not None and box.element.get("id")
            )
