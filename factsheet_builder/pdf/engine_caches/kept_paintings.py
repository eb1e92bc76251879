"""Pages and drawings that were painted before: their operators, with what their texts gave to fonts.

A drawing is known by its source, its size, and the colours and font at its begin. Of pages only those of ``kept_pages``
are looked up, so the key is short: which page it is, what stands in its margins, the scale. What names something of its
document (a picture, a pattern, a group) is painted anew, as is what has a text that the engine drew itself
(``kept_drawings``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree as ET

import pydyf

from factsheet_builder.pdf.engine import MarginBox, Page, ReplacedBox, SVGImage, TextBox, page_box, real_box
from factsheet_builder.pdf.engine_caches.bounded import Bounded
from factsheet_builder.pdf.engine_caches.engine_ear import listening
from factsheet_builder.pdf.engine_caches.kept_drawings import FontEffects, KeptDrawings

_NAMED: Final = (b" Do", b" sh", b" scn", b" SCN")
"""Ends of operators whose operand may be a name in the document."""
_STATE: Final = re.compile(rb"/([aA][0-9.]+) gs")
"""An opacity, which is called by its value."""
_MOST_MARGINS: Final = 8

paint, draw_image = Page.paint, SVGImage.draw


@dataclass(frozen=True)
class _Stretch:
    """Operators of a content stream, what they gave to fonts, and the opacities that they call."""

    items: tuple[Any, ...]
    effects: FontEffects
    states: dict[str, Any]

    def put(self, stream: Any) -> None:  # noqa: ANN401 — the engine has no types
        """Write the operators into a stream whose fonts took the effects."""
        for name, state in self.states.items():
            if name not in stream._resources["ExtGState"]:
                stream._resources["ExtGState"][name] = pydyf.Dictionary(state)
        stream.stream.extend(pydyf.Dictionary(item) if isinstance(item, dict) else item for item in self.items)


def _stretch(stream: Any, items: list[Any], effects: FontEffects | None) -> _Stretch | None:  # noqa: ANN401
    """Return what was written as it can be written again, or nothing where it names things of its document."""
    if effects is None:
        return None
    states = {}
    for item in items:
        if isinstance(item, pydyf.Dictionary):
            continue
        if not isinstance(item, bytes | str):
            return None
        operator = item.encode() if isinstance(item, str) else item
        if operator.endswith(_NAMED):
            return None
        if operator.endswith(b" gs"):
            match = _STATE.fullmatch(operator)
            if match is None:
                return None
            name = match[1].decode()
            states[name] = dict(stream._resources["ExtGState"][name])
    copies = tuple(pydyf.Dictionary(item) if isinstance(item, dict) else item for item in items)
    return _Stretch(copies, effects, states)


@dataclass(frozen=True)
class _Painting:
    """What painting a page gave."""

    stretch: _Stretch
    marks: tuple[tuple[int, str, int], ...]
    """Which box of the page, its tag and the number of its marked content."""


class KeptPaintings:
    """Paints pages as the engine does."""

    def __init__(self, drawings: KeptDrawings, most: int, most_bytes: int) -> None:
        self.hits = 0
        self.drawn: Bounded[tuple[object, ...], _Stretch] = Bounded(most, most_bytes)
        self._drawings = drawings

    def paint(self, page: Any, stream: Any, scale: float = 1) -> None:  # noqa: ANN401 — the engine has no types
        """Paint a page as the engine's ``Page.paint`` does."""
        kept = getattr(page_box(page), "_kept_painted", None)
        if kept is None or stream._tags is None or stream._tags:
            paint(page, stream, scale)
            return
        key = scale, tuple(_margins(page_box(page)))
        known = kept.by_margins.get(key)
        if known is not None and self._drawings.take_effects(stream, known.stretch.effects):
            self._repaint(known, page, stream)
            return
        start = len(stream.stream)
        with self._drawings.logging() as log, listening() as ear:
            paint(page, stream, scale)
        _let_go(page_box(page))
        effects = None if ear.has_heard else log.effects
        painting = _painting(page, stream, stream.stream[start:], effects)
        if painting is not None and len(kept.by_margins) < _MOST_MARGINS:
            kept.by_margins[key] = painting

    def _repaint(self, known: _Painting, page: Any, stream: Any) -> None:  # noqa: ANN401
        self.hits += 1
        known.stretch.put(stream)
        boxes = list(_walk(page_box(page)))
        for number, tag, mcid in known.marks:
            stream._tags[boxes[number]] = {"tag": tag, "mcid": mcid}

    def draw(self, image: Any, stream: Any, width: float, height: float, style: Any) -> None:  # noqa: ANN401
        """Draw a drawing as the engine's ``SVGImage.draw`` does."""
        tree = ET.tostring(image._svg.tree._etree_node)
        pens = stream._current_color, stream._current_color_stroke, stream._current_alpha, stream._current_alpha_stroke
        key = tree, width, height, repr(pens), stream._current_font
        known = self.drawn.get(key)
        if known is not None and self._drawings.take_effects(stream, known.effects):
            self._drawings.note(known.effects)
            known.put(stream)
            return
        start = len(stream.stream)
        with self._drawings.logging() as log, listening() as ear:
            draw_image(image, stream, width, height, style)
        effects = None if ear.has_heard else log.effects
        self._drawings.note(effects)
        stretch = _stretch(stream, stream.stream[start:], effects)
        if stretch is not None:
            self.drawn.put(key, stretch, 2 * len(tree))

    def methods(self) -> tuple[Any, Any]:
        """Return ``paint`` and ``draw`` as classes take them for their own."""

        def paint_page(page: Any, stream: Any, scale: float = 1) -> None:  # noqa: ANN401
            self.paint(page, stream, scale)

        def draw(image: Any, stream: Any, width: float, height: float, style: Any) -> None:  # noqa: ANN401
            self.draw(image, stream, width, height, style)

        return paint_page, draw


def _painting(page: Any, stream: Any, items: list[Any], effects: FontEffects | None) -> _Painting | None:  # noqa: ANN401
    """Return what was painted, or nothing where it cannot be used again."""
    stretch = _stretch(stream, items, effects)
    if stretch is None:
        return None
    numbers = {id(box): number for number, box in enumerate(_walk(page_box(page)))}
    marks = [(numbers.get(id(box), -1), mark["tag"], mark["mcid"]) for box, mark in stream._tags.items()]
    return None if any(number < 0 for number, _, _ in marks) else _Painting(stretch, tuple(marks))


def _let_go(root: Any) -> None:  # noqa: ANN401
    """Take from the drawings of a page, which kept pages share, what they were drawn with: it holds the whole document."""
    for box in _walk(root):
        if isinstance(box, ReplacedBox):
            box.replacement._svg.context = box.replacement._svg.stream = None


def _walk(box: Any) -> Iterator[Any]:  # noqa: ANN401
    waiting = [box]
    while waiting:
        box = real_box(waiting.pop())
        yield box
        waiting.extend(reversed(box.children))


def _margins(root: Any) -> Iterator[object]:  # noqa: ANN401
    for child in root.children:
        if isinstance(child, MarginBox):
            for box in _walk(child):
                text = box.text if isinstance(box, TextBox) else ""
                yield type(box), box.position_x, box.position_y, box.width, box.height, text
