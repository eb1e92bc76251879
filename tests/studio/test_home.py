"""The first page says what is to be done, counted beside the server, and why; broken and empty projects in words."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from factsheet_builder.builds.assessment import Assessment, State
from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.outcome import Fate
from factsheet_builder.builds.reporting import owed_survey
from factsheet_builder.builds.reporting.owed_facts import Behind, Cause, Failing, Survey
from factsheet_builder.builds.reporting.owed_survey import survey
from factsheet_builder.errors import Diagnostic, Severity
from factsheet_builder.project import Project
from factsheet_builder.studio.live.jobs import Job, Phase
from factsheet_builder.studio.screens.home_screen import counting
from tests.studio.conftest import Asked, NoCount, Running
from tests.web.browsing import NEEDS_BROWSER

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

        monkeypatch.setattr(state.studio.workshop, "desk_of", desk)
        if hasattr(state, "counting"):
            del state.counting
        for _ in range(20):
            said = still.get("/").text
            if "being counted" not in said:
                return said
        raise AssertionError(said)

    yield ask
    state.counting = NoCount()


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

    monkeypatch.setattr(still.client.app.state.studio.workshop, "desk_of", slowly)  # type: ignore[attr-defined]
    said = still.get("/").text
    assert "A newer count is being made." in said
    assert "8 files are to be made." in said  # what was last known stays meanwhile


def assessed(*states: tuple[State, tuple[str, ...], tuple[Diagnostic, ...]]) -> Any:
    parties = ("ALB", "MDA", "MLT")
    found = tuple(
        Assessment(Deliverable("a", "en", Kind.TAILORED, party), state, because, None, problems)
        for party, (state, because, problems) in zip(parties, states, strict=True)
    )
    return lambda *_: found


def test_what_is_counted(still: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    because = ("passage VI-1", "tab A: passage VI-1", "tab B: note x (new)")
    states = (
        (State.CURRENT, (), ()),
        (State.STALE, because, ()),
        (State.STALE, ("the content is not valid",), (PROBLEM,)),
    )
    monkeypatch.setattr(owed_survey, "assess_all", assessed(*states))
    monkeypatch.setattr(owed_survey, "_behind", lambda _: ())
    found = survey(still.project, tmp_path)
    assert (found.owed, found.current, found.stale, found.missing) == (3, 1, 2, 0)
    assert found.causes == (Cause("note x", "a", 1), Cause("passage VI-1", "a", 1))
    assert found.failing == (Failing((PROBLEM,), ("en/tailored/a-MLT.pdf",), None),)


@pytest.mark.slow
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


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        (Phase.PLANNING, "being found out"),
        (Phase.MAKING, "2 of 9 files are looked at; 1 file is new."),
        (Phase.DONE, "1 file is new, all others are current."),
        (Phase.INCOMPLETE, "1 file could not be made; the last good ones stay."),
        (Phase.STOPPED, "Stopped"),
        (Phase.FAILED, "Nothing could be made"),
    ],
)
def test_what_became_of_a_build(counted: Any, still: Asked, phase: Phase, words: str) -> None:
    studio = still.client.app.state.studio  # type: ignore[attr-defined]
    fates = dict.fromkeys(Fate, 0) | {Fate.MADE: 1, Fate.FAILED: 1}
    studio.jobs.last = Job(
        1, "A. Name", "", datetime.now(UTC), 9, phase, fates, ["x"], {"y": (PROBLEM,)}, ended=datetime.now(UTC)
    )
    said = counted(MUCH)
    assert words in said
    assert ("Make what is owed" in said) == phase.is_over
    assert ("<progress" in said) == (not phase.is_over)
    assert (">Stop<" in said) == (not phase.is_over)
    studio.jobs.last = None


def test_one_build_at_a_time(still: Asked) -> None:
    studio = still.client.app.state.studio  # type: ignore[attr-defined]
    studio.jobs.last = Job(1, "A. Name", "", datetime.now(UTC))
    assert still.post("/make").status_code == 303
    assert "Files are being made already" in still.get("/").text
    studio.jobs.last = None
    assert still.post("/make/stop").status_code == 303
    assert "Nothing is being made." in still.get("/").text


@pytest.mark.slow
@NEEDS_BROWSER
@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_what_is_owed_is_made_by_one_button(running: Running, browser: Any, java_script_enabled: bool) -> None:
    """From the first page to the file on the disk: the page brings itself up to date, or by its link."""
    context = browser.new_context(java_script_enabled=java_script_enabled)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(running.address)

    def until(words: str) -> None:
        if java_script_enabled:
            page.get_by_text(words).first.wait_for()
        for _ in range(120):
            if page.get_by_text(words).count():
                return
            page.wait_for_timeout(500)
            page.get_by_role("link", name="Refresh").or_(page.get_by_role("link", name="Count again")).first.click()
        raise AssertionError(page.content())

    until("1 file is to be made.")
    page.get_by_role("button", name="Make what is owed").click()
    until("1 file is new, all others are current.")
    assert (running.project.out / "en" / "assistance-to-victims.pdf").read_bytes().startswith(b"%PDF")
    until("Everything is current.")
    context.close()
