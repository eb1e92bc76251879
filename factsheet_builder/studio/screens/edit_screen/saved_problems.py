"""The project as it is saved -> what the check says of it, worked out once for each state of its files.

Also which passage of a factsheet a problem is of: that whose lines it names, or whose id.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path as FilePath
from typing import Final

import anyio.to_thread

from factsheet_builder.errors import Diagnostic, FactsheetError, Severity
from factsheet_builder.project import INPUT_FOLDERS
from factsheet_builder.studio.forms.handles import Handle
from factsheet_builder.studio.screens.edit_screen.sheet_texts import SheetText
from factsheet_builder.studio.server.studio import Studio

Stamp = tuple[tuple[str, int, int], ...]
_OF_HEAD: Final = ("masthead", "short-title", "description", "keyword", "key-figure")
PATIENCE_S: Final = 0.06
"""So long a page waits for the problems before it is shown without them."""


class SavedProblems:
    """What the check says of a studio's project."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._stamp: Stamp | None = None
        self._found: tuple[Diagnostic, ...] = ()
        self._work: asyncio.Task[tuple[Diagnostic, ...] | None] | None = None
        self._worked_on: Stamp | None = None

    async def known(self, patience_s: float = PATIENCE_S) -> tuple[Diagnostic, ...] | None:
        """Return all problems of the project, nothing where they are not known within that time."""
        stamp = await anyio.to_thread.run_sync(self._look)
        if stamp == self._stamp:
            return self._found
        if self._work is None or self._worked_on != stamp:
            self._worked_on, self._work = stamp, asyncio.create_task(self._check(stamp))
        with suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(self._work), patience_s)
        return None

    async def _check(self, stamp: Stamp) -> tuple[Diagnostic, ...] | None:
        try:
            found = await self._studio.workshop.problems()
        except FactsheetError:  # the studio is being closed, or the check took too long
            return None
        if stamp == self._worked_on:
            self._stamp, self._found = stamp, found
            self._studio.news.tell("checked", {})
        return found

    def _look(self) -> Stamp:
        """Return how all files of the project's input look: their names, times and sizes."""
        root, found = self._studio.project.root, []
        for top in INPUT_FOLDERS:
            for path in sorted((root / top).rglob("*")):
                found += _look_at(path, root)
        return tuple(found)


def _look_at(path: FilePath, root: FilePath) -> list[tuple[str, int, int]]:
    try:
        stat = path.stat()
    except OSError:
        return []
    return [(str(path.relative_to(root)), stat.st_mtime_ns, stat.st_size)] if path.is_file() else []


def of_sheet(problems: Iterable[Diagnostic], sheet: SheetText) -> tuple[Diagnostic, ...]:
    """Return those problems that are of one factsheet, those that it expects left out."""
    return tuple(problem for problem in problems if problem.place.file == sheet.file and not problem.is_expected)


def handle_at(sheet: SheetText, problem: Diagnostic) -> Handle | None:
    """Return what of a factsheet a problem is of."""
    if sheet.source is None:
        return None
    line, found = problem.place.line, None
    if not line:
        return handle_of_passage(sheet.handles, problem.place.passage)
    for handle in sheet.handles:
        start = sheet.source.places.get(handle.path)
        if handle.path and start and start.line <= line <= sheet.source.ends.get(handle.path, start.line):
            found = handle  # the innermost comes last
    return found or next(iter(sheet.handles), None)


def handle_of_passage(handles: Iterable[Handle], passage: str) -> Handle | None:
    """Return what the passage of an id is edited by: ``VI-1.text`` by ``VI-1``."""
    by_key = {handle.key: handle for handle in handles}
    name = passage
    while name:
        if name in by_key:
            return by_key[name]
        name = name.rpartition(".")[0]
    return by_key.get("head") if passage.startswith(_OF_HEAD) else None


def is_error(problem: Diagnostic) -> bool:
    """Tell whether a problem keeps files from being made."""
    return problem.severity is Severity.ERROR
