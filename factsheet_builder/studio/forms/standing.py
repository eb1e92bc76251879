"""A passage of a factsheet -> what may be added beside it or in it, and the edits that add, move and take it away."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.studio.forms.blanks import blank
from factsheet_builder.studio.forms.choices_here import Around
from factsheet_builder.studio.forms.edits import Action, FormEdit
from factsheet_builder.studio.forms.handles import HEAD, Handle, passages_to_edit, value_of
from factsheet_builder.studio.forms.new_notes import lost_notes, without_notes

ANYWHERE: Final = (
    "paragraph",
    "section",
    "list",
    "recommendation",
    "practice",
    "provision",
    "quotation",
    "callout",
    "table",
    "figure",
    "tile-map",
    "definitions",
    "bibliography",
    "collected",
)
"""What may stand in the text and in sections, the most usual first."""
_INSIDE: Final[dict[str, tuple[str, ...]]] = {
    "section": ANYWHERE,
    "callout": ("paragraph", "list", "quotation", "collected"),
    "recommendation": ("paragraph", "list"),
    "item": ("paragraph", "list", "quotation"),
}


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that can be added: ``key`` names it in a form."""

    key: str
    kind: str
    where: str
    """Where it will stand, in words."""
    path: Path
    """The place in the list that it gets."""


def additions(data: Data, handle: Handle, around: Around) -> tuple[Addition, ...]:
    """Return what can be added after a passage and in it."""
    say = around.say
    found: list[Addition] = []
    if handle.kind == HEAD:
        found.extend(_some("first", ANYWHERE, say("At the beginning of the text"), ("blocks", 0)))
    elif handle.is_block:
        found.extend(_some("after", _allowed(data, handle.path), say("After it"), _after(handle.path)))
        if handle.kind in _INSIDE:
            found.extend(_some("inside", _INSIDE[handle.kind], say("In it, first"), (*handle.path, "blocks", 0)))
        if handle.kind == "list":
            for number in range(_length(data, (*handle.path, "items"))):
                path = (*handle.path, "items", number, "blocks")
                where = say("Under item {number}", number=number + 1)
                found.extend(_some(f"item-{number}", _INSIDE["item"], where, (*path, _length(data, path))))
    return tuple(found)


def added(data: Data, handle: Handle, key: str, around: Around) -> FormEdit | None:
    """Return the edit that adds what ``key`` names; ``None`` where it cannot be added there."""
    addition = next((one for one in additions(data, handle, around) if one.key == key), None)
    if addition is None:
        return None
    value = blank(addition.kind, data, around)
    if isinstance(value_of(data, addition.path[:-1]), list):
        return FormEdit(Action.INSERT, addition.path, value)
    return FormEdit(Action.SET, addition.path[:-1], [value])


def moved(data: Data, handle: Handle, by: int) -> FormEdit | None:
    """Return the edit that puts a passage before or after its neighbour; ``None`` where it has none on that side."""
    at = handle.path[-1] if handle.path else None
    if not isinstance(at, int) or not 0 <= at + by < _length(data, handle.path[:-1]):
        return None
    return FormEdit(Action.MOVE, handle.path, to=at + by)


def removed(data: Data, handle: Handle) -> FormEdit | None:
    """Return the edit that takes a passage away with what stands in it; ``None`` where one must be left.

    Notes that it alone calls stay, and calls of a note: ``taken_away`` has edits of those too.
    """
    if not handle.path:
        return None
    holder = handle.path[:-1]
    if _length(data, holder) > 1:
        return FormEdit(Action.REMOVE, handle.path)
    may_be_without = handle.is_note or _holder(data, handle.path) in {"item", "recommendation"}
    return FormEdit(Action.REMOVE, holder) if may_be_without else None


def taken_away(data: Data, handle: Handle) -> tuple[FormEdit, ...]:
    """Return the edits that take a passage away with the notes that it alone calls; none where one must be left.

    A note goes with its calls.
    """
    edit = removed(data, handle)
    if edit is None:
        return ()
    old = value_of(data, handle.path)
    if handle.is_note and isinstance(old, dict):
        return (*_without_calls(value_of(data, ("blocks",)), str(old.get("id")), ("blocks",)), edit)
    return (edit, *without_notes(data, lost_notes(data, old, None)))


def _without_calls(value: Data, name: str, path: Path) -> Iterator[FormEdit]:
    """Yield the edits that take the calls of a note out of all texts."""
    match value:
        case str() if f"[^{name}]" in value:
            yield FormEdit(Action.SET, path, value.replace(f"[^{name}]", ""))
        case list():
            for number, item in enumerate(value):
                yield from _without_calls(item, name, (*path, number))
        case dict():
            for key, held in value.items():
                yield from _without_calls(held, name, (*path, key))
        case _:
            return


def at_path(data: Data, path: Path) -> Handle | None:
    """Return the handle of what stands at a path, as after it was added or moved."""
    return next((handle for handle in passages_to_edit(data) if handle.path == path), None)


def _some(where: str, kinds: tuple[str, ...], words: str, path: Path) -> Iterator[Addition]:
    yield from (Addition(f"{where}:{kind}", kind, words, path) for kind in kinds)


def _after(path: Path) -> Path:
    return (*path[:-1], int(path[-1]) + 1)


def _allowed(data: Data, path: Path) -> tuple[str, ...]:
    """Return the kinds that may stand beside a block."""
    return _INSIDE.get(_holder(data, path), ANYWHERE)


def _holder(data: Data, path: Path) -> str:
    """Return the kind of what a block stands in: ``item`` for that of a list, nothing for the text itself."""
    around = path[:-2]
    if len(around) > 1 and around[-2] == "items":
        return "item"
    holder = value_of(data, around)
    return str(holder.get("kind", "")) if around and isinstance(holder, dict) else ""


def _length(data: Data, path: Path) -> int:
    value = value_of(data, path)
    return len(value) if isinstance(value, list) else 0
