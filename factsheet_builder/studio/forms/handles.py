"""The data of a factsheet -> everything of it that can be edited, in reading order, each with a key that addresses may have.

The data is that of the file and need not be valid: what has no shape is left out, what has an unknown kind is named by its
place. A passage without an id of its own has the one that is made for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from factsheet_builder.content.passages import Path
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.content.reading.made_ids import with_made_ids
from factsheet_builder.content.reading.yaml_source import Data, YamlSource

HEAD: Final = "head"
ROUND: Final = "round"
"""Keys, and kinds, of what a factsheet says of itself and of its round."""
_SAFE: Final = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_MOST_LETTERS: Final = 90
_FIRST: Final = (
    "title",
    "term",
    "text",
    "paragraphs",
    "items",
    "entries",
    "parties",
    "recommendations",
    "passages",
    "of",
)
"""Where the words of a passage stand, the best first."""


@dataclass(frozen=True, slots=True)
class Handle:
    """One thing that has a form of its own."""

    key: str
    """Its name in addresses and forms: the id of the passage, or one that is made; unique and safe."""
    path: Path
    """Where it stands in the data; nothing leads to the whole file."""
    kind: str
    """The kind of block, ``note-`` and the kind of note, ``head`` or ``round``."""
    depth: int
    """How many passages it stands in."""
    first_words: str
    """How it begins, without marks."""
    id: str
    """The id that the file says or that is made; nothing for ``head`` and ``round``."""

    @property
    def is_block(self) -> bool:
        """Whether it is a block of the text."""
        return bool(self.path) and self.path[0] == "blocks"

    @property
    def is_note(self) -> bool:
        """Whether it is a note."""
        return bool(self.path) and self.path[0] == "notes"


def passages_to_edit(data: Data) -> tuple[Handle, ...]:
    """Return everything of a factsheet that can be edited, in reading order: head, round, blocks, notes."""
    if not isinstance(data, dict):
        return ()
    named = with_made_ids(YamlSource("", data, (), {}, {})).data
    words = named if isinstance(named, dict) else data
    head = Handle(HEAD, (), HEAD, 0, _words(words.get("masthead")) or str(words.get("short_title") or ""), "")
    found = [head, Handle(ROUND, (), ROUND, 0, _line(_of(words.get("round"), "id")), "")]
    blocks, notes = list(_blocks(words.get("blocks"), ("blocks",), 0)), list(_notes(words.get("notes")))
    taken = {HEAD, ROUND} | {note.key for note in notes}
    for handle in (*blocks, *notes):
        is_free = handle.is_note or (handle.key not in taken and bool(_SAFE.fullmatch(handle.key)))
        taken.add(handle.key)
        found.append(handle if is_free else _by_place(handle))
    return tuple(found)


def handle_of(data: Data, key: str) -> Handle | None:
    """Return what has that key; ``None`` where nothing has it."""
    return next((handle for handle in passages_to_edit(data) if handle.key == key), None)


def value_of(data: Data, path: Path) -> Data:
    """Return the value at a path; ``None`` where nothing leads there."""
    for step in path:
        match data, step:
            case dict(), str():
                data = data.get(step)
            case list(), int() if 0 <= step < len(data):
                data = data[step]
            case _:
                return None
    return data


def own_value(data: Data, handle: Handle) -> Data:
    """Return what the form of a handle edits: its value without the passages that have forms of their own."""
    value = value_of(data, handle.path)
    match handle.kind, value:
        case _, dict() if handle.kind == ROUND:
            return {key: value[key] for key in _OF_ROUND if key in value}
        case _, dict() if handle.kind == HEAD:
            return {key: held for key, held in value.items() if key not in {"blocks", "notes", *_OF_ROUND}}
        case "list", dict():
            items = value.get("items")
            bare = [_without_blocks(item) for item in items] if isinstance(items, list) else items
            return {**value, "items": bare}
        case _, dict():
            return _without_blocks(value)
    return value


_OF_ROUND: Final = ("round", "numbering", "notes_at", "expected_warnings")
"""Keys of the factsheet that the form ``round`` has."""


def _without_blocks(value: Data) -> Data:
    return {key: held for key, held in value.items() if key != "blocks"} if isinstance(value, dict) else value


def _blocks(value: Data, path: Path, depth: int) -> Iterator[Handle]:
    for index, block in enumerate(value if isinstance(value, list) else ()):
        if not isinstance(block, dict):
            continue
        here, kind, name = (*path, index), _line(block.get("kind")), _line(block.get("id"))
        yield Handle(name, here, kind, depth, _beginning(_block_words(kind, block)), name)
        yield from _blocks(block.get("blocks"), (*here, "blocks"), depth + 1)
        items = block.get("items")
        for number, item in enumerate(items if isinstance(items, list) else ()):
            yield from _blocks(_of(item, "blocks"), (*here, "items", number, "blocks"), depth + 1)


def _notes(value: Data) -> Iterator[Handle]:
    seen: set[str] = set()
    for index, note in enumerate(value if isinstance(value, list) else ()):
        if isinstance(note, dict):
            name = _line(note.get("id"))
            key = f"note.{name}"
            handle = Handle(key, ("notes", index), f"note-{_line(note.get('kind'))}", 0, _beginning(_words(note)), name)
            yield handle if _SAFE.fullmatch(name) and key not in seen else _by_place(handle)
            seen.add(key)


def _by_place(handle: Handle) -> Handle:
    """Return a handle of what has no id that can be its key: it is found by its place."""
    key = "at." + ".".join(map(str, handle.path))
    return Handle(key, handle.path, handle.kind, handle.depth, handle.first_words, handle.id)


def _block_words(kind: str, block: dict[str, Data]) -> str:
    parts = [_line(block.get(key)) for key in ("number", "label", "party")]
    if kind == "recommendation":
        parts = [_line(block.get("number")) or _line(block.get("id"))]
    return " ".join(filter(None, [*parts, _words(block)]))


def _words(value: Data) -> str:
    """Return the first words that stand in a value."""
    match value:
        case str():
            return value
        case list():
            texts = [item for item in value if isinstance(item, str)]
            is_codes = len(texts) == len(value) and all(" " not in text for text in texts)
            return ", ".join(texts) if is_codes else next(filter(None, map(_words, value)), "")
        case dict():
            return next(filter(None, (_words(value.get(key)) for key in _FIRST)), "")
        case _:
            return ""


def _beginning(words: str) -> str:
    shown = words[: 4 * _MOST_LETTERS].replace("{addressees}", "…")
    plain = " ".join(plain_text(parse_prose(shown)).split())
    if len(plain) <= _MOST_LETTERS:
        return plain
    return plain[:_MOST_LETTERS].rpartition(" ")[0].rstrip(" ,;:.") + " …"


def _line(value: Data) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _of(value: Data, key: str) -> Data:
    return value.get(key) if isinstance(value, dict) else None
