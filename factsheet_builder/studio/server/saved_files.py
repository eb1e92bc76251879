"""Files of a project that are saved by whoever -> the event ``files`` for every browser that listens.

It says no more than that something may have changed, or why nothing is heard any more: a screen asks for what it shows and
finds out by content whether that is another one.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from factsheet_builder.builds.watching.file_changes import Inbox, watching
from factsheet_builder.errors import FactsheetError
from factsheet_builder.project import Project
from factsheet_builder.studio.server.news import News

EVENT: Final = "files"
_POLL_S: Final = 0.2


@contextmanager
def telling_of_saves(project: Project, news: News) -> Iterator[None]:
    """Tell of saved files as long as the context is open."""
    inbox, end = Inbox(), threading.Event()
    thread = threading.Thread(target=_tell, args=(inbox, news, end), name="saves", daemon=True)
    with watching(project, inbox):
        thread.start()
        try:
            yield
        finally:
            end.set()
            inbox.put()
            thread.join(2 * _POLL_S)


def _tell(inbox: Inbox, news: News, end: threading.Event) -> None:
    try:
        inbox.wait()  # that watching began, which is no save
        while not end.is_set():
            if inbox.wait(_POLL_S) and not end.is_set():
                news.tell_from_thread(EVENT, {"problem": ""})
    except FactsheetError as error:
        news.tell_from_thread(EVENT, {"problem": " ".join(problem.what for problem in error.diagnostics)})
