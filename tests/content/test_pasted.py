"""What pasted texts bring along prints as nothing: the author is told where it stands, and nothing fails for it."""

import pytest

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.errors import ExitCode, Severity
from factsheet_builder.project import Project
from tests.builds.conftest import edit
from tests.conftest import Run

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
