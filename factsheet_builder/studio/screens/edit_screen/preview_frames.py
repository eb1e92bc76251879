"""What somebody looks at -> the frame beside the forms: the page for a browser, or pictures of the pages of the PDF.

An edition stands in a frame without scripts, under a policy of its own. Where the content is not valid the last page that was
is given; that it is behind is said by the screen around it.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.sources import digest
from factsheet_builder.errors import Diagnostic, FactsheetError
from factsheet_builder.studio.live.workshop import Page, Printed
from factsheet_builder.studio.screens.edit_screen.looking import Looked, Surroundings, looked_of
from factsheet_builder.studio.screens.edit_screen.saved_problems import handle_of_passage
from factsheet_builder.studio.screens.edit_screen.sheet_texts import SheetText, SheetTexts
from factsheet_builder.studio.server.studio import Studio, studio_of

POLICY: Final = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
"""Beside the policy inside the page, which names the digest of its style: a browser keeps to both."""
_PICTURES_POLICY: Final = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
_MOST_PAGES: Final = 12
_MOST_PDFS: Final = 6


@dataclass(frozen=True, slots=True)
class FrameView:
    """A frame that shows pages of a PDF, or says why there is nothing to show."""

    language: str
    direction: str
    made: str
    pages: tuple[str, ...] = ()
    """The addresses of the pictures."""
    here: int = 0
    """The page that the chosen passage begins on, from 1."""
    pdf: str = ""
    key: str = ""
    problems: tuple[Diagnostic, ...] = ()


class LastShown:
    """The last good page of each version, and PDFs that are looked at."""

    def __init__(self, _: Studio) -> None:
        self._pages: OrderedDict[Deliverable, Page] = OrderedDict()
        self._pdfs: OrderedDict[str, Printed] = OrderedDict()

    def note(self, deliverable: Deliverable, page: Page) -> None:
        """Keep a page that is good."""
        self._pages[deliverable] = page
        self._pages.move_to_end(deliverable)
        while len(self._pages) > _MOST_PAGES:
            self._pages.popitem(last=False)

    def page(self, deliverable: Deliverable) -> Page | None:
        """Return the last good page of a version."""
        return self._pages.get(deliverable)

    def note_pdf(self, printed: Printed) -> str:
        """Keep a PDF, and return the key that it is found by."""
        key = digest(printed.pdf)[:24]
        self._pdfs[key] = printed
        self._pdfs.move_to_end(key)
        while len(self._pdfs) > _MOST_PDFS:
            self._pdfs.popitem(last=False)
        return key

    def pdf(self, key: str) -> Printed | None:
        """Return a PDF that is kept."""
        return self._pdfs.get(key)


async def page_frame(request: Request) -> Response:
    """Give the page of a version as it is saved, or the last one that was good."""
    studio = studio_of(request)
    sheet, looked = await _asked(request)
    deliverable = replace(looked, look="page").deliverable(sheet.name)
    shown = studio.held(LastShown)
    try:
        page = await studio.workshop.page(_alone(), deliverable)
        shown.note(deliverable, page)
    except FactsheetError as error:
        last = shown.page(deliverable)
        if last is None:
            return _nothing(request, error.diagnostics)
        page = last
    anchor = anchor_of(page, sheet, request.query_params.get("at", ""))
    if anchor:
        address = studio.address(request, "edit-page", sheet=sheet.name, **looked.query)
        return RedirectResponse(f"{address}#{anchor}", HTTPStatus.SEE_OTHER)
    return HTMLResponse(page.html, headers={"Content-Security-Policy": POLICY})


async def pdf_frame(request: Request) -> Response:
    """Show the pages of the PDF of a version, as it is saved or as it was made of a text that is being written."""
    studio = studio_of(request)
    sheet, looked = await _asked(request)
    deliverable = replace(looked, look="pdf").deliverable(sheet.name)
    shown, key = studio.held(LastShown), request.query_params.get("key", "")
    printed = shown.pdf(key)
    if printed is None:
        try:
            printed = await studio.workshop.pdf(_alone(), deliverable)
        except FactsheetError as error:
            return _nothing(request, error.diagnostics)
        key = shown.note_pdf(printed)
    words = studio.words(request)
    pages = tuple(
        studio.address(request, "edit-picture", sheet=sheet.name, key=key, number=number)
        for number in range(1, len(printed.pictures) + 1)
    )
    view = FrameView(
        words.language,
        words.direction,
        time_of(printed.made_at),
        pages,
        _page_of(printed, sheet, request.query_params.get("at", "")),
        studio.address(request, "edit-pdf-file", sheet=sheet.name, key=key),
        key,
    )
    return _frame(request, view)


async def picture(request: Request) -> Response:
    """Give the picture of one page."""
    printed = studio_of(request).held(LastShown).pdf(request.path_params["key"])
    number = request.path_params["number"]
    if printed is None or not 0 < number <= len(printed.pictures):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    headers = {"Content-Security-Policy": "default-src 'none'", "Cache-Control": "private, max-age=3600, immutable"}
    return Response(printed.pictures[number - 1], media_type="image/png", headers=headers)


async def pdf_file(request: Request) -> Response:
    """Give a PDF that is looked at."""
    printed = studio_of(request).held(LastShown).pdf(request.path_params["key"])
    if printed is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    headers = {"Content-Security-Policy": "default-src 'none'", "Content-Disposition": 'inline; filename="preview.pdf"'}
    return Response(printed.pdf, media_type="application/pdf", headers=headers)


def anchor_of(page: Page, sheet: SheetText, key: str) -> str:
    """Return the id of the element of a page that shows what has a key."""
    return next((element for element, owner in owners(page, sheet).items() if owner == key), "") if key else ""


def owners(page: Page, sheet: SheetText) -> dict[str, str]:
    """Return what each element of a page is edited by, by the id of the element, in reading order."""
    found: dict[str, str] = {}
    for element, passage in page.passages.items():
        if handle := handle_of_passage(sheet.handles, passage):
            found[element] = handle.key
    return found


def time_of(moment: datetime) -> str:
    """Return a time of day as a line of the screen has it."""
    return moment.strftime("%H:%M:%S")


async def _asked(request: Request) -> tuple[SheetText, Looked]:
    studio = studio_of(request)
    sheet = await studio.held(SheetTexts).read(request.path_params["sheet"])
    facts = await studio.held(Surroundings).facts()
    return sheet, looked_of(request, facts, dict(request.query_params))


def _alone() -> str:
    """Return a name that nobody else asks by: a frame that was asked for is given, whatever else is."""
    return f"frame {secrets.token_hex(8)}"


def _page_of(printed: Printed, sheet: SheetText, key: str) -> int:
    for passage, page in printed.places.items():
        handle = handle_of_passage(sheet.handles, passage)
        if handle and handle.key == key:
            return page
    return 0


def _nothing(request: Request, problems: tuple[Diagnostic, ...]) -> Response:
    words = studio_of(request).words(request)
    return _frame(request, FrameView(words.language, words.direction, "", problems=problems))


def _frame(request: Request, view: FrameView) -> Response:
    html = studio_of(request).part(request, "edit-frame.html", view)
    return HTMLResponse(html, headers={"Content-Security-Policy": _PICTURES_POLICY})
