"""Orders of screens -> files made by a process of its own, one order at a time, with what became of them as plain data.

Nothing is made here that the command ``build`` would not make; it holds the folder's lock as the command does, so that a
build in a terminal at the same time is told, and nothing is written twice. The process itself is left to ``job_work``.
"""

import multiprocessing
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from factsheet_builder.builds.deliverable import Deliverable, Order
from factsheet_builder.builds.outcome import Fate, Outcome
from factsheet_builder.errors import Diagnostic, SurroundingsError
from factsheet_builder.project import Project, cache_folder
from factsheet_builder.studio.live.station import begin_early

if TYPE_CHECKING:
    from factsheet_builder.studio.live.job_work import Ended

_WORK: Final = "factsheet_builder.studio.live.job_work"
"""The module of what is done; it loads the engine, and so is imported by the process that does it."""
_PATIENCE_S: Final = 10
_ALL_OWED: Final = Order()
_MOST_LISTED: Final = 200


class Phase(StrEnum):
    """How far a job is."""

    PLANNING = "planning"
    MAKING = "making"
    DONE = "done"
    """All was made, or was current."""
    INCOMPLETE = "incomplete"
    """Some files could not be made; the last good ones stay."""
    STOPPED = "stopped"
    FAILED = "failed"
    """Nothing could be made, and the problems say why."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self not in {Phase.PLANNING, Phase.MAKING}


@dataclass
class Job:
    """Files that are being made, or were; changed by the thread that listens, read by any."""

    number: int
    who: str
    """Who asked for it."""
    title: str
    """What it is called for people, as it was begun."""
    began: datetime
    count: int = 0
    phase: Phase = Phase.PLANNING
    fates: dict[Fate, int] = field(default_factory=lambda: dict.fromkeys(Fate, 0))
    files: list[str] = field(default_factory=list)
    """Those that are new, by their paths in the folder."""
    failures: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    """Why a file could not be made, by its path."""
    problems: tuple[Diagnostic, ...] = ()
    """What kept all from being made."""
    trace: str = ""
    """Of a bug; for the terminal."""
    ended: datetime | None = None
    is_to_stop: bool = False

    @property
    def progress(self) -> dict[str, object]:
        """How far it is, as plain data that is short enough to be told with each file."""
        return {
            "number": self.number,
            "phase": self.phase.value,
            "count": self.count,
            "done": sum(self.fates.values()),
            **{fate.value: number for fate, number in self.fates.items()},
            "is_over": self.phase.is_over,
            "is_to_stop": self.is_to_stop,
        }

    @property
    def state(self) -> dict[str, object]:
        """All that is known of it, as plain data."""
        return {
            **self.progress,
            "who": self.who,
            "title": self.title,
            "files": self.files[:_MOST_LISTED],
            "failures": {path: [str(one) for one in why] for path, why in list(self.failures.items())[:_MOST_LISTED]},
            "problems": [str(problem) for problem in self.problems],
            "began": self.began.isoformat(timespec="seconds"),
            "ended": self.ended.isoformat(timespec="seconds") if self.ended else "",
        }


@dataclass
class Jobs:
    """The jobs of one project: one at a time; ``told`` hears of each change, from another thread."""

    project: Project
    out: Path
    told: Callable[[Job], None] = lambda _: None
    cache: Path | None = None
    last: Job | None = None
    """The job that is under way, or the one before."""
    _process: Any = None
    _connection: Connection | None = None
    _thread: threading.Thread | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a job is under way."""
        return self.last is not None and not self.last.phase.is_over

    def begin(
        self, order: Order = _ALL_OWED, chosen: tuple[Deliverable, ...] = (), *, who: str = "", title: str = ""
    ) -> Job:
        """Begin to make what is owed and ordered, or the ``chosen`` deliverables; returns at once.

        Raises:
            SurroundingsError: a job is under way.
        """
        if self.is_busy and self.last is not None:
            what = f"Files are being made already: {self.last.title or 'what is owed'}."
            raise SurroundingsError.of("busy", what, "Wait until that has ended, or stop it.")
        number = self.last.number + 1 if self.last else 1
        job = self.last = Job(number, who, title, datetime.now().astimezone())
        self._thread = threading.Thread(target=self._work, args=(job, order, chosen), name="job", daemon=True)
        self._thread.start()
        return job

    def stop(self) -> None:
        """Stop what is under way as Ctrl+C stops a build: what is finished stays, nothing is half written."""
        if self.is_busy and self.last is not None and not self.last.is_to_stop:
            self.last.is_to_stop = True
            with suppress(OSError, AttributeError):
                self._connection.send("stop")  # type: ignore[union-attr]
            self.told(self.last)

    def close(self) -> None:
        """Stop what is under way and wait for it; end it where it does not come to an end."""
        self.stop()
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)
        if self._process is not None and self._process.is_alive():
            self._process.kill()

    def _work(self, job: Job, order: Order, chosen: tuple[Deliverable, ...]) -> None:
        try:
            self._hire(order, chosen)
            if job.is_to_stop:
                self._connection.send("stop")  # type: ignore[union-attr]
            while not job.phase.is_over:
                self._take(job, self._connection.recv())  # type: ignore[union-attr]
                self.told(job)
        except (EOFError, OSError):
            what = "The process that made the files ended by itself, as the system does when memory runs out."
            job.problems = SurroundingsError.of("job-died", what, "Begin again: what was made is kept.").diagnostics
            self._end(job, Phase.FAILED)
            self.told(job)
        finally:
            if self._connection is not None:
                self._connection.close()
            if self._process is not None:
                self._process.join(_PATIENCE_S)

    def _hire(self, order: Order, chosen: tuple[Deliverable, ...]) -> None:
        begin_early(_WORK)
        context = multiprocessing.get_context("forkserver")
        self._connection, its = context.Pipe()
        arguments = self.project, self.out, self.cache or cache_folder(), order, chosen, its
        # Not one that multiprocessing ends by itself: it has workers of its own, and is to end in order.
        self._process = context.Process(target=_begin, args=arguments, name="job", daemon=False)
        self._process.start()
        its.close()

    def _take(self, job: Job, message: "int | Outcome | Ended") -> None:
        """Note what the process says."""
        if isinstance(message, int):
            job.count, job.phase = message, Phase.MAKING
        elif isinstance(message, Outcome):
            self._note(job, message)
        else:
            job.problems, job.trace = message.problems, message.trace
            self._end(job, _phase(job, message))

    def _note(self, job: Job, outcome: Outcome) -> None:
        job.fates[outcome.fate] += 1
        path = str(outcome.deliverable.path)
        if outcome.fate is Fate.FAILED:
            job.failures[path] = outcome.diagnostics
        elif outcome.is_new:
            job.files.append(path)

    def _end(self, job: Job, phase: Phase) -> None:
        job.ended, job.phase = datetime.now().astimezone(), phase


def _phase(job: Job, ended: "Ended") -> Phase:
    if ended.is_stopped:
        return Phase.STOPPED
    if ended.problems or ended.trace:
        return Phase.FAILED
    return Phase.INCOMPLETE if job.failures else Phase.DONE


def _begin(
    project: Project, out: Path, cache: Path, order: Order, chosen: tuple[Deliverable, ...], connection: Connection
) -> None:
    """Begin the work in the process that does it."""
    work = import_module(_WORK)
    work.make_files(work.Task(project, out, cache, order, chosen), connection)
