"""Words × the register -> the Parties that they list, where they list nothing else.

A list that has a name which the register does not know is no list here: its words stay words, and the name is told.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from factsheet_builder.content.parties import Register

_BETWEEN = re.compile(r"[\s,;.:]+|\b(?:and|as well as|et|und|y|e|the|la|le|les|l)\b|&|’|'", re.IGNORECASE)
_LISTED_SHARE = 0.6


@dataclass(frozen=True)
class PartyNames:
    """Every name that a Party has in a language, in a list or in running text."""

    register: Register
    language: str = "en"
    unknown: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def codes(self) -> dict[str, str]:
        """The codes by the names, without regard to case."""
        found: dict[str, str] = {}
        for party in self.register.parties:
            for form in party.names[party.language_for(self.language)]:
                for name in filter(None, (form.name, form.prose)):
                    found[name.casefold()] = party.code
                    found.setdefault(name.casefold().removeprefix("the "), party.code)
        return found

    @cached_property
    def _finder(self) -> re.Pattern[str]:
        names = sorted(self.codes, key=lambda name: (-len(name), name))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)

    def code(self, name: str) -> str:
        """Return the code of the Party of that name, or nothing."""
        return self.codes.get(" ".join(name.split()).casefold(), "") if self.codes else ""

    def named(self, text: str) -> tuple[str, ...]:
        """Return the codes of all Parties that a text names, in its order, each once."""
        found = [self.codes[match[0].casefold()] for match in self._finder.finditer(text)] if self.codes else []
        return tuple(dict.fromkeys(found))

    def listed(self, text: str) -> tuple[str, ...]:
        """Return the codes where a text is a list of Parties and nothing else."""
        rest = _BETWEEN.sub("", self._finder.sub("", text)) if self.codes else text
        return self.named(text) if not rest.strip() else ()

    def strangers(self, text: str) -> tuple[str, ...]:
        """Return the names that are in no register, where a text is a list of Parties but for them."""
        named = self.named(text)
        pieces = (
            [piece for piece in re.split(r"[,;.]|\s+and\s+", self._finder.sub("", text)) if piece.strip()]
            if named
            else []
        )
        if not named or len(named) < _LISTED_SHARE * (len(named) + len(pieces)) or any(len(p) > 40 for p in pieces):
            return ()
        return tuple(" ".join(piece.split()) for piece in pieces if _BETWEEN.sub("", piece))

    def is_twice(self, text: str) -> bool:
        """Tell whether a text names a Party more than once."""
        return len(self._finder.findall(text)) > len(self.named(text)) if self.codes else False
