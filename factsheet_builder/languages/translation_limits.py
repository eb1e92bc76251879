"""How large what translators give back may be: the one place for the limits of PO, XLIFF and TBX files.

They hold at the door of an import and for the catalogs that a project has already: a file beyond them is refused before a
parser turns it into memory, with what was found, the limit and what to do. Each limit is many times what a whole report
needs: the exchange file of the shipped factsheet has 0.2 million bytes, 300 units and no text above 2,000 characters.
"""

from pathlib import Path
from typing import Final

from factsheet_builder.errors import ContentError, Place, SurroundingsError

FILE_BYTES: Final = 8 * 1024 * 1024
LINES: Final = 400_000
TAGS: Final = 400_000
"""Of an XML file, opening and closing: libxml2 takes about 250 bytes for an element."""
DEPTH: Final = 100
"""Elements in elements; translators' programs write fewer than ten."""
ATTRIBUTES: Final = 50
"""Of one element."""
UNITS: Final = 10_000
"""Entries of a PO file, units of an XLIFF file, concepts of a TBX file."""
SEGMENTS: Final = 50_000
"""Of a translation memory."""
TEXT: Final = 20_000
"""Characters of one text: a source, a translation, a note, a term."""
FORMS: Final = 6
"""Forms by number; no language of CLDR has more (Arabic and Welsh have six)."""

WORD_ROWS: Final = 3_000
"""Passages that go into one Word file: with what Word adds to it, it is still below ``TAGS`` when it comes back."""

_AGAIN: Final = "Import the file that the translation program wrote, and nothing else."


def read_limited(path: Path, file: str) -> bytes:
    """Return the bytes of a file that is not too large; ``file`` is what users know it as.

    Raises:
        ContentError: it is larger than any file of translations.
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        refuse_too_large(path.stat().st_size, file)
        data = stream.read(FILE_BYTES + 1)  # a device has no size and no end
    refuse_too_large(len(data), file)
    return data


def read_returned(path: Path) -> bytes:
    """Return the bytes of a file that came back from translators.

    Raises:
        ContentError: it is larger than any file of translations.
        SurroundingsError: it cannot be read.
    """
    try:
        return read_limited(path, path.name)
    except OSError as error:
        what = f"{path} cannot be read: {error.strerror}."
        raise SurroundingsError.of("unreadable", what, "Correct the name.") from error


def refuse_too_large(size: int, file: str) -> None:
    """Raise ``ContentError`` where a file of ``size`` bytes is larger than any file of translations."""
    if size > FILE_BYTES:
        what = f"The file has {size:,} bytes or more; a file of translations has at most {FILE_BYTES:,}."
        raise ContentError.of("too-large", what, _AGAIN, Place(file))


def refuse_too_many(count: int, limit: int, what: str, file: str) -> None:
    """Raise ``ContentError`` where a file has more than ``limit`` of what is named, as ``units``."""
    if count > limit:
        said = f"The file has {count:,} {what}; a file of translations has at most {limit:,}."
        remedy = "Split it by factsheet in the translation program." if limit == UNITS else _AGAIN
        raise ContentError.of("too-many", said, remedy, Place(file))


def refuse_too_long(size: int, place: Place, what: str = "A text") -> None:
    """Raise ``ContentError`` where a text has more characters than any text of a factsheet."""
    if size > TEXT:
        said = f"{what} has {size:,} characters or more; at most {TEXT:,} are taken."
        raise ContentError.of("too-long", said, "See what it is in the translation program, and shorten it.", place)


def refuse_too_deep(depth: int, place: Place) -> None:
    """Raise ``ContentError`` where elements stand in elements deeper than any program writes them."""
    if depth > DEPTH:
        what = f"Elements stand in elements {depth:,} deep or more; at most {DEPTH:,} are read."
        raise ContentError.of("too-deep", what, _AGAIN, place)
