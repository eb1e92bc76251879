"""How much time and memory one deliverable may take: a template or a style that never ends stops nobody else's files.

Time is measured by the system's timer (setitimer(2)), memory by the limit on a process's data (setrlimit(2)); both are put
back afterwards. A call into compiled code that never comes back is left to the watch over a worker, which ends the process.
"""

import faulthandler
import os
import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Final

from factsheet_builder.errors import Diagnostic, RefusedError, Severity

_MEBIBYTE = 2**20
_GRACE = 1.5
"""A worker is ended when it is not heard of after this many times its limit."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a deliverable may take; a pack of fifty pages takes some two seconds and a quarter of a gibibyte."""

    time_s: float = 120
    memory_mib: int = 3072


USUAL: Final = Limits()


class LimitError(RefusedError):
    """A deliverable takes more time or memory than it may."""


class _TimeIsUp(BaseException):
    """The timer has run out; like ``KeyboardInterrupt``, so that no library takes it for an error of its own."""


@contextmanager
def within(limits: Limits) -> Iterator[None]:
    """Hold what is done inside to ``limits``.

    Only the main thread of a process can be interrupted; elsewhere (a thread of a cluster's worker) time has no limit.

    Raises:
        LimitError: it took too long, or too much memory.
    """
    is_main = threading.current_thread() is threading.main_thread()
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = limits.memory_mib * _MEBIBYTE
    ceiling = wanted if soft == resource.RLIM_INFINITY else min(soft, wanted)
    before = signal.signal(signal.SIGALRM, _interrupt) if is_main else None
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (ceiling, hard))
        if is_main:
            signal.setitimer(signal.ITIMER_REAL, limits.time_s)
        yield
    except _TimeIsUp as error:
        raise _too_much("time-limit", f"{limits.time_s:g} seconds") from error
    except MemoryError as error:
        raise _too_much("memory-limit", f"{limits.memory_mib:,} MiB of memory") from error
    finally:
        if is_main:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise _TimeIsUp


def _too_much(code: str, limit: str) -> LimitError:
    what = f"Making it takes more than the limit of {limit}."
    remedy = (
        "Look for a template or a style of the project that repeats itself, or for a very long table; make it simpler."
    )
    return LimitError([Diagnostic(Severity.ERROR, code, what, remedy)])


@contextmanager
def watched(limits: Limits, deliverables: int) -> Iterator[None]:
    """End this process where what is done inside never comes back, so that its parent hears of it; for workers only."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device, and the file has to stay open
        faulthandler.dump_traceback_later(limits.time_s * deliverables * _GRACE, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
