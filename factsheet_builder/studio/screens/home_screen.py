"""The state of a project -> the first page: what is to be done."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from factsheet_builder.studio.server.studio import studio_of


@dataclass(frozen=True, slots=True)
class HomeView:
    """The first page."""

    factsheets: tuple[str, ...]


def routes() -> list[BaseRoute]:
    """Return the routes of the screen."""
    return [Route("/", home, name="home")]


async def home(request: Request) -> Response:
    """Show what is to be done."""
    studio = studio_of(request)
    view = HomeView(studio.project.factsheet_names())
    return await studio.show(request, "home.html", view, title=studio.words(request).say("Home"), screen="home")
