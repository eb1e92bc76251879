"""A file that is saved by another program is heard of."""

import threading
from collections.abc import Mapping

import pytest

from factsheet_builder.builds.watching import file_changes
from factsheet_builder.project import Project
from factsheet_builder.studio.server.news import News
from factsheet_builder.studio.server.saved_files import telling_of_saves


class Heard(News):
    """What is told, and a sign that something was."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, Mapping[str, object]]] = []
        self.sign = threading.Event()

    def tell_from_thread(self, event: str, data: Mapping[str, object]) -> None:
        self.told.append((event, data))
        self.sign.set()


def test_a_save_is_told_and_nothing_before_it(project: Project) -> None:
    news = Heard()
    with telling_of_saves(project, news):
        assert not news.sign.wait(0.3)
        file = project.data / "glossary.yaml"
        file.write_text(file.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
        assert news.sign.wait(5)
    assert news.told[0] == ("files", {"problem": ""})


def test_that_nothing_is_heard_any_more_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more watches")

    monkeypatch.setattr(file_changes, "watch", refuse)
    news = Heard()
    with telling_of_saves(project, news):
        assert news.sign.wait(5)
    ((event, data),) = news.told
    assert event == "files"
    assert "no more watches" in str(data["problem"])
