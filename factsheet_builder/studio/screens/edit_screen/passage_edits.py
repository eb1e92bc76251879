"""The edits that a form asks for × the factsheet as it is at that moment -> the edits that a save makes, and the new text.

A value is named by the passage that it is in, so that what others do above it is no clash.
"""

from collections.abc import Callable, Sequence
from typing import Final

from factsheet_builder.content.reading.yaml_source import Data, YamlSource, read_yaml_text
from factsheet_builder.editing.yaml_edits import ABSENT, digest_of
from factsheet_builder.studio.forms import Action, FormEdit, Handle, handle_of, own_value
from factsheet_builder.studio.forms.handles import value_of
from factsheet_builder.studio.saving.file_saves import Plan, Texts
from factsheet_builder.studio.saving.value_edits import Edit, Edited, edited

_MARK: Final = "\ufeff"
Wish = Callable[[Data, Handle], Sequence[FormEdit]]
"""From the data of a factsheet and a passage of it to the edits that are asked for."""


class ChangedError(Exception):
    """The passage is not what a form was made from any more."""


def plan_of(file: str, key: str, base: str, wish: Wish) -> Plan:
    """Return what makes the edits of a passage, as long as it has the digest that its form was made from.

    It raises ``ChangedError`` where it has not, and ``ContentError`` where an edit cannot be made.
    """

    def plan(texts: Texts) -> Edited:
        data = source_of(texts[file], file).data
        handle = handle_of(data, key)
        if handle is None or digest_of(own_value(data, handle)) != base:
            raise ChangedError(key)
        return edited(texts, [_edit(file, data, handle, edit) for edit in wish(data, handle)])

    return plan


def with_edits(text: str, file: str, handle: Handle, edits: Sequence[FormEdit]) -> str:
    """Return a text with the edits of a passage made; raises ``ContentError`` where one cannot be."""
    data = source_of(text, file).data
    return edited({file: text}, [_edit(file, data, handle, edit) for edit in edits]).texts[file]


def source_of(text: str, file: str) -> YamlSource:
    """Return a text taken apart, where each value stands; raises ``ContentError`` where it is no YAML."""
    return read_yaml_text(text.removeprefix(_MARK), file)


def _edit(file: str, data: Data, handle: Handle, edit: FormEdit) -> Edit:
    rest = edit.path[len(handle.path) :]
    is_inside = edit.path[: len(handle.path)] == handle.path
    match edit.action:
        case Action.SET | Action.REMOVE if is_inside and rest:
            return Edit(file, edit.action, rest, _digest(data, edit.path), edit.value, passage=handle.key)
        case Action.REMOVE if is_inside:
            return Edit(file, edit.action, (), _digest(data, edit.path), passage=handle.key)
        case Action.MOVE if is_inside and not rest:
            by = edit.to - int(edit.path[-1])
            return Edit(file, edit.action, (), _digest(data, edit.path), to=by, passage=handle.key)
        case Action.SET | Action.REMOVE:
            return Edit(file, edit.action, edit.path, _digest(data, edit.path), edit.value)
        case _:
            return Edit(file, edit.action, edit.path, _digest(data, edit.path[:-1]), edit.value, edit.to)


def _digest(data: Data, path: tuple[str | int, ...]) -> str:
    """Return the digest of what stands at a path."""
    holder = value_of(data, path[:-1]) if path else data
    is_there = not path or (
        path[-1] in holder
        if isinstance(holder, dict)
        else isinstance(holder, list) and isinstance(path[-1], int) and path[-1] < len(holder)
    )
    return digest_of(value_of(data, path)) if is_there else ABSENT
