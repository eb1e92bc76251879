"""What a screen of Parties was asked for -> what is there of it, and the addresses of other screens."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request

from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.studio.server.studio import studio_of


def chosen(asked: str, there: tuple[str, ...]) -> str:
    """Return what was asked for, by default the first that is there, and nothing where there is none.

    Raises:
        HTTPException: it is not there.
    """
    if not asked:
        return there[0] if there else ""
    if asked not in there:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return asked


def locales_of(project: Project) -> tuple[tuple[str, str], ...]:
    """Return the locales of a project with what each language calls itself."""
    return tuple((tag, Localiser(tag).own_name) for tag in project.locales())


def address_if_there(request: Request, name: str, **values: object) -> str:
    """Return the address of another screen, nothing where the studio has none of that name."""
    there = {getattr(route, "name", "") for route in request.app.routes}
    return studio_of(request).address(request, name, **values) if name in there else ""
