"""Where the links of a PDF lead (ISO 32000-1, 12.3.2): an address, a name, a page; read without trusting the file."""

from functools import cached_property
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    Destination,
    DictionaryObject,
    IndirectObject,
    NullObject,
    TextStringObject,
)

from factsheet_builder.pdf.reading.marked_text import decode_text_string


class Landings:
    """The pages that links lead to; ``pages`` numbers them by their objects."""

    def __init__(self, reader: PdfReader, pages: dict[int, int]) -> None:
        self._reader, self._pages = reader, pages

    @cached_property
    def _named(self) -> dict[str, Destination]:
        try:
            return self._reader.named_destinations
        except (PyPdfError, ValueError, KeyError, AttributeError, TypeError, RecursionError):
            return {}  # a tree of names that is broken leads nowhere

    def page_of(self, annotation: DictionaryObject) -> int:
        """Return the page that a link leads to, 0 if to none of this file."""
        place: object = annotation.get("/Dest", dictionary_of(annotation, "/A").get("/D"))
        place = place.get_object() if isinstance(place, IndirectObject) else place
        if name := string_of(place):
            named = self._named.get(name)
            place = named.dest_array if named is not None else None
        page = place[0] if isinstance(place, ArrayObject) and place else None
        return self._pages.get(page.idnum, 0) if isinstance(page, IndirectObject) else 0


def target_of(annotation: DictionaryObject) -> str:
    """Return the address of a link, or ``#`` and the name of its destination; nothing if it has neither."""
    action = dictionary_of(annotation, "/A")
    if "/URI" in action:
        return string_of(action["/URI"]) or ""
    for element in items_of(action.get("/SD"))[:1]:  # a structure destination of PDF 2.0 (ISO 32000-2, 12.3.2.3)
        element = element.get_object() if isinstance(element, IndirectObject) else element
        if isinstance(element, DictionaryObject) and (identifier := string_of(element.get("/ID"))):
            return f"#{identifier}"
    destination = annotation.get("/Dest", action.get("/D"))
    return f"#{name}" if (name := string_of(destination)) else ""


def items_of(value: object) -> list[Any]:
    """Return the items of an array, one thing as an array of it, nothing as an empty one."""
    if isinstance(value, IndirectObject):
        resolved = value.get_object()
        return list(resolved) if isinstance(resolved, ArrayObject) else [value]
    if isinstance(value, ArrayObject):
        return list(value)
    return [] if value is None or isinstance(value, NullObject) else [value]


def dictionary_of(parent: DictionaryObject, key: str) -> DictionaryObject:
    """Return the dictionary under ``key``, an empty one where there is none."""
    value = parent.get(key)
    value = value.get_object() if value is not None else None
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def string_of(value: object) -> str | None:
    """Return a text string as words; nothing if it is none."""
    if isinstance(value, IndirectObject):
        value = value.get_object()
    if isinstance(value, bytes):
        return decode_text_string(value)
    return str(value) if isinstance(value, TextStringObject) else None
