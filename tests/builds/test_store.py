"""How finished files reach their folder: whole or not at all, and untouched where nothing changed."""

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from factsheet_builder.builds.store import clear_remains, commit
from factsheet_builder.errors import ExitCode, SurroundingsError


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    file = tmp_path / "en" / "deep" / "file.pdf"
    assert commit(file, b"new") is True
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o644
    assert list(file.parent.iterdir()) == [file]


def test_an_unchanged_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    commit(file, b"same")
    os.utime(file, (1, 1))
    inode = file.stat().st_ino
    assert commit(file, b"same") is False
    assert (file.stat().st_mtime, file.stat().st_ino) == (1, inode)


def test_a_changed_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    commit(file, b"old")
    with file.open("rb") as reader:
        assert commit(file, b"new") is True
        assert reader.read() == b"old"
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["write", "replace"])
def test_a_failure_keeps_the_old_file_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tmp_path / "file.pdf"
    commit(file, b"old")

    def fail(*arguments: Any, **options: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync", fail) if step == "write" else (Path, "replace", fail)))
    with pytest.raises(SurroundingsError) as caught:
        commit(file, b"new")
    monkeypatch.undo()
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.place.file) == ("cannot-write", str(file))
    assert "No space left on device" in problem.what
    assert caught.value.exit_code is ExitCode.SURROUNDINGS


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **options: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(SurroundingsError, match="Permission denied"):
        commit(tmp_path / "file.pdf", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("put", ["file in place of the folder", "folder in place of the file"])
def test_what_stands_in_the_way_is_left_alone(tmp_path: Path, put: str) -> None:
    file = tmp_path / "out" / "file.pdf"
    if put.startswith("file"):
        (tmp_path / "out").write_text("mine", encoding="utf-8")
    else:
        (file / "mine").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(SurroundingsError):
        commit(file, b"new")
    assert sorted(tmp_path.rglob("*")) == before


def test_what_a_killed_build_left_is_deleted_wherever_it_lies(tmp_path: Path) -> None:
    left = [".manifest.json.a1.part", "en/.small.pdf.b2.part", ".build/.complete.json.c3.part"]
    others = ["notes.part", "en/.draft.part", "en/small.pdf", ".build/complete.json"]
    for name in (*left, *others):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    clear_remains(tmp_path)
    assert sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()) == sorted(
        others
    )
