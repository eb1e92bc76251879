"""The one place that leans on the inside of WeasyPrint: what is used of it, checked before anything is written.

The tree of a finished document is built from three things that the engine has no public name for: the boxes of a page
(``Page._page_box``), the marked-content numbers that painting gives them (``Stream._tags``), and the annotations that
writing hangs on boxes. Nothing is patched: a document is written from pages of our own (``TaggedPage``) that paint as
the engine's do and keep what was marked, and the tree is added in the public ``finisher`` hook. The stock tree of
WeasyPrint 70.0 is never built (it cuts every element at page and line ends, WeasyPrint #2903).

``check_engine`` compares the version and the source of every function whose behaviour is relied on; it is called on
each write and costs nothing after the first time.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

import weasyprint
import weasyprint.draw as drawing
import weasyprint.draw.text as drawing_text
import weasyprint.layout.block as block_layout
import weasyprint.layout.inline as inline_layout
import weasyprint.layout.page as page_layout
import weasyprint.layout.preferred as preferred_layout
import weasyprint.text.line_break as line_break
from weasyprint.anchors import gather_anchors
from weasyprint.css import ColorProfile
from weasyprint.document import Page
from weasyprint.draw import draw_block_level, draw_inline_level
from weasyprint.draw.text import draw_first_line, draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import update_counters
from weasyprint.images import SVGImage
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.float import float_layout
from weasyprint.layout.page import make_page
from weasyprint.matrix import Matrix
from weasyprint.pdf import anchors, fonts, generate_pdf
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import split_first_line

from factsheet_builder.errors import SurroundingsError

ENGINE_VERSION = "70.0"
RELIED_ON: Mapping[str, Callable[..., Any]] = MappingProxyType({
    "HTML.__init__": weasyprint.HTML.__init__,
    "Stream.marked": Stream.marked,
    "Stream.artifact": Stream.artifact,
    "Stream.add_font": Stream.add_font,
    "Page.paint": Page.paint,
    "generate_pdf": generate_pdf,
    "gather_anchors": gather_anchors,
    "draw_inline_level": draw_inline_level,
    "draw_block_level": draw_block_level,
    "draw_text": draw_text,
    "draw_first_line": draw_first_line,
    "split_first_line": split_first_line,
    "add_links": anchors.add_links,
    "add_outlines": anchors.add_outlines,
    "add_forms": anchors.add_forms,
    "build_fonts_dictionary": fonts.build_fonts_dictionary,
})  # fmt: skip
KNOWN_SOURCES: Mapping[str, str] = MappingProxyType({
    "HTML.__init__": "5f19f40b81837f87",
    "Stream.marked": "3fa3acacbbf66422",
    "Stream.artifact": "be61e42186804e99",
    "Stream.add_font": "e4226e1117477217",
    "Page.paint": "b2f0dcbda755b5d5",
    "generate_pdf": "626343ef25c396e8",
    "gather_anchors": "373f8c676f27da3b",
    "draw_inline_level": "068162a401d00efd",
    "draw_block_level": "3de9ec3ad4aaad3c",
    "draw_text": "ebaf96239c6ca363",
    "draw_first_line": "1bb8eae6d88e71b1",
    "split_first_line": "39ad1016863ca34d",
    "add_links": "262e8b9b299892a7",
    "add_outlines": "9f5d6afde78956a1",
    "add_forms": "b31587edaf8c3233",
    "build_fonts_dictionary": "fc551bef35d0d6c3",
})  # fmt: skip

__all__ = [  # what others use of the inside
    "AbsolutePlaceholder", "Matrix", "Page", "SVGImage", "block_layout", "boxes", "draw_first_line", "draw_text",
    "drawing", "drawing_text", "ffi", "float_layout", "get_pango_font_key", "inline_layout", "line_break", "make_page",
    "page_layout", "pango", "preferred_layout", "split_first_line", "update_counters",
]  # fmt: skip

KNOWN_MODULES: Mapping[str, str] = MappingProxyType({
    "css.__init__": "77ad7287f90d7cfa",
    "css.targets": "dc7a175f80bbca47",
    "document": "f08f91af64563f5f",
    "draw.__init__": "fb6fcee79a80059c",
    "draw.text": "c9a450aa209277e7",
    "formatting_structure.boxes": "8ffd28ab74a149f0",
    "formatting_structure.build": "335ad8b541295d6b",
    "images": "a1637ab32a69f6f9",
    "layout.__init__": "f226ba97ad21e447",
    "layout.absolute": "240e268cec1e66dd",
    "layout.block": "9457dca0528c378f",
    "layout.float": "4e6cc308ad2a7d2a",
    "layout.inline": "0e7c1569330f5473",
    "layout.page": "d99c5aceb36d4586",
    "layout.preferred": "a7973703cd8ac5fa",
    "pdf.fonts": "9ad9a202a416b845",
    "pdf.stream": "4faf9169d1970d46",
    "svg.__init__": "eb1ee636d1f85e53",
    "svg.text": "743266ead497a963",
    "text.fonts": "59d74d0c161349b8",
    "text.line_break": "1f5a855ad992e0be",
})  # fmt: skip
"""Modules in which caches stand between the functions, by the digest of all of each."""

LineBox, TextBox, InlineBox, ReplacedBox = boxes.LineBox, boxes.TextBox, boxes.InlineBox, boxes.ReplacedBox
InlineLevelBox, MarginBox, FootnoteAreaBox = boxes.InlineLevelBox, boxes.MarginBox, boxes.FootnoteAreaBox
TableRowGroupBox = boxes.TableRowGroupBox


@dataclass(slots=True)
class TaggedPage:
    """A page that paints as the engine's page does and keeps the marked-content number of every box it painted.

    It stands in for ``weasyprint.document.Page`` in a ``Document``; ``marks`` and ``stream`` are filled by ``paint``.
    Links: one per box that is a link itself (WeasyPrint 70.0 repeats the annotation on every box inside, #185), none
    in the page margins, whose content is no part of the text. ``after_paint`` runs before fonts are subset.
    """

    width: float
    height: float
    bleed: dict[str, float]
    bookmarks: list[Any]
    links: list[Any]
    anchors: dict[str, Any]
    forms: dict[Any, list[Any]]
    _page_box: Any
    number: int
    after_paint: "Callable[[TaggedPage], None]"
    marks: dict[Any, int] = field(default_factory=dict)
    stream: Any = None

    @property
    def box(self) -> Any:  # noqa: ANN401 — the engine has no types
        """The box of the page: the root of what was laid out on it."""
        return self._page_box

    def paint(self, stream: Any, scale: float = 1) -> None:  # noqa: ANN401
        """Paint into ``stream``; called by the engine after links and form fields of the page were added."""
        stream._tags = {}
        Page.paint(self, stream, scale)
        self.marks = {box: mark["mcid"] for box, mark in stream._tags.items()}
        self.stream = stream
        self.after_paint(self)


def tagged_copy(document: Any, after_paint: Callable[[TaggedPage], None]) -> Any:  # noqa: ANN401
    """Return a ``Document`` of tagged pages; the given one is left as it is.

    Writing changes ``metadata`` and ``color_profiles`` of a document for later writes (WeasyPrint 70.0, measured), so
    both are copied. The output intent is the engine's sRGB profile, given here since the engine leaves its file
    open (WeasyPrint 70.0, ``generate_pdf``).
    """
    content = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    channels = (["r"], ["g"], ["b"])
    srgb = ColorProfile(BytesIO(content), "sRGB2014.icc", "relative-colorimetric", channels)
    pages = [_tagged_page(page, number, after_paint) for number, page in enumerate(document.pages)]
    return weasyprint.Document(
        pages,
        deepcopy(document.metadata),
        document.url_fetcher,
        document.font_config,
        {**document.color_profiles, "srgb": srgb},
        "srgb",
    )


def _tagged_page(page: Any, number: int, after_paint: Callable[[TaggedPage], None]) -> TaggedPage:  # noqa: ANN401
    outside = set(_marginal_boxes(page._page_box))
    links = [link for link in page.links if link[3].link and link[3] not in outside]
    return TaggedPage(
        width=page.width,
        height=page.height,
        bleed=page.bleed,
        bookmarks=page.bookmarks,
        links=links,
        anchors=page.anchors,
        forms={form: [field for field in fields if _is_shown(field[0])] for form, fields in page.forms.items()},
        _page_box=page._page_box,
        number=number,
        after_paint=after_paint,
    )


def _marginal_boxes(page_box: Any) -> Iterable[Any]:  # noqa: ANN401
    for child in page_box.children:
        if isinstance(child, MarginBox):
            yield from child.descendants()


def _is_shown(box: Any) -> bool:  # noqa: ANN401
    """Tell whether a form field is one for the reader: the engine makes a visible field of ``type=hidden``."""
    return bool(box.element.get("type") != "hidden")


class ParsedHTML(weasyprint.HTML):  # type: ignore[misc]
    """A document whose tree is read already: what ``weasyprint.HTML`` does after its parser (WeasyPrint 70.0)."""

    def __init__(self, root: Any, base_url: str, url_fetcher: Any) -> None:  # noqa: ANN401
        self.base_url, self.url_fetcher, self.media_type = base_url, url_fetcher, "print"
        self.wrapper_element = weasyprint.cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def page_box(page: Any) -> Any:  # noqa: ANN401
    """Return the root of what was laid out on a page of a ``Document``; every box knows the element that it is of."""
    return page._page_box


def real_box(box: Any) -> Any:  # noqa: ANN401
    """Return the box behind the placeholder that the engine leaves where an absolute box was taken out."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box


def source_digest(function: Callable[..., Any]) -> str:
    """Return a digest of the source of a function, for ``KNOWN_SOURCES``."""
    return sha256(inspect.getsource(function).encode()).hexdigest()[:16]


def changed_functions(relied_on: Mapping[str, Callable[..., Any]], known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the functions whose source is not the known one."""
    return tuple(name for name, function in relied_on.items() if source_digest(function) != known.get(name))


def changed_modules(known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the modules of the engine that are not the known ones."""
    folder = Path(weasyprint.__file__).parent
    files = {name: folder / f"{name.replace('.', '/')}.py" for name in known}
    return tuple(name for name, digest in known.items() if sha256(files[name].read_bytes()).hexdigest()[:16] != digest)


@lru_cache(maxsize=1)
def check_engine() -> None:
    """Make sure that the engine is the one this package was measured with.

    Raises:
        SurroundingsError: another version of WeasyPrint, or a changed function in it.
    """
    changed = (*changed_functions(RELIED_ON, KNOWN_SOURCES), *changed_modules(KNOWN_MODULES))
    if weasyprint.__version__ != ENGINE_VERSION or changed:
        what = f"WeasyPrint {weasyprint.__version__} is not the engine that tagged PDFs are written with"
        what += f" ({', '.join(changed)} changed)." if changed else "."
        raise SurroundingsError.of("engine-changed", what, f"Install weasyprint=={ENGINE_VERSION}.")
