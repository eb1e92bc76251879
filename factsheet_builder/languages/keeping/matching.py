"""Messages that are wanted × entries that a catalog has -> which entries each message takes its translation from, and how.

The English decides: first the entry of a message itself, then one of exactly its English under any id, then the pieces of a
text that was split or joined, then what is likest. An id that counts places, as those of items in a list, says nothing of
what stands there: a neighbour's translation is never taken for that of a changed sentence. Taking over is left to
``merging``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from babel.messages.catalog import Catalog as PoCatalog
from babel.messages.catalog import Message as PoMessage

from factsheet_builder.languages.catalogs import forms_of, words_of
from factsheet_builder.languages.keeping.likeness import NEAR, SAME_SENTENCE, is_inside, likeness, unnumbered
from factsheet_builder.languages.messages import Message

_PLACE: Final = re.compile(r"\.[0-9]+$")
_PIECE_LETTERS: Final = 12
"""A shorter text stands in others by chance."""
_PIECES_SHARE: Final = 0.6


class Way(StrEnum):
    """How a message comes by what a catalog has."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    SPLIT = "split"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Match:
    """Entries of a catalog whose translation a message takes: several, in order, where their texts were joined to one."""

    way: Way
    entries: tuple[PoMessage, ...]


def match_entries(po: PoCatalog, wanted: Sequence[Message]) -> Mapping[int, Match]:
    """Return what each of the ``wanted`` messages takes over, by its position; those that are new have nothing."""
    matcher = _Matcher(tuple(wanted))
    matcher.keep(po)
    matcher.left = [entry for entry in _all(po) if id(entry) not in matcher.used and any(forms_of(entry))]
    if len(matcher.found) < len(wanted) and matcher.left:
        matcher.move()
    matcher.keep_empty()
    if len(matcher.found) < len(wanted) and matcher.left:
        for step in (matcher.join, matcher.split, matcher.recognise):
            step()
    return matcher.found


def english_of(entry: PoMessage) -> str:
    """Return the English that the translation of an entry was made from."""
    return str(entry.previous_id[0]) if entry.fuzzy and entry.previous_id else words_of(entry)[0]


def _all(po: PoCatalog) -> Iterator[PoMessage]:
    yield from (entry for entry in po if entry.id)
    yield from po.obsolete.values()


def _list_of(name: str) -> str:
    """Return the list that an id counts the places of; nothing where it counts none."""
    return _PLACE.sub("", name) if _PLACE.search(name) else ""


@dataclass
class _Matcher:
    """What has been found so far, and what is left."""

    wanted: tuple[Message, ...]
    found: dict[int, Match] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    left: list[PoMessage] = field(default_factory=list)
    """Entries with a translation that nobody has taken, those that are in use before the obsolete ones."""
    empty: dict[int, PoMessage] = field(default_factory=dict)
    """By position of the message, its own entries without a translation, such as ``msgmerge`` leaves, which goes by ids."""

    def keep(self, po: PoCatalog) -> None:
        """Leave to each message the entry that has its id and its English."""
        obsolete = {(*words_of(entry), entry.context or ""): entry for entry in po.obsolete.values()}
        for position, message in enumerate(self.wanted):
            words = (message.source, message.plural)
            entry = po.get(message.source, message.id or None)
            if entry is None or words_of(entry) != words:
                entry = obsolete.get((*words, message.id))
            if entry is not None and not any(forms_of(entry)):
                self.empty[position] = entry
            elif entry is not None and not _is_of_a_neighbour(entry):
                self._take(position, Way.SAME, entry)

    def move(self) -> None:
        """Give each message the translation of exactly its English, under whatever id; its own one, or its list's, first."""
        by_english: dict[str, list[PoMessage]] = defaultdict(list)
        for entry in self.left:
            by_english[english_of(entry)].append(entry)
        for position, message in self._open():
            fitting = [
                entry
                for entry in by_english.get(message.source, ())
                if id(entry) not in self.used and words_of(entry)[1] == message.plural
            ]
            if fitting:
                is_own = min(fitting, key=lambda entry: _distance(message.id, entry.context or ""))
                self._take(position, Way.MOVED, is_own)

    def keep_empty(self) -> None:
        """Leave to each message its own entry without a translation, where no other has one of exactly its English."""
        for position, entry in self.empty.items():
            if position not in self.found:
                self._take(position, Way.SAME, entry)

    def join(self) -> None:
        """Give a message the translations of the texts that stand in it one after the other."""
        for position, message in self._open():
            whole = unnumbered(message.source)
            inside = [entry for entry in self._left() if _is_piece(english_of(entry), message.source)]
            inside.sort(key=lambda entry: whole.index(unnumbered(english_of(entry))))
            if len(inside) > 1 and _share(map(english_of, inside), message.source) >= _PIECES_SHARE:
                self._take(position, Way.JOINED, *inside)

    def split(self) -> None:
        """Give messages that stood in one text the translation of the whole."""
        for entry in self._left():
            whole = english_of(entry)
            inside = [(position, message) for position, message in self._open() if _is_piece(message.source, whole)]
            if len(inside) > 1 and _share((message.source for _, message in inside), whole) >= _PIECES_SHARE:
                for position, _ in inside:
                    self._take(position, Way.SPLIT, entry)

    def recognise(self) -> None:
        """Give each message the translation of the likest English that is left, best pairs first."""
        pairs = []
        left = self._left()
        for position, message in self._open():
            for rank, entry in enumerate(left):
                distance = _distance(message.id, entry.context or "")
                floor = (0.0, SAME_SENTENCE, NEAR)[distance]
                alike = likeness(message.source, english_of(entry), floor)
                if alike > 0 or distance == 0:
                    pairs.append((-alike, distance, abs(rank - position), position, rank))
        for _, _, _, position, rank in sorted(pairs):
            if position not in self.found and id(left[rank]) not in self.used:
                self._take(position, Way.CHANGED, left[rank])

    def _take(self, position: int, way: Way, *entries: PoMessage) -> None:
        self.found[position] = Match(way, entries)
        self.used.update(map(id, entries))

    def _open(self) -> list[tuple[int, Message]]:
        return [(position, message) for position, message in enumerate(self.wanted) if position not in self.found]

    def _left(self) -> list[PoMessage]:
        return [entry for entry in self.left if id(entry) not in self.used]


def _distance(name: str, other: str) -> int:
    """Return how near two ids are: 0 the same one that counts no places, 1 in the same list, 2 elsewhere."""
    if name and name == other and not _list_of(name):
        return 0
    return 1 if _list_of(name) and _list_of(name) == _list_of(other) else 2


def _is_of_a_neighbour(entry: PoMessage) -> bool:
    """Tell whether a fuzzy translation is that of another sentence, which once stood in its place of a list."""
    words, before = words_of(entry)[0], english_of(entry)
    is_related = is_inside(words, before) or is_inside(before, words) or likeness(words, before, SAME_SENTENCE) > 0
    return bool(_list_of(entry.context or "")) and not is_related


def _is_piece(part: str, whole: str) -> bool:
    return _PIECE_LETTERS <= len(part) < len(whole) and is_inside(part, whole)


def _share(parts: Iterator[str], whole: str) -> float:
    return sum(map(len, parts)) / len(whole)
