"""Commands as whole processes: how long one takes, and the most memory that any of its workers ever held."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: seconds from its start to its end, and seconds of processor time in all that it started.

    ``peak_bytes`` is the most memory that one of its processes held.
    """

    wall_s: float
    cpu_s: float
    peak_bytes: int = 0


def run(*command: str) -> Run:
    """Run a command of Python's in the root of the checkout; its output is shown where it fails.

    Raises:
        RuntimeError: it failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        measured = [sys.executable, "-m", "tests.benchmarks.measure", str(result), sys.executable, "-m", *command]
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "200"}
        said = subprocess.run(measured, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
        if said.returncode:
            words = f"{said.stdout}{said.stderr}"[-2000:]
            raise RuntimeError(f"{' '.join(command)} ended with {said.returncode}:\n{words}")
        return Run(**json.loads(result.read_text(encoding="utf-8")))


def told_by(*command: str) -> str:
    """Return what a command of Python's prints in the root of the checkout.

    Raises:
        RuntimeError: it failed.
    """
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    said = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    if said.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {said.returncode}:\n{said.stderr[-2000:]}")
    return said.stdout


def build(project: Path, out: Path, *options: str, jobs: int) -> Run:
    """Run ``factsheet build`` as its users do."""
    return run(*_build_command(project, out, options, jobs))


def _build_command(project: Path, out: Path, options: Sequence[str], jobs: int) -> list[str]:
    command = ["factsheet_builder", "build", "--project", str(project), "--out", str(out), *options]
    return [*command, "--jobs", str(jobs)] if _has_jobs() else command


@lru_cache(maxsize=1)
def _has_jobs() -> bool:
    """Tell whether the command can use several processes; one that cannot is measured as it is."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    command = [sys.executable, "-m", "factsheet_builder", "build", "--help"]
    said = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=True)
    return "--jobs" in said.stdout


@dataclass
class Memory:
    """The most memory that a worker had held when so many files were finished, in bytes, by number of files."""

    peak_at: dict[int, int] = field(default_factory=dict)


def watched_build(project: Path, out: Path, marks: Sequence[int], *options: str, jobs: int) -> tuple[Run, Memory]:
    """Build, and note the peak of the biggest worker as each number of finished files in ``marks`` is reached."""
    memory, done = Memory(), threading.Event()
    watcher = threading.Thread(target=_watch, args=(out, sorted(marks), memory, done))
    watcher.start()
    try:
        return build(project, out, *options, jobs=jobs), memory
    finally:
        done.set()
        watcher.join()


def _watch(out: Path, marks: list[int], memory: Memory, done: threading.Event) -> None:
    peaks: dict[int, int] = {}
    waiting = list(marks)
    while waiting and not done.wait(_POLL_S):
        for worker in workers_of(os.getpid()):
            peaks[worker] = max(peaks.get(worker, 0), peak_of(worker))
        finished = sum(1 for _ in out.rglob("*.pdf"))
        while waiting and finished >= waiting[0]:
            memory.peak_at[waiting.pop(0)] = max(peaks.values(), default=0)


def workers_of(parent: int, read: Callable[[int], list[int]] | None = None) -> list[int]:
    """Return the processes that work below ``parent``: those without children of their own."""
    read = read or _children
    children = read(parent)
    return [leaf for child in children for leaf in (workers_of(child, read) or [child])]


def _children(process: int) -> list[int]:
    try:
        lists = [task.read_text() for task in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:  # it ended meanwhile
        return []
    return sorted({int(child) for text in lists for child in text.split()})


def peak_of(process: int) -> int:
    """Return the most memory that the process ever held, in bytes (``VmHWM``); nothing where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)
