"""A PDF from anywhere -> the fields of its form with their values, as text; nothing in the file is run or followed.

Values are text strings or text streams (ISO 32000-1, 7.9.2.2 and 12.7.4.3) in UTF-16, UTF-8 or PDFDocEncoding; rich text
(``/RV``), appearances, scripts and XFA are left alone. Fields are found in the form and on the pages, since programs that
join files often keep only the latter. Files from elsewhere are read with patience and within limits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
    TextStringObject,
    decode_pdfdocencoding,
)

from factsheet_builder.errors import FactsheetError, Place, RefusedError
from factsheet_builder.pdf.joining.admission import listening
from factsheet_builder.pdf.reading.pdf_limits import TOO_LARGE
from factsheet_builder.pdf.reading.pypdf_log import Listener

MAX_BYTES: Final = 200_000_000
MAX_FIELDS: Final = 20_000
MAX_DEPTH: Final = 40
"""Limits of what is read; a pack has fewer than a hundred fields, two levels deep."""

_ESCAPED_LANGUAGE: Final = re.compile("\x1b[^\x1b]{2,5}\x1b")


@dataclass(frozen=True, slots=True)
class FoundField:
    """A field by its full name."""

    name: str
    value: str
    """As text; line breaks are line feeds."""
    other_value: str
    """A value that a widget of the field has instead, empty where none differs."""
    labels: tuple[tuple[str, str], ...]
    """Pairs of label and value of a choice."""


@dataclass(frozen=True, slots=True)
class FoundFields:
    """The fields of a file, sorted by their names."""

    fields: tuple[FoundField, ...]
    irregularity: str
    """What is wrong with the file although it can be read, empty where nothing is."""


def read_fields(pdf: bytes, name: str) -> FoundFields:
    """Return the fields of the file, which messages call ``name``.

    Raises:
        RefusedError: the file is encrypted, damaged, no PDF, too large, or its fields are a tangle.
    """
    place = Place(name)
    if len(pdf) > MAX_BYTES:
        what = f"The file has {len(pdf):,} bytes; {MAX_BYTES:,} are the limit."
        raise RefusedError.of("reply-too-large", what, "Ask for the form alone.", place)
    listener = Listener()
    try:
        with listening(listener):
            reader = PdfReader(BytesIO(pdf))
            if reader.is_encrypted:
                raise _encrypted(place)
            found = sorted(_Form(reader, place).fields(), key=lambda field: field.name)
        return FoundFields(tuple(found), next(iter(listener.heard), ""))
    except DependencyError:  # pypdf has no AES of its own and says so before it says that the file is encrypted
        raise _encrypted(place) from None
    except LimitReachedError:
        raise RefusedError.of("reply-too-large", f"{TOO_LARGE}.", "Ask for the form alone.", place) from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        what = f"The file is not a PDF that can be read: {str(error) or type(error).__name__}."
        raise RefusedError.of("reply-unreadable", what, "Ask for the file again.", place) from error


def _encrypted(place: Place) -> FactsheetError:
    what = "The file is encrypted: it asks for a password, or restricts what may be done with it."
    return RefusedError.of("reply-encrypted", what, "Ask for a copy without protection.", place)


@dataclass(frozen=True, slots=True)
class _Form:
    reader: PdfReader
    place: Place

    def fields(self) -> Iterator[FoundField]:
        """Yield every field that has a name and no named field below it, each once."""
        seen: set[int] = set()
        waiting = [(root, "", 0) for root in self._roots()]
        while waiting:
            node, above, depth = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if depth > MAX_DEPTH or len(seen) > MAX_FIELDS:
                what = f"Its form is deeper than {MAX_DEPTH} levels or has more than {MAX_FIELDS:,} fields."
                raise RefusedError.of("reply-unreadable", what, "Ask for the form alone.", self.place)
            own = _text(node.get("/T"))
            full = ".".join(filter(None, [above, own]))
            kids = _dictionaries(node.get("/Kids"))
            named = [kid for kid in kids if "/T" in kid]
            waiting.extend((kid, full, depth + 1) for kid in named)
            if full and not named:
                yield _found(full, node, kids)

    def _roots(self) -> Iterator[DictionaryObject]:
        """Yield the fields that stand at the top: those of the form, then those that only a page knows."""
        form = _resolve(self.reader.root_object.get("/AcroForm"))
        if isinstance(form, DictionaryObject):
            yield from _dictionaries(form.get("/Fields"))
        for page in self.reader.pages:
            for annotation in _dictionaries(page.get("/Annots")):
                if _text(annotation.get("/Subtype")) == "Widget":
                    yield _top_of(annotation)


def _top_of(node: DictionaryObject) -> DictionaryObject:
    for _ in range(MAX_DEPTH):
        above = _resolve(node.get("/Parent"))
        if not isinstance(above, DictionaryObject):
            break
        node = above
    return node


def _found(name: str, node: DictionaryObject, widgets: list[DictionaryObject]) -> FoundField:
    """Return the field; its own value counts, and that of a widget where the field has none."""
    own = _inherited(node, "/V")
    others = [value for widget in widgets if (value := _value(widget.get("/V")))]
    value = own or next(iter(others), "")
    differing = next((other for other in others if other != value), "")
    return FoundField(name, value, differing, tuple(_labels(node)))


def _inherited(node: DictionaryObject, key: str) -> str:
    for _ in range(MAX_DEPTH):
        if key in node:
            return _value(node.get(key))
        above = _resolve(node.get("/Parent"))
        if not isinstance(above, DictionaryObject):
            break
        node = above
    return ""


def _labels(node: DictionaryObject) -> Iterator[tuple[str, str]]:
    options = _resolve(node.get("/Opt"))
    for option in options if isinstance(options, ArrayObject) else ():
        pair = _resolve(option)
        if isinstance(pair, ArrayObject) and len(pair) == 2:
            yield _text(pair[1]), _text(pair[0])


def _value(item: object) -> str:
    """Return a value as text: the only one of an array, since our choices allow one."""
    value = _resolve(item)
    if isinstance(value, ArrayObject):
        value = _resolve(value[0]) if value else None
    if isinstance(value, StreamObject):
        return _decode(value.get_data())
    return _text(value)


def _text(item: object) -> str:
    value = _resolve(item)
    if isinstance(value, TextStringObject):
        return _decode(value.original_bytes)
    if isinstance(value, ByteStringObject):
        return _decode(bytes(value))
    return str(value).removeprefix("/") if isinstance(value, NameObject) else ""


def _decode(raw: bytes) -> str:
    """Return a text string as text (ISO 32000-2, 7.9.2.2), without escaped languages, line breaks as line feeds."""
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        text = raw[2:].decode("utf-16-be" if raw[0] == 0xFE else "utf-16-le", "replace")
    elif raw.startswith(b"\xef\xbb\xbf"):
        text = raw[3:].decode("utf-8", "replace")
    else:
        text = _decode_unmarked(raw)
    return _ESCAPED_LANGUAGE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _decode_unmarked(raw: bytes) -> str:
    """Return a text in PDFDocEncoding, unless it is UTF-8 without its mark, which some programs write.

    Words in PDFDocEncoding with letters beyond ASCII are not valid UTF-8 but by a rare accident.
    """
    try:
        return raw.decode("utf-8") if not raw.isascii() else decode_pdfdocencoding(raw)
    except UnicodeDecodeError:
        pass
    try:
        return decode_pdfdocencoding(raw)
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _resolve(item: object) -> PdfObject | None:
    for _ in range(MAX_DEPTH):
        if not isinstance(item, IndirectObject):
            break
        item = item.get_object()
    return item if isinstance(item, PdfObject) else None


def _dictionaries(item: object) -> list[DictionaryObject]:
    values = _resolve(item)
    entries = map(_resolve, values) if isinstance(values, ArrayObject) else ()
    return [entry for entry in entries if isinstance(entry, DictionaryObject)]
