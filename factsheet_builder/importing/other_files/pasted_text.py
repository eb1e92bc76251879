"""Text that was pasted, without any looks -> pieces: paragraphs between empty lines, headings by their marks.

Marks of headings are those of Markdown (``# Title``); ``**bold**``, ``*italic*``, ``[words](address)`` and ``[^1]`` with
``[^1]: text`` are read too, since many people paste them. Everything else is words.
"""

import re
from collections import Counter
from typing import Final

from factsheet_builder.content.prose import Emphasis, Link, NoteCall, Span, Strong, Words, parse_prose
from factsheet_builder.errors import ContentError, Place
from factsheet_builder.importing.pieces import Ledger, Para, Piece, Run, SourceText, plain, words_of

_HEADING: Final = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*")
_NOTE: Final = re.compile(r"\[\^([\w-]{1,40})\]:\s*(.+)", re.DOTALL)
_ITEM: Final = re.compile(r"\s*(?:[•·*–—-]|\d{1,3}[.)]|\(?[a-z]\))\s+\S")
_MOST_BYTES: Final = 2_000_000


def read_pasted(data: bytes, file: str) -> SourceText:
    """Return what a text in UTF-8 says.

    Raises:
        ContentError: it is not UTF-8, or too large.
    """
    if len(data) > _MOST_BYTES:
        what = f"The text has {len(data):,} bytes; at most {_MOST_BYTES:,} are read."
        raise ContentError.of("too-large", what, "Import a chapter at a time.", Place(file))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        remedy = "Save it with the encoding UTF-8."
        raise ContentError.of("not-utf-8", "The text is not in UTF-8.", remedy, Place(file, line, 1)) from error
    notes: dict[str, tuple[Run, ...]] = {}
    pieces: list[Piece] = []
    words: Counter[str] = Counter()
    for block in _blocks(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")):
        level, said = 0, block
        if match := _HEADING.fullmatch(block):
            level, said = len(match[1]), match[2]
        if match := _NOTE.fullmatch(block):
            notes[match[1]] = tuple(_runs(parse_prose(match[2])))
            words.update(words_of(plain(notes[match[1]])))
            continue
        runs = tuple(_runs(parse_prose(said)))
        pieces.append(Para(len(pieces) + 1, runs, level))
        words.update(words_of(plain(runs)))
    return SourceText(file, tuple(pieces), notes, words, Ledger())


def _blocks(text: str) -> list[str]:
    """Return paragraphs: what stands between empty lines, each item of a list and each heading apart."""
    found: list[str] = []
    is_open = False
    for line in text.split("\n"):
        if not line.strip():
            is_open = False
        elif is_open and not _ITEM.match(line) and not _HEADING.fullmatch(line) and not _NOTE.match(line):
            found[-1] += " " + line.strip()
        else:
            found.append(line.strip())
            is_open = not _HEADING.fullmatch(line.strip())
    return found


def _runs(spans: tuple[Span, ...], *, bold: bool = False, italic: bool = False, address: str = "") -> list[Run]:
    found: list[Run] = []
    for span in spans:
        match span:
            case Words(text):
                found.append(Run(text, bold, italic, address=address))
            case Strong(inner):
                found += _runs(inner, bold=True, italic=italic, address=address)
            case Emphasis(inner):
                found += _runs(inner, bold=bold, italic=True, address=address)
            case Link(inner, target):
                is_safe = target.lower().startswith(("https://", "http://", "mailto:"))
                found += _runs(inner, bold=bold, italic=italic, address=target if is_safe else "#")
            case NoteCall(note):
                found.append(Run("", note=note))
            case _:
                found.append(Run("{addressees}", bold, italic, address=address))
    return found
