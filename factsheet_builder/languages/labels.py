"""The labels of the program: the English words that the package says, found in its own source.

A label is what ``Localiser.say`` and ``Localiser.count`` are called with, always as literal words. A publication may have
words of its own in place of some of them; those are translated as labels are.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from factsheet_builder.content.publication import PhraseByNumber, Publication
from factsheet_builder.languages.messages import LABELS, Message
from factsheet_builder.languages.tags import speaks_english

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


def labels_of(publication: Publication, tag: str) -> tuple[Message, ...]:
    """Return the labels that the locale ``tag`` has to translate, in the order of their words.

    They are those of the program, but for locales of English; and what the publication says in place of some, but for the
    language of its content.
    """
    own = words_of(publication)
    found = {} if speaks_english(tag) else {label.source: label for label in labels()}
    if own and tag != publication.language:
        known = {label.source: label for label in labels()}
        for name, (source, plural) in own.items():
            if name in known:
                found.setdefault(source, Message(LABELS, "", source, plural, known[name].comment))
    return tuple(found[source] for source in sorted(found))


def words_of(publication: Publication) -> dict[str, tuple[str, str]]:
    """Return what the publication says in place of labels: by the label a phrase, and its plural or nothing."""
    return {
        name: (phrase.one, phrase.other) if isinstance(phrase, PhraseByNumber) else (phrase, "")
        for name, phrase in publication.words.items()
    }


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
