"""A saved file is heard of, new folders are watched, and a system that cannot watch is told in words."""

import time
from pathlib import Path

import pytest

from factsheet_builder.builds.watching import file_changes
from factsheet_builder.builds.watching.file_changes import Inbox, watching
from factsheet_builder.errors import SurroundingsError
from factsheet_builder.project import Project

PATIENCE_S = 20


@pytest.fixture
def watched(tmp_path: Path) -> Project:
    (tmp_path / "data").mkdir()
    return Project(tmp_path)


@pytest.mark.slow
def test_a_saved_file_is_heard_of_and_so_is_one_in_a_new_folder(watched: Project) -> None:
    inbox = Inbox()
    with watching(watched, inbox):
        assert inbox.wait(PATIENCE_S)  # what was saved before
        while inbox.wait(1):
            pass
        (watched.data / "a.yaml").write_text("a", encoding="utf-8")
        assert inbox.wait(PATIENCE_S)
        while inbox.wait(1):
            pass
        (watched.root / "elsewhere").mkdir()
        assert not inbox.wait(1)  # the negative control
        (watched.root / "styles").mkdir()
        assert inbox.wait(PATIENCE_S)
        while inbox.wait(1):
            pass
        (watched.root / "styles" / "base.css").write_text("", encoding="utf-8")
        assert inbox.wait(PATIENCE_S)


def test_words_that_come_together_are_one() -> None:
    inbox = Inbox()
    assert not inbox.has_news
    for _ in range(20):
        inbox.put()
    assert inbox.has_news
    assert inbox.wait()
    assert not inbox.has_news
    assert not inbox.wait(0.01)


def test_a_system_that_cannot_watch_is_told(watched: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        time.sleep(0.2)  # after the first word was taken
        raise OSError("OS file watch limit reached.")

    monkeypatch.setattr(file_changes, "watch", fail)
    inbox = Inbox()
    with watching(watched, inbox):
        inbox.wait(PATIENCE_S)
        with pytest.raises(SurroundingsError, match="OS file watch limit reached"):
            inbox.wait(PATIENCE_S)
