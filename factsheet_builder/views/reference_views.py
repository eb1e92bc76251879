"""Quotations, definitions, bibliographies and lists made from the text, as templates see them."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from factsheet_builder.views.spans import Reading, Spans, joined, plain, read_out


@dataclass(frozen=True, slots=True)
class QuotationView:
    """Words of somebody else, and where they come from."""

    kind: ClassVar[str] = "quotation"
    id: str
    paragraphs: tuple[Spans, ...]
    source: Spans = ()
    state: str = ""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, self.state, *self.paragraphs, self.source)


@dataclass(frozen=True, slots=True)
class DefinitionView:
    """A term and what it means."""

    id: str
    term: Spans
    spans: Spans
    is_long: bool = False
    """Whether the term is too long for the margin column, and stands above its meaning."""


@dataclass(frozen=True, slots=True)
class DefinitionsView:
    """A glossary; terms stand in the margin column."""

    kind: ClassVar[str] = "definitions"
    id: str
    title: Spans
    entries: tuple[DefinitionView, ...]
    state: str = ""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, self.state, self.title)
        for entry in self.entries:
            yield from read_out(entry.id, entry.term, entry.spans)


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry of a bibliography, with its number where entries have one."""

    id: str
    number: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class BibliographyView:
    """The works that the text refers to."""

    kind: ClassVar[str] = "bibliography"
    id: str
    title: Spans
    entries: tuple[EntryView, ...]
    state: str = ""

    @property
    def is_numbered(self) -> bool:
        """Whether each entry has a number."""
        return all(entry.number for entry in self.entries)

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, self.state, self.title)
        for entry in self.entries:
            yield from read_out(entry.id, joined(entry.number, plain(entry.spans)))


class Readable(Protocol):
    """A block of any kind."""

    def reading(self) -> Reading:
        """Yield what it reads out."""


@dataclass(frozen=True, slots=True)
class CollectedEntryView:
    """A passage of a list made from the text: its number, which leads to it, its words, and the page of its place."""

    number: Spans
    spans: Spans
    page: Spans = ()
    blocks: "tuple[Readable, ...]" = ()
    """What follows the words at their place."""


@dataclass(frozen=True, slots=True)
class CollectedView:
    """A list made from the text."""

    kind: ClassVar[str] = "collected"
    id: str
    title: Spans
    entries: tuple[CollectedEntryView, ...]
    state: str = ""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, self.state, self.title)
        for entry in self.entries:
            yield from read_out(self.id, joined(plain(entry.number), plain(entry.spans), plain(entry.page)))
            for block in entry.blocks:
                yield from block.reading()
