"""The lists of a factsheet -> the screen Parties: whom each recommendation addresses, in boxes; the boxes -> the lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, get_args

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from factsheet_builder.errors import Diagnostic, FactsheetError
from factsheet_builder.studio.saving.file_saves import Clash, Refused
from factsheet_builder.studio.screens.party_screens.choices import address_if_there, chosen, locales_of
from factsheet_builder.studio.screens.party_screens.grid_view import GridView, ListView, grid_view
from factsheet_builder.studio.screens.party_screens.list_form import Bulk, How, Judged, ListClash, Posted, judge
from factsheet_builder.studio.screens.party_screens.list_saving import save_lists, take_back
from factsheet_builder.studio.server.interface_words import InterfaceWords
from factsheet_builder.studio.server.routing import text_of, texts_of, write_route
from factsheet_builder.studio.server.studio import Key, Studio, studio_of

_WAYS: Final = ("grid", "list")
_PART: Final = "x-studio-part"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be shown."""

    factsheet: str
    locale: str
    way: str
    """A grid, or a plain list."""


@dataclass(frozen=True, slots=True)
class ClashView:
    """A list that somebody else changed meanwhile, in names."""

    name: str
    started: str
    now: str
    yours: str


@dataclass(frozen=True, slots=True)
class FaultView:
    """Why a list cannot be saved, and where its boxes are."""

    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class PartiesView:
    """The screen."""

    asked: Asked
    factsheets: tuple[str, ...]
    locales: tuple[tuple[str, str], ...]
    grid: GridView | None
    edit: str
    """The address of the text of this factsheet, where there is such a screen."""
    faults: tuple[FaultView, ...] = ()
    clashes: tuple[ClashView, ...] = ()
    are_gone: bool = False
    problems: tuple[Diagnostic, ...] = ()
    """What the checks would say of the lists, or why there is no grid."""
    is_tried: bool = False
    """Whether boxes were changed and are not saved."""
    undo: str = ""
    """The key by which what was saved last can be taken back."""
    leaves_figures: bool = False
    """Whether numbers on the first page were told not to follow."""


def routes() -> list[BaseRoute]:
    """Return the routes of the screen."""
    return [
        Route("/parties", parties, methods=["GET"], name="parties"),
        write_route("/parties/lists", set_lists, name="set-lists"),
        write_route("/parties/undo", undo_lists, name="undo-lists"),
    ]


async def parties(request: Request) -> Response:
    """Show whom the recommendations of a factsheet address."""
    query = request.query_params
    asked = _asked(request, query.get("factsheet", ""), query.get("language", ""), query.get("as", ""))
    return await _show(request, asked, Judged({}))


async def set_lists(request: Request) -> Response:
    """Save the lists, or show what they would say."""
    studio = studio_of(request)
    saves = text_of(request, "do") == "save"
    if saves:
        studio.require_edit(request)
    asked = _asked(request, text_of(request, "factsheet"), text_of(request, "language"), text_of(request, "as"))
    if not asked.factsheet:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    posted = _posted(request)
    found = await studio.beside(judge, studio.project, asked.factsheet, asked.locale, posted)
    if not saves:
        return await _show(request, asked, found, is_tried=True)
    if found.are_gone or found.clashes:
        return await _show(request, asked, found, HTTPStatus.CONFLICT, is_tried=True)
    if found.faults:
        return await _show(request, asked, found, HTTPStatus.UNPROCESSABLE_ENTITY, is_tried=True)
    return await _save(request, asked, found)


async def _save(request: Request, asked: Asked, found: Judged) -> Response:
    studio, words, undo = studio_of(request), studio_of(request).words(request), ""
    if not found.changes:
        studio.tell(request, words.say("Nothing was changed: the lists are as they were."))
    else:
        grid = await _grid(studio, words, asked, found)
        said = [_changed(words, one) for one in grid.lists if one.is_changed]
        said += [words.say("key figure of {list}: {number}", list=one.called, number=one.new) for one in found.figures]
        done = await save_lists(studio, studio.person(request), asked.factsheet, found, "; ".join(said))
        if isinstance(done, Refused):
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return await _show(request, asked, found, status, is_tried=True, problems=done.errors)
        if isinstance(done, Clash):
            found = await studio.beside(judge, studio.project, asked.factsheet, asked.locale, _posted(request))
            return await _show(request, asked, found, HTTPStatus.CONFLICT, is_tried=True)
        studio.tell(request, words.say("Saved. {changes}.", changes="; ".join(said)))
        if done.unrecorded:
            studio.tell(request, words.say("It is not in the history yet: {reason}", reason=done.unrecorded.what))
        undo = done.undo
    way = "" if asked.way == _WAYS[0] else asked.way
    return studio.go(request, "parties", factsheet=asked.factsheet, language=asked.locale, undo=undo, **{"as": way})


async def undo_lists(request: Request) -> Response:
    """Take back what was saved last."""
    studio = studio_of(request)
    person, say = studio.require_edit(request), studio.words(request).say
    asked = _asked(request, text_of(request, "factsheet"), text_of(request, "language"), text_of(request, "as"))
    problems = await take_back(studio, person, text_of(request, "undo"), say("Lists of Parties taken back"))
    studio.tell(request, " ".join(problems) if problems else say("Taken back: the lists are as they were before."))
    return studio.go(request, "parties", factsheet=asked.factsheet, language=asked.locale)


def _called(words: InterfaceWords, one: ListView) -> str:
    """Return what a list is called."""
    if not one.is_one_of_two:
        return one.name
    if one.note:
        return words.say("{list} (note {number})", list=one.name, number=one.note)
    return words.say("{list} (in its sentence)", list=one.name)


def _changed(words: InterfaceWords, one: ListView) -> str:
    """Return what changes in a list, such as “VI-3: Malta added, Albania removed”."""
    say, values = words.say, {"list": _called(words, one), "added": one.added, "removed": one.removed}
    if not one.removed:
        return say("{list}: {added} added", **values)
    if not one.added:
        return say("{list}: {removed} removed", **values)
    return say("{list}: {added} added, {removed} removed", **values)


def _asked(request: Request, factsheet: str, locale: str, way: str) -> Asked:
    project = studio_of(request).project
    there = project.factsheet_names()
    return Asked(chosen(factsheet, there), chosen(locale, project.locales()), chosen(way, _WAYS))


def _posted(request: Request) -> Posted:
    """Return the form as it was sent; what it names is looked up by whoever judges it."""
    keys = tuple(dict.fromkeys(texts_of(request, "list")))
    was = {key: tuple(text_of(request, f"was.{key}").split()) for key in keys}
    ticked = {key: texts_of(request, f"ticked.{key}") for key in keys}
    bulk = _bulk(request, keys) if text_of(request, "do") == "set" else None
    return Posted(was, ticked, bulk, text_of(request, "figures") == "yes")


def _bulk(request: Request, keys: tuple[str, ...]) -> Bulk:
    how, _, group = text_of(request, "how").partition(":")
    what, _, name = text_of(request, "which").partition(":")
    if how not in get_args(How) or what not in {"list", "party"} or (what == "list" and name not in {*keys, ""}):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return Bulk(how, (name,) if name else keys, name if what == "party" else "", group)  # type: ignore[arg-type]


async def _grid(studio: Studio, words: InterfaceWords, asked: Asked, found: Judged) -> GridView:
    return await studio.beside(
        grid_view, studio.project, asked.factsheet, asked.locale, words.language, dict(found.ticks)
    )


async def _show(
    request: Request,
    asked: Asked,
    found: Judged,
    status: int = HTTPStatus.OK,
    *,
    is_tried: bool = False,
    problems: tuple[Diagnostic, ...] = (),
) -> Response:
    studio = studio_of(request)
    words = studio.words(request)
    grid: GridView | None = None
    try:
        grid = await _grid(studio, words, asked, found) if asked.factsheet else None
    except FactsheetError as error:  # another factsheet can still be chosen
        problems, status = error.diagnostics, HTTPStatus.UNPROCESSABLE_ENTITY
    view = PartiesView(
        asked,
        studio.project.factsheet_names(),
        locales_of(studio.project),
        grid,
        address_if_there(request, "edit", sheet=asked.factsheet) if asked.factsheet else "",
        tuple(_faults(words, grid, found)) if grid else (),
        tuple(_clash(words, clash, grid) for clash in found.clashes) if grid else (),
        found.are_gone,
        problems,
        is_tried,
        request.query_params.get("undo", ""),
        is_tried and bool(text_of(request, "figures.shown")) and text_of(request, "figures") != "yes",
    )
    if _PART in request.headers and grid:
        return HTMLResponse(studio.part(request, "parts/party_lists.html", view), status)
    say = words.say
    keys = (Key("Space", say("Tick or untick a box")), Key("Tab", say("Go to the next box")))
    title = say("Parties")
    return await studio.show(request, "parties.html", view, title=title, screen="parties", status=status, keys=keys)


def _faults(words: InterfaceWords, grid: GridView, found: Judged) -> Iterator[FaultView]:
    numbers = {one.key: (index, _called(words, one)) for index, one in enumerate(grid.lists)}
    for key, fault, code in found.faults:
        index, name = numbers[key]
        said = {
            "unknown": words.say("{list}: “{code}” is no Party of the register.", list=name, code=code),
            "twice": words.say("{list}: {code} stands twice.", list=name, code=code),
            "nobody": words.say("{list}: no Party is ticked. A list names at least one.", list=name),
            "locked": words.say("{list}: the list has to be mended in its file first.", list=name),
        }
        yield FaultView(f"list-{index}", said[fault])


def _clash(words: InterfaceWords, clash: ListClash, grid: GridView) -> ClashView:
    name = next(_called(words, one) for one in grid.lists if one.key == clash.list.key)
    named = {row.code: row.name for row in grid.rows}

    def names(codes: tuple[str, ...]) -> str:
        ordered = [row.name for row in grid.rows if row.code in codes]
        return ", ".join([*ordered, *(code for code in codes if code not in named)])

    return ClashView(name, names(clash.started), names(clash.now), names(clash.yours))
