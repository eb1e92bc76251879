"""Which passages keep their order and which were moved; and one order for the passages of two versions together."""

from bisect import bisect_left
from collections.abc import Mapping


def woven(old: list[str], new: list[str]) -> list[str]:
    """Return the keys of both: those of ``new`` in their order, each that only ``old`` has after the one it followed."""
    known = set(new)
    after: dict[str, list[str]] = {}
    last = ""
    for key in old:
        if key in known:
            last = key
        else:
            after.setdefault(last, []).append(key)
    return [*after.get("", []), *(key for kept in new for key in (kept, *after.get(kept, [])))]


def moved_within(old: Mapping[str, str], new: Mapping[str, str]) -> frozenset[str]:
    """Return the keys that stand in another group than before, or out of the order that the others of their group keep.

    Both map each key to its group, in reading order. What was moved with its group is not moved itself.
    """
    both = [key for key in new if key in old]
    moved = {key for key in both if old[key] != new[key]}
    places = {key: place for place, key in enumerate(old)}
    for group in dict.fromkeys(new.values()):
        staying = [key for key in both if new[key] == group and key not in moved]
        kept = _longest_rise([places[key] for key in staying])
        moved |= {key for key in staying if places[key] not in kept}
    return frozenset(moved)


def _longest_rise(places: list[int]) -> frozenset[int]:
    """Return the longest subsequence that rises, the first of its length: what is not in it was moved."""
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for place in places:
        position = bisect_left(ends, place)
        previous[place] = ends[position - 1] if position else None
        ends[position : position + 1] = [place]
    found: set[int] = set()
    step: int | None = ends[-1] if ends else None
    while step is not None:
        found.add(step)
        step = previous[step]
    return frozenset(found)
