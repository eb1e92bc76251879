"""What was delivered to translators × what there is to translate now -> what became of each message since.

A message is the same while its id is; one whose English stands under another id has moved, and so has one whose place in a
list is another. Where the delivery had translations, one that is worded differently by now is named too. Reading what was
delivered is left to ``delivered_messages``.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape
from typing import Final

from factsheet_builder.changes.words import Piece, compare_words
from factsheet_builder.languages.catalogs import Catalog
from factsheet_builder.languages.exchange.units import message_key
from factsheet_builder.languages.keeping.likeness import NEAR, likeness
from factsheet_builder.languages.keeping.merging import merge
from factsheet_builder.languages.locales import Domains
from factsheet_builder.languages.messages import OF_PROGRAM, Message
from factsheet_builder.languages.reviews import State

_MOST_PAIRS: Final = 200_000
"""So many pairs are compared for likeness at most; beyond that what is only alike counts as gone and new."""


class Became(StrEnum):
    """What became of a message since the delivery."""

    NEW = "new"
    ENGLISH_CHANGED = "English changed"
    MOVED = "moved"
    RETRANSLATED = "translation changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message as it was delivered."""

    key: str
    english: str
    forms: tuple[str, ...] = ()
    """Its translation, all forms by number; empty where it had none, or the delivery tells nothing of it."""

    @property
    def domain(self) -> str:
        """The domain that it is of."""
        return self.key.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was delivered."""

    name: str
    """As users call it."""
    messages: Mapping[str, Delivered]
    """By their keys, in order."""
    domains: frozenset[str]
    """What it could tell of: of other domains nothing is known."""
    has_translations: bool
    """Whether it tells how messages were translated."""


@dataclass(frozen=True, slots=True)
class MessageChange:
    """What became of one message."""

    became: Became
    key: str
    """Its key now; of one that is gone, as it was."""
    was: str = ""
    """Its key as it was delivered, where that is another one."""
    old_english: str = ""
    english: str = ""
    old_forms: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    state: State | None = None
    """How far it is translated now."""
    comment: str = ""
    """What it is, as translators are told."""

    @property
    def english_pieces(self) -> tuple[Piece, ...]:
        """The English with what was added and removed."""
        return compare_words(self.old_english, self.english)

    @property
    def translation_pieces(self) -> tuple[Piece, ...]:
        """The translation with what was added and removed; nothing where it is worded as it was delivered."""
        if not self.is_retranslated:
            return ()
        return compare_words(" / ".join(self.old_forms), " / ".join(self.forms))

    @property
    def is_retranslated(self) -> bool:
        """Whether the translation is worded differently by now."""
        return self.old_forms != self.forms


@dataclass(slots=True)
class _Pools:
    """What is not paired yet, by key."""

    now: dict[str, Message] = field(default_factory=dict)
    then: dict[str, Delivered] = field(default_factory=dict)


def message_changes(delivery: Delivery, domains: Domains, catalogs: Mapping[str, Catalog]) -> tuple[MessageChange, ...]:
    """Return what became of each message that is not as it was delivered, in reading order, those that are gone last."""
    here = {
        message_key(message): message
        for domain, messages in domains.items()
        if domain in delivery.domains
        for message in messages
    }
    pairs, pools = _paired(here, delivery.messages)
    merged = {domain: merge(catalogs[domain], domains[domain]) for domain in domains if domain in delivery.domains}
    found = []
    for key, message in here.items():
        if change := _change(key, message, pairs.get(key), merged, has_translations=delivery.has_translations):
            found.append(change)
    gone = [
        MessageChange(Became.GONE, old.key, old_english=old.english, old_forms=old.forms) for old in pools.then.values()
    ]
    return (*found, *gone)


def _paired(now: Mapping[str, Message], then: Mapping[str, Delivered]) -> tuple[dict[str, Delivered], _Pools]:
    """Return by key now what each message was, and what has no counterpart on either side."""
    pairs: dict[str, Delivered] = {}
    pools = _Pools(dict(now), dict(then))

    def pair(key: str, old: Delivered) -> None:
        pairs[key] = old
        del pools.now[key], pools.then[old.key]

    for key, message in now.items():
        if (old := then.get(key)) and _is_same_english(old, message):
            pair(key, old)
    for key, old in _same_english(pools):
        pair(key, old)
    for key in [key for key in pools.now if key in pools.then]:
        pair(key, pools.then[key])
    for key, old in _alike(pools):
        pair(key, old)
    return pairs, pools


def _same_english(pools: _Pools) -> Iterator[tuple[str, Delivered]]:
    """Yield the messages whose English stood under another id of the same domain, each of several in their order."""
    by_words: dict[tuple[str, str], list[Delivered]] = defaultdict(list)
    for old in pools.then.values():
        by_words[old.domain, _words(old.english)].append(old)
    for key, message in list(pools.now.items()):
        if same := by_words.get((message.domain, _words(message.source))):
            yield key, same.pop(0)


def _alike(pools: _Pools) -> Iterator[tuple[str, Delivered]]:
    """Yield the messages whose English was much the same under another id of the same domain."""
    if len(pools.now) * len(pools.then) > _MOST_PAIRS:
        return
    left = list(pools.then.values())
    for key, message in list(pools.now.items()):
        alike = [(likeness(message.source, old.english, NEAR), old) for old in left if old.domain == message.domain]
        how_much, old = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        if old is not None and how_much >= NEAR:
            left.remove(old)
            yield key, old


def _change(
    key: str, message: Message, old: Delivered | None, catalogs: Mapping[str, Catalog], *, has_translations: bool
) -> MessageChange | None:
    """Return what became of a message; nothing where it is as it was."""
    translation = catalogs[message.domain].of(message)
    forms = tuple(form for form in translation.forms if form)
    old_forms = old.forms if old is not None and has_translations else forms
    if _same_forms(forms, old_forms):
        old_forms = forms
    if old is None:
        became = Became.NEW
    elif not _is_same_english(old, message):
        became = Became.ENGLISH_CHANGED
    elif old.key != key:
        became = Became.MOVED
    elif old_forms != forms:
        became = Became.RETRANSLATED
    else:
        return None
    if translation.state in {State.STALE, State.MISSING} and became is not Became.RETRANSLATED:
        old_forms = forms  # one of another English, or none yet, tells nothing of this one
    was = old.key if old is not None and old.key != key else ""
    english = old.english if old is not None else ""
    if became in {Became.MOVED, Became.RETRANSLATED}:
        english = message.source  # it may be spaced otherwise, which is no change
    return MessageChange(
        became, key, was, english, message.source, old_forms, forms, translation.state, message.comment
    )


def _is_same_english(old: Delivered, message: Message) -> bool:
    """Tell whether the English is as it was; a label is known by its English, of which files show one form by number."""
    if message.domain in OF_PROGRAM and old.key == message_key(message):
        return True
    return _words(old.english) == _words(message.source)


def _same_forms(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return [_words(form) for form in one] == [_words(form) for form in other]


def _words(text: str) -> str:
    """Return what is compared of a text: programs change its spaces, and entities stand only in texts with marks."""
    return " ".join(unescape(text).split())
