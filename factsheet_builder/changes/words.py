"""Two texts -> one sequence of pieces: words that both have, words that only the newer one has, words that it lacks.

Texts are compared as the reader meets them: marks of emphasis are no words, a link is its words and its address, a call
is the name of its note.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import assert_never

from factsheet_builder.content.prose import (
    UNKNOWN_ADDRESS,
    AddresseesMark,
    Emphasis,
    Link,
    Lowered,
    NoteCall,
    Raised,
    Span,
    Strong,
    TargetMark,
    ValueMark,
    Words,
    parse_prose,
)


class Sort(StrEnum):
    """Whether a piece is in both texts, only in the newer or only in the older one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of one sort, joined by single spaces."""

    sort: Sort
    text: str


def shown(text: str) -> str:
    """Return prose as the words that are compared."""
    return _shown(parse_prose(text)).strip()


def _shown(spans: Sequence[Span]) -> str:
    return "".join(_shown_span(span) for span in spans)


def _shown_span(span: Span) -> str:
    match span:
        case Words(text):
            return text
        case Strong(inner) | Emphasis(inner) | Raised(inner) | Lowered(inner):
            return _shown(inner)
        case Link(inner, address):
            return _shown(inner) if address in {UNKNOWN_ADDRESS, ""} else f"{_shown(inner)} ({address})"
        case NoteCall(note):
            return f" [{note}]"
        case AddresseesMark():
            return "…"
        case ValueMark(name):
            return f"{{{name}}}"
        case TargetMark(of):
            return f"{{{of}}}"
        case _:
            assert_never(span)


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces that lead from ``old`` to ``new``, in reading order; where words are replaced, the old come first.

    A single word that stays between two replaced runs is taken with them: read aloud, a change is then one change.
    """
    before, after = _split(old), _split(new)
    return tuple(_joined(_pieces(before, after, _steps(before, after))))


_Step = tuple[str, int, int, int, int]


def _split(text: str) -> list[str]:
    """Return the words of ``text``; a call of a note is a word of its own."""
    return re.findall(r"\[[^\[\]\s]+\]|[^\s\[]+|\[", text)


def _steps(before: list[str], after: list[str]) -> list[_Step]:
    steps: list[_Step] = [(*step,) for step in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()]
    merged: list[_Step] = []
    for index, (name, a, b, c, d) in enumerate(steps):
        is_lone = name == "equal" and b - a == 1 and 0 < index < len(steps) - 1
        if merged and merged[-1][0] != "equal" and (is_lone or name != "equal"):
            _, first, _, second, _ = merged[-1]
            merged[-1] = ("replace", first, b, second, d)
        else:
            merged.append((name, a, b, c, d))
    return merged


def _pieces(before: list[str], after: list[str], steps: list[_Step]) -> Iterator[Piece]:
    for name, a, b, c, d in steps:
        if name == "equal":
            yield Piece(Sort.SAME, " ".join(before[a:b]))
        else:
            yield Piece(Sort.REMOVED, " ".join(before[a:b]))
            yield Piece(Sort.ADDED, " ".join(after[c:d]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    yield from (piece for piece in pieces if piece.text)
