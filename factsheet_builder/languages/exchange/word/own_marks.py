"""How Word files that this program writes mark their passages: names of styles, and bookmarks that carry ids.

The edition for comments is written with them, and an import that meets them knows each passage by its id and its kind. Word
keeps styles and bookmarks when it saves a file; what has none of them is read as any other file.
"""

import re
from hashlib import sha256
from typing import Final

MADE: Final = "Factsheet made"
"""Paragraphs that the builder makes of the content: they are no part of it."""
MADE_LETTERS: Final = "Factsheet made letters"
NUMBER: Final = "Factsheet number"
"""Letters of the number of a section, a paragraph or an article."""
NO_ADDRESS: Final = "Factsheet link without address"
GAP: Final = "Factsheet gap"
"""What stands between the calls of two notes."""
LEAD_IN: Final = "Factsheet lead-in"
ARTICLE: Final = "Factsheet article"
ARTICLE_TEXT: Final = "Factsheet article text"
PRACTICE: Final = "Factsheet practice"
RECOMMENDATION: Final = "Factsheet recommendation"
RECOMMENDATION_PART: Final = "Factsheet recommendation part"
"""What follows the text of a recommendation and belongs to it."""
FIGURE: Final = "Factsheet figure"
"""The title of a figure."""
CALLOUT: Final = "Factsheet callout"
CALLOUT_TITLE: Final = "Factsheet callout title"
PRIORITY_TITLE: Final = "Factsheet priority title"
QUOTATION: Final = "Factsheet quotation"
QUOTATION_SOURCE: Final = "Factsheet quotation source"
DEFINITIONS: Final = "Factsheet definitions"
"""The title of a glossary."""
DEFINITION: Final = "Factsheet definition"
BIBLIOGRAPHY: Final = "Factsheet bibliography"
"""The title of a list of works."""
WORK: Final = "Factsheet work"
CELL: Final = "Factsheet cell"
SMALL_CELL: Final = "Factsheet small cell"
ITEM_TEXT: Final = "Factsheet item text"
"""With the depth of the list behind it: a paragraph inside an item."""

_BLOCK, _NOTE, _PART = "_fs_", "_fn_", "_fp_"
_BACK: Final = re.compile(r"_fb([0-9])_[0-9]+")
_MOST: Final = 40
"""Letters that Word allows in the name of a bookmark (17.13.6.2); hidden ones begin with “_”."""


def bookmark_of(name: str, *, is_note: bool = False, is_part: bool = False) -> str:
    """Return the bookmark of the block, note or part of a block of an id; one that is too long is cut, and says so."""
    mark = (_NOTE if is_note else _PART if is_part else _BLOCK) + name.replace(".", "__").replace("-", "_")
    if len(mark) <= _MOST:
        return mark
    return f"{mark[: _MOST - 9]}x{sha256(name.encode()).hexdigest()[:6]}__"


def way_back(depth: int, count: int) -> str:
    """Return a bookmark for the first passage behind a section that has ended, with ``depth`` sections around it."""
    return f"_fb{min(depth, 9)}_{count}"


def depth_of(bookmark: str) -> int | None:
    """Return how many sections stand around a passage, where its bookmark says it."""
    match = _BACK.fullmatch(bookmark)
    return int(match[1]) if match else None


def id_of(bookmark: str, *, is_note: bool = False) -> str:
    """Return the id that a bookmark carries; nothing for one of another program, or one that was cut."""
    prefix = _NOTE if is_note else _BLOCK
    if not bookmark.startswith(prefix) or bookmark.endswith("__"):
        return ""
    name = bookmark.removeprefix(prefix).replace("__", ".").replace("_", "-")
    return name if re.fullmatch(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*", name) else ""
