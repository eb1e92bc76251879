"""An order, or deliverables -> files in the folder, as the command ``build`` makes them, and what became of each.

Done by a process of its own, which ends in order when it is interrupted, as the command does at Ctrl+C, and when nobody
listens any more. Who begins it, and what is told of it, is left to ``jobs``.
"""

import os
import signal
import threading
import traceback
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from factsheet_builder.builds.deliverable import Deliverable, Order
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.making.collector import ease_collector
from factsheet_builder.builds.making.executors import cores
from factsheet_builder.builds.outcome import Outcome
from factsheet_builder.builds.plan import plan
from factsheet_builder.builds.runner import build
from factsheet_builder.errors import Diagnostic, FactsheetError
from factsheet_builder.project import Project

_GIVES_WAY = 5
"""By how much it gives way to the server and to previews (nice(2))."""
_PATIENCE_S = 20
"""So long a process that nobody listens to may take to end in order."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be made of a project, into the folder ``out``: what is owed and ordered, or ``chosen`` deliverables."""

    project: Project
    out: Path
    cache: Path
    order: Order
    chosen: tuple[Deliverable, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended: with all done, stopped, or with problems that kept it from going on; or with the trace of a bug."""

    is_stopped: bool = False
    problems: tuple[Diagnostic, ...] = ()
    trace: str = ""


def make_files(task: Task, connection: Connection) -> None:
    """Make what a task asks for, and send how many files there are, an ``Outcome`` for each, ``Ended``."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.nice(_GIVES_WAY)
    ease_collector()
    threading.Thread(target=_listen, args=(connection,), name="ear", daemon=True).start()
    ended = Ended(is_stopped=True)
    try:
        _make(task, connection)
        ended = Ended()
    except KeyboardInterrupt:
        pass
    except FactsheetError as error:
        ended = Ended(problems=error.diagnostics)
    except Exception:
        ended = Ended(trace=traceback.format_exc())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it comes too late to stop anything
    with suppress(OSError):
        connection.send(ended)


def _make(task: Task, connection: Connection) -> None:
    planned = plan(task.project, task.order, load_common(task.project))
    asked = task.chosen or planned.asked
    connection.send(len(asked))
    made = build(task.project, asked, task.out, cache=task.cache, owed=planned.owed, jobs=cores())
    outcome: Outcome
    for outcome in made:
        connection.send(outcome)


def _listen(connection: Connection) -> None:
    """Wait for a word to stop, or for the end of whoever listens, and interrupt the work; end it where that does not help."""
    with suppress(EOFError, OSError):
        connection.recv()
    os.kill(os.getpid(), signal.SIGINT)
    threading.Event().wait(_PATIENCE_S)
    os._exit(1)
