"""Texts with codes ↔ the content of an XML element, as both versions of XLIFF have it; which elements codes are is theirs."""

from collections.abc import Callable, Iterable, Iterator

from factsheet_builder.languages.exchange.inline import (
    Code,
    Kind,
    Part,
    Piece,
    one_line,
    pieces_of,
    refuse_unpaired,
    text_of,
    with_ids,
)
from factsheet_builder.languages.exchange.tree import Element, add, add_words
from factsheet_builder.languages.exchange.units import Unit

Dress = Callable[[Code, str, Unit], tuple[str, dict[str, str]]]
"""How a format writes a code with this id: name and attributes of its element."""


def fill(element: Element, text: str, unit: Unit, dress: Dress) -> None:
    """Write a text of ``unit`` with its codes into an element."""
    open_elements = [element]
    for piece, name in with_ids(pieces_of(text, unit.kind)):
        if isinstance(piece, str):
            add_words(open_elements[-1], piece)
        elif piece.part is Part.CLOSING:
            open_elements.pop()
        else:
            made = add(open_elements[-1], *dress(piece, name, unit))
            if piece.part is Part.OPENING:
                open_elements.append(made)


def pieces_inside(element: Element, read: Callable[[Element], Iterable[Piece]]) -> Iterator[Piece]:
    """Yield the pieces in an element; ``read`` gives those of an element inside it."""
    if element.text:
        yield element.text
    for inner in element:
        yield from read(inner)
        if inner.tail:
            yield inner.tail


def text_from(pieces: Iterable[Piece], kind: Kind) -> str:
    """Return the text that came back as these pieces, without line breaks that were set for looks.

    Raises:
        CodesError: paired codes do not nest.
    """
    found = list(pieces)
    refuse_unpaired(found)
    return one_line(text_of(found, kind))
