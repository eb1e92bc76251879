"""Glyphs that are needed in a file beyond those painted: spaces at line ends, what a form field may hold, blank letters.

The engine embeds the glyphs that stand in ``Font.to_unicode`` (WeasyPrint 70.0, ``build_fonts_dictionary``), so a glyph
is kept by entering it there with its width, before the fonts are built.
"""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
from typing import Any
from unicodedata import normalize

from fontTools.ttLib import TTFont

Glyphs = MappingProxyType[int, tuple[int, int]]
_BLANKS = "\u200b\ufeff\r"  # never painted as they stand: layout leaves them out


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


@lru_cache(maxsize=16)
def _read_letters(file_content: bytes, index: int) -> MappingProxyType[int, str]:
    """Map glyph ids to the text of the lowest code point that leads to them, presentation forms taken apart."""
    glyphs = sorted(_read_glyphs(file_content, index).items(), reverse=True)
    return MappingProxyType({glyph: normalize("NFKC", chr(point)) for point, (glyph, _) in glyphs})


def letters_of(font: Any, glyph: int) -> str:  # noqa: ANN401
    """Return the text that a glyph of a font of the engine stands for by itself, empty if no code point leads to it."""
    return _read_letters(font.file_content, font.index).get(glyph, "")


def keep_blank(fonts: Iterable[Any], text: str) -> tuple[int, int] | None:
    """Enter a glyph without ink into ``fonts``, all of one file, that is read as ``text``.

    Returns its id and its advance in thousandths of an em, ``None`` if every blank glyph is taken.
    """
    kept = list(fonts)
    glyphs = _read_glyphs(kept[0].file_content, kept[0].index)
    printed = {glyphs[ord(space)][0] for space in " \u00a0" if ord(space) in glyphs}
    for blank in _BLANKS:
        glyph, advance = glyphs.get(ord(blank), (0, 0))
        if glyph and glyph not in printed and all(font.to_unicode.get(glyph, text) == text for font in kept):
            for font in kept:
                font.to_unicode[glyph] = text
                font.widths[glyph] = advance
            return glyph, advance
    return None
