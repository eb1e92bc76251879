"""The words of a table -> how wide its columns are, and which of its rows may break over pages.

An engine gives the widest cell the most room, so that a short heading of a row wraps in a sliver beside a long text. Here
a column is as wide as its longest word asks for and its texts are long, within limits.
"""

import re
from collections.abc import Sequence
from typing import Final

_WIDEST: Final = 40
"""Letters beyond which a text of a cell asks for no more width: it wraps."""
_WIDEST_HEADING: Final = 20
_PADDING: Final = 2
_SHORT: Final = 10
"""Letters of a cell that stay together where there is room for them."""
_TALL: Final = 1600
"""Letters of a cell times columns: about half a page (240 mm of lines of 12 pt, 108 mm of letters of 8.6 pt)."""


def column_widths(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the width of each column in hundredths of the table; each row has a text for every column."""
    asked = [_asked(heading, [row[index] for row in rows]) for index, heading in enumerate(columns)]
    return tuple(round(100 * width / sum(asked)) for width in asked)


def _asked(heading: str, cells: Sequence[str]) -> int:
    longest_word = max((len(word) for text in (heading, *cells) for word in text.split()), default=0)
    longest = min(max(map(len, cells), default=0), _WIDEST)
    return max(longest_word, longest, min(len(heading) // 2 + 1, _WIDEST_HEADING)) + _PADDING


def room_asked(columns: Sequence[str], rows: Sequence[Sequence[str]], whole: Sequence[bool]) -> int:
    """Return how many letters the columns need beside one another, so that no word of theirs is divided.

    ``whole`` tells of each column whether its texts stay on one line.
    """
    asked = 0
    for index, heading in enumerate(columns):
        texts = [row[index] for row in rows]
        words = [word for text in (heading, *texts) for word in text.split()]
        longest = max(map(len, texts), default=0)
        asked += max([longest if whole[index] else min(longest, _SHORT), *map(len, words)]) + _PADDING
    return asked


def decimals_of(words: str, mark: str) -> int | None:
    """Return how many decimals a number has, ``mark`` standing before them; ``None`` for what is no number."""
    if not _NUMBER.fullmatch(words):
        return None
    found = re.search(rf"{re.escape(mark)}(\d+)\D*$", words)
    return len(found[1]) if found else 0


_NUMBER: Final = re.compile(r"[\d\s.,:%€$£/–-]*\d[\d\s.,:%€$£/–-]*")


def numeric_columns(rows: Sequence[Sequence[str]]) -> tuple[bool, ...]:
    """Return for each column whether its cells are numbers or dates, empty ones aside."""
    return tuple(
        any(cells) and all(_NUMBER.fullmatch(cell) for cell in cells if cell)
        for cells in ([cell.strip() for cell in column] for column in zip(*rows, strict=True))
    )


def is_tall(cells: Sequence[str]) -> bool:
    """Return whether a row of these texts may be too tall to be kept on one page."""
    return max(map(len, cells)) * len(cells) > _TALL
