"""Requests of the screen History -> saves listed, points compared, a passage restored, a version with a name."""

from http import HTTPStatus
from typing import Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from factsheet_builder.changes.history.named_versions import Version, name_version, versions
from factsheet_builder.changes.history.points import in_order, refuse_unknown_save
from factsheet_builder.changes.history.repository import Repository, find_repository
from factsheet_builder.changes.history.saves import Save, begin_history, find_save, saves
from factsheet_builder.errors import ContentError, Diagnostic, FactsheetError, UsageError
from factsheet_builder.project import Project
from factsheet_builder.studio.screens.history_screen.compared_points import ChangedSheet, Points
from factsheet_builder.studio.screens.history_screen.history_views import (
    ComparisonView,
    HistoryView,
    HistoryWording,
    PointView,
)
from factsheet_builder.studio.screens.history_screen.passage_restoring import RestoringClashError, restore
from factsheet_builder.studio.server.routing import text_of, write_route
from factsheet_builder.studio.server.studio import Key, studio_of

_COMPARISON: Final = "factsheet_builder.studio.screens.history_screen.point_comparison"
"""The module of what another process does."""
_A_PAGE: Final = 50
_FARTHEST: Final = 1_000_000
_PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
"""The page of a comparison has its styles inside, and may do nothing."""


def routes() -> list[BaseRoute]:
    """Return the routes of the screen."""
    return [
        Route("/history", history, name="history"),
        Route("/history/compare", compare, name="history-compare"),
        Route("/history/page", page, name="history-page"),
        write_route("/history/begin", begin, name="history-begin"),
        write_route("/history/version", give_name, name="history-version"),
        write_route("/history/restore", restore_one, name="history-restore"),
    ]


async def history(request: Request) -> Response:
    """Show the saves and the versions with names."""
    return await _show(request)


async def begin(request: Request) -> Response:
    """Begin the history with the content as it stands."""
    studio = studio_of(request)
    person = studio.require_edit(request)
    say = studio.words(request).say
    await anyio.to_thread.run_sync(begin_history, studio.project, say("Begin the history"), person.name)
    studio.tell(request, say("The history has begun: every save is kept from now on."))
    return studio.go(request, "history")


async def give_name(request: Request) -> Response:
    """Give a save a name."""
    studio = studio_of(request)
    person = studio.require_edit(request)
    save, name = text_of(request, "save"), text_of(request, "name")
    await anyio.to_thread.run_sync(refuse_unknown_save, studio.project, save)
    try:
        version = await anyio.to_thread.run_sync(name_version, studio.project, save, name, person.name)
    except UsageError as error:
        return await _show(request, refusal=error, save=save, typed=name)
    studio.tell(request, studio.words(request).say("Named: {name}", name=version.name))
    return studio.go(request, "history", fragment="versions")


async def compare(request: Request) -> Response:
    """Show what changed from one point to another, passage by passage."""
    try:
        old, new = await _points(request, request.query_params.get("from", ""), request.query_params.get("to", ""))
    except UsageError as error:
        if not request.query_params.get("from"):
            return await _show(request, refusal=error)
        raise
    return await _compared(request, old, new)


async def page(request: Request) -> Response:
    """Give what changed as one page, as ``factsheet diff --html`` writes it."""
    studio, asked = studio_of(request), request.query_params
    old, new = await _points(request, asked.get("from", ""), asked.get("to", ""))
    points = Points(old.id, new.id, old.name, new.name)
    asked_for = (studio.project, points, studio.words(request).language)
    made: str = await studio.workshop.desk_of(f"{_COMPARISON}:page_of_points", *asked_for)
    return HTMLResponse(made, headers={"Content-Security-Policy": _PAGE_POLICY})


async def restore_one(request: Request) -> Response:
    """Make one passage what it was, if nobody changed it since it was shown."""
    studio = studio_of(request)
    person = studio.require_edit(request)
    say = studio.words(request).say
    old, _ = await _points(request, text_of(request, "from"), "")
    sheet, passage, was = (text_of(request, name) for name in ("sheet", "passage", "was"))
    words = say("Restore {passage} as of {point}", passage=passage.removeprefix("note."), point=old.name)
    try:
        problem = await restore(
            studio, person, old.id, (sheet, passage, was), seen=text_of(request, "seen"), words=words
        )
    except RestoringClashError:
        return await _compared(request, old, await _now(request), is_clash=True)
    except ContentError as error:
        return await _compared(request, old, await _now(request), problems=error.diagnostics)
    studio.tell(request, say("Restored: {passage} is as it was.", passage=passage.removeprefix("note.")))
    if problem:
        studio.tell(request, say("It is not in the history yet: {reason}", reason=problem.what))
    return studio.go(request, "history-compare", **{"from": old.id})


async def _points(request: Request, one: str, other: str) -> tuple[PointView, PointView]:
    """Return two points that somebody asks for, the older one first."""
    project, wording = studio_of(request).project, HistoryWording(studio_of(request).words(request))
    first, second, found, named = await anyio.to_thread.run_sync(_find_points, project, one, other)
    return wording.point(first, found.get(first), named), wording.point(second, found.get(second), named)


def _find_points(project: Project, one: str, other: str) -> tuple[str, str, dict[str, Save], tuple[Version, ...]]:
    old, new = in_order(project, one, other)
    return old, new, {save: find_save(project, save) for save in (old, new) if save}, versions(project)


async def _now(request: Request) -> PointView:
    return HistoryWording(studio_of(request).words(request)).point("", None, ())


async def _compared(
    request: Request,
    old: PointView,
    new: PointView,
    *,
    is_clash: bool = False,
    problems: tuple[Diagnostic, ...] = (),
) -> Response:
    studio = studio_of(request)
    words = studio.words(request)
    points = Points(old.id, new.id, old.name, new.name)
    asked = (studio.project, points, words.language)
    sheets: tuple[ChangedSheet, ...] = await studio.workshop.desk_of(f"{_COMPARISON}:compare_points", *asked)
    may_edit = studio.person(request).may_edit
    view = ComparisonView(old, new, sheets, may_edit, studio.project.source_locale, is_clash, problems)
    status = HTTPStatus.CONFLICT if is_clash else HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    title = words.say("What changed")
    return await studio.show(request, "comparison.html", view, title=title, status=status, screen="history")


async def _show(
    request: Request, *, refusal: FactsheetError | None = None, save: str = "", typed: str = ""
) -> Response:
    studio = studio_of(request)
    words = studio.words(request)
    asked = request.query_params.get("skip", "")
    skip = min(int(asked), _FARTHEST) if asked.isdecimal() and len(asked) <= len(str(_FARTHEST)) else 0
    repository, found, named = await anyio.to_thread.run_sync(_read, studio.project, skip)
    wording = HistoryWording(words)
    view = HistoryView(
        repository.problem,
        repository.can_begin,
        studio.person(request).may_edit,
        wording.saves(found[:_A_PAGE], named),
        wording.versions(named),
        max(skip - _A_PAGE, 0) if skip else None,
        skip + _A_PAGE if len(found) > _A_PAGE else None,
        f"{refusal.diagnostics[0].what} {refusal.diagnostics[0].remedy}" if refusal else "",
        save,
        typed,
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    keys = (Key("Space", words.say("Choose the point that you are on")),)
    return await studio.show(
        request, "history.html", view, title=words.say("History"), status=status, screen="history", keys=keys
    )


def _read(project: Project, skip: int) -> tuple[Repository, tuple[Save, ...], tuple[Version, ...]]:
    repository = find_repository(project)
    if not repository.has_saves:
        return repository, (), ()
    return repository, saves(project, _A_PAGE + 1, skip=skip), versions(project)
