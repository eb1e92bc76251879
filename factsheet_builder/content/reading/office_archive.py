"""A file of an office program from people we do not know -> its XML by parts, nothing else of it unpacked.

Such a file is a ZIP archive of XML (ECMA-376, part 2). How much there is in it unpacked is known before any parser sees it,
and no part of it may have a document type. What the parts say is left to those who read texts and spreadsheets.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from factsheet_builder.errors import ContentError, FactsheetError, Place

UNPACKED_BYTES: Final = 48 * 1024 * 1024
"""Of all parts; a Word file of 300 passages has 1.2 million."""
PART_BYTES: Final = 8 * 1024 * 1024
"""Of one part that is read."""
PARTS: Final = 1_000
"""Inside a file; Word writes some twenty, and one for each picture."""

_ENTRY: Final = b"PK\x01\x02"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_FAULTS: Final = (
    BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip
"""What the standard library raises at archives that are damaged, or that it cannot read."""
_FORBIDDEN: Final = tuple(
    words.encode(encoding) for words in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


@dataclass(frozen=True, slots=True)
class OfficeProgram:
    """The program that writes files of a kind, as messages speak of it."""

    name: str
    old: str
    """What its files before 2007 are called."""
    remedy: str


@dataclass(frozen=True, slots=True)
class OfficeParts:
    """The parts of a file: the XML by names, none with a document type, and the names of all."""

    data: bytes
    file: str
    program: OfficeProgram
    texts: Mapping[str, bytes]
    names: tuple[str, ...]

    def bytes_of(self, name: str) -> bytes:
        """Return the bytes of a part, as of a picture, or none; raises as ``read_office_file``."""
        try:
            with ZipFile(BytesIO(self.data)) as archive:
                wanted = [entry for entry in archive.infolist() if entry.filename.lstrip("/") == name]
                return _read(archive, wanted[0], self.file, self.program) if wanted else b""
        except _FAULTS as error:
            raise _damaged(self.file, self.program) from error


def is_office_file(data: bytes) -> bool:
    """Tell whether ``data`` can only be meant as a file of an office program, an older one included."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLD))


def read_office_file(data: bytes, file: str, program: OfficeProgram) -> OfficeParts:
    """Return the parts of a file; ``file`` is what users know it as.

    Raises:
        ContentError: it is no archive, damaged, protected, older, has a document type, or is larger than the limits allow.
    """
    if data.startswith(_OLD):
        what = f"This is a file of {program.old}, or one with a password."
        raise ContentError.of("foreign", what, program.remedy, Place(file))
    if (count := data.count(_ENTRY)) > PARTS:
        what = f"The file has {count:,} files inside; at most {PARTS:,} are read."
        raise ContentError.of("too-many", what, program.remedy, Place(file))
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_unsafe(entries, file, program)
            wanted = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
            texts = {entry.filename.lstrip("/"): _read(archive, entry, file, program) for entry in wanted}
    except _FAULTS as error:
        raise _damaged(file, program) from error
    for name, part in texts.items():
        if any(words in part for words in _FORBIDDEN):
            what = f"{name} in the file has a document type, which no {program.name} file needs and which can do harm."
            raise ContentError.of("doctype", what, program.remedy, Place(file))
    names = tuple(sorted(entry.filename.lstrip("/") for entry in entries))
    return OfficeParts(data, file, program, texts, names)


def _damaged(file: str, program: OfficeProgram) -> FactsheetError:
    what = f"This is no whole {program.name} file: its archive is damaged."
    return ContentError.of("archive", what, program.remedy, Place(file))


def _refuse_unsafe(entries: list[ZipInfo], file: str, program: OfficeProgram) -> None:
    size = sum(entry.file_size for entry in entries)
    if size > UNPACKED_BYTES:
        what = f"The file has {size:,} bytes when it is unpacked; at most {UNPACKED_BYTES:,} are read."
        raise ContentError.of("too-large", what, "Delete pictures from it, and save it again.", Place(file))
    names = Counter(entry.filename.lstrip("/").casefold() for entry in entries)
    if name := next((name for name, count in names.items() if count > 1), ""):
        raise ContentError.of("archive", f"The file has two parts called “{name[:80]}”.", program.remedy, Place(file))
    if any(entry.flag_bits & 1 or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries):
        what = f"The file is protected by a password, or packed as {program.name} does not pack."
        raise ContentError.of("archive", what, program.remedy, Place(file))


def _read(archive: ZipFile, entry: ZipInfo, file: str, program: OfficeProgram) -> bytes:
    """Return a part; what is said of its size is not believed."""
    with archive.open(entry) as stream:
        data = stream.read(PART_BYTES + 1)
    if len(data) > PART_BYTES:
        what = f"{entry.filename} in the file has {len(data):,} bytes or more; at most {PART_BYTES:,} are read."
        raise ContentError.of("too-large", what, program.remedy, Place(file))
    return data
