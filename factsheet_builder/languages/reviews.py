"""How far a message is translated, and who vouches for it: states, and the comment by which a catalog keeps a review.

A review stands in a translator's comment of the PO entry, ``# state: reviewed by A. Name, 2026-11-29``, which Poedit, Weblate
and gettext's programs keep; name and day may be left out. It is a review of this translation of this English: it goes
when either changes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
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

LONGEST_NAME: Final = 60
"""Of a name; programs break longer comments, and a mark must stand on one line."""

_MARK: Final = re.compile(
    r"state: (?P<state>reviewed|approved)(?: by (?P<who>[^\n]{1,80}?))?(?:, (?P<day>\d{4}-\d\d-\d\d))?\s*"
)


@dataclass(frozen=True, slots=True)
class Review:
    """That somebody has read a translation against its English, or approved it for publication."""

    state: State
    """``REVIEWED`` or ``APPROVED``."""
    who: str = ""
    """Empty where it is not known."""
    day: date | None = None

    @property
    def comment(self) -> str:
        """The comment that says so in a catalog."""
        by = f" by {' '.join(self.who.split())}" if self.who.strip() else ""
        return f"state: {self.state}{by}" + (f", {self.day.isoformat()}" if self.day else "")


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
    return Review(State(match["state"]), match["who"] or "", day)
