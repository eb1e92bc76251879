"""A process that does what it is sent, one after the other, and answers; it ends with whoever sends.

Told what to do by ``station``. It hears the end of its pipe at any time, even in the middle of work, so that nothing of it
outlives a studio that was killed. What it loads before anything is asked is the engine and all that makes pages.
"""

import os
import pickle
import shutil
import signal
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from factsheet_builder.builds.making.collector import clean_up, ease_collector
from factsheet_builder.builds.making.deliverable_limits import Limits, within
from factsheet_builder.errors import FactsheetError


@dataclass(frozen=True, slots=True)
class Call:
    """A function of some module, and its arguments; all can be pickled.

    ``function`` is the function or, where its module is not to be loaded by whoever asks, ``module:function``.
    """

    function: Callable[..., Any] | str
    arguments: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict)

    def do(self) -> Any:  # noqa: ANN401
        """Return what the function returns."""
        function = self.function
        if isinstance(function, str):
            module, _, name = function.partition(":")
            function = getattr(import_module(module), name)
        return function(*self.arguments, **self.keywords)


@dataclass(frozen=True, slots=True)
class Returned:
    """What a function returned."""

    value: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """What a function raised: a problem that somebody can mend."""

    error: FactsheetError


@dataclass(frozen=True, slots=True)
class Broke:
    """The traceback of anything else that it raised: a bug."""

    trace: str


def attend(connection: Connection, folder: Path, limits: Limits, niceness: int) -> None:
    """Do what comes through ``connection`` until nobody is at its other end; then delete ``folder``, for passing use.

    Whoever sends measures time too, since work that never leaves compiled code hears of no limit here.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is heard by whoever sends, which ends us
    if niceness:
        os.nice(niceness)
    asked: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(connection, asked, folder), name="ear", daemon=True).start()
    ease_collector()
    for number in count(1):
        call = asked.get()
        answer = _done(call, limits)
        with suppress(OSError):  # nobody listens any more: the other thread ends us
            connection.send_bytes(answer)
        clean_up(number)


def _listen(connection: Connection, asked: "SimpleQueue[bytes]", folder: Path) -> None:
    try:
        while True:
            asked.put(connection.recv_bytes())
    except (EOFError, OSError):
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)


def _done(asked: bytes, limits: Limits) -> bytes:
    """Return the answer to a call, ready to be sent."""
    try:
        call: Call = pickle.loads(asked)  # noqa: S301 - from the process that started this one
        with within(limits):
            answer: Returned | Failed | Broke = Returned(call.do())
        return pickle.dumps(answer)
    except FactsheetError as error:
        return pickle.dumps(Failed(error))
    except Exception:
        return pickle.dumps(Broke(traceback.format_exc()))
