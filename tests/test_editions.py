"""The press edition of the factsheet breaks its lines as the screen edition does, page by page."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.runner import build
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from factsheet_builder.typesetting.typesetter import Edition

Lines = list[dict[tuple[float, float], str]]
CHAPTER = "assistance-to-victims"


def lines(pdf: bytes) -> Lines:
    """For each page, the text of each line by the place in points where it starts on the trimmed page.

    Spaces and hyphens are left out: the screen edition has more spaces, for readers, and soft hyphens at line ends.
    """
    return [dict(_lines(page)) for page in PdfReader(BytesIO(pdf)).pages]


def _lines(page: Any) -> Iterator[tuple[tuple[float, float], str]]:
    pieces: list[tuple[float, float, str]] = []

    def note(text: str, matrix: Any, text_matrix: Any, *_: Any) -> None:
        if letters := re.sub(r"[\s\u00ad\u2010-]", "", text):
            x = matrix[0] * text_matrix[4] + matrix[4]
            y = matrix[3] * text_matrix[5] + matrix[5]
            pieces.append((round(y, 1), round(x, 1), letters))

    page.extract_text(visitor_text=note)
    for height in {y for y, _, _ in pieces}:
        line = sorted((x, letters) for y, x, letters in pieces if y == height)
        yield (line[0][0], height), "".join(letters for _, letters in line)


@pytest.fixture(scope="module", params=[Kind.FACTSHEET, Kind.TAILORED])
def editions(
    request: pytest.FixtureRequest, shipped: Project, cache: Path, tmp_path_factory: Any
) -> tuple[bytes, bytes]:
    kind = request.param
    party, profile = ("", "") if kind is Kind.FACTSHEET else ("MDA", "full")
    owed = tuple(
        Deliverable(CHAPTER, "en", kind, party, profile, edition) for edition in (Edition.SCREEN, Edition.PRESS)
    )
    screen, press = build(shipped, owed, tmp_path_factory.mktemp("editions"), cache=cache)
    assert (screen.exit_code, press.exit_code) == (ExitCode.DONE, ExitCode.DONE)
    return screen.file.read_bytes(), press.file.read_bytes()


def test_lines_break_and_stand_alike_page_by_page(editions: tuple[bytes, bytes]) -> None:
    screen, press = map(lines, editions)
    assert len(screen) >= 7
    assert sum(map(len, screen)) > 250
    for number, (of_screen, of_press) in enumerate(zip(screen, press, strict=True), 1):
        assert of_press == of_screen, f"page {number}"


def test_the_comparison_sees_other_breaks(shipped_pdf: bytes, project: Project, cache: Path, tmp_path: Path) -> None:
    """The negative control: a press edition that is set a little smaller is not the same."""
    styles = project.root / "styles"
    styles.mkdir()
    css = (Path(__file__).parents[1] / "styles" / "tokens.css").read_text(encoding="utf-8")
    assert css.count("--text-size: 10pt") == 1
    (styles / "tokens.css").write_text(css.replace("--text-size: 10pt", "--text-size: 9.7pt"), encoding="utf-8")
    (press,) = build(project, (Deliverable(CHAPTER, "en", edition=Edition.PRESS),), tmp_path / "out", cache=cache)
    assert press.exit_code is ExitCode.DONE, press.diagnostics
    assert lines(press.file.read_bytes()) != lines(shipped_pdf)
