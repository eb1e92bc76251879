"""What pasted texts bring along prints as nothing: the author is told where it stands, and nothing fails for it."""

import pytest

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.content.checks.pasted_checks import comments_in_texts
from factsheet_builder.content.reading.yaml_source import read_yaml_text
from factsheet_builder.errors import ExitCode, Severity
from factsheet_builder.project import Project
from tests.builds.conftest import edit
from tests.conftest import Run
from tests.content.broken_files import VALID

NAME = "assistance-to-victims"
FILE = f"factsheets/{NAME}.yaml"
PLAIN = "- text: Protect victims;"


@pytest.mark.parametrize(
    "text",
    [
        '"Protect victims; "',
        '" Protect victims;"',
        '"\u00a0Protect victims;\u00a0"',
        ">\n              Protect victims;\n             \n",
        '"Pro\\u00adtect vic\\u200btims;"',
        '"\\uFEFFProtect\\u2060 victims;"',
        "Pro\u00adtect vic\u200btims\u2060;",
    ],
)
def test_spaces_at_the_ends_and_invisible_characters_change_nothing(
    shipped: Project, project: Project, text: str
) -> None:
    edit(project, PLAIN, f"- text: {text}", FILE)
    assert load_content(project, NAME).sheet == load_content(shipped, NAME).sheet


def test_the_author_is_told_where_they_stand_and_even_a_strict_check_passes(project: Project, factsheet: Run) -> None:
    edit(project, PLAIN, "- text: Pro\u00adtect vic\u200btims;", FILE)
    (note,) = [found for found in load_content(project, NAME).diagnostics if found.code == "pasted-characters"]
    assert note.severity is Severity.NOTE
    assert note.what.endswith("U+00AD (soft hyphen), U+200B (zero width space).")
    line = (project.data / FILE).read_text(encoding="utf-8").split("vic\u200b")[0].count("\n") + 1
    assert (note.place.file, note.place.line) == (f"data/{FILE}", line)
    result = factsheet("check", "--strict", cwd=project.root)
    assert result.returncode == ExitCode.DONE
    assert "pasted-characters" in result.stderr
    assert result.stdout == f"{NAME}: valid, 0 warnings (8 expected)\n"


@pytest.mark.parametrize(
    ("line", "said", "column"),
    [
        ("text: See case #3 of the list", "“#3 of the list” follows a text and is not printed", 24),
        ("text: Case #3", "“#3” follows a text", 20),
        ("text: Some words # and a remark", "“# and a remark” follows a text", 26),
        ('text: "See case #3 of the list"', "", 0),
        ("text: See case#3 and 3#", "", 0),
        ("text: Word # a remark", "", 0),
    ],
)
def test_words_that_yaml_takes_for_a_comment_are_named(line: str, said: str, column: int) -> None:
    text = VALID.replace("text: This is a sample paragraph with a note.[^sample-note]", line)
    found = [(problem.what, problem.place) for problem in comments_in_texts(read_yaml_text(text, "sample.yaml"))]
    assert len(found) == bool(said)
    for what, place in found:
        assert what.startswith(said)
        assert (place.line, place.column) == (28, column)
