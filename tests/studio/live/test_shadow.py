"""The copy of a project follows what is saved, with texts in place that nobody has saved."""

import os
from pathlib import Path

import pytest

from factsheet_builder.builds.sources import read_sources
from factsheet_builder.errors import ContentError, SurroundingsError, UsageError
from factsheet_builder.project import Project
from factsheet_builder.studio.live.shadow import Shadow

PUBLICATION = "data/publication.yaml"


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project of a few files that say nothing."""
    data = tmp_path / "project" / "data"
    (data / "factsheets").mkdir(parents=True)
    (data / "locales" / "fr" / "LC_MESSAGES").mkdir(parents=True)
    (data / "publication.yaml").write_text("title: one\n")
    (data / "factsheets" / "a.yaml").write_bytes(b"a: 1\r\n")
    return Project(tmp_path / "project")


@pytest.fixture
def shadow(small: Project, tmp_path: Path) -> Shadow:
    return Shadow(small, tmp_path / "shadow")


def _files(folder: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*")}
    return {name: path.read_bytes() if path.is_file() else b"" for name, path in found.items()}


def test_it_follows_what_is_saved_made_and_deleted(small: Project, shadow: Shadow) -> None:
    copy = shadow.follow({})
    assert _files(copy.root) == _files(small.root)
    assert copy.translated_locales() == ("fr",)
    (small.data / "publication.yaml").write_text("title: two\n")
    (small.data / "factsheets" / "a.yaml").unlink()
    (small.data / "updates").mkdir()
    (small.data / "updates" / "b.yaml").write_text("b: 2\n")
    (small.data / "locales" / "fr" / "LC_MESSAGES").rmdir()
    assert _files(shadow.follow({}).root) == _files(small.root)


def test_a_save_that_changes_neither_size_nor_time_is_seen(small: Project, shadow: Shadow) -> None:
    file = small.root / PUBLICATION
    shadow.follow({})
    times = file.stat()
    new = file.with_suffix(".new")
    new.write_text("title: tow\n")
    os.utime(new, ns=(times.st_atime_ns, times.st_mtime_ns))
    new.replace(file)
    assert (shadow.follow({}).root / PUBLICATION).read_text() == "title: tow\n"


def test_a_file_that_only_was_touched_is_not_written_again(small: Project, shadow: Shadow) -> None:
    copied = shadow.follow({}).root / PUBLICATION
    copied.write_text("as it was")
    (small.root / PUBLICATION).touch()
    assert (shadow.follow({}).root / PUBLICATION).read_text() == "as it was"
    (small.root / PUBLICATION).write_text("title: new\n")
    assert (shadow.follow({}).root / PUBLICATION).read_text() == "title: new\n"


def test_drafts_stand_in_place_of_files_for_one_call(small: Project, shadow: Shadow) -> None:
    before = read_sources(shadow.follow({})).names
    new = "data/shapes/deep/new.yaml"
    drafted = shadow.follow({PUBLICATION: "title: draft\n", new: "x: 1\n", "data/factsheets/a.yaml": "a: 2\r\n"})
    assert (drafted.root / PUBLICATION).read_text() == "title: draft\n"
    assert (drafted.root / new).read_text() == "x: 1\n"
    assert (drafted.root / "data/factsheets/a.yaml").read_bytes() == b"a: 2\r\n"
    assert read_sources(drafted).names != before
    assert read_sources(shadow.follow({})).names == before
    assert _files(drafted.root) == _files(small.root)


def test_what_is_saved_while_a_draft_stands_is_there_afterwards(small: Project, shadow: Shadow) -> None:
    shadow.follow({PUBLICATION: "title: draft\n"})
    (small.root / PUBLICATION).write_text("title: saved\n")
    shadow.follow({PUBLICATION: "title: draft\n"})
    assert (shadow.follow({}).root / PUBLICATION).read_text() == "title: saved\n"


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../data/x", "data/../../x", "out/x.pdf", "publication.yaml", "data", ""]
)
def test_a_draft_stands_for_files_of_the_input_only(shadow: Shadow, name: str) -> None:
    with pytest.raises(UsageError):
        shadow.follow({name: "x"})
    assert not shadow.folder.exists()


def test_a_link_that_leads_out_is_refused_and_one_inside_is_followed(
    small: Project, shadow: Shadow, tmp_path: Path
) -> None:
    (small.data / "inside.yaml").symlink_to(small.data / "publication.yaml")
    assert (shadow.follow({}).data / "inside.yaml").read_text() == "title: one\n"
    (tmp_path / "secret").write_text("secret")
    (small.data / "outside.yaml").symlink_to(tmp_path / "secret")
    with pytest.raises(ContentError, match="leads out"):
        shadow.follow({})


def test_a_folder_that_cannot_be_written_is_said(small: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SurroundingsError, match="copy"):
        Shadow(small, tmp_path / "file" / "shadow").follow({})
