"""How far a message is translated, and who vouches for it: states, and the comment by which a catalog keeps a review.

A review stands in a translator's comment of the PO entry, ``# state: reviewed by A. Name, 2026-11-29 [0a1b2c3d]``, which
Poedit, Weblate and gettext's programs keep; name and day may be left out. It is a review of this translation of this
English: the digest at its end says which, so that it goes when either changes, whichever program changes it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Final


class State(StrEnum):
    """How far a message is translated."""

    APPROVED = "approved"
    REVIEWED = "reviewed"
    TRANSLATED = "translated"
    STALE = "stale"
    MISSING = "missing"

    @property
    def is_current(self) -> bool:
        """Whether there is a translation of the present English that nobody doubts."""
        return self in {State.APPROVED, State.REVIEWED, State.TRANSLATED}

    @property
    def is_vouched_for(self) -> bool:
        """Whether somebody has read the translation against its English."""
        return self in {State.APPROVED, State.REVIEWED}


RANKS: Final = (State.MISSING, State.STALE, State.TRANSLATED, State.REVIEWED, State.APPROVED)
"""From the least to the most."""

LONGEST_NAME: Final = 50
"""Of a name; programs break longer comments, and a mark must stand on one line."""

_MARK: Final = re.compile(
    r"state: (?P<state>reviewed|approved)(?: by (?P<who>[^\n]{1,80}?))?(?:, (?P<day>\d{4}-\d\d-\d\d))?"
    r"(?: \[(?P<words>[0-9a-f]{8})\])?\s*"
)


@dataclass(frozen=True, slots=True)
class Review:
    """That somebody has read a translation against its English, or approved it for publication."""

    state: State
    """``REVIEWED`` or ``APPROVED``."""
    who: str = ""
    """Empty where it is not known."""
    day: date | None = None
    words: str = field(default="", compare=False)
    """Digest of the English and the translation that were read; nothing in a mark made by hand, until it is written anew."""

    def of_words(self, *words: str) -> "Review":
        """Return the review as one of this English and this translation."""
        return replace(self, words=_digest(words))

    def is_of(self, *words: str) -> bool:
        """Whether it is of this English and this translation, or does not say of which."""
        return self.words in {"", _digest(words)}

    @property
    def said(self) -> str:
        """What a reader is told of it."""
        by = f" by {' '.join(self.who.split())}" if self.who.strip() else ""
        return f"{self.state}{by}" + (f", {self.day.isoformat()}" if self.day else "")

    @property
    def comment(self) -> str:
        """The comment that says so in a catalog."""
        return f"state: {self.said}" + (f" [{self.words}]" if self.words else "")


def _digest(words: Iterable[str]) -> str:
    return sha256("\0".join(words).encode()).hexdigest()[:8]


def review_in(comments: Iterable[str]) -> Review | None:
    """Return what the comments of an entry say of its review: the most, where several do."""
    found = [review for comment in comments if (review := _read(comment))]
    return max(found, key=lambda review: RANKS.index(review.state), default=None)


def remarks_in(comments: Iterable[str]) -> list[str]:
    """Return the comments that are remarks of translators."""
    return [comment for comment in comments if not _read(comment)]


def _read(comment: str) -> Review | None:
    if not (match := _MARK.fullmatch(comment)):
        return None
    try:
        day = date.fromisoformat(match["day"]) if match["day"] else None
    except ValueError:
        return None  # no day of the calendar: a remark like any other
    return Review(State(match["state"]), match["who"] or "", day, match["words"] or "")
