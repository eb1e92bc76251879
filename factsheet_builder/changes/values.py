"""Two states of a passage as plain data -> the facts of its change, part by part, so that nothing goes unseen.

Lists are aligned first: an item that is put in between leaves those after it unchanged.
"""

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from factsheet_builder.changes.change_findings import Fact, MarksFact, PartiesFact, ValueFact, WordsFact
from factsheet_builder.changes.words import compare_words, shown

_SILENT: Final = frozenset({"id", "blocks"})
"""What names a passage, and what is compared as passages of its own."""
_PROSE: Final = frozenset(
    {"text", "title", "explanation", "items", "paragraphs", "columns", "heading", "cells", "term", "source", "imprint"}
)
"""Keys of texts that may carry inline marks."""


def compare_values(old: Any, new: Any, path: tuple[str, ...] = ()) -> Iterator[Fact]:  # noqa: ANN401 — plain data of any shape
    """Yield how ``new`` differs from ``old``; either may be ``None`` for what is not there.

    ``path`` leads to the value: keys, and numbers of list entries from 1.
    """
    if old == new:
        return
    if isinstance(old, dict) or isinstance(new, dict):
        yield from _compare_groups(old or {}, new or {}, path)
    elif path and path[-1] == "parties" and (isinstance(old, list) or isinstance(new, list)):
        before, after = set(old or ()), set(new or ())
        if before != after:  # lists are printed in the order of the locale, whatever theirs
            yield PartiesFact(tuple(sorted(after - before)), tuple(sorted(before - after)))
    elif isinstance(old, list) or isinstance(new, list):
        yield from _compare_lists(old or [], new or [], path)
    elif isinstance(old, str) or isinstance(new, str):
        yield _compare_texts(old or "", new or "", path)
    else:
        yield ValueFact(_name(path), _as_words(old), _as_words(new))


def _compare_groups(old: Any, new: Any, path: tuple[str, ...]) -> Iterator[Fact]:  # noqa: ANN401
    if old and new and not (isinstance(old, dict) and isinstance(new, dict) and old.get("kind") == new.get("kind")):
        # Another kind of thing stands here now: what was there is gone as a whole.
        yield from compare_values(old, None, path)
        yield from compare_values(None, new, path)
        return
    for key in [*new, *(key for key in old if key not in new)]:
        if key not in _SILENT and not (key == "kind" and path == ()):
            yield from compare_values(old.get(key), new.get(key), (*path, key))


def _compare_lists(old: list[Any], new: list[Any], path: tuple[str, ...]) -> Iterator[Fact]:
    before, after = ([json.dumps(entry, sort_keys=True) for entry in entries] for entries in (old, new))
    for name, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if name == "equal":
            continue
        both = min(b - a, d - c)
        for step in range(both):
            yield from compare_values(old[a + step], new[c + step], (*path, str(c + step + 1)))
        for index in range(a + both, b):
            yield from compare_values(old[index], None, (*path, str(index + 1)))
        for index in range(c + both, d):
            yield from compare_values(None, new[index], (*path, str(index + 1)))


def _compare_texts(old: str, new: str, path: tuple[str, ...]) -> Fact:
    key = next((step for step in reversed(path) if not step.isdigit()), "")
    before, after = (shown(old), shown(new)) if key in _PROSE else (old, new)
    if before == after:
        return MarksFact(_name(path), old, new)
    return WordsFact(_name(path), compare_words(before, after))


def _name(path: tuple[str, ...]) -> str:
    return ".".join(path)


def _as_words(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case _:
            return str(value)
