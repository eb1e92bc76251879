"""The first page says what is to be done, counted beside the server, and why; broken and empty projects in words."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from factsheet_builder.builds.reporting import owed_survey
from factsheet_builder.builds.reporting.owed_survey import Behind, Cause, Failing, Survey, survey
from factsheet_builder.errors import Diagnostic, Severity
from factsheet_builder.project import Project
from factsheet_builder.studio.screens.home_screen import counting
from tests.studio.conftest import Asked

PROBLEM = Diagnostic(Severity.ERROR, "odd", "It is odd.", "Mend it.")
MUCH = Survey(
    ("assistance-to-victims",),
    owed=12,
    current=4,
    stale=7,
    missing=1,
    causes=(
        Cause("passage VI-1", "assistance-to-victims", 7),
        Cause("builder", "", 5),
        Cause("package weasyprint", "", 4),
        *(Cause(f"style {number}.css", "", 1) for number in range(9)),
    ),
    failing=(Failing((PROBLEM,), tuple(f"en/{number}.pdf" for number in range(7)), None),),
    behind=(Behind("fr", 100, 3, 2), Behind("ka", 100, 0, 0), Behind("ar", 0, 0, 0, (PROBLEM,))),
)


@pytest.fixture
def counted(still: Asked, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Ask for the page after a count of one's own."""
    state = still.client.app.state  # type: ignore[attr-defined]

    def ask(found: Survey) -> str:
        async def desk(*_: Any) -> Survey:
            return found

        monkeypatch.setattr(state.studio, "desk", desk)
        if hasattr(state, "counting"):
            del state.counting
        for _ in range(20):
            said = still.get("/").text
            if "being counted" not in said.lower():
                return said
        raise AssertionError(said)

    yield ask
    if hasattr(state, "counting"):
        del state.counting


def test_numbers_lead_on_and_say_why(counted: Any) -> None:
    said = counted(MUCH)
    assert "8 files are to be made." in said
    for words in ("Passage VI-1", "7 files", "Another version of this program", "and 3 more changes"):
        assert words in said
    assert said.count("Another version of this program") == 1
    assert "and 2 more files" in said
    assert "There is no good file yet." in said
    assert 'lang="fr">Français' in said
    assert 'lang="ka"' not in said
    assert said.count("It is odd.") == 2


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Survey(("a",), owed=3, current=3), "Everything is current."),
        (Survey(()), "There is no factsheet yet."),
        (Survey(("a",)), "No file is owed"),
        (Survey(("a",), problems=(PROBLEM,)), "The content has an error"),
        (
            Survey(("a",), owed=1, current=1, failing=(Failing((PROBLEM,), ("x",), None),)),
            "Some files could not be made.",
        ),
        (Survey(("a",), owed=1, missing=1), "1 file is to be made."),
    ],
)
def test_the_verdict(counted: Any, found: Survey, words: str) -> None:
    assert words in counted(found)


def test_the_page_is_there_before_the_count(still: Asked, counted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    counted(MUCH)
    monkeypatch.setattr(counting, "stamp_of", lambda *_: "another")

    async def slowly(*_: Any) -> Survey:
        await asyncio.sleep(0.3)
        return MUCH

    monkeypatch.setattr(still.client.app.state.studio, "desk", slowly)  # type: ignore[attr-defined]
    said = still.get("/").text
    assert "Being counted" in said
    assert "8 files are to be made." in said  # what was last known stays meanwhile


def test_a_survey_of_a_project(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owed_survey, "_behind", lambda _: ())
    found = survey(project, project.out)
    assert (found.owed, found.missing, found.to_make, found.problems) == (1, 1, 1, ())
    project.factsheet_path("assistance-to-victims").write_text("title: x\n", encoding="utf-8")
    broken = survey(project, project.out)
    assert broken.failing[0].problems
    assert broken.failing[0].last_good is None
    (project.data / "deliverables.yaml").write_text("deliverables: 1\n", encoding="utf-8")
    assert survey(project, project.out).problems
    project.factsheet_path("assistance-to-victims").unlink()
    assert survey(project, project.out) == Survey(())


def test_causes_are_counted_once_for_a_file() -> None:
    assert owed_survey._PART.sub("", "tab A: passage VI-1") == "passage VI-1"
    assert owed_survey._PART.sub("", "form x: note a") == "note a"
    assert owed_survey._PART.sub("", "passage VI-1") == "passage VI-1"
    assert owed_survey._AFTER.sub("", "note a (new)") == "note a"


def test_a_stamp_follows_content_and_manifest(project: Project) -> None:
    first = counting.stamp_of(project, project.out)
    assert counting.stamp_of(project, project.out) == first
    project.out.mkdir()
    (project.out / "manifest.json").write_text("{}", encoding="utf-8")
    second = counting.stamp_of(project, project.out)
    (project.data / "glossary.yaml").write_text("terms: []\n", encoding="utf-8")
    assert len({first, second, counting.stamp_of(project, project.out)}) == 3
