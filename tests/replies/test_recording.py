"""An update reaches its folder whole or not at all, and never over another."""

import os
from datetime import date
from typing import Any

import pytest

from factsheet_builder.content.updates import Update
from factsheet_builder.errors import SurroundingsError, UsageError
from factsheet_builder.project import Project
from factsheet_builder.replies.acceptance import record

UPDATE = Update(
    id="vi-3-mda",
    factsheet="assistance-to-victims",
    recommendation="VI-3",
    party="MDA",
    received=date(2026, 11, 2),
    text="Words received.",
)


def test_an_update_is_written_once(project: Project) -> None:
    written = record(project, UPDATE)
    assert written.stat().st_mode & 0o777 == 0o644
    assert [file.name for file in written.parent.iterdir()] == ["vi-3-mda.yaml"]
    with pytest.raises(UsageError):
        record(project, UPDATE)


def test_one_that_is_not_finished_leaves_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SurroundingsError, match="No space left"):
        record(project, UPDATE)
    assert list((project.data / "updates").iterdir()) == []


def test_what_appears_meanwhile_stays(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    place = project.data / "updates" / "vi-3-mda.yaml"

    def appear(_: int) -> None:
        place.write_text("somebody else's", encoding="utf-8")

    monkeypatch.setattr(os, "fsync", appear)
    with pytest.raises(SurroundingsError, match="File exists"):
        record(project, UPDATE)
    assert place.read_text(encoding="utf-8") == "somebody else's"


def test_a_killed_write_is_no_content(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(
        os, "fsync", lambda _: seen.append([file.name for file in (project.data / "updates").iterdir()])
    )
    record(project, UPDATE)
    ((half,),) = seen
    assert not half.endswith(".yaml")
