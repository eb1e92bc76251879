"""The numbering of a Word file (ECMA-376, 17.9) -> the numbers that Word writes before paragraphs, in reading order.

They are no words of the file: Word counts them. What a list looks like is left to ``word_styles``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from factsheet_builder.languages.exchange.tree import Element, child, children, namespace_of

_PLACE: Final = re.compile(r"%([1-9])")
_ROMANS: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                  (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST: Final = 3_999


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    form: str
    text: str
    start: int = 1
    series: str = ""
    """The numbering that it counts in: lists may share one."""


@dataclass
class NumberCounter:
    """Counts the numbered paragraphs of a text, one after the other."""

    levels: Mapping[tuple[str, int], Level]
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def next(self, name: str, depth: int) -> str:
        """Return what stands before the next paragraph of a list, nothing where it is a mark and no number."""
        level = self.levels.get((name, depth))
        if level is None:
            return ""
        for other in [key for key in self._counts if key[0] == level.series and key[1] > depth]:
            del self._counts[other]
        at = (level.series, depth)
        if name not in self._begun and level.start != self._start(level.series, depth):
            self._counts[at] = level.start - 1
        self._begun.add(name)
        self._counts[at] = self._counts.get(at, level.start - 1) + 1
        return "" if level.form in {"bullet", "none"} else _PLACE.sub(lambda match: self._said(name, match), level.text)

    def _start(self, series: str, depth: int) -> int:
        """Return where a numbering begins that no list begins anew."""
        return next(
            (level.start for (_, at), level in self.levels.items() if level.series == series and at == depth), 1
        )

    def _said(self, name: str, match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        level = self.levels.get((name, depth))
        if level is None:
            return ""
        return written(self._counts.get((level.series, depth), level.start), level.form)


def written(number: int, form: str) -> str:
    """Return a number in one of the forms of Word; other forms than digits, letters and Roman numbers are digits."""
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 26 + 1)
        return letters.upper() if form.startswith("upper") else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < number <= _MOST:
        found = ""
        for value, letters in _ROMANS:
            found += letters * (number // value)
            number %= value
        return found.upper() if form.startswith("upper") else found
    return f"{number:02}" if form == "decimalZero" else str(number)


def levels_of(root: Element, links: Mapping[str, str]) -> dict[tuple[str, int], Level]:
    """Return the levels of all lists; ``links`` are lists by the styles of lists that others refer to."""
    drafts = {_value(draft, "abstractNumId"): draft for draft in children(root, "abstractNum")}
    drafts_of = {_value(number, "numId"): _value(child(number, "abstractNumId")) for number in children(root, "num")}
    found: dict[tuple[str, int], Level] = {}
    for number in children(root, "num"):
        name = _value(number, "numId")
        series = drafts_of[name]
        draft = drafts.get(series)
        if draft is not None and (style := _value(child(draft, "numStyleLink"))):
            series = drafts_of.get(links.get(style, ""), series)
            draft = drafts.get(series)
        own = {_value(over, "ilvl"): over for over in children(number, "lvlOverride")}
        for level in children(draft, "lvl") if draft is not None else ():
            depth = _value(level, "ilvl")
            if not depth.isdigit():
                continue
            over = own.get(depth)
            said = next((inner for inner in children(over, "lvl")), level) if over is not None else level
            start = _value(child(over, "startOverride")) if over is not None else ""
            start = start or _value(child(said, "start"))
            found[name, int(depth)] = Level(
                _value(child(said, "numFmt")),
                _value(child(said, "lvlText")),
                int(start) if start.isdigit() and len(start) < 6 else 1,
                series,
            )
    return found


def _value(element: Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(f"{{{namespace_of(element)}}}{name}", "")
