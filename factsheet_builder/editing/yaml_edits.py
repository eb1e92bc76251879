"""The text of a YAML file × an edit -> the text with only the lines of that value changed.

Comments, order, quotation marks, folding and line ends of all else stay to the letter. The new text is read again: it says
what it must, or the edit is refused. Anchors, tags and several documents are refused where the file is read.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from hashlib import sha256
from typing import Final

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import Data, YamlSource, read_yaml_text
from factsheet_builder.editing.arranging import permuted
from factsheet_builder.editing.layout import IN_BRACKETS, Layout, value_in
from factsheet_builder.editing.refusals import cannot_edit, not_there
from factsheet_builder.editing.scalar_words import canonical
from factsheet_builder.editing.yaml_patches import Order, Patch, Patcher, applied
from factsheet_builder.errors import ContentError

_MARK: Final = "\ufeff"
ABSENT: Final = "absent"
"""The digest of what is not there."""


def as_given(_: Path, __: Data) -> tuple[str, ...]:
    """Say no order of keys: new keys come as they are given."""
    return ()


def value_at(text: str, path: Path, *, file: str = "") -> Data:
    """Return the value at a path of a YAML text.

    Raises:
        ContentError: there is none, or the text is no YAML that content may use.
    """
    source = read_yaml_text(text.removeprefix(_MARK), file)
    try:
        return value_in(source.data, path)
    except (KeyError, IndexError, TypeError):
        raise not_there(source, path) from None


def digest_at(text: str, path: Path, *, file: str = "") -> str:
    """Return the digest of the value at a path, ``ABSENT`` where there is none; raises as ``value_at`` at what is no YAML."""
    try:
        return digest_of(value_in(read_yaml_text(text.removeprefix(_MARK), file).data, path))
    except (KeyError, IndexError, TypeError):
        return ABSENT


def digest_of(value: Data) -> str:
    """Return the digest of a value, whatever its lines."""
    return sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def set_value(text: str, path: Path, value: Data, *, order: Order = as_given, file: str = "") -> str:
    """Return the text with ``value`` at ``path``; a key that was absent is put where ``order`` has it.

    Of lists and mappings only what differs is written anew.

    Raises:
        ContentError: nothing leads to the path, or the value cannot be written without changing other lines.
    """
    return set_values(text, {path: value}, order=order, file=file)


def set_values(text: str, values: Mapping[Path, Data], *, order: Order = as_given, file: str = "") -> str:
    """Return the text with several values, none inside another, each as ``set_value`` puts it; raises the same."""
    source = read_yaml_text(text.removeprefix(_MARK), file)
    data = deepcopy(source.data)
    for path, value in values.items():
        data = _with(data, path, value, source)
    there = {path if _is_there(source, path) else path[:-1] for path in values}
    outer = [path for path in there if not any(path[:length] in there for length in range(len(path)))]
    return _said(
        text,
        source,
        data,
        order,
        lambda patcher: [patch for path in outer for patch in patcher.patches(path, value_in(data, path))],
        next(iter(values), ()),
    )


def insert_entry(text: str, path: Path, index: int, value: Data, *, order: Order = as_given, file: str = "") -> str:
    """Return the text with a new entry at ``index`` of the list at ``path``; a list that is absent or empty is begun.

    Raises:
        ContentError: there is no list, or it cannot be written without changing other lines.
    """
    source = read_yaml_text(text.removeprefix(_MARK), file)
    held = _list_at(source, path, may_be_absent=True)
    if not 0 <= index <= len(held):
        raise not_there(source, (*path, index))
    if not held:
        return set_value(text, path, [value], order=order, file=file)
    data = _with(deepcopy(source.data), path, [*held[:index], value, *held[index:]], source)
    return _said(text, source, data, order, lambda patcher: patcher.inserted(path, index, value), path)


def remove(text: str, path: Path, *, file: str = "") -> str:
    """Return the text without an entry or a key and the comments of its own.

    Raises:
        ContentError: there is none, or it cannot be taken away without changing other lines.
    """
    source = read_yaml_text(text.removeprefix(_MARK), file)
    data = deepcopy(source.data)
    try:
        del value_in(data, path[:-1])[path[-1]]  # type: ignore[union-attr, arg-type]
    except (KeyError, IndexError, TypeError):
        raise not_there(source, path) from None
    if not (holder := value_in(data, path[:-1])):
        return _said(text, source, data, as_given, lambda patcher: patcher.patches(path[:-1], holder), path)
    return _said(text, source, data, as_given, lambda patcher: patcher.removed(path), path)


def move(text: str, path: Path, old: int, new: int, *, file: str = "") -> str:
    """Return the text with the entry ``old`` of the list at ``path`` as its entry ``new``, its own comments with it.

    Raises:
        ContentError: there is no such entry, or it cannot be moved without changing other lines.
    """
    source = read_yaml_text(text.removeprefix(_MARK), file)
    held = _list_at(source, path)
    if not (0 <= old < len(held) and 0 <= new < len(held)):
        raise not_there(source, (*path, old))
    order = [number for number in range(len(held)) if number != old]
    order.insert(new, old)
    data = _with(deepcopy(source.data), path, [held[number] for number in order], source)
    layout = Layout(text.removeprefix(_MARK), source)
    entries = layout.entries(path)
    if layout.span(path).style in IN_BRACKETS and "#" in layout.text[entries[0].start : entries[-1].end]:
        raise cannot_edit(source, path)
    words = permuted(layout, entries, order)
    moved = layout.text[: entries[0].start] + words + layout.text[entries[-1].end :]
    if not _says(moved, source, data):
        raise cannot_edit(source, path)
    return (_MARK if text.startswith(_MARK) else "") + moved


def _list_at(source: YamlSource, path: Path, *, may_be_absent: bool = False) -> list[Data]:
    try:
        held = value_in(source.data, path)
    except (KeyError, IndexError, TypeError):
        held = None if may_be_absent else 0
    if held is None and may_be_absent:
        return []
    if not isinstance(held, list):
        raise not_there(source, path)
    return held


def _with(data: Data, path: Path, value: Data, source: YamlSource) -> Data:
    """Return the data with a value at a path, in place of what stands there or as a new key."""
    if not path:
        return value
    try:
        holder = value_in(data, path[:-1])
        if isinstance(holder, list):
            holder[int(path[-1])] = value
            return data
    except (KeyError, IndexError, TypeError, ValueError):
        raise not_there(source, path) from None
    if not isinstance(holder, dict) or not isinstance(path[-1], str):
        raise not_there(source, path)
    holder[path[-1]] = value
    return data


def _is_there(source: YamlSource, path: Path) -> bool:
    try:
        value_in(source.data, path)
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _said(
    text: str, source: YamlSource, data: Data, order: Order, patches: Callable[[Patcher], list[Patch]], path: Path
) -> str:
    """Return the text with patches, where it says ``data`` then."""
    if type(data) is not type(source.data) or not data:
        raise cannot_edit(source, path)
    body = text.removeprefix(_MARK)
    for is_quoted in (False, True):
        made = applied(body, patches(Patcher(Layout(body, source), order, is_quoted)))
        if _says(made, source, data):
            return (_MARK if text.startswith(_MARK) else "") + made
    raise cannot_edit(source, path)


def _says(made: str, source: YamlSource, data: Data) -> bool:
    """Tell whether what was made says ``data``."""
    try:
        return canonical(read_yaml_text(made, source.file).data) == canonical(data)
    except ContentError:
        return False
