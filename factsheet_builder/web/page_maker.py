"""Document and what stands around it -> one HTML file that needs nothing beside it, held against what it owes.

Styles stand inside, pictures as data, and a policy (Content Security Policy 3) lets the browser neither run a script nor
fetch anything. The fonts are the reader's own: every system has letters for the languages that we are given, readers who
need other letters have chosen them, and a subset of FiraGO (regular, bold and italic, as WOFF2) would add about half of the
file's size again. A page that does not hold what it owes is refused, as a PDF is.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from factsheet_builder.content.pictures.picture_conversion import UnfitPictureError, fit_picture
from factsheet_builder.content.pictures.picture_limits import picture_fault
from factsheet_builder.errors import Diagnostic, Place, RefusedError, Severity, SurroundingsError
from factsheet_builder.project import Project
from factsheet_builder.typesetting.design import Design
from factsheet_builder.typesetting.markup import Frame, Layout, Printer
from factsheet_builder.typesetting.markup_reader import read_markup
from factsheet_builder.views.browser_view import BrowserView
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.web.page_checks import check_page
from factsheet_builder.web.page_styles import STYLES, page_style, policy_of, read_sheets

_TEMPLATE: Final = "web/page.html"
_PICTURE: Final = re.compile(r'(?<=\ssrc=")asset:/data/([^"]+)(?=")')
_UNSAFE: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
"""Letters of JSON that would end the element that it stands in."""


@dataclass(frozen=True, slots=True)
class WebPage:
    """A finished page and what there is to say of it."""

    html: bytes
    diagnostics: tuple[Diagnostic, ...]
    used: frozenset[str]
    """What was really read for it: ``template NAME``, ``style NAME``, ``file data/PATH``."""


class PageMaker:
    """Makes pages; holds parsed templates and styles, so make one per process and keep it."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._sheets = read_sheets(project)
        self._printer = Printer(project.template_folders, self._sheets[0], medium="web")
        self._styles: dict[Design, str] = {}

    def make(self, view: DocumentView, page: BrowserView, design: Design) -> WebPage:
        """Return the page of ``view``, a document without pages, with ``page`` around it.

        Raises:
            RefusedError: the page would not hold what it owes.
            SurroundingsError: a template, a stylesheet or a picture cannot be used.
        """
        style, used = self._style(design), {_TEMPLATE}
        raw = {"style": style, "facts": page.facts.translate(_UNSAFE)}
        frame = Frame(_TEMPLATE, page, {"policy": policy_of(style)}, raw)
        html = self._printer.html(view, Layout(has_endnotes=True), used, frame)
        pictures = {name: self._picture(name) for name in sorted(set(_PICTURE.findall(html)))}
        html = _PICTURE.sub(lambda match: pictures[match[1]], html)
        root = read_markup(html)
        if root is None:
            what = f"The page that templates/{_TEMPLATE} and its components make is not well formed."
            raise SurroundingsError.of(
                "template",
                what,
                "Close every element, and give every attribute a value.",
                Place(f"templates/{_TEMPLATE}"),
            )
        if problems := check_page(view, root):
            raise RefusedError(problems)
        return WebPage(html.encode(), (), frozenset(self._used(used, pictures)))

    @staticmethod
    def _used(templates: set[str], pictures: dict[str, str]) -> Iterator[str]:
        yield from (f"template {name}" for name in templates)
        yield from (f"style {name}" for name in STYLES)
        yield from (f"file data/{name}" for name in pictures)

    def _style(self, design: Design) -> str:
        if design not in self._styles:
            self._styles[design] = page_style(self._sheets, design)
        return self._styles[design]

    def _picture(self, name: str) -> str:
        """Return a picture of the content as an address that has it inside."""
        file = self._project.asset(name)
        try:
            if fault := picture_fault(file):
                raise UnfitPictureError(fault)
            picture = fit_picture(file)
        except UnfitPictureError as error:
            what = f"The picture cannot be shown: {error}."
            place = Place(f"data/{name}")
            raise RefusedError([Diagnostic(Severity.ERROR, "picture", what, "Make a simpler one.", place)]) from error
        return f"data:{picture.kind};base64,{base64.b64encode(picture.data).decode()}"
