"""A text × the lines in which it stood -> its lines now, those before and behind what changed as they were."""

import re
from collections.abc import Sequence
from typing import Final

WIDTH: Final = 120
_BREAK: Final = re.compile(r"(?<=[^ \t\n]) (?=[^ \t\n])")
"""Where a line of a folded text may be broken: at one space between two words."""
_SHORT: Final = 0.5
"""Below this part of the width, a line amid a text is filled up from the next one."""


def wrapped(text: str, width: int, start: int = 0) -> list[str]:
    """Return a text in lines of at most ``width`` characters where words allow; the first has less room by ``start``."""
    lines: list[str] = []
    line, room = "", width - start
    for word in _BREAK.split(text):
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line, room = word, width
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def folded(text: str, before: Sequence[str], width: int) -> list[str]:
    """Return the lines of a folded text that says ``text``; a line feed in it is a blank line."""
    if "\n" not in text and before and all(line.strip() for line in before):
        return _renewed(text, before, width)
    paragraphs = text.split("\n")
    lines = []
    for number, paragraph in enumerate(paragraphs):
        if number and paragraph and paragraphs[number - 1]:
            lines.append("")
        lines += wrapped(paragraph, width) if paragraph else [""]
    return lines


def _renewed(text: str, before: Sequence[str], width: int) -> list[str]:
    """Return the lines of one paragraph; those before and behind what changed stay."""
    words, start, end = text, 0, len(before)
    while start < end and f"{words} ".startswith(f"{before[start]} "):
        words, start = words.removeprefix(before[start]).removeprefix(" "), start + 1
    while end > start and f" {words}".endswith(f" {before[end - 1]}"):
        words, end = words.removesuffix(before[end - 1]).removesuffix(" "), end - 1
    if words and start == end and start and len(before[start - 1]) + 1 + len(_BREAK.split(words)[0]) <= width:
        start, words = start - 1, f"{before[start - 1]} {words}"  # what comes behind a line that has room
    lines = wrapped(words, width) if words else []
    while lines and end < len(before) and len(lines[-1]) < width * _SHORT:
        words, end = f"{words} {before[end]}", end + 1
        lines = wrapped(words, width)
    return [*before[:start], *lines, *before[end:]]
