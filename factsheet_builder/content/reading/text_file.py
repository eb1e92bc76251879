"""A file of content as its text; what it says is left to ``yaml_source``."""

import codecs
from pathlib import Path as FilePath
from typing import Final

from factsheet_builder.errors import ContentError, Place, SurroundingsError

_MAX_BYTES: Final = 2_000_000


def text_of_file(path: FilePath, shown_as: str) -> str:
    """Return the text of a file, which messages call ``shown_as``.

    Raises:
        SurroundingsError: no such file, or it cannot be opened.
        ContentError: not UTF-8, empty or too large.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise SurroundingsError.of(
            "no-file", f"There is no file {shown_as}.", "Correct the name or restore the file.", Place(shown_as)
        ) from None
    except OSError as error:
        raise SurroundingsError.of(
            "unreadable", f"{shown_as} cannot be read: {error.strerror}.", "Check its permissions.", Place(shown_as)
        ) from error
    if len(raw) > _MAX_BYTES:
        raise ContentError.of(
            "too-large", f"The file has {len(raw):,} bytes; {_MAX_BYTES:,} are the limit.", "Split it.", Place(shown_as)
        )
    if raw[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        what = "The file is in UTF-16, which some programs call Unicode."
        raise ContentError.of("not-utf8", what, "Save it again with the encoding UTF-8.", Place(shown_as, 1, 1))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode()) + 1
        raise ContentError.of(
            "not-utf8",
            f"The file is not UTF-8: byte {raw[error.start]:#04x} stands here.",
            "Save it again with the encoding UTF-8.",
            Place(shown_as, line, column),
        ) from None
    if not text.strip():
        raise ContentError.of("empty-file", "The file is empty.", "Restore its content.", Place(shown_as, 1, 1))
    return text
