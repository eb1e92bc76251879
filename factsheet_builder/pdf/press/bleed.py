"""The areas that one page paints, held against the edge where it will be cut: operators in, areas without bleed out.

An area that ends at the edge of the trimmed page, or between it and the bleed, shows a white line wherever the
guillotine is a little off. Follows paths, clips, images and gradients of the page's own content (ISO 32000-1, 8.5);
what a form paints is known by its box alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from factsheet_builder.pdf.press.content_walk import PdfValue, resolve

Box: TypeAlias = tuple[float, float, float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]

# A tenth of a millimetre, in points: less cannot be seen on a cut edge.
_SLACK: Final = 0.1 * 72 / 25.4
_EVERYWHERE: Final[Box] = (-1e9, -1e9, 1e9, 1e9)
_UNIT: Final[Box] = (0, 0, 1, 1)
_FILLS: Final = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_ENDS: Final = _FILLS | {b"S", b"s", b"n"}
_SIDES: Final = ("left", "bottom", "right", "top")


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    clip: Box = _EVERYWHERE
    is_paper: bool = False


def find_short_areas(operations: Iterable[tuple[PdfValue, bytes]], objects: PdfValue, page: PdfValue) -> Iterator[str]:
    """Yield each side of the page, by name, that a painted area reaches without filling the bleed there.

    ``objects`` are the named XObjects of the page. Areas without ink are paper, and owe no bleed.
    """
    trim, bleed = (tuple(float(edge) for edge in page[key]) for key in ("/TrimBox", "/BleedBox"))
    signs = (-1, -1, 1, 1)
    for area in _paint_areas(operations, objects):
        for side, sign, painted, cut, limit in zip(_SIDES, signs, area, trim, bleed, strict=True):
            if painted * sign > cut * sign - _SLACK and painted * sign < limit * sign - _SLACK:
                yield side


def _paint_areas(operations: Iterable[tuple[PdfValue, bytes]], objects: PdfValue) -> Iterator[Box]:
    """Yield the box of each area that gets ink, in points, in the order of painting."""
    state, stack = _State(), [_State()]
    points: list[tuple[float, float]] = []
    clips = False
    for operands, operator in operations:
        if operator == b"q":
            stack.append(state)
        elif operator == b"Q":
            state = stack.pop() if len(stack) > 1 else state
        elif operator in (b"W", b"W*"):
            clips = True
        elif operator in _ENDS:
            box = _meet(_bound(points), state.clip)
            if operator in _FILLS and not state.is_paper:
                yield from _keep(box)
            state = replace(state, clip=box) if clips else state
            points, clips = [], False
        elif operator == b"sh":
            yield from _keep(state.clip)
        elif operator == b"Do":
            yield from _keep(_meet(_bound_object(resolve(objects.get(operands[0])), state.matrix), state.clip))
        else:
            points += _path_points(operator, operands, state.matrix)
            state = _follow(state, operator, operands)


def _follow(state: _State, operator: bytes, operands: PdfValue) -> _State:
    match operator:
        case b"cm":
            return replace(state, matrix=_multiply(_numbers(operands), state.matrix))
        case b"k" | b"g":
            values = _numbers(operands)
            return replace(state, is_paper=values == ((0, 0, 0, 0) if operator == b"k" else (1,)))
        case b"rg" | b"scn" | b"sc" | b"cs":
            return replace(state, is_paper=False)
    return state


def _path_points(operator: bytes, operands: PdfValue, matrix: Matrix) -> list[tuple[float, float]]:
    """Return the points that an operator adds to the path; a curve lies within its control points."""
    if operator == b"re":
        x, y, width, height = _numbers(operands)
        return _corners((x, y, x + width, y + height), matrix)
    if operator in (b"m", b"l", b"c", b"v", b"y"):
        values = _numbers(operands)
        return [_move(matrix, x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
    return []


def _bound_object(item: PdfValue, matrix: Matrix) -> Box:
    if item is None or item.get("/Subtype") == "/Image":
        return _bound(_corners(_UNIT, matrix))
    own = _numbers(item.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    left, bottom, right, top = _numbers(item["/BBox"])
    return _bound(_corners((left, bottom, right, top), _multiply(own, matrix)))


def _numbers(values: PdfValue) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def _multiply(first: tuple[float, ...], then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    (x, y), (p, q, r, s, *_) = _move(then, e, f), then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, x, y)


def _move(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _corners(box: Box, matrix: Matrix) -> list[tuple[float, float]]:
    return [_move(matrix, x, y) for x in box[::2] for y in box[1::2]]


def _bound(points: list[tuple[float, float]]) -> Box:
    if not points:
        return (0, 0, 0, 0)
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def _meet(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _keep(box: Box) -> Iterator[Box]:
    """Yield a box unless nothing of it is left; what no clip bounds reaches everywhere, the bleed included."""
    if box[0] < box[2] and box[1] < box[3]:
        yield box
