"""Translations that there are already × messages without one -> what a translator may begin from, marked as from memory.

A segment is English and its translation, from any factsheet of the locale, in use or obsolete, or from a memory that
translators gave (``memory.tmx`` of the locale). Exactly the same English is filled in and says whence; near English is
fuzzy, with the English that it was made from. Names of Parties and words of the program are left alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from factsheet_builder.languages.catalogs import (
    Catalog,
    entries,
    forms_of,
    put_remark,
    put_translation,
    review_of,
    words_of,
)
from factsheet_builder.languages.codes import CodesError
from factsheet_builder.languages.exchange.inline import Kind, kind_of, pieces_of, text_of
from factsheet_builder.languages.keeping.likeness import NEAR, alike, likest
from factsheet_builder.languages.keeping.matching import english_of
from factsheet_builder.languages.messages import OF_PROGRAM, PARTIES, Message
from factsheet_builder.languages.reviews import RANKS, State

FROM_MEMORY: Final = "from memory"


@dataclass(frozen=True, slots=True)
class Segment:
    """English and its translation, both with codes as prose has them."""

    source: str
    target: str
    origin: str
    """Where the translation stands: the key of a message, or what a memory calls it."""
    state: State = State.TRANSLATED


@dataclass(frozen=True)
class Memory:
    """What was translated before, the best of several translations of one English first."""

    segments: tuple[Segment, ...]

    @cached_property
    def _by_source(self) -> Mapping[str, Segment]:
        found: dict[str, Segment] = {}
        for segment in self.segments:
            known = found.get(segment.source)
            if known is None or RANKS.index(segment.state) > RANKS.index(known.state):
                found[segment.source] = segment
        return found

    @property
    def best(self) -> tuple[Segment, ...]:
        """One segment for each English, in the order in which they came."""
        return tuple(self._by_source.values())

    @cached_property
    def _sources(self) -> Sequence[str]:
        return tuple(self._by_source)

    def find(self, source: str) -> tuple[Segment, bool] | None:
        """Return the segment of exactly this English, or of the likest, and whether it is exact; nothing below 75 %."""
        if exact := self._by_source.get(source):
            return exact, True
        near = likest(source, self._sources, NEAR)
        return (self._by_source[self._sources[near]], False) if near is not None else None

    def offer(self, source: str) -> list[tuple[Segment, float]]:
        """Return the segments of this English or one that is like it, and how much, the likest first."""
        return [(self._by_source[self._sources[place]], how) for place, how in alike(source, self._sources, NEAR)]


def segments_in(catalog: Catalog) -> Iterator[Segment]:
    """Yield the segments of a catalog of content, those of its obsolete entries last."""
    if catalog.domain in OF_PROGRAM | {PARTIES}:
        return
    for entry in (*entries(catalog.po), *catalog.po.obsolete.values()):
        words, plural = words_of(entry)
        target = forms_of(entry)[0]
        if not target or plural or (entry.fuzzy and not entry.previous_id):
            continue
        review = review_of(entry)
        state = State.STALE if entry.fuzzy else review.state if review else State.TRANSLATED
        kind = Kind.PROSE if "<" in words or "&" in words else Kind.PLAIN
        english = english_of(entry)
        try:
            source, target = (text_of(pieces_of(text, kind), Kind.PROSE) for text in (english, target))
        except CodesError:
            continue  # a text of a title block may have the characters of codes
        yield Segment(source, target, f"{catalog.domain}/{entry.context}", state)


@dataclass(frozen=True, slots=True)
class Recalled:
    """A message that memory had something for."""

    id: str
    origin: str
    is_exact: bool


def recall(catalog: Catalog, messages: Iterable[Message], memory: Memory) -> Iterator[Recalled]:
    """Fill what is missing in a merged catalog from memory, and yield what was filled."""
    if catalog.domain in OF_PROGRAM | {PARTIES}:
        return
    for message in messages:
        if message.is_locked or message.plural or catalog.of(message).state is not State.MISSING:
            continue
        kind = kind_of(message)
        found = memory.find(text_of(pieces_of(message.source, kind), Kind.PROSE))
        if found is None:
            continue
        segment, is_exact = found
        target, source = (as_message_has(text, kind) for text in (segment.target, segment.source))
        if not target:
            continue
        note = catalog.of(message).note
        put_translation(catalog, message, (target,), State.TRANSLATED if is_exact else State.STALE)
        put_remark(catalog, message, "\n".join(filter(None, [note, f"{FROM_MEMORY}: {segment.origin}"])))
        if not is_exact:
            set_previous(catalog, message, source)
        yield Recalled(message.id, segment.origin, is_exact)


def as_message_has(text: str, kind: Kind) -> str:
    """Return a text of a segment as messages of a kind have it; nothing where that kind can have no codes."""
    pieces = pieces_of(text, Kind.PROSE)
    if kind is Kind.PLAIN and any(not isinstance(piece, str) for piece in pieces):
        return ""
    return text_of(pieces, kind)


def set_previous(catalog: Catalog, message: Message, english: str) -> None:
    """Say of a fuzzy translation from which English it was made."""
    entry = catalog.po.get(message.source, message.id or None)
    if entry is not None:
        entry.previous_id = [english]
