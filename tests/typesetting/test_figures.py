"""Values of figures are printed with all their digits; the chapter in the masthead fits its column."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from factsheet_builder.content.models import Value
from factsheet_builder.errors import ExitCode
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from tests.builds.conftest import edit
from tests.conftest import Run
from tests.small_factsheet import start_small


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (0.0004, "0.0004", "0,0004"),
        (12345.678912, "12,345.678912", "12\u202f345,678912"),
        (1e-9, "0.000000001", "0,000000001"),
        (0.0, "0", "0"),
        (0.5, "0.5", "0,5"),
        (43, "43", "43"),
    ],
)
def test_no_digit_is_lost(number: float, english: str, french: str) -> None:
    assert [Localiser(tag).number(number) for tag in ("en", "fr")] == [english, french]


@pytest.mark.parametrize("value", [1e-12, 1e15, -1.0, float("inf"), float("nan"), "4"])
def test_values_that_no_reader_takes_in_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"decimals|less than|greater than|finite|valid"):
        Value.model_validate({"label": "a", "value": value})


@pytest.mark.slow
@pytest.mark.parametrize("chapter", ["VIII", "XVIII", "3rd round of the monitoring"])
def test_a_chapter_in_words_has_room_on_the_line_above_the_title(tmp_path: Path, factsheet: Run, chapter: str) -> None:
    start_small(tmp_path, "sample")
    edit(Project(tmp_path), "chapter: I\n", f"chapter: {chapter}\n", "factsheets/sample.yaml")
    result = factsheet("build", "--strict", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (ExitCode.DONE, "")
    lines = PdfReader(tmp_path / "out/en/sample.pdf").pages[0].extract_text().splitlines()
    assert lines[:2] == [f"FACTSHEET · Chapter {chapter}", "SAMPLE TITLE"]
