"""One build at a time in a folder: a lock of the operating system, which the end of a process releases however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from factsheet_builder.builds.records import HIDDEN
from factsheet_builder.errors import Diagnostic, Place, Severity, SurroundingsError


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the lock of the folder ``out``.

    Raises:
        SurroundingsError: another build holds it, or the folder cannot be written.
    """
    file = out / HIDDEN / "lock"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        stream = file.open("ab")
    except OSError as error:
        what = f"{file.parent} cannot be written: {error.strerror}."
        remedy = "Free space, or choose another folder with --out."
        raise SurroundingsError.of("cannot-write", what, remedy, Place(str(out))) from error
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise _busy(out) from error
        try:
            if not _is_there(stream.fileno(), file):  # its last holder tidied up between our opening and locking it
                raise _busy(out)
            yield
        finally:
            _tidy(out, file)


def _is_there(descriptor: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False


def _tidy(out: Path, file: Path) -> None:
    """Leave no folder behind where nothing was made."""
    if list(file.parent.iterdir()) == [file] and list(out.iterdir()) == [file.parent]:
        with suppress(OSError):
            file.unlink()
            file.parent.rmdir()
            out.rmdir()


def _busy(out: Path) -> SurroundingsError:
    what = f"Another build is writing to {out} at this moment."
    remedy = "Wait until it ends, or choose another folder with --out."
    return SurroundingsError([Diagnostic(Severity.ERROR, "locked", what, remedy)])
