"""What templates see: everything selected, ordered, worded and formatted already; frozen, with nothing left to decide.

Each block's ``kind`` names the template that prints it. Texts are tuples of spans, words in reading order.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from factsheet_builder.views.block_views import BlockView, SectionView, loosened
from factsheet_builder.views.boxed_views import TagsView
from factsheet_builder.views.contents_view import PageLink, SectionListView
from factsheet_builder.views.figure_views import ImageView
from factsheet_builder.views.spans import Reading, Spans, joined, plain, read_out, shortened, visible_length
from factsheet_builder.views.tile_views import TileMapView


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note: printed at the bottom of each page that calls it, or with all others at the end."""

    key: str
    number: str
    spans: Spans
    back_label: str


@dataclass(frozen=True, slots=True)
class EndnoteView:
    """A note at the end, with a way back to each of its calls."""

    note: NoteView
    ways_back: tuple[PageLink, ...]


ENDNOTES = "endnotes"
"""Id of the notes of a document that has them at its end."""


@dataclass(frozen=True, slots=True)
class EndnotesView:
    """The notes of a document that has them at its end, in place of the feet of its pages."""

    kind: ClassVar[str] = "endnotes"
    id: str
    title: str
    notes: tuple[EndnoteView, ...]

    def reading(self) -> Reading:
        """Yield what it reads out besides the notes, which are read out apart."""
        yield from read_out(self.id, self.title)


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """A recommendation in the At a glance table: what it is, in a few words of ours, and what it says of the Party."""

    id: str
    number: str
    tags: TagsView
    summary: Spans
    addressed: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class GlanceQuote:
    """Information received after adoption, in the words of its note."""

    lead: Spans
    spans: Spans


CONTENTS = "contents"
"""Id of the contents of a long document."""

_HEAD_MM = 164
"""What the head of a page is wide, less the space between what it says of the document and of the section."""
_LETTER_MM, _LETTER_OF_SECTION_MM = 1.6, 1.35
"""About how wide a letter of 8 points is, bold and not, in the wider scripts; narrower by a tenth in Latin letters."""

GLANCE_END = "glance.notice"
"""Id of the passage that ends the first page at a glance."""


@dataclass(frozen=True, slots=True)
class GlanceView:
    """The first page of a version for one Party: everything about it at a glance."""

    kind: ClassVar[str] = "glance"
    title: str
    lead: str
    table_title: str
    table_columns: tuple[str, str, str]
    rows: tuple[GlanceRow, ...]
    updates: tuple[GlanceQuote, ...]
    """What was received on the Party after adoption."""
    facts_title: str
    facts: tuple[Spans, ...]
    map: "TileMapView | None"
    notice: str
    is_loose: bool = False
    """Whether the map, which the text has too, is left out for want of room on the page, and the rest set larger."""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        table = (self.table_title, *self.table_columns) if self.rows else ()
        yield from read_out("glance", self.title, self.lead, *table)
        for row in self.rows:
            yield from read_out("glance", joined(row.number, row.tags.words), row.summary, row.addressed)
        for update in self.updates:
            yield from read_out("glance", update.lead, update.spans)
        yield from read_out("glance", self.facts_title, *self.facts, self.notice)
        if self.map and not self.is_loose:
            states = (state.label for state in self.map.states)
            yield from read_out("glance", self.map.title, self.map.alternative, *states)


_LONGEST_IN_CAPITALS, _LONGEST_TITLE = 16, 24
"""Letters of a title that 112 mm hold at 30 pt."""


@dataclass(frozen=True, slots=True)
class GlanceFigure:
    """A number that the text states, large, and what it counts; each number leads to the passage that states it."""

    number: Spans
    caption: str


@dataclass(frozen=True, slots=True)
class GlanceLine:
    """A recommendation in one line: what it is about in a few words of ours, who is addressed, and on which page."""

    id: str
    number: str
    tags: TagsView
    summary: Spans
    addressed: Spans
    page: Spans


@dataclass(frozen=True, slots=True)
class GlanceFact:
    """What else the page says, under a label, with the page where there is one."""

    label: str
    spans: Spans
    page: Spans = ()


@dataclass(frozen=True, slots=True)
class GeneralGlanceView:
    """The first page of the general factsheet: what it says at a glance, made from the text and no part of it."""

    kind: ClassVar[str] = "general-glance"
    title: str
    figures: tuple[GlanceFigure, ...]
    table_title: str
    table_columns: tuple[str, ...]
    lines: tuple[GlanceLine, ...]
    facts: tuple[GlanceFact, ...]
    notice: str
    is_loose: bool = False
    """Whether it is set smaller, since it would take more than a page."""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out("glance", self.title)
        for figure in self.figures:
            yield from read_out("glance", figure.number, figure.caption)
        if self.lines:
            yield from read_out("glance", self.table_title, *self.table_columns)
        for line in self.lines:
            yield from read_out("glance", line.number, line.tags.words, line.summary, line.addressed, line.page)
        for fact in self.facts:
            yield from read_out("glance", fact.label, fact.spans, fact.page)
        yield from read_out("glance", self.notice)


@dataclass(frozen=True, slots=True)
class MastheadView:
    """The title block of the first page."""

    chapter_label: str
    chapter: str
    label: str | None
    """What kind of document it is, without a dash after it."""
    title: str
    lead_in: str | None
    theme: str | None
    emblem: ImageView | None
    version: str | None = None
    """For which Party a version is made."""
    notice: str | None = None
    """How far a translation is, and that it was not reviewed."""
    draft: str | None = None
    """That too little of the text is translated for use."""

    @property
    def title_is_long(self) -> bool:
        """Whether 112 mm do not hold the title in the largest size; capitals are as wide as small letters are high."""
        return len(self.title) > (_LONGEST_IN_CAPITALS if self.title.isupper() else _LONGEST_TITLE)

    def relabelled(self, label: str, version: str) -> "MastheadView":
        """Return the title block of another kind of document on the same text, for one Party."""
        return replace(self, label=label, version=version)

    def reading(self) -> Reading:
        """Yield what it reads out."""
        for name, text in (
            ("emblem", self.emblem.alternative if self.emblem else ""),
            ("draft", self.draft),
            ("version", self.version),
            (
                "chapter",
                joined(self.label, self.label and self.chapter_label and "·", self.chapter_label, self.chapter),
            ),
            ("title", self.title),
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
    facts: tuple[tuple[str, Spans], ...]
    """Pairs of label and value, of what is known."""
    remark: Spans = ()
    """What a mark in the text means."""
    is_loose: bool = False
    """Whether it may break over pages, since it would leave the page before it half empty."""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        facts = (f"{label} {plain(value)}" for label, value in self.facts)
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
    folio: tuple[str, str, str]
    """The words before, between and after the number of a page and that of all pages."""
    blocks: tuple[BlockView, ...]
    notes: tuple[NoteView, ...]
    imprint: ImprintView | None
    glance: GlanceView | GeneralGlanceView | None = None
    contents: SectionListView | None = None
    """The contents, printed where the document is long."""
    is_long: bool = False
    endnotes: EndnotesView | None = None
    """The notes, where they stand at the end."""
    source_language: str = "en"
    """The language of words that are not translated."""

    @property
    def running_head(self) -> str:
        """What the head of each page says at its start: the title, as much of it as has room beside any of the sections."""
        longest = max(
            (visible_length(block.running) for block in self.blocks if isinstance(block, SectionView)), default=0
        )
        return shortened(self.running_title, int((_HEAD_MM - longest * _LETTER_OF_SECTION_MM) / _LETTER_MM))

    @property
    def note_by_key(self) -> dict[str, NoteView]:
        """The notes by key."""
        return {note.key: note for note in self.notes}

    def loosened(self, names: frozenset[str]) -> "DocumentView":
        """Return the view in which passages of these ids may break over pages, or change the order of their parts."""
        glance = self.glance
        if glance is not None and GLANCE_END in names:
            glance = replace(glance, is_loose=True)
        imprint = replace(self.imprint, is_loose=True) if self.imprint and "imprint" in names else self.imprint
        blocks, is_long = loosened(self.blocks, names), CONTENTS in names
        return replace(self, blocks=blocks, glance=glance, imprint=imprint, is_long=is_long)

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from self.masthead.reading()
        if self.glance:
            yield from self.glance.reading()
        if self.contents and self.is_long:
            yield from self.contents.reading()
        for block in self.blocks:
            yield from block.reading()
        if self.endnotes:
            yield from self.endnotes.reading()
        if self.imprint:
            yield from self.imprint.reading()
