"""What is typed in the form of a passage, and not saved -> the page that it makes, or what is wrong with it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from factsheet_builder.editing.yaml_edits import digest_of
from factsheet_builder.errors import Diagnostic, FactsheetError
from factsheet_builder.studio.forms import FormEdit, form_of, own_value, problems_by_field, read_form
from factsheet_builder.studio.live.workshop import Superseded
from factsheet_builder.studio.screens.edit_screen.looking import PDF
from factsheet_builder.studio.screens.edit_screen.passage_edits import source_of, with_edits
from factsheet_builder.studio.screens.edit_screen.passage_writing import here_of_form, typed_of
from factsheet_builder.studio.screens.edit_screen.preview_frames import LastShown, owners, time_of
from factsheet_builder.studio.screens.edit_screen.sheet_screen import Here, Typed
from factsheet_builder.studio.server.routing import text_of
from factsheet_builder.studio.server.studio import studio_of

_LONGEST: Final = 40


async def look_at_typed(request: Request) -> Response:
    """Make the page of what is typed; nothing is saved."""
    here, typed = await here_of_form(request), typed_of(request)
    sheet, handle, text = here.sheet, here.handle, here.sheet.text
    problems, edits = _read(request, here, typed)
    is_typed = handle is not None and bool(typed.posted)
    said: dict[str, object] = {
        "unsaved": bool(edits or problems),
        "behind": is_typed and typed.base != digest_of(own_value(sheet.data, here.chosen)),
    }
    elsewhere: tuple[Diagnostic, ...] = ()
    try:
        if handle is not None and edits and not problems:
            text = await studio_of(request).beside(with_edits, text, sheet.file, handle, edits)
        said |= await _shown(request, here, {} if text == sheet.text else {sheet.file: text})
    except Superseded:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    except FactsheetError as error:
        elsewhere = error.diagnostics
        if is_typed and not sheet.problems:
            form = form_of(sheet.data, here.chosen, here.around, typed.posted)
            source = source_of(text, sheet.file)
            problems, elsewhere = problems_by_field(form, here.chosen, source, error.diagnostics)
    said["problems"] = {name.replace(".", "-"): words for name, words in problems.items()}
    said["elsewhere"] = [f"{one.what} {one.remedy}".strip() for one in elsewhere]
    said["valid"] = not problems and not elsewhere
    return JSONResponse(said)


def _read(request: Request, here: Here, typed: Typed) -> tuple[Mapping[str, str], tuple[FormEdit, ...]]:
    """Return what cannot be read of a form, and the edits that it asks for; nothing of one who may only read."""
    if here.handle is None or not typed.posted or not studio_of(request).person(request).may_edit:
        return {}, ()
    filled = read_form(typed.posted, here.sheet.data, here.handle, here.around)
    return filled.problems, filled.edits


async def _shown(request: Request, here: Here, drafts: Mapping[str, str]) -> dict[str, object]:
    """Return the page, or where the PDF is."""
    studio, looked, sheet = studio_of(request), here.looked, here.sheet
    deliverable = looked.deliverable(sheet.name)
    if looked.look == PDF:
        printed = await studio.workshop.pdf(_asker(request), deliverable, drafts)
        key = studio.held(LastShown).note_pdf(printed)
        frame = studio.address(request, "edit-pdf", sheet=sheet.name, key=key, **here.query(text_of(request, "at")))
        return {"frame": frame, "key": key, "made": time_of(printed.made_at)}
    page = await studio.workshop.page(_asker(request), deliverable, drafts)
    if not drafts:
        studio.held(LastShown).note(deliverable, page)
    return {"html": page.html.decode(), "owners": owners(page, sheet), "made": time_of(page.made_at)}


def _asker(request: Request) -> str:
    """Return by what the newest request of one window is known."""
    return f"{studio_of(request).visits.of(request).name} {text_of(request, 'window')[:_LONGEST]}"
