"""From the operators of a painted text to its glyphs, each with its place, and back.

Places are in text space: to the right of where the text matrix begins, in units of the font size. Which letters a glyph
stands for is left to ``glyph_letters``, the order to ``right_to_left``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+)")
_MATRIX = re.compile(rb"(\S+)( \S+ \S+ \S+) (\S+) (\S+) Tm")
_FONT = re.compile(rb"/(\S+) (\S+) Tf")
_RISE = re.compile(rb"(\S+) Ts")
Fonts = Mapping[bytes, Sequence[Any]]
"""The fonts of a document by their names in content streams: several of the engine's may share one file and name."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph as shown: id, font operator, fonts of that file, size, rise, left edge and width in text space.

    ``text`` is what it stands for; ``override`` says so where the font cannot.
    """

    code: int
    operator: bytes
    fonts: Sequence[Any]
    size: float
    rise: bytes
    left: float
    width: float
    text: str = ""
    override: str = ""


def fonts_by_name(stream: Any) -> Fonts:  # noqa: ANN401 — the engine has no types
    """Return the fonts that a stream of the engine knows, by the names that it calls them."""
    fonts: dict[bytes, list[Any]] = {}
    for font in stream._fonts.values():
        fonts.setdefault(font.hash.encode(), []).append(font)
    return fonts


def find_matrix(items: Sequence[Any]) -> re.Match[bytes] | None:
    """Return the text matrix of a text object of the engine, which has one."""
    return next((match for item in items if isinstance(item, bytes) and (match := _MATRIX.fullmatch(item))), None)


def read_glyphs(items: list[Any], fonts: Fonts) -> Iterator[Glyph]:
    """Yield the glyphs that a text object shows, in the order in which it shows them."""
    operator, size, rise, left = b"", 0.0, b"0", 0.0
    used: tuple[Any, ...] = ()
    for item in items:
        if not isinstance(item, bytes):
            continue
        if match := _FONT.fullmatch(item):
            operator, size, used = item, float(match[2]), tuple(fonts[match[1]])
        elif match := _RISE.fullmatch(item):
            rise = match[1]
        elif item.endswith(b"] TJ"):
            for codes, number in _TOKEN.findall(item):
                if number:
                    left -= float(number) * size / 1000
                for at in range(0, len(codes), 4):
                    code = int(codes[at : at + 4], 16)
                    width = used[0].widths.get(code, 0) * size / 1000
                    yield Glyph(code, operator, used, size, rise, left, width)
                    left += width


def show_glyphs(glyphs: Sequence[Glyph], matrix: re.Match[bytes], *, is_backward: bool) -> list[bytes]:
    """Return the operators that show ``glyphs``, given from left to right, all of one font, size and rise.

    With ``is_backward`` they are read from right to left.
    """
    first = glyphs[0]
    array, reached = [b"<"], glyphs[0].left
    for glyph in glyphs:
        gap = round((reached - glyph.left) * 1000 / glyph.size) if glyph.size else 0
        if gap:
            array.append(b">%d<" % gap)
            reached -= gap * glyph.size / 1000
        array.append(b"%04x" % glyph.code if glyph.code >= 0 else b"")
        reached += glyph.width
    left = float(matrix[3]) + float(matrix[1]) * glyphs[0].left
    place = b"%s%s %s %s Tm" % (matrix[1], matrix[2], f"{left:.3f}".encode(), matrix[4])
    shown = [place, first.operator, b"[" + b"".join(array) + b">] TJ"]
    if first.override:
        actual = first.override.encode("utf-16-be").hex().encode()
        return [b"/Span <</ActualText <FEFF%s>>> BDC" % actual, *shown, b"EMC"]
    return [b"/ReversedChars BMC", *shown, b"EMC"] if is_backward else shown
