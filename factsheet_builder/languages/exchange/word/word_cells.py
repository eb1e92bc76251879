"""A text of a message ↔ the runs of a cell: bold and italic are real, every other code is a word such as ``<n1/>``.

Word splits and joins runs as it likes, so only what a reader sees counts: letters, and which of them are bold or italic.
A text whose codes that cannot show (``<b>a</b><b>b</b>``) has all its codes as words. Writing files is left to
``word_writer``, reading them to ``word_reader``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from factsheet_builder.languages.codes import CodesError
from factsheet_builder.languages.exchange.inline import (
    Code,
    Kind,
    Part,
    Piece,
    pieces_of,
    refuse_unpaired,
    text_of,
)

_CODE: Final = re.compile(
    r"<(?P<closes>/?)(?P<paired>b|i|a[0-9]+)>|<(?P<single>n[0-9]+|parties)/>|&(?P<entity>lt|amp);"
)
_AMPERSAND: Final = re.compile(r"&(?=(?:lt|amp);)")
_ANGLE: Final = re.compile(r"<(?=/?(?:b|i|a[0-9]+)>|(?:n[0-9]+|parties)/>)")
_SPACES: Final = re.compile(r"(\s+)")
_ENTITIES: Final = {"lt": "<", "amp": "&"}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that look alike."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_code: bool = False
    """Whether it stands for a code, so that it can look like one; a file that comes back does not say."""


_Look = frozenset[str]
"""Of ``b`` and ``i`` what a piece is set in."""
_Seen = tuple[Piece, _Look]


def runs_of(text: str, kind: Kind) -> tuple[Run, ...]:
    """Return the runs of a text, from which ``text_of_runs`` makes the same text.

    Raises:
        CodesError: its codes do not nest, or are none of ours.
    """
    pieces = pieces_of(text, kind)
    if kind is not Kind.PROSE:
        return tuple(
            Run(piece) if isinstance(piece, str) else Run(f"{{{piece.name}}}", is_code=True) for piece in pieces
        )
    shown = tuple(_shown(pieces))
    try:
        is_whole = text_of_runs(shown, kind) == text_of(pieces, kind)
    except CodesError:
        is_whole = False
    return shown if is_whole else tuple(map(_spelled, pieces))


def text_of_runs(runs: Iterable[Run], kind: Kind) -> str:
    """Return the text that runs stand for, with codes as in catalogs.

    Raises:
        CodesError: what is bold or italic does not nest with the codes.
    """
    if kind is not Kind.PROSE:
        return "".join(run.text for run in runs)
    pieces = tuple(_nested(_without_marked_spaces(list(_read(runs)))))
    refuse_unpaired(pieces)
    return text_of(pieces, kind)


def _shown(pieces: Iterable[Piece]) -> Iterator[Run]:
    opened = {"b": 0, "i": 0}
    for piece in pieces:
        if isinstance(piece, Code) and piece.name in opened:
            opened[piece.name] += 1 if piece.part is Part.OPENING else -1
            continue
        text = _escaped(piece) if isinstance(piece, str) else _spelling(piece)
        yield Run(text, opened["b"] > 0, opened["i"] > 0, isinstance(piece, Code))


def _spelled(piece: Piece) -> Run:
    return Run(_escaped(piece)) if isinstance(piece, str) else Run(_spelling(piece), is_code=True)


def _escaped(words: str) -> str:
    """Return words in which nothing looks like a code."""
    return _ANGLE.sub("&lt;", _AMPERSAND.sub("&amp;", words))


def _spelling(code: Code) -> str:
    match code.part:
        case Part.OPENING:
            return f"<{code.name}>"
        case Part.CLOSING:
            return f"</{code.name}>"
        case Part.SINGLE:
            return f"<{code.name}/>"


def _read(runs: Iterable[Run]) -> Iterator[_Seen]:
    """Yield pieces with their looks; spaces are pieces of their own."""
    for (is_bold, is_italic), alike in groupby(runs, lambda run: (run.is_bold, run.is_italic)):
        look = frozenset(name for name, holds in (("b", is_bold), ("i", is_italic)) if holds)
        text, position = "".join(run.text for run in alike), 0
        for match in _CODE.finditer(text):
            yield from ((words, look) for words in _SPACES.split(text[position : match.start()]) if words)
            yield _piece(match), look
            position = match.end()
        yield from ((words, look) for words in _SPACES.split(text[position:]) if words)


def _piece(match: re.Match[str]) -> Piece:
    if match["entity"]:
        return _ENTITIES[match["entity"]]
    if match["single"]:
        return Code(match["single"])
    return Code(match["paired"], Part.CLOSING if match["closes"] else Part.OPENING)


def _without_marked_spaces(pieces: list[_Seen]) -> list[_Seen]:
    """Return the pieces with spaces marked only inside a run of marked words: nobody sees whether another one is bold."""
    nothing: _Look = frozenset()
    seen = list(pieces)
    last = nothing
    for at, (piece, look) in enumerate(seen):
        if _is_space(piece):
            seen[at] = piece, look & last
        else:
            last = look
    following = nothing
    for at in range(len(seen) - 1, -1, -1):
        piece, look = seen[at]
        if _is_space(piece):
            seen[at] = piece, look & following
        else:
            following = look
    return seen


def _is_space(piece: Piece) -> bool:
    return isinstance(piece, str) and piece.isspace()


def _nested(pieces: list[_Seen]) -> Iterator[Piece]:
    """Yield the pieces with codes where something begins or ends to be bold or italic; what lasts longer is outside."""
    opened: list[str] = []
    for at, (piece, look) in enumerate(pieces):
        while not set(opened) <= look:
            yield Code(opened.pop(), Part.CLOSING)
        for name in sorted(look - set(opened), key=lambda name: (-_lasts(pieces, at, name), name)):
            opened.append(name)
            yield Code(name, Part.OPENING)
        yield piece
    while opened:
        yield Code(opened.pop(), Part.CLOSING)


def _lasts(pieces: list[_Seen], start: int, name: str) -> int:
    return next((at for at in range(start, len(pieces)) if name not in pieces[at][1]), len(pieces))
