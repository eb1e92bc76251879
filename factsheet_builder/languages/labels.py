"""The labels of the program: the English words that the package says, found in its own source.

A label is what ``Localiser.say`` and ``Localiser.count`` are called with, always as literal words.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from factsheet_builder.languages.messages import LABELS, Message

_SINGULAR: Final = frozenset({"say", "_say"})
_PLURAL: Final = "count"


@lru_cache(maxsize=1)
def labels() -> tuple[Message, ...]:
    """Return all labels of the program, in the order of their English words."""
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for module in _modules(files("factsheet_builder")):
        for words in _labels_in(module.read_text(encoding="utf-8")):
            places[words].add(module.name.removesuffix(".py").replace("_", " "))
    return tuple(
        Message(LABELS, "", source, plural, f"Label, in: {', '.join(sorted(where))}.")
        for (source, plural), where in sorted(places.items())
    )


def _modules(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "shipped":
            yield from _modules(entry)
        elif entry.name.endswith(".py"):
            yield entry


def _labels_in(source: str) -> Iterator[tuple[str, str]]:
    """Yield the words of each label, and its plural or nothing."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        words = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in _SINGULAR and len(words) == 1:
            yield words[0], ""
        elif name == _PLURAL and len(words) == 2:  # `str.count` has one
            yield words[0], words[1]
