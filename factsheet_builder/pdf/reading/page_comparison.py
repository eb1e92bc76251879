"""Pictures of the pages of two PDFs -> which page is which, and where those that are the same page look different.

Pages are matched by their words and as a sequence, so that one that was put in or left out makes no other one different;
whether and where they look different is seen in the pictures alone. Where pages are counted anew, what stands in their
margins above and below (numbers, heads) is no difference. Pictures are PNG of one resolution.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from io import BytesIO
from typing import Final

from PIL import Image, ImageChops, ImageDraw

from factsheet_builder.pdf.reading.page_images import Area

_POINTS_PER_INCH: Final = 72
_CELL: Final = 8
"""Pixels of a side of the cells that differences are gathered in: 3 mm at 70 dots an inch."""
_GREY: Final = 24
"""So much darker or lighter, of 255, is no difference yet: the edges of letters a hundredth of a millimetre aside."""
_MARGIN_PT: Final = 65
"""The margins above and below the text, less a little."""
_RUN: Final = 12
"""Letters of a run of words that pages are known by."""
_GAP: Final = 0.35
"""What it costs to leave a page without its like: two pages with less than 0.3 of their words in common are no pair."""
_FRAME: Final = (155, 28, 49)
_MOST_AREAS: Final = 12


@dataclass(frozen=True, slots=True)
class PagePair:
    """A page as it was and as it is, by their numbers from 1; 0 where there is none."""

    before: int
    now: int
    areas: tuple[Area, ...] = ()
    """Where they look different, in points."""

    @property
    def is_same(self) -> bool:
        """Whether it looks as it did, wherever it stands."""
        return bool(self.before and self.now) and not self.areas


@dataclass(frozen=True, slots=True)
class PageLook:
    """A page as it looks, and its words."""

    picture: bytes
    words: str


def compare_pages(before: Sequence[PageLook], now: Sequence[PageLook], dpi: int) -> tuple[PagePair, ...]:
    """Return the pages of both, matched, in the order of the newer."""
    pairs: list[PagePair] = []
    is_counted_anew = len(before) != len(now)
    for old, new in _matched(before, now):
        areas: tuple[Area, ...] = ()
        if old is not None and new is not None and before[old].picture != now[new].picture:
            areas = _differences(before[old].picture, now[new].picture, dpi, has_moved=is_counted_anew or old != new)
        pairs.append(PagePair(0 if old is None else old + 1, 0 if new is None else new + 1, areas))
    return tuple(pairs)


def framed(picture: bytes, areas: Sequence[Area], dpi: int) -> bytes:
    """Return the picture of a page with a frame around each of ``areas``."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    drawing, scale = ImageDraw.Draw(image), dpi / _POINTS_PER_INCH
    for area in areas:
        box = [area.left * scale - 2, area.top * scale - 2, area.right * scale + 2, area.bottom * scale + 2]
        drawing.rectangle(box, outline=_FRAME, width=2)
    stream = BytesIO()
    image.save(stream, "PNG", dpi=(dpi, dpi))
    return stream.getvalue()


def _matched(before: Sequence[PageLook], now: Sequence[PageLook]) -> Iterator[tuple[int | None, int | None]]:
    """Yield which page was which: those that are the same first, then the likeliest of what stands between them."""
    digests = [[sha256(look.picture).digest() for look in looks] for looks in (before, now)]
    for tag, a, b, c, d in SequenceMatcher(None, digests[0], digests[1], autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        else:
            yield from _likeliest(before, now, range(a, b), range(c, d))


def _likeliest(
    before: Sequence[PageLook], now: Sequence[PageLook], old: range, new: range
) -> Iterator[tuple[int | None, int | None]]:
    """Yield the pairs of two runs of pages, in order, that are least unlike (Needleman and Wunsch)."""
    runs = [[_runs(before[number].words) for number in old], [_runs(now[number].words) for number in new]]
    unlike = [[_unlike(one, other) for other in runs[1]] for one in runs[0]]
    cost = [[_GAP * (row + column) for column in range(len(new) + 1)] for row in range(len(old) + 1)]
    for row in range(1, len(old) + 1):
        for column in range(1, len(new) + 1):
            paired = cost[row - 1][column - 1] + unlike[row - 1][column - 1]
            cost[row][column] = min(paired, cost[row - 1][column] + _GAP, cost[row][column - 1] + _GAP)
    pairs: list[tuple[int | None, int | None]] = []
    row, column = len(old), len(new)
    while row or column:
        here = cost[row][column]
        if row and column and here == cost[row - 1][column - 1] + unlike[row - 1][column - 1]:
            row, column = row - 1, column - 1
            pairs.append((old[row], new[column]))
        elif row and (not column or here == cost[row - 1][column] + _GAP):
            row -= 1
            pairs.append((old[row], None))
        else:
            column -= 1
            pairs.append((None, new[column]))
    yield from reversed(pairs)


def _runs(words: str) -> frozenset[str]:
    """Return the runs of letters of a page: two pages of one text have hardly any in common."""
    letters = "".join(filter(str.isalnum, words.casefold()))
    return frozenset(letters[start : start + _RUN] for start in range(max(1, len(letters) - _RUN + 1)))


def _unlike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of the runs of two pages is of one of them only (Dice)."""
    return 1 - 2 * len(one & other) / (len(one) + len(other))


def _differences(before: bytes, now: bytes, dpi: int, *, has_moved: bool) -> tuple[Area, ...]:
    old, new = (Image.open(BytesIO(picture)).convert("L") for picture in (before, now))
    width, height = max(old.width, new.width), max(old.height, new.height)
    old, new = (_on_white(image, width, height) for image in (old, new))
    marks = ImageChops.difference(old, new).point(lambda value: 255 if value > _GREY else 0)
    cells = marks.reduce(_CELL)
    data = cells.tobytes()
    found = {(n % cells.width, n // cells.width) for n, value in enumerate(data) if value}
    points = _POINTS_PER_INCH / dpi
    areas = [_area(group, points) for group in _groups(found)]
    if has_moved:
        bottom = height * points - _MARGIN_PT
        areas = [area for area in areas if area.bottom > _MARGIN_PT and area.top < bottom]
    areas.sort(key=lambda area: (area.top, area.left))
    return tuple(_few(areas))


def _on_white(image: Image.Image, width: int, height: int) -> Image.Image:
    if image.size == (width, height):
        return image
    whole = Image.new("L", (width, height), 255)
    whole.paste(image, (0, 0))
    return whole


def _groups(cells: set[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield cells that are near one another: with at most one cell between them down, two across."""
    left = set(cells)
    while left:
        open_cells, group = [left.pop()], []
        while open_cells:
            x, y = open_cells.pop()
            group.append((x, y))
            near = {(x + dx, y + dy) for dx in range(-3, 4) for dy in range(-2, 3)} & left
            left -= near
            open_cells += near
        yield group


def _area(group: list[tuple[int, int]], points: float) -> Area:
    xs, ys = [x for x, _ in group], [y for _, y in group]
    side = _CELL * points
    return Area(min(xs) * side, min(ys) * side, (max(xs) + 1) * side, (max(ys) + 1) * side)


def _few(areas: list[Area]) -> list[Area]:
    """Return at most so many areas, the last around all that are left."""
    if len(areas) <= _MOST_AREAS:
        return areas
    last = areas[_MOST_AREAS - 1]
    for area in areas[_MOST_AREAS:]:
        last = last.joined(area)
    return [*areas[: _MOST_AREAS - 1], last]
