"""Passages of two versions, as plain data -> which is which, by id, by words and by likeness; and the older ones renamed.

An editor may call a passage otherwise, and a text that is imported anew is called otherwise altogether. What has the same id
and is like is the same; then what reads the same; then what is likest. A section is known by what it holds, too. Candidates
are found by the rare words that they share, so that the work grows with the number of passages and not with its square.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from factsheet_builder.languages.keeping.likeness import NEAR, SAME_SENTENCE, likeness

NOTE: Final = "note."
"""What the keys of notes begin with: a note and a block may have the same id."""
_CALL: Final = re.compile(r"\[\^([^\[\]\s]+)\]")
_LEADS: Final = re.compile(r"\]\(#([^\s)]+)\)")
_UNSAID: Final = frozenset(
    {"id", "kind", "blocks", "corrections", "marker", "instrument", "urgency", "summary", "addressees"}
)
_REFERENCES: Final = frozenset({"recommendation", "recommendations", "passages"})
_CANDIDATES: Final = 6
_COMMON: Final = 30
"""Passages in which a word may stand that is to tell something; in a long text, a tenth of them."""


@dataclass(frozen=True)
class Kin:
    """What a passage is known by."""

    kind: str
    words: str
    around: str = ""
    """Key of the section that it stands in."""


def kin_of(kind: str, data: Mapping[str, Any], around: str = "") -> Kin:
    """Return what a passage is known by: its words without ids and calls of notes."""
    said = " ".join(text for key, value in data.items() if key not in _UNSAID for text in _texts(value))
    return Kin(kind, " ".join(_LEADS.sub("](#)", _CALL.sub("", said)).split()), around)


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - plain data of any shape
    match value:
        case str():
            yield value
        case dict():
            for key, inner in value.items():
                if key not in {"id", "kind"}:
                    yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)
        case int() | float():
            yield str(value)
        case _:
            return


def find_kin(old: Mapping[str, Kin], new: Mapping[str, Kin]) -> dict[str, str]:
    """Return the key in ``old`` of each passage of ``new`` that was there already, by its key in ``new``."""
    search = _Search(old, new)
    search.keep(SAME_SENTENCE)
    for has_sections in (False, True):  # their titles may be the same, so they are known by what they hold first
        search.read(has_sections=has_sections)
        search.compare(NEAR, has_sections=has_sections)
        search.hold()
    search.compare(SAME_SENTENCE, has_sections=True)
    search.keep(0.0)
    return search.found


@dataclass
class _Search:
    old: Mapping[str, Kin]
    new: Mapping[str, Kin]
    found: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def keep(self, floor: float) -> None:
        """Take the passage of the same key, if it is as like as ``floor``; below everything else, whatever it is now."""
        for key, kin in self._open():
            other = self.old.get(key)
            if other is None or key in self.taken:
                continue
            is_like = kin.words == other.words or likeness(kin.words, other.words, floor) >= floor
            if not floor or (kin.kind == other.kind and is_like):
                self._take(key, key)

    def read(self, *, has_sections: bool) -> None:
        """Take passages of the same words, in their order, those of the same section first."""
        alike: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, kin in self._left():
            alike[kin.kind, kin.words].append(key)
        for key, kin in self._open(has_sections=has_sections):
            same = alike[kin.kind, kin.words]
            if same and kin.words:
                around = self.found.get(kin.around)
                self._take(
                    key, same.pop(next((n for n, other in enumerate(same) if self.old[other].around == around), 0))
                )

    def compare(self, floor: float, *, has_sections: bool) -> None:
        """Take the likest passages of one kind, the best pairs first."""
        index = _WordIndex(self._left())
        pairs = [
            (-alike, place, key, other)
            for place, (key, kin) in enumerate(self._open(has_sections=has_sections))
            for other in index.candidates(kin)
            if (alike := likeness(kin.words, self.old[other].words, floor)) > 0
        ]
        for _, _, key, other in sorted(pairs):
            if key not in self.found and other not in self.taken:
                self._take(key, other)

    def hold(self) -> None:
        """Take a section that held most of what is known again of what the new one holds; the innermost first."""
        for key, kin in reversed(self._open()):
            if kin.kind != "section":
                continue
            held = Counter(
                self.old[self.found[inner]].around
                for inner, other in self.new.items()
                if other.around == key and inner in self.found
            )
            best = max(held, key=lambda name: held[name], default="")
            if best and best not in self.taken and 2 * held[best] > sum(held.values()):
                self._take(key, best)

    def _take(self, key: str, other: str) -> None:
        self.found[key] = other
        self.taken.add(other)

    def _open(self, *, has_sections: bool = True) -> list[tuple[str, Kin]]:
        return [
            (key, kin)
            for key, kin in self.new.items()
            if key not in self.found and (has_sections or kin.kind != "section")
        ]

    def _left(self) -> list[tuple[str, Kin]]:
        return [(key, kin) for key, kin in self.old.items() if key not in self.taken]


class _WordIndex:
    """Passages by the words that stand in few of them."""

    def __init__(self, passages: Iterable[tuple[str, Kin]]) -> None:
        passages = list(passages)
        self._places: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, kin in passages:
            for word in dict.fromkeys(_words(kin)):
                self._places[kin.kind, word].append(key)
        self._most = max(_COMMON, len(passages) // 10)

    def candidates(self, kin: Kin) -> list[str]:
        """Return the passages that share most rare words with another, the first six."""
        shared: Counter[str] = Counter()
        for word in dict.fromkeys(_words(kin)):
            places = self._places.get((kin.kind, word), [])
            if len(places) <= self._most:
                shared.update(places)
        return [key for key, _ in shared.most_common(_CANDIDATES)]


def _words(kin: Kin) -> list[str]:
    return re.findall(r"\w+", kin.words.casefold())


def renamed(value: Any, blocks: Mapping[str, str], notes: Mapping[str, str], key: str = "") -> Any:  # noqa: ANN401
    """Return plain data with other names for passages and notes where it refers to them."""
    match value:
        case str() if key in _REFERENCES:
            return blocks.get(value, value)
        case str() if key == "note":
            return notes.get(value, value)
        case str():
            value = _CALL.sub(lambda call: f"[^{notes.get(call[1], call[1])}]", value)
            return _LEADS.sub(lambda link: f"](#{blocks.get(link[1], link[1])})", value)
        case list():
            return [renamed(inner, blocks, notes, key) for inner in value]
        case dict():
            return {name: renamed(inner, blocks, notes, name) for name, inner in value.items()}
        case _:
            return value
