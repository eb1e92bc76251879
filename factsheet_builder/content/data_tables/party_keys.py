"""What a row of data is headed by -> the Party: a code of three or two letters, or any name that the register has for it.

Capitals, accents, signs and spaces do not matter, nor does a “the” in front.
"""

import re
import unicodedata
from collections import defaultdict
from difflib import get_close_matches
from typing import Final

from factsheet_builder.content.parties import Register

_SIGNS: Final = re.compile(r"[\W_]+")


class PartyKeys:
    """All that the Parties of a register are called."""

    def __init__(self, register: Register) -> None:
        self._codes = {party.code: party.code for party in register.parties}
        self._codes |= {party.alpha2: party.code for party in register.parties}
        self._names: dict[str, set[str]] = defaultdict(set)
        self._called: dict[str, str] = {}
        for party in register.parties:
            for forms in party.names.values():
                for form in forms:
                    for name in {form.name, form.prose or form.name, form.sort or form.name}:
                        self._names[_folded(name)].add(party.code)
                        self._called[_folded(name)] = name

    def code_of(self, words: str) -> str | None:
        """Return the code of the Party that ``words`` name; none where no Party, or more than one, is called so."""
        if code := self._codes.get(words.strip().upper()):
            return code
        found = self._names.get(_folded(words), set())
        return next(iter(found)) if len(found) == 1 else None

    def hint(self, words: str) -> str:
        """Return a hint at the Party that may be meant, or nothing."""
        near = get_close_matches(_folded(words), list(self._names), 1, 0.6)
        if not near:
            return ""
        codes = ", ".join(sorted(self._names[near[0]]))
        return f"Did you mean “{self._called[near[0]]}” ({codes})?"


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _SIGNS.sub(" ", bare).strip().removeprefix("the ")
