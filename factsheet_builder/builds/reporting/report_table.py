"""Report -> CSV by RFC 4180, one row a deliverable, for spreadsheets.

It begins with a byte order mark: without one Excel reads a file that is double-clicked in the code page of the machine and
garbles every name that is not ASCII; LibreOffice and programs that read ``utf-8-sig`` take it as what it is.
"""

import csv
from codecs import BOM_UTF8
from io import StringIO
from typing import Final

from factsheet_builder.builds.reporting.delivery_report import FileFacts, Report

COLUMNS: Final = (
    "path", "factsheet", "kind", "profile", "edition", "party", "locale", "standing", "pages", "usual_pages", "drift",
    "drift_flagged", "as_of", "conformance", "passages", "translated", "stale", "reviewed", "untranslated",
    "overfull_lines", "missing_glyphs", "warnings", "expected_warnings", "why_old", "size_bytes", "sha256",
)  # fmt: skip

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes spreadsheets take words for a formula (OWASP, CSV Injection), the wide forms of East Asian settings too."""

Cell = str | int | float


def report_table(report: Report) -> bytes:
    """Return the table with a row of headings; unknown is an empty cell."""
    stream = StringIO(newline="")
    writer = csv.writer(stream)  # its usual dialect quotes and ends lines as RFC 4180 has it
    writer.writerow(COLUMNS)
    writer.writerows([_disarmed(cell) for cell in _cells(file)] for file in report.files)
    return BOM_UTF8 + stream.getvalue().encode()


def _disarmed(cell: Cell | None) -> Cell:
    """Return words behind an apostrophe where they would be a formula; numbers are our own and stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _cells(file: FileFacts) -> tuple[Cell | None, ...]:
    series, entry = file.series, file.entry
    coverage = entry.coverage if entry else None
    return (
        file.path, series.factsheet, series.kind, series.profile, series.edition, file.party, file.locale,
        file.standing.value,
        entry.pages if entry else None,
        _number(file.usual_pages),
        _number(file.drift),
        ("yes" if file.is_drifting else "no") if entry else None,
        entry.as_of if entry else None,
        "; ".join(entry.conformance) if entry else None,
        *((coverage.total, coverage.translated, coverage.stale, coverage.reviewed, coverage.missing)
          if coverage else (None,) * 5),
        file.count("overfull-line") if entry else None,
        file.count("missing-glyph") if entry else None,
        file.warnings if entry else None,
        file.expected if entry else None,
        "; ".join(warned.what for warned in entry.old) if entry else None,
        entry.size if entry else None,
        entry.sha256 if entry else None,
    )  # fmt: skip


def _number(value: float | None) -> Cell | None:
    return int(value) if value is not None and value == int(value) else value
