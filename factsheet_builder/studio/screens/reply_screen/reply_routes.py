"""Requests of the screen Replies -> files read, answers accepted or withdrawn, by the functions of the command line."""

from http import HTTPStatus
from typing import Final

import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from factsheet_builder.changes.history.saves import record_save
from factsheet_builder.content.reading.reader import read_updates
from factsheet_builder.content.updates import MAX_LENGTH, Update
from factsheet_builder.errors import ContentError, Diagnostic, FactsheetError, Severity, UsageError
from factsheet_builder.languages.tags import direction_of
from factsheet_builder.replies.acceptance import record, withdraw
from factsheet_builder.studio.screens.reply_screen.received_files import (
    MOST_KEPT,
    ReceivedFile,
    ReceivedFiles,
    unread,
)
from factsheet_builder.studio.screens.reply_screen.reply_views import (
    RepliesView,
    ReplyFacts,
    ReplyWording,
    Typed,
    day_of,
)
from factsheet_builder.studio.server.routing import files_of, text_of, write_route
from factsheet_builder.studio.server.studio import Key, Studio, studio_of

_READING: Final = "factsheet_builder.studio.screens.reply_screen.reply_reading"
"""The module of what another process does."""
MOST_FILES: Final = 50
MOST_BYTES: Final = 120_000_000
"""Of one sending; a pack with its form has some megabytes."""


def routes() -> list[BaseRoute]:
    """Return the routes of the screen."""
    return [
        Route("/replies", replies, name="replies"),
        write_route("/replies/read", read, name="replies-read", most_bytes=MOST_BYTES, most_files=MOST_FILES),
        write_route("/replies/accept", accept, name="replies-accept"),
        write_route("/replies/withdraw", take_back, name="replies-withdraw"),
        write_route("/replies/dismiss", dismiss, name="replies-dismiss"),
    ]


async def replies(request: Request) -> Response:
    """Show what was read and what was accepted."""
    return await _show(request)


async def read(request: Request) -> Response:
    """Read the files that were chosen; a broken one is named, the others are read."""
    studio = studio_of(request)
    studio.require_edit(request)
    say, count = studio.words(request).say, studio.words(request).count
    sent = files_of(request, "files")
    if not sent:
        return await _show(request, upload_problem=say("Choose one or more PDF files first."))
    kept = _kept(request)
    found = [await _read(studio, await file.read(), file.filename or "") for file in sent]
    try:
        await anyio.to_thread.run_sync(kept.keep, found)
    except FactsheetError as error:
        return await _show(request, upload_problem=error.diagnostics[0].what)
    broken = [one.name for one in found if one.replies is None]
    told = count("{number} file was read.", "{number} files were read.", len(found) - len(broken))
    studio.tell(request, told)
    if broken:
        studio.tell(request, say("Not read: {names}. The reason stands with each.", names=", ".join(broken)))
    first = next((one for one in found if one.replies is None), found[0])
    return studio.go(request, "replies", fragment=f"f{first.key[:12]}")


async def _read(studio: Studio, data: bytes, sent_as: str) -> ReceivedFile:
    """Read a file from anywhere in a process that has limits of time and memory; one that breaks them is named."""
    try:
        found: ReceivedFile = await studio.workshop.desk_of(f"{_READING}:read_received", data, sent_as)
        return found
    except FactsheetError as error:
        return unread(data, sent_as, error.diagnostics)


async def accept(request: Request) -> Response:
    """Make an answer information received, in the content and in its history."""
    studio = studio_of(request)
    person = studio.require_edit(request)
    say = studio.words(request).say
    one = _found(request)
    number, name = text_of(request, "form"), text_of(request, "recommendation")
    if one.replies is None or not number.isdecimal() or int(number) >= len(one.replies.replies):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    typed = Typed(one.key, int(number), name, text_of(request, "received"), text_of(request, "text"), ())
    form = one.replies.model_copy(update={"replies": (one.replies.replies[int(number)],)})
    day = day_of(typed.received)
    if day is None:
        what = say("The day of receipt is missing or is no date.")
        problem = Diagnostic(Severity.ERROR, "reply-no-day", what, say("Give the day on which the reply came in."))
        return await _show(request, typed=_refused(typed, (problem,)))
    try:
        asked = (studio.project, form, one.problems, name, day, typed.text)
        update: Update = await studio.workshop.desk_of(f"{_READING}:update_of", *asked)
        file = await anyio.to_thread.run_sync(record, studio.project, update)
    except (ContentError, UsageError) as error:
        return await _show(request, typed=_refused(typed, error.diagnostics))
    words = say("Accept what {party} replied on {recommendation}", party=update.party, recommendation=name)
    recorded = await anyio.to_thread.run_sync(
        record_save, studio.project, (file,), words, person.name, (name, update.id)
    )
    told = say(
        "Accepted: it is printed as a note in files that are made from now on. It is kept in {file}.",
        file=studio.project.relative(file),
    )
    studio.tell(request, told)
    if recorded.problem:
        studio.tell(request, say("It is not in the history yet: {reason}", reason=recorded.problem.what))
    return studio.go(request, "replies", fragment=f"f{one.key[:12]}-{number}-{name}")


async def take_back(request: Request) -> Response:
    """Withdraw an answer that was accepted; the reply itself can be accepted again."""
    studio = studio_of(request)
    person = studio.require_edit(request)
    say, name = studio.words(request).say, text_of(request, "name")
    updates = await anyio.to_thread.run_sync(lambda: [one.model for one in read_updates(studio.project)])
    update = next((one for one in updates if one.id == name and one.source_sha256), None)
    if update is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    file = await anyio.to_thread.run_sync(withdraw, studio.project, name)
    words = say(
        "Withdraw what {party} replied on {recommendation}", party=update.party, recommendation=update.recommendation
    )
    recorded = await anyio.to_thread.run_sync(
        record_save, studio.project, (file,), words, person.name, (update.recommendation, update.id)
    )
    studio.tell(request, say("Withdrawn: files that are made from now on do not show it."))
    if recorded.problem:
        studio.tell(request, say("It is not in the history yet: {reason}", reason=recorded.problem.what))
    return studio.go(request, "replies", fragment="accepted")


async def dismiss(request: Request) -> Response:
    """Put a file away; what was accepted from it stays."""
    studio = studio_of(request)
    studio.require_edit(request)
    one = _found(request)
    await anyio.to_thread.run_sync(_kept(request).put_away, one.key)
    studio.tell(request, studio.words(request).say("Put away: {name}. What was accepted from it stays.", name=one.name))
    return studio.go(request, "replies")


def _kept(request: Request) -> ReceivedFiles:
    studio = studio_of(request)
    return ReceivedFiles(studio.project, studio.person(request).key)


def _found(request: Request) -> ReceivedFile:
    """Return the file that a form is about, of those that wait for whoever sends it."""
    one = _kept(request).find(text_of(request, "key"))
    if one is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return one


def _refused(typed: Typed, problems: tuple[Diagnostic, ...]) -> Typed:
    return Typed(typed.key, typed.form, typed.recommendation, typed.received, typed.text, problems)


async def _show(request: Request, *, upload_problem: str = "", typed: Typed | None = None) -> Response:
    studio = studio_of(request)
    words = studio.words(request)
    received = await anyio.to_thread.run_sync(lambda: tuple(_kept(request)))
    judged = tuple(one.replies for one in received if one.replies)
    facts: ReplyFacts = await studio.workshop.desk_of(f"{_READING}:reply_facts", studio.project, judged)
    wording = ReplyWording(words, facts, typed)
    files = wording.files(received)
    answers = (answer for file in files for form in file.forms for answer in form.answers)
    limits = words.say(
        "Up to {files} files of {size} MB together; {kept} may wait at a time.",
        files=MOST_FILES,
        size=MOST_BYTES // 1_000_000,
        kept=MOST_KEPT,
    )
    view = RepliesView(
        facts.language,
        direction_of(facts.language),
        studio.person(request).may_edit,
        files,
        wording.accepted(),
        facts.faults,
        limits,
        words.localiser.number(MAX_LENGTH),
        upload_problem,
        next((answer for answer in answers if answer.refusals), None),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if upload_problem or typed else HTTPStatus.OK
    keys = (Key("Tab", words.say("Go from answer to answer")),)
    title = words.say("Replies")
    return await studio.show(request, "replies.html", view, title=title, status=status, screen="replies", keys=keys)
