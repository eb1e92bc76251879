"""Lines of laid-out pages against what typographers and listeners expect: none broken far too early, no heading untagged.

It reads the engine's boxes; lengths are CSS pixels.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final
from xml.etree.ElementTree import Element

from weasyprint import Document

from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.pdf.engine import LineBox, MarginBox, TextBox, page_box

_SHORT: Final = 0.5
"""Share of the measure below which a line that goes on was broken too early, if what follows would have had room."""
_TOLERANCE_PX: Final = 2
_SPACE_EM: Final = 0.25
_LARGE_PX: Final = 24
"""18 points."""
_WORD: Final = re.compile(r"[^\W\d_]{3}")
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class ShortLine:
    """A line that ends far too early: its page (from 1), its text, and the element whose line it is."""

    page: int
    text: str
    element: Element


def line_problems(document: Document) -> list[Diagnostic]:
    """Return a warning for each line broken too early, and for each large text that is tagged as no heading."""
    return [*map(_told, short_lines(document)), *_untagged_headings(document)]


def short_lines(document: Document) -> Iterator[ShortLine]:
    """Yield the lines that what follows would have had room on.

    The engine breaks a text anew where what stands behind it has no room, sometimes after its first word (WeasyPrint 70.0).
    """
    for number, page in enumerate(document.pages, 1):
        for block in page_box(page).descendants():
            lines = [child for child in getattr(block, "children", ()) if isinstance(child, LineBox)]
            for line, following in pairwise(lines):
                is_short = line.width < _SHORT * block.width and not _is_forced(line)
                if (
                    is_short
                    and line.width + _space(line) + _width_of_first_word(following) <= block.width - _TOLERANCE_PX
                ):
                    yield ShortLine(number, _text(line).strip(), block.element)


def _told(line: ShortLine) -> Diagnostic:
    what = f"A line on page {line.page} ends far too early, after “{line.text[-30:]}”."
    place = Place(passage=str(line.element.get("id") or ""))
    return Diagnostic(Severity.WARNING, "short-line", what, "Reword the passage a little.", place)


def _untagged_headings(document: Document) -> Iterator[Diagnostic]:
    """Warn of words of 18 points or more in nothing that is a heading: listeners could not leap to them."""
    root = page_box(document.pages[0]).children[0].element
    parents = {child: parent for parent in root.iter() for child in parent}
    for number, page in enumerate(document.pages, 1):
        flow = (child for child in page_box(page).children if not isinstance(child, MarginBox))
        for box in (box for child in flow for box in child.descendants()):
            if not isinstance(box, TextBox) or box.style["font_size"] < _LARGE_PX or not _WORD.search(box.text):
                continue
            element = box.element
            while element is not None and element.tag not in _HEADINGS:
                element = parents.get(element)
            if element is None:
                what = f"“{box.text.strip()[:40]}” on page {number} looks like a heading and is tagged as none."
                yield Diagnostic(Severity.WARNING, "untagged-heading", what, "Make it a heading, or set it smaller.")


def _space(line: Any) -> float:  # noqa: ANN401
    """Return the width of the space that would stand between the end of a line and the words that follow it."""
    sizes = [float(box.style["font_size"]) for box in _texts(line)]
    return _SPACE_EM * sizes[-1] if sizes else 0.0


def _width_of_first_word(line: Any) -> float:  # noqa: ANN401
    """Return about how wide the words at the beginning of a line are that may not be parted, with what stands around them."""
    is_rtl = line.style["direction"] == "rtl"
    for box in _texts(line):
        is_whole = box.style["white_space"] in {"nowrap", "pre"}
        begins = len(box.text) - len(box.text.lstrip())
        end = box.text.find(" ", begins) if not is_whole else -1
        if end >= 0:
            width = box.width * end / len(box.text)
            return float(
                line.position_x + line.width - box.position_x - box.width + width
                if is_rtl
                else box.position_x + width - line.position_x
            )
    return float(line.width)


def _is_forced(line: Any) -> bool:  # noqa: ANN401
    """Tell whether a line ends because the text says so."""
    boxes = list(line.descendants())
    return any(box.element_tag == "br" for box in boxes) or any("\n" in text.text for text in _texts(line))


def _texts(line: Any) -> Iterator[Any]:  # noqa: ANN401
    return (box for box in line.descendants() if isinstance(box, TextBox) and box.text)


def _text(line: Any) -> str:  # noqa: ANN401
    return "".join(box.text for box in _texts(line))
