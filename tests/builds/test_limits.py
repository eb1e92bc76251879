"""A template that never ends or eats memory is stopped by name, and everybody else's files are made."""

import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from factsheet_builder.builds.making.deliverable_limits import LimitError, Limits, within
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project, shipped
from tests.builds.conftest import FILES, run

# The sandbox bounds each `range`, not what stands in each other.
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
GREEDY = "{% set words = ['x' * 9999999] %}{% set all = (words * 9999) | join %}"
PACKS = {name for name in FILES if "/packs/" in name}


def plant(project: Project, trap: str) -> None:
    """Put a trap at the end of the template of covers, which packs alone use."""
    (project.root / "templates").mkdir()
    template = shipped("templates") / "pack-front.html"
    words = template.read_text(encoding="utf-8")
    assert "</body>" in words or "{% endblock %}" in words
    where = words.rindex("{% endblock %}")
    (project.root / "templates" / "pack-front.html").write_text(words[:where] + trap + words[where:], encoding="utf-8")


@pytest.mark.parametrize(
    ("trap", "jobs", "code", "said"),
    [
        pytest.param(ENDLESS, 2, "time-limit", "the limit of 6 seconds", marks=pytest.mark.slow),
        pytest.param(GREEDY, 1, "memory-limit", "the limit of 1,500 MiB of memory", marks=pytest.mark.slow),
        pytest.param(GREEDY, 2, "memory-limit", "the limit of 1,500 MiB of memory", marks=pytest.mark.slow),
    ],
    ids=["endless", "greedy, here", "greedy, in workers"],
)
def test_a_trap_fails_its_own_files_only(bare: Project, trap: str, jobs: int, code: str, said: str) -> None:
    plant(bare, trap)
    outcomes = run(bare, jobs=jobs, limits=Limits(time_s=6, memory_mib=1500))
    failed = {name: outcome for name, outcome in outcomes.items() if outcome.exit_code is not ExitCode.DONE}
    assert set(failed) == PACKS
    for outcome in failed.values():
        assert outcome.exit_code is ExitCode.REFUSED
        (problem,) = outcome.diagnostics
        assert problem.code == code
        assert said in problem.what


def wait_for_ever(limits: Limits) -> None:
    with within(limits):
        while True:
            pass


def test_what_was_set_for_the_limits_is_put_back() -> None:
    before = (signal.getsignal(signal.SIGALRM), resource.getrlimit(resource.RLIMIT_DATA))
    with pytest.raises(LimitError):
        wait_for_ever(Limits(time_s=0.05))
    assert (signal.getsignal(signal.SIGALRM), resource.getrlimit(resource.RLIMIT_DATA)) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_worker_that_never_comes_back_is_ended(tmp_path: Path) -> None:
    """A call into compiled code cannot be interrupted: here one that holds signals back, as such a call does."""
    script = tmp_path / "stuck.py"
    script.write_text(
        "import signal, time\n"
        "from factsheet_builder.builds.making.deliverable_limits import Limits, watched\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})\n"
        "with watched(Limits(time_s=0.2), 1):\n"
        "    time.sleep(60)\n"
    )
    done = subprocess.run([sys.executable, script], timeout=20, check=False)
    assert done.returncode == 1
