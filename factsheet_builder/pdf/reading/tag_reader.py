"""From any finished PDF to its tag tree, read as a screen reader would: types, languages, descriptions and text.

The tree follows ``/StructTreeRoot`` (ISO 32000-1, 14.7; ISO 32000-2, 14.8): the text of an element is the text of its
marked content, in logical order whatever the order on the page, with ``/ActualText`` honoured at every level. Files
from elsewhere are read with patience: a file without tags gives a tree without elements, and what is broken (cycles,
absurd depth, pages that do not exist) is left out and said in ``problems``. What a tree owes is left to the preflight.

``read_tags`` reads, ``dump`` writes a tree down for golden files, ``read_body`` gives the text with the notes apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from factsheet_builder.errors import SurroundingsError
from factsheet_builder.pdf.reading.font_text import FontText
from factsheet_builder.pdf.reading.link_targets import Landings, dictionary_of, items_of, string_of, target_of
from factsheet_builder.pdf.reading.marked_text import PAGE_TEXTS, MarkedText
from factsheet_builder.pdf.reading.tag_tree import (
    INLINE,
    NOTES,
    Annotation,
    BodyText,
    Content,
    Element,
    NoteText,
    TagTree,
    dump,
    without_layout_signs,
)

__all__ = ["Annotation", "BodyText", "Content", "Element", "NoteText", "TagTree", "dump", "read_body", "read_tags"]

MAX_DEPTH = 150  # elements inside elements; real documents stay below 30
_TEXT_ATTRIBUTES = (
    *(
        "Scope",
        "ListNumbering",
        "RowSpan",
        "ColSpan",
        "BBox",
        "Headers",
        "NoteType",
        "Placement",
        "Role",
        "WritingMode",
    ),
)
Source = bytes | Path | PdfReader


def read_tags(source: Source) -> TagTree:
    """Read the tag tree of a PDF given as bytes, as a path or as an open reader.

    Raises:
        SurroundingsError: the file is not a PDF, or asks for a password.
    """
    try:
        reader = source if isinstance(source, PdfReader) else PdfReader(_open(source))
        return _TreeReader(reader).read()
    except (PyPdfError, OSError, RecursionError, ValueError, KeyError) as error:
        name = str(source) if isinstance(source, Path) else ""
        what = f"The PDF {name} cannot be read: {error}".replace("  ", " ")
        raise SurroundingsError.of("pdf-unreadable", what, "Check that it opens without a password.") from error


def read_body(source: "Source | TagTree", *, with_calls: bool = False) -> BodyText:
    """Return the text of the body in logical order with the notes apart; calls of notes only if ``with_calls``.

    What is written inside a figure that has a description is left out, as the description stands for it.
    """
    tree = source if isinstance(source, TagTree) else read_tags(source)
    blocks = tuple(block for element in tree.elements for block in _blocks(element, with_calls=with_calls) if block)
    return BodyText(blocks, tuple(map(_read_note, tree.find(*NOTES))))


def _open(source: bytes | Path) -> BytesIO:
    return BytesIO(source.read_bytes() if isinstance(source, Path) else source)


def _blocks(element: Element, *, with_calls: bool) -> Iterator[str]:
    """Yield the text of each block: what stands between two ends of blocks, spaces made one."""
    line: list[str] = []
    for piece in (*_pieces(element, with_calls=with_calls), None):
        if piece is None:
            yield " ".join(without_layout_signs("".join(line)).split())
            line.clear()
        else:
            line.append(piece)


def _pieces(element: Element, *, with_calls: bool) -> Iterator[str | None]:
    """Yield texts in logical order, and ``None`` where a block begins or ends."""
    if element.kind in NOTES:
        return
    if element.kind == "Reference" and not with_calls:
        yield " " if element.text[-1:].isspace() else ""  # a call at a line's end carries the space that follows it
        return
    is_block = element.kind not in INLINE or element.kind == "Lbl"
    if is_block:
        yield None
    if element.actual_text is not None:
        yield element.actual_text
    elif element.alt is not None and element.kind == "Figure":
        # The alternative is read in place of what is drawn; a caption inside the figure is text like any other.
        captions = [kid for kid in element.elements if kid.kind == "Caption"]
        for caption in captions:
            yield from _pieces(caption, with_calls=with_calls)
        yield element.alt
    else:
        for kid in element.kids:
            if isinstance(kid, Content):
                yield "" if element.kind == "Figure" and element.alt else kid.text
            elif isinstance(kid, Element):
                yield from _pieces(kid, with_calls=with_calls)
    if is_block:
        yield None


def _read_note(note: Element) -> NoteText:
    labels = [kid for kid in note.elements if kid.kind == "Lbl"]
    rest = Element(note.kind, tuple(kid for kid in note.kids if kid not in labels))
    number = "".join(label.text for label in labels).strip()
    return NoteText(note.identifier, number, " ".join(rest.text.split()), note.pages)


@dataclass(slots=True)
class _TreeReader:
    """Walks the structure tree of one file once; every lookup that a hostile file could break is guarded here."""

    reader: PdfReader
    problems: list[str] = field(default_factory=list)
    pages: dict[int, int] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    texts: dict[int, MarkedText] = field(default_factory=dict)
    claimed: set[tuple[int, int]] = field(default_factory=set)
    fonts: dict[int, FontText] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    _landings: Landings = field(init=False)

    def __post_init__(self) -> None:
        self._landings = Landings(self.reader, self.pages)

    def read(self) -> TagTree:
        root = self.reader.root_object
        for number, page in enumerate(self.reader.pages, 1):
            if page.indirect_reference is not None:
                self.pages[page.indirect_reference.idnum] = number
        structure, marks, info = (
            dictionary_of(root, "/StructTreeRoot"),
            dictionary_of(root, "/MarkInfo"),
            self.reader.metadata,
        )
        self.roles = {str(key)[1:]: str(value)[1:] for key, value in dictionary_of(structure, "/RoleMap").items()}
        kids = [kid for item in items_of(structure.get("/K")) for kid in self._kid(item, 0, 1)]
        orphans = tuple(self._orphans()) if structure else ()
        return TagTree(
            elements=tuple(kid for kid in kids if isinstance(kid, Element)),
            language=string_of(root.get("/Lang")) or "",
            title=(info.title if info is not None else "") or _dublin_core_title(self.reader),
            is_marked=str(marks.get("/Marked")).lower() == "true",
            page_count=len(self.pages),
            problems=tuple(dict.fromkeys(self.problems)),
            orphans=orphans,
        )

    def _orphans(self) -> Iterator[Content]:
        """Yield the text of each page that no element claims (ISO 14289-1, 7.1: content is tagged or an artifact)."""
        for number in self.pages.values():
            marked = self._page_text(number)
            stray = [text for mcid, text in marked.texts.items() if (number, mcid) not in self.claimed]
            text = " ".join(filter(None, ("".join(parts).strip() for parts in (*stray, marked.outside))))
            if text:
                yield Content(text, number)

    def _kid(self, item: object, page: int, depth: int) -> Iterator[Element | Content | Annotation]:
        if isinstance(item, IndirectObject):
            if item.idnum in self.seen:
                self.problems.append("an element of the tag tree stands in it twice")
                return
            self.seen.add(item.idnum)
            item = item.get_object()
        if isinstance(item, int):
            yield self._content(page, int(item))
        elif isinstance(item, DictionaryObject):
            match item.get("/Type"):
                case "/MCR":
                    mcid = item.get("/MCID")
                    yield self._content(self._page(item, page), int(mcid) if isinstance(mcid, int) else -1)
                case "/OBJR":
                    yield self._annotation(item, page)
                case _ if depth > MAX_DEPTH:
                    self.problems.append(f"the tag tree is deeper than {MAX_DEPTH} elements")
                case _:
                    yield self._element(item, page, depth)

    def _element(self, item: DictionaryObject, page: int, depth: int) -> Element:
        page = self._page(item, page)
        own_kind = str(item.get("/S", "/"))[1:]
        kids = tuple(kid for entry in items_of(item.get("/K")) for kid in self._kid(entry, page, depth + 1))
        return Element(
            kind=self._role(own_kind),
            kids=_merge_contents(kids),
            language=string_of(item.get("/Lang")) or "",
            title=string_of(item.get("/T")) or "",
            alt=string_of(item.get("/Alt")),
            actual_text=string_of(item.get("/ActualText")),
            expansion=string_of(item.get("/E")) or "",
            identifier=string_of(item.get("/ID")) or "",
            own_kind=own_kind,
            attributes=tuple(_attributes(item)),
        )

    def _role(self, kind: str) -> str:
        known = {kind}
        while (mapped := self.roles.get(kind)) and mapped not in known:
            known.add(mapped)
            kind = mapped
        return kind

    def _page(self, item: DictionaryObject, inherited: int) -> int:
        page = item.raw_get("/Pg") if "/Pg" in item else None
        return self.pages.get(page.idnum, 0) if isinstance(page, IndirectObject) else inherited

    def _content(self, page: int, mcid: int) -> Content:
        if not page:
            self.problems.append("content of the tag tree belongs to no page")
            return Content("", 0)
        self.claimed.add((page, mcid))
        return Content("".join(self._page_text(page).texts.get(mcid, ())), page)

    def _page_text(self, number: int) -> MarkedText:
        if number not in self.texts:
            self.texts[number] = self._read_page(number)
        return self.texts[number]

    def _read_page(self, number: int) -> MarkedText:
        page = self.reader.pages[number - 1]
        marked = MarkedText(self.fonts)
        contents = page.get_contents()
        try:
            if contents is not None:
                return PAGE_TEXTS.read(marked, contents.get_data(), dictionary_of(page, "/Resources"))
        except (PyPdfError, ValueError, KeyError, RecursionError, AttributeError, TypeError) as error:
            self.problems.append(f"page {number} cannot be read to its end: {error}")
        return marked

    def _annotation(self, item: DictionaryObject, page: int) -> Annotation:
        annotation = dictionary_of(item, "/Obj")
        number = self._page(annotation, self._page(item, page)) if "/Pg" in annotation else self._page(item, page)
        return Annotation(
            kind=str(annotation.get("/Subtype", "/"))[1:],
            page=number,
            description=string_of(annotation.get("/Contents")) or string_of(annotation.get("/TU")) or "",
            target=target_of(annotation),
            value=_field_value(annotation),
            lands_on=self._landings.page_of(annotation),
        )


def _merge_contents(kids: Iterable[Element | Content | Annotation]) -> tuple[Element | Content | Annotation, ...]:
    """Join neighbouring contents of one page: a line, or a word in italics, is no unit of reading."""
    merged: list[Element | Content | Annotation] = []
    for kid in kids:
        last = merged[-1] if merged else None
        if isinstance(kid, Content) and isinstance(last, Content) and last.page == kid.page:
            merged[-1] = Content(last.text + kid.text, kid.page)
        else:
            merged.append(kid)
    return tuple(merged)


def _attributes(item: DictionaryObject) -> Iterator[tuple[str, str]]:
    for entry in items_of(item.get("/A")):
        entry = entry.get_object() if isinstance(entry, IndirectObject) else entry
        for name in _TEXT_ATTRIBUTES:
            if isinstance(entry, DictionaryObject) and f"/{name}" in entry:
                yield name, _attribute_text(entry[f"/{name}"])


def _attribute_text(value: object) -> str:
    match value:
        case ArrayObject():
            return "[" + " ".join(map(_attribute_text, value)) + "]"
        case float():
            return f"{float(value):.1f}"
        case _:
            return str(value).removeprefix("/")


def _field_value(annotation: DictionaryObject) -> str:
    field_holder = dictionary_of(annotation, "/Parent") if "/FT" not in annotation else annotation
    if field_holder.get("/FT") == "/Btn":
        return str(annotation.get("/AS", "")).removeprefix("/")
    values = [string_of(value) for value in items_of(field_holder.get("/V"))]
    return ", ".join(value for value in values if value)


def _dublin_core_title(reader: PdfReader) -> str:
    """PDF 2.0 keeps the title in the XMP metadata alone (ISO 19005-4, 6.1.3)."""
    try:
        titles = reader.xmp_metadata.dc_title if reader.xmp_metadata is not None else None
    except (PyPdfError, ValueError, AttributeError):
        return ""
    return next(iter(titles.values()), "") if titles else ""
