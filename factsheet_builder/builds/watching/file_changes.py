"""Saved files of a project -> a word to whoever waits; the only door to watchfiles.

Nothing is said of what changed: that is found by content (``watcher``), so that a file that was only touched, or was changed
and put back, makes nothing. Saves that follow each other closely are one word. Folders of input that appear later, as the
first stylesheet of a project's own, are watched from then on.
"""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from watchfiles import watch

from factsheet_builder.errors import FactsheetError, SurroundingsError
from factsheet_builder.project import INPUT_FOLDERS, Project

_QUIET_MS: Final = 30
"""So long nothing more is saved before a change is told: editors write a file in several steps."""
_LONGEST_MS: Final = 300
"""A change is told after this time even where saving goes on."""
_POLL_MS: Final = 500
"""So often a thread looks whether it is to end."""


class Inbox:
    """Words of several threads for the one that makes files: that something is to be looked at, or that watching failed."""

    def __init__(self) -> None:
        self._words: queue.SimpleQueue[FactsheetError | None] = queue.SimpleQueue()

    def put(self, problem: FactsheetError | None = None) -> None:
        """Say that there is something to look at, or that there will never be anything again and why."""
        self._words.put(problem)

    @property
    def has_news(self) -> bool:
        """Whether there is something that nobody has looked at yet."""
        return not self._words.empty()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait for a word, take all that are there, and tell whether there was one.

        Raises:
            SurroundingsError: files are not watched any more.
        """
        try:
            word = self._words.get(timeout=timeout_s)
        except queue.Empty:
            return False
        words = [word]
        while self.has_news:
            words.append(self._words.get())
        for problem in words:
            if problem is not None:
                raise problem
        return True


@contextmanager
def watching(project: Project, inbox: Inbox) -> Iterator[None]:
    """Put a word into ``inbox`` whenever a file of the project's input, or of what ships with the package, is saved."""
    end = threading.Event()
    thread = threading.Thread(target=_watch, args=(project, inbox, end), name="watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join(2 * _POLL_MS / 1000)


def _watch(project: Project, inbox: Inbox, end: threading.Event) -> None:
    """Watch the folders until ``end``; again from the start where one of them appears or goes."""
    try:
        while not end.is_set():
            folders = _folders(project)
            inbox.put()  # what was saved before the folders were watched
            for _ in watch(
                *folders,
                watch_filter=None,
                debounce=_LONGEST_MS,
                step=_QUIET_MS,
                stop_event=end,
                rust_timeout=_POLL_MS,
                yield_on_timeout=True,
                raise_interrupt=False,
            ):
                if _:
                    inbox.put()
                if _folders(project) != folders:
                    break
    except Exception as error:
        what = f"The files cannot be watched: {error}."
        remedy = "Raise the system's limit of watched files (fs.inotify.max_user_watches), or close other watchers."
        inbox.put(SurroundingsError.of("cannot-watch", what, f"{remedy} WATCHFILES_FORCE_POLLING=1 does without them."))


def _folders(project: Project) -> tuple[Path, ...]:
    """Return the folders of input that are there: the project's own, and those of the package that stand in for them."""
    own = [project.root / name for name in INPUT_FOLDERS]
    packed = [*project.template_folders, *project.style_folders]
    return tuple(sorted({folder.resolve() for folder in (*own, *packed) if folder.is_dir()}))
