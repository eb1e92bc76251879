"""What other programs take out of a file: nearly every word, and no sign that only the layout knows."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.runner import build
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from tests.benchmarks import extraction
from tests.benchmarks.extraction import read

SHEET: Final = "assistance-to-victims"
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")


LESS: Final = {("ar", "PDFium"): 0.94}
"""What turns “VI-1” round, as a number with a sign."""


@needs_poppler
@pytest.mark.parametrize(
    ("locale", "least"),
    [
        ("en", 0.99),
        pytest.param("uk", 0.99, marks=pytest.mark.slow),
        pytest.param("fr", 0.99, marks=pytest.mark.slow),
        pytest.param("ka", 0.99, marks=pytest.mark.slow),
        pytest.param("ar", 0.97, marks=pytest.mark.slow),
    ],
)
def test_words_are_found_in_other_programs(
    shipped: Project, cache: Path, tmp_path: Path, locale: str, least: float
) -> None:
    (outcome,) = build(shipped, (Deliverable(SHEET, locale),), tmp_path, cache=cache)
    assert outcome.exit_code is ExitCode.DONE, outcome.diagnostics
    found = list(read(outcome.file))
    assert found
    for reading in found:
        assert reading.share >= LESS.get((locale, reading.reader), least), reading
        assert not reading.has_soft_hyphens, reading


@needs_poppler
def test_words_without_spaces_are_seen(shipped_pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: words that a reader glues are not right."""
    file = tmp_path / "a.pdf"
    file.write_bytes(shipped_pdf)
    readers = extraction._readers

    def glued(path: Path) -> Iterator[tuple[str, str]]:
        yield from ((name, text.replace(" of ", "of ")) for name, text in readers(path))

    monkeypatch.setattr(extraction, "_readers", glued)
    (first, *_) = read(file)
    assert first.share < 0.95
