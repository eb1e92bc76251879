"""What all screens share: the project, who asks, in which language, and how a page is printed."""

import sys
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import cached_property, partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from urllib.parse import unquote, urlencode, urlsplit

import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Match

from factsheet_builder.languages.interface import interface_languages
from factsheet_builder.project import Project
from factsheet_builder.studio.live.jobs import Job, Jobs
from factsheet_builder.studio.live.workshop import Workshop
from factsheet_builder.studio.saving.file_saves import Saves
from factsheet_builder.studio.server.interface_words import InterfaceWords, words_for
from factsheet_builder.studio.server.news import News
from factsheet_builder.studio.server.people import Person, Reception
from factsheet_builder.studio.server.statics import Statics
from factsheet_builder.studio.server.visits import Visits
from factsheet_builder.typesetting.markup import Printer

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a screen, and what it does."""

    keys: str
    does: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu, or a language to choose."""

    name: str
    address: str
    label: str
    is_current: bool


@dataclass
class Studio:
    """The state of one studio; used by the thread of the server's loop."""

    project: Project
    out: Path
    """The folder of what is made."""
    reception: Reception
    visits: Visits
    statics: Statics = field(default_factory=Statics)
    news: News = field(default_factory=News)
    is_warmed: bool = False
    """Whether the processes behind the screens load what they need before anything is asked."""
    opened: AsyncExitStack = field(default_factory=AsyncExitStack)
    """What is to be closed at the end."""

    def __post_init__(self) -> None:
        self._held: dict[object, Any] = {}
        self.workshop = Workshop(self.project)
        self.jobs = Jobs(self.project, self.out, self._tell_of_job)
        self._printer = Printer(self.project.template_folders, self.project.style("tokens.css"))

    @cached_property
    def saves(self) -> Saves:
        """All that is saved of the content in a browser."""
        return Saves(self.project, self.workshop.problems)

    def _tell_of_job(self, job: Job) -> None:
        if job.trace:
            print(job.trace, file=sys.stderr)  # noqa: T201 - a bug, for whoever looks after the studio
        self.news.tell_from_thread("job", job.progress)

    async def beside(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what ``function`` returns, by a thread beside the server's loop.

        For moments, and for what is kept in this process from one request to the next; what takes its time is asked of
        ``workshop``, whose processes have limits.
        """
        return await anyio.to_thread.run_sync(partial(function, *args, **kwargs))

    def held(self, kind: Callable[["Studio"], R]) -> R:
        """Return what a screen keeps between requests, which ``kind`` makes of this studio the first time."""
        if kind not in self._held:
            self._held[kind] = kind(self)
        found: R = self._held[kind]
        return found

    def words(self, request: Request) -> InterfaceWords:
        """Return the words of the interface for whoever asks."""
        return words_for(self.project, request)

    def person(self, request: Request) -> Person:
        """Return who asks; the application has refused strangers already."""
        person: Person = request.state.person
        return person

    def require_edit(self, request: Request) -> Person:
        """Return who asks, or refuse one who may not change texts."""
        person = self.person(request)
        if not person.may_edit:
            raise HTTPException(
                HTTPStatus.FORBIDDEN, self.words(request).say("You may read here, but not change this.")
            )
        return person

    def require_translate(self, request: Request, locale: str) -> Person:
        """Return who asks, or refuse one who may not change the translations into ``locale``."""
        person = self.person(request)
        if not person.may_translate(locale):
            raise HTTPException(
                HTTPStatus.FORBIDDEN, self.words(request).say("You may read here, but not change this.")
            )
        return person

    def tell(self, request: Request, words: str) -> None:
        """Have the next page of this browser say ``words`` first."""
        self.visits.of(request).told.append(words)

    def address(self, request: Request, name: str, **values: object) -> str:
        """Return the address of a route on this host, ``values`` that are no part of the path as its query."""
        route = next(one for one in request.app.routes if getattr(one, "name", "") == name)
        inside = {key: str(value) for key, value in values.items() if key in route.param_convertors}
        query = urlencode(
            {key: value for key, value in values.items() if key not in inside and value not in {None, ""}}
        )
        path = str(request.app.url_path_for(name, **inside))
        return f"{path}?{query}" if query else path

    def go(self, request: Request, name: str, fragment: str = "", **values: object) -> Response:
        """Return the answer that leads on to a screen after something was written (Post, Redirect, Get)."""
        where = self.address(request, name, **values) + (f"#{fragment}" if fragment else "")
        return RedirectResponse(where, HTTPStatus.SEE_OTHER)

    def back(self, request: Request) -> Response:
        """Return the answer that leads back to the page that a form stood on; to the first one where it was no page."""
        came = urlsplit(request.headers.get("referer", ""))
        own = came.netloc == request.headers.get("host", "") and self._is_page(request, came.path)
        where = came.path + (f"?{came.query}" if came.query else "") if own else "/"
        return RedirectResponse(where, HTTPStatus.SEE_OTHER)

    def _is_page(self, request: Request, path: str) -> bool:
        """Tell whether a path is one that can be read here; ``//elsewhere`` is a host to browsers, and so is a backslash."""
        if path[:1] != "/" or path[1:2] in {"/", "\\"}:
            return False
        scope = {"type": "http", "path": unquote(path), "method": "GET", "root_path": "", "headers": []}
        return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)

    async def show(
        self,
        request: Request,
        template: str,
        view: object,
        *,
        title: str,
        status: int = HTTPStatus.OK,
        screen: str = "",
        keys: Sequence[Key] = (),
    ) -> Response:
        """Return a page: ``templates/studio/TEMPLATE`` of ``view``; ``screen`` is its entry in the menu."""
        words, visit = self.words(request), self.visits.of(request)
        told: list[str] = []
        if is_read(request):
            told, visit.told = visit.told, told
        doors = self._doors(request, words, screen, keys)
        doors |= {
            "title": title,
            "told": tuple(told),
            "token": visit.token,
            "is_problem": status >= HTTPStatus.BAD_REQUEST,
        }
        answer = HTMLResponse(self._printer.screen(f"studio/{template}", view, doors), status)
        self.visits.remember(visit, answer)
        return answer

    def part(self, request: Request, template: str, view: object) -> str:
        """Return a part of a page, as a script puts it into one that is open."""
        words, visit = self.words(request), self.visits.of(request)
        doors = self._doors(request, words, "", ()) | {"token": visit.token}
        return self._printer.screen(f"studio/{template}", view, doors)

    def _doors(self, request: Request, words: InterfaceWords, screen: str, keys: Sequence[Key]) -> dict[str, object]:
        say = words.say
        named = {
            "home": say("Home"),
            "edit-list": say("Edit"),
            "parties": say("Parties"),
            "translations": say("Translations"),
            "replies": say("Replies"),
            "deliverables": say("Deliverables"),
            "history": say("History"),
        }
        there = {getattr(route, "name", "") for route in request.app.routes}
        menu = tuple(
            Entry(name, self.address(request, name), label, name == screen)
            for name, label in named.items()
            if name in there
        )
        return {
            "say": say,
            "count": words.count,
            "url": partial(self.address, request),
            "asset": self.statics.address,
            "person": getattr(request.state, "person", None),
            "language": words.language,
            "direction": words.direction,
            "languages": tuple(
                Entry(tag, "", name, tag == words.language) for tag, name in interface_languages(self.project).items()
            ),
            "menu": menu,
            "keys": (*keys, Key("Ctrl+S", say("Save the form that you are in")), Key("?", say("Show this list"))),
        }


def studio_of(request: Request) -> Studio:
    """Return the studio that a request is for."""
    studio: Studio = request.app.state.studio
    return studio


def is_read(request: Request) -> bool:
    """Tell whether a person reads the answer: a script that keeps an open window up to date takes no words from another."""
    is_refresh = request.headers.get("x-studio-part") == "refresh"
    return request.method != "HEAD" and not is_refresh and "sec-purpose" not in request.headers
