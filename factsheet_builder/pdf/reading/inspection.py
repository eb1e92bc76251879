"""What any PDF contains, as facts: pages, title, language, fonts, tags, outline, links, claims, attachments.

Facts only: whether they are as they should be is judged by ``preflight``. Files from elsewhere are read with patience.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject
from pypdf.xmp import XmpInformation

from factsheet_builder.errors import Place, SurroundingsError
from factsheet_builder.pdf.reading.active_content import find_active
from factsheet_builder.pdf.reading.kept_readers import READERS
from factsheet_builder.pdf.reading.own_reader import OwnReader
from factsheet_builder.pdf.reading.pdf_limits import DIVIDE, TOO_LARGE, excess, unpack_pages
from factsheet_builder.pdf.reading.pypdf_log import Listener, hearing
from factsheet_builder.pdf.reading.tag_reader import TagTree, read_tags

_MAX_DEPTH: Final = 40
_BOX_TOLERANCE_PT: Final = 0.01
_DAMAGE: Final = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError)
"""What reading a damaged file may raise besides the errors that pypdf means."""


@dataclass(frozen=True, slots=True, order=True)
class FontFacts:
    """A font of the file by its name without the subset tag."""

    name: str
    is_embedded: bool
    has_unicode: bool


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark and its depth, from 1."""

    depth: int
    title: str


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF contains."""

    version: str
    page_sizes_mm: tuple[tuple[float, float], ...]
    """Width and height of each page."""
    stray_boxes: tuple[str, ...]
    """Boxes that reach out of the sheet, which viewers cut (ISO 32000-1, 14.11.2), as “TrimBox of page 3”."""
    title: str
    author: str
    subject: str
    keywords: str
    language: str
    is_tagged: bool
    tags: tuple[tuple[str, int], ...]
    """How many elements of each type the tag tree has, in the order of their names."""
    fonts: tuple[FontFacts, ...]
    outline: tuple[OutlineEntry, ...]
    internal_links: int
    addresses: tuple[str, ...]
    """Where the other links lead, in order, each once."""
    form_fields: int
    claims: tuple[str, ...]
    attachments: tuple[str, ...]
    active: tuple[str, ...] = ()
    """What runs or reaches out of the file, by kind and place."""
    is_restricted: bool = False
    """Whether it is encrypted, though it opens without a password: what may be done with it is restricted."""
    irregularity: str = ""
    """What is wrong with the file although it can be read, in the words of the library that read it."""


def inspect_pdf(
    data: bytes, name: str = "The file", *, is_ours: bool = False, is_tab: bool = False
) -> tuple[PdfFacts, TagTree]:
    """Return the facts and the tag tree of the PDF ``data``, which messages call ``name``.

    What ``is_ours``, just written here, is not held to the limits of foreign files; a reader of what may become the tab of
    a pack, ``is_tab``, is kept for joining.

    Raises:
        SurroundingsError: it is no PDF, is damaged, or asks for a password.
    """
    listener = Listener()
    try:
        with hearing(listener):
            facts, tree = _inspect(data, name, is_ours=is_ours, is_tab=is_tab)
        return replace(facts, irregularity=next(iter(listener.heard), "")), tree
    except FileNotDecryptedError:
        what = f"{name} is encrypted and asks for a password."
        raise SurroundingsError.of("pdf-encrypted", what, "Ask for a copy without protection.") from None
    except DependencyError:  # pypdf has no AES of its own
        what = f"{name} is encrypted with AES: it asks for a password, or restricts what may be done with it."
        raise SurroundingsError.of("pdf-encrypted", what, "Ask for a copy without protection.") from None
    except LimitReachedError:
        raise SurroundingsError.of("pdf-too-much", f"{TOO_LARGE}.", DIVIDE, Place(name)) from None
    except (PyPdfError, NotImplementedError, ArithmeticError, *_DAMAGE) as error:
        what = f"{name} is not a PDF that can be read: {str(error) or type(error).__name__}."
        raise SurroundingsError.of("pdf-unreadable", what, "Check that it is a PDF and that it is whole.") from error


def _inspect(data: bytes, name: str, *, is_ours: bool, is_tab: bool) -> tuple[PdfFacts, TagTree]:
    reader = READERS.of(data) if is_tab else (OwnReader if is_ours else PdfReader)(BytesIO(data))
    _ = reader.root_object  # what is encrypted or no PDF says so here, before the tags are read
    if not is_ours:
        if much := excess(reader, reader.pages):
            raise SurroundingsError.of("pdf-too-much", f"{much}.", DIVIDE, Place(name))
        unpack_pages(reader)
    tree = read_tags(reader)
    return _facts(reader, tree), tree


def fonts_of(data: bytes) -> tuple[FontFacts, ...]:
    """Return the fonts of a PDF that this project has just written, in the order of their names."""
    return tuple(sorted(set(_fonts(OwnReader(BytesIO(data))))))


def _facts(reader: PdfReader, tree: TagTree) -> PdfFacts:
    info: Mapping[str, Any] = reader.metadata or {}
    xmp = reader.xmp_metadata
    counts = Counter(element.kind for element in tree.walk())
    internal, addresses = _links(reader)
    return PdfFacts(
        version=reader.pdf_header.removeprefix("%PDF-"),
        page_sizes_mm=tuple((_mm(page.mediabox.width), _mm(page.mediabox.height)) for page in reader.pages),
        stray_boxes=tuple(_stray_boxes(reader)),
        title=tree.title,
        author=str(info.get("/Author", "")),
        subject=str(info.get("/Subject", "")),
        keywords=str(info.get("/Keywords", "")),
        language=tree.language,
        is_tagged=tree.is_marked and bool(tree.elements),
        tags=tuple(sorted(counts.items())),
        fonts=tuple(sorted(set(_fonts(reader)))),
        outline=tuple(_outline(reader.outline, 1)),
        internal_links=internal,
        addresses=addresses,
        form_fields=len(reader.get_fields() or {}),
        claims=tuple(_claims(xmp)),
        attachments=tuple(sorted(reader.attachments)),
        active=find_active(reader),
        is_restricted=reader.is_encrypted,
    )


def _mm(points: float) -> float:
    return round(float(points) * 25.4 / 72, 1)


def _stray_boxes(reader: PdfReader) -> Iterator[str]:
    for number, page in enumerate(reader.pages, 1):
        sheet = page.mediabox
        for name, box in (
            ("CropBox", page.cropbox),
            ("BleedBox", page.bleedbox),
            ("TrimBox", page.trimbox),
            ("ArtBox", page.artbox),
        ):
            over = (sheet.left - box.left, sheet.bottom - box.bottom, box.right - sheet.right, box.top - sheet.top)
            if max(over) > _BOX_TOLERANCE_PT:
                yield f"{name} of page {number}"


def _outline(entries: list[Any], depth: int) -> Iterator[OutlineEntry]:
    if depth > _MAX_DEPTH:
        return
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(entry, depth + 1)
        else:
            yield OutlineEntry(depth, str(entry.title))


def _links(reader: PdfReader) -> tuple[int, tuple[str, ...]]:
    internal, addresses = 0, []
    for page in reader.pages:
        for item in page.get("/Annots", ArrayObject()) or ():
            annotation = item.get_object()
            if annotation.get("/Subtype") != "/Link":
                continue
            action = annotation.get("/A", DictionaryObject()).get_object()
            if "/URI" in action:
                addresses.append(str(action["/URI"]))
            else:
                internal += 1
    return internal, tuple(dict.fromkeys(addresses))


def _fonts(reader: PdfReader) -> Iterator[FontFacts]:
    seen: set[int] = set()
    for page in reader.pages:
        yield from _fonts_of(page.get("/Resources", DictionaryObject()).get_object(), 0, seen)


def _fonts_of(resources: DictionaryObject, depth: int, seen: set[int]) -> Iterator[FontFacts]:
    """Yield the fonts of a page's resources and of the forms inside them, those that are not ``seen`` yet."""
    for value in resources.get("/Font", DictionaryObject()).get_object().values():
        font = value.get_object()
        if id(font) in seen:
            continue
        seen.add(id(font))  # the reader keeps what it has read, so that the number stays that of this font
        name = re.sub(r"^[A-Z]{6}\+", "", str(font.get("/BaseFont", "/?"))[1:])
        holder = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = holder.get("/FontDescriptor", DictionaryObject()).get_object()
        is_embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        yield FontFacts(name, is_embedded, "/ToUnicode" in font)
    if depth < _MAX_DEPTH:
        for value in resources.get("/XObject", DictionaryObject()).get_object().values():
            inner = value.get_object().get("/Resources")
            if inner is not None:
                yield from _fonts_of(inner.get_object(), depth + 1, seen)


_PDFA: Final = "http://www.aiim.org/pdfa/ns/id/"
_PDFUA: Final = "http://www.aiim.org/pdfua/ns/id/"
_PDFX: Final = "http://www.npes.org/pdfx/ns/id/"


def _claims(xmp: XmpInformation | None) -> Iterator[str]:
    """Yield what the file claims to conform to, as its XMP metadata says, whatever prefixes it uses."""
    if xmp is None:
        return
    if part := _property(xmp, _PDFA, "part"):
        yield f"PDF/A-{part}{_property(xmp, _PDFA, 'conformance').lower()}"
    if part := _property(xmp, _PDFUA, "part"):
        yield f"PDF/UA-{part}"
    yield from filter(None, [_property(xmp, _PDFX, "GTS_PDFXVersion")])


def _property(xmp: XmpInformation, namespace: str, name: str) -> str:
    """Return a simple property, written as an element or as an attribute; nothing where it is absent."""
    for node in xmp.get_element("", namespace, name):
        value = getattr(node, "value", None) or "".join(
            child.data for child in node.childNodes if child.nodeType == child.TEXT_NODE
        )
        return str(value).strip()
    return ""
