"""What templates see: everything selected, ordered, worded and formatted already; frozen, with nothing left to decide.

Each block's ``kind`` names the template that prints it. Texts are tuples of spans, words in reading order.
"""

from dataclasses import dataclass

from factsheet_builder.views.block_views import BlockView, ImageView, TileMapView
from factsheet_builder.views.spans import Reading, Spans, joined, read_out


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note: printed at the bottom of each page that calls it."""

    key: str
    number: str
    spans: Spans
    back_label: str


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """A recommendation in the At a glance table: what it is, in a few words of ours, and what it says of the Party."""

    id: str
    verb: str
    mark: str
    summary: Spans
    addressed: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class GlanceQuote:
    """Information received after adoption, in the words of its note."""

    lead: Spans
    spans: Spans


@dataclass(frozen=True, slots=True)
class GlanceView:
    """The first page of a version for one Party: everything about it at a glance."""

    title: str
    lead: str
    table_title: str
    table_columns: tuple[str, str, str]
    rows: tuple[GlanceRow, ...]
    updates: tuple[GlanceQuote, ...]
    """What was received on the Party after adoption, short enough to stand beside the map."""
    long_updates: tuple[GlanceQuote, ...]
    """The same where it is longer, and follows the map; one of the two is empty."""
    facts_title: str
    facts: tuple[Spans, ...]
    map: "TileMapView | None"
    notice: str

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out("glance", self.title, self.lead, self.table_title, *self.table_columns)
        for row in self.rows:
            yield from read_out("glance", f"{row.id} {row.verb}", row.summary, row.addressed)
        yield from self._received(self.updates)
        yield from read_out("glance", self.facts_title, *self.facts, self.notice)
        if self.map:
            states = (state.label for state in self.map.states)
            yield from read_out("glance", self.map.title, self.map.alternative, *states)
        yield from self._received(self.long_updates)

    @staticmethod
    def _received(updates: tuple[GlanceQuote, ...]) -> Reading:
        for update in updates:
            yield from read_out("glance", update.lead, update.spans)


_LONGEST_NUMBER = 4
"""Letters that 42 mm hold at 44 pt."""


@dataclass(frozen=True, slots=True)
class MastheadView:
    """The title block of the first page."""

    chapter_label: str
    chapter: str
    label: str | None
    title: str
    lead_in: str | None
    theme: str | None
    emblem: ImageView | None
    version: str | None = None
    """For which Party a version is made."""
    notice: str | None = None
    """That a translation was not reviewed."""
    source_language: str = ""
    in_source_language: tuple[str, ...] = ()
    """Lines that are in the language of the source: label, title, lead-in, theme."""

    @property
    def chapter_is_long(self) -> bool:
        """Whether the margin column has no room for the chapter in the size of a number."""
        return len(self.chapter) > _LONGEST_NUMBER

    def reading(self) -> Reading:
        """Yield what it reads out."""
        for name, text in (
            ("emblem", self.emblem.alternative if self.emblem else ""),
            ("chapter", f"{self.chapter_label} {self.chapter}"),
            ("title", joined(self.label, self.title)),
            ("version", self.version),
            ("lead-in", self.lead_in),
            ("theme", self.theme),
            ("notice", self.notice),
        ):
            yield from read_out(f"masthead.{name}", text)


@dataclass(frozen=True, slots=True)
class ImprintView:
    """The last block: who publishes, and as of when the document speaks."""

    title: str
    paragraphs: tuple[Spans, ...]
    facts: tuple[tuple[str, str], ...]
    """Pairs of label and value; a value that no source states says so."""
    remark: Spans = ()
    """What a mark in the text means."""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        facts = (f"{label} {value}" for label, value in self.facts)
        yield from read_out("imprint", self.title, *self.paragraphs, self.remark, *facts)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A whole deliverable, ready for its template."""

    template: str
    id: str
    language: str
    direction: str
    title: str
    author: str
    description: str
    keywords: tuple[str, ...]
    masthead: MastheadView
    running_title: str
    blocks: tuple[BlockView, ...]
    notes: tuple[NoteView, ...]
    imprint: ImprintView | None
    glance: GlanceView | None = None

    @property
    def note_by_key(self) -> dict[str, NoteView]:
        """The notes by key."""
        return {note.key: note for note in self.notes}

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from self.masthead.reading()
        if self.glance:
            yield from self.glance.reading()
        for block in self.blocks:
            yield from block.reading()
        if self.imprint:
            yield from self.imprint.reading()
