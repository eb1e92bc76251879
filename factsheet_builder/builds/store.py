"""How finished files reach their folder: whole or not at all, and only where they differ from what is there."""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from factsheet_builder.errors import Place, SurroundingsError

_REMAINS: Final = ".part"
_OURS: Final = re.compile(rf"\..+\.(pdf|json|html|zip|docx)\..+{re.escape(_REMAINS)}")


def clear_remains(out: Path) -> None:
    """Delete what a build that was killed had half written; only the holder of the folder's lock may."""
    with contextlib.suppress(OSError):
        for file in out.rglob("*"):  # in hidden folders too, where the build keeps its own notes
            if _OURS.fullmatch(file.name):
                file.unlink(missing_ok=True)


def commit(file: Path, data: bytes, before: Path | None = None) -> bool:
    """Write ``data`` to ``file`` by way of a temporary file beside it; return whether anything changed.

    With ``before`` the file that was there is kept at that place.

    Raises:
        SurroundingsError: the folder or the file cannot be written; the file that was there is untouched.
    """
    try:
        if file.is_file() and file.read_bytes() == data:
            return False
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=_REMAINS)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            # mkstemp makes files private; what is delivered is for everybody.
            Path(name).chmod(0o644)
            if before is not None and file.is_file():
                _keep(file, before)
            Path(name).replace(file)
        finally:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
    except OSError as error:
        what = f"{file} cannot be written: {error.strerror or error}."
        remedy = "Free space, close the file elsewhere, or choose another folder."
        raise SurroundingsError.of("cannot-write", what, remedy, Place(str(file))) from error
    return True


def _keep(file: Path, place: Path) -> None:
    """Keep a file that is about to be exchanged: by another name for the same bytes, or a copy where that cannot be had."""
    place.parent.mkdir(parents=True, exist_ok=True)
    passing = place.with_name(f".{place.name}.kept{_REMAINS}")
    passing.unlink(missing_ok=True)
    try:
        passing.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, passing)
    passing.replace(place)


def commit_all(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write all files or, where one of them cannot be written, none; return those that changed, in order.

    Raises:
        SurroundingsError: one of them cannot be written; the others are as they were.
    """
    before = {file: file.read_bytes() if file.is_file() else None for file in files}
    written: list[Path] = []
    try:
        for file, data in files.items():
            if commit(file, data):
                written.append(file)
    except SurroundingsError:
        for file in written:
            old = before[file]
            if old is None:
                file.unlink()
            else:
                commit(file, old)
        raise
    return tuple(written)
