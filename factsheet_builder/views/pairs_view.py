"""What templates see of a bilingual edition: passages in two languages side by side, numbered; frozen."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from factsheet_builder.views.spans import Reading, Spans, joined, read_out

Standing = Literal["current", "stale", "missing", "official", "made"]
"""How far a translation is to be trusted, as far as it looks different."""


@dataclass(frozen=True, slots=True)
class PairNoteView:
    """What there is to know of a pair beside its words, as the English that was translated."""

    label: str
    spans: Spans

    def reading(self, passage: str) -> Reading:
        """Yield what it reads out."""
        yield from read_out(passage, self.label, self.spans)


@dataclass(frozen=True, slots=True)
class PairView:
    """A passage in both languages; ``translation`` is empty where there is none."""

    id: str
    number: str
    name: str
    state: str
    standing: Standing
    source: Spans
    translation: Spans
    notes: tuple[PairNoteView, ...] = ()
    is_tall: bool = False
    """Whether its row may break over pages."""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.name, joined(self.number, self.name, self.state), self.source)
        for note in self.notes:
            yield from note.reading(self.name)
        yield from read_out(self.name, self.translation)


@dataclass(frozen=True, slots=True)
class PairsView:
    """A table of pairs, whose head stands on each page."""

    kind: ClassVar[str] = "pairs"
    id: str
    columns: tuple[str, str, str]
    """Over number, name and state; over the source; over the translation."""
    language: str
    """Of the translation, and its direction."""
    direction: str
    pairs: tuple[PairView, ...]

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, *self.columns)
        for pair in self.pairs:
            yield from pair.reading()
