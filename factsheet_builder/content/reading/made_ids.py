"""Passages of a factsheet without an id -> an id made from the words of each, and the file with these ids written in.

An id is needed where something refers to a passage; elsewhere it is made from the first words, anew each time that the file
is read: the same words give the same id. Recommendations have the number that the body gave them, and notes are called by
their ids, so these are never made. Translations follow the words and not the ids (``languages.keeping``), so they survive
when words change and the id with them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from factsheet_builder.content.passages import Path
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.content.reading.id_making import IdMaker
from factsheet_builder.content.reading.yaml_source import Data, YamlSource, read_yaml_text
from factsheet_builder.errors import ContentError

NUMBERED: Final = frozenset({"recommendation"})
"""Kinds of blocks whose id is given by the body that adopted the text."""
_UNSAID: Final = frozenset({"kind", "corrections", "marker", "instrument", "number", "for", "blocks", "file"})
_FIRST: Final = ("title", "label", "party", "text")
"""What names a passage best, where it has it."""
_FORE: Final = frozenset({"practice", "tile-map", "collected"})
"""Kinds whose name stands before the words, which are codes."""


def with_made_ids(source: YamlSource) -> YamlSource:
    """Return the source of a factsheet with an id for each block that has none; those made are in its ``made_ids``."""
    ids = _made_ids(source.data)
    return replace(source, data=_with_ids(source.data, ids), made_ids=ids) if ids else source


def write_ids(text: str, shown_as: str) -> tuple[str, tuple[str, ...]]:
    """Return the YAML of a factsheet with made ids written in, and these ids in order; all else stays to the letter.

    Raises:
        ContentError: it is no YAML.
        ValueError: the ids cannot be put in by lines; the file is not laid out as content is.
    """
    source = with_made_ids(read_yaml_text(text, shown_as))
    if not source.made_ids:
        return text, ()
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    for path in sorted(source.made_ids, key=lambda path: source.place(path), reverse=True):
        _put(lines, source, path)
    written = "".join(lines)
    if not _says(written, source):
        raise ValueError(shown_as)
    return written, tuple(source.made_ids.values())


def _says(text: str, source: YamlSource) -> bool:
    """Tell whether a text is YAML of the same data."""
    try:
        return read_yaml_text(text, source.file).data == source.data
    except ContentError:
        return False


def _put(lines: list[str], source: YamlSource, path: Path) -> None:
    """Put the id of one passage behind its kind, on a line of its own or between the same braces."""
    name = source.made_ids[path]
    place, kind = source.place(path), (*path, "kind")
    if source.lines[place.line - 1][place.column - 1] == "{":
        lines[place.line - 1] = _inserted(lines[place.line - 1], place.column, f" id: {name},")
    else:
        end = source.ends[kind]
        line_end = re.search(r"[\r\n]*$", lines[end - 1])
        ending = (line_end[0] if line_end else "") or "\n"
        before = lines[end - 1] if lines[end - 1].endswith(("\n", "\r")) else lines[end - 1] + ending
        lines[end - 1] = f"{before}{' ' * (source.key_place(kind).column - 1)}id: {name}{ending}"


def _inserted(line: str, at: int, words: str) -> str:
    return line[:at] + words + line[at:]


def _made_ids(data: Data) -> dict[Path, str]:
    """Return an id for each block without one, by its path, in reading order."""
    blocks = list(_blocks(data.get("blocks"), ("blocks",))) if isinstance(data, dict) else []
    without = [(path, block) for path, block in blocks if "id" not in block]
    wanted = [(path, block) for path, block in without if block.get("kind") not in NUMBERED and "kind" in block]
    if not wanted:
        return {}
    maker = IdMaker()
    for name in _given_ids(data):
        maker.take(name)
    return {path: maker.make(_words(block), str(block["kind"])) for path, block in wanted}


def _given_ids(value: Data) -> Iterator[str]:
    """Yield every id that is written in the file."""
    match value:
        case dict():
            if "id" in value:
                yield str(value["id"])
            for held in value.values():
                yield from _given_ids(held)
        case list():
            for held in value:
                yield from _given_ids(held)
        case _:
            return


def _blocks(value: Data, path: Path) -> Iterator[tuple[Path, Mapping[str, Data]]]:
    """Yield every block with its path, in reading order: whatever is listed under a key ``blocks``."""
    for index, block in enumerate(value if isinstance(value, list) else ()):
        if isinstance(block, dict):
            yield (*path, index), block
            yield from _inner(block, (*path, index))


def _inner(value: Data, path: Path) -> Iterator[tuple[Path, Mapping[str, Data]]]:
    match value:
        case dict():
            for key, held in value.items():
                if key == "blocks":
                    yield from _blocks(held, (*path, key))
                else:
                    yield from _inner(held, (*path, key))
        case list():
            for index, held in enumerate(value):
                yield from _inner(held, (*path, index))
        case _:
            return


def _words(block: Mapping[str, Data]) -> str:
    """Return the words that a passage is named after."""
    first = next((str(block[key]) for key in _FIRST if isinstance(block.get(key), str) and block[key]), "")
    said = first or next(_texts({key: value for key, value in block.items() if key not in _UNSAID}), "")
    kind = str(block["kind"])
    return f"{kind} {said}" if kind in _FORE or not said else plain_text(parse_prose(said))


def _texts(value: Data) -> Iterator[str]:
    match value:
        case str() if value.strip():
            yield value
        case dict():
            for held in value.values():
                yield from _texts(held)
        case list():
            for held in value:
                yield from _texts(held)
        case _:
            return


def _with_ids(value: Data, ids: Mapping[Path, str], path: Path = ()) -> Data:
    """Return a copy of the data with the ids, each behind the kind."""
    match value:
        case dict():
            held = {key: _with_ids(inner, ids, (*path, key)) for key, inner in value.items()}
            if path not in ids:
                return held
            return {"kind": held.pop("kind"), "id": ids[path], **held}
        case list():
            return [_with_ids(inner, ids, (*path, index)) for index, inner in enumerate(value)]
        case _:
            return value
