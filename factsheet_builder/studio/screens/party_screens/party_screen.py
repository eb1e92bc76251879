"""A Party of the register -> the screen of one Party: what its version of a factsheet says and why, and the files for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.errors import Diagnostic, FactsheetError
from factsheet_builder.studio.live.workshop import Superseded
from factsheet_builder.studio.screens.party_screens import pack_making
from factsheet_builder.studio.screens.party_screens.choices import address_if_there, chosen, locales_of
from factsheet_builder.studio.screens.party_screens.pack_making import FileView, MakingView, file_views, making_view
from factsheet_builder.studio.screens.party_screens.party_files import OwedFile, owed_files
from factsheet_builder.studio.screens.party_screens.party_view import (
    PartyPlace,
    PartyVersion,
    PassageRow,
    party_place,
    profiles_of,
    register_view,
    version_of,
)
from factsheet_builder.studio.screens.party_screens.reason_words import (
    action_words,
    coverage_words,
    datum_words,
    kind_words,
    said,
)
from factsheet_builder.studio.screens.party_screens.register_facts import RegisterFacts
from factsheet_builder.studio.server.interface_words import InterfaceWords
from factsheet_builder.studio.server.studio import Studio, studio_of

_POLICY: Final = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
"""Of the version that is looked at, beside the policy inside the page: a browser keeps to both."""


@dataclass(frozen=True, slots=True)
class Look:
    """Which version of a Party is looked at."""

    factsheet: str
    profile: str
    locale: str


@dataclass(frozen=True, slots=True)
class DatumView:
    """What a decision was taken from, in words."""

    words: str
    place: str
    edit: str
    """The address of its form, where there is one."""


@dataclass(frozen=True, slots=True)
class RowView:
    """A passage as the table has it."""

    row: PassageRow
    kind: str
    action: str
    why: str
    data: tuple[DatumView, ...]
    edit: str
    """The address of its form, where there is such a screen."""


@dataclass(frozen=True, slots=True)
class PartyScreenView:
    """The screen of one Party."""

    place: PartyPlace
    look: Look
    factsheets: tuple[str, ...]
    profiles: tuple[str, ...]
    locales: tuple[tuple[str, str], ...]
    version: PartyVersion | None
    special: tuple[RowView, ...]
    rows: tuple[RowView, ...]
    covered: dict[str, str]
    files: tuple[FileView, ...]
    making: MakingView | None
    can_make: bool
    replies: str
    """The address of the screen of replies, where there is one."""
    deliverables: str
    """That of all files."""
    problems: tuple[Diagnostic, ...] = ()
    """Why there is no version."""
    again: int = 1
    """Makes the address of a refresh another one each time: a browser only scrolls if nothing but ``#files`` follows."""


@dataclass(frozen=True, slots=True)
class RegisterView:
    """The register, to choose a Party from."""

    factsheet: str
    parties: tuple[RegisterFacts, ...]
    covered: dict[str, str]


def routes() -> list[BaseRoute]:
    """Return the routes of the screen."""
    return [
        Route("/party", register, methods=["GET"], name="party-list"),
        Route("/party/{code}", party, methods=["GET"], name="party"),
        Route("/party/{code}/page", page, methods=["GET"], name="party-page"),
        *pack_making.routes(),
    ]


async def register(request: Request) -> Response:
    """Show the register."""
    studio = studio_of(request)
    words = studio.words(request)
    factsheet = chosen(request.query_params.get("factsheet", ""), studio.project.factsheet_names())
    parties = await studio.beside(register_view, studio.project, words.language)
    view = RegisterView(factsheet, parties, coverage_words(words.say))
    return await studio.show(request, "party-list.html", view, title=words.say("The register"), screen="parties")


async def party(request: Request) -> Response:
    """Show what the version for a Party says and why."""
    studio = studio_of(request)
    words, look = studio.words(request), await _look(request)
    place = await _place(studio, request, words)
    version: PartyVersion | None = None
    problems: tuple[Diagnostic, ...] = ()
    files: tuple[OwedFile, ...] = ()
    try:
        files = await studio.beside(owed_files, studio.project, studio.out, place.facts.code, look.factsheet)
        if look.factsheet:
            version = await studio.beside(
                version_of, studio.project, look.factsheet, place.facts.code, look.profile, words.language
            )
    except FactsheetError as error:
        problems = error.diagnostics
    rows = tuple(_rows(request, version)) if version else ()
    view = PartyScreenView(
        place,
        look,
        studio.project.factsheet_names(),
        await studio.beside(profiles_of, studio.project),
        locales_of(studio.project),
        version,
        tuple(one for one in rows if one.row.is_special),
        rows,
        coverage_words(words.say),
        file_views(request, files),
        making_view(studio.jobs.last, files, words),
        bool(version) and studio.person(request).may_edit and not studio.jobs.is_busy,
        address_if_there(request, "replies"),
        address_if_there(request, "deliverables"),
        problems,
        0 if request.query_params.get("again") == "1" else 1,
    )
    return await studio.show(request, "party.html", view, title=place.facts.name, screen="parties")


async def page(request: Request) -> Response:
    """Give the version for a Party as a page, to be looked at in a frame."""
    studio = studio_of(request)
    look = await _look(request)
    place = await _place(studio, request, studio.words(request))
    if not look.factsheet:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    code = place.facts.code
    deliverable = Deliverable(look.factsheet, look.locale, Kind.TAILORED, code, look.profile)
    try:
        made = await studio.workshop.page(f"party {studio.visits.of(request).name}", deliverable)
    except Superseded:
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE) from None
    except FactsheetError as error:
        say = studio.words(request).say
        words = "\n".join([say("There is nothing to be seen:"), *map(str, error.diagnostics)])
        return Response(words, HTTPStatus.UNPROCESSABLE_ENTITY, {"Content-Security-Policy": _POLICY}, "text/plain")
    return HTMLResponse(made.html, headers={"Content-Security-Policy": _POLICY})


async def _look(request: Request) -> Look:
    studio, query = studio_of(request), request.query_params
    profiles = await studio.beside(profiles_of, studio.project)
    return Look(
        chosen(query.get("factsheet", ""), studio.project.factsheet_names()),
        chosen(query.get("profile", ""), profiles),
        chosen(query.get("language", ""), studio.project.locales()),
    )


async def _place(studio: Studio, request: Request, words: InterfaceWords) -> PartyPlace:
    place = await studio.beside(party_place, studio.project, request.path_params["code"], words.language)
    if place is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, words.say("The register has no Party of that code."))
    return place


def _rows(request: Request, version: PartyVersion) -> Iterator[RowView]:
    say = studio_of(request).words(request).say
    kinds, actions = kind_words(say), action_words(say)

    def edit(form: str) -> str:
        return address_if_there(request, "edit", sheet=version.factsheet, at=form) if form else ""

    for row in version.rows:
        data = tuple(
            DatumView(
                datum_words(one.kind, one.name, say), f"{one.file}:{one.line}" if one.line else one.file, edit(one.form)
            )
            for one in row.data
        )
        kind, why = kinds.get(row.kind, row.kind), said(row.why, say)
        yield RowView(row, kind, actions[row.action], why, data, edit(row.form))
