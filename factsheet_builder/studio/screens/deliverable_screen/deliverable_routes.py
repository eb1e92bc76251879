"""Requests of the screen Deliverables -> the list of files, one file with its pages, files themselves, archives."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import quote

import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from factsheet_builder.builds.delivering.earlier_files import declare_delivered, earlier_of, read_delivery
from factsheet_builder.builds.delivering.file_archive import archive_of
from factsheet_builder.builds.delivering.page_pictures import Compared, compare_files, page_picture
from factsheet_builder.builds.reporting.file_survey import FolderSurvey, survey_files
from factsheet_builder.project import cache_folder
from factsheet_builder.studio.screens.deliverable_screen.deliverable_views import DeliverableWording
from factsheet_builder.studio.screens.deliverable_screen.file_index import FileIndex, Listed
from factsheet_builder.studio.server.routing import text_of, texts_of, write_route
from factsheet_builder.studio.server.studio import Key, Studio, studio_of

_FILTERS: Final = ("factsheet", "kind", "language", "party", "state")
_SIDES: Final = ("before", "now")
_KINDS: Final = {
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/zip",
}
_SHOWN: Final = (".pdf", ".html")
"""Files that a browser shows; others are saved."""
_SANDBOX: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
"""What a page of the folder may do, beside what its own policy says."""
_DAY_S: Final = 86_400


def routes() -> list[BaseRoute]:
    """Return the routes of the screen."""
    return [
        Route("/deliverables", deliverables, name="deliverables"),
        Route("/deliverables/all.zip", all_files, name="deliverables-all"),
        write_route("/deliverables/chosen.zip", chosen_files, name="deliverables-chosen"),
        write_route("/deliverables/delivered", say_delivered, name="deliverables-delivered"),
        Route("/deliverables/{key}", deliverable, name="deliverable"),
        Route("/deliverables/{key}/pages/{number:int}", page, name="deliverable-page"),
        Route("/deliverables/{key}/differences/{side}/{number:int}", difference, name="deliverable-difference"),
        Route("/files/{path:path}", file, name="deliverable-file"),
    ]


async def deliverables(request: Request) -> Response:
    """Show what there is and what should be."""
    studio, words = studio_of(request), studio_of(request).words(request)
    survey = await _survey(studio)
    wished = {name: request.query_params.get(name, "") for name in _FILTERS}
    may_edit = studio.person(request).may_edit
    view = _wording(request).overview(survey, wished, may_edit=may_edit)
    keys = (Key("Tab", words.say("Go from file to file")),)
    return await studio.show(
        request, "deliverables.html", view, title=words.say("Deliverables"), screen="deliverables", keys=keys
    )


async def deliverable(request: Request) -> Response:
    """Show one file: its pages and, where it is asked for, those that look different from before."""
    studio = studio_of(request)
    found = next((one for one in (await _survey(studio)).files if one.key == request.path_params["key"]), None)
    if found is None:
        raise HTTPException(404)
    compared = None
    if found.is_changed and "compare" in request.query_params:
        compared = await _compared(studio, found.path)
    view = _wording(request).detail(found, compared)
    return await studio.show(request, "deliverable.html", view, title=found.path, screen="deliverables")


async def file(request: Request) -> Response:
    """Give a file of the folder, which the manifest names by exactly this path."""
    studio = studio_of(request)
    listed = await anyio.to_thread.run_sync(_index(request).by_path, request.path_params["path"])
    place = studio.out / listed.path if listed else None
    if listed is None or place is None or not place.is_file():
        raise HTTPException(404)
    kind = place.suffix
    is_shown = kind in _SHOWN and "save" not in request.query_params
    headers = {"Content-Security-Policy": _SANDBOX} if kind == ".html" else {}
    return FileResponse(
        place,
        media_type=_KINDS.get(kind, "application/octet-stream"),
        filename=place.name,
        content_disposition_type="inline" if is_shown else "attachment",
        headers=headers,
    )


async def page(request: Request) -> Response:
    """Give the picture of a page."""
    listed, number = await _listed(request), request.path_params["number"]
    if not listed.path.endswith(".pdf") or not 0 < number <= listed.pages:
        raise HTTPException(404)
    studio = studio_of(request)
    return _picture(await studio.workshop.desk(page_picture, studio.out / listed.path, number, cache_folder()), request)


async def difference(request: Request) -> Response:
    """Give the picture of a page that looks different, with frames around what does."""
    listed, side, number = await _listed(request), request.path_params["side"], request.path_params["number"]
    compared = await _compared(studio_of(request), listed.path) if side in _SIDES else None
    pairs = compared.different if compared else ()
    pair = next((one for one in pairs if number == (one.before if side == "before" else one.now)), None)
    picture = compared.picture(pair, side) if compared and pair else None
    if picture is None:
        raise HTTPException(404)
    return _picture(picture, request)


async def all_files(request: Request) -> Response:
    """Give all files as one archive."""
    listed = await anyio.to_thread.run_sync(_index(request).all)
    return _archive(studio_of(request), [one.path for one in listed])


async def chosen_files(request: Request) -> Response:
    """Give the files that were ticked as one archive."""
    studio, index = studio_of(request), _index(request)
    there = {one.path for one in await anyio.to_thread.run_sync(index.all)}
    found = [index.by_key(key) for key in texts_of(request, "key")]
    chosen = [one.path for one in found if one is not None and one.path in there]
    if not chosen:
        studio.tell(request, studio.words(request).say("Tick the files that you want first."))
        return studio.go(request, "deliverables")
    return _archive(studio, chosen)


async def say_delivered(request: Request) -> Response:
    """Keep the files as they are as what is delivered."""
    studio = studio_of(request)
    person, words = studio.require_edit(request), studio.words(request)
    if text_of(request, "sure") != "yes":
        raise HTTPException(400)
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    number = await anyio.to_thread.run_sync(declare_delivered, studio.out, person.name, when)
    told = words.count(
        "{number} file is what is delivered from now on.", "{number} files are what is delivered from now on.", number
    )
    studio.tell(request, told)
    return studio.go(request, "deliverables")


async def _survey(studio: Studio) -> FolderSurvey:
    return await studio.workshop.desk(survey_files, studio.project, studio.out)


async def _compared(studio: Studio, path: str) -> Compared | None:
    return await studio.workshop.desk(_compare, studio.out, path, cache_folder())


def _compare(out: Path, path: str, cache: Path) -> Compared | None:
    earlier = earlier_of(out, path, read_delivery(out))
    return compare_files(earlier.file, out / path, cache) if earlier else None


def _wording(request: Request) -> DeliverableWording:
    studio = studio_of(request)
    return DeliverableWording(studio.words(request), partial(studio.address, request))


def _index(request: Request) -> FileIndex:
    state = request.app.state
    if not hasattr(state, "file_index"):
        state.file_index = FileIndex(studio_of(request).out)
    index: FileIndex = state.file_index
    return index


async def _listed(request: Request) -> Listed:
    listed = await anyio.to_thread.run_sync(_index(request).by_key, request.path_params["key"])
    if listed is None:
        raise HTTPException(404)
    return listed


def _picture(place: Path, request: Request) -> Response:
    """Return a picture, which a browser keeps where its address says of which file it is."""
    keeps = f"private, max-age={_DAY_S}" if "of" in request.query_params else "no-store"
    return FileResponse(place, media_type="image/png", headers={"Cache-Control": keeps})


def _archive(studio: Studio, paths: list[str]) -> Response:
    name = f"{studio.project.root.name or 'factsheets'}.zip"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return StreamingResponse(archive_of(studio.out, paths), media_type="application/zip", headers=headers)
