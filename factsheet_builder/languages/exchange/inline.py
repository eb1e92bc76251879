"""A text of a message ↔ pieces: words, and codes that a translation program protects.

Codes are the inline marks of content (``<b>…</b>``, ``<n1/>``) and the placeholders of labels (``{party}``). In an exchange
file a code is known by its name alone (``b``, ``n1``, ``party.genitive``), a second one of that name as ``b-2``: so what a
program writes beside the id can be lost without harm. Whether a translation has the codes that it must is left to
``faults``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final

from factsheet_builder.languages.codes import CodesError
from factsheet_builder.languages.messages import OF_PROGRAM, Message

PLACEHOLDER: Final = re.compile(r"\{([a-z_][a-z0-9_]*)(?:\.([a-z]+(?:-[a-z]+)*))?\}")

_CODE: Final = re.compile(r"<(/?)([a-z]+[0-9]*)(/?)>")
_PROSE: Final = re.compile(r"<[^<>]*>|<|&(?:lt|gt|amp);")
_ENTITIES: Final = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_PAIRED: Final = re.compile(r"[bi]|su[bp]|a[0-9]+")
_SINGLE: Final = re.compile(r"[nv][0-9]+|parties|(?:number|page)[0-9]+")
_REPEATED: Final = re.compile(r"-[0-9]+$")
_BREAK: Final = re.compile(r"(?<![ \t])[ \t]*[\r\n][ \t\r\n]*")


class Kind(Enum):
    """What a text may have beside words."""

    PROSE = "inline marks"
    LABEL = "placeholders"
    PLAIN = "nothing"


def kind_of(message: Message) -> Kind:
    """Return what the texts of a message may have beside words."""
    if message.domain in OF_PROGRAM:
        return Kind.LABEL
    return Kind.PROSE if message.prose or message.is_locked else Kind.PLAIN


class Part(StrEnum):
    """Which part of a code a piece is."""

    OPENING = "opening"
    CLOSING = "closing"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Code:
    """A code, or one end of it."""

    name: str
    part: Part = Part.SINGLE


Piece = str | Code


def pieces_of(text: str, kind: Kind) -> tuple[Piece, ...]:
    """Return the pieces of a text in order.

    Raises:
        CodesError: its marks do not nest, or are none of ours: no exchange file can hold it.
    """
    match kind:
        case Kind.PLAIN:
            return (text,) if text else ()
        case Kind.LABEL:
            return _joined(_label_pieces(text))
        case Kind.PROSE:
            pieces = _joined(_prose_pieces(text))
            refuse_unpaired(pieces)
            return pieces


def text_of(pieces: Iterable[Piece], kind: Kind) -> str:
    """Return the text of a message that the pieces stand for."""
    return "".join(_text(piece, kind) for piece in pieces)


def one_line(text: str) -> str:
    """Return ``text`` without the line breaks that programs set for looks: inside they are spaces, at the ends nothing."""
    return _BREAK.sub(lambda match: " " if match.start() > 0 and match.end() < len(text) else "", text)


def canonical(text: str, kind: Kind) -> str:
    """Return the text as it is read back from any format, for comparing; itself where no format can hold it."""
    try:
        return one_line(text_of(pieces_of(text, kind), kind))
    except CodesError:
        return text


def code_named(name: str, part: Part, kind: Kind) -> Code:
    """Return the code that an exchange file calls ``name``, without the number of its repetition.

    Raises:
        CodesError: texts of this kind have no such code.
    """
    bare = _REPEATED.sub("", name)
    if kind is Kind.PROSE:
        is_known = (_SINGLE if part is Part.SINGLE else _PAIRED).fullmatch(bare)
    else:
        is_known = PLACEHOLDER.fullmatch(f"{{{bare}}}") if kind is Kind.LABEL and part is Part.SINGLE else None
    if not is_known:
        raise CodesError(f"the code “{name}” is not in the source")
    return Code(bare, part)


def with_ids(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, str]]:
    """Yield each piece with the id of its code, which is the only one of that id in the text; words with nothing."""
    found: Counter[str] = Counter()
    for piece in pieces:
        if isinstance(piece, str) or piece.part is Part.CLOSING:
            yield piece, ""
            continue
        found[piece.name] += 1
        yield piece, piece.name if found[piece.name] == 1 else f"{piece.name}-{found[piece.name]}"


def refuse_unpaired(pieces: Iterable[Piece]) -> None:
    """Raise ``CodesError`` where paired codes do not nest."""
    opened: list[str] = []
    for piece in pieces:
        if isinstance(piece, str) or piece.part is Part.SINGLE:
            continue
        if piece.part is Part.OPENING:
            opened.append(piece.name)
        elif not opened or opened.pop() != piece.name:
            raise CodesError(f"</{piece.name}> closes nothing")
    if opened:
        raise CodesError(f"</{opened[-1]}> is missing")


def _prose_pieces(text: str) -> Iterator[Piece]:
    position = 0
    for match in _PROSE.finditer(text):
        yield text[position : match.start()]
        position = match.end()
        if match[0] in _ENTITIES:
            yield _ENTITIES[match[0]]
        elif code := _CODE.fullmatch(match[0]):
            yield _mark(code)
        else:
            raise CodesError(f"“{match[0][:30]}” is no code; write &lt; for the character itself")
    yield text[position:]


def _mark(code: re.Match[str]) -> Code:
    match bool(code[1]), bool(code[3]):
        case True, False if _PAIRED.fullmatch(code[2]):
            return Code(code[2], Part.CLOSING)
        case False, False if _PAIRED.fullmatch(code[2]):
            return Code(code[2], Part.OPENING)
        case False, True if _SINGLE.fullmatch(code[2]):
            return Code(code[2])
        case _:
            raise CodesError(f"{code[0]} is no code")


def _label_pieces(text: str) -> Iterator[Piece]:
    position = 0
    for match in PLACEHOLDER.finditer(text):
        yield text[position : match.start()]
        yield Code(match[0][1:-1])
        position = match.end()
    yield text[position:]


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with adjoining words as one, and none that is empty."""
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        elif piece:
            joined.append(piece)
    return tuple(joined)


def _text(piece: Piece, kind: Kind) -> str:
    if isinstance(piece, str):
        return piece.replace("&", "&amp;").replace("<", "&lt;") if kind is Kind.PROSE else piece
    if kind is Kind.LABEL:
        return f"{{{piece.name}}}"
    match piece.part:
        case Part.OPENING:
            return f"<{piece.name}>"
        case Part.CLOSING:
            return f"</{piece.name}>"
        case Part.SINGLE:
            return f"<{piece.name}/>"
