"""Words -> ids of passages: a few of the words themselves, each id once, none that the pages use themselves."""

import re
from typing import Final

from factsheet_builder.content.checks.id_checks import is_reserved
from factsheet_builder.content.reading.latin_letters import in_latin_letters

_WORDS: Final = 4
_MOST: Final = 40
_IDLE: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "and",
        "in",
        "on",
        "for",
        "by",
        "with",
        "its",
        "their",
        "that",
        "this",
        "these",
        "those",
        "as",
        "at",
        "or",
        "from",
        "is",
        "are",
    ]
)


class IdMaker:
    """Gives ids, each once, whatever its letters' case."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._counts: dict[str, int] = {}

    def make(self, words: str, kind: str) -> str:
        """Return an id of the words, or of the kind of passage and a number where there are none."""
        base = slug(words)
        start = f"{kind}-{base}" if base and is_reserved(f"{base}-2") else base or kind
        count = self._counts.get(start, 1)
        name = start if base and count == 1 else f"{start}-{count}"
        while name.casefold() in self._used or is_reserved(name):
            count += 1
            name = f"{start}-{count}"
        self._counts[start] = count
        self._used.add(name.casefold())
        return name

    def given_or_made(self, given: str, words: str, kind: str) -> str:
        """Return the id that a file says, where it is free, else one that is made."""
        return given if given and not is_reserved(given) and self.take(given) else self.make(words, kind)

    def take(self, name: str) -> bool:
        """Take an id that is given; tell whether it was free."""
        is_free = name.casefold() not in self._used
        self._used.add(name.casefold())
        return is_free


def slug(words: str) -> str:
    """Return the first words that say something, in small Latin letters joined by hyphens; nothing where there are none."""
    plain = in_latin_letters(words.replace("’", "'")).replace("'", "")
    found = re.findall(r"[a-z0-9]+", plain)
    telling = [word for word in found if word not in _IDLE] or found
    name = "-".join(telling[:_WORDS])
    return name if len(name) <= _MOST else name[:_MOST].rpartition("-")[0] or name[:_MOST]
