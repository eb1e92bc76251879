"""The program's own words: the English that the package says, found in its own source; labels, and what the studio says.

They are what ``Localiser.say`` and ``Localiser.count`` are called with, always as literal words: in modules, and for the
studio in templates too. A publication may have words of its own in place of some labels; those are translated as labels are.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from threading import Lock
from typing import Final

from factsheet_builder.content.publication import PhraseByNumber, Publication
from factsheet_builder.languages.messages import LABELS, STUDIO, Message
from factsheet_builder.languages.tags import speaks_english
from factsheet_builder.project import shipped

_PARSING: Final = Lock()
"""One tree at a time: Python 3.11 counts the depth of all trees together, and gives up where two threads make some."""
_SINGULAR: Final = frozenset({"say", "_say"})
_PLURAL: Final = "count"
_STUDIO: Final = "studio"
"""The folder of its modules, and that of its templates."""
_CALL: Final = re.compile(r"(?<![\w.|])(say|count)\(\s*")
_WORDS: Final = r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
_LITERALS: Final = {
    "say": re.compile(rf"{_WORDS}\s*(?=[,)])"),
    "count": re.compile(rf"{_WORDS}\s*,\s*{_WORDS}\s*(?=,)"),
}


@lru_cache(maxsize=1)
def labels() -> tuple[Message, ...]:
    """Return all labels of the program, in the order of their English words."""
    package = files("factsheet_builder")
    modules = ((module, _labels_in(module.read_text(encoding="utf-8"))) for module in _modules(package, but=_STUDIO))
    return _messages(LABELS, "Label, in", modules)


@lru_cache(maxsize=1)
def studio_words() -> tuple[Message, ...]:
    """Return all words of the studio's interface, in the order of their English.

    Raises:
        ValueError: a template says something that is no literal words, which nobody could translate.
    """
    modules = _modules(files("factsheet_builder") / _STUDIO)
    screens = sorted((shipped("templates") / _STUDIO).rglob("*.html"))
    in_modules = ((module, _labels_in(module.read_text(encoding="utf-8"))) for module in modules)
    in_screens = ((screen, words_in_template(screen.read_text(encoding="utf-8"), screen.name)) for screen in screens)
    return _messages(STUDIO, "The studio, in", chain(in_modules, in_screens))


def _messages(
    domain: str, what: str, found: Iterable[tuple[Traversable, Iterable[tuple[str, str]]]]
) -> tuple[Message, ...]:
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file, every in found:
        for words in every:
            places[words].add(file.name.rpartition(".")[0].replace("_", " "))
    return tuple(
        Message(domain, "", source, plural, f"{what}: {', '.join(sorted(where))}.")
        for (source, plural), where in sorted(places.items())
    )


def words_in_template(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield the words that a template says, each with its plural or nothing.

    Raises:
        ValueError: ``say`` or ``count`` is called with something that is no literal words.
    """
    for call in _CALL.finditer(text):
        words = _LITERALS[call[1]].match(text, call.end())
        if words is None:
            line = text.count("\n", 0, call.start()) + 1
            raise ValueError(f"{name}:{line}: {call[1]}(…) in a template says literal words, nothing else")
        source, plural = (ast.literal_eval(given) if given else "" for given in (words[1], (*words.groups(), "")[1]))
        yield source, plural


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


def _modules(folder: Traversable, but: str = "") -> Iterator[Traversable]:
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.is_dir() and entry.name not in {"shipped", but}:
            yield from _modules(entry)
        elif entry.name.endswith(".py"):
            yield entry


def _labels_in(source: str) -> Iterator[tuple[str, str]]:
    """Yield the words of each label, and its plural or nothing."""
    with _PARSING:
        tree = ast.parse(source)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        words = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in _SINGULAR and len(words) == 1:
            yield words[0], ""
        elif name == _PLURAL and len(words) == 2:  # `str.count` has one
            yield words[0], words[1]
