"""Rewrites painted right-to-left text so that its content is in logical order while nothing on the page moves.

The engine shows a line of Arabic or Hebrew from left to right, as it stands. Here its runs are shown in the order in
which they are read, each at its own place, and a run that reads from right to left is marked as ``/ReversedChars``
(ISO 32000-1, 14.8.2.3.3). Readers that go by places (poppler, pdf.js) still see what they expect, which is why this is
not done with ``/ActualText``: they take it for text in visual order and turn it round (poppler 22.12).

What is shown is compared with what was laid out; where it does not agree, nothing is rewritten.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from factsheet_builder.pdf.glyphs.embedded_fonts import find_glyph, keep_glyph
from factsheet_builder.pdf.glyphs.glyph_letters import Surroundings, glyphs_with_letters
from factsheet_builder.pdf.glyphs.made_glyphs import MadeGlyphs
from factsheet_builder.pdf.glyphs.painted_glyphs import (
    Fonts,
    Glyph,
    find_matrix,
    fonts_by_name,
    read_glyphs,
    show_glyphs,
)
from factsheet_builder.pdf.glyphs.run_edges import Run, with_edges
from factsheet_builder.pdf.glyphs.shaped_text import Cluster, clusters_of

Entry = tuple[int, int, Glyph]  # level, place from the left, glyph


def in_logical_order(
    items: list[Any], fonts: Fonts, clusters: list[Cluster], around: Surroundings, *, ends_in_space: bool
) -> list[Any] | None:
    """Return the operators of one text object in logical order, ``None`` if they do not show ``clusters``.

    ``items`` start with ``BT`` and end with ``ET``; ``ends_in_space`` asks for a space that was not painted.
    """
    matrix = find_matrix(items)
    glyphs = list(read_glyphs(items, fonts)) if matrix else []
    if matrix is None or [glyph.code for glyph in glyphs] != [code for part in clusters for code in part.glyphs]:
        return None
    ordered = _reorder(list(_units(clusters, glyphs, around)))
    if ends_in_space and glyphs and (space := _space_beside(glyphs, is_rtl=around.is_rtl)):
        ordered.append((1 if around.is_rtl else 0, -2, space))
    shown: list[Any] = [b"BT"]
    rise = b"0"
    runs = map(_run, _groups(ordered))
    for run in (with_edges(run, around) for run in runs) if around.is_line_rtl else runs:
        if run.glyphs[0].rise != rise:
            rise = run.glyphs[0].rise
            shown.append(rise + b" Ts")
        shown.extend(show_glyphs(run.glyphs, matrix, is_backward=run.is_backward))
    return [*shown, b"ET"] if rise == b"0" else [*shown, b"0 Ts", b"ET"]


def _run(group: list[Entry]) -> Run:
    is_backward = bool(group[0][0] % 2)
    return Run(tuple(glyph for _, _, glyph in (reversed(group) if is_backward else group)), is_backward)


def put_last_in_logical_order(stream: Any, box: Any) -> None:  # noqa: ANN401 — the engine has no types
    """Rewrite the text object at the end of a stream of the engine, painted for ``box``, for the reader of that text."""
    items = stream.stream
    begin = max(at for at, item in enumerate(items) if item == b"BT")
    is_rtl = bool(box.style["direction"] == "rtl")
    around = Surroundings(is_rtl, False, is_rtl, MadeGlyphs(most=0))  # a field is no part of the text of a page
    shown = in_logical_order(items[begin:], fonts_by_name(stream), clusters_of(box), around, ends_in_space=False)
    if shown is not None:
        items[begin:] = shown


def _units(clusters: list[Cluster], glyphs: list[Glyph], around: Surroundings) -> Iterator[Entry]:
    """Yield the glyphs from left to right, each with the text that it stands for, blank ones added."""
    place, at = 0, 0
    for cluster in clusters:
        painted = glyphs[at : at + len(cluster.glyphs)]
        at += len(painted)
        units = glyphs_with_letters(cluster, painted, around)
        for unit in reversed(units) if cluster.level % 2 else units:
            yield cluster.level, place, unit
            place += 1


def _space_beside(glyphs: list[Glyph], *, is_rtl: bool) -> Glyph | None:
    """Return a space at the end of the line, which is not seen."""
    edge = glyphs[0] if is_rtl else glyphs[-1]
    code = find_glyph(edge.fonts[0], " ")
    if code is None:
        return None
    keep_glyph(edge.fonts, code, " ")
    width = edge.fonts[0].widths[code] * edge.size / 1000
    left = edge.left - width if is_rtl else edge.left + edge.width
    return replace(edge, code=code, rise=b"0", left=left, width=width, text=" ", override="")


def _reorder(entries: list[Entry]) -> list[Entry]:
    """Return entries in logical order: rule L2 of UAX 9 undone, lowest level first."""
    for level in range(1, max((entry[0] for entry in entries), default=0) + 1):
        entries = list(_turned(entries, level))
    return entries


def _turned(entries: list[Entry], level: int) -> Iterator[Entry]:
    for is_inside, run in groupby(entries, key=lambda entry: entry[0] >= level):
        members = list(run)
        yield from reversed(members) if is_inside else members


def _groups(ordered: list[Entry]) -> Iterator[list[Entry]]:
    """Yield runs that can be shown at once: neighbours on the page, of one direction, font and rise."""
    group: list[Entry] = []
    for entry in ordered:
        if group:
            level, place, glyph = group[-1]
            step = -1 if level % 2 else 1
            looks = (entry[0], entry[1] - place, entry[2].operator, entry[2].rise)
            is_one = looks == (level, step, glyph.operator, glyph.rise)
            if not is_one or glyph.override or entry[2].override:
                yield group
                group = []
        group.append(entry)
    if group:
        yield group
