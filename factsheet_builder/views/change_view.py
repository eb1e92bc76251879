"""What templates see of a change: which passage, what became of it, and the words with what was added and removed; frozen."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from factsheet_builder.views.spans import Reading, joined, read_out


@dataclass(frozen=True, slots=True)
class PieceView:
    """A run of words; what was added or removed is led by a label that says so, aloud as on the page."""

    sort: Literal["same", "added", "removed"]
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLineView:
    """One part of a passage that changed: which, and its pieces."""

    label: str
    pieces: tuple[PieceView, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A passage that is not as it was; what became of it stands in the margin column."""

    kind: ClassVar[str] = "change"
    id: str
    level: int
    title: str
    verdict: str
    lines: tuple[ChangeLineView, ...]

    def reading(self) -> Reading:
        """Yield what it reads out."""
        lines = (joined(line.label, *(joined(piece.label, piece.text) for piece in line.pieces)) for line in self.lines)
        yield from read_out(self.id, self.verdict, self.title, *lines)
