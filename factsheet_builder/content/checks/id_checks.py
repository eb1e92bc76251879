"""Ids: each passage has its own, and none is one that the page itself uses."""

import re
from typing import Final

from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.models import (
    Factsheet,
    Section,
)
from factsheet_builder.content.passages import Path, blocks_of
from factsheet_builder.content.reading.yaml_source import YamlSource


def ids(sheet: Factsheet, source: YamlSource) -> Findings:
    """Ids differ without regard to case, and from the names that the page gives to its own places."""
    blocks = [((*path, "id"), block.id) for path, block in blocks_of(sheet)]
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


_PAGE_ANCHORS: Final = re.compile(
    r"title|chapter|contents|version|lead-in|theme|translation|imprint|glance(\..*)?|(note|call)-.*", re.IGNORECASE
)
"""Names that the templates give to places of their own: ids of blocks become anchors beside them."""


def is_reserved(name: str) -> bool:
    """Tell whether a passage cannot have that id, since the page itself uses it."""
    return bool(_PAGE_ANCHORS.fullmatch(name))


def _anchors(sheet: Factsheet, source: YamlSource) -> Findings:
    parts = {block.id.casefold() for _, block in blocks_of(sheet) if not isinstance(block, Section)}
    for path, block in blocks_of(sheet):
        place = source.place((*path, "id"))
        if _PAGE_ANCHORS.fullmatch(block.id):
            what = f"The id “{block.id}” is one that the page itself uses."
            yield finding("reserved-id", place, what, "Choose another, for example with a word more.")
        pieces = block.id.casefold().split(".")
        if any(".".join(pieces[:count]) in parts for count in range(1, len(pieces))):
            what = f"The id “{block.id}” is one that a part of another passage has."
            yield finding("reserved-id", place, what, "Write a hyphen in place of the dot.")
