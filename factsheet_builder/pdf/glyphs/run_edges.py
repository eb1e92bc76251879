"""What stands between the letters of a right-to-left line so that no program loses a space or turns a sign round.

Runs are shown in the order in which they are read, so each begins to the left of the one before. Programs that take the
words out guess at such a jump, and at signs without a direction of their own, each in its own way:

- a space at the edge of a run is dropped, and one before a mark doubled (pdf.js 5, which sees no width in either). A
  space that reads as a mark of direction and a space is taken as a letter is;
- digits, Latin letters and signs as they stand in numbers are put in order together with what follows them up to the
  next right-to-left letter (poppler 22.12). A mark of direction after them ends this;
- a sign without direction that a run begins with is taken for a part of the run before (MuPDF 1.29).

The marks of direction are those that plain text uses for this (UAX 9, 2.6); nothing is printed for them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import bidirectional

from factsheet_builder.pdf.glyphs.embedded_fonts import find_glyph, keep_glyph
from factsheet_builder.pdf.glyphs.glyph_letters import Surroundings
from factsheet_builder.pdf.glyphs.made_glyphs import MadeGlyph
from factsheet_builder.pdf.glyphs.painted_glyphs import Glyph

_RTL_MARK, _LTR_MARK = "\N{RIGHT-TO-LEFT MARK}", "\N{LEFT-TO-RIGHT MARK}"
_BACKWARD, _FORWARD, _IN_NUMBERS = frozenset({"R", "AL", "AN"}), frozenset({"L", "EN"}), frozenset({"ES", "ET", "CS"})
_BESIDE = 0.02  # of the size: no program sees a space in so little, and all see which comes first


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs that are shown at once, from left to right, and whether they are read from right to left."""

    glyphs: tuple[Glyph, ...]
    is_backward: bool


def with_edges(run: Run, around: Surroundings) -> Run:
    """Return a run with the marks and spaces that it needs in a right-to-left line."""
    glyphs = list(run.glyphs)
    if run.is_backward:
        glyphs = list(_with_marks_inside(glyphs, around))
    for at in {0, len(glyphs) - 1}:
        if glyphs[at].text == " ":
            glyphs[at] = _space(glyphs[at], _RTL_MARK + " ", around)
    wanted, sign = (_BACKWARD, _RTL_MARK) if run.is_backward else (_FORWARD, _LTR_MARK)
    left, right = glyphs[0], glyphs[-1]
    before = [] if bidirectional(left.text[:1] or " ") in wanted else _mark(left, left.left, sign, around)
    is_ended = bidirectional(right.text[-1:] or " ") in wanted
    after = [] if is_ended else _mark(right, right.left + right.width, sign, around)
    return Run((*before, *glyphs, *after), run.is_backward)


def _with_marks_inside(glyphs: Sequence[Glyph], around: Surroundings) -> Iterator[Glyph]:
    """Yield the glyphs of a right-to-left run from left to right, with what must stand between them."""
    for glyph, earlier in pairwise(glyphs):
        kind = bidirectional(earlier.text[-1:] or " ")
        if glyph.text == " " and kind == "NSM":
            yield _space(glyph, _RTL_MARK + " ", around)
        elif glyph.text == " " and kind in _IN_NUMBERS:
            yield _space(glyph, " " + _RTL_MARK, around)
        else:
            yield glyph
            if kind in _IN_NUMBERS and bidirectional(glyph.text[-1:] or " ") not in _BACKWARD:
                yield from _mark(earlier, earlier.left, _RTL_MARK, around)
    yield glyphs[-1]


def _space(glyph: Glyph, text: str, around: Surroundings) -> Glyph:
    """Return a space that is read as ``text``."""
    code = around.made.code_of(glyph.fonts, MadeGlyph((), glyph.fonts[0].widths[glyph.code], text))
    return glyph if code is None else replace(glyph, code=code, text=text, override="")


def _mark(beside: Glyph, place: float, sign: str, around: Surroundings) -> list[Glyph]:
    """Return a mark of direction just left of a place, none if the font has none."""
    code = around.made.code_of(beside.fonts, MadeGlyph((), 0, sign))
    if code is None and (code := find_glyph(beside.fonts[0], sign)) is not None:
        keep_glyph(beside.fonts, code, sign)
    if code is None or beside.fonts[0].widths[code]:
        return []
    left = place - _BESIDE * beside.size
    return [replace(beside, code=code, rise=b"0", left=left, width=0.0, text=sign, override="")]
