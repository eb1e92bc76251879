"""Whatever is printed can be seen: what is too wide is made narrower, and what cannot be is an error with its measure."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from tests.builds.conftest import edit
from tests.conftest import Run, text_first
from tests.small_factsheet import start_small

SENTENCE = "This is a sample paragraph with a note."
ITEM = "          - text: second item.\n"
WIDE = f"""{ITEM}\
      - kind: table
        id: wide
        title: Wide
        columns:
          [Party, Participation rate, Implementation-status, Nichtregierungsorganisationen, Bundesverfassungsgericht, Haft]
        rows:
          - heading: Bosnia and Herzegovina
            cells: ["100.25", "99", Donaudampfschifffahrtsgesellschaft, "x", "1,234,567.89"]
"""
BUILD = ("build", "--kind", "factsheet", "--jobs", "1")


@pytest.fixture
def small(tmp_path: Path) -> Project:
    start_small(tmp_path, "small")
    return text_first(Project(tmp_path))


def ends_of(file: Path) -> list[float]:
    """Return where each piece of text of the first page begins, in points from the left edge of the sheet."""
    found: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: object) -> None:
        if text.strip():
            found.append(cm[0] * tm[4] + cm[2] * tm[5] + cm[4])

    PdfReader(file).pages[0].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("editions", [(), ("--edition", "press", "--extra")], ids=["screen", "press"])
def test_a_wide_table_takes_the_margin_column(small: Project, factsheet: Run, editions: tuple[str, ...]) -> None:
    edit(small, ITEM, WIDE)
    result = factsheet(*BUILD, *editions, cwd=small.root)
    assert result.returncode == ExitCode.DONE, result.stderr
    (file,) = small.out.rglob("*.pdf")
    words = PdfReader(file).pages[0].extract_text()
    assert "1,234,567.89" in words
    assert max(ends_of(file)) < float(PdfReader(file).pages[0].trimbox.right) - 50


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SENTENCE, f"See https://example.org/{'a' * 150} for more."),
        (SENTENCE, f"See [{'b' * 160}](https://example.org)."),
        (SENTENCE, f"See **{'c' * 150}**."),
        ("first item;", "d" * 150),
        ("A sample note.", f"A sample {'e' * 170} note."),
        ("this is a sample text", f"this is {'f' * 170} sample text"),
    ],
    ids=["address", "link", "strong", "item", "note", "practice"],
)
def test_a_word_longer_than_a_line_is_broken(small: Project, factsheet: Run, old: str, new: str) -> None:
    edit(small, old, new)
    result = factsheet(*BUILD, "--strict", cwd=small.root)
    assert (result.returncode, result.stderr) == (ExitCode.DONE, "")


def test_what_cannot_be_made_narrower_is_an_error_with_its_measure(small: Project, factsheet: Run) -> None:
    """Here a style of the project forbids it: the words would be in the file, and nobody could read them."""
    edit(small, SENTENCE, " ".join(["A sentence that a style does not let break."] * 3))
    (small.root / "styles").mkdir()
    (small.root / "styles" / "screen.css").write_text("p { white-space: nowrap }", encoding="utf-8")
    result = factsheet(*BUILD, cwd=small.root)
    assert result.returncode == ExitCode.REFUSED
    assert "[purpose]: error: Words stand outside page 1, by " in result.stderr
    assert "(outside-page)" in result.stderr
    assert not list(small.out.rglob("*.pdf"))
