"""A Word file from people we do not know -> the parts that are read, each a tree; nothing else of it is opened.

A Word file is a ZIP archive of XML (ECMA-376, part 2). How much there is in it unpacked is known before any parser sees it,
and no part of it may have a document type. What the parts say is left to ``word_reader``.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from factsheet_builder.errors import ContentError, Place
from factsheet_builder.languages import translation_limits as limits
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
_ENTRY: Final = b"PK\x01\x02"
_FAULTS: Final = (
    BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip
"""What the standard library raises at archives that are damaged, or that it cannot read."""
_OLD: Final = b"\xd0\xcf\x11\xe0"
_AGAIN: Final = "Open it in Word or LibreOffice and save it as .docx, without a password and without macros."
_FORBIDDEN: Final = tuple(
    words.encode(encoding) for words in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


@dataclass(frozen=True, slots=True)
class WordParts:
    """The parts of a Word file: those that are known, by the ends of their types, and the names of all."""

    data: bytes
    file: str
    known: Mapping[str, Element]
    content_name: str
    """The name of the part that has the text."""
    names: tuple[str, ...]
    texts: Mapping[str, bytes]
    """The XML of all parts, by their names; none has a document type."""

    def tree(self, name: str) -> Element | None:
        """Return the XML of the part called ``name``, where there is one."""
        return parse_xml(self.texts[name], f"{self.file}/{name}") if name in self.texts else None

    def related(self, name: str) -> Element | None:
        """Return what the part called ``name`` has relations to."""
        folder, _, last = name.rpartition("/")
        return self.tree(f"{folder}/_rels/{last}.rels".lstrip("/"))

    def bytes_of(self, name: str) -> bytes:
        """Return the bytes of a part, as of a picture; raises as ``open_word``."""
        try:
            with ZipFile(BytesIO(self.data)) as archive:
                wanted = [entry for entry in archive.infolist() if entry.filename.lstrip("/") == name]
                return _read(archive, wanted[0], self.file) if wanted else b""
        except _FAULTS as error:
            what = "This is no whole Word file: its archive is damaged."
            raise ContentError.of("archive", what, _AGAIN, Place(self.file)) from error


def is_word(data: bytes) -> bool:
    """Tell whether ``data`` can only be meant as a file of Word, an older one included."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLD))


def read_parts(data: bytes, file: str) -> Mapping[str, Element]:
    """Return the parts that are read, ``CONTENT`` in any case, by the end of their types.

    Raises:
        ContentError: it is no Word file, damaged, protected, has macros or a document type, or is larger than
            ``translation_limits`` allow.
    """
    return open_word(data, file).known


def open_word(data: bytes, file: str) -> WordParts:
    """Return all that may be read of a Word file; raises as ``read_parts``."""
    if data.startswith(_OLD):
        what = "This is a file of Word 97 to 2003, or one with a password."
        raise ContentError.of("foreign", what, _AGAIN, Place(file))
    parts, names = _unpacked(data, file)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")) and any(words in part for words in _FORBIDDEN):
            what = f"{name} in the file has a document type, which no Word file needs and which can do harm."
            raise ContentError.of("doctype", what, _AGAIN, Place(file))
    types = _types(parts, file)
    known = {kind: parse_xml(parts[name], f"{file}/{name}") for kind, name in types.items() if name in parts}
    return WordParts(data, file, known, types[CONTENT], names, parts)


def _unpacked(data: bytes, file: str) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the XML of the file by the names of its parts, and all names; pictures and the like are not unpacked."""
    limits.refuse_too_many(data.count(_ENTRY), limits.ARCHIVE_FILES, "files inside", file)
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_unsafe(entries, file)
            wanted = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
            names = tuple(sorted(entry.filename.lstrip("/") for entry in entries))
            return {entry.filename.lstrip("/"): _read(archive, entry, file) for entry in wanted}, names
    except _FAULTS as error:
        what = "This is no whole Word file: its archive is damaged."
        raise ContentError.of("archive", what, _AGAIN, Place(file)) from error


def _refuse_unsafe(entries: list[ZipInfo], file: str) -> None:
    size = sum(entry.file_size for entry in entries)
    if size > limits.ARCHIVE_BYTES:
        what = f"The file has {size:,} bytes when it is unpacked; at most {limits.ARCHIVE_BYTES:,} are read."
        raise ContentError.of("too-large", what, "Delete pictures from it, and save it again.", Place(file))
    names = Counter(entry.filename.lstrip("/").casefold() for entry in entries)
    if name := next((name for name, count in names.items() if count > 1), ""):
        what = f"The file has two parts called “{name[:80]}”."
        raise ContentError.of("archive", what, _AGAIN, Place(file))
    if any(entry.flag_bits & 1 or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries):
        what = "The file is protected by a password, or packed as Word does not pack."
        raise ContentError.of("archive", what, _AGAIN, Place(file))


def _read(archive: ZipFile, entry: ZipInfo, file: str) -> bytes:
    """Return a part; what is said of its size is not believed."""
    with archive.open(entry) as stream:
        data = stream.read(limits.FILE_BYTES + 1)
    limits.refuse_too_large(len(data), f"{file}/{entry.filename}")
    return data


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
