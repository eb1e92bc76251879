"""Factsheet -> the same with the numbers that its ``numbering`` asks for: counted in reading order, so without a gap.

The general text is counted, once, when it has been checked: a version for one Party has its numbers and leaves some out.
How a number is printed is left to ``documents``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from factsheet_builder.content.models import (
    NO_NUMBER,
    Block,
    Callout,
    Factsheet,
    Figure,
    ListBlock,
    Numbering,
    Paragraph,
    Recommendation,
    Section,
    Table,
)


def with_numbers(sheet: Factsheet) -> Factsheet:
    """Return ``sheet`` with the numbers that the builder counts; itself where there is nothing to count."""
    blocks = tuple(_Count(sheet.numbering).numbered(sheet.blocks, "", is_text=True))
    return sheet if blocks == sheet.blocks else sheet.model_copy(update={"blocks": blocks})


@dataclass
class _Count:
    """How far it has been counted."""

    numbering: Numbering
    prefix: str = ""
    """What stands before the number of a paragraph: that of its section."""
    counts: dict[str, int] = field(default_factory=dict)

    def numbered(self, blocks: tuple[Block, ...], around: str, *, is_text: bool) -> Iterator[Block]:
        """Yield the blocks with their numbers; only paragraphs of the running text are counted, not those of lists and boxes.

        ``around`` is the id of the section that they stand in.
        """
        for block in blocks:
            if block.only_for:  # the general text does not have it
                yield block
                continue
            match block:
                case Section():
                    if not around:
                        self._begin(block)
                    inner = tuple(self.numbered(block.blocks, around or block.id, is_text=is_text))
                    yield block.model_copy(update={"blocks": inner})
                case Callout():
                    inner = tuple(self.numbered(block.blocks, around, is_text=False))
                    yield block.model_copy(update={"blocks": inner})
                case ListBlock():
                    items = (
                        item.model_copy(update={"blocks": tuple(self.numbered(item.blocks, around, is_text=False))})
                        for item in block.items
                    )
                    yield block.model_copy(update={"items": tuple(items)})
                case _:
                    number = self._number(block, is_text=is_text)
                    has_own = not hasattr(block, "number") or block.number == number
                    yield block if has_own else block.model_copy(update={"number": number})

    def _begin(self, section: Section) -> None:
        if self.numbering.paragraphs == "by-section":
            self.counts["paragraph"] = 0
            self.prefix = f"{section.number.rstrip('.')}." if section.number else ""

    def _number(self, block: Block, *, is_text: bool) -> str | None:
        numbering = self.numbering
        match block:
            case Paragraph():
                is_counted = is_text and numbering.paragraphs != "none" and block.number != NO_NUMBER
                return self._stopped(self._next("paragraph")) if is_counted else block.number
            case Recommendation():
                in_sequence = is_text and numbering.recommendations == "in-sequence"
                return self.prefix + self._next("paragraph") if in_sequence else block.number
            case Table():
                return self._next("table") if numbering.tables else block.number
            case Figure():
                return self._next("figure") if numbering.figures else block.number
            case _:
                return None

    def _next(self, kind: str) -> str:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return str(self.counts[kind])

    def _stopped(self, number: str) -> str:
        """Return the number of a paragraph as it is printed: “12.”, or with that of its section “II.3”."""
        return self.prefix + number if self.prefix else f"{number}."
