"""The lines of a PO file -> its entries: which lines are the comments, the flags, the English and the translation of each.

Babel says what they mean; here it is told where they stand, in files of any program.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from babel.messages.pofile import denormalize, normalize

_KEY: Final = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(?=\")")
_WIDTHS: Final = (100, 76, 77, 78, 79, 80, 81)
"""How wide programs break lines, ours first."""
_LONG: Final = 110


@dataclass
class PoLines:
    """Where an entry stands, by the numbers of its lines from 0, and where each of its strings does."""

    start: int
    end: int
    is_obsolete: bool = False
    strings: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By ``msgid``, ``msgstr[0]`` and so on: the first line and the one behind the last."""

    def words(self, key: str, lines: Sequence[str]) -> str | None:
        """Return what a string says, nothing where there is none of the name."""
        return said(lines[slice(*self.strings[key])]) if key in self.strings else None


def said(lines: Sequence[str]) -> str:
    """Return what the lines of one string say."""
    quoted = [_KEY.sub("", line.strip()).strip() for line in lines]
    return str(denormalize("\n".join(quoted)))


def entries_in(lines: Sequence[str]) -> Iterator[PoLines]:
    """Yield the entries of a file, its header first; the comments above an entry are its own."""
    here, key = PoLines(0, 0), ""
    for number, line in enumerate(lines):
        held = line.strip()
        is_obsolete = held.startswith("#~")
        words = held[2:].lstrip(" |") if is_obsolete else held
        match = _KEY.match(words)
        begins = (held.startswith("#") and not is_obsolete) or bool(match and match[1] in {"msgctxt", "msgid"})
        if begins and any(name.startswith("msgstr") for name in here.strings):
            yield here
            here, key = PoLines(number, number), ""
        if match:
            key = match[1]
            here.strings[key] = (number, number + 1)
            here.is_obsolete = here.is_obsolete or is_obsolete
        elif key and words.startswith('"'):
            here.strings[key] = (here.strings[key][0], number + 1)
        here.end = number + 1 if held else here.end
    if here.strings:
        yield here


def width_of(lines: Sequence[str], entries: Sequence[PoLines]) -> int | None:
    """Return how wide the lines of a file are broken, nothing where they are not."""
    held = [lines[start:end] for entry in entries for start, end in entry.strings.values()]
    several = [piece for piece in held if len(piece) > 2 and "\\n" not in "".join(piece)][:40]
    longest = max((len(line.strip()) for piece in several for line in piece), default=0)
    if not several:
        is_long = any(len(line) > _LONG for piece in held for line in piece)
        return None if is_long else _WIDTHS[0]
    return max((*_WIDTHS, longest + 1), key=lambda width: sum(_is_broken_so(piece, width) for piece in several))


def _is_broken_so(piece: Sequence[str], width: int) -> bool:
    return normalize(said(piece), width=width).split("\n")[1:] == [line.strip() for line in piece[1:]]


def string_lines(key: str, words: str, width: int | None) -> list[str]:
    """Return the lines of a string."""
    return f"{key} {normalize(words, width=width or 0)}".split("\n")
