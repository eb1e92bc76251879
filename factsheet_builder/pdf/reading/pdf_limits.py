"""How much of a foreign PDF is read: what has more is refused with its measure before time and memory are spent on it.

Documents of people stay far below. The counts are taken from the arrays and chains that hold the things, none of which is
read for it; pypdf has limits of its own for the size of a stream and of a list.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from factsheet_builder.pdf.reading.link_targets import dictionary_of, items_of

MOST_OBJECTS: Final = 500_000
MOST_ANNOTATIONS: Final = 20_000
"""Links, comments and fields on all pages (measured: 100,000 take 11 s and 500 MB to inspect)."""
MOST_FIELDS: Final = 20_000
MOST_BOOKMARKS: Final = 10_000
MOST_DESTINATIONS: Final = 20_000
"""Of PDF 1.1, a dictionary of its own; a list of them meets the limit of pypdf."""

TOO_LARGE: Final = "The file has a list, a name or a stream beyond the size that is read"
"""What pypdf's own limits mean, in words."""
DIVIDE: Final = "Ask for it in parts, or export it anew."


def excess(reader: PdfReader, pages: Iterable[DictionaryObject]) -> str:
    """Return what the file has too much of, as a sentence without a full stop; nothing where it keeps the limits.

    Raises what pypdf raises for a damaged file.
    """
    return next(_excesses(reader, pages), "")


def _excesses(reader: PdfReader, pages: Iterable[DictionaryObject]) -> Iterator[str]:
    size = reader.trailer.get("/Size", 0)
    if isinstance(size, int) and size > MOST_OBJECTS:
        yield f"The file has {size:,} objects, and {MOST_OBJECTS:,} are the limit"
    annotations = 0
    for page in pages:
        annotations += len(items_of(page.get("/Annots")))
        if annotations > MOST_ANNOTATIONS:
            yield f"The file has more than {MOST_ANNOTATIONS:,} links, comments and fields, which are the limit"
            break
    catalog = reader.root_object
    if _fields(dictionary_of(catalog, "/AcroForm")) > MOST_FIELDS:
        yield f"The file has more than {MOST_FIELDS:,} form fields, which are the limit"
    if len(dictionary_of(catalog, "/Dests")) > MOST_DESTINATIONS:
        yield f"The file has more than {MOST_DESTINATIONS:,} named places, which are the limit"
    if _bookmarks(dictionary_of(catalog, "/Outlines")) > MOST_BOOKMARKS:
        yield f"The file has more than {MOST_BOOKMARKS:,} bookmarks, which are the limit"


def _fields(form: DictionaryObject) -> int:
    """Return how many fields there are, each once, counted until the limit is passed."""
    seen: set[int] = set()
    waiting = items_of(form.get("/Fields"))
    while waiting and len(waiting) + len(seen) <= MOST_FIELDS:
        field = waiting.pop().get_object()
        if isinstance(field, DictionaryObject) and id(field) not in seen:
            seen.add(id(field))
            waiting += items_of(field.get("/Kids"))
    return len(waiting) + len(seen)


def _bookmarks(outline: DictionaryObject) -> int:
    """Return how many bookmarks there are, each once, counted until the limit is passed."""
    seen: set[int] = set()
    waiting = [dictionary_of(outline, "/First")]
    while waiting and len(seen) <= MOST_BOOKMARKS:
        entry = waiting.pop()
        if entry and id(entry) not in seen:
            seen.add(id(entry))
            waiting += [dictionary_of(entry, "/Next"), dictionary_of(entry, "/First")]
    return len(seen)


def unpack_pages(reader: PdfReader) -> None:
    """Undo the filters of what is drawn on each page, so that a stream beyond pypdf's limits raises its error."""
    if reader.is_encrypted:  # what only restricts is read as far as it can be without its ciphers
        return
    for page in reader.pages:
        contents = page.get("/Contents")
        for content in items_of(contents) or [contents]:
            stream = content.get_object() if content is not None else None
            if isinstance(stream, StreamObject):
                stream.get_data()
