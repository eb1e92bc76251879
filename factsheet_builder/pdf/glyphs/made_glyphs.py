"""Glyphs that a font lacks and that its embedded file is given: letters with their marks, blank letters, other readings.

A font draws a mark above a letter as a glyph of its own, off the line; programs that take words out of a page go by
places and begin a new word there. It stands for one letter only wherever it is used, and has no blank glyphs to spare
for letters that are drawn as part of another. So a glyph is made for each such need, of glyphs that the font has (a
composite of its ``glyf`` table), with a number behind all of theirs, and added to the file after it was subset.

A font with outlines in another table (``CFF``) is left as it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

_FIRST = 0x100  # behind the last glyph, so many are left to the engine, which numbers missing letters there
_LAST_CODE = 0xFFFF


@dataclass(frozen=True, slots=True)
class MadeGlyph:
    """What is drawn: glyphs of the font, each with its place in units of the font; its width in thousandths; its text."""

    parts: tuple[tuple[int, int, int], ...]
    width: int
    text: str


@dataclass(slots=True)
class MadeGlyphs:
    """The glyphs made for one document, at most ``most`` for each font, by the name of the font they are added to."""

    most: int = 4000
    _made: dict[str, dict[MadeGlyph, int]] = field(default_factory=dict)

    def code_of(self, fonts: Sequence[Any], glyph: MadeGlyph) -> int | None:
        """Return the number of a glyph in ``fonts``, all of one file, making it at need; ``None`` if it cannot be made."""
        font = fonts[0]
        if not _can_be_extended(font):
            return None
        known = self._made.get(font.hash, {})
        code: int = known.get(glyph, font.glyph_count + _FIRST + len(known))
        if code > _LAST_CODE or (glyph not in known and len(known) >= self.most):
            return None
        self._made.setdefault(font.hash, known)[glyph] = code
        _enter(fonts, glyph, code)
        return code

    def enter(self, fonts: Iterable[Any]) -> None:
        """Enter the glyphs into every font of their file: the engine may have opened one more of the same name."""
        for font in fonts if self._made else ():
            for glyph, code in self._made.get(font.hash, {}).items():
                _enter((font,), glyph, code)

    def embed(self, pdf: Any, fonts: Iterable[Any]) -> None:  # noqa: ANN401 — pydyf has no types
        """Add the glyphs to the font files of a PDF that is otherwise complete."""
        names = {font.name: font.hash for font in fonts if font.hash in self._made}
        files = {names[name]: file for name, file in _font_files(pdf) if name in names}
        for name, file in files.items():
            content = extend(file.stream[0], self._made[name])
            file.stream = [content]
            file.extra["Length1"] = len(content)


def extend(content: bytes, made: Mapping[MadeGlyph, int]) -> bytes:
    """Return a font file with glyphs added to it, each at its number; what is between is empty."""
    with TTFont(BytesIO(content), recalcTimestamp=False) as file:
        order = list(file.getGlyphOrder())
        drawn = {code: glyph for glyph, code in made.items()}
        added = {code: f"made{code}" for code in range(len(order), max(drawn) + 1)}
        file.setGlyphOrder([*order, *added.values()])
        outlines, metrics, scale = file["glyf"], file["hmtx"].metrics, file["head"].unitsPerEm / 1000
        outlines.setGlyphOrder(file.getGlyphOrder())
        for code, name in added.items():
            glyph = drawn.get(code, MadeGlyph((), 0, ""))
            pen = TTGlyphPen(outlines)
            for part, x, y in glyph.parts:
                pen.addComponent(order[part], (1, 0, 0, 1, x, y))
            outlines[name] = outline = pen.glyph()
            outline.recalcBounds(outlines)
            metrics[name] = (round(glyph.width * scale), outline.xMin if glyph.parts else 0)
        written = BytesIO()
        file.save(written)
    return written.getvalue()


def _can_be_extended(font: Any) -> bool:  # noqa: ANN401 — the engine has no types
    is_drawn_otherwise = font.bitmap or font.png or font.svg or font.colr
    return "glyf" in font.tables and "vmtx" not in font.tables and not is_drawn_otherwise


def _enter(fonts: Iterable[Any], glyph: MadeGlyph, code: int) -> None:
    for font in fonts:
        font.to_unicode[code] = glyph.text
        font.widths[code] = glyph.width


def _font_files(pdf: Any) -> Iterator[tuple[bytes, Any]]:  # noqa: ANN401
    """Yield the name of each TrueType font of a PDF and the stream of its file."""
    for entry in pdf.objects:
        if isinstance(entry, dict) and "FontFile2" in entry:
            yield entry["FontName"], pdf.objects[int(entry["FontFile2"].split()[0])]
