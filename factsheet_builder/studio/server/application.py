"""A studio -> the application that a server runs: the guard, who asks, the screens, and pages that say what went wrong."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from factsheet_builder.errors import Diagnostic, ExitCode, FactsheetError
from factsheet_builder.studio.screens import screen_routes
from factsheet_builder.studio.server import standing_routes
from factsheet_builder.studio.server.guard import ALWAYS, Guard
from factsheet_builder.studio.server.routing import WriteRoute
from factsheet_builder.studio.server.saved_files import telling_of_saves
from factsheet_builder.studio.server.studio import Studio, studio_of

_OF_PROBLEMS: Final = {
    ExitCode.USAGE: HTTPStatus.NOT_FOUND,
    ExitCode.CONTENT: HTTPStatus.UNPROCESSABLE_ENTITY,
    ExitCode.REFUSED: HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""The status of a page that tells of a problem, by its exit code on the command line; of all others 503."""


@dataclass(frozen=True, slots=True)
class FaultView:
    """A page that says what went wrong."""

    words: str
    problems: tuple[Diagnostic, ...] = ()


def application(studio: Studio, hosts: frozenset[str], origins: frozenset[str]) -> Starlette:
    """Return the application: ``hosts`` and ``origins`` are those that the guard lets through."""
    routes = [*standing_routes.routes(), *screen_routes()]
    _refuse_unguarded(routes)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        studio.news.begin()
        async with studio.opened, studio.workshop:
            studio.opened.enter_context(telling_of_saves(studio.project, studio.news))
            if studio.is_warmed:
                await studio.workshop.warm()
            yield
            await to_thread.run_sync(studio.jobs.close)
        studio.news.close()

    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, hosts=hosts, origins=origins), Middleware(_Reception)],
        exception_handlers={HTTPException: _refused, FactsheetError: _problem, Exception: _bug},  # type: ignore[dict-item]
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # it would lead to http, which is not how one comes here through a proxy
    app.state.studio = studio
    return app


def _refuse_unguarded(routes: Iterable[BaseRoute]) -> None:
    """Let no route write that does not ask for a token."""
    for route in routes:
        if isinstance(route, Route) and "POST" in (route.methods or {}) and not isinstance(route, WriteRoute):
            raise TypeError(f"{route.path} writes and was not made by write_route")


class _Reception:
    """Notes who asks, and refuses strangers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            person = studio_of(request).reception.person(request)
        except FactsheetError as error:  # nobody is let in by a list that cannot be read
            await PlainTextResponse(f"{error}\n", HTTPStatus.SERVICE_UNAVAILABLE)(scope, receive, send)
            return
        if person is None:
            words = "The studio does not know you: ask those who run it.\n"
            await PlainTextResponse(words, HTTPStatus.FORBIDDEN)(scope, receive, send)
            return
        request.state.person = person
        await self._app(scope, receive, send)


async def _refused(request: Request, error: HTTPException) -> Response:
    """Say why a request is not answered."""
    say = studio_of(request).words(request).say
    words = {
        HTTPStatus.NOT_FOUND: say("There is nothing at this address."),
        HTTPStatus.METHOD_NOT_ALLOWED: say("This address cannot be asked in this way."),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: say("What was sent is too large."),
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE: say("Only a form can be sent here."),
        HTTPStatus.REQUEST_TIMEOUT: say("What was sent took too long to arrive. Send it again."),
    }
    said = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
    status = HTTPStatus(error.status_code)
    answer = await _fault(request, FaultView(said or words.get(status, say("The request was not understood."))), status)
    answer.headers.update(error.headers or {})
    return answer


async def _problem(request: Request, error: FactsheetError) -> Response:
    """Say what is wrong with the content, or with the machine."""
    say = studio_of(request).words(request).say
    status = _OF_PROBLEMS.get(error.exit_code, HTTPStatus.SERVICE_UNAVAILABLE)
    return await _fault(request, FaultView(say("This cannot be shown:"), error.diagnostics), status)


async def _bug(request: Request, _: Exception) -> Response:
    """Say that the program has a fault; the server writes its traceback to the terminal."""
    say = studio_of(request).words(request).say
    words = say("The studio has a fault. Nothing was changed. Please report what its terminal says.")
    answer = await _fault(request, FaultView(words), HTTPStatus.INTERNAL_SERVER_ERROR)
    answer.headers.update(ALWAYS)  # this answer goes out past the guard
    return answer


async def _fault(request: Request, view: FaultView, status: HTTPStatus) -> Response:
    studio = studio_of(request)
    title = studio.words(request).say("Not done")
    return await studio.show(request, "fault.html", view, title=title, status=status)
