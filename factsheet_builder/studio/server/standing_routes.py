"""Addresses that belong to no screen: scripts and styles, the icon, the stream of news, the language of the interface."""

from pathlib import PurePath
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from factsheet_builder.studio.server.interface_words import COOKIE, languages_of
from factsheet_builder.studio.server.routing import text_of, write_route
from factsheet_builder.studio.server.statics import KINDS
from factsheet_builder.studio.server.studio import studio_of

_YEAR_S: Final = 31_536_000


def routes() -> list[BaseRoute]:
    """Return the routes."""
    return [
        Route("/static/{digest}/{name}", _static, name="static"),
        Route("/favicon.ico", _icon, name="icon"),
        Route("/events", _events, name="events"),
        write_route("/language", _language, name="language"),
    ]


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    try:
        data = studio_of(request).statics.content(name)
    except KeyError:
        raise HTTPException(404) from None
    headers = {"Cache-Control": f"private, max-age={_YEAR_S}, immutable"}
    return Response(data, media_type=KINDS[PurePath(name).suffix], headers=headers)


_ICON: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="2" fill="#16396b"/>'
    b'<path d="M4 4h8M4 7h8M4 10h5" stroke="#fff" stroke-width="1.5"/></svg>'
)


async def _icon(_: Request) -> Response:
    return Response(_ICON, media_type="image/svg+xml", headers={"Cache-Control": "private, max-age=86400"})


async def _events(request: Request) -> Response:
    news = studio_of(request).news
    if news.is_full:
        raise HTTPException(503, "Too many windows show the studio.")
    return StreamingResponse(news.stream(), media_type="text/event-stream")


async def _language(request: Request) -> Response:
    studio, tag = studio_of(request), text_of(request, "language")
    if tag not in languages_of(studio.project):
        raise HTTPException(404)
    answer = studio.back(request)
    studio.visits.give(COOKIE, tag, answer, lasts_s=_YEAR_S)
    return answer
