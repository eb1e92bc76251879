"""HTML -> PDF; the only door to WeasyPrint's layout.

A document is laid out until every note stands on each page that calls it, then written with its logical structure, read
back and held against what it owes. What isn't right is not returned.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration

from factsheet_builder.errors import Diagnostic, RefusedError, Severity
from factsheet_builder.pdf.engine import ParsedHTML
from factsheet_builder.pdf.engine_caches.caches import EngineCaches
from factsheet_builder.pdf.press.colour import PrintCondition, load_shipped_condition, read_inks
from factsheet_builder.pdf.press.press_check import check_press
from factsheet_builder.pdf.press.press_writer import PressFacts, PressSettings, write_press
from factsheet_builder.pdf.reading.inspection import FontFacts, fonts_of, inspect_pdf
from factsheet_builder.pdf.reading.preflight import Owed, preflight
from factsheet_builder.pdf.reading.tag_reader import read_body
from factsheet_builder.pdf.tagging.tag_writer import Attachment, Conformance, write_tagged_pdf
from factsheet_builder.project import Project
from factsheet_builder.typesetting.assets import AssetFetcher
from factsheet_builder.typesetting.design import Design
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.typesetting.engine_faults import engine_faults
from factsheet_builder.typesetting.engine_log import engine_log
from factsheet_builder.typesetting.fonts import FAMILY, font_faces
from factsheet_builder.typesetting.letters import fallback_letters, missing_letters
from factsheet_builder.typesetting.line_checks import line_problems
from factsheet_builder.typesetting.markup import Layout, Printer
from factsheet_builder.typesetting.markup_reader import read_markup
from factsheet_builder.typesetting.owed_text import check_text
from factsheet_builder.typesetting.page_fill import lower_imprint, sparse_pages, trim_cut_boxes
from factsheet_builder.typesetting.page_layout import layout_problems, root_of
from factsheet_builder.typesetting.passage_places import Found, Sought, element_pages, find_passage
from factsheet_builder.typesetting.passes import Asked, displaced, next_pass
from factsheet_builder.views.contents_view import StampsView
from factsheet_builder.views.document_view import DocumentView

__all__ = ["Edition", "Settings", "Typeset", "Typesetter"]

_STYLES: Final = ("tokens.css", "base.css", "components.css", "screen.css")
_RIGHT_TO_LEFT: Final = "right-to-left.css"
_PAGES_OF_A_SHEET: Final = 4
_BLANK: Final = '<html lang="en"><title>blank</title><body style="page: stamps"></body></html>'
_LARGE: Final = "large.css"
_LARGE_CODES: Final = 1.42
"""How much larger the codes of tiles are in large print: 16 pt."""
_NOWHERE: Final[Mapping[str, str]] = MappingProxyType({})
_MAX_PASSES: Final = 24
_BASE_URL: Final = "asset:/"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a PDF is to be.

    ``conformance`` and ``attachments`` are for the screen edition, ``condition`` (by default the shipped one) is for the
    press edition. ``dated`` is the day that files are dated by, since the clock is not.
    """

    dated: datetime
    edition: Edition = Edition.SCREEN
    conformance: Conformance = Conformance.UA1_A3A
    attachments: tuple[Attachment, ...] = ()
    condition: PrintCondition | None = None
    design: Design = field(default_factory=Design)
    fills_sheets: bool = False
    """Whether blank pages fill a press file up to a multiple of four."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished PDF and what there is to say of it."""

    pdf: bytes
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    used: frozenset[str] = frozenset()
    """What was really read for it: ``template NAME``, ``style NAME``, ``file data/PATH``."""


Describe = Callable[[int, tuple[Diagnostic, ...], frozenset[str]], Attachment]
"""Pages, diagnostics and what was used -> the file about itself that a PDF carries."""


_Said = tuple[tuple[Diagnostic, ...], frozenset[str]]
"""Diagnostics, and what was used."""


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A view with its pages and what there is to say of them."""

    view: DocumentView
    """As it was asked for."""
    design: Design
    elsewhere: Mapping[str, str]
    printed: DocumentView
    """As it is printed: with boxes that break where the page before them would be left half empty."""
    folios: Mapping[str, str]
    """The numbers of pages that are printed, by the addresses of what stands there."""
    document: Document
    diagnostics: tuple[Diagnostic, ...]
    templates: frozenset[str]


class Typesetter:
    """Typesets views; holds parsed templates, styles and fonts, so make one per process and keep it.

    Raises:
        SurroundingsError: fonts, templates or styles cannot be read.
    """

    def __init__(self, project: Project, cache: Path, caches: EngineCaches | None = None) -> None:
        """``cache`` is the folder of the fonts; with ``caches`` lines and pages are kept from one view to the next."""
        self._project = project
        self._caches = caches
        faces = font_faces(cache)
        tokens = project.style("tokens.css")
        self._tokens = tokens
        self._printers: dict[Design, Printer] = {}
        self._designed: dict[Design, list[CSS]] = {}
        self._inks = read_inks(tokens)
        self._face = faces[0].file
        self._fetcher = AssetFetcher(project, {face.file.name: face.file for face in faces})
        # One font configuration per process: one per document leaks, and threads corrupt a shared one (measured).
        self._fonts = FontConfiguration()
        sheets = ["\n".join(face.rule for face in faces), *map(project.style, _STYLES)]
        with engine_log() as log:
            self._styles = [self._style(sheet) for sheet in sheets]
            self._mirrored = self._style(project.style(_RIGHT_TO_LEFT))
        self._style_problems = tuple(log.found)
        self._last: _LaidOut | None = None
        self._stamps: tuple[tuple[StampsView, Design], bytes] | None = None
        self._templates: set[str] = set()

    def _style(self, text: str) -> CSS:
        with engine_faults(self._project):
            return CSS(string=text, font_config=self._fonts, url_fetcher=self._fetcher, base_url=_BASE_URL)

    def typeset(
        self,
        view: DocumentView,
        settings: Settings,
        describe: Describe | None = None,
        elsewhere: Mapping[str, str] = _NOWHERE,
    ) -> Typeset:
        """Return the finished PDF of ``view``; both editions of a view are written from one layout.

        ``elsewhere`` are the folios of places in other files that the view asks for, by their addresses.

        With ``describe`` a PDF for readers carries what is said of it. That is said before the PDF is checked, so where
        the check finds anything the PDF is written once more.

        Raises:
            RefusedError: a note has no place on the page of its call, text was lost, or an asset is not allowed.
            SurroundingsError: a template cannot be used.
        """
        laid_out = self._laid_out(view, settings.design, elsewhere)
        said: _Said = laid_out.diagnostics, self._used(laid_out)
        pdf, found = self._write(laid_out, settings, said, describe)
        if describe and found != said and settings.edition is not Edition.PRESS:
            said = found
            pdf, found = self._write(laid_out, settings, said, describe)
        return Typeset(pdf, len(laid_out.document.pages), *found)

    def show(self, view: DocumentView, settings: Settings, sought: Sought) -> tuple[bytes, Found] | None:
        """Return the pages that a passage of ``view`` stands on, and where on them; nothing where it says no such thing.

        The PDF has no tags and is held against nothing: it is for looking at, never for a reader.

        Raises as ``typeset``.
        """
        document = self._laid_out(view, settings.design, _NOWHERE).document
        found = find_passage(document, sought)
        if found is None:
            return None
        with engine_log(), self._keeping():
            return document.copy([document.pages[number] for number in sorted(found.areas)]).write_pdf(), found

    def stamp(self, view: StampsView, design: Design) -> bytes:
        """Return a PDF of stamps, without tags: what is stamped on a page is no part of its text.

        Raises:
            SurroundingsError: a template cannot be used.
        """
        if self._stamps is None or self._stamps[0] != (view, design):
            html = HTML(
                string=self._printer(design).page("stamps.html", view), base_url=_BASE_URL, url_fetcher=self._fetcher
            )
            with engine_faults(self._project), self._keeping():
                document = html.render(font_config=self._fonts, stylesheets=self._designed_styles(design))
                self._stamps = (view, design), document.write_pdf()
        return self._stamps[1]

    def places(self) -> dict[str, int]:
        """Return the page, from 1, that each element with an id begins on in the last layout."""
        return element_pages(self._last.document) if self._last else {}

    def forget(self) -> None:
        """Drop the last layout, which is kept for another edition of the same view."""
        self._last = None
        if self._caches:
            self._caches.forget_document()

    def _keeping(self) -> AbstractContextManager[None]:
        return self._caches.at_work() if self._caches else nullcontext()

    def _write(
        self, laid_out: _LaidOut, settings: Settings, said: _Said, describe: Describe | None
    ) -> tuple[bytes, _Said]:
        """Write a PDF that says ``said`` of itself and return it with what there really is to say.

        Raises:
            RefusedError: it does not hold what it owes.
        """
        if describe and settings.edition is not Edition.PRESS:
            about = describe(len(laid_out.document.pages), *said)
            settings = replace(settings, attachments=(*settings.attachments, about))
        write = self._write_press if settings.edition is Edition.PRESS else self._write_screen
        with engine_log() as log, self._keeping():
            pdf, problems = write(laid_out, settings)
        letters = missing_letters(root_of(laid_out.document), log.missing)
        found = tuple(dict.fromkeys([*laid_out.diagnostics, *log.found, *problems, *letters]))
        if errors := [problem for problem in found if problem.severity is Severity.ERROR]:
            raise RefusedError(errors)
        return pdf, (found, self._used(laid_out))

    def _used(self, laid_out: _LaidOut) -> frozenset[str]:
        templates = (f"template {name}" for name in laid_out.templates)
        mirrored = (_RIGHT_TO_LEFT,) if laid_out.view.direction == "rtl" else ()
        large = (_LARGE,) if laid_out.design.is_large else ()
        styles = (f"style {name}" for name in (*_STYLES, *mirrored, *large))
        files = (f"file data/{name}" for name in self._fetcher.opened)
        return frozenset((*templates, *styles, *files))

    def _write_screen(self, laid_out: _LaidOut, settings: Settings) -> tuple[bytes, list[Diagnostic]]:
        view, document = laid_out.printed, laid_out.document
        conformance, files = settings.conformance, settings.attachments
        pdf = write_tagged_pdf(document, conformance=conformance, attachments=files, dated=settings.dated)
        facts, tree = inspect_pdf(pdf, is_ours=True, is_tab=True)
        owed = Owed(view.title, view.language, settings.conformance.claims)
        found = [*check_text(view, read_body(tree), laid_out.folios), *preflight(facts, tree, owed)]
        return pdf, [*found, *self._fallback_letters(laid_out, facts.fonts)]

    def _write_press(self, laid_out: _LaidOut, settings: Settings) -> tuple[bytes, list[Diagnostic]]:
        view, document = laid_out.view, laid_out.document
        press = PressSettings(settings.condition or load_shipped_condition(), self._inks)
        if settings.fills_sheets and (missing := -len(document.pages) % _PAGES_OF_A_SHEET):
            blank = self._render(HTML(string=_BLANK, base_url=_BASE_URL), "", settings.design, is_rtl=False).pages[0]
            document = document.copy([*document.pages, *[blank] * missing])
        identity = f"{view.id}/{view.language}/{settings.edition}"
        pdf = write_press(document, press, PressFacts(identity, view.title, settings.dated, settings.dated))
        found = check_press(pdf, bleed_mm=press.bleed_mm, ink_limit=press.ink_limit)
        return pdf, [*found, *self._fallback_letters(laid_out, fonts_of(pdf))]

    def _fallback_letters(self, laid_out: _LaidOut, fonts: Iterable[FontFacts]) -> Iterator[Diagnostic]:
        """Yield a warning for each passage that is partly set in a font of the machine."""
        own = laid_out.design.family.replace(" ", "-")  # as the engine writes the name of a family
        ours = (FAMILY, own) if own else (FAMILY,)
        others = sorted({font.name for font in fonts if not font.name.startswith(ours)})
        return fallback_letters(root_of(laid_out.document), self._face, FAMILY, others) if others else iter(())

    def _printer(self, design: Design) -> Printer:
        if design not in self._printers:
            colours = "".join(f"--{name}: {value};\n" for name, value in design.colours)
            family, scale = design.family or FAMILY, _LARGE_CODES if design.is_large else 1.0
            self._printers[design] = Printer(self._project.template_folders, self._tokens + colours, family, scale)
        return self._printers[design]

    def _designed_styles(self, design: Design) -> list[CSS]:
        """Return the stylesheets of a design, those of the project first."""
        if design not in self._designed:
            large = [self._style(self._project.style(_LARGE))] if design.is_large else []
            rules = [self._style(design.rules)] if design.rules else []
            self._designed[design] = [*self._styles, *large, *rules]
        return self._designed[design]

    def _laid_out(self, view: DocumentView, design: Design, elsewhere: Mapping[str, str]) -> _LaidOut:
        """Lay ``view`` out, or return its layout where it was the last one."""
        if self._last is None or (self._last.view, self._last.design, self._last.elsewhere) != (
            view,
            design,
            elsewhere,
        ):
            self._templates = set()
            self._fetcher.opened.clear()
            with engine_log() as log:
                laid_out = self._lay_out(view, elsewhere, design)
            document = laid_out.document
            letters = missing_letters(root_of(document), log.missing)
            problems = [*layout_problems(document), *sparse_pages(document), *line_problems(document)]
            found = tuple(dict.fromkeys([*self._style_problems, *log.found, *letters, *problems]))
            self._last = replace(laid_out, diagnostics=found, templates=frozenset(self._templates))
        return self._last

    def _lay_out(
        self, view: DocumentView, elsewhere: Mapping[str, str] = _NOWHERE, design: Design | None = None
    ) -> _LaidOut:
        """Lay out until all stands where it belongs.

        Raises:
            RefusedError: a note has no place on the page of its call.
        """
        design = design or Design()
        asked = Asked(Layout(elsewhere=elsewhere, has_endnotes=view.endnotes is not None))
        for _ in range(_MAX_PASSES):
            printed = asked.printed(view)
            html = self._html(printed, asked.layout, design)
            document = self._render(html, asked.rules, design, is_rtl=view.direction == "rtl")
            following = next_pass(asked, document, html.etree_element)
            if following == asked:
                break
            asked = following
        if error := displaced(document, html.etree_element):
            raise error
        trim_cut_boxes(document)
        lower_imprint(document)
        return _LaidOut(view, design, elsewhere, printed, asked.layout.folios, document, (), frozenset())

    def _html(self, view: DocumentView, layout: Layout, design: Design) -> HTML:
        html = self._printer(design).html(view, layout, self._templates)
        root = read_markup(html)
        if root is None:
            return HTML(string=html, base_url=_BASE_URL, url_fetcher=self._fetcher)
        return ParsedHTML(root, _BASE_URL, self._fetcher)

    def _render(self, html: HTML, forced: str, design: Design, *, is_rtl: bool) -> Document:
        designed = self._designed_styles(design)
        styles = [*designed, *([self._mirrored] if is_rtl else ()), *([self._style(forced)] if forced else ())]
        with engine_faults(self._project), self._keeping():
            return html.render(font_config=self._fonts, stylesheets=styles, pdf_forms=True)
