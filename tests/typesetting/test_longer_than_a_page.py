"""What is longer than a page breaks over pages in its order, or the message names the cause: rows, boxes, notes."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from factsheet_builder.documents.table_making.table_shape import column_widths, is_tall
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from tests.builds.conftest import edit
from tests.conftest import Run, text_first
from tests.small_factsheet import start_small

SHEET = "factsheets/small.yaml"
LONG = " ".join(f"Sentence {number} goes on, so that all becomes taller than a page." for number in range(1, 121))
ITEM = "          - text: second item.\n"
TABLE = f"""{ITEM}\
      - kind: table
        id: tall
        title: Tall
        columns: [Party, A heading that goes on for a while and whose column is empty, Remark]
        rows:
          - {{ heading: Row 0, cells: ["–", "5"] }}
          - heading: Row 1
            cells: ["7", "{LONG}"]
          - {{ heading: Row 2, cells: ["–", "6"] }}
"""


@pytest.fixture
def small(tmp_path: Path) -> Project:
    start_small(tmp_path, "small")
    return text_first(Project(tmp_path))


def words_of(project: Project) -> str:
    (file,) = project.out.rglob("*.pdf")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


@pytest.mark.parametrize("edition", [(), ("--edition", "press", "--extra")], ids=["screen", "press"])
def test_a_row_taller_than_a_page_breaks_under_its_headings(
    small: Project, factsheet: Run, edition: tuple[str, ...]
) -> None:
    edit(small, ITEM, TABLE, SHEET)
    result = factsheet("build", "--kind", "factsheet", "--strict", *edition, cwd=small.root)
    assert (result.returncode, result.stderr) == (ExitCode.DONE, "")
    words = words_of(small)
    assert "Row 0 –" in words  # in one line
    assert words.count("Remark") > 1  # the headings stand on each page
    numbers = [int(number) for number in re.findall(r"(\d+) goes", words)]
    assert numbers == sorted(numbers)
    assert len(numbers) > 115  # where a page ends, headings may stand between


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("this is a sample text.", f"this is a sample text. {LONG}"),
        ("to replace this sample.", f"to replace this sample. {LONG}"),
    ],
    ids=["practice", "recommendation"],
)
def test_a_box_longer_than_a_page_begins_below_its_heading(small: Project, factsheet: Run, old: str, new: str) -> None:
    edit(small, old, new, SHEET)
    result = factsheet("build", cwd=small.root)
    assert result.returncode == ExitCode.DONE
    assert "stranded-heading" not in result.stderr
    (file,) = small.out.rglob("*.pdf")
    first = PdfReader(file).pages[0].extract_text()
    assert "Findings" in first
    assert "Sentence 1 goes" in first


@pytest.mark.parametrize(
    ("sentences", "what"),
    [(70, ""), (120, "letters, more than a page has room for. Shorten it, or divide it into several")],
)
def test_a_note_longer_than_a_page_is_named(small: Project, factsheet: Run, sentences: int, what: str) -> None:
    note = LONG[: LONG.index(f"Sentence {sentences} goes")]
    edit(small, "text: A sample note.", f'text: "{note}"', SHEET)
    result = factsheet("build", cwd=small.root)
    assert result.returncode == (ExitCode.REFUSED if what else ExitCode.DONE)
    assert what in result.stderr


def test_columns_are_as_wide_as_their_words_ask() -> None:
    widths = column_widths(
        ["Party", "A heading that goes on and on", "Remark"], [["Row 0", "–", LONG], ["Row 1", "–", ""]]
    )
    assert widths[2] > widths[1] > widths[0] > 10
    assert sum(widths) in range(98, 103)
    assert column_widths(["", ""], [["", ""]]) == (50, 50)
    assert [is_tall(["a", "b" * length]) for length in (800, 801)] == [False, True]
