"""Edits of values, each with what it began with × the texts of their files now -> the new texts, or what clashes.

A value is found by the passage that it is in, so that what others do above it in the file is no clash. What two people say
alike is none either.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.reader import SCHEMAS
from factsheet_builder.content.reading.yaml_source import Data, read_yaml_text
from factsheet_builder.editing import insert_entry, move, remove, set_values
from factsheet_builder.editing.key_order import order_of
from factsheet_builder.editing.layout import value_in
from factsheet_builder.editing.yaml_edits import ABSENT, as_given, digest_of
from factsheet_builder.studio.forms.edits import Action
from factsheet_builder.studio.forms.handles import handle_of, passages_to_edit

_GONE: Final = -1
_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of a file of the project, and what it began with."""

    file: str
    """As the project calls it: ``data/factsheets/NAME.yaml``."""
    action: Action
    path: Path = ()
    """Where the value stands, from the passage on; nothing for the passage itself: it goes, moves, or another follows it."""
    digest: str = ""
    """Of the value at the path that it began with (``editing.digest_at``); of the list, where its entry comes or moves."""
    value: Data = None
    to: int = 0
    """By how many places a passage moves, down where it is more than 0; or the new number of an entry."""
    passage: str = ""
    """The key of the passage (``studio.forms.handles``); without one, the path begins at the top of the file."""
    began: Data = None
    """The value that it began with, where it is known: it is shown in a clash."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What cannot be saved because somebody else changed the same: all texts of it."""

    edit: Edit
    theirs: Data
    """What stands there now."""
    is_gone: bool = False
    """Whether nothing stands there any more."""


class ClashError(Exception):
    """Somebody else changed what an edit began with; nothing was written."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__(f"{len(conflicts)} edits clash")
        self.conflicts = tuple(conflicts)


@dataclass(frozen=True, slots=True)
class Edited:
    """Texts with edits made, and the edits that lead back."""

    texts: Mapping[str, str]
    back: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """Where an edit leads in a text."""

    edit: Edit
    target: Path
    """The value, entry or list that the digest is of."""
    place: Path
    """What is set, taken away or put: an entry by its number."""


def edited(texts: Mapping[str, str], edits: Iterable[Edit]) -> Edited:
    """Return the texts with the edits made: values first, then what comes, goes and moves, in their order.

    All paths are those of the texts as they are given.

    Raises:
        ClashError: what one of them began with is not there any more.
        ContentError: a text is no YAML, or an edit cannot be made without changing other lines.
    """
    conflicts: list[Conflict] = []
    due: list[_Found] = []
    for edit in edits:
        found = _find(texts[edit.file], edit)
        conflict = _conflict(texts[edit.file], edit, found)
        if conflict is not None:
            conflicts.append(conflict)
        elif found is not None and not _is_done(texts[edit.file], found):
            due.append(found)
    if conflicts:
        raise ClashError(conflicts)
    made = dict(texts)
    for file in made:
        own = [found for found in due if found.edit.file == file]
        if values := {found.place: found.edit.value for found in own if found.edit.action is Action.SET}:
            order = order_for(file, _data(made[file], file))
            made[file] = set_values(made[file], values, order=order, file=file)
        made[file] = _arranged(made[file], file, [found for found in own if found.edit.action is not Action.SET])
    back = [_named(_inverse(texts[found.edit.file], found), found, made) for found in reversed(due)]
    return Edited(made, tuple(back))


def order_for(file: str, data: Data) -> Callable[[Path, Data], Sequence[str]]:
    """Return the order of the keys of a file of the project."""
    path = PurePosixPath(file)
    model = SCHEMAS.get("factsheet" if path.parent.name == "factsheets" else path.stem)
    return order_of(model, data) if model else as_given


def _data(text: str, file: str) -> Data:
    return read_yaml_text(text.removeprefix(_MARK), file).data


def _find(text: str, edit: Edit) -> _Found | None:
    """Return where an edit leads; ``None`` where its passage is gone."""
    data = _data(text, edit.file)
    start: Path = ()
    if edit.passage:
        handle = handle_of(data, edit.passage)
        if handle is None:
            return None
        start = handle.path
    full = (*start, *edit.path)
    if not full:
        return None  # the whole file is no passage
    if edit.path or edit.action is Action.SET:
        return _Found(edit, full if edit.action in {Action.SET, Action.REMOVE} else full[:-1], full)
    if edit.action is Action.INSERT:
        return _Found(edit, full, _behind(full))
    return _Found(edit, full, full)


def _behind(place: Path) -> Path:
    """Return the place behind that of an entry."""
    return (*place[:-1], int(place[-1]) + 1)


def _at(text: str, path: Path, file: str) -> tuple[Data, bool]:
    """Return the value at a path and whether there is one."""
    try:
        return value_in(_data(text, file), path), True
    except (KeyError, IndexError, TypeError):
        return None, False


def _conflict(text: str, edit: Edit, found: _Found | None) -> Conflict | None:
    if found is None:
        return Conflict(edit, None, is_gone=True)
    theirs, is_there = _at(text, found.target, edit.file)
    digest = digest_of(theirs) if is_there else ABSENT
    is_free = edit.action is Action.INSERT and not edit.path and not edit.digest
    if digest == edit.digest or is_free or _is_done(text, found):
        return None
    return Conflict(edit, theirs, is_gone=not is_there)


def _is_done(text: str, found: _Found) -> bool:
    """Tell whether what an edit asks for is there already."""
    if found.edit.action is not Action.SET:
        return False
    theirs, is_there = _at(text, found.place, found.edit.file)
    return is_there and digest_of(theirs) == digest_of(found.edit.value)


def _arranged(text: str, file: str, due: Sequence[_Found]) -> str:
    """Return the text with entries that come, go and move; each takes account of where those before it have put things."""
    moves: list[tuple[Path, Callable[[int], int]]] = []
    for found in due:
        is_behind = found.edit.action is Action.INSERT and not found.edit.path
        place = found.target if is_behind else found.place
        for holder, where in moves:
            if place[: len(holder)] == holder and isinstance(number := place[len(holder)], int):
                place = (*holder, where(number), *place[len(holder) + 1 :])
        if _GONE in place:
            raise ClashError([Conflict(found.edit, None, is_gone=True)])
        place = _behind(place) if is_behind else place
        holder, last = place[:-1], place[-1]
        if found.edit.action is Action.REMOVE:
            text = remove(text, place, file=file)
        if not isinstance(last, int):
            continue
        new = _new_place(text, replace(found, place=place))
        if found.edit.action is Action.INSERT:
            order = order_for(file, _data(text, file))
            text = insert_entry(text, holder, last, found.edit.value, order=order, file=file)
        elif found.edit.action is Action.MOVE:
            text = move(text, holder, last, new, file=file)
        moves.append((holder, partial(_moved_to, found.edit.action, last, new)))
    return text


def _moved_to(action: Action, at: int, to: int, number: int) -> int:
    """Return the number of an entry after the one ``at`` came, went or moved ``to`` another place."""
    match action:
        case Action.INSERT:
            return number + (number >= at)
        case Action.REMOVE:
            return number - (number > at) if number != at else _GONE
        case _ if number == at:
            return to
        case _:
            return number - (number > at) + (number - (number > at) >= to)


def _new_place(text: str, found: _Found) -> int:
    """Return the new number of an entry that moves."""
    if found.edit.path:
        return found.edit.to
    held, _ = _at(text, found.place[:-1], found.edit.file)
    count = len(held) if isinstance(held, list) else 0
    return max(0, min(count - 1, int(found.place[-1]) + found.edit.to))


def _named(back: Edit, found: _Found, made: Mapping[str, str]) -> Edit:
    """Return an edit that leads back by the name that its passage has now: one that is made changes with the words."""
    data = _data(made[back.file], back.file)
    if not back.passage or handle_of(data, back.passage) is not None:
        return back
    start = found.place[: len(found.place) - len(back.path)]
    now = next((handle for handle in passages_to_edit(data) if handle.path == start), None)
    return replace(back, passage=now.key) if now else back


def _inverse(text: str, found: _Found) -> Edit:
    """Return the edit that leads back; those of entries begin with the list as it is afterwards."""
    edit = found.edit
    old, is_there = _at(text, found.place, edit.file)
    after = digest_of(edit.value)
    last = found.place[-1] if found.place else ""
    match edit.action:
        case Action.SET if is_there:
            return replace(edit, digest=after, value=old, began=edit.value)
        case Action.SET:
            return replace(edit, action=Action.REMOVE, digest=after, value=None, began=edit.value)
        case Action.REMOVE if isinstance(last, str):
            return replace(edit, action=Action.SET, digest=ABSENT, value=old, began=None)
        case Action.REMOVE if isinstance(last, int):
            held, _ = _at(text, found.place[:-1], edit.file)
            rest = [*held[:last], *held[last + 1 :]] if isinstance(held, list) else held
            return Edit(edit.file, Action.INSERT, found.place, digest_of(rest), old)
        case Action.INSERT:
            return Edit(edit.file, Action.REMOVE, found.place, after)
        case _:
            held, _ = _at(text, found.place[:-1], edit.file)
            new = _new_place(text, found)
            order = list(held) if isinstance(held, list) else []
            order.insert(new, order.pop(int(last)))
            return Edit(edit.file, Action.MOVE, (*found.place[:-1], new), digest_of(order), to=int(last))
