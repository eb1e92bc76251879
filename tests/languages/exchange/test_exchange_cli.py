"""``factsheet messages export`` and ``import`` in a whole project: what is written, said and left alone."""

import json
from pathlib import Path

import pytest

from factsheet_builder.builds import store
from factsheet_builder.builds.store import commit_all
from factsheet_builder.errors import ExitCode, SurroundingsError
from factsheet_builder.languages import translation_limits as limits
from factsheet_builder.project import Project
from tests.conftest import Run

FORMATS = ("xliff2", "xliff1.2", "po")
OLD, NEW = "ASSISTANCE AUX VICTIMES", "AIDE AUX VICTIMES"
"""A title as the shipped French has it, and another one."""


def catalogs_of(project: Project) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted((project.data / "locales").rglob("*.po"))}


def exported(factsheet: Run, project: Project, form: str, name: str = "fr.xlf", *more: str) -> Path:
    done = factsheet("messages", "export", "--locale", "fr", "--format", form, "--out", name, *more, cwd=project.root)
    assert (done.returncode, done.stderr) == (0, "")
    return project.root / name


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_what_comes_back_unchanged_writes_nothing(factsheet: Run, project: Project, form: str) -> None:
    before = catalogs_of(project)
    path = exported(factsheet, project, form)
    done = factsheet("messages", "import", path, cwd=project.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 taken" in done.stdout
    assert "0 refused" in done.stdout
    assert "wrote" not in done.stdout
    assert catalogs_of(project) == before


@pytest.mark.parametrize("form", FORMATS)
def test_a_good_unit_is_taken_beside_a_refused_one(factsheet: Run, project: Project, form: str) -> None:
    before = catalogs_of(project)
    path = exported(factsheet, project, form)
    edit(path, OLD, NEW)
    edit(path, "En bref", "{En bref")
    dry = factsheet("messages", "import", "--dry-run", path, cwd=project.root)
    assert (dry.returncode, catalogs_of(project)) == (ExitCode.CONTENT, before)
    done = factsheet("messages", "import", path, cwd=project.root)
    assert done.returncode == ExitCode.CONTENT
    assert "taken assistance-to-victims/masthead.title (translated)" in done.stdout
    assert "wrote data/locales/fr/LC_MESSAGES/assistance-to-victims.po" in done.stdout
    assert "labels.po" not in done.stdout
    assert "(placeholder)" in done.stderr
    assert all(line.startswith("fr.xlf:") for line in done.stderr.splitlines())
    after = catalogs_of(project)
    changed = project.catalog_path("fr", "assistance-to-victims")
    assert after == {**before, changed: before[changed].replace(OLD.encode(), NEW.encode())}


def test_json_says_what_became_of_every_unit(factsheet: Run, project: Project) -> None:
    path = exported(factsheet, project, "xliff2")
    edit(path, OLD, NEW)
    edit(
        path, 'id="assistance-to-victims:short-title" name="assistance-to-victims/short-title"', 'id="gone" name="gone"'
    )
    edit(path, ">Assistance aux victimes<", ">Aide<")
    edit(path, "<source>Assistance to victims</source>", "<source>Aid</source>")
    done = factsheet("messages", "import", "--json", path, cwd=project.root)
    data = json.loads(done.stdout)
    (file,) = data["files"]
    assert (file["locale"], file["taken"], file["refused"]) == ("fr", 1, 1)
    assert len(file["units"]) == file["taken"] + file["unchanged"] + file["empty"] + file["refused"]
    (refused,) = [unit for unit in file["units"] if unit["verdict"] == "refused"]
    assert refused["code"] == "unknown-id"
    assert refused["text"] == "Aide", "the words are not lost"
    assert data["written"] == ["data/locales/fr/LC_MESSAGES/assistance-to-victims.po"]


def test_a_file_that_cannot_be_read_does_not_stop_another(factsheet: Run, project: Project) -> None:
    good = exported(factsheet, project, "xliff2")
    edit(good, OLD, NEW)
    bad = project.root / "bad.xlf"
    bad.write_bytes(good.read_bytes()[:2000])
    done = factsheet("messages", "import", bad, "missing.xlf", good, cwd=project.root)
    assert done.returncode == ExitCode.SURROUNDINGS
    assert "bad.xlf:" in done.stderr
    assert "missing.xlf cannot be read" in done.stderr
    assert "fr.xlf, fr: 1 taken" in done.stdout


def test_two_translators_of_one_locale_do_not_undo_each_other(factsheet: Run, project: Project) -> None:
    one, two = (exported(factsheet, project, "xliff1.2", name) for name in ("one.xlf", "two.xlf"))
    edit(one, OLD, NEW)
    edit(two, ">Introduction</target>", ">Préambule</target>")
    done = factsheet("messages", "import", one, two, cwd=project.root)
    assert (done.returncode, done.stderr) == (0, "")
    text = project.catalog_path("fr", "assistance-to-victims").read_text(encoding="utf-8")
    assert NEW in text
    assert 'msgstr "Préambule"' in text
    edit(two, OLD, "VICTIMES")
    third = factsheet("messages", "import", two, cwd=project.root)
    assert third.returncode == ExitCode.CONTENT
    assert "(conflict)" in third.stderr


def test_the_locale_is_held_against_the_file(factsheet: Run, project: Project) -> None:
    path = exported(factsheet, project, "xliff2")
    before = catalogs_of(project)
    other = factsheet("messages", "import", "--locale", "uk", path, cwd=project.root)
    assert other.returncode == ExitCode.CONTENT
    assert "in “fr”, not in “uk”" in other.stderr
    none = factsheet("messages", "import", "--locale", "xx", path, cwd=project.root)
    assert none.returncode == ExitCode.USAGE
    assert catalogs_of(project) == before


def test_only_what_is_stale_is_exported(factsheet: Run, project: Project) -> None:
    sheet = project.factsheet_path("assistance-to-victims")
    edit(sheet, "short_title: Assistance to victims", "short_title: Help for victims")
    exported(factsheet, project, "po", "stale.po", "--only", "stale")
    text = (project.root / "stale.po").read_text(encoding="utf-8")
    assert 'msgctxt "assistance-to-victims/short-title"' in text
    assert '#| msgid "Assistance to victims"' in text
    assert "masthead.title" not in text


def test_nothing_to_export_is_said_and_no_file_is_made(factsheet: Run, project: Project) -> None:
    done = factsheet("messages", "export", "--locale", "fr", "--only", "reviewed", "--out", "x.xlf", cwd=project.root)
    assert done.returncode == 0
    assert "Nothing of fr is reviewed" in done.stderr
    assert not (project.root / "x.xlf").exists()


def test_an_export_can_go_to_standard_output(factsheet: Run, project: Project) -> None:
    done = factsheet("messages", "export", "--locale", "fr", cwd=project.root)
    assert done.stdout.startswith("<?xml")
    assert done.stdout == exported(factsheet, project, "xliff2").read_text(encoding="utf-8")


def test_a_large_file_is_not_even_read(factsheet: Run, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    path = exported(factsheet, project, "po")
    monkeypatch.setattr(limits, "FILE_BYTES", 1000)
    done = factsheet("messages", "import", path, cwd=project.root)
    assert done.returncode == ExitCode.CONTENT
    assert "(too-large)" in done.stderr


def test_all_files_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new, broken = (tmp_path / name for name in ("old.po", "new.po", "broken.po"))
    old.write_bytes(b"before")
    whole = store.commit

    def commit(file: Path, data: bytes) -> bool:
        if file == broken:
            raise SurroundingsError.of("cannot-write", "The disk is full.")
        return whole(file, data)

    monkeypatch.setattr(store, "commit", commit)
    with pytest.raises(SurroundingsError):
        commit_all({old: b"after", new: b"new", broken: b"x"})
    assert old.read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.po"]
    assert commit_all({old: b"after", new: b"new"}) == (old, new)
    assert commit_all({old: b"after"}) == ()
