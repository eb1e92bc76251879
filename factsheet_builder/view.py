"""What templates see: everything selected, ordered, worded and formatted already; frozen, with nothing left to decide.

Each block's ``kind`` names the template that prints it. Texts are tuples of spans, words in reading order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from factsheet_builder.change_view import ChangeView
from factsheet_builder.form_view import FieldGroupView

SpanKind = Literal[
    "words", "whole-words", "compound", "list", "strong", "emphasis", "link", "unknown-link", "call", "foreign"
]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text: plain words, words that are never divided (names, addresses), or spans inside a mark."""

    kind: SpanKind
    text: str = ""
    """The words of a plain run, the number of a call."""
    spans: tuple["Span", ...] = ()
    address: str = ""
    label: str = ""
    """What a screen reader says of a link or a call."""
    id: str = ""
    """Anchor of a call."""
    note: str = ""
    """Key of the note that a call calls."""
    follows: bool = False
    """Whether another call stands directly before this one."""
    language: str = ""
    """Language of words that are not in that of the document."""
    direction: str = ""
    """Their direction."""


Spans = tuple[Span, ...]

_LONGEST_BOX = 2400
"""Letters of a box that is kept on one page: more than half of one."""


def letters_in(spans: Iterable[Span]) -> int:
    """Return how many letters the spans have."""
    return sum(len(span.text) + letters_in(span.spans) for span in spans)


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note: printed at the bottom of each page that calls it."""

    key: str
    number: str
    spans: Spans
    back_label: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading of level 2 to 6 and what stands under it."""

    kind: ClassVar[str] = "section"
    id: str
    level: int
    number: str | None
    title: Spans
    bookmark: str
    blocks: tuple["BlockView", ...]
    state: str = ""
    """What the margin says of a translation that is not up to date; so in all blocks."""


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph; its number stands in the margin column."""

    kind: ClassVar[str] = "paragraph"
    id: str
    number: str | None
    spans: Spans
    introduces: bool
    """Whether it leads to what follows and must not stand alone at the end of a page."""
    flag: str = ""
    """In a version for one Party, what the margin says of this passage."""
    state: str = ""


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of a list."""

    id: str
    spans: Spans
    blocks: tuple["BlockView", ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list."""

    kind: ClassVar[str] = "list"
    id: str
    marker: str
    ordered: bool
    items: tuple[ItemView, ...]
    state: str = ""


@dataclass(frozen=True, slots=True)
class ProvisionParagraphView:
    """A paragraph of an article with its indents."""

    id: str
    number: str | None
    spans: Spans
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class ProvisionView:
    """A quoted article."""

    kind: ClassVar[str] = "provision"
    id: str
    level: int
    label: str
    title: str
    bookmark: str
    paragraphs: tuple[ProvisionParagraphView, ...]
    state: str = ""
    language: str = ""
    """Language of the official text where it is not that of the document, and its direction."""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class PracticeView:
    """A practice, headed by its Party."""

    kind: ClassVar[str] = "practice"
    id: str
    level: int
    party: str
    label: str
    bookmark: str
    paragraphs: tuple[Spans, ...]
    flag: str = ""
    state: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it may break over pages."""
        return letters_in(span for paragraph in self.paragraphs for span in paragraph) > _LONGEST_BOX


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation box."""

    kind: ClassVar[str] = "recommendation"
    id: str
    level: int
    verb: str
    mark: str
    addressed: str
    bookmark: str
    spans: Spans
    flag: str = ""
    state: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it may break over pages."""
        return letters_in(self.spans) > _LONGEST_BOX


@dataclass(frozen=True, slots=True)
class ImageView:
    """A picture; ``file`` is its path inside ``data``."""

    file: str
    alternative: str


@dataclass(frozen=True, slots=True)
class BarView:
    """One bar: its length is a share of the longest, 0 to 100."""

    label: str
    value: str
    percent: float


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure: a picture, bars, or a sentence that says why there is none."""

    kind: ClassVar[str] = "figure"
    id: str
    level: int
    title: Spans
    bookmark: str
    state: str = ""
    unavailable: Spans = ()
    image: ImageView | None = None
    unit: str = ""
    bars: tuple[BarView, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether it may break over pages."""
        return letters_in(self.unavailable) > _LONGEST_BOX


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a table."""

    heading: Spans
    cells: tuple[Spans, ...]
    is_tall: bool = False
    """Whether it may break over pages."""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with one row of column headings."""

    kind: ClassVar[str] = "table"
    id: str
    title: Spans
    columns: tuple[Spans, ...]
    rows: tuple[RowView, ...]
    state: str = ""
    widths: tuple[int, ...] = ()
    """Hundredths of the table that each column has, where its content decides."""


@dataclass(frozen=True, slots=True)
class TileView:
    """A tile: its place in tile widths from the left and from the top, its code and its state."""

    column: int
    row: int
    code: str
    state: str
    is_own: bool = False
    """Whether it is the tile of the Party that the version is for."""


@dataclass(frozen=True, slots=True)
class StateView:
    """A state of tiles: the legend's words, and the Parties that are in it."""

    state: str
    label: str
    count: str
    parties: str


@dataclass(frozen=True, slots=True)
class TileMapView:
    """The overview of Parties as tiles, with its legend and the table that says the same."""

    kind: ClassVar[str] = "tile-map"
    id: str
    level: int
    title: str
    alternative: str
    columns: int
    rows: int
    tiles: tuple[TileView, ...]
    states: tuple[StateView, ...]
    table_title: str
    table_columns: tuple[str, str, str]
    remarks: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents of a pack."""

    letter: str
    title: str
    page: str
    """Label of its first page."""
    address: str
    link_label: str


@dataclass(frozen=True, slots=True)
class ContentsView:
    """The contents of a pack."""

    kind: ClassVar[str] = "contents"
    id: str
    title: str
    columns: tuple[str, str, str]
    entries: tuple[ContentsEntry, ...]


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


BlockView = (
    SectionView
    | ParagraphView
    | ListView
    | ProvisionView
    | PracticeView
    | RecommendationView
    | FigureView
    | TableView
    | TileMapView
    | ContentsView
    | FieldGroupView
    | ChangeView
)


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


@dataclass(frozen=True, slots=True)
class ImprintView:
    """The last block: who publishes, and as of when the document speaks."""

    title: str
    paragraphs: tuple[Spans, ...]
    facts: tuple[tuple[str, str], ...]
    """Pairs of label and value; a value that no source states says so."""
    remark: Spans = ()
    """What a mark in the text means."""


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
