"""A memory goes out and comes in by the command line, and an update proposes from it."""

from pathlib import Path

from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from tests.conftest import Run


def test_a_memory_of_one_project_translates_the_next(factsheet: Run, project: Project, tmp_path: Path) -> None:
    memory, path = tmp_path / "fr.tmx", project.catalog_path("fr", "assistance-to-victims")
    done = factsheet("messages", "memory", "--locale", "fr", "--out", memory, cwd=project.root)
    assert "segments" in done.stdout
    whole = path.read_bytes()
    path.unlink()
    taken = factsheet("messages", "import", memory, cwd=project.root)
    assert taken.returncode == ExitCode.DONE
    assert "fr.tmx, memory of fr:" in taken.stdout
    assert "wrote data/locales/fr/memory.tmx" in taken.stdout
    again = factsheet("messages", "update", "--locale", "fr", cwd=project.root)
    assert "fr: from memory: assistance-to-victims/VI-1.text <- assistance-to-victims/VI-1.text" in again.stdout
    words = [line for line in whole.splitlines() if line.startswith(b'msgstr "')]
    assert [line for line in path.read_bytes().splitlines() if line.startswith(b'msgstr "')] == words


def test_a_memory_that_cannot_be_taken_writes_nothing(factsheet: Run, project: Project, tmp_path: Path) -> None:
    (tmp_path / "bad.tmx").write_text('<tmx version="1.4"><body>')
    done = factsheet("messages", "import", tmp_path / "bad.tmx", "--locale", "fr", cwd=project.root)
    assert done.returncode == ExitCode.CONTENT
    assert "bad.tmx:1:" in done.stderr
    assert not (project.data / "locales" / "fr" / "memory.tmx").exists()
