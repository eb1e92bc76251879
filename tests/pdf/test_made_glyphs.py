"""Letters with their marks are one glyph on the line, so that other programs find words with marks as whole words."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pymupdf_fonts
import pytest
from fontTools.ttLib import TTFont

from factsheet_builder.pdf.glyphs import lines
from factsheet_builder.pdf.glyphs.made_glyphs import MadeGlyph, MadeGlyphs, extend
from factsheet_builder.pdf.tagging.tag_writer import write_tagged_pdf
from tests.pdf.documents import Render

MARKED = "مُحَمَّدٌ أيضاً شدَّة في 10 مارس 2022، بما VI-1."
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")


def words_in(pdf: bytes, folder: Path) -> list[str]:
    (folder / "a.pdf").write_bytes(pdf)
    text = subprocess.run(["pdftotext", "a.pdf", "-"], cwd=folder, capture_output=True, text=True, check=True).stdout
    return text.translate(dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\x0c"))).split()


@needs_poppler
def test_words_with_marks_and_numbers_are_whole_words(render: Render, tmp_path: Path) -> None:
    document = render(f"<p>{MARKED}</p>", lang="ar", root="dir=rtl", css="@page { @top-left { content: none } }")
    assert words_in(write_tagged_pdf(document), tmp_path)[: len(MARKED.split())] == MARKED.split()


@needs_poppler
def test_without_them_words_fall_apart(render: Render, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: no glyph can be made."""
    monkeypatch.setattr(lines, "MadeGlyphs", lambda: MadeGlyphs(most=0))
    monkeypatch.setattr(MadeGlyphs, "code_of", lambda *_arguments: None)
    document = render(f"<p>{MARKED}</p>", lang="ar", root="dir=rtl", css="@page { @top-left { content: none } }")
    assert words_in(write_tagged_pdf(document), tmp_path)[: len(MARKED.split())] != MARKED.split()


def test_a_font_is_given_glyphs_behind_its_own() -> None:
    content = pymupdf_fonts.myfont("figo")
    with TTFont(BytesIO(content)) as font:
        count, alef = font["maxp"].numGlyphs, font.getGlyphID(font.getBestCmap()[0x627])
    made = {MadeGlyph(((alef, 0, 0), (alef, 100, 50)), 400, "ا"): count + 3, MadeGlyph((), 0, "ً"): count + 4}
    extended = extend(content, made)
    assert extended == extend(content, made), "same bytes"
    with TTFont(BytesIO(extended)) as font:
        order: Any = font.getGlyphOrder()
        both, blank = (font["glyf"][order[count + at]] for at in (3, 4))
        assert [(part.x, part.y) for part in both.components] == [(0, 0), (100, 50)]
        assert blank.numberOfContours == 0
        assert font["hmtx"][order[count + 3]][0] == round(400 * font["head"].unitsPerEm / 1000)
