"""What was sent of a form × the button that was pressed in it -> the same with an entry added, taken away or moved.

So lists of fields can be changed without a script: the page is printed anew from what is returned, and nothing is saved.
"""

import re
from collections.abc import Iterator
from typing import Final

from factsheet_builder.studio.forms.flattening import ON, PREFIX, Posted
from factsheet_builder.studio.forms.posting import MOST_ENTRIES

_BUTTON: Final = re.compile(
    rf"(?P<list>{PREFIX}\.[A-Za-z0-9._-]+?)(?:\.(?P<number>\d{{1,3}}))?:(?P<what>add|remove|up|down|before|after)"
)


def rearranged(posted: Posted, button: str) -> tuple[Posted, str] | None:
    """Return what was sent as the button ``NAME:WHAT`` has it, and the name of the entry to go on with.

    ``None`` where the button is none of a list.
    """
    match = _BUTTON.fullmatch(button)
    if not match or (match["number"] is None) is not (match["what"] == "add"):
        return None
    name, what = match["list"], match["what"]
    count = _count(posted, name)
    number = int(match["number"]) if match["number"] else count
    if number > count or (number == count and what != "add"):
        return None
    order = _order(count, number, what)
    is_column = name.endswith(".c") and f"{name[:-2]}.there" in posted
    new = dict(_reordered(posted, name, order))
    if is_column:
        for row in range(_count(posted, f"{name[:-2]}.r")):
            new = dict(_cells(new, f"{name[:-2]}.r.{row}", order))
    elif not name.endswith((".c", ".r")):
        new[f"{name}.there"] = (ON,)
    at = next((place for place, was in enumerate(order) if was == number or was is None), 0)
    at = order.index(None) if None in order else order.index(number) if number in order else min(number, len(order) - 1)
    return new, f"{name}.{max(at, 0)}"


def _order(count: int, number: int, what: str) -> list[int | None]:
    """Return which entry stands at each place; ``None`` for a new one."""
    order: list[int | None] = list(range(count))
    match what:
        case "add" | "before" | "after" if count < MOST_ENTRIES:
            order.insert(number + (what == "after"), None)
        case "remove":
            del order[number]
        case "up" if number > 0:
            order[number - 1], order[number] = order[number], order[number - 1]
        case "down" if number < count - 1:
            order[number + 1], order[number] = order[number], order[number + 1]
    return order


def _count(posted: Posted, name: str) -> int:
    count = 0
    while f"{name}.{count}.was" in posted:
        count += 1
    return count


def _reordered(posted: Posted, name: str, order: list[int | None]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what was sent, the entries of one list in another order."""
    entry = re.compile(rf"{re.escape(name)}\.(\d+)(\..+)")
    for key, words in posted.items():
        if not entry.fullmatch(key):
            yield key, words
    for place, was in enumerate(order):
        if was is None:
            yield f"{name}.{place}.was", ("",)
            continue
        for key, words in posted.items():
            if (match := entry.fullmatch(key)) and int(match[1]) == was:
                yield f"{name}.{place}{match[2]}", words


def _cells(posted: Posted, row: str, order: list[int | None]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what was sent, the cells of a row as its columns are now, each with the place that it had."""
    cell = re.compile(rf"{re.escape(row)}\.(\d+)\.(text|columns|rows|was)")
    for key, words in posted.items():
        if not cell.fullmatch(key):
            yield key, words
    for place, was in enumerate(order):
        if was is None:
            yield f"{row}.{place}.text", ("",)
            yield f"{row}.{place}.was", ("new",)
            continue
        yield f"{row}.{place}.was", posted.get(f"{row}.{was}.was", (str(was),))
        for part in ("text", "columns", "rows"):
            if f"{row}.{was}.{part}" in posted:
                yield f"{row}.{place}.{part}", posted[f"{row}.{was}.{part}"]
