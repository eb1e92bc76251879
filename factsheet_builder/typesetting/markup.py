"""View -> HTML; the only door to Jinja2.

Each kind of block has one file of macros in ``templates/components``, named after the kind. Templates are sandboxed,
escape everything and fail on anything undefined: content cannot become markup, and a view cannot lack a field unnoticed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from unicodedata import bidirectional

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from factsheet_builder.errors import FactsheetError, Place, SurroundingsError
from factsheet_builder.languages.isolation import FIRST_STRONG, MARKS, POP, without_isolates
from factsheet_builder.languages.tags import direction_of as script_direction
from factsheet_builder.project import SOURCE_LOCALE
from factsheet_builder.typesetting.fonts import FAMILY, bold_width
from factsheet_builder.views.block_views import BlockView
from factsheet_builder.views.document_view import DocumentView, NoteView
from factsheet_builder.views.spans import Span, Spans, plain

_FAULTS: Final = (TemplateError, UnicodeDecodeError, RecursionError, ArithmeticError, TypeError)
"""What a template of a project may come to: it is not UTF-8, nested without end, or calculates what cannot be."""

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_DIRECTIONS: Final = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_FOREIGN_TEXT: Final = re.compile(rf"([{''.join(MARKS.values())}{FIRST_STRONG}])([^<>{POP}]*){POP}(?=[^<>]*<)")
_COLOUR: Final = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6});")


@dataclass(frozen=True)
class Layout:
    """What a pass of the layout asks of the next."""

    printed_at: Mapping[str, str] = field(default_factory=dict)
    """Anchor of each call -> anchor of the call that carries the body of the note that this call leads to."""
    pages: Mapping[str, int] = field(default_factory=dict)
    """Page (from 1) on which each passage begins whose number is printed."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Folios of places in other files, by their addresses."""
    has_endnotes: bool = False
    """Whether all notes stand at the end, so that no call carries the body of one."""

    @property
    def folios(self) -> dict[str, str]:
        """The numbers of pages that are printed, by the addresses of what stands there."""
        return {f"#{name}": str(page) for name, page in self.pages.items()} | dict(self.elsewhere)

    def carrier(self, call: str) -> str:
        """Return the anchor of the call that carries the body for ``call``: by default the note's first call."""
        return self.printed_at.get(call, f"{call.rpartition('-')[0]}-1")


@dataclass(frozen=True, slots=True)
class PrintedNote:
    """The body of a note as a call leads to it."""

    id: str
    note: NoteView
    call: str
    printed_here: bool
    copy_of: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What is printed around a document in place of its own template."""

    template: str
    page: object
    """The view of what stands around the document."""
    words: Mapping[str, str]
    """Further texts by name."""
    raw: Mapping[str, str]
    """Texts by name that are markup, or stand where there is none, as a stylesheet does."""


class Printer:
    """Turns views into HTML; holds the parsed templates."""

    def __init__(
        self, folders: tuple[Path, ...], tokens: str, family: str = FAMILY, code_scale: float = 1.0, medium: str = ""
    ) -> None:
        """Read templates from ``folders``, the first that has one; ``tokens`` is the stylesheet with the colours.

        Texts in drawings are of ``family``, and the codes of tiles ``code_scale`` times as large as usual. A component that
        ``medium`` has of its own, in a folder of that name, is taken in place of the shared one.
        """
        self.medium = medium
        self._environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        # The engine draws SVG without CSS variables, so templates take the colours from the same tokens by name.
        # A browser does: there a drawing follows the colours that its reader has chosen.
        colours = {name: f"var(--{name})" if medium else value for name, value in _COLOUR.findall(tokens)}
        self._environment.globals["colour"] = {name.replace("-", "_"): value for name, value in colours.items()}
        # The engine puts each text of a drawing that is to be centred into a group of its own: templates centre it.
        self._environment.globals["bold_width"] = bold_width
        self._environment.globals["family"] = family
        self._environment.globals["code_size"] = round(7.6 * code_scale, 2)
        self._reached: dict[str, frozenset[str]] = {}

    def reached_from(self, names: Iterable[str]) -> frozenset[str]:
        """Return the templates ``names`` and all that they extend, include or import."""
        return frozenset().union(*map(self._reached_from, names))

    def _reached_from(self, name: str) -> frozenset[str]:
        if name not in self._reached:
            self._reached[name] = frozenset({name})  # two that name each other end here
            source = self._environment.loader.get_source(self._environment, name)[0] if self._environment.loader else ""
            inner = meta.find_referenced_templates(self._environment.parse(source))
            self._reached[name] |= self.reached_from(other for other in inner if other)
        return self._reached[name]

    def html(self, view: DocumentView, layout: Layout, used: set[str] | None = None, frame: Frame | None = None) -> str:
        """Return the HTML of ``view``, with the bodies of notes where ``layout`` wants them.

        The names of the templates that were really used are added to ``used``. With a ``frame`` that is printed around it.

        Raises:
            SurroundingsError: a template is missing or wrong.
        """
        page = _Page(self._environment, view, layout, self.medium, frame)
        try:
            html = page.html()
            if used is not None:
                used |= self.reached_from(page.used)
            return html
        except _FAULTS as error:
            raise _unusable(frame.template if frame else view.template, error) from error

    def source(self, name: str) -> str:
        """Return the text of what lies among the templates and is no template.

        Raises:
            SurroundingsError: it is missing, or it is not UTF-8.
        """
        try:
            return self._environment.loader.get_source(self._environment, name)[0] if self._environment.loader else ""
        except _FAULTS as error:
            raise _unusable(name, error) from error

    def page(
        self, template: str, view: object, words: Mapping[str, str] = _NOTHING, raw: Mapping[str, str] = _NOTHING
    ) -> str:
        """Return the HTML that ``template`` makes of ``view``, a frozen dataclass that is no document: it has no notes.

        ``words`` are further texts by name, ``raw`` those that are markup, or stand where there is none.

        Raises:
            SurroundingsError: a template is missing or wrong.
        """
        try:
            trusted = {name: Markup(text) for name, text in raw.items()}  # noqa: S704 - stylesheets and scripts of ours
            printed = self._environment.get_template(template).render(view=view, **words, **trusted)
            return with_languages(printed)
        except _FAULTS as error:
            raise _unusable(template, error) from error

    def screen(self, template: str, view: object, doors: Mapping[str, object]) -> str:
        """Return the HTML that ``template`` makes of ``view`` for a page that is worked in; ``doors`` are what it may ask.

        Raises:
            SurroundingsError: a template is missing or wrong.
        """
        try:
            return with_languages(self._environment.get_template(template).render(view=view, **doors))
        except _FAULTS as error:
            raise _unusable(template, error) from error


def _unusable(template: str, error: Exception) -> FactsheetError:
    name, line = getattr(error, "name", None), getattr(error, "lineno", 0)
    place = Place(f"templates/{name or template}", line or 0, 1 if line else 0)
    what = f"A template cannot be used: {str(error) or type(error).__name__}."
    return SurroundingsError.of("template", what, "Correct the template, or delete the project's own copy.", place)


def direction_of(text: str) -> str:
    """Return ``ltr`` or ``rtl`` by the first letter that has a direction (UAX 9, P2), nothing if none has."""
    return next((_DIRECTIONS[kind] for kind in map(bidirectional, text) if kind in _DIRECTIONS), "")


def with_languages(html: str, source: str = SOURCE_LOCALE) -> str:
    """Return a page with an element for each text that isolates mark: as one in the language of the source, or in ours.

    In attributes, as those that bookmarks and running heads are made from, the marks stay; what stands in the head of
    the page is metadata, which has one language.
    """
    if POP not in html:
        return html
    head, end, body = html.partition("</head>")
    return without_isolates(head) + end + _FOREIGN_TEXT.sub(lambda found: _foreign_element(found, source), body)


def _foreign_element(found: re.Match[str], source: str) -> str:
    language = SOURCE_LOCALE if found[1] == FIRST_STRONG else source
    return f'<span lang="{language}" dir="{script_direction(language)}">{found[2]}</span>'


class _Page:
    """One document being printed."""

    def __init__(
        self,
        environment: ImmutableSandboxedEnvironment,
        view: DocumentView,
        layout: Layout,
        medium: str = "",
        frame: Frame | None = None,
    ) -> None:
        self._environment, self._view, self._layout = environment, view, layout
        self._folders = (f"{medium}/components", "components") if medium else ("components",)
        self._frame, self._template = frame, frame.template if frame else view.template
        self._notes = view.note_by_key
        self._modules: dict[str, Any] = {}
        self.used = {self._template}
        self._doors = {
            "print": self._print,
            "component": self._component,
            "text": self._text,
            "body_at": self._body_at,
            "turned": self._turned,
            "page_of": self._page_of,
        }

    def html(self) -> str:
        around: dict[str, object] = {}
        if self._frame:
            raw = {name: Markup(text) for name, text in self._frame.raw.items()}  # noqa: S704 - stylesheets and data of ours
            around = {"page": self._frame.page, **self._frame.words, **raw}
        template = self._environment.get_template(self._template)
        return with_languages(template.render(view=self._view, **around, **self._doors), self._view.source_language)

    def _component(self, name: str, *values: object, **content: object) -> Markup:
        """Return what the macro of a component prints; ``content`` is what it stands around, as ``caller``."""
        if name not in self._modules:
            template = self._environment.select_template([f"{folder}/{name}.html" for folder in self._folders])
            self.used.add(str(template.name))
            self._modules[name] = template.make_module(self._doors)
        printed = getattr(self._modules[name], name.replace("-", "_"))(*values, **content)
        return Markup(printed)  # noqa: S704 - escaped by the macro

    def _print(self, block: BlockView) -> Markup:
        return self._component(block.kind, block)

    def _text(self, spans: Spans) -> Markup:
        return self._component("spans", spans)

    def _page_of(self, address: str) -> str:
        """Return the number of the page of a passage; before the first layout, one as wide as most."""
        return self._layout.folios.get(address, "8")

    def _turned(self, span: Span) -> str:
        """Return the direction of a name, an address or a link where it is not that of the document, else nothing.

        The engine sets each element in one direction for itself (WeasyPrint 70.0), so this is all that isolation asks for.
        """
        direction = direction_of(plain((span,)))
        return direction if direction != self._view.direction else ""

    def _body_at(self, call: Span) -> PrintedNote:
        """Return the printed note that ``call`` leads to."""
        if self._layout.has_endnotes:
            return PrintedNote(f"note-{call.note}", self._notes[call.note], call.id, printed_here=False, copy_of="")
        carrier = self._layout.carrier(call.id)
        own, number = f"note-{call.note}", carrier.rpartition("-")[2]
        is_first = number == "1"
        name = own if is_first else f"{own}--{number}"
        return PrintedNote(name, self._notes[call.note], carrier, carrier == call.id, "" if is_first else own)
