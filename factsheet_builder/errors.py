"""Problems as values: what is wrong, where, and what to do about it.

Every stage collects its problems as ``Diagnostic`` values and raises one ``FactsheetError`` that carries them all.
Printing them is left to the command line; anything that is not a ``FactsheetError`` is a bug and shows a traceback.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import ClassVar

from factsheet_builder.characters import show_hidden


class Severity(StrEnum):
    """How much a diagnostic weighs: an error stops the stage, a warning does so only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class ExitCode(IntEnum):
    """What the command says to the shell; documented in the README."""

    DONE = 0
    BUG = 1
    USAGE = 2
    CONTENT = 3
    REFUSED = 4
    SURROUNDINGS = 5
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a problem stands: a file, and in it a line and a column (both from 1), or the id of a passage."""

    file: str = ""
    line: int = 0
    column: int = 0
    passage: str = ""

    def __str__(self) -> str:
        position = f":{self.line}:{self.column}" if self.line else ""
        passage = f"[{self.passage}]" if self.passage else ""
        return " ".join(part for part in (f"{self.file}{position}", passage) if part)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: its kind (a stable code), what was found and what to do, in words a secretariat can act on."""

    severity: Severity
    code: str
    what: str
    remedy: str = ""
    place: Place = Place()
    is_expected: bool = False
    """Whether the content declares it, with its number: then it is counted, and nothing is to be done about it."""

    def __str__(self) -> str:
        place = f"{self.place}: " if str(self.place) else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return show_hidden(f"{place}{self.severity}: {self.what}{remedy} ({self.code})")


class FactsheetError(Exception):
    """A problem that the user can mend; carries every diagnostic of the stage that failed."""

    exit_code: ClassVar[ExitCode] = ExitCode.SURROUNDINGS

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> "tuple[type[FactsheetError], tuple[tuple[Diagnostic, ...]]]":
        """Let another process raise the same: an exception is told by its words otherwise."""
        return type(self), (self.diagnostics,)

    @classmethod
    def of(cls, code: str, what: str, remedy: str = "", place: Place = Place()) -> "FactsheetError":
        """Return an error of this class with a single diagnostic."""
        return cls([Diagnostic(Severity.ERROR, code, what, remedy, place)])


class UsageError(FactsheetError):
    """An option or argument asks for something that does not exist."""

    exit_code = ExitCode.USAGE


class ContentError(FactsheetError):
    """The content is not valid: nothing is typeset from it."""

    exit_code = ExitCode.CONTENT


class RefusedError(FactsheetError):
    """What was made does not hold what it owes: it is not delivered, the last good file stays."""

    exit_code = ExitCode.REFUSED


class SurroundingsError(FactsheetError):
    """The machine does not give what is needed: a file, a folder, a font, a library."""

    exit_code = ExitCode.SURROUNDINGS
