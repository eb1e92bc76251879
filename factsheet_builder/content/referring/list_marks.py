"""The place of an item in a list -> the mark that stands before it, where the layout does not make it: “(a)”, “(i)”."""

from typing import Final

from factsheet_builder.content.models import Marker

_TYPES: Final = {"(1)": "1", "(a)": "a", "(i)": "i", "a)": "a"}
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def type_of(marker: Marker) -> str:
    """Return how items with marks of their own are counted, ``1``, ``a`` or ``i``; else nothing."""
    return _TYPES.get(marker, "")


def mark_of(marker: Marker, place: int) -> str:
    """Return the mark of the item at ``place``, from 1; nothing where the layout makes it."""
    match type_of(marker):
        case "1":
            return marker.replace("1", str(place))
        case "a":
            return marker.replace("a", _letters(place))
        case "i":
            return marker.replace("i", _roman(place))
        case _:
            return ""


def number_of(marker: Marker, place: int) -> str:
    """Return what a reference calls the item at ``place``: its mark, or what the layout counts; nothing for a bullet."""
    match marker:
        case "decimal":
            return str(place)
        case "lower-alpha":
            return _letters(place)
        case "lower-roman":
            return _roman(place)
        case _:
            return mark_of(marker, place)


def _letters(place: int) -> str:
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(place: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, place = divmod(place, value)
        written += letters * count
    return written
