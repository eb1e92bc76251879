"""Same inputs, same bytes: whatever the process, its seed of hashes, its folder, its time zone and its language."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree, ignore_patterns
from subprocess import CompletedProcess

import pytest

from factsheet_builder.project import Project

FIXTURES = Path(__file__).parent / "fixtures"
SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4321", "TZ": "America/Anchorage", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["assistance-to-victims", "every-block"])
def test_two_processes_make_the_same_bytes(
    factsheet_process: Callable[..., CompletedProcess[str]], shipped: Project, tmp_path: Path, name: str
) -> None:
    source = shipped if name == "assistance-to-victims" else Project(FIXTURES / name)
    made = []
    for folder, environment in zip(("one", "another folder/ünder it"), SURROUNDINGS, strict=True):
        root, elsewhere = tmp_path / folder / "project", tmp_path / folder / "elsewhere"
        copytree(source.data, root / "data", ignore=ignore_patterns("deliverables.yaml"))
        elsewhere.mkdir()
        result = factsheet_process("build", "--project", root, "--out", "out", cwd=elsewhere, **environment)
        assert result.returncode == 0, result.stderr
        made.append((elsewhere / "out" / "en" / f"{name}.pdf").read_bytes())
    assert made[0] == made[1]
    assert str(tmp_path).encode() not in made[0]


@pytest.mark.slow
def test_one_more_word_makes_other_bytes(
    factsheet_process: Callable[..., CompletedProcess[str]], project: Project, shipped_pdf: bytes
) -> None:
    """The negative control."""
    sheet = project.data / "factsheets" / "assistance-to-victims.yaml"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace("the ultimate aim", "the very ultimate aim"), encoding="utf-8")
    assert factsheet_process("build", cwd=project.root).returncode == 0
    assert (project.out / "en" / "assistance-to-victims.pdf").read_bytes() != shipped_pdf
