"""A laid-out document × a passage -> where its words stand: page by page, line by line.

Words are compared by their letters and digits: what hyphenation, spaces and typography put between them does not count, nor
do calls of notes inside. The passage is looked for in the element of its id first, then around it, then everywhere.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

from weasyprint import Document

from factsheet_builder.pdf.engine import boxes, page_box
from factsheet_builder.pdf.reading.page_images import Area
from factsheet_builder.typesetting.page_layout import root_of

_POINTS_PER_PX: Final = 0.75
_AROUND: Final = 3
"""So many elements around that of its id a passage may stand in: the box of a heading, a table by its caption."""
_MOST_BETWEEN: Final = 4000
"""Letters that what fills a placeholder may have: a list of all Parties."""
_FEWEST: Final = 4
"""Letters of words that are looked for inside others."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A passage that is looked for."""

    anchors: tuple[str, ...]
    """Ids of elements that it may stand in, the nearest first."""
    wordings: tuple[tuple[str, ...], ...]
    """What it may say, the likeliest first: each the texts between its placeholders."""
    note: str = ""
    """The note that it is the text of."""
    is_in_heads: bool = False
    """Whether it stands in the heads of pages rather than in the text."""
    may_be_inside: bool = False
    """Whether it may stand inside a word: some languages write “and” together with the name that follows."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a passage stands."""

    areas: dict[int, tuple[Area, ...]]
    """By page, from 0: its lines."""
    also_on: tuple[int, ...] = ()
    """Further pages, from 0, that have the same words in their heads."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A text that was laid out, with the elements around it, the nearest first."""

    page: int
    text: str
    area: Area
    around: tuple[Element, ...]
    note: str
    is_in_head: bool


def find_passage(document: Document, sought: Sought) -> Found | None:
    """Return where a passage stands; nothing where the document does not say it."""
    root = root_of(document)
    runs = list(_runs(document, {child: parent for parent in root.iter() for child in parent}))
    if sought.note:
        runs = [run for run in runs if run.note == sought.note]
        runs = [run for run in runs if run.page == runs[0].page]
    flow = [run for run in runs if not run.is_in_head and (sought.note or not run.note)]
    heads = [run for run in runs if run.is_in_head]
    scopes = [flow] if sought.note else [*_scopes(root, flow, sought.anchors), flow]
    if sought.is_in_heads:
        scopes.insert(0, heads)
    for are_whole in (True, False) if sought.may_be_inside else (True,):
        for scope in (*scopes, heads, runs):
            for wording in sought.wordings:
                if found := _first(scope, wording, are_whole=are_whole):
                    return _found(found, heads)
    return _drawn(document, sought.anchors)


def element_pages(document: Document) -> dict[str, int]:
    """Return the page, from 1, that each element with an id begins on."""
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for box in page_box(page).descendants():
            if box.element is not None and (name := box.element.get("id")):
                pages.setdefault(name, number)
    return pages


def _found(runs: list[_Run], heads: list[_Run]) -> Found:
    areas = _by_page(runs)
    same = {run.page for run in heads if run.text == runs[0].text} if runs[0].is_in_head else set()
    return Found(areas, tuple(sorted(same - areas.keys())))


def _scopes(root: Element, flow: list[_Run], anchors: Iterable[str]) -> Iterator[list[_Run]]:
    """Yield what stands in the elements of the ids, then in those around them, wider and wider."""
    parents = {child: parent for parent in root.iter() for child in parent}
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    for anchor in anchors:
        element = by_id.get(anchor)
        for _ in range(_AROUND + 1):
            if element is None:
                break
            here = element
            yield [run for run in flow if any(one is here for one in run.around)]
            element = parents.get(element)


def _runs(document: Document, parents: dict[Element, Element]) -> Iterator[_Run]:
    """Yield the texts of all pages in order; calls of notes and what styles put before a text are none."""
    for number, page in enumerate(document.pages):
        for part in page_box(page).children:
            is_head = isinstance(part, boxes.MarginBox)
            for box in part.descendants():
                if not isinstance(box, boxes.TextBox) or not box.text.strip() or _is_made(box):
                    continue
                around = tuple(_upwards(box.element, parents))
                if any(element.get("role") == "doc-noteref" for element in around):
                    continue
                note = next((str(e.get("data-note")) for e in around if e.get("data-note")), "")
                yield _Run(number, box.text, _area(box), around, note, is_head)


def _is_made(box: Any) -> bool:  # noqa: ANN401 — the engine has no types
    return "::" in str(box.element_tag)


def _upwards(element: Element | None, parents: dict[Element, Element]) -> Iterator[Element]:
    while element is not None:
        yield element
        element = parents.get(element)


def _area(box: Any) -> Area:  # noqa: ANN401
    left, top = box.position_x * _POINTS_PER_PX, box.position_y * _POINTS_PER_PX
    return Area(left, top, left + box.width * _POINTS_PER_PX, top + box.height * _POINTS_PER_PX)


def _by_page(runs: Iterable[_Run]) -> dict[int, tuple[Area, ...]]:
    """Return the lines of each page: runs that stand beside one another as one."""
    pages: dict[int, list[Area]] = {}
    for run in runs:
        lines = pages.setdefault(run.page, [])
        if lines and abs(lines[-1].bottom - run.area.bottom) < 1:
            lines[-1] = lines[-1].joined(run.area)
        else:
            lines.append(run.area)
    return {page: tuple(lines) for page, lines in pages.items()}


def _first(runs: list[_Run], wording: tuple[str, ...], *, are_whole: bool) -> list[_Run]:
    """Return the runs in which a wording stands first, or first alone: what says nothing else is the better find."""
    letters, owners, begins = _letters(runs)
    parts = [part for text in wording if (part := "".join(_kept(text)))]
    if not parts or (not are_whole and sum(map(len, parts)) < _FEWEST):
        return []
    best: list[_Run] = []
    for start, end in _occurrences(letters, parts):
        if are_whole and not (begins(start) and begins(end)):
            continue
        found = [runs[index] for index in sorted(set(owners[start:end]))]
        size = sum(1 for run in found for _ in _kept(run.text))
        if size == end - start:
            return found
        best = best or found
    return best


def _occurrences(letters: str, parts: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where the parts stand one after another."""
    start = letters.find(parts[0])
    while start >= 0:
        end: int | None = start + len(parts[0])
        for part in parts[1:]:
            position = letters.find(part, end, (end or 0) + _MOST_BETWEEN)
            end = position + len(part) if position >= 0 else None
            if end is None:
                break
        if end is not None:
            yield start, end
        start = letters.find(parts[0], start + 1)


def _letters(runs: list[_Run]) -> tuple[str, list[int], Callable[[int], bool]]:
    """Return the letters of all runs, the run of each, and whether a word may begin at a place."""
    letters: list[str] = []
    owners: list[int] = []
    starts: set[int] = set()
    for index, run in enumerate(runs):
        starts.add(len(letters))
        for character in run.text:
            kept = list(_kept(character))
            if not kept:
                starts.add(len(letters))
            letters += kept
            owners += [index] * len(kept)
    starts.add(len(letters))
    return "".join(letters), owners, starts.__contains__


def _kept(text: str) -> Iterator[str]:
    """Yield the letters and digits of a text, without case and marks: in which order marks stand is not always the same."""
    return (letter for letter in unicodedata.normalize("NFD", text).casefold() if letter.isalnum())


def _drawn(document: Document, anchors: Iterable[str]) -> Found | None:
    """Return where the element of the nearest id stands: a text in a picture is in no box of its own."""
    for anchor in anchors:
        areas: dict[int, tuple[Area, ...]] = {}
        for number, page in enumerate(document.pages):
            for box in page_box(page).descendants():
                element = box.element
                if element is not None and element.get("id") == anchor and box.element_tag == element.tag:
                    areas.setdefault(number, (_border(box),))
        if areas:
            return Found(areas)
    return None


def _border(box: Any) -> Area:  # noqa: ANN401
    left, top = box.border_box_x() * _POINTS_PER_PX, box.border_box_y() * _POINTS_PER_PX
    return Area(left, top, left + box.border_width() * _POINTS_PER_PX, top + box.border_height() * _POINTS_PER_PX)
