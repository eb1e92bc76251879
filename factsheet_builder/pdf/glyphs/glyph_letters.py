"""From a painted cluster to glyphs that stand for one letter each, so that no reader can turn the letters of one round.

Readers that go by places turn right-to-left text round glyph by glyph, and with it what one glyph stands for: a
lam-alef, mapped to its two letters, comes out as alef and lam, from ``/ActualText`` as from ToUnicode (poppler 22.12).
So a ligature stands for its last letter, and a glyph without ink at its right edge for each letter before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factsheet_builder.pdf.glyphs.embedded_fonts import keep_blank, letters_of
from factsheet_builder.pdf.glyphs.painted_glyphs import Glyph
from factsheet_builder.pdf.glyphs.shaped_text import Cluster

_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("«", "»"), ("‹", "›"), ("≤", "≥"), ("⟨", "⟩"))
_COUNTERPARTS = {one: other for left, right in _PAIRS for one, other in ((left, right), (right, left))}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a text stands: the direction of the text around it, and that of the document."""

    is_rtl: bool
    is_in_rtl_document: bool


def glyphs_with_letters(cluster: Cluster, painted: Sequence[Glyph], around: Surroundings) -> list[Glyph]:
    """Return the glyphs of a cluster, given from left to right, and the blank ones it needs, in the order of its text."""
    is_backward = bool(cluster.level % 2)
    if len(painted) == 1 and (known := _bracket(painted[0], around)):
        return [_named(painted[0], cluster.text, known)]
    return _read_as(painted[::-1] if is_backward else painted, cluster.text, is_backward=is_backward)


def _read_as(glyphs: Sequence[Glyph], text: str, *, is_backward: bool) -> list[Glyph]:
    """Return the glyphs of one cluster and the blank ones that it needs, in the order of the letters of ``text``."""
    if len(glyphs) == 1 and (len(text) == 1 or not is_backward):
        return [_named(glyphs[0], text)]
    letters, units, ligatures = list(enumerate(text)), {}, []
    for glyph in glyphs:
        own = letters_of(glyph.fonts[0], glyph.code)
        found = next((letter for letter in letters if letter[1] == own), None)
        if found is None:
            ligatures.append(glyph)
        else:
            letters.remove(found)
            units[found[0]] = _named(glyph, own)
    if len(ligatures) > len(letters):
        return [replace(glyphs[0], text=text, override=text), *glyphs[1:]]
    for glyph in reversed(ligatures):
        place, letter = letters.pop()
        units[place] = _named(glyph, letter)
    blanks = {place: _blank(ligatures[0] if ligatures else glyphs[0], letter) for place, letter in letters}
    left = min((blank.left for blank in blanks.values()), default=0.0)  # none may stand before another by its width
    units |= {place: replace(blank, left=left) for place, blank in blanks.items()}
    return [units[place] for place in sorted(units)]


def _bracket(glyph: Glyph, around: Surroundings) -> str:
    """Return the bracket that a glyph is in text of the document's direction, nothing if it is no bracket."""
    own = letters_of(glyph.fonts[0], glyph.code)
    return _COUNTERPARTS.get(own, "") if around.is_in_rtl_document else own if own in _COUNTERPARTS else ""


def _named(glyph: Glyph, text: str, known: str = "") -> Glyph:
    """Return ``glyph`` as what is read as ``text``: by its font if it may say so, else by itself.

    The engine maps a glyph to what it stood for first (WeasyPrint 70.0): a ligature to all its letters, a mark to the
    whole cluster.
    """
    known = known or glyph.fonts[0].to_unicode.get(glyph.code, "")
    meant = known if len(known) == 1 else text
    for font in glyph.fonts:
        font.to_unicode[glyph.code] = meant
    return replace(glyph, text=text, override="" if meant == text else text)


def _blank(beside: Glyph, letter: str) -> Glyph:
    """Return a glyph without ink at the right edge of a ligature that is read as one of its letters."""
    kept = keep_blank(beside.fonts, letter)
    if kept is None:
        return replace(beside, code=-1, width=0.0, text=letter, override=letter)
    code, width = kept[0], kept[1] * beside.size / 1000
    left = beside.left + beside.width - width
    return replace(beside, code=code, rise=b"0", left=left, width=width, text=letter, override="")
