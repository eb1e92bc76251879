"""Data -> the lines of a new entry or key, as the files of content are written by hand.

Lists stand two columns behind their key, codes between brackets, long texts in lines of their own.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.editing.folding import WIDTH
from factsheet_builder.editing.scalar_words import Scalar, Style, bracket_words, is_codes, key_words, scalar_words

_STEP: Final = 2


def entry_text(value: Data, column: int) -> str:
    """Return an entry of a list whose dashes stand in ``column``; its first line is not indented."""
    match value:
        case dict() if value:
            first, *more = _keys(value, column + _STEP)
            return "\n".join(["- " + first, *more])
        case list() if value and not is_codes(value):
            first, *more = _items(value, column + _STEP)
            return "\n".join(["- " + first, *more])
        case _:
            return "-" + slot_text(value, column, column + 1)


def key_text(key: str, value: Data, column: int) -> str:
    """Return a key of a mapping whose keys stand in ``column``, with its value; its first line is not indented."""
    words = f"{key_words(key)}:"
    return words + slot_text(value, column, column + len(words), is_key=True)


def slot_text(value: Data, column: int, start: int, *, is_key: bool = False) -> str:
    """Return what stands behind a key or a dash that begins in ``column``, where ``start`` is the column behind it."""
    match value:
        case dict() if value:
            return "\n".join(["", *_all_indented(_keys(value, column + _STEP), column + _STEP)])
        case list() if is_codes(value):
            return " " + _codes(bracket_words(value), column, start)
        case list() if value:
            return "\n".join(["", *_all_indented(_items(value, column + _STEP), column + _STEP)])
        case dict() | list():
            return " " + bracket_words(value)
        case None if is_key:
            return ""
        case _:
            return scalar_text(value, column, start)


def scalar_text(value: Scalar, column: int, start: int) -> str:
    """Return a new value of one text or number, as ``slot_text``."""
    words = scalar_words(value, Style(column=column, start=start + 1, inner=column + _STEP))
    return "\n".join((f" {words.head}", *words.body))


def _all_indented(lines: Sequence[str], column: int) -> list[str]:
    return [" " * column + lines[0], *lines[1:]]


def _keys(value: Mapping[str, Data], column: int) -> list[str]:
    """Return the lines of a mapping, the first not indented."""
    return _lines([key_text(key, inner, column) for key, inner in value.items()], column)


def _items(value: Sequence[Data], column: int) -> list[str]:
    return _lines([entry_text(inner, column) for inner in value], column)


def _lines(texts: Sequence[str], column: int) -> list[str]:
    """Return the lines of several entries, all but the first of them indented."""
    first, *more = texts
    return [*first.split("\n"), *(line for text in more for line in (" " * column + text).split("\n"))]


def _codes(words: str, column: int, start: int) -> str:
    """Return a list of codes in lines of their own where one line has no room for them."""
    return words if start + 1 + len(words) <= WIDTH else broken_codes(words, column + _STEP, column)


def broken_codes(words: str, inner: int, column: int) -> str:
    """Return the words of a bracketed list in several lines."""
    lines: list[str] = []
    line = ""
    for word in words[1:-1].split(", "):
        if line and inner + len(line) + 2 + len(word) > WIDTH - 12:
            lines.append(line)
            line = ""
        line = f"{line} {word}," if line else f"{word},"
    return "\n".join(["[", *(" " * inner + line for line in [*lines, line]), " " * column + "]"])
