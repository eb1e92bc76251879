"""Files on disk joined into another file, whole or not at all.

What a part is called in reports and in the bookmark above its own ones is the name of its file. How parts are joined is
left to ``joining``.
"""

import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from factsheet_builder.characters import show_hidden
from factsheet_builder.errors import Diagnostic, Place, RefusedError, Severity, SurroundingsError, UsageError
from factsheet_builder.pdf.joining.join_findings import Joined, Limits, Part
from factsheet_builder.pdf.joining.joining import join


def join_files(
    paths: Sequence[Path],
    target: Path,
    *,
    title: str = "",
    language: str = "",
    limits: Limits | None = None,
    created: datetime | None = None,
    is_strict: bool = False,
) -> Joined:
    """Join files into ``target``, each under a bookmark with the name of its file, and return what was made.

    Args:
        paths: the files, in order.
        target: where the result is written, all or nothing; an existing file is replaced.
        title: its title; the name of ``target`` without its ending if empty.
        language: as for ``join``.
        limits: as for ``join``.
        created: as for ``join``.
        is_strict: whether a warning refuses the result.

    Raises:
        RefusedError: as for ``join``, or with ``is_strict`` a warning; nothing is written.
        SurroundingsError: a file cannot be read or written (``join-unreadable``, ``join-unwritable``).
        UsageError: as for ``join``, or the target is one of the parts (``join-onto-part``).
    """
    limits = limits or Limits()
    for path in paths:
        if path.resolve() == target.resolve():
            what = f"{path} is a part and the result at once."
            raise UsageError.of("join-onto-part", what, "Give the result a name of its own.", Place(str(path)))
    parts = _parts(paths, limits)
    joined = join(parts, title=title or show_hidden(target.stem), language=language, limits=limits, created=created)
    warnings = [told for told in joined.diagnostics if told.severity is not Severity.NOTE]
    if is_strict and warnings:
        raise RefusedError(warnings)
    _write(target, joined.data)
    return joined


def _parts(paths: Sequence[Path], limits: Limits) -> list[Part]:
    """Read every file, so that all that cannot be read are told at once."""
    parts: list[Part] = []
    unreadable: list[Diagnostic] = []
    for path in paths:
        try:
            parts.append(Part(path.name, _read(path, limits), title=show_hidden(path.stem)))
        except SurroundingsError as error:
            unreadable.extend(error.diagnostics)
    if unreadable:
        raise SurroundingsError(unreadable)
    return parts


def _read(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limits.bytes_per_part + 1)  # one more than allowed is enough to refuse it
    except OSError as error:
        what = f"The file cannot be read ({error.strerror})."
        raise SurroundingsError.of(
            "join-unreadable", what, "Check its name and permissions.", Place(str(path))
        ) from error


def _write(target: Path, data: bytes) -> None:
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            temporary = file.name
            file.write(data)
        Path(temporary).chmod(0o644)  # temporary files are private; what is delivered is for everybody
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        what = f"The file cannot be written ({error.strerror})."
        raise SurroundingsError.of(
            "join-unwritable", what, "Check the folder and its free space.", Place(str(target))
        ) from error
