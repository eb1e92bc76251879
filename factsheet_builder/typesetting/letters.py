"""Which passages hold letters that the fonts of the project lack, said so that an author finds and replaces them.

That a letter is missing, or is set in a font of the machine, is seen when a document is written; which passage holds it
is seen in the text that was laid out. Reading fonts is left to fontTools, and done only where something is wrong.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from fontTools.ttLib import TTFont

from factsheet_builder.errors import Diagnostic, Place, Severity

_SILENT = frozenset({"head", "script", "style"})


def missing_letters(root: Element, letters: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield an error for each passage with one of ``letters``, which no font has: they are read as nothing.

    ISO 14289-1, 7.21.8, forbids them. A letter that stands in no passage (a page margin) gives one error without a place.
    """
    wanted = set(letters)
    for passage, found in _passages(root, wanted.__contains__):
        what = f"No font has {name_letters(''.join(sorted(found)))}."
        yield Diagnostic(Severity.ERROR, "missing-glyph", what, "Replace it, or add a font.", Place(passage=passage))
        wanted -= found
    for letter in sorted(wanted):
        what = f"No font has {name_letters(letter)}."
        yield Diagnostic(Severity.ERROR, "missing-glyph", what, "Replace it, or add a font.")


def fallback_letters(root: Element, font: Path, family: str, others: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each passage with letters that ``font``, of ``family``, lacks and ``others`` were found for.

    Letters that stand in no passage (a picture, a page margin) give one warning without a place.
    """
    with TTFont(font, lazy=True) as opened:
        known = set(opened.getBestCmap())
    remedy = f"Another machine may set other lines: replace what {family} lacks, or add a font."
    machine = f"set in {' and '.join(others)}, of this machine"
    passages = list(_passages(root, lambda letter: is_strange(letter, known)))
    for passage, found in passages:
        what = f"{family} lacks {name_letters(''.join(sorted(found)))}: {machine}."
        yield Diagnostic(Severity.WARNING, "fallback-font", what, remedy, Place(passage=passage))
    if not passages:
        what = f"Letters of a picture, or of a page margin, are {machine}."
        remedy = "Save pictures with their letters turned into outlines (paths)."
        yield Diagnostic(Severity.WARNING, "fallback-font", what, remedy)


def is_strange(letter: str, known: Container[int]) -> bool:
    """Return whether a letter needs a font, and one that ``known`` letters are not in."""
    return letter.isprintable() and not letter.isspace() and ord(letter) not in known


def name_letters(letters: str) -> str:
    """Return the letters, the first five with their numbers in Unicode, in words."""
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in letters[:5])
    more = f" and {len(letters) - 5} more" if len(letters) > 5 else ""
    return f"the letter “{letters}” ({codes})" if len(letters) == 1 else f"the letters “{letters[:5]}” ({codes}{more})"


def _passages(root: Element, is_wanted: Callable[[str], bool]) -> Iterator[tuple[str, set[str]]]:
    """Yield the id of each passage with letters that are wanted, in reading order, and those letters."""
    found: dict[str, set[str]] = {}
    for passage, text in _texts(root, ""):
        if letters := set(filter(is_wanted, text)):
            found.setdefault(passage, set()).update(letters)
    yield from found.items()


def _texts(element: Any, passage: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - the engine's elements
    """Yield every text with the id of the nearest element around it that has one."""
    if element.tag in _SILENT:
        return
    passage = element.get("id") or passage
    yield passage, element.text or ""
    for kid in element:
        yield from _texts(kid, passage)
        yield passage, kid.tail or ""
