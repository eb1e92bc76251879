"""From a painted cluster to glyphs that stand for one letter each, so that no reader can turn the letters of one round.

Readers that go by places turn right-to-left text round glyph by glyph, and with it what one glyph stands for: a
lam-alef, mapped to its two letters, comes out as alef and lam, from ``/ActualText`` as from ToUnicode (poppler 22.12).
So a ligature stands for its last letter, and a glyph without ink at its right edge for each letter before.

They also begin a new word at a mark that is drawn off the line. So a letter and its marks become one glyph, made for
them, that stands for the letter, and a glyph without ink at its left edge for each mark (pdf.js gives a mark no width,
hence not the other way round).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from unicodedata import category

from factsheet_builder.pdf.glyphs.embedded_fonts import keep_blank, letters_of
from factsheet_builder.pdf.glyphs.made_glyphs import MadeGlyph, MadeGlyphs
from factsheet_builder.pdf.glyphs.painted_glyphs import Glyph
from factsheet_builder.pdf.glyphs.shaped_text import Cluster

_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("«", "»"), ("‹", "›"), ("≤", "≥"), ("⟨", "⟩"))
_COUNTERPARTS = {one: other for left, right in _PAIRS for one, other in ((left, right), (right, left))}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a text stands: its own direction, those of its line and its document, and the glyphs made for that."""

    is_rtl: bool
    is_line_rtl: bool
    is_in_rtl_document: bool
    made: MadeGlyphs = field(default_factory=MadeGlyphs)


def glyphs_with_letters(cluster: Cluster, painted: Sequence[Glyph], around: Surroundings) -> list[Glyph]:
    """Return the glyphs of a cluster, given from left to right, and the blank ones it needs, in the order of its text."""
    is_backward = bool(cluster.level % 2)
    if len(painted) == 1 and (known := _bracket(painted[0], around)):
        return [_named(painted[0], cluster.text, around.made, known)]
    if is_backward and (units := _in_one_piece(painted, cluster.text, around.made)):
        return units
    return _read_as(painted[::-1] if is_backward else painted, cluster.text, around.made, is_backward=is_backward)


def _in_one_piece(painted: Sequence[Glyph], text: str, made: MadeGlyphs) -> list[Glyph]:
    """Return one glyph that shows a right-to-left cluster, and a blank one for each further letter, in their order.

    Each letter has its share of the width, the last, at the left, with all that is seen: where glyphs overlap, readers
    take them for a word that is printed twice. Nothing if it is a letter by itself, or the font cannot be extended.
    """
    is_letter = len(text) == 1 and len(painted) == 1 and not float(painted[0].rise)
    if is_letter or not any(glyph.width for glyph in painted):
        return []
    letters = [place for place, letter in enumerate(text) if category(letter)[0] not in "MC"] or [0]
    width = _width(painted)
    share = width // len(letters)
    shown = _joined(painted, MadeGlyph((), width - share * (len(letters) - 1), text[letters[-1]]), made)
    if shown is None:
        return []
    units: list[Glyph] = []
    left = shown.left + width * shown.size / 1000
    for place, letter in enumerate(text):
        if place == letters[-1]:
            unit, left = shown, shown.left
        else:
            blank = MadeGlyph((), share if place in letters else 0, letter)
            own = blank.width * shown.size / 1000
            left -= own
            unit = replace(shown, code=made.code_of(shown.fonts, blank) or -1, left=left, width=own, text=letter)
        units.append(unit)
    return units


def _width(painted: Sequence[Glyph]) -> int:
    """Return how much of the line glyphs take up, in thousandths of their size."""
    left = min(glyph.left for glyph in painted if glyph.width)
    return round((max(glyph.left + glyph.width for glyph in painted) - left) * 1000 / painted[0].size)


def _joined(painted: Sequence[Glyph], like: MadeGlyph, made: MadeGlyphs) -> Glyph | None:
    """Return one glyph on the line that shows all of ``painted`` where they stand, as wide and read as ``like``."""
    first = min((glyph for glyph in painted if glyph.width), key=lambda glyph: glyph.left)
    font = first.fonts[0]
    is_plain = len(painted) == 1 and not float(first.rise) and font.widths[first.code] == like.width
    if is_plain and font.to_unicode.get(first.code) == like.text:
        return replace(first, text=like.text)
    scale = font.upem / first.size
    parts = tuple(
        (glyph.code, round((glyph.left - first.left) * scale), round(float(glyph.rise) * scale)) for glyph in painted
    )
    code = made.code_of(first.fonts, replace(like, parts=parts))
    width = like.width * first.size / 1000
    return None if code is None else replace(first, code=code, rise=b"0", width=width, text=like.text)


def _read_as(glyphs: Sequence[Glyph], text: str, made: MadeGlyphs, *, is_backward: bool) -> list[Glyph]:
    """Return the glyphs of one cluster and the blank ones that it needs, in the order of the letters of ``text``."""
    if len(glyphs) == 1 and (len(text) == 1 or not is_backward):
        return [_named(glyphs[0], text, made)]
    letters, units, ligatures = list(enumerate(text)), {}, []
    for glyph in glyphs:
        own = letters_of(glyph.fonts[0], glyph.code)
        found = next((letter for letter in letters if letter[1] == own), None)
        if found is None:
            ligatures.append(glyph)
        else:
            letters.remove(found)
            units[found[0]] = _named(glyph, own, made)
    if len(ligatures) > len(letters):
        return [replace(glyphs[0], text=text, override=text), *glyphs[1:]]
    for glyph in reversed(ligatures):
        place, letter = letters.pop()
        units[place] = _named(glyph, letter, made)
    blanks = {place: _blank(ligatures[0] if ligatures else glyphs[0], letter) for place, letter in letters}
    left = min((blank.left for blank in blanks.values()), default=0.0)  # none may stand before another by its width
    units |= {place: replace(blank, left=left) for place, blank in blanks.items()}
    return [units[place] for place in sorted(units)]


def _bracket(glyph: Glyph, around: Surroundings) -> str:
    """Return the bracket that a glyph is in text of the document's direction, nothing if it is no bracket."""
    own = letters_of(glyph.fonts[0], glyph.code)
    return _COUNTERPARTS.get(own, "") if around.is_in_rtl_document else own if own in _COUNTERPARTS else ""


def _named(glyph: Glyph, text: str, made: MadeGlyphs, known: str = "") -> Glyph:
    """Return ``glyph`` as what is read as ``text``: by its font if it may say so, else by a twin or by itself.

    The engine maps a glyph to what it stood for first (WeasyPrint 70.0): a ligature to all its letters, a mark to the
    whole cluster.
    """
    known = known or glyph.fonts[0].to_unicode.get(glyph.code, "")
    meant = known if len(known) == 1 else text
    for font in glyph.fonts:
        font.to_unicode[glyph.code] = meant
    if meant == text:
        return replace(glyph, text=text, override="")
    twin = MadeGlyph(((glyph.code, 0, 0),), glyph.fonts[0].widths[glyph.code], text)
    code = made.code_of(glyph.fonts, twin)
    return replace(glyph, text=text, override=text) if code is None else replace(glyph, code=code, text=text)


def _blank(beside: Glyph, letter: str) -> Glyph:
    """Return a glyph without ink at the right edge of a ligature that is read as one of its letters."""
    kept = keep_blank(beside.fonts, letter)
    if kept is None:
        return replace(beside, code=-1, width=0.0, text=letter, override=letter)
    code, width = kept[0], kept[1] * beside.size / 1000
    left = beside.left + beside.width - width
    return replace(beside, code=code, rise=b"0", left=left, width=width, text=letter, override="")
