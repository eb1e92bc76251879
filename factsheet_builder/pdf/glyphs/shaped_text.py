"""From a laid-out line of the engine to the pieces of text that its glyphs stand for, each with its direction.

The engine shapes with Pango, whose runs know what a PDF no longer says: the level of each run (UAX 9: odd reads from right
to left) and which letters a glyph came from. They are asked here again, in the order in which the engine paints them
(WeasyPrint 70.0, ``draw_first_line``), so that nothing about direction has to be guessed from the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import category

from factsheet_builder.pdf.engine import ffi, pango


@dataclass(frozen=True, slots=True)
class Cluster:
    """The glyphs that one piece of text is painted with: its level, the text, glyph ids from left to right."""

    level: int
    text: str
    glyphs: tuple[int, ...]


def clusters_of(box: Any) -> list[Cluster]:  # noqa: ANN401 — the engine has no types
    """Return the clusters of a text box as they are painted, from left to right; what paints nothing is left out."""
    layout = box.pango_layout
    layout.reactivate(box.style)
    try:
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        line, _ = layout.get_first_line()
        text = layout.text.encode()
        found = [cluster for item in _items(line) for cluster in _with_marks(_clusters(item, text))]
    finally:
        layout.deactivate()
    return [cluster for cluster in found if cluster.glyphs]


def _with_marks(clusters: Iterator[Cluster]) -> Iterator[Cluster]:
    """Yield right-to-left marks together with the letter that they belong to, which is painted after them."""
    marks: list[Cluster] = []
    for cluster in clusters:
        is_backward = bool(cluster.level % 2)
        if is_backward and all(category(letter) == "Mn" for letter in cluster.text):
            marks.append(cluster)
            continue
        text = cluster.text + "".join(mark.text for mark in reversed(marks))
        glyphs = tuple(code for part in (*marks, cluster) for code in part.glyphs)
        yield replace(cluster, text=text, glyphs=glyphs) if marks else cluster
        marks = []
    yield from marks


def _items(line: Any) -> Iterator[Any]:  # noqa: ANN401
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


def _clusters(run: Any, text: bytes) -> Iterator[Cluster]:  # noqa: ANN401
    glyphs, offset = run.glyphs, run.item.offset
    starts = [glyphs.log_clusters[at] for at in range(glyphs.num_glyphs)]
    ends = dict(zip(borders := sorted(set(starts)), [*borders[1:], run.item.length], strict=True))
    level = run.item.analysis.level & 0xFF  # a byte that the engine's declaration reads together with its neighbours
    first = 0
    for at, start in enumerate(starts, 1):
        if at < len(starts) and starts[at] == start:
            continue
        codes = (glyphs.glyphs[place].glyph for place in range(first, at))
        painted = tuple(code for code in codes if code != pango.PANGO_GLYPH_EMPTY)
        yield Cluster(level, text[offset + start : offset + ends[start]].decode(), painted)
        first = at
