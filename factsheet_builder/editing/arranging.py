"""Entries of a list or a mapping, some gone, some new -> the words of the whole, with the lines and comments between them.

Comments of an entry go with it (``layout`` says which these are); any other stays, before the next entry that does.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from factsheet_builder.content.passages import Path
from factsheet_builder.editing.folding import WIDTH
from factsheet_builder.editing.layout import Layout, Stretch
from factsheet_builder.editing.refusals import cannot_edit


def arranged(
    layout: Layout, entries: Sequence[Stretch], sequence: Sequence[int | str], texts: Sequence[str], column: int
) -> str:
    """Return the words of entries in lines of their own, from the first to the last.

    ``sequence`` has the number of an entry that stays, in the order of the file, or any text for a new one.
    """
    gaps = gaps_between(layout, entries)
    plain = [gap for gap in gaps if not gap.strip()]
    usual = min(plain, key=_breaks, default=layout.newline + " " * column)
    waiting = [number for number, gap in enumerate(gaps) if gap.strip()]
    found: list[str] = []
    before: int | None = None
    for item, text in zip(sequence, texts, strict=True):
        number = item if isinstance(item, int) else None
        between = usual
        if number is not None and number:
            passed = [gap for gap in waiting if gap < number]
            waiting = waiting[len(passed) :]
            since = before + 1 if before is not None and found else number
            between = "".join(gaps[gap].rstrip(" ") for gap in passed[:-1]) + gaps[passed[-1]] if passed else ""
            between = between or max(
                (gaps[gap] for gap in range(min(since, number) - 1, number) if gap >= 0), key=_breaks
            )
        found += [between if found else between.lstrip() if between.strip() else "", text]
        before = number if number is not None else before
    return "".join([*found, *(gaps[gap].rstrip() for gap in waiting)])


def in_brackets(
    layout: Layout, path: Path, entries: Sequence[Stretch], sequence: Sequence[int | str], texts: Sequence[str]
) -> str:
    """Return the words of entries between brackets or braces, these included."""
    span = layout.span(path)
    gaps = gaps_between(layout, entries)
    first, last = layout.text[span.start : entries[0].start], layout.text[entries[-1].end : span.end]
    if any("#" in gap for gap in (*gaps, first, last)):
        raise cannot_edit(layout.source, path)
    found: list[str] = []
    before: int | str | None = None
    for item, text in zip(sequence, texts, strict=True):
        is_next = isinstance(item, int) and item and before == item - 1
        found += [gaps[int(item) - 1] if is_next else ", " if found else "", text]
        before = item
    words = first + "".join(found) + last
    return words if _has_room(layout, path, words) else _broken(layout, path, words, texts, (first, last))


def permuted(layout: Layout, entries: Sequence[Stretch], order: Sequence[int]) -> str:
    """Return the words of entries in another order, what stands between them where it was."""
    texts = [layout.text[entry.start : entry.end] for entry in entries]
    gaps = [*gaps_between(layout, entries), ""]
    return "".join(texts[number] + gap for number, gap in zip(order, gaps, strict=True))


def gaps_between(layout: Layout, entries: Sequence[Stretch]) -> list[str]:
    """Return what stands between each entry and the next."""
    return [layout.text[entry.end : after.start] for entry, after in pairwise(entries)]


def _breaks(gap: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", gap))


def _has_room(layout: Layout, path: Path, words: str) -> bool:
    """Tell whether no line of the words is longer than lines are, or than one was before."""
    if layout.is_in_brackets(path):
        return True  # its lines are those of what is around it
    span = layout.span(path)
    prefix = " " * layout.column(span.start)
    rest = layout.text[span.end : layout.line_end(span.end)]
    old = _longest(prefix + layout.text[span.start : span.end] + rest)
    return _longest(prefix + words + rest) <= max(old, WIDTH if "\n" not in words and "\r" not in words else 0)


def _longest(text: str) -> int:
    return max(map(len, re.split(r"\r\n|\r|\n", text)))


def _broken(layout: Layout, path: Path, words: str, texts: Sequence[str], ends: tuple[str, str]) -> str:
    """Return the words in lines, as wide and as far indented as they were; where all stood in one, as codes are written."""
    span = layout.span(path)
    before = layout.text[layout.line_start(span.start) : span.end]
    lines = re.split(r"\r\n|\r|\n", before)
    own = len(before) - len(before.lstrip(" -"))
    first, last = ends
    if len(lines) == 1:
        inner, width = own + 2, WIDTH - 12
        first, last = f"{words[0]}{layout.newline}{' ' * inner}", f",{layout.newline}{' ' * own}{words[-1]}"
    else:
        inner, width = len(lines[1]) - len(lines[1].lstrip()), max(map(len, lines))
    found: list[str] = []
    room = width - (layout.column(span.start) + len(first) if first == first.strip(" \r\n") else inner)
    line = ""
    for number, text in enumerate(texts):
        word = text + ("," if number < len(texts) - 1 else "")
        if line and len(line) + 1 + len(word) > room:
            found.append(line)
            line, room = word, width - inner
        else:
            line = f"{line} {word}" if line else word
    return first + f"{layout.newline}{' ' * inner}".join([*found, line]) + last
