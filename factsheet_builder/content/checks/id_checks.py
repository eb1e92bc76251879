"""Ids: each passage has its own, none is one that the page itself uses, and what is referred to has one that is written."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from factsheet_builder.content.checks.foreign_markup import texts_of
from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.models import (
    Bibliography,
    Block,
    Callout,
    Definitions,
    Factsheet,
    ListBlock,
    Section,
)
from factsheet_builder.content.passages import Path, blocks_of
from factsheet_builder.content.reading.yaml_source import Data, YamlSource
from factsheet_builder.errors import Diagnostic, Severity


def ids(sheet: Factsheet, source: YamlSource) -> Findings:
    """Ids differ without regard to case, and from the names that the page gives to its own places."""
    blocks = [named for path, block in blocks_of(sheet) for named in _named(path, block)]
    notes = [(("notes", index, "id"), note.id) for index, note in enumerate(sheet.notes)]
    for ids in (blocks, notes):
        first: dict[str, Path] = {}
        for path, name in ids:
            # Compared without case: ids become anchors and file names, which some systems fold.
            if name.casefold() in first:
                line = source.place(first[name.casefold()]).line
                what = f"The id “{name}” stands twice; it is first in line {line}."
                yield finding("duplicate-id", source.place(path), what, "Give each passage an id of its own.")
            first.setdefault(name.casefold(), path)
    yield from _anchors(sheet, source)


def _named(path: Path, block: Block) -> Iterator[tuple[Path, str]]:
    """Yield place and id of a block, and of the entries and items in it that have one."""
    yield (*path, "id"), block.id
    names: tuple[str | None, ...]
    key, names = "entries", ()
    if isinstance(block, Definitions | Bibliography):
        names = tuple(entry.id for entry in block.entries)
    elif isinstance(block, ListBlock):
        key, names = "items", tuple(item.id for item in block.items)
    yield from (((*path, key, index, "id"), name) for index, name in enumerate(names) if name)


_PAGE_ANCHORS: Final = re.compile(
    r"title|chapter|contents|version|lead-in|theme|translation|imprint|endnotes|glance(\..*)?|(note|call)-.*",
    re.IGNORECASE,
)
"""Names that the templates give to places of their own: ids of blocks become anchors beside them."""


def is_reserved(name: str) -> bool:
    """Tell whether a passage cannot have that id, since the page itself uses it."""
    return bool(_PAGE_ANCHORS.fullmatch(name))


def _anchors(sheet: Factsheet, source: YamlSource) -> Findings:
    whole = (block for _, block in blocks_of(sheet) if not isinstance(block, Section | Callout))
    parts = {block.id.casefold() for block in whole}
    for path, name in (named for place, block in blocks_of(sheet) for named in _named(place, block)):
        place = source.place(path)
        if _PAGE_ANCHORS.fullmatch(name):
            what = f"The id “{name}” is one that the page itself uses."
            yield finding("reserved-id", place, what, "Choose another, for example with a word more.")
        pieces = name.casefold().split(".")
        if any(".".join(pieces[:count]) in parts for count in range(1, len(pieces))):
            what = f"The id “{name}” is one that a part of another passage has."
            yield finding("reserved-id", place, what, "Write a hyphen in place of the dot.")


def made_ids(source: YamlSource) -> Findings:
    """Tell which ids were made from words, and refuse references to them: they would break when the words change."""
    # Made from the words, they say some of them: those of passages for some Parties only are told apart, at their places.
    by_readers: dict[Path, dict[Path, str]] = {}
    for path, name in source.made_ids.items():
        by_readers.setdefault(_for_some(source.data, path), {})[path] = name
    for made in by_readers.values():
        yield _made(made, source)
    lines = {name: source.place(path).line for path, name in source.made_ids.items()}
    for path, text in texts_of(source.data) if lines else ():
        for name, words in _references(path, text):
            if name in lines:
                what = f"“{name}” is the id that was made from the words of a passage, and changes with them."
                remedy = (
                    f"Write “id: {name}” into the passage in line {lines[name]}, or run `factsheet check --write-ids`."
                )
                yield finding("id-not-written", source.word_place(path, words), what, remedy)


def _for_some(data: Data, path: Path) -> Path:
    """Return the path of the innermost passage for some Parties only that a path leads into; nothing where it is for all."""
    found: Path = ()
    for length, step in enumerate(path, 1):
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int):
            data = data[step]
        if isinstance(data, dict) and data.get("for"):
            found = path[:length]
    return found


def _made(made: Mapping[Path, str], source: YamlSource) -> Diagnostic:
    names = [f"{name} (line {source.place(path).line})" for path, name in made.items()]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    has, whose = ("has", "its") if len(names) == 1 else ("have", "their")
    count = f"{len(names)} passage{'' if len(names) == 1 else 's'} {has} no id of {whose} own"
    what = f"{count}; made from the words: {', '.join(names[:_MOST_NAMED])}{more}."
    remedy = "Nothing has to be done; `factsheet check --write-ids` writes them into the file."
    return finding("made-ids", source.place(next(iter(made))), what, remedy, Severity.NOTE)


def _references(path: Path, text: str) -> Iterator[tuple[str, str]]:
    """Yield each id that a text refers to, with the words that do."""
    if "passages" in path:
        yield text, text
    for match in re.finditer(r"\]\(#([^\s)]+)\)", text):
        yield match[1], match[0]


_MOST_NAMED: Final = 5
