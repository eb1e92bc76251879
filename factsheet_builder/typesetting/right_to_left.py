"""Rewrites painted right-to-left text so that its content is in logical order while nothing on the page moves.

The engine shows a line of Arabic or Hebrew from left to right, as it stands. Here its runs are shown in the order in
which they are read, each at its own place, and a run that reads from right to left is marked as ``/ReversedChars``
(ISO 32000-1, 14.8.2.3.3). Readers that go by places (poppler, pdf.js) still see what they expect, which is why this is
not done with ``/ActualText``: both take it for text in visual order and turn it round (poppler 22.12).

What comes out is compared with the text that was laid out; where it does not agree, nothing is rewritten.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from unicodedata import bidirectional, mirrored

_TOKEN = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+)")
_MATRIX = re.compile(rb"(.*) (\S+) (\S+) Tm", re.DOTALL)
_FONT = re.compile(rb"/(\S+) (\S+) Tf")
_RISE = re.compile(rb"(\S+) Ts")
_NEUTRAL, _LEFT, _RIGHT, _NUMBER = "", "L", "R", "N"
_CLASSES = {"L": _LEFT, "R": _RIGHT, "AL": _RIGHT, "EN": _NUMBER, "AN": _NUMBER}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph as shown: code, font operator, size, rise, left edge and width in text space, the text it is."""

    code: bytes
    font: bytes
    size: float
    rise: bytes
    left: float
    width: float
    text: str
    override: str = ""


Entry = tuple[int, int, Glyph]  # level, place from the left, glyph


def in_logical_order(
    items: list[Any], fonts: Mapping[bytes, list[Any]], text: str, *, is_rtl: bool
) -> list[Any] | None:
    """Return the operators of one text object in logical order, ``None`` if they do not give ``text``.

    ``items`` start with ``BT`` and end with ``ET``; ``is_rtl`` is the direction of the text around.
    """
    matrix = next((match for item in items if isinstance(item, bytes) and (match := _MATRIX.fullmatch(item))), None)
    if matrix is None:
        return None
    glyphs = list(_read(items, fonts, float(matrix[2])))
    ordered = _align(_reorder(glyphs, is_rtl=is_rtl), text)
    if ordered is None:
        return None
    shown: list[Any] = [b"BT"]
    for group in _groups(ordered):
        shown.extend(_show(group, matrix))
    return [*shown, b"0 Ts", b"ET"] if any(glyph.rise != b"0" for glyph in glyphs) else [*shown, b"ET"]


def _read(items: list[Any], fonts: Mapping[bytes, list[Any]], left: float) -> Iterator[Glyph]:
    operator, size, font, rise = b"", 0.0, None, b"0"
    for item in items:
        if not isinstance(item, bytes):
            continue
        if match := _FONT.fullmatch(item):
            operator, size, font = item, float(match[2]), fonts[match[1]][0]
        elif match := _RISE.fullmatch(item):
            rise = match[1]
        elif item.endswith(b"] TJ"):
            for codes, number in _TOKEN.findall(item):
                if number:
                    left -= float(number) * size / 1000
                for at in range(0, len(codes), 4):
                    code = codes[at : at + 4]
                    width = font.widths[int(code, 16)] * size / 1000 if font else 0.0
                    text = font.to_unicode.get(int(code, 16), "") if font else ""
                    yield Glyph(code, operator, size, rise, left, width, text)
                    left += width


def _reorder(glyphs: list[Glyph], *, is_rtl: bool) -> list[Entry]:
    """Return (level, place from the left, glyph) in logical order: rule L2 of UAX 9 undone, lowest level first."""
    levels = _levels([glyph.text for glyph in glyphs], is_rtl=is_rtl)
    ordered = [(level, place, glyph) for place, (level, glyph) in enumerate(zip(levels, glyphs, strict=True))]
    for level in range(1, max(levels, default=0) + 1):
        ordered = list(_turned(ordered, level))
    return ordered


def _turned(entries: list[Entry], level: int) -> Iterator[Entry]:
    for is_inside, run in groupby(entries, key=lambda entry: entry[0] >= level):
        members = list(run)
        yield from reversed(members) if is_inside else members


def _levels(texts: list[str], *, is_rtl: bool) -> list[int]:
    classes = [_CLASSES.get(bidirectional(text[:1]) if text else "", _NEUTRAL) for text in texts]
    for at in range(1, len(texts) - 1):  # a separator inside a number is part of it (UAX 9, W4)
        if bidirectional(texts[at][:1] or " ") in {"CS", "ES"} and classes[at - 1] == classes[at + 1] == _NUMBER:
            classes[at] = _NUMBER
    base = _RIGHT if is_rtl else _LEFT
    strong = base
    for at, kind in enumerate(classes):  # a number after left-to-right letters goes with them (W7)
        if kind == _NUMBER and strong == _LEFT:
            classes[at] = _LEFT
        strong = kind if kind in {_LEFT, _RIGHT} else strong
    resolved = [kind or _resolve(classes, at, base) for at, kind in enumerate(classes)]
    return [{_LEFT: 2 if is_rtl else 0, _RIGHT: 1, _NUMBER: 2}[kind] for kind in resolved]


def _resolve(classes: list[str], at: int, base: str) -> str:
    """Return the direction of a neutral glyph: that of both sides if they agree, else the one around (N1, N2)."""
    before = next((other for other in reversed(classes[:at]) if other), base)
    after = next((other for other in classes[at + 1 :] if other), base)
    sides = {_RIGHT if side == _NUMBER else side for side in (before, after)}
    return sides.pop() if len(sides) == 1 else base


def _align(ordered: list[Entry], text: str) -> list[Entry] | None:
    """Check glyphs against the text; a mirrored bracket that the font maps to its counterpart gets the right one."""
    aligned, at = [], 0
    for level, place, glyph in ordered:
        if text.startswith(glyph.text, at):
            aligned.append((level, place, glyph))
            at += len(glyph.text)
        elif at < len(text) and len(glyph.text) == 1 and mirrored(glyph.text) and mirrored(text[at]):
            aligned.append((level, place, replace(glyph, override=text[at])))
            at += 1
        else:
            return None
    return aligned if not text[at:].strip() else None


def _groups(ordered: list[Entry]) -> Iterator[list[Entry]]:
    """Yield runs that can be shown at once: neighbours on the page, of one direction, font and rise."""
    group: list[Entry] = []
    for entry in ordered:
        if group:
            level, place, glyph = group[-1]
            step = -1 if level % 2 else 1
            is_one = (entry[0], entry[1] - place, entry[2].font, entry[2].rise) == (level, step, glyph.font, glyph.rise)
            if not is_one or glyph.override or entry[2].override:
                yield group
                group = []
        group.append(entry)
    if group:
        yield group


def _show(group: list[Entry], matrix: re.Match[bytes]) -> list[bytes]:
    level, _, first = group[0]
    glyphs = [glyph for _, _, glyph in group]
    if level % 2:
        glyphs.reverse()
    array, reached = [b"<"], glyphs[0].left
    for glyph in glyphs:
        gap = round((reached - glyph.left) * 1000 / glyph.size) if glyph.size else 0
        if gap:
            array.append(b">%d<" % gap)
            reached -= gap * glyph.size / 1000
        array.append(glyph.code)
        reached += glyph.width
    place = b"%s %s %s Tm" % (matrix[1], f"{glyphs[0].left:.3f}".encode(), matrix[3])
    shown = [place, first.font, first.rise + b" Ts", b"[" + b"".join(array) + b">] TJ"]
    if first.rise == b"0":
        del shown[2]
    if first.override:
        actual = first.override.encode("utf-16-be").hex().encode()
        return [b"/Span <</ActualText <FEFF%s>>> BDC" % actual, *shown, b"EMC"]
    return [b"/ReversedChars BMC", *shown, b"EMC"] if level % 2 else shown
