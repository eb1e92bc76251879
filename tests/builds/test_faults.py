"""Builds that are killed, interrupted or lose a worker: whole files only, and the next build finishes the rest."""

import gc
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from factsheet_builder.builds.inventory import take_inventory
from factsheet_builder.builds.making.collector import clean_up
from factsheet_builder.builds.making.executors import Processes
from factsheet_builder.builds.outcome import Fate
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from tests.builds.conftest import FILES, edit, files_of, run

OLD, NEW = "A sample note.", "Another sample note."
BUILD = (sys.executable, "-m", "factsheet_builder", "build", "--jobs", "2", "--quiet")


@pytest.fixture(scope="module")
def both(small_built: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What an undisturbed build makes of the old and of the new content."""
    root = tmp_path_factory.mktemp("new") / "small"
    shutil.copytree(small_built.root, root)
    edit(Project(root), OLD, NEW)
    run(Project(root))
    return files_of(small_built.out), files_of(root / "out")


def started(project: Project) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(BUILD, cwd=project.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def finished(project: Project) -> int:
    return subprocess.run(BUILD, cwd=project.root, timeout=120, check=False).returncode


def stat_of(pid: int) -> list[str]:
    """Return what the kernel says of a process after its name: its state, its parent and so on; nothing once it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def workers_of(pid: int) -> Iterator[int]:
    """Yield the processes below ``pid``."""
    processes = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    for child in [process for process in processes if stat_of(process)[1:2] == [str(pid)]]:
        yield child
        yield from workers_of(child)


def command_of(pid: int) -> str:
    """Return the command line of a process; nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def is_running(pid: int) -> bool:
    return stat_of(pid)[:1] not in ([], ["Z"])


@pytest.mark.slow
@pytest.mark.parametrize("kills", [4, 20])
def test_a_build_that_is_killed_again_and_again_ends_like_one_that_is_not(
    small: Project, both: tuple[dict[str, bytes], dict[str, bytes]], kills: int
) -> None:
    chance = random.Random(kills)
    killed = 0
    for number in range(kills):
        edit(small, *((OLD, NEW) if number % 2 == 0 else (NEW, OLD)))
        process = started(small)
        time.sleep(chance.uniform(0.2, 5.0))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        for path, data in files_of(small.out).items():
            is_whole = path == "manifest.json" or data in {made.get(path) for made in both}
            assert is_whole or Path(path).name.startswith("."), path
    assert killed > kills // 3
    assert finished(small) == 0
    assert files_of(small.out) == both[0]
    assert list(small.out.rglob("*.part")) == []
    edit(small, OLD, NEW)
    assert finished(small) == 0
    assert files_of(small.out) == both[1]


@pytest.mark.slow
def test_an_interrupted_build_ends_with_its_code_and_leaves_no_worker(
    small: Project, both: tuple[dict[str, bytes], dict[str, bytes]]
) -> None:
    edit(small, OLD, NEW)
    process = started(small)
    deadline = time.monotonic() + 60
    workers: list[int] = []
    # The server that workers are forked from, and one worker at least; libraries are looked for by processes of their own.
    while len(workers) < 2 and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.05)
        workers = [pid for pid in workers_of(process.pid) if "multiprocessing.forkserver" in command_of(pid)]
    assert process.poll() is None, f"the build ended by itself with {process.returncode}"
    assert len(workers) >= 2
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == ExitCode.INTERRUPTED
    deadline = time.monotonic() + 10
    while any(is_running(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(is_running(pid) for pid in workers)
    assert take_inventory(small.out).is_sound
    assert finished(small) == 0
    assert files_of(small.out) == both[1]


@pytest.mark.slow
def test_several_processes_make_the_same_bytes(bare: Project, small_built: Project) -> None:
    outcomes = run(bare, executor=Processes(3))
    assert {outcome.fate for outcome in outcomes.values()} == {Fate.MADE}
    assert files_of(bare.out) == files_of(small_built.out)


@pytest.mark.slow
def test_a_worker_that_is_killed_fails_its_files_and_no_others(bare: Project, small_built: Project) -> None:
    executor = Processes(2)

    def kill_one() -> None:
        while not (busy := [worker for worker in executor._workers if worker.process.pid]):
            time.sleep(0.01)
        os.kill(busy[0].process.pid or 0, signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    killer.start()
    outcomes = run(bare, executor=executor)
    killer.join()
    failed = {path: outcome for path, outcome in outcomes.items() if outcome.fate is Fate.FAILED}
    assert failed
    assert len(failed) < len(FILES)
    assert {outcome.exit_code for outcome in failed.values()} == {ExitCode.SURROUNDINGS}
    assert "memory" in str(next(iter(failed.values())).diagnostics[0])
    run(bare)
    assert files_of(bare.out) == files_of(small_built.out)


@pytest.mark.slow
def test_a_bug_in_a_worker_is_shown_as_one(bare: Project) -> None:
    """An error that is not the user's comes back with the traceback of the worker."""
    executor = Processes(1)
    (bare.root / "templates").mkdir()
    (bare.root / "templates" / "factsheet.html").write_text("{{ 'a'.encode('no codec') }}", encoding="utf-8")
    with pytest.raises(RuntimeError, match="LookupError"):
        run(bare, executor=executor)
    assert executor._workers == []


def test_what_is_kept_no_longer_is_collected_now_and_then() -> None:
    """What a worker kept is left out when garbage is looked for; once it is dropped it must go all the same."""

    class Kept:
        """Holds itself, as readers of files do."""

    before = gc.get_freeze_count()
    kept = Kept()
    kept.itself = kept  # type: ignore[attr-defined]
    clean_up(1)
    gone = weakref.ref(kept)
    del kept
    try:
        for number in range(2, 14):
            clean_up(number)
        assert gone() is None
    finally:
        if not before:
            gc.unfreeze()
