"""Glyphs that are needed in a file beyond those painted: spaces at line ends, what a form field may hold.

The engine embeds the glyphs that stand in ``Font.to_unicode`` (WeasyPrint 70.0, ``build_fonts_dictionary``), so a glyph
is kept by entering it there with its width, before the fonts are built.
"""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
from typing import Any

from fontTools.ttLib import TTFont

Glyphs = MappingProxyType[int, tuple[int, int]]


@lru_cache(maxsize=16)
def _read_glyphs(file_content: bytes, index: int) -> Glyphs:
    """Map code points to glyph ids and advances in thousandths of an em; 25 ms for FiraGO, hence kept."""
    with TTFont(BytesIO(file_content), fontNumber=index, lazy=True) as file:
        scale, advances = 1000 / file["head"].unitsPerEm, file["hmtx"].metrics
        names = file.getBestCmap()
        glyphs = {point: (file.getGlyphID(name), round(advances[name][0] * scale)) for point, name in names.items()}
    return MappingProxyType(glyphs)


def find_glyph(font: Any, character: str) -> int | None:  # noqa: ANN401 — the engine has no types
    """Return the glyph of a character in a font of the engine, ``None`` if it has none."""
    found = _read_glyphs(font.file_content, font.index).get(ord(character))
    return found[0] if found else None


def keep_glyph(fonts: Iterable[Any], glyph: int, text: str) -> None:
    """Enter a glyph into ``fonts``, all of one file, so that it is embedded and read as ``text``."""
    for font in fonts:
        font.to_unicode.setdefault(glyph, text)
        if glyph not in font.widths:
            found = _read_glyphs(font.file_content, font.index).get(ord(text))
            font.widths[glyph] = found[1] if found else 0


def keep_characters(font: Any, characters: Iterable[str]) -> None:  # noqa: ANN401
    """Enter the glyphs of all these characters that a font has."""
    glyphs = _read_glyphs(font.file_content, font.index)
    for character in characters:
        if (found := glyphs.get(ord(character))) is not None:
            font.to_unicode.setdefault(found[0], character)
            font.widths.setdefault(*found)
