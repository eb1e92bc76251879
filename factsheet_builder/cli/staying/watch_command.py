"""The verb ``factsheet watch``: a process that stays and makes again what a saved file makes stale, a line for each file."""

import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from time import perf_counter
from typing import Annotated, Final

import typer

from factsheet_builder.builds.deliverable import Deliverable, Order
from factsheet_builder.builds.making.collector import ease_collector
from factsheet_builder.builds.outcome import Fate, Outcome
from factsheet_builder.builds.watching.file_changes import Inbox, watching
from factsheet_builder.builds.watching.watcher import USUAL_ORDER, Watcher
from factsheet_builder.cli.build_commands import (
    Asked,
    EditionOption,
    ExtraOption,
    FactsheetOption,
    KindOption,
    LocaleOption,
    OutOption,
    PartyOption,
    ProfileOption,
)
from factsheet_builder.cli.console import ProjectOption, report, tell
from factsheet_builder.cli.staying.browser import invite
from factsheet_builder.errors import Diagnostic, Severity, UsageError
from factsheet_builder.project import Project, cache_folder
from factsheet_builder.serving.edition_server import EditionServer
from factsheet_builder.serving.showcase import Showcase

_SHOWN: Final = 3
"""So many changed files are named."""
_AGAIN_S: Final = 1.0
"""How long to wait before what may pass by itself is tried again."""


def watch_command(
    factsheet: FactsheetOption = None,
    kind: KindOption = None,
    party: PartyOption = None,
    profile: ProfileOption = "",
    locale: LocaleOption = None,
    edition: EditionOption = None,
    extra: ExtraOption = False,
    out: OutOption = None,
    project: ProjectOption = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Show it in a browser of this machine, always current.")
    ] = False,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port for --serve on 127.0.0.1; 0 for any that is free.")
    ] = 8765,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="With --serve, open a browser.")] = True,
) -> None:
    """Stay, and after each saved file make again what it makes stale; with --serve, show it in a browser.

    Without options for what to make it is the general factsheets in English for readers, as far as they are owed, and what
    the browser looks at. Content, templates and styles are watched. An error is told with its place, the last good file
    stays, and the next good save goes on. Ctrl+C ends it.
    """
    here = Project.at(project)
    asked = Asked(factsheet, kind, party, profile, locale, edition, extra).order
    inbox = Inbox()
    folder = out.resolve() if out else here.out
    order = USUAL_ORDER if asked == Order() else asked
    watcher = Watcher(here, folder, cache_folder(), order, lambda: inbox.has_news)
    signal.signal(
        signal.SIGTERM, signal.default_int_handler
    )  # one that was started in the background ends in order too
    with suppress(KeyboardInterrupt), _showing(watcher, inbox, port if serve else None, browser) as showcase:
        session = _Session(here, watcher, showcase)
        ease_collector()
        session.begin()
        with watching(here, inbox):
            while True:
                inbox.wait(_AGAIN_S if watcher.is_behind else None)
                session.go_on()
    tell("ended", err=True)


@contextmanager
def _until_ended() -> Iterator[None]:
    """Let Ctrl+C end what is done inside in order, and so the signal that ends one started in the background."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _showing(watcher: Watcher, inbox: Inbox, port: int | None, is_to_open: bool) -> Iterator[Showcase | None]:
    """Serve what is made, with a ``port``, and say where to look."""
    if port is None:
        yield None
        return

    def look(deliverables: tuple[Deliverable, ...]) -> None:
        watcher.look_at(deliverables)
        inbox.put()

    showcase = Showcase(watcher.out, look)
    server = EditionServer(showcase, port)
    try:
        invite(server.address, server.port, is_to_open=is_to_open)
        yield showcase
    finally:
        server.close()


class _Session:
    """What is told of a watcher's work, in the terminal and to the browser."""

    def __init__(self, project: Project, watcher: Watcher, showcase: Showcase | None) -> None:
        self._project, self._watcher, self._showcase = project, watcher, showcase
        self._stood: tuple[Diagnostic, ...] = ()
        self._heard: set[Diagnostic] = set()

    def begin(self) -> None:
        """Make what is not current at the start.

        Raises:
            UsageError: the options ask for what does not exist.
        """
        self._watcher.changed()
        self._make((), perf_counter())
        if isinstance(self._watcher.failure, UsageError):
            raise self._watcher.failure
        tell("watching; Ctrl+C ends it", err=True)

    def go_on(self) -> None:
        """Make what a change made stale, if there was one."""
        begun = perf_counter()
        changed = self._watcher.changed()
        if changed or self._watcher.is_behind:
            self._make(changed, begun)

    def _make(self, changed: tuple[str, ...], begun: float) -> None:
        if changed:
            rest = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
            tell(f"changed {', '.join(changed[:_SHOWN])}{rest}")
        words = "nothing was to be made again"
        for outcome in self._watcher.make():
            self._hear(outcome.diagnostics)
            if outcome.fate in {Fate.MADE, Fate.UNCHANGED}:
                words = self._made(outcome, perf_counter() - begun)
                tell(words)
                self._show(words)
        problems = self._watcher.problems
        if problems and (changed or problems != self._stood):
            report(problems)
            there = "the last good files stay" if self._has_files() else "there is no file yet"
            words = f"not made: {there}; mend it and save"
            tell(words, err=True)
        elif self._stood and not problems:
            tell("the error is mended")
        elif changed and words.startswith("nothing"):
            tell(words)
        self._stood = problems
        self._show(words)

    def _made(self, outcome: Outcome, took_s: float) -> str:
        pages = f" ({outcome.pages} page{'s' if outcome.pages != 1 else ''})" if outcome.pages else ""
        word = "made" if outcome.fate is Fate.MADE else "unchanged"
        return f"{word} {self._project.relative(outcome.file)}{pages} in {took_s:.2f} s"

    def _has_files(self) -> bool:
        return any((self._watcher.out / deliverable.path).is_file() for deliverable in self._watcher.plan.asked)

    def _hear(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Report each warning once; what is an error stands among the problems."""
        new = [p for p in diagnostics if p.severity is Severity.WARNING and p not in self._heard]
        self._heard.update(new)
        report(new)

    def _show(self, words: str) -> None:
        if self._showcase is not None:
            self._showcase.update(self._watcher.choice, self._watcher.problems, words)
