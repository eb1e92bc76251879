"""What templates see of contents: those of a document and of a pack, with folios; what is stamped on its pages."""

from dataclasses import dataclass
from typing import ClassVar

from factsheet_builder.views.spans import Reading, Spans, plain, read_out


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link that is no part of the text: to a place of the page, or to another file."""

    address: str
    spans: Spans
    language: str = ""
    """Language of its words and of the file, where they are not those of the page."""
    direction: str = ""
    media: str = ""
    """Media type of a file that is no page."""
    relation: str = ""
    """What the file is to the page: ``alternate``, ``next`` or ``prev``."""
    name: str = ""
    """What a screen reader says in place of its words, where those are a sign."""


@dataclass(frozen=True, slots=True)
class ContentsSection:
    """A section of a tab: its title, which leads to it, and the folio of the page that it begins on."""

    title: Spans
    page: Spans

    @property
    def words(self) -> str:
        """What its line reads out."""
        return f"{plain(self.title)} {plain(self.page)}"


@dataclass(frozen=True, slots=True)
class SectionListView:
    """The contents of a long document: its sections with the pages that they begin on."""

    kind: ClassVar[str] = "section-list"
    id: str
    title: str
    sections: tuple[ContentsSection, ...]

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, self.title)
        for section in self.sections:
            yield from read_out(self.id, section.words)


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A tab in the contents of a pack."""

    letter: str
    title: str
    page: str
    """Folio of its first page."""
    address: str
    link_label: str
    sections: tuple[ContentsSection, ...] = ()


@dataclass(frozen=True, slots=True)
class ContentsView:
    """The contents of a pack."""

    kind: ClassVar[str] = "contents"
    id: str
    title: str
    tab_label: str
    entries: tuple[ContentsEntry, ...]

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, self.title)
        for entry in self.entries:
            yield from read_out(self.id, f"{self.tab_label} {entry.letter}", f"{entry.title} {entry.page}")
            for section in entry.sections:
                yield from read_out(self.id, section.words)


@dataclass(frozen=True, slots=True)
class StampView:
    """What is stamped on one page of a pack."""

    folio: str
    letter: str
    """Of the tab that the page belongs to; empty for a page of none."""
    step: int
    """Which tab it is, from 0: its edge tab stands lower than that of the one before."""
    is_turned: bool = False
    """Whether the page lies on its long side."""


@dataclass(frozen=True, slots=True)
class StampsView:
    """The stamps of all pages, in their order."""

    language: str
    direction: str
    pages: tuple[StampView, ...]
    pitch_mm: int = 28
    """From one edge tab to the next; less than the usual where there are many."""
