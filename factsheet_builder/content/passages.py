"""A factsheet as the sequence of its passages: every text with its name and its place, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from factsheet_builder.content.models import (
    Bibliography,
    Block,
    Callout,
    Cell,
    Collected,
    Definition,
    Definitions,
    Factsheet,
    Figure,
    ListBlock,
    Paragraph,
    PartyListNote,
    Practice,
    Provision,
    Quotation,
    Recommendation,
    Section,
    Source,
    Table,
    TableCell,
    TableColumn,
    TileMap,
    UpdateNote,
)
from factsheet_builder.content.prose import NoteCall, every_span, parse_prose

Path = tuple[str | int, ...]
"""Keys and indexes that lead to a value in the file."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text that may carry inline marks: its stable id, where it stands in the file, and its words."""

    id: str
    path: Path
    text: str
    block: Block | None = None


def blocks_of(factsheet: Factsheet) -> Iterator[tuple[Path, Block]]:
    """Yield every block with its path, in reading order, a section before what it holds."""
    yield from _blocks(("blocks",), factsheet.blocks)


def _blocks(path: Path, blocks: tuple[Block, ...]) -> Iterator[tuple[Path, Block]]:
    for index, block in enumerate(blocks):
        here = (*path, index)
        yield here, block
        if isinstance(block, Section | Callout | Recommendation):
            yield from _blocks((*here, "blocks"), block.blocks)
        elif isinstance(block, ListBlock):
            for number, item in enumerate(block.items):
                yield from _blocks((*here, "items", number, "blocks"), item.blocks)


def passages_of(factsheet: Factsheet) -> Iterator[Passage]:
    """Yield every passage of the text in reading order, the notes last; lists of Parties have none."""
    yield from _passages(("blocks",), factsheet.blocks)
    for index, note in enumerate(factsheet.notes):
        if not isinstance(note, PartyListNote):
            yield Passage(f"note.{note.id}", ("notes", index, "text"), note.text)


def _passages(path: Path, blocks: tuple[Block, ...]) -> Iterator[Passage]:
    for index, block in enumerate(blocks):
        here = (*path, index)
        if isinstance(block, ListBlock):
            for number, item in enumerate(block.items):
                place = (*here, "items", number)
                yield Passage(item_id(block, number), (*place, "text"), item.text, block)
                yield from _passages((*place, "blocks"), item.blocks)
            continue
        for name, rest, text in _own_texts(block):
            yield Passage(f"{block.id}.{name}" if name else block.id, (*here, *rest), text, block)
        if isinstance(block, Section | Callout | Recommendation):
            yield from _passages((*here, "blocks"), block.blocks)


def item_id(block: ListBlock, index: int) -> str:
    """Return the id of the passage of an item, by its place from 0: its own, or else that of the list with its number."""
    return block.items[index].id or f"{block.id}.{index + 1}"


def units_of(sheet: Factsheet) -> Iterator[tuple[tuple[str, ...], Block]]:
    """Yield every block but sections and boxes set apart, with the ids of those around it.

    What stands inside any other block is a part of it.
    """
    yield from _units((), sheet.blocks)


def _units(around: tuple[str, ...], blocks: tuple[Block, ...]) -> Iterator[tuple[tuple[str, ...], Block]]:
    for block in blocks:
        if isinstance(block, Section | Callout):
            yield from _units((*around, block.id), block.blocks)
        else:
            yield around, block


def _own_texts(block: Block) -> Iterator[tuple[str, Path, str]]:
    """Yield name, path inside the block and text of each passage that the block itself holds."""
    match block:
        case Section():
            yield "title", ("title",), block.title
        case Paragraph():
            yield "", ("text",), block.text
        case Recommendation():
            yield "text", ("text",), block.text
        case Practice():
            for index, text in enumerate(block.paragraphs):
                yield str(index + 1), ("paragraphs", index), text
        case Provision():
            yield from _provision_texts(block)
        case Figure():
            yield "title", ("title",), block.title
        case Table():
            yield from _table_texts(block)
        case Quotation():
            yield from ((str(n), ("paragraphs", n - 1), text) for n, text in enumerate(block.paragraphs, 1))
            yield from [("source", ("source",), block.source)] if block.source else []
        case Callout() | Collected():
            yield from _title_text(block)
        case Definitions() | Bibliography():
            yield from _title_text(block)
            yield from _entry_texts(block)
        case TileMap() | ListBlock():
            return
        case _:
            assert_never(block)


def _title_text(block: Callout | Collected | Definitions | Bibliography) -> Iterator[tuple[str, Path, str]]:
    if block.title:
        yield "title", ("title",), block.title


def _entry_texts(block: Definitions | Bibliography) -> Iterator[tuple[str, Path, str]]:
    entries: tuple[Definition | Source, ...] = block.entries
    for index, entry in enumerate(entries):
        name, path = entry.id or str(index + 1), ("entries", index)
        if isinstance(entry, Definition):
            yield f"{name}.term", (*path, "term"), entry.term
        yield f"{name}.text", (*path, "text"), entry.text


def _provision_texts(block: Provision) -> Iterator[tuple[str, Path, str]]:
    yield "title", ("title",), f"{block.label} – {block.title}"
    for index, paragraph in enumerate(block.paragraphs):
        name = paragraph.number or str(index + 1)
        yield name, ("paragraphs", index, "text"), paragraph.text
        for number, item in enumerate(paragraph.items):
            yield f"{name}.{number + 1}", ("paragraphs", index, "items", number), item


def _table_texts(block: Table) -> Iterator[tuple[str, Path, str]]:
    yield "title", ("title",), block.title
    for number, cells in enumerate(block.head):
        for index, cell in enumerate(cells):
            yield from _cell_text(f"head.{number + 1}.{index + 1}", ("head", number, index), cell)
    for index, heading in enumerate(block.columns):
        yield from _cell_text(f"column.{index + 1}", ("columns", index), heading)
    for index, row in enumerate(block.rows):
        if row.heading is not None:
            yield from _cell_text(f"row.{index + 1}", ("rows", index, "heading"), row.heading)
        for number, cell in enumerate(row.cells):
            yield from _cell_text(f"row.{index + 1}.{number + 1}", ("rows", index, "cells", number), cell)
    if block.source:
        yield "source", ("source",), block.source


def _cell_text(name: str, path: Path, cell: Cell | TableColumn) -> Iterator[tuple[str, Path, str]]:
    """Yield the words of a cell, wherever they stand in it; an empty cell has none."""
    match cell:
        case TableColumn(title=title):
            yield name, (*path, "title"), title
        case TableCell(text=text):
            if text:
                yield name, (*path, "text"), text
        case _:
            if cell:
                yield name, path, cell


def cell_text(cell: Cell | TableColumn) -> str:
    """Return the words of a cell; nothing for an empty one."""
    return next((text for _, _, text in _cell_text("", (), cell)), "")


def texts_of(recommendation: Recommendation) -> tuple[str, ...]:
    """Return all texts of a recommendation in reading order: its text, and those of what follows it."""
    return (recommendation.text, *_texts(recommendation.blocks))


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    yield from (passage.text for passage in _passages((), blocks))


def called_in(sheet: Factsheet) -> dict[str, str]:
    """Return what readers know each recommendation by, its number or its id, by its id."""
    return {block.id: block.called for _, block in blocks_of(sheet) if isinstance(block, Recommendation)}


def note_numbers(sheet: Factsheet) -> dict[str, str]:
    """Return the number of each note by its id: notes count in the order of their first calls.

    Those that only passages for some Parties call count last, so that all versions have the numbers of the general text.
    """
    called: dict[str, str] = {}
    own = own_passages(sheet)
    for passage in sorted(passages_of(sheet), key=lambda passage: passage.id in own):
        for span in every_span(parse_prose(passage.text)):
            if isinstance(span, NoteCall) and span.note not in called:
                called[span.note] = str(len(called) + 1)
    return called


def own_passages(sheet: Factsheet) -> frozenset[str]:
    """Return the ids of the passages that are for some Parties only."""
    outer = tuple(path for path, block in blocks_of(sheet) if block.only_for)
    if not outer:
        return frozenset()
    return frozenset(
        passage.id for passage in passages_of(sheet) if any(passage.path[: len(path)] == path for path in outer)
    )


def updates_of(sheet: Factsheet, party: str, recommendation: str = "") -> tuple[UpdateNote, ...]:
    """Return the notes that correct a list for the Party of that code, of all recommendations or of one."""
    return tuple(
        note
        for note in sheet.notes
        if isinstance(note, UpdateNote)
        and note.party == party
        and (not recommendation or note.recommendation == recommendation)
    )
