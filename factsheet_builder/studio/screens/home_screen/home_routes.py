"""Requests of the screen Home -> what is to be done, and builds begun and stopped."""

from functools import partial
from typing import Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from factsheet_builder.changes.history.repository import find_repository
from factsheet_builder.changes.history.saves import saves
from factsheet_builder.errors import FactsheetError
from factsheet_builder.project import Project
from factsheet_builder.studio.saving.kept_drafts import Drafts
from factsheet_builder.studio.screens.home_screen.counting import Count, counting_of
from factsheet_builder.studio.screens.home_screen.home_views import HomeView, HomeWording, Past, Waiting
from factsheet_builder.studio.screens.reply_screen.received_files import count_waiting
from factsheet_builder.studio.server.routing import write_route
from factsheet_builder.studio.server.studio import Studio, studio_of

_LAST_SAVES: Final = 3
_SCREENS: Final = ("edit-list", "parties", "translations", "replies", "deliverables", "history")


def routes() -> list[BaseRoute]:
    """Return the routes of the screen."""
    return [
        Route("/", home, name="home"),
        write_route("/make", make, name="home-make"),
        write_route("/make/stop", stop, name="home-stop"),
    ]


async def home(request: Request) -> Response:
    """Show what is to be done; numbers that are not known yet follow by news."""
    studio = studio_of(request)
    counting = counting_of(request)
    count = await counting.newest(anew="again" in request.query_params)
    person = studio.person(request)
    waiting, past = await anyio.to_thread.run_sync(_beside, studio.project, person.key)
    view = _view(request, count, counting.is_under_way, waiting, past)
    title = studio.words(request).say("What is to be done")
    return await studio.show(request, "home.html", view, title=title, screen="home")


async def make(request: Request) -> Response:
    """Begin to make what is owed."""
    studio = studio_of(request)
    person, say = studio.require_edit(request), studio.words(request).say
    try:
        studio.jobs.begin(who=person.name)
    except FactsheetError as error:
        studio.tell(request, f"{error.diagnostics[0].what} {error.diagnostics[0].remedy}")
    else:
        studio.tell(request, say("What is owed is being made."))
    return studio.go(request, "home")


async def stop(request: Request) -> Response:
    """Stop what is being made; what is finished stays."""
    studio = studio_of(request)
    studio.require_edit(request)
    say = studio.words(request).say
    if studio.jobs.is_busy:
        studio.jobs.stop()
        studio.tell(request, say("It is being stopped; what is finished stays."))
    else:
        studio.tell(request, say("Nothing is being made."))
    return studio.go(request, "home")


def _beside(project: Project, person: str) -> tuple[Waiting, Past]:
    """Return what is quickly known: what waits for a person, and what was last saved."""
    repository = find_repository(project)
    try:
        known = saves(project, _LAST_SAVES) if repository.has_saves else ()
        past = Past(known, repository.problem.what if repository.problem else "")
    except FactsheetError as error:
        past = Past((), error.diagnostics[0].what)
    return Waiting(count_waiting(project, person), Drafts(project).number(person)), past


def _view(request: Request, count: Count | None, is_counting: bool, waiting: Waiting, past: Past) -> HomeView:
    studio = studio_of(request)
    words = studio.words(request)
    wording = HomeWording(words, partial(_lead, studio, request))
    found, person = count.survey if count else None, studio.person(request)
    causes, more_causes = wording.causes(found.causes if found else ())
    return HomeView(
        verdict=wording.verdict(found),
        is_counting=is_counting,
        has_factsheets=bool(studio.project.factsheet_names()),
        counted=words.say("Counted {when}.", when=wording.moment(count.made_at)) if count else "",
        figures=wording.figures(found, waiting),
        problems=found.problems if found else (),
        causes=causes,
        more_causes=more_causes,
        failing=wording.failing(found.failing if found else ()),
        locales=wording.locales(found.behind if found else ()),
        job=wording.job(studio.jobs.last),
        can_make=bool(found and (found.to_make or found.failing)) and person.may_edit and not studio.jobs.is_busy,
        saves=wording.saves(past),
        history=past.problem,
        addresses={name: _lead(studio, request, name) for name in _SCREENS},
    )


def _lead(studio: Studio, request: Request, name: str, **values: object) -> str:
    """Return the address of a screen; nothing where there is none of that name."""
    there = any(getattr(route, "name", "") == name for route in request.app.routes)
    return studio.address(request, name, **values) if there else ""
