"""A value as it is × as it was said × as it is said now -> the value with what was said otherwise, the rest as it is.

What is said is less than what there is: a link whose number is filled in is said as that number. So a change is made where
the words around it are the same in both; where they are not, there is no such value.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from factsheet_builder.content.reading.yaml_source import Data

_ALIKE: Final = 0.5
_TOKENS: Final = re.compile(r"\w+|\s+|[^\w\s]")


class UnjoinableError(Exception):
    """The change stands in what can be said otherwise only."""


def joined(mine: Data, was: Data, new: Data) -> Data:
    """Return ``mine`` with the change from ``was`` to ``new``.

    Raises:
        UnjoinableError: it cannot be made there.
    """
    if new == was:
        return mine
    if mine in (was, new):
        return new
    match mine, was, new:
        case str(), str(), str():
            return _words(mine, was, new)
        case dict(), dict(), dict():
            return _keys(mine, was, new)
        case list(), list(), list():
            return _entries(mine, was, new)
    raise UnjoinableError


def _keys(mine: dict[str, Data], was: dict[str, Data], new: dict[str, Data]) -> Data:
    found = dict(mine)
    for name in dict.fromkeys((*was, *new)):
        if was.get(name) == new.get(name):
            continue
        if name not in new and mine.get(name) == was.get(name):
            found.pop(name, None)
        else:
            found[name] = joined(mine.get(name), was.get(name), new.get(name))
    return found


def _entries(mine: list[Data], was: list[Data], new: list[Data]) -> Data:
    if sorted(map(repr, mine)) == sorted(map(repr, was)):  # said in another order, as lists of names are
        return [*(one for one in mine if one in new), *(one for one in new if one not in was)]
    if len(mine) != len(was):
        return _by_id(mine, was, new)
    found: list[Data] = []
    matcher = SequenceMatcher(None, [repr(one) for one in was], [repr(one) for one in new], autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            found += mine[i:i_end]
        elif i_end - i == j_end - j:
            found += map(joined, mine[i:i_end], was[i:i_end], new[j:j_end])
        else:
            found += _paired(mine[i:i_end], was[i:i_end], new[j:j_end])
    return found


def _by_id(mine: list[Data], was: list[Data], new: list[Data]) -> list[Data]:
    """Return blocks with the changes to those that are said; the others stay."""
    before, now = (
        {str(one["id"]): one for one in said if isinstance(one, dict) and "id" in one} for said in (was, new)
    )
    own = [one.get("id") for one in mine if isinstance(one, dict)]
    if list(before) != list(now) or len(before) != len(was) or len(now) != len(new) or not set(before) <= set(own):
        raise UnjoinableError
    return [
        joined(one, before[str(one["id"])], now[str(one["id"])])
        if isinstance(one, dict) and one.get("id") in now
        else one
        for one in mine
    ]


def _paired(mine: Sequence[Data], was: Sequence[Data], new: Sequence[Data]) -> list[Data]:
    """Return what some entries became, more or fewer of them; those that read alike are the same."""
    found: list[Data] = []
    at = 0
    for one in new:
        alike = (
            i for i in range(at, len(was)) if SequenceMatcher(None, repr(was[i]), repr(one), False).ratio() > _ALIKE
        )
        i = next(alike, None)
        found.append(one if i is None else joined(mine[i], was[i], one))
        at = at if i is None else i + 1
    return found


def _words(mine: str, was: str, new: str) -> str:
    """Return a text with changes made between words that stand in it as they were said."""
    here, before, now = (_TOKENS.findall(text) for text in (mine, was, new))
    same = SequenceMatcher(None, before, here, autojunk=False).get_matching_blocks()
    for kind, i, i_end, j, j_end in reversed(SequenceMatcher(None, before, now, autojunk=False).get_opcodes()):
        if kind == "equal":
            continue
        place = next((block for block in same if block.a <= i and i_end <= block.a + block.size and block.size), None)
        if place is None:
            raise UnjoinableError
        shift = place.b - place.a
        here[i + shift : i_end + shift] = now[j:j_end]
    return "".join(here)
