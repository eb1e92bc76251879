"""One Party."""

from starlette.routing import BaseRoute, Route
from starlette.requests import Request
from starlette.responses import Response


def routes() -> list[BaseRoute]:
    """x."""
    return [Route("/party", x, name="party-list"), Route("/party/{code}", x, name="party")]


async def x(request: Request) -> Response:
    return Response("x")
