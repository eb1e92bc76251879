"""What a press file paints, read back for the tests."""

from collections.abc import Iterator
from typing import Any

from pypdf.generic import ContentStream, StreamObject


def streams(reader: Any) -> Iterator[Any]:
    for number in sorted(number for table in reader.xref.values() for number in table) + sorted(reader.xref_objStm):
        item = reader.get_object(number)
        if isinstance(item, StreamObject):
            yield item


def operations(reader: Any) -> Iterator[tuple[Any, bytes]]:
    """All operators of pages, forms, patterns and masks."""
    for page in reader.pages:
        yield from ContentStream(page["/Contents"], reader).operations
    for item in streams(reader):
        if item.get("/Subtype") == "/Form" or "/PatternType" in item:
            yield from ContentStream(item, reader).operations


def builds(reader: Any) -> set[tuple[float, ...]]:
    return {tuple(map(float, operands)) for operands, operator in operations(reader) if operator in (b"k", b"K")}


def filled_rectangles(reader: Any, number: int) -> Iterator[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Each filled rectangle of a page in points, with its inks."""
    matrix, stack = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), []
    box: tuple[float, ...] = ()
    ink: tuple[float, ...] = ()
    for operands, operator in ContentStream(reader.pages[number]["/Contents"], reader).operations:
        values = tuple(map(float, operands)) if operator in (b"cm", b"re", b"k") else ()
        match operator:
            case b"q":
                stack.append((matrix, ink))
            case b"Q":
                matrix, ink = stack.pop()
            case b"cm":
                a, _, _, d, e, f = values
                matrix = (matrix[0] * a, 0, 0, matrix[3] * d, matrix[0] * e + matrix[4], matrix[3] * f + matrix[5])
            case b"k":
                ink = values
            case b"re":
                x1, x2 = (matrix[0] * x + matrix[4] for x in (values[0], values[0] + values[2]))
                y1, y2 = (matrix[3] * y + matrix[5] for y in (values[1], values[1] + values[3]))
                box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            case b"f":
                yield box, ink
