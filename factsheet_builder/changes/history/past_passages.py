"""A passage as it stood after a save × the content now -> the steps that make it so again, each at one place of one file.

Only what differs is named, so that comments and lines of all else stay; blocks inside the passage are passages of their own
and stay as they are now. Nothing is written here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.made_ids import with_made_ids
from factsheet_builder.content.reading.yaml_source import Data, YamlSource, read_yaml, read_yaml_text
from factsheet_builder.errors import UsageError
from factsheet_builder.project import Project

NOTE: Final = "note."
HEADS: Final = ("masthead", "round")
"""Parts of a factsheet that comparisons know by their keys."""
_INNER: Final = "blocks"
_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class PutValue:
    """The value at ``path`` is to be ``value``; where its key is not there, it is added."""

    path: Path
    value: Data


@dataclass(frozen=True, slots=True)
class TakeOut:
    """The value at ``path`` is to go."""

    path: Path


@dataclass(frozen=True, slots=True)
class PutEntry:
    """``value`` is to stand in the list at ``path``, before the entry that has ``index`` now."""

    path: Path
    index: int
    value: Data


Step = PutValue | TakeOut | PutEntry


@dataclass(frozen=True, slots=True)
class Restoration:
    """What makes a passage what it was."""

    file: str
    """As the project calls it."""
    passage: str
    steps: tuple[Step, ...]
    """In the order in which they are to be done, each on what the one before left; none where nothing differs."""


def restore_passage(past: Project, project: Project, sheet: str, passage: str, was: str = "") -> Restoration:
    """Return the steps that make a passage of the factsheet ``sheet`` what it was in ``past``.

    ``passage`` is what a comparison calls it now (the id of a block, ``note.ID``, ``masthead``, ``round``), ``was`` what it
    was called then, by default the same. One that was not there then is to go.

    Raises:
        UsageError: the factsheet or the passage is in neither, or the passage that it stood in is gone.
        ContentError, SurroundingsError: a file cannot be read.
    """
    file = f"data/factsheets/{sheet}.yaml"
    return _restoration(_source(past, sheet, f"{file} (then)"), _source(project, sheet, file), file, passage, was)


def restore_in_text(past: str, text: str, file: str, passage: str, was: str = "") -> Restoration:
    """Return the same for the texts of a factsheet's file, as it was and as it is; raises as ``restore_passage``."""
    before, now = (read_yaml_text(one.removeprefix(_MARK), file) for one in (past, text))
    return _restoration(with_made_ids(before), with_made_ids(now), file, passage, was)


def _restoration(before: YamlSource, now: YamlSource, file: str, passage: str, was: str) -> Restoration:
    old, new = _find(before.data, was or passage), _find(now.data, passage)
    if old is None and new is None:
        raise UsageError.of("no-passage", f"There is no passage “{passage}” in {file}.", "Choose one of the list.")
    if old is None:
        steps: tuple[Step, ...] = (TakeOut(new),) if new else ()
    elif new is None:
        steps = (_entry(before, now, old),)
    else:
        steps = tuple(_steps(_at(before.data, old), _at(now.data, new), new))
    return Restoration(file, passage, steps)


def _source(project: Project, sheet: str, shown_as: str) -> YamlSource:
    if sheet not in project.factsheet_names():
        what = f"There was no factsheet “{sheet}” then, or there is none now."
        raise UsageError.of("no-factsheet", what, "Choose a passage of a factsheet that both have.")
    return with_made_ids(read_yaml(project.factsheet_path(sheet), shown_as))


def _find(data: Data, passage: str) -> Path | None:
    """Return the path of a passage."""
    if not isinstance(data, dict):
        return None
    if passage in HEADS:
        return (passage,) if passage in data else None
    if passage.startswith(NOTE):
        return next((path for path, entry in _entries(data.get("notes"), ("notes",)) if _is(entry, passage[5:])), None)
    return next((path for path, entry in _blocks(data.get(_INNER), (_INNER,)) if _is(entry, passage)), None)


def _is(entry: Data, name: str) -> bool:
    return isinstance(entry, dict) and entry.get("id") == name


def _entries(value: Data, path: Path) -> Iterator[tuple[Path, Data]]:
    yield from (((*path, index), entry) for index, entry in enumerate(value if isinstance(value, list) else ()))


def _blocks(value: Data, path: Path) -> Iterator[tuple[Path, Data]]:
    """Yield every block with its path, in reading order: whatever is listed under a key ``blocks``."""
    for here, block in _entries(value, path):
        yield here, block
        for inside, key in _lists_of_blocks(block, here):
            yield from _blocks(key, inside)


def _lists_of_blocks(value: Data, path: Path) -> Iterator[tuple[Path, Data]]:
    match value:
        case dict():
            for key, held in value.items():
                if key == _INNER:
                    yield (*path, key), held
                else:
                    yield from _lists_of_blocks(held, (*path, key))
        case list():
            for index, held in enumerate(value):
                yield from _lists_of_blocks(held, (*path, index))
        case _:
            return


def _at(data: Data, path: Path) -> Data:
    for step in path:
        data = data[step]  # type: ignore[index]
    return data


def _steps(old: Data, new: Data, path: Path) -> Iterator[Step]:
    """Yield what makes ``new``, which stands at ``path``, what ``old`` is, the in the order of its keys."""
    if isinstance(old, dict) and isinstance(new, dict) and old.get("kind") == new.get("kind"):
        for key in [*new, *(key for key in old if key not in new)]:
            # What refers to it knows it by its name of now, and blocks inside are passages of their own.
            if key in {_INNER, "id"} or old.get(key) == new.get(key):
                continue
            if key not in old:
                yield TakeOut((*path, key))
            elif key not in new:
                yield PutValue((*path, key), old[key])
            else:
                yield from _steps(old[key], new[key], (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (was, here) in enumerate(zip(old, new, strict=True)):
            yield from _steps(was, here, (*path, index))
    elif old != new:
        yield PutValue(path, old)


def _entry(before: YamlSource, now: YamlSource, old: Path) -> PutEntry:
    """Return the step that puts a passage that is gone where it stood: after the nearest before it that is still there."""
    around, index = old[:-1], int(old[-1])
    there = _list_now(before, now, around)
    known = [entry.get("id") for entry in _as_list(_at(now.data, there)) if isinstance(entry, dict)]
    earlier: Sequence[Data] = _as_list(_at(before.data, around))[:index]
    for entry in reversed(earlier):
        if isinstance(entry, dict) and entry.get("id") in known:
            return PutEntry(there, known.index(entry.get("id")) + 1, _as_written(before, old))
    return PutEntry(there, 0, _as_written(before, old))


def _list_now(before: YamlSource, now: YamlSource, around: Path) -> Path:
    """Return the path that a list of passages has now: that of the passage around it, and the rest as it was."""
    outer = next((around[:end] for end in range(len(around) - 1, 0, -1) if _name_at(before, around[:end])), ())
    name = _name_at(before, outer)
    found = _find(now.data, name) if outer else ()
    path = (*(found or ()), *around[len(outer) :])
    if found is None or not _is_list(now, path):
        what = f"The passage “{name}”, in which it stood, is gone or has no place for it."
        raise UsageError.of("no-place", what, f"Restore “{name}” first.")
    return path


def _name_at(source: YamlSource, path: Path) -> str:
    """Return the id of the block at ``path``, nothing where no block is."""
    block = _at(source.data, path)
    return str(block["id"]) if isinstance(block, dict) and "id" in block and "kind" in block else ""


def _is_list(source: YamlSource, path: Path) -> bool:
    try:
        return isinstance(_at(source.data, path), list)
    except (KeyError, IndexError, TypeError):
        return False


def _as_list(value: Data) -> list[Data]:
    return value if isinstance(value, list) else []


def _as_written(source: YamlSource, path: Path) -> Data:
    """Return a value without the ids that are not in its file."""
    return _without_made(_at(source.data, path), path, source.made_ids)


def _without_made(value: Data, path: Path, made: dict[Path, str]) -> Data:
    match value:
        case dict():
            held = {key: _without_made(inner, (*path, key), made) for key, inner in value.items()}
            return {key: inner for key, inner in held.items() if not (key == "id" and path in made)}
        case list():
            return [_without_made(inner, (*path, index), made) for index, inner in enumerate(value)]
        case _:
            return value
