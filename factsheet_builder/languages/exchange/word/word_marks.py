"""What rows of a Word file say of their units beside the text, as words: id, digests, state; written and read back.

Word keeps no data of ours where nobody sees it for sure, so it stands in the first column, small and grey. The id is
enough; whoever loses the digests loses only what they guard against.
"""

import re
from dataclasses import dataclass
from typing import Final

from factsheet_builder.languages.exchange.units import Unit
from factsheet_builder.languages.reviews import Review, State, review_in

OFFICIAL: Final = "official text"
"""The word for the state of what is supplied and not translated."""
COLUMNS: Final = 4
"""Number and id, English, translation, state with notes."""
CATALOG: Final = "Catalog"
"""Author of the comments that were in the catalog before."""

_SAYS: Final = "state: "
_KEY: Final = re.compile(r"[^\s/]{1,200}/\S{1,400}")
_SENT: Final = re.compile(r"source=([0-9a-f]*)\s+target=([0-9a-f]*)\s+state=([a-z-]*)")
_NUMBER: Final = re.compile(r"\s*([0-9]{1,6})(?![0-9])")
_LANGUAGE: Final = re.compile(r"\(([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\)\s*$")


@dataclass(frozen=True, slots=True)
class Marks:
    """What the first cell of a row says."""

    key: str
    number: int = 0
    """The number of the row as people see it."""
    source_digest: str = ""
    target_digest: str = ""
    state: str | None = None
    """The word for the state that was sent; ``None`` where the file has lost it."""


def digests_in_words(unit: Unit) -> str:
    """Return what import needs to see what has changed since."""
    return f"source={unit.source_digest} target={unit.target_digest} state={state_in_words(unit).split()[0]}"


def state_in_words(unit: Unit) -> str:
    """Return the word for the state of a unit."""
    if unit.message.is_locked:
        return OFFICIAL
    if unit.review and unit.target:
        return unit.review.said
    return unit.state.value if unit.target else State.MISSING.value


def read_marks(text: str) -> Marks | None:
    """Return what the text of a first cell says; nothing where it has no id."""
    sent = _SENT.search(text)
    key = _KEY.search(text[: sent.start()] if sent else text)
    if key is None:
        return None
    number = _NUMBER.match(text)
    at = int(number[1]) if number else 0
    return Marks(key[0], at, *sent.groups()) if sent else Marks(key[0], at)


def language_of(heading: str) -> str:
    """Return the tag of the language at the end of the heading of a column, or nothing."""
    found = _LANGUAGE.search(heading)
    return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class WrittenState:
    """What the last cell of a row says of its translation."""

    state: State | None = None
    """``None`` where it is the one that was sent, or none."""
    review: Review | None = None
    """Who vouches for it, where the cell says so."""
    fault: str = ""


def read_state(words: str, marks: Marks) -> WrittenState:
    """Return the state that somebody has written into a row, as ``reviewed`` or ``reviewed by A. Name, 2026-11-29``."""
    said = " ".join(words.split())
    review = review_in([f"{_SAYS}{said[:1].lower()}{said[1:]}"])
    state = review.state.value if review else said.casefold()
    if state in {"", OFFICIAL, marks.state}:
        return WrittenState()
    try:
        return WrittenState(State(state), review)
    except ValueError:
        known = ", ".join(State)
        return WrittenState(fault=f"“{said[:40]}” is no state of a translation; the states are {known}")
