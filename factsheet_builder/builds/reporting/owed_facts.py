"""What is to be done in a project, as values: what is owed, current, stale and why, and what fails.

Loaded by those who show it; it is found out by ``owed_survey``, which loads all that drafts a file.
"""

from dataclasses import dataclass
from datetime import datetime

from factsheet_builder.errors import Diagnostic


@dataclass(frozen=True, slots=True)
class Cause:
    """An input that is not as it was, and the number of files that it makes stale."""

    name: str
    factsheet: str
    """The factsheet that a passage is of; empty for what is of none, or of several."""
    files: int


@dataclass(frozen=True, slots=True)
class Failing:
    """Files that cannot be made, or could not the last time, for the same reasons."""

    problems: tuple[Diagnostic, ...]
    paths: tuple[str, ...]
    last_good: datetime | None
    """When the newest of them that is there still was written; nothing where none ever was."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A locale, and how many of its messages are not translated or of an older text."""

    tag: str
    total: int
    missing: int
    stale: int
    problems: tuple[Diagnostic, ...] = ()
    """Why its catalogs cannot be counted."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What is to be done in a project."""

    factsheets: tuple[str, ...]
    owed: int = 0
    current: int = 0
    stale: int = 0
    missing: int = 0
    causes: tuple[Cause, ...] = ()
    """Those that make the most files stale first."""
    failing: tuple[Failing, ...] = ()
    behind: tuple[Behind, ...] = ()
    """All locales, whether anything is left to do or not."""
    problems: tuple[Diagnostic, ...] = ()
    """What keeps all of it from being counted."""

    @property
    def to_make(self) -> int:
        """Number of files that the next build would make."""
        return self.stale + self.missing
