"""A Word file from people we do not know -> the parts that are read, each a tree; nothing else of it is opened.

How it is unpacked without harm is left to ``office_archive``, what the parts say to ``word_reader``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from factsheet_builder.content.reading.office_archive import (
    OfficeParts,
    OfficeProgram,
    is_office_file,
    read_office_file,
)
from factsheet_builder.errors import ContentError, Place
from factsheet_builder.languages.exchange.tree import Element, name_of, parse_xml

CONTENT: Final = "wordprocessingml.document.main+xml"
COMMENTS: Final = "wordprocessingml.comments+xml"
STYLES: Final = "wordprocessingml.styles+xml"
NUMBERING: Final = "wordprocessingml.numbering+xml"
FOOTNOTES: Final = "wordprocessingml.footnotes+xml"
ENDNOTES: Final = "wordprocessingml.endnotes+xml"
"""How the type of the content of a part ends."""

_KINDS: Final = (CONTENT, COMMENTS, STYLES, NUMBERING, FOOTNOTES, ENDNOTES)

_WITH_MACROS: Final = "macroEnabled.main+xml"
_TYPES: Final = "[Content_Types].xml"
_AGAIN: Final = "Open it in Word or LibreOffice and save it as .docx, without a password and without macros."
_WORD: Final = OfficeProgram("Word", "Word 97 to 2003", _AGAIN)


@dataclass(frozen=True, slots=True)
class WordParts:
    """The parts of a Word file: those that are known, by the ends of their types, and all."""

    office: OfficeParts
    known: Mapping[str, Element]
    content_name: str
    """The name of the part that has the text."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return self.office.names

    def tree(self, name: str) -> Element | None:
        """Return the XML of the part called ``name``, where there is one."""
        texts = self.office.texts
        return parse_xml(texts[name], f"{self.office.file}/{name}") if name in texts else None

    def related(self, name: str) -> Element | None:
        """Return what the part called ``name`` has relations to."""
        folder, _, last = name.rpartition("/")
        return self.tree(f"{folder}/_rels/{last}.rels".lstrip("/"))


def is_word(data: bytes) -> bool:
    """Tell whether ``data`` can only be meant as a file of Word, an older one included."""
    return is_office_file(data)


def read_parts(data: bytes, file: str) -> Mapping[str, Element]:
    """Return the parts that are read, ``CONTENT`` in any case, by the end of their types.

    Raises:
        ContentError: it is no Word file, damaged, protected, has macros or a document type, or is larger than
            ``office_archive`` allows.
    """
    return open_word(data, file).known


def open_word(data: bytes, file: str) -> WordParts:
    """Return all that may be read of a Word file; raises as ``read_parts``."""
    office = read_office_file(data, file, _WORD)
    types = _types(office.texts, file)
    known = {
        kind: parse_xml(office.texts[name], f"{file}/{name}") for kind, name in types.items() if name in office.texts
    }
    return WordParts(office, known, types[CONTENT])


def _types(parts: Mapping[str, bytes], file: str) -> dict[str, str]:
    """Return the names of the parts that are read, by the ends of their types."""
    if _TYPES not in parts:
        other = " It is an archive of another kind, perhaps of OpenDocument." if parts else ""
        raise ContentError.of("foreign", f"This is no Word file.{other}", _AGAIN, Place(file))
    found = {}
    for element in parse_xml(parts[_TYPES], f"{file}/{_TYPES}"):
        kind, name = element.get("ContentType", ""), element.get("PartName", "").lstrip("/")
        if name_of(element) == "Override" and kind.endswith(_WITH_MACROS):
            raise ContentError.of("foreign", "The file has macros, which are not read.", _AGAIN, Place(file))
        if name_of(element) == "Override":
            found.update({wanted: name for wanted in _KINDS if kind.endswith(wanted)})
    if found.get(CONTENT, "") not in parts:
        what = "This is no Word file: it has no text, or is of another program of the office."
        raise ContentError.of("foreign", what, _AGAIN, Place(file))
    return found
