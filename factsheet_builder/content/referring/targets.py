"""Factsheet -> what a cross-reference can lead to: by id, with the place on the page and the number that is said of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factsheet_builder.content.models import (
    Bibliography,
    Block,
    Definitions,
    Factsheet,
    Figure,
    ListBlock,
    Paragraph,
    Provision,
    Recommendation,
    Section,
    Table,
)
from factsheet_builder.content.passages import blocks_of, note_numbers
from factsheet_builder.content.referring.list_marks import number_of

_FROM_ITS_NUMBER = re.compile(r"\d.*")


@dataclass(frozen=True, slots=True)
class Target:
    """A passage that a reference can lead to."""

    anchor: str
    """Its id on the page."""
    number: str = ""
    """What ``{number}`` stands for; nothing where it has none."""


def targets_of(sheet: Factsheet) -> dict[str, Target]:
    """Return the targets of a factsheet whose passages are counted, by the ids that references use.

    A note is known by its id with ``note-`` before it, and by its id alone where no block has that.
    """
    notes = {name: Target(f"note-{name}", number) for name, number in note_numbers(sheet).items()}
    found = dict(notes)
    for _, block in blocks_of(sheet):
        found |= {name: target for name, target in _targets(block) if name}
    return found | {target.anchor: target for target in notes.values()}


def _targets(block: Block) -> Iterator[tuple[str, Target]]:
    yield block.id, Target(block.id, _number(block))
    match block:
        case Provision():
            for index, paragraph in enumerate(block.paragraphs, 1):
                number = (paragraph.number or "").rstrip(".")
                yield f"{block.id}.{number.strip('()') or index}", Target(f"{block.id}.{index}", number)
        case ListBlock():
            for index, item in enumerate(block.items, 1):
                number = item.number or number_of(block.marker, index)
                yield item.id or "", Target(item.id or "", number.rstrip("."))
        case Definitions():
            for definition in block.entries:
                yield definition.id or "", Target(definition.id or "")
        case Bibliography():
            for index, entry in enumerate(block.entries, 1):
                yield entry.id, Target(entry.id, str(index) if block.is_numbered else "")
        case _:
            return


def _number(block: Block) -> str:
    match block:
        case Recommendation():
            return block.called.rstrip(".")
        case Paragraph():
            return (block.printed_number or "").rstrip(".")
        case Section() | Table() | Figure():
            return (block.number or "").rstrip(".")
        case Provision():
            numbered = _FROM_ITS_NUMBER.search(block.label)
            return numbered[0] if numbered else ""
        case _:
            return ""
