"""A Word file goes out and comes back in a whole project: what is written, said and left alone."""

import json
from pathlib import Path

import pytest

from factsheet_builder.errors import ExitCode
from factsheet_builder.languages import translation_limits as limits
from factsheet_builder.project import Project
from tests.conftest import Run
from tests.languages.exchange.word.test_word_reader import commented
from tests.languages.exchange.word.word_files import run, with_target

KEY = "assistance-to-victims/four-aims.2"


def exported(factsheet: Run, project: Project, tag: str = "fr", *more: str) -> Path:
    path = project.root / "back.docx"
    command = ("messages", "export", "--locale", tag, "--format", "docx", "--out", path, *more)
    done = factsheet(*command, cwd=project.root)
    assert (done.returncode, done.stderr) == (0, "")
    return path


@pytest.mark.slow
def test_a_reviewed_file_is_taken_in(factsheet: Run, project: Project) -> None:
    path = exported(factsheet, project)
    untouched = factsheet("messages", "import", "--json", path, cwd=project.root)
    (file,) = json.loads(untouched.stdout)["files"]
    assert (file["taken"], file["refused"], file["remarks"], file["copies"]) == (0, 0, 0, 0)
    assert not json.loads(untouched.stdout)["written"]
    data = with_target(path.read_bytes(), KEY, run("Protéger toutes les victimes\u202f;"))
    data = with_target(data, "assistance-to-victims/four-aims.3", run("Poursuivre", "<w:b/>"))
    data = commented(data, (KEY, "A. Judge", "All of them?"), ("assistance-to-victims/article-12.title", "A", "Where?"))
    path.write_bytes(data)
    done = factsheet("messages", "import", path, cwd=project.root)
    assert done.returncode == ExitCode.CONTENT
    assert f"taken {KEY} (translated)" in done.stdout
    assert "1 taken" in done.stdout
    assert "1 refused" in done.stdout
    assert "<b> is not in the source" in done.stderr
    assert "A comment is not kept, since official text is in no catalog: “A, 20" in done.stderr
    text = project.catalog_path("fr", "assistance-to-victims").read_text(encoding="utf-8")
    assert "Protéger toutes les victimes" in text
    assert ": All of them?" in text
    again = exported(factsheet, project).read_bytes()
    assert b"A. Judge" not in again, "packed"
    assert "1 taken" not in factsheet("messages", "import", path, cwd=project.root).stdout


def test_what_could_not_come_back_does_not_go_out(
    factsheet: Run, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WORD_ROWS", 100)
    done = factsheet("messages", "export", "--locale", "fr", "--format", "docx", "--out", "x.docx", cwd=project.root)
    assert done.returncode == ExitCode.USAGE
    assert "a Word file takes at most 100" in done.stderr
    assert not (project.root / "x.docx").exists()


def test_only_what_is_missing_goes_out(factsheet: Run, half_georgian: Project) -> None:
    path = exported(factsheet, half_georgian, "ka", "--only", "missing")
    done = factsheet("messages", "import", "--json", path, cwd=half_georgian.root)
    (file,) = json.loads(done.stdout)["files"]
    assert {unit["verdict"] for unit in file["units"]} == {"empty"}
