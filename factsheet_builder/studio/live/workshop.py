"""What screens ask for -> answers by processes that stay: pages, PDFs, problems, and any function that takes its time.

Pages and PDFs have a process each, so that a page never waits for a PDF; everything else is done at a desk of two. The engine
keeps one set of fonts per process, and so no two threads may set a text.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, Final, ParamSpec, Self, TypeVar

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.making.deliverable_limits import USUAL, Limits
from factsheet_builder.errors import Diagnostic, FactsheetError
from factsheet_builder.project import Project, cache_folder
from factsheet_builder.studio.live.child import Call
from factsheet_builder.studio.live.live_values import Bench, Page, Printed
from factsheet_builder.studio.live.station import Station, Superseded, Terms, begin_early

__all__ = ["Page", "Printed", "Superseded", "Workshop"]

P = ParamSpec("P")
R = TypeVar("R")

_NOTHING: Final[Mapping[str, str]] = {}
_WORK: Final = "factsheet_builder.studio.live.live_work"
"""The module of what is done; it loads the engine, and so is never loaded here."""
_PAGE, _PDF, _PROBLEMS = (f"{_WORK}:{name}" for name in ("live_page", "live_pdf", "live_problems"))
_WARMING: Final = "the workshop itself"
_AT_DESK: Final = 2
_GIVES_WAY: Final = 5
"""By how much the process of PDFs gives way to pages and to the server (nice(2))."""
_SPARED_S: Final = 2.0
"""A PDF that would take so much longer is given up for a newer one: another process is forked and has loaded the fonts in
about one second, and a factsheet takes less than this altogether."""


class Workshop:
    """The processes behind the screens of ``project``, for the thread of one loop: ``async with Workshop(project)``."""

    def __init__(self, project: Project, cache: Path | None = None, *, limits: Limits = USUAL) -> None:
        """Each call is held to ``limits``; fonts are kept in ``cache``, by default that of the user.

        Nothing is begun before something is asked for.
        """
        self._project, self._cache, self._limits = project, cache or cache_folder(), limits
        self._warming: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Return the workshop, which ends with the block."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """End as ``close`` does."""
        await self.close()

    async def warm(self) -> None:
        """Have the processes load what they need, beside whatever the caller does next."""
        await asyncio.to_thread(begin_early, _WORK)
        self._warming = asyncio.create_task(self._warm())

    async def close(self) -> None:
        """End all processes, whatever they are doing; nothing is answered from now on."""
        if self._warming is not None:
            self._warming.cancel()
        stations = [self.__dict__[name] for name in ("_pages", "_pdfs", "_desk") if name in self.__dict__]
        if "_bench" in self.__dict__:
            await asyncio.to_thread(_close, stations, self._bench.folder)

    @cached_property
    def _bench(self) -> Bench:
        folder = Path(tempfile.mkdtemp(prefix="factsheet-studio-"))
        return Bench(self._project, folder, self._cache, self._limits)

    @cached_property
    def _pages(self) -> Station:
        return Station("pages", self._bench.folder, Terms(limits=self._limits, modules=(_WORK,)))

    @cached_property
    def _pdfs(self) -> Station:
        terms = Terms(limits=self._limits, niceness=_GIVES_WAY, spared_s=_SPARED_S, modules=(_WORK,))
        return Station("PDFs", self._bench.folder, terms)

    @cached_property
    def _desk(self) -> Station:
        terms = Terms(processes=_AT_DESK, limits=self._limits, modules=(_WORK,))
        return Station("desk", self._bench.folder, terms)

    async def page(self, asker: str, deliverable: Deliverable, drafts: Mapping[str, str] = _NOTHING) -> Page:
        """Return the page of a text, with ``drafts`` (texts by the paths of files in the project) in place of files.

        Raises:
            Superseded: the same asker has asked for another page meanwhile.
            FactsheetError: the content is not valid, the page would not hold what it owes, or the machine fails.
        """
        found: Page = await self._newest(self._pages, asker, deliverable, _PAGE, deliverable, dict(drafts))
        return found

    async def pdf(self, asker: str, deliverable: Deliverable, drafts: Mapping[str, str] = _NOTHING) -> Printed:
        """Return a text as it is printed; raises as ``page``."""
        found: Printed = await self._newest(self._pdfs, asker, deliverable, _PDF, deliverable, dict(drafts))
        return found

    async def problems(self, drafts: Mapping[str, str] = _NOTHING, asker: str = "") -> tuple[Diagnostic, ...]:
        """Return all that the command ``check`` would say with ``drafts`` in place of files; errors stop a save.

        With an ``asker`` the newest of theirs wins, as with pages.
        """
        if asker:
            found = await self._newest(self._desk, f"problems {asker}", None, _PROBLEMS, dict(drafts))
        else:
            found = await self._desk.ask("", Call(_PROBLEMS, (self._bench, dict(drafts))))
        problems: tuple[Diagnostic, ...] = found
        return problems

    async def desk(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what ``function``, which some module has at its top, returns for arguments that can be pickled.

        Raises:
            FactsheetError: the function raised it, or the process died.
            RuntimeError: the function has a bug; carries its traceback.
        """
        found: R = await self._desk.ask("", Call(function, args, kwargs))
        return found

    async def desk_of(self, name: str, *args: object, **kwargs: object) -> Any:  # noqa: ANN401
        """Return the same of the function ``module:function``, whose module is not loaded by this process.

        For functions of modules that load the engine: the first page of the server waits for no such thing.
        """
        return await self._desk.ask("", Call(name, args, kwargs))

    async def _newest(self, station: Station, asker: str, key: Hashable, name: str, *args: object) -> Any:  # noqa: ANN401
        return await station.ask(asker, Call(name, (self._bench, *args)), newest_wins=True, key=key)

    async def _warm(self) -> None:
        """Have each process load what it needs, one after the other: the first page of the server comes first."""
        names = self._project.factsheet_names()[:1]
        texts = [Deliverable(name, self._project.source_locale) for name in names]
        calls = [(self._pages, Call(_PAGE, (self._bench, text, {}))) for text in texts]
        calls.append((self._desk, Call(_PROBLEMS, (self._bench, {}))))
        calls += [(self._pdfs, Call(_PDF, (self._bench, text, {}))) for text in texts]
        for station, call in calls:
            with suppress(FactsheetError, RuntimeError):
                await station.ask(_WARMING, call)


def _close(stations: list[Station], folder: Path) -> None:
    for station in stations:
        station.close()
    shutil.rmtree(folder, ignore_errors=True)
