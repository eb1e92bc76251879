"""The blocks of a document as templates see them, one class for each kind; the kind names the template of its macros."""

from dataclasses import dataclass, replace
from typing import ClassVar

from factsheet_builder.views.change_view import ChangeView
from factsheet_builder.views.contents_view import ContentsView
from factsheet_builder.views.form_view import FieldGroupView
from factsheet_builder.views.pairs_view import PairsView
from factsheet_builder.views.spans import Reading, Spans, joined, letters_in, plain, read_out
from factsheet_builder.views.tile_views import TileMapView

_LONGEST_BOX = 2400
"""Letters of a box that is kept on one page: more than half of one. A shorter one breaks only where it would leave a gap."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading of level 2 to 6 and what stands under it."""

    kind: ClassVar[str] = "section"
    id: str
    level: int
    number: str | None
    title: Spans
    bookmark: str
    running: str
    """What the head of a page says while this section runs: its title, or a shorter one."""
    blocks: tuple["BlockView", ...]
    state: str = ""
    """What the margin says of a translation that is not up to date; so in all blocks."""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, joined(self.number, plain(self.title), self.state and f"({self.state})"))
        for block in self.blocks:
            yield from block.reading()


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

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, self.number, self.flag, self.state, self.spans)


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of a list."""

    id: str
    spans: Spans
    blocks: tuple["BlockView", ...]

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, self.spans)
        for block in self.blocks:
            yield from block.reading()


@dataclass(frozen=True, slots=True)
class ListView:
    """A list."""

    kind: ClassVar[str] = "list"
    id: str
    marker: str
    ordered: bool
    items: tuple[ItemView, ...]
    state: str = ""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, self.state)
        for item in self.items:
            yield from item.reading()


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

    @property
    def is_numbered(self) -> bool:
        """Whether each paragraph has a number."""
        return all(paragraph.number for paragraph in self.paragraphs)

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, f"{self.label} {self.title}", self.state)
        for paragraph in self.paragraphs:
            yield from read_out(paragraph.id, joined(paragraph.number, plain(paragraph.spans)))
            for item in paragraph.items:
                yield from read_out(item.id, item.spans)


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
    is_own: bool = False
    """Whether it is of the Party that the version is for."""
    state: str = ""
    title: str = ""
    """What it is called where tags are listed."""
    is_loose: bool = False
    """Whether the page before it would be left half empty if it did not break."""

    @property
    def is_long(self) -> bool:
        """Whether it may break over pages."""
        return self.is_loose or letters_in(span for paragraph in self.paragraphs for span in paragraph) > _LONGEST_BOX

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, self.party, self.label, self.state, *self.paragraphs)


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation box."""

    kind: ClassVar[str] = "recommendation"
    id: str
    level: int
    verb: str
    mark: str
    addressed: Spans
    bookmark: str
    spans: Spans
    flag: str = ""
    state: str = ""
    is_loose: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it may break over pages."""
        return self.is_loose or letters_in(self.spans) > _LONGEST_BOX

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, f"{self.id} {self.verb}", self.addressed, self.flag, self.state, self.spans)


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
    """A figure: a picture, bars, or its title alone where the source shows none."""

    kind: ClassVar[str] = "figure"
    id: str
    level: int
    title: Spans
    bookmark: str
    state: str = ""
    is_unavailable: bool = False
    """Whether the source announces it and shows none: its title stands alone."""
    image: ImageView | None = None
    unit: str = ""
    bars: tuple[BarView, ...] = ()

    def reading(self) -> Reading:
        """Yield what it reads out."""
        image = self.image.alternative if self.image else ""
        bars = (f"{bar.label} {bar.value}" for bar in self.bars)
        yield from read_out(self.id, self.state, self.title, self.unit, image, *bars)


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
    numeric: tuple[bool, ...] = ()
    """Whether each column has numbers or dates, which align at their end and do not wrap."""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        cells = (cell for row in self.rows for cell in (row.heading, *row.cells))
        yield from read_out(self.id, self.state, self.title, *self.columns, *cells)


@dataclass(frozen=True, slots=True)
class UntranslatedView:
    """Blocks in a row that stand in the language of the source: a rule in the margin runs along them."""

    kind: ClassVar[str] = "untranslated"
    id: str
    blocks: tuple["BlockView", ...]

    def reading(self) -> Reading:
        """Yield what it reads out."""
        for block in self.blocks:
            yield from block.reading()


BlockView = (
    SectionView
    | UntranslatedView
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
    | PairsView
)


def loosened(blocks: tuple[BlockView, ...], names: frozenset[str]) -> tuple[BlockView, ...]:
    """Return ``blocks``, those of these ids free to break over pages, or to change the order of their parts."""
    return tuple(_loosened(block, names) for block in blocks)


def _loosened(block: BlockView, names: frozenset[str]) -> BlockView:
    match block:
        case SectionView() | UntranslatedView():
            return replace(block, blocks=loosened(block.blocks, names))
        case PracticeView() | RecommendationView() | TileMapView() | FieldGroupView() if block.id in names:
            return replace(block, is_loose=True)
        case _:
            return block
