"""A Word file that is sent -> the account of its words and of what was not understood, then the factsheet.

Nothing is written before it is confirmed. Until then the file waits in memory, for the browser that sent it.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from factsheet_builder.builds.incoming.incoming_texts import BroughtIn, RoundSaid, Sent, bring_in
from factsheet_builder.builds.starter import refuse_odd_name
from factsheet_builder.builds.store import commit_all
from factsheet_builder.errors import Diagnostic, FactsheetError, Severity
from factsheet_builder.importing.drafting import Asked
from factsheet_builder.project import Project
from factsheet_builder.studio.forms import kind_words
from factsheet_builder.studio.saving.save_lock import alone
from factsheet_builder.studio.screens.edit_screen.sheet_list import WordTyped, record, show_list
from factsheet_builder.studio.server.routing import files_of, text_of
from factsheet_builder.studio.server.studio import Studio, studio_of

MOST_BYTES: Final = 40_000_000
_MOST_WAITING: Final = 6
"""So many files wait at most; one more, and the oldest is forgotten."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits to be confirmed."""

    visit: str
    sent: Sent
    asked: Asked
    said: RoundSaid


class WaitingFiles:
    """The files that wait in a studio."""

    def __init__(self, _: Studio) -> None:
        self._files: dict[str, Waiting] = {}

    def keep(self, waiting: Waiting) -> str:
        """Keep a file, and return the key that it is found by."""
        key = secrets.token_urlsafe(12)
        self._files[key] = waiting
        for old in list(self._files)[:-_MOST_WAITING]:
            del self._files[old]
        return key

    def find(self, key: str, visit: str) -> Waiting | None:
        """Return what a browser has sent, if it is kept still."""
        found = self._files.get(key)
        return found if found and found.visit == visit else None

    def drop(self, key: str) -> None:
        """Forget a file."""
        self._files.pop(key, None)


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """What a file would become."""

    key: str
    name: str
    file: str
    is_new: bool
    came: int
    went: int
    aside: tuple[tuple[str, int], ...]
    added: tuple[tuple[str, int], ...]
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    kinds: tuple[tuple[str, int], ...]
    problems: tuple[Diagnostic, ...]
    changes: tuple[str, ...]
    files: tuple[str, ...]


async def send_word(request: Request) -> Response:
    """Take a file, and show what it would become."""
    studio = studio_of(request)
    studio.require_edit(request)
    say = studio.words(request).say
    typed = _typed(request)
    files = files_of(request, "file")
    if not files:
        problem = Diagnostic(Severity.ERROR, "no-file", say("No file was chosen."), say("Choose a Word file (.docx)."))
        return await show_list(request, word=_with(typed, (problem,)))
    sent = Sent(await files[0].read(), _plain(files[0].filename or ""))
    said = RoundSaid(typed.like, typed.round_id, int(typed.parties) if typed.parties.isdecimal() else 0, typed.adopted)
    waiting = Waiting(studio.visits.of(request).name, sent, Asked(typed.name, typed.chapter, typed.title), said)
    try:
        await studio.workshop.desk(brought, studio.project, waiting)
    except FactsheetError as error:
        return await show_list(request, word=_with(typed, error.diagnostics))
    return studio.go(request, "edit-word-seen", key=studio.held(WaitingFiles).keep(waiting))


async def word_seen(request: Request) -> Response:
    """Show what a file would become."""
    studio = studio_of(request)
    studio.require_edit(request)
    key = request.path_params["key"]
    waiting = _found(request, key)
    say = studio.words(request).say
    found = await studio.workshop.desk(brought, studio.project, waiting)
    view = arrival_view(studio.project, key, waiting, found, say)
    title = say("From a Word file")
    return await studio.show(request, "edit-word.html", view, title=title, screen="edit-list")


async def take_word(request: Request) -> Response:
    """Write what was seen, or forget it."""
    studio = studio_of(request)
    person = studio.require_edit(request)
    say, key = studio.words(request).say, request.path_params["key"]
    waiting = _found(request, key)
    if text_of(request, "do") != "write":
        studio.held(WaitingFiles).drop(key)
        studio.tell(request, say("Nothing was written."))
        return studio.go(request, "edit-list")
    written = await studio.workshop.desk(write, studio.project, waiting)
    studio.held(WaitingFiles).drop(key)
    if written:
        words = say("Bring in {file}", file=waiting.sent.name)
        await record(request, written, words, person.name)
        studio.tell(request, say("The file was brought in: read it against the original."))
    else:
        studio.tell(request, say("The content says all that already: nothing has changed."))
    return studio.go(request, "edit", sheet=waiting.asked.name)


def brought(project: Project, waiting: Waiting) -> BroughtIn:
    """Return what a file writes; raises as ``bring_in``."""
    refuse_odd_name(waiting.asked.name)
    return bring_in(project, waiting.sent, waiting.asked, waiting.said)


def write(project: Project, waiting: Waiting) -> tuple:  # type: ignore[type-arg]
    """Write what a file becomes, and return the files that changed; nobody saves between the reading and the writing."""
    with alone(project):
        return commit_all(brought(project, waiting).arrival.files)


def arrival_view(
    project: Project, key: str, waiting: Waiting, found: BroughtIn, say: Callable[..., str]
) -> ArrivalView:
    """Return the account of a file."""
    arrival, name = found.arrival, waiting.asked.name
    words = arrival.balance
    return ArrivalView(
        key,
        name,
        waiting.sent.name,
        name not in project.factsheet_names(),
        words.came,
        words.went,
        tuple(words.aside.items()),
        tuple(words.added.items()),
        tuple(sorted(words.lost)),
        tuple(sorted(words.gained)),
        tuple((kind_words(kind, say), number) for kind, number in sorted(arrival.blocks.items())),
        arrival.diagnostics,
        found.changes,
        tuple(project.relative(path) for path in arrival.files),
    )


def _found(request: Request, key: str) -> Waiting:
    studio = studio_of(request)
    waiting = studio.held(WaitingFiles).find(key, studio.visits.of(request).name)
    if waiting is None:
        raise HTTPException(404, studio.words(request).say("This file does not wait any more. Please send it again."))
    return waiting


def _typed(request: Request) -> WordTyped:
    names = ("name", "like", "chapter", "title", "round_id", "parties", "adopted")
    given = {name: text_of(request, name).strip() for name in names}
    return WordTyped(problems=(), **given)


def _with(typed: WordTyped, problems: tuple[Diagnostic, ...]) -> WordTyped:
    return WordTyped(
        typed.name, typed.like, problems, typed.chapter, typed.title, typed.round_id, typed.parties, typed.adopted
    )


def _plain(name: str) -> str:
    """Return the name of a file as it can be shown and kept: no folders, no signs that nobody sees."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(_visible(last))[:120] or "file.docx"


def _visible(name: str) -> Iterator[str]:
    yield from (letter for letter in name if letter.isprintable())
