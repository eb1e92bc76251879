"""YAML × the data that it is to say, where only texts and numbers differ -> the same YAML, only the lines of these changed.

Where more differs than that, or a line cannot be told from others, there is no such YAML: it is left to ``splicing``.
"""

import json
import re
import textwrap
from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import Data, YamlSource, read_yaml_text, write_yaml
from factsheet_builder.errors import ContentError

_QUOTED: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_LINE: Final = 120


class _TooMuchError(Exception):
    """More differs than texts and numbers, or a text stands where its lines cannot be told."""


def splice_leaves(source: YamlSource, ours: Data, wanted: Data) -> str | None:
    """Return the YAML of ``source``, whose data with ids is ``ours``, saying ``wanted``; nothing where that is too much."""
    try:
        edits = list(_edits(ours, wanted, ()))
        lines, data = list(source.lines), deepcopy(source.data)
        for path, value in sorted(edits, key=lambda edit: source.place(edit[0]), reverse=True):
            _put(lines, source, path, value)
            _set(data, path, value)
        text = "\n".join(lines)
        return text if read_yaml_text(text, source.file).data == data else None
    except (_TooMuchError, ContentError):
        return None


def _edits(ours: Data, wanted: Data, path: Path) -> Iterator[tuple[Path, str | int | float]]:
    match ours, wanted:
        case _ if ours == wanted:
            return
        case dict(), dict() if ours.keys() == wanted.keys():
            for key in ours:
                yield from _edits(ours[key], wanted[key], (*path, key))
        case list(), list() if len(ours) == len(wanted):
            for index, pair in enumerate(zip(ours, wanted, strict=True)):
                yield from _edits(*pair, (*path, index))
        case ((str() | int() | float()), (str() | int() | float())):
            yield path, wanted
        case _:
            raise _TooMuchError


def _set(data: Data, path: Path, value: Data) -> None:
    for key in path[:-1]:
        data = data[key]  # type: ignore[index]
    data[path[-1]] = value  # type: ignore[index]


def _put(lines: list[str], source: YamlSource, path: Path, value: str | float) -> None:
    """Put a value in the place of the one that stands at a path."""
    if path not in source.places:
        raise _TooMuchError
    place, end = source.place(path), source.ends.get(path, source.place(path).line)
    first = lines[place.line - 1]
    before, behind = first[: place.column - 1], first[place.column - 1 :]
    if place.line == end and not behind.startswith(("|", ">")):
        rest = _rest(behind, source, path)
        if rest.strip() and not rest.lstrip().startswith("#"):  # between brackets
            lines[place.line - 1] = before + json.dumps(value, ensure_ascii=False) + rest
            return
    else:
        rest = ""
    while end > place.line and not lines[end - 1].strip():
        end -= 1
    if behind.rstrip() in {">-", ">"} and isinstance(value, str):
        lines[place.line : end] = _folded(lines[place.line : end], value)
        return
    lines[place.line - 1 : end] = _written(before, value, rest)


def _folded(lines: list[str], value: str) -> list[str]:
    """Return the lines of a folded text that says ``value`` now; those before and behind what changed stay."""
    if "\n" in value or not lines or not all(line.strip() for line in lines):
        raise _TooMuchError
    indent = len(lines[0]) - len(lines[0].lstrip())
    words, start, end = value, 0, len(lines)
    while start < end and f"{words} ".startswith(f"{lines[start].strip()} "):
        words, start = words.removeprefix(lines[start].strip()).removeprefix(" "), start + 1
    while end > start and f" {words}".endswith(f" {lines[end - 1].strip()}"):
        words, end = words.removesuffix(lines[end - 1].strip()).removesuffix(" "), end - 1
    changed = textwrap.wrap(words, _LINE - 2 - indent, break_long_words=False, break_on_hyphens=False)
    return [*lines[:start], *(" " * indent + line for line in changed), *lines[end:]]


def _rest(behind: str, source: YamlSource, path: Path) -> str:
    """Return what stands behind a value in its line."""
    if match := _QUOTED.match(behind):
        return behind[match.end() :]
    value: Data = source.data
    for key in path:
        value = value[key]  # type: ignore[index]
    said = str(value) if isinstance(value, str) else source.written(path)
    if not behind.startswith(said):
        raise _TooMuchError
    return behind[len(said) :]


def _written(before: str, value: str | float, rest: str) -> list[str]:
    """Return the lines of a value behind ``before``, its key or the dash of a list."""
    indent = len(before) - len(before.lstrip())
    inner = " " * (indent + (4 if before.lstrip().startswith("- ") and ":" in before else 2))
    first, *more = write_yaml([value], is_content=True, indent=len(inner)).rstrip("\n").split("\n")
    first = first.lstrip()[2:]
    if not more and len(before + first) > _LINE and isinstance(value, str) and first == value:
        first, *more = ">-", f"  {value}"
    return [before + first + rest, *(inner + line.strip() if line.strip() else "" for line in more)]
