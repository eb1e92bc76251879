"""Findings of the checks as diagnostics, with hints at what may be meant."""

import difflib
from collections.abc import Iterable, Iterator

from factsheet_builder.errors import Diagnostic, Place, Severity

Findings = Iterator[Diagnostic]


def finding(code: str, place: Place, what: str, remedy: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    """Return a diagnostic about the content."""
    return Diagnostic(severity, code, what, remedy, place)


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a hint at the known word that is most like ``word``, or nothing."""
    near = difflib.get_close_matches(word, list(known), 1, 0.5)
    return f"Did you mean “{near[0]}”?" if near else ""


def quoted(words: Iterable[str]) -> str:
    """Return words as a list, each in quotation marks."""
    return ", ".join(f"“{word}”" for word in words)
