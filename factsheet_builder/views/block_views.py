"""The blocks of a document as templates see them, one class for each kind; the kind names the template of its macros."""

from dataclasses import dataclass, replace
from typing import ClassVar

from factsheet_builder.views.boxed_views import PracticeView, RecommendationView
from factsheet_builder.views.change_view import ChangeView
from factsheet_builder.views.chart_views import ValueMapView
from factsheet_builder.views.contents_view import ContentsView
from factsheet_builder.views.figure_views import FigureView
from factsheet_builder.views.form_view import FieldGroupView
from factsheet_builder.views.pairs_view import PairsView
from factsheet_builder.views.reference_views import BibliographyView, CollectedView, DefinitionsView, QuotationView
from factsheet_builder.views.spans import Reading, Spans, joined, plain, read_out
from factsheet_builder.views.table_views import TableView
from factsheet_builder.views.tile_views import TileMapView


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
    mark: str = ""
    """What stands before it, where that is not made by the layout: “(a)”."""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, joined(self.mark, plain(self.spans)))
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
    type: str = ""
    """How items with marks of their own are counted: ``1``, ``a`` or ``i``."""

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
    type: str = ""
    """How items with marks of their own are counted."""
    marker: str = "dash"


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
                yield from item.reading()


_LONGEST_CALLOUT = 900
"""Letters of a box that is kept on one page."""


@dataclass(frozen=True, slots=True)
class CalloutView:
    """A box that is set apart from the running text."""

    kind: ClassVar[str] = "callout"
    id: str
    style: str
    label: str
    """What the margin says that it is; nothing for a remark."""
    title: Spans
    blocks: tuple["BlockView", ...]
    state: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it may break over pages."""
        return sum(len(owed.text) for owed in self.reading()) > _LONGEST_CALLOUT

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, self.label, self.state, self.title)
        for block in self.blocks:
            yield from block.reading()


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
    | CalloutView
    | QuotationView
    | DefinitionsView
    | BibliographyView
    | CollectedView
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
        case FigureView(value_map=ValueMapView() as value_map) if block.id in names:
            return replace(block, value_map=replace(value_map, is_loose=True))
        case PracticeView() | RecommendationView() | TileMapView() | FieldGroupView() | FigureView() | TableView() if (
            block.id in names
        ):
            return replace(block, is_loose=True)
        case _:
            return block
