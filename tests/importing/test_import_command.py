"""The verb ``import`` in a whole project: what is written, said, checked, and said of a file that comes again."""

import io
from pathlib import Path

import docx
import pytest

from factsheet_builder.builds.sources import read_sources
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from tests.conftest import Run
from tests.importing.chapters import small_chapter


@pytest.fixture
def chapter(tmp_path: Path) -> Path:
    path = tmp_path / "chapter.docx"
    path.write_bytes(small_chapter())
    return path


def test_a_chapter_becomes_valid_content(factsheet: Run, project: Project, chapter: Path) -> None:
    done = factsheet("import", chapter, "--name", "samples", cwd=project.root)
    assert done.returncode == ExitCode.DONE
    assert "wrote data/factsheets/samples.yaml" in done.stdout
    assert "words in: 1" in done.stdout
    assert "not accounted for" not in done.stdout
    assert "samples: valid" in done.stdout
    assert "chapter.docx [paragraph 20, table]: warning: The table has no caption." in done.stderr
    assert factsheet("check", "--factsheet", "samples", cwd=project.root).returncode == ExitCode.DONE


def test_a_later_version_is_told_as_diff_tells_it(factsheet: Run, project: Project, chapter: Path) -> None:
    factsheet("import", chapter, "--name", "samples", cwd=project.root)
    content = project.data / "factsheets" / "samples.yaml"
    edited = content.read_text(encoding="utf-8").replace("kept in a drawer", "kept in a tidy drawer")
    content.write_text(edited, encoding="utf-8")
    assert "wrote" not in factsheet("import", chapter, "--name", "samples", cwd=project.root).stdout
    assert content.read_text(encoding="utf-8") == edited
    document = docx.Document(io.BytesIO(chapter.read_bytes()))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("sample measures in place", "twelve sample measures in place")
            run.text = run.text.replace("in a drawer", "in a cupboard")
    document.save(str(chapter))
    dry = factsheet("import", chapter, "--name", "samples", "--dry-run", cwd=project.root)
    assert "would write data/factsheets/samples.yaml" in dry.stdout
    assert content.read_text(encoding="utf-8") == edited
    done = factsheet("import", chapter, "--name", "samples", cwd=project.root)
    assert done.returncode == ExitCode.DONE
    assert "twelve" in done.stdout
    assert "[practice-malta]: warning: “paragraphs” was edited here" in done.stderr
    now = content.read_text(encoding="utf-8")
    assert "twelve sample measures" in now
    assert "kept in a tidy drawer" in now
    assert "# CONFLICT" in now


def test_what_an_import_keeps_for_itself_makes_nothing_stale(factsheet: Run, project: Project, chapter: Path) -> None:
    factsheet("import", chapter, "--name", "samples", cwd=project.root)
    before = read_sources(project)
    record = project.data / "imports" / "samples.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert read_sources(project) == before


def test_what_was_not_imported_is_not_overwritten(factsheet: Run, project: Project, chapter: Path) -> None:
    done = factsheet("import", chapter, "--name", "assistance-to-victims", cwd=project.root)
    assert done.returncode == ExitCode.USAGE
    assert "not imported from a file" in done.stderr


def test_what_the_round_says_is_asked_for_once(factsheet: Run, project: Project, chapter: Path) -> None:
    (project.data / "factsheets" / "assistance-to-victims.yaml").unlink()
    done = factsheet("import", chapter, "--name", "samples", cwd=project.root)
    assert done.returncode == ExitCode.USAGE
    assert "--round ID --parties NUMBER --adopted DAY" in done.stderr
    said = ("--round", "round-2", "--parties", "43", "--adopted", "2022-03-10")
    assert factsheet("import", chapter, "--name", "samples", *said, cwd=project.root).returncode == ExitCode.DONE
    assert factsheet("import", chapter, "--name", "others", cwd=project.root).returncode == ExitCode.DONE
    assert factsheet("import", chapter, "--name", "third", cwd=project.root).returncode == ExitCode.USAGE


def test_nothing_is_written_of_a_file_that_is_refused(factsheet: Run, project: Project, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"no archive")
    before = sorted(project.root.rglob("*"))
    for name, code in (("samples", ExitCode.CONTENT), ("No Name", ExitCode.USAGE)):
        assert factsheet("import", bad, "--name", name, cwd=project.root).returncode == code
    missing = factsheet("import", tmp_path / "none.docx", "--name", "samples", cwd=project.root)
    assert missing.returncode == ExitCode.SURROUNDINGS
    assert sorted(project.root.rglob("*")) == before


def test_strict_fails_where_something_was_not_understood(factsheet: Run, project: Project, chapter: Path) -> None:
    assert (
        factsheet("import", chapter, "--name", "samples", "--strict", cwd=project.root).returncode == ExitCode.CONTENT
    )


def test_pasted_text_is_imported(factsheet: Run, project: Project, tmp_path: Path) -> None:
    text = tmp_path / "pasted.txt"
    text.write_text("# Introduction\n\nAll Parties have measures.\n", encoding="utf-8")
    done = factsheet(
        "import", text, "--text", "--name", "pasted", "--chapter", "V", "--title", "Pasted", cwd=project.root
    )
    assert done.returncode == ExitCode.DONE
    assert "chapter: V" in (project.data / "factsheets" / "pasted.yaml").read_text(encoding="utf-8")
