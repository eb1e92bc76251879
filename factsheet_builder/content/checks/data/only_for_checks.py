"""Passages for some Parties only: who they are for is in the register, and nothing for all depends on them."""

from collections.abc import Iterator

from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.models import Collected, Factsheet, Practice, Provision, Recommendation, TileMap
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Path, blocks_of, own_passages, passages_of
from factsheet_builder.content.prose import Link, every_span, parse_prose
from factsheet_builder.content.reading.yaml_source import YamlSource

_FOR_ALL = (Recommendation, Practice, Provision, TileMap)


def only_for(sheet: Factsheet, source: YamlSource, register: Register) -> Findings:
    """Find codes and groups that the register has not, and passages that cannot be for some Parties only."""
    outer: list[tuple[Path, str]] = []
    known = [*register.by_code, *register.group_by_id]
    for path, block in blocks_of(sheet):
        for index, name in enumerate(block.only_for):
            if name not in known:
                remedy = suggest(name, known) or "Use a code of data/parties.yaml, or the id of one of its groups."
                what = f"“{name}” is no Party and no group of the register."
                yield finding("unknown-party", source.place((*path, "for", index)), what, remedy)
        around = next((name for place, name in outer if path[: len(place)] == place), "")
        if isinstance(block, _FOR_ALL) and (block.only_for or around):
            what = f"The {block.kind} “{block.id}” cannot be for some Parties only: the document says it to all."
            remedy = "Delete “for”; paragraphs, lists, tables and figures can have it."
            yield finding("for-not-here", source.place((*path, "for") if block.only_for else path), what, remedy)
        if block.only_for:
            outer.append((path, block.id))
    yield from _emptied(sheet, source)
    yield from _figures(sheet, source)
    yield from _references(sheet, source)


def _references(sheet: Factsheet, source: YamlSource) -> Findings:
    """Find references to a passage that some of those who read them do not have."""
    readers = dict(_readers(sheet))
    if not any(readers.values()):
        return
    asked = [
        (passage.path, passage.block.id, span.target)
        for passage in passages_of(sheet)
        for span in every_span(parse_prose(passage.text))
        if passage.block and isinstance(span, Link) and span.target
    ]
    for path, block in blocks_of(sheet):
        if isinstance(block, Collected):
            asked += [((*path, "passages", index), block.id, name) for index, name in enumerate(block.passages)]
    for place, name, target in asked:
        wanted, own = readers.get(target, frozenset()), readers[name]
        if wanted and not (own and own <= wanted):
            what = f"“{target}” is for some Parties only, and not all who read this have it."
            remedy = "Take the reference out, or say whom this passage is for."
            yield finding("reference-to-some", source.place(place), what, remedy)


def _readers(sheet: Factsheet) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the id of each block with those that it is for; nobody in particular where it is for all."""
    around: list[tuple[Path, frozenset[str]]] = []
    for path, block in blocks_of(sheet):
        found = frozenset(block.only_for)
        for outer, readers in around:
            if path[: len(outer)] == outer:
                found = found & readers if found else readers
        if found:
            around.append((path, found))
        yield block.id, found


def _emptied(sheet: Factsheet, source: YamlSource) -> Findings:
    if sheet.blocks and all(block.only_for for block in sheet.blocks):
        what = "Every passage is for some Parties only: the general text would be empty."
        yield finding("for-all-empty", source.place(("blocks",)), what, "Leave something for all.")


def _figures(sheet: Factsheet, source: YamlSource) -> Findings:
    own = own_passages(sheet)
    blocks = {name.rpartition(".")[0] for name in own} | own
    for index, figure in enumerate(sheet.key_figures):
        for position, passage in enumerate(figure.passages):
            if passage in blocks:
                what = f"The passage “{passage}” is for some Parties only, and the first page is for all."
                place = source.place(("key_figures", index, "passages", position))
                yield finding("key-figure", place, what, "Name a passage that all have.")
