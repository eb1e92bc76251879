"""A project -> the one who compares and writes at this moment: a lock of the operating system, which no process takes along.

It is held for milliseconds, by whatever process or thread writes a file of the content; it goes when its process ends.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from factsheet_builder.errors import SurroundingsError
from factsheet_builder.project import Project
from factsheet_builder.studio.server.visits import HIDDEN, hidden_folder

_LOCK: Final = "saves.lock"
_STEP_S: Final = 0.02
PATIENCE_S: Final = 20.0


@contextmanager
def alone(project: Project, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Hold the lock of a project; others wait, at most ``patience_s``.

    Raises:
        SurroundingsError: the lock was not free in that time, or the studio's folder cannot be written.
    """
    file = hidden_folder(project.root) / _LOCK
    try:
        stream = file.open("ab")
    except OSError as error:
        what = f"{HIDDEN}/{_LOCK} cannot be written: {error.strerror or error}."
        raise SurroundingsError.of("cannot-write", what, "Give yourself the right to write there.") from error
    with stream:
        until = time.monotonic() + patience_s
        while not _is_taken(stream.fileno()):
            if time.monotonic() > until:
                what = "Another program is saving files of this project and does not come to an end."
                raise SurroundingsError.of("locked", what, "End it, or try again in a moment.")
            time.sleep(_STEP_S)
        yield


def _is_taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
