"""The data of a passage before and after -> the edits that lead from one to the other, and data with edits made."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.studio.forms.handles import value_of


class Action(StrEnum):
    """What an edit does."""

    SET = "set"
    """The value stands at the path, in place of another or as a new key."""
    REMOVE = "remove"
    INSERT = "insert"
    """The value becomes the entry of a list that the path leads to; those from there on move behind it."""
    MOVE = "move"
    """The entry that the path leads to becomes the one with the number ``to``."""


@dataclass(frozen=True, slots=True)
class FormEdit:
    """One edit of the data of a file."""

    action: Action
    path: Path
    value: Data = None
    to: int = 0


def differences(old: Data, new: Data, path: Path = ()) -> Iterator[FormEdit]:
    """Yield the edits of what differs, none inside another.

    A list whose entries were added, taken away or put in another order is set as a whole, and so is what is of another kind.
    """
    match old, new:
        case dict(), dict() if old.get("kind") == new.get("kind") or old.keys() == new.keys():
            for key in (*old, *(key for key in new if key not in old)):
                if key not in new:
                    yield FormEdit(Action.REMOVE, (*path, key))
                elif key not in old:
                    yield FormEdit(Action.SET, (*path, key), new[key])
                else:
                    yield from differences(old[key], new[key], (*path, key))
        case list(), list() if _is_in_place(old, new):
            for number, (before, after) in enumerate(zip(old, new, strict=True)):
                yield from differences(before, after, (*path, number))
        case _ if not _is_same(old, new):
            yield FormEdit(Action.SET, path, new)


def _is_in_place(old: list[Data], new: list[Data]) -> bool:
    """Tell whether the entries of a list are those that it had, some of them changed."""
    if len(old) != len(new):
        return False
    moved = [item for item, before in zip(new, old, strict=True) if item != before and item in old]
    return not moved


def _is_same(old: Data, new: Data) -> bool:
    return old == new and type(old) is type(new)


def made(data: Data, edits: Iterable[FormEdit]) -> Data:
    """Return a copy of the data with the edits made, one after the other."""
    new = deepcopy(data)
    for edit in edits:
        holder, last = value_of(new, edit.path[:-1]), edit.path[-1]
        match edit.action, holder, last:
            case Action.SET, dict(), str():
                holder[last] = edit.value
            case Action.SET, list(), int():
                holder[last] = edit.value
            case Action.REMOVE, dict(), str():
                del holder[last]
            case Action.REMOVE, list(), int():
                del holder[last]
            case Action.INSERT, list(), int():
                holder.insert(last, edit.value)
            case Action.MOVE, list(), int():
                holder.insert(edit.to, holder.pop(last))
            case Action.INSERT, None, int():
                new = made(new, [FormEdit(Action.SET, edit.path[:-1], [edit.value])])
            case _:
                raise ValueError(edit.path)
    return new
