"""Who does the tasks: this process, or several of this machine.

Workers are pure: they get values and give back bytes and facts. The parent alone writes, so that whoever does a task, the
same bytes come of it. A worker that dies takes one task with it; another takes its place.
"""

import multiprocessing
import os
import resource
import signal
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final, Protocol

from factsheet_builder.builds.making import nursery
from factsheet_builder.builds.making.collector import clean_up, ease_collector
from factsheet_builder.builds.making.deliverable_limits import USUAL, Limits, watched
from factsheet_builder.builds.making.keeping import USUAL_KEEPING, Keeping
from factsheet_builder.builds.making.maker import Maker
from factsheet_builder.builds.making.tasks import Result, Schedule, do
from factsheet_builder.builds.sources import Sources
from factsheet_builder.errors import Diagnostic, Severity
from factsheet_builder.project import Project

_MEMORY_LIMIT_KIB: Final = 450 * 1024
"""A worker that ever held more is replaced before its next task; what workers keep is bounded far below it."""
_PATIENCE_S: Final = 5


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker needs to begin."""

    project: Project
    cache: Path
    sources: Sources
    is_strict: bool = False
    limits: Limits = USUAL
    keeping: Keeping = USUAL_KEEPING

    def maker(self) -> Maker:
        """Return the maker of a worker."""
        strict, limits = self.is_strict, self.limits
        return Maker(self.project, self.cache, self.sources, is_strict=strict, limits=limits, keeping=self.keeping)


class Executor(Protocol):
    """Does the tasks of a schedule, and yields what became of each, in any order."""

    def run(self, schedule: Schedule, setup: Setup) -> Iterator[tuple[Result, ...]]:
        """Do all tasks; whatever ends the iteration, nothing of it goes on afterwards."""
        ...


class Serial:
    """This process, one task after the other."""

    def run(self, schedule: Schedule, setup: Setup) -> Iterator[tuple[Result, ...]]:
        """Do all tasks."""
        maker = setup.maker()
        while (taken := schedule.take()) is not None:
            number, task = taken
            yield schedule.put(number, do(task, maker))


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass
class _Worker:
    """A worker as its parent sees it."""

    process: ForkServerProcess
    connection: Connection
    task: int | None = None
    is_used_up: bool = False


@dataclass
class Processes:
    """``jobs`` processes, forked from one that has loaded the engine already."""

    jobs: int
    _workers: list[_Worker] = field(default_factory=list)

    def run(self, schedule: Schedule, setup: Setup) -> Iterator[tuple[Result, ...]]:
        """Do all tasks."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([nursery.__name__])
        try:
            while not schedule.is_done:
                self._hand_out(schedule, setup, context)
                ready = wait([worker.connection for worker in self._workers if worker.task is not None])
                for worker in [worker for worker in self._workers if worker.connection in ready]:
                    yield self._take_back(worker, schedule)
        finally:
            for worker in self._workers:
                worker.process.terminate()
            for worker in self._workers:
                worker.process.join(_PATIENCE_S)
            self._workers.clear()

    def _hand_out(self, schedule: Schedule, setup: Setup, context: "multiprocessing.context.ForkServerContext") -> None:
        """Give each worker that has nothing to do a task, as long as there are both."""
        while True:
            idle = next((worker for worker in self._workers if worker.task is None), None)
            if idle is None and len(self._workers) >= self.jobs:
                return
            taken = schedule.take()
            if taken is None:
                return
            worker = idle or self._hire(setup, context)
            worker.task, task = taken
            try:
                worker.connection.send(task)
            except OSError:  # it died while it had nothing to do
                schedule.put_back(worker.task)
                self._dismiss(worker)

    def _hire(self, setup: Setup, context: "multiprocessing.context.ForkServerContext") -> _Worker:
        mine, its = context.Pipe()
        process = context.Process(target=work, args=(its, setup), daemon=True)
        process.start()
        its.close()
        worker = _Worker(process, mine)
        self._workers.append(worker)
        return worker

    def _dismiss(self, worker: _Worker) -> None:
        worker.connection.close()
        worker.process.join(_PATIENCE_S)
        self._workers.remove(worker)

    def _take_back(self, worker: _Worker, schedule: Schedule) -> tuple[Result, ...]:
        number, worker.task = worker.task or 0, None
        try:
            answer, is_used_up = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join(_PATIENCE_S)
            problem = _death(worker.process.exitcode)
            self._dismiss(worker)
            return schedule.fail(number, problem)
        if isinstance(answer, str):
            raise RuntimeError(f"in a worker:\n{answer}")
        if is_used_up:
            self._dismiss(worker)
        results: tuple[Result, ...] = answer
        return schedule.put(number, results)


def _death(exit_code: int | None) -> Diagnostic:
    is_killed = exit_code is not None and exit_code == -signal.SIGKILL
    how = "was killed, as the system does when memory runs out" if is_killed else f"ended by itself (code {exit_code})"
    what = f"The process that made it {how}."
    remedy = "Build again; with --jobs 1 less memory is needed."
    return Diagnostic(Severity.ERROR, "worker-died", what, remedy)


def work(connection: Connection, setup: Setup) -> None:
    """Do tasks until nobody sends any; what is not a user's error goes back as a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us; a traceback of ours would say nothing
    ease_collector()
    maker = setup.maker()
    nursery.take_over(maker)
    try:
        for number in count(1):
            task = connection.recv()
            answer: tuple[Result, ...] | str
            try:
                with watched(maker.limits, len(task.drafts) * (2 if maker.keeping.check_every else 1)):
                    answer = do(task, maker)
            except Exception:
                answer = traceback.format_exc()
            maker.forget()
            clean_up(number)
            held_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kibibytes on Linux (getrusage(2))
            is_used_up = held_kib > _MEMORY_LIMIT_KIB
            connection.send((answer, is_used_up))
            if is_used_up:
                return
    except (EOFError, OSError):
        sys.exit(0)
