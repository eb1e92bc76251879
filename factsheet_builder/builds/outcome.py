"""What became of a deliverable."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.errors import Diagnostic, ExitCode


class Fate(StrEnum):
    """What became of a deliverable."""

    MADE = "made"
    UNCHANGED = "unchanged"
    """It was made again, and is the same."""
    CURRENT = "current"
    """Nothing that it is made from has changed."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one deliverable."""

    deliverable: Deliverable
    file: Path
    fate: Fate
    pages: int = 0
    size: int = 0
    """Bytes."""
    diagnostics: tuple[Diagnostic, ...] = ()
    exit_code: ExitCode = ExitCode.DONE
    coverage: Mapping[str, int] | None = None
    """How many passages there are (``total``), are ``translated``, ``stale`` and so on; nothing in the source's language."""

    @property
    def is_new(self) -> bool:
        """Whether the file in the folder is another one than before."""
        return self.fate is Fate.MADE
