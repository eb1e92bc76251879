"""Questions after the state of a project -> the last count there is, and a new one begun where something has changed.

A count takes seconds where something is stale, so that no page waits for it: it is made beside the server, once for all who
ask, and told as news. Whether anything has changed is decided by content, as a build does.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import anyio.to_thread
from starlette.requests import Request

from factsheet_builder.builds.records import MANIFEST
from factsheet_builder.builds.reporting.owed_facts import Survey
from factsheet_builder.builds.sources import read_sources
from factsheet_builder.errors import Diagnostic, FactsheetError, Severity
from factsheet_builder.project import Project
from factsheet_builder.studio.server.studio import Studio, studio_of

_SURVEY: Final = "factsheet_builder.builds.reporting.owed_survey:survey"
"""Done by another process, which has loaded what it needs."""
_WORTH_WAITING_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class Count:
    """A count, and what it was made of."""

    stamp: str
    survey: Survey
    made_at: datetime


class Counting:
    """Keeps the newest count of a studio."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._last: Count | None = None
        self._work: asyncio.Task[None] | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether a newer count is being made."""
        return self._work is not None and not self._work.done()

    async def newest(self, *, anew: bool = False) -> Count | None:
        """Return the last count; one of what the files say now is begun if need be, or where it is asked for ``anew``."""
        studio = self._studio
        stamp = await anyio.to_thread.run_sync(stamp_of, studio.project, studio.out)
        is_current = self._last is not None and self._last.stamp == stamp and not anew
        if not is_current and not self.is_under_way:
            self._work = asyncio.create_task(self._count(stamp))
            await asyncio.wait({self._work}, timeout=_WORTH_WAITING_S)
        return self._last

    async def _count(self, stamp: str) -> None:
        studio = self._studio
        try:
            found = await studio.workshop.desk_of(_SURVEY, studio.project, studio.out)
        except FactsheetError as error:
            found = Survey(studio.project.factsheet_names(), problems=error.diagnostics)
        except Exception as error:  # a bug in it must not leave the page waiting for ever
            what = f"The state of the project cannot be counted: {error}."
            problem = Diagnostic(Severity.ERROR, "not-counted", what, "Please report it.")
            found = Survey(studio.project.factsheet_names(), problems=(problem,))
        self._last = Count(stamp, found, datetime.now().astimezone())
        studio.news.tell("news", {"of": "home"})


def counting_of(request: Request) -> Counting:
    """Return what counts for a studio, made when it is first asked for."""
    state = request.app.state
    if not hasattr(state, "counting"):
        state.counting = Counting(studio_of(request))
    counting: Counting = state.counting
    return counting


def stamp_of(project: Project, out: Path) -> str:
    """Return what a count depends on: the sources by their content, the manifest by when it was written."""
    try:
        sources = read_sources(project).digest
    except FactsheetError as error:
        sources = str(error)
    try:
        found = (out / MANIFEST).stat()
    except OSError:
        return sources
    return f"{sources} {found.st_mtime_ns} {found.st_size}"
