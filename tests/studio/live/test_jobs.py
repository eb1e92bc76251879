"""Files made by a process of its own: one job at a time, told as it goes, stopped in order, never outliving the studio."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.inventory import take_inventory
from factsheet_builder.builds.lock import locked
from factsheet_builder.builds.runner import build
from factsheet_builder.errors import SurroundingsError
from factsheet_builder.project import Project
from factsheet_builder.studio.live.jobs import Job, Jobs, Phase
from factsheet_builder.typesetting.editions import Edition
from tests.conftest import ROOT
from tests.small_factsheet import start_small

PAGES = "deliverables:\n  - {kind: factsheet, editions: [html]}\n"
PDFS = "deliverables:\n  - {kind: factsheet, editions: [screen, large], factsheets: all}\n"


@pytest.fixture
def small(tmp_path: Path) -> Project:
    start_small(tmp_path / "project", "small")
    (tmp_path / "project" / "data" / "deliverables.yaml").write_text(PAGES)
    return Project(tmp_path / "project")


def until(claim: Callable[[], object], patience_s: float = 100) -> None:
    deadline = time.monotonic() + patience_s
    while not claim():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.mark.slow
def test_what_is_owed_is_made_and_told(small: Project, tmp_path: Path, cache: Path) -> None:
    told: list[Phase] = []
    jobs = Jobs(small, small.out, lambda job: told.append(job.phase), cache)
    job = jobs.begin(who="A. Name", title="what is owed")
    with pytest.raises(SurroundingsError, match="already: what is owed"):
        jobs.begin()
    until(lambda: job.phase.is_over)
    assert (job.phase, job.count, job.files) == (Phase.DONE, 1, ["en/small.html"])
    assert (job.state["made"], job.state["done"], job.state["who"]) == (1, 1, "A. Name")
    assert told[0] is Phase.MAKING
    assert told[-1] is Phase.DONE
    (outcome,) = build(small, (Deliverable("small", "en", edition=Edition.HTML),), tmp_path / "other", cache=cache)
    assert outcome.file.read_bytes() == (small.out / "en" / "small.html").read_bytes()
    again = jobs.begin()
    until(lambda: again.phase.is_over)
    assert (again.number, again.state["current"]) == (2, 1)


@pytest.mark.slow
def test_what_keeps_files_from_being_made_is_said(small: Project, cache: Path) -> None:
    jobs = Jobs(small, small.out, cache=cache)
    small.out.mkdir()
    with locked(small.out):
        job = jobs.begin()
        until(lambda: job.phase.is_over)
    assert job.phase is Phase.FAILED
    assert "Another build" in job.problems[0].what
    file = small.data / "factsheets" / "small.yaml"
    file.write_text(file.read_text() + "\nodd: 1\n")
    job = jobs.begin()
    until(lambda: job.phase.is_over)
    assert job.phase is Phase.INCOMPLETE
    assert list(job.failures) == ["en/small.html"]
    assert not (small.out / "en").exists()


@pytest.mark.slow
def test_a_job_is_stopped_in_order(small: Project, cache: Path) -> None:
    for number in range(4):
        start_small(small.root, f"other-{number}")
    (small.data / "deliverables.yaml").write_text(PDFS)
    jobs = Jobs(small, small.out, cache=cache)
    job: Job = jobs.begin()
    until(lambda: job.files)
    jobs.stop()
    assert job.is_to_stop
    until(lambda: job.phase.is_over)
    assert job.phase is Phase.STOPPED
    assert 0 < len(job.files) < job.count == 10
    assert take_inventory(small.out).is_sound
    assert not [file for file in small.out.rglob("*") if file.name.endswith(".part")]
    jobs.begin()
    jobs.close()
    assert jobs.last is not None
    assert jobs.last.phase is Phase.STOPPED


KILLED = """
import sys, time
from pathlib import Path
from factsheet_builder.project import Project
from factsheet_builder.studio.live.jobs import Jobs

if __name__ == "__main__":
    project = Project(Path(sys.argv[1]))
    jobs = Jobs(project, project.out)
    job = jobs.begin()
    while not job.files:
        time.sleep(0.01)
    print(jobs._process.pid, flush=True)
    time.sleep(100)
"""


@pytest.mark.slow
def test_a_job_ends_with_a_studio_that_was_killed(small: Project, tmp_path: Path) -> None:
    for number in range(6):
        start_small(small.root, f"other-{number}")
    (small.data / "deliverables.yaml").write_text(PDFS)
    (tmp_path / "killed.py").write_text(KILLED)
    command = [sys.executable, str(tmp_path / "killed.py"), str(small.root)]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=surroundings, text=True) as process:
        assert process.stdout is not None
        number = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
    until(lambda: not Path(f"/proc/{number}").exists() or " Z " in Path(f"/proc/{number}/stat").read_text())
    with locked(small.out):
        assert take_inventory(small.out).is_sound
        assert len(take_inventory(small.out).sound) < 14
