"""A PO file before and while Babel reads it: each line one of PO, and none of what it holds beyond the limits."""

import codecs
import re
from typing import Final

from babel.messages.catalog import Catalog as PoCatalog

from factsheet_builder.errors import ContentError, Place
from factsheet_builder.languages import translation_limits as limits

REMEDY: Final = "Export it again from the translation program, as PO in UTF-8."

_LINE: Final = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr|msgstr\[[0-9]+\])?\s*"(?:[^"\\]|\\.)*"')
_HIDDEN: Final = re.compile(r"#[~|]\s*")


_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def encoding_of(data: bytes) -> str:
    """Return the encoding that a file of text is in: UTF-16 where it has its mark or zeros in it, otherwise UTF-8."""
    if marked := next((name for mark, name in _MARKS if data.startswith(mark)), ""):
        return marked
    if len(data) < 2 or bool(data[0]) == bool(data[1]):
        return "utf-8"
    return "utf-16-le" if data[0] else "utf-16-be"


class TooManyFormsError(Exception):
    """A header asks for more forms by number than any language has."""


class LimitedPo(PoCatalog):
    """A catalog that gives room to as many forms by number as a language can have; Babel 2.18 takes any number."""

    @property
    def num_plurals(self) -> int:
        """How many forms by number the language has."""
        if (count := int(super().num_plurals)) > limits.FORMS or count < 1:
            raise TooManyFormsError(f"{count:,}")
        return count

    def refuse_odd_forms(self) -> None:
        """Raise ``TooManyFormsError`` where the header says what no language has, whether an entry asks for it or not."""
        self.num_plurals  # noqa: B018 - asked for its refusal


def checked_text(data: bytes, file: str) -> str:
    """Return the text of a PO file each line of which is one of PO.

    Raises:
        ContentError: it is not in UTF-8, a line is none of PO, or it has more of something than ``translation_limits`` allow.
    """
    limits.refuse_too_large(len(data), file)
    if encoding_of(data) != "utf-8":
        what = "The file is in UTF-16; PO files are read in UTF-8."
        raise ContentError.of("not-utf-8", what, REMEDY, Place(file, 1, 1))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(file, data.count(b"\n", 0, error.start) + 1, 1)
        raise ContentError.of("not-utf-8", "The file is not in UTF-8.", REMEDY, place) from error
    _check_lines(text, file)
    return text


def _check_lines(text: str, file: str) -> None:
    """Raise ``ContentError`` at what is no line of PO, or has more of something than is read.

    Babel 2.18 reads a line without its closing quotation mark, and loses a letter.
    """
    limits.refuse_too_many(text.count("\n"), limits.LINES, "lines", file)
    size = units = 0
    for number, whole in enumerate(text.split("\n"), 1):
        line = whole.strip()
        limits.refuse_too_long(len(line), Place(file, number, 1), "A line")
        if not line.startswith("#") and line and not _LINE.fullmatch(line):
            what = f"This is no line of a PO file: “{line[:40]}”."
            raise ContentError.of("po", what, REMEDY, Place(file, number, 1))
        words = _HIDDEN.sub("", line, count=1) if line.startswith(("#~", "#|")) else line
        units += words.startswith("msgid ")
        size = size + len(words) - 2 if words.startswith('"') else len(words)
        limits.refuse_too_long(size, Place(file, number, 1))
    limits.refuse_too_many(units, limits.UNITS, "entries", file)
