"""Name trees and number trees (ISO 32000-1, 7.9.6 and 7.9.7): read without trusting them, built balanced."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, IndirectObject, NumberObject, PdfObject

from factsheet_builder.pdf.joining.objects import dictionary, integer, items, octets, record
from factsheet_builder.pdf.joining.volume import Volume

# Readers load a node at once; sixty-four pairs are small to load and keep a tree of thousands two levels deep.
_PAIRS_PER_LEAF = 64

Key = TypeVar("Key", bytes, int)


class LoopError(Exception):
    """A tree contains itself, or is deeper than the limit: the file is damaged or hostile."""


def named(root: object, depth: int) -> list[tuple[bytes, PdfObject]]:
    """Return the pairs of a name tree in the order of the file; raise ``LoopError`` below ``depth`` levels."""
    found = ((octets(key), value) for key, value in _pairs(root, "/Names", depth))
    return [(key, value) for key, value in found if key is not None]


def numbered(root: object, depth: int) -> dict[int, PdfObject]:
    """Return the pairs of a number tree; raise ``LoopError`` when it contains itself or has over ``depth`` levels."""
    found = ((integer(key), value) for key, value in _pairs(root, "/Nums", depth))
    return {key: value for key, value in found if key is not None}


def _pairs(root: object, leaf: str, depth: int) -> Iterator[tuple[PdfObject, PdfObject]]:
    waiting: list[tuple[object, int]] = [(root, 0)]
    seen: set[int] = set()
    while waiting:
        value, level = waiting.pop()
        node = dictionary(value)
        if node is None:
            continue
        if id(node) in seen or level > depth:
            raise LoopError
        seen.add(id(node))
        pairs = items(node.get(leaf))
        yield from zip(pairs[::2], pairs[1::2], strict=False)
        waiting.extend((kid, level + 1) for kid in reversed(items(node.get("/Kids"))))


def name_tree(volume: Volume, pairs: dict[bytes, PdfObject]) -> IndirectObject:
    """Store a name tree, sorted by the bytes of the names as 7.9.6 asks, and return the reference to it."""
    ordered = sorted(pairs.items(), key=lambda pair: pair[0])
    return _tree(volume, "/Names", ordered, ByteStringObject)


def number_tree(volume: Volume, pairs: dict[int, PdfObject]) -> IndirectObject:
    """Store a number tree and return the reference to it."""
    ordered = sorted(pairs.items(), key=lambda pair: pair[0])
    return _tree(volume, "/Nums", ordered, NumberObject)


def _tree(
    volume: Volume, leaf: str, pairs: Sequence[tuple[Key, PdfObject]], wrap: Callable[[Key], PdfObject]
) -> IndirectObject:
    def flat(chunk: Sequence[tuple[Key, PdfObject]]) -> ArrayObject:
        return ArrayObject([part for key, value in chunk for part in (wrap(key), value)])

    if len(pairs) <= _PAIRS_PER_LEAF:
        return volume.add(record({leaf: flat(pairs)}))
    nodes: list[tuple[Key, Key, DictionaryObject]] = []
    for start in range(0, len(pairs), _PAIRS_PER_LEAF):
        chunk = pairs[start : start + _PAIRS_PER_LEAF]
        nodes.append((chunk[0][0], chunk[-1][0], record({leaf: flat(chunk)})))
    return volume.add(_above(volume, nodes, wrap))


def _above(
    volume: Volume, nodes: list[tuple[Key, Key, DictionaryObject]], wrap: Callable[[Key], PdfObject]
) -> DictionaryObject:
    for first, last, node in nodes:
        node.update(record({"/Limits": ArrayObject([wrap(first), wrap(last)])}))
    if len(nodes) <= _PAIRS_PER_LEAF:
        return record({"/Kids": ArrayObject([volume.add(node) for _, _, node in nodes])})
    upper: list[tuple[Key, Key, DictionaryObject]] = []
    for start in range(0, len(nodes), _PAIRS_PER_LEAF):
        group = nodes[start : start + _PAIRS_PER_LEAF]
        kids = ArrayObject([volume.add(node) for _, _, node in group])
        upper.append((group[0][0], group[-1][1], record({"/Kids": kids})))
    return _above(volume, upper, wrap)
