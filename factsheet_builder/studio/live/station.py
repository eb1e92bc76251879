"""Calls of several askers -> their answers, by processes that stay: fair between askers, and the newest of each wins.

Each process has a thread of this one that hands it a call and waits for the answer; nothing of the server's loop waits. A
process that dies, or takes more than its time, fails the one call that it was at, and another takes its place.
"""

import asyncio
import multiprocessing
import pickle
import signal
import threading
from collections import OrderedDict, deque
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any, Final

from factsheet_builder.builds.making.deliverable_limits import USUAL, Limits
from factsheet_builder.errors import FactsheetError, SurroundingsError
from factsheet_builder.studio.live import child
from factsheet_builder.studio.live.child import Broke, Call, Failed, Returned

_PATIENCE_S: Final = 5


class Superseded(Exception):  # noqa: N818 - no error: somebody asked for something newer
    """Whoever asked has asked again meanwhile, and only the newest is of use."""


@dataclass(eq=False)
class _Request:
    """A call that waits, or is at work."""

    asker: str
    call: bytes
    key: Hashable
    future: "asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop
    begun_s: float = 0.0
    is_superseded: bool = False
    child: "_Child | None" = None

    def settle(self, value: Any = None, error: BaseException | None = None) -> None:  # noqa: ANN401
        """Tell whoever waits, in the thread of the loop."""
        with suppress(RuntimeError):  # the loop has ended, and nobody waits
            self.loop.call_soon_threadsafe(self._settle, value, error)

    def _settle(self, value: Any, error: BaseException | None) -> None:  # noqa: ANN401
        if self.future.done():
            return
        if error is None:
            self.future.set_result(value)
        else:
            self.future.set_exception(error)


@dataclass(eq=False)
class _Child:
    """A process as its thread sees it."""

    process: Any
    connection: Connection

    def end(self) -> None:
        """End it whatever it is doing."""
        self.process.kill()


@dataclass(frozen=True, slots=True)
class Terms:
    """How a station works: how many processes it has, how much each may take, how much they give way to others.

    A call that is at work is given up for a newer one of the same asker where it would take ``spared_s`` longer, as far as
    is known from the time before; nothing is where that is 0.
    """

    processes: int = 1
    limits: Limits = USUAL
    niceness: int = 0
    spared_s: float = 0.0
    grace_s: float = 10.0
    """A process that does not answer so long after its limit of time hears nothing any more, and is ended."""
    modules: tuple[str, ...] = ()
    """Those that are loaded once, by the process that the others are forked from."""


@dataclass
class Station:
    """Processes that do one sort of work; begun when they are first asked."""

    name: str
    folder: Path
    """Where a process may keep what is for passing use; deleted by the last to know of it."""
    terms: Terms = field(default_factory=Terms)
    _waiting: "OrderedDict[str, deque[_Request]]" = field(default_factory=OrderedDict)
    _at_work: list[_Request] = field(default_factory=list)
    _took_s: dict[Hashable, float] = field(default_factory=dict)
    _threads: list[threading.Thread] = field(default_factory=list)
    _children: set[_Child] = field(default_factory=set)
    _is_closed: bool = False

    def __post_init__(self) -> None:
        self._news = threading.Condition()

    def ask(self, asker: str, call: Call, *, newest_wins: bool = False, key: Hashable = None) -> "asyncio.Future[Any]":
        """Return the future answer to ``call``; called by the thread of the loop that waits for it.

        With ``newest_wins`` what the asker has asked before, and nobody has begun, comes to ``Superseded``. Calls of one
        ``key`` take about as long as one another.

        The future fails with the ``FactsheetError`` that the function raised, with ``SurroundingsError`` where the process
        died, and with ``RuntimeError`` where the function has a bug.
        """
        loop = asyncio.get_running_loop()
        request = _Request(asker, pickle.dumps(call), key, loop.create_future(), loop)
        with self._news:
            if self._is_closed:
                request.settle(error=_closed())
                return request.future
            if newest_wins:
                self._supersede(asker)
            self._waiting.setdefault(asker, deque()).append(request)
            idle = len(self._threads) - len(self._at_work)
            if idle < sum(map(len, self._waiting.values())) and len(self._threads) < self.terms.processes:
                thread = threading.Thread(target=self._attend, name=f"{self.name} of the studio", daemon=True)
                self._threads.append(thread)
                thread.start()
            self._news.notify()
        return request.future

    def close(self) -> None:
        """End all processes, and fail what waits for them."""
        with self._news:
            self._is_closed = True
            waiting = [request for requests in self._waiting.values() for request in requests]
            self._waiting.clear()
            for process in self._children:
                process.end()
            self._news.notify_all()
        for request in waiting:
            request.settle(error=_closed())
        for thread in list(self._threads):
            thread.join(_PATIENCE_S)

    def _supersede(self, asker: str) -> None:
        """Drop what an asker waits for, and end what is at work for it where that would take long still."""
        for old in self._waiting.pop(asker, ()):
            old.settle(error=Superseded())
        for old in self._at_work:
            if old.asker == asker and old.child is not None and not old.is_superseded:
                left_s = self._took_s.get(old.key, 0.0) - (monotonic() - old.begun_s)
                if 0 < self.terms.spared_s < left_s:
                    old.is_superseded = True
                    old.child.end()

    def _attend(self) -> None:
        """Hand the process of this thread one call after the other, until the station is closed."""
        process: _Child | None = None
        while (request := self._take()) is not None:
            try:
                if process is not None and not process.process.is_alive():  # it died while it had nothing to do
                    process = self._dismiss(process)
                process = self._answered(request, process or self._hire())
            except BaseException as error:
                request.settle(error=error)
                process = self._dismiss(process)
            finally:
                with self._news:
                    self._at_work.remove(request)
        self._dismiss(process)

    def _take(self) -> _Request | None:
        """Wait for the next call: the oldest of the asker who was served longest ago; nothing where the station is closed."""
        with self._news:
            while True:
                if self._is_closed:
                    return None
                if self._waiting:
                    asker, requests = self._waiting.popitem(last=False)
                    request = requests.popleft()
                    if requests:
                        self._waiting[asker] = requests  # behind everybody else
                    if not request.future.cancelled():
                        request.begun_s = monotonic()
                        self._at_work.append(request)
                        return request
                else:
                    self._news.wait()

    def _answered(self, request: _Request, process: _Child) -> _Child | None:
        """Have a call done; return the process, or nothing where it is to be replaced."""
        with self._news:
            request.child = process
        limit_s = self.terms.limits.time_s + self.terms.grace_s
        try:
            process.connection.send_bytes(request.call)
            if not process.connection.poll(limit_s):
                request.settle(error=_stuck(limit_s))
                return self._dismiss(process)
            answer = pickle.loads(process.connection.recv_bytes())  # noqa: S301 - from a process of ours
        except (EOFError, OSError):
            process.process.join(_PATIENCE_S)
            request.settle(error=self._why_gone(request, process.process.exitcode))
            return self._dismiss(process)
        with self._news:
            request.child = None
            if request.key is not None:
                self._took_s[request.key] = monotonic() - request.begun_s
        if request.is_superseded:  # it was ended just when it had answered
            request.settle(error=Superseded())
            return self._dismiss(process)
        match answer:
            case Returned(value):
                request.settle(value)
            case Failed(error):
                request.settle(error=error)
            case Broke(trace):
                request.settle(error=RuntimeError(f"in a process of the studio:\n{trace}"))
        return process

    def _why_gone(self, request: _Request, exit_code: int | None) -> BaseException:
        if request.is_superseded:
            return Superseded()
        return _closed() if self._is_closed else _died(exit_code)

    def _hire(self) -> _Child:
        begin_early(*self.terms.modules)
        context = multiprocessing.get_context("forkserver")
        mine, its = context.Pipe()
        arguments = its, self.folder, self.terms.limits, self.terms.niceness
        process = context.Process(target=child.attend, args=arguments, name=self.name, daemon=True)
        process.start()
        its.close()
        hired = _Child(process, mine)
        with self._news:
            self._children.add(hired)
            if self._is_closed:
                hired.end()
        return hired

    def _dismiss(self, process: _Child | None) -> _Child | None:
        """End a process if there is one; return what is there instead: none."""
        if process is not None:
            process.end()
            process.process.join(_PATIENCE_S)
            process.connection.close()
            with self._news:
                self._children.discard(process)
        return None


def _died(exit_code: int | None) -> FactsheetError:
    is_killed = exit_code is not None and exit_code == -signal.SIGKILL
    how = "was ended, as the system does when memory runs out" if is_killed else f"ended by itself (code {exit_code})"
    what = f"The process that was at it {how}."
    return SurroundingsError.of("process-died", what, "Try again: another process has taken its place.")


def _stuck(limit_s: float) -> FactsheetError:
    what = f"It took more than {limit_s:g} seconds, and was given up."
    return SurroundingsError.of("process-stuck", what, "Try again; if it stays so, look at what was changed last.")


def _closed() -> FactsheetError:
    return SurroundingsError.of("studio-ends", "The studio is being closed.", "Open it again.")


def begin_early(*modules: str) -> None:
    """Start the process that others are forked from, unless it runs; it loads ``modules`` beside whatever this one does."""
    multiprocessing.get_context("forkserver").set_forkserver_preload([child.__name__, *modules])
    forkserver.ensure_running()
