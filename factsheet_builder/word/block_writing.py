"""Blocks of a view -> paragraphs and tables of Word, each passage with its id as a bookmark.

What the builder makes of the content (who is addressed, labels of practices, tables of a map, the imprint) is in a style of
its own, so that an import knows it from the text. Texts are left to ``span_writing``, lists to ``numbered_lists``.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, assert_never

from docx.oxml.xmlchemy import BaseOxmlElement

from factsheet_builder.languages.exchange.word import own_marks as marks
from factsheet_builder.languages.exchange.word.word_elements import copied, element
from factsheet_builder.views.block_views import (
    BlockView,
    CalloutView,
    ItemView,
    ListView,
    ParagraphView,
    ProvisionView,
    SectionView,
    UntranslatedView,
)
from factsheet_builder.views.boxed_views import PracticeView, RecommendationView
from factsheet_builder.views.change_view import ChangeView
from factsheet_builder.views.contents_view import ContentsView
from factsheet_builder.views.document_view import ImprintView, MastheadView
from factsheet_builder.views.figure_views import FigureView
from factsheet_builder.views.form_view import FieldGroupView
from factsheet_builder.views.pairs_view import PairsView
from factsheet_builder.views.reference_views import BibliographyView, CollectedView, DefinitionsView, QuotationView
from factsheet_builder.views.spans import Spans
from factsheet_builder.views.table_views import TableView
from factsheet_builder.views.tile_views import TileMapView
from factsheet_builder.word.edition_styles import MOST_LEVELS
from factsheet_builder.word.equivalents import blocks_of, counted_marker, figure_in_words, map_in_words
from factsheet_builder.word.numbered_lists import INDENT, NumberedLists
from factsheet_builder.word.paragraph_writing import ParagraphWriter, Runs
from factsheet_builder.word.placed_pictures import PicturePlacer
from factsheet_builder.word.reference_writing import ReferenceWriter
from factsheet_builder.word.span_writing import Look, SpanWriter, spans_of
from factsheet_builder.word.table_writing import TableWriter

_NUMBER: Final = Look(style=marks.NUMBER)


@dataclass
class BlockWriter:
    """Writes the blocks of one document, one after the other, into ``body``."""

    texts: SpanWriter
    paragraphs: ParagraphWriter
    tables: TableWriter
    lists: NumberedLists
    pictures: PicturePlacer
    body: list[BaseOxmlElement] = field(default_factory=list)
    _depth: int = 0
    """How many sections stand around."""
    _plain: str = "Normal"
    """The style of paragraphs and items."""
    _is_back: bool = False
    """Whether a section has ended and no other has begun."""
    _is_made: bool = False
    """Whether what is written is no part of the content."""

    def masthead(self, view: MastheadView) -> None:
        """Write the title block."""
        self._made(view.draft, view.version)
        chapter = " ".join(
            filter(None, (view.label, view.label and view.chapter_label and "·", view.chapter_label, view.chapter))
        )
        self._made(chapter)
        self._paragraph("Title", self.texts.words(view.title))
        if view.lead_in:
            self._paragraph(marks.LEAD_IN, self.texts.words(view.lead_in))
        if view.theme:
            self._paragraph("Subtitle", self.texts.words(view.theme))
        self._made(view.notice)

    def imprint(self, view: ImprintView) -> None:
        """Write who publishes, and as of when the document speaks."""
        self._made((view.title, Look(is_bold=True)))
        self._made(*view.paragraphs, view.remark)
        for label, value in view.facts:
            self._paragraph(marks.MADE, [*self.texts.words(f"{label} "), *self.texts.runs(value)])

    def blocks(self, blocks: Iterable[BlockView]) -> None:
        """Write blocks in their order."""
        for block in blocks:
            self.block(block)

    def block(self, view: BlockView) -> None:
        """Write a block of any kind that a factsheet has."""
        match view:
            case SectionView():
                self._section(view)
            case UntranslatedView():
                self.blocks(view.blocks)
            case ParagraphView():
                self._text(view)
            case ListView():
                self._list(view, 0)
            case ProvisionView():
                self._provision(view)
            case PracticeView():
                self._practice(view)
            case RecommendationView():
                self._recommendation(view)
            case FigureView():
                self._figure(figure_in_words(view))
            case TableView():
                self._table(view)
            case TileMapView():
                with self._all_made():
                    self.block(map_in_words(view))
            case CalloutView():
                self._callout(view)
            case QuotationView() | DefinitionsView() | BibliographyView() | CollectedView():
                self._made(view.state)
                self._reference(view)
            case ContentsView() | FieldGroupView() | ChangeView() | PairsView():
                raise TypeError(f"{type(view).__name__} is no block of a factsheet")
            case _:
                assert_never(view)

    def _section(self, view: SectionView) -> None:
        self._depth += 1
        title = [*self._number(view.number), *self.texts.runs(view.title)]
        if view.state:
            title += self.texts.words(f" ({view.state})", Look(style=marks.MADE_LETTERS))
        self._paragraph(f"Heading {min(self._depth, MOST_LEVELS)}", title, anchor=view.id)
        self._is_back = False
        self.blocks(view.blocks)
        self._depth -= 1
        self._is_back = True

    def _number(self, number: str | None) -> Iterator[BaseOxmlElement]:
        if number:
            yield from self.texts.words(f"{number} ", _NUMBER)

    def _text(self, view: ParagraphView, style: str = "") -> None:
        style = style or self._plain
        number = list(self._number(view.number))
        if view.flag or view.state:
            self._paragraph(marks.MADE, [*number, *self._parted(view.flag, view.state)])
            number = []
        self._paragraph(style, [*number, *self.texts.runs(view.spans)], anchor=view.id)

    def _parted(self, *words: str | Spans) -> Iterator[BaseOxmlElement]:
        """Yield what is said in a row, with dashes between."""
        is_first = True
        for said in words:
            if not said:
                continue
            if not is_first:
                yield from self.texts.words(" – ")
            yield from self.texts.words(said) if isinstance(said, str) else self.texts.runs(said)
            is_first = False

    def _list(self, view: ListView, depth: int) -> None:
        self._made(view.state)
        depth = min(depth, MOST_LEVELS - 1)
        properties, is_counted = self._counting(view.marker, view.items, depth)
        for index, item in enumerate(view.items):
            mark = [] if is_counted else self._number(item.mark)
            runs = [*mark, *self.texts.runs(item.spans)]
            if not index and not item.id.startswith(f"{view.id}."):  # a name of its own, that references lead to
                runs = self.texts.marked(item.id, runs)
            self._paragraph(self._plain, runs, copied(properties), item.id if index else view.id)
            self._inside(item, depth)

    def _counting(self, marker: str, items: Sequence[ItemView], depth: int) -> tuple[list[BaseOxmlElement], bool]:
        """Return what makes paragraphs items of a new list, and whether Word counts as they are numbered."""
        own = counted_marker(item.mark for item in items)
        is_counted = bool(own) or not any(item.mark for item in items)
        if not is_counted:
            return [element("ind", left=str(INDENT * (depth + 1)), hanging=str(INDENT))], False
        series = self.lists.begin(own or marker, depth)
        return [element("numPr", element("ilvl", val=str(depth)), element("numId", val=series))], True

    def _inside(self, item: ItemView, depth: int) -> None:
        for block in item.blocks:
            match block:
                case ListView():
                    self._list(block, depth + 1)
                case ParagraphView():
                    self._text(block, f"{marks.ITEM_TEXT} {min(depth + 1, MOST_LEVELS)}")
                case _:
                    self.block(block)

    def _provision(self, view: ProvisionView) -> None:
        own = Look(language=view.language, direction=view.direction)
        label = self.texts.words(f"{view.label} ", Look(True, False, marks.NUMBER, view.language, view.direction))
        outline = [element("outlineLvl", val=str(min(self._depth, MOST_LEVELS - 1)))]
        title = [*label, *self.texts.words(view.title, own)]
        is_rtl = (view.direction or ("rtl" if self.paragraphs.is_rtl else "")) == "rtl"
        self._paragraph(marks.ARTICLE, title, outline, view.id, is_rtl=is_rtl)
        self._made(view.state)
        for paragraph in view.paragraphs:
            number = (
                self.texts.words(
                    f"{paragraph.number} ", Look(False, False, marks.NUMBER, view.language, view.direction)
                )
                if paragraph.number
                else ()
            )
            runs = [*number, *self.texts.runs(paragraph.spans, own)]
            self._paragraph(marks.ARTICLE_TEXT, runs, anchor=paragraph.id, is_rtl=is_rtl)
            properties, is_counted = self._counting(paragraph.marker, paragraph.items, 0)
            for item in paragraph.items:
                mark = [] if is_counted else self._number(item.mark)
                item_runs = [*mark, *self.texts.runs(item.spans, own)]
                self._paragraph(marks.ARTICLE_TEXT, item_runs, copied(properties), is_rtl=is_rtl)

    def _practice(self, view: PracticeView) -> None:
        party = self.texts.words(view.party, Look(is_bold=True))
        label = self.texts.words(f" – {view.label}{f' – {view.state}' if view.state else ''}")
        self._paragraph(marks.MADE, [*party, *label], [element("keepNext")])
        for index, paragraph in enumerate(view.paragraphs):
            self._paragraph(marks.PRACTICE, self.texts.runs(paragraph), anchor=view.id if not index else "")

    def _recommendation(self, view: RecommendationView) -> None:
        """Write a recommendation: number and urgency in words, who is addressed, its text and what follows it."""
        head = self.texts.words(" ".join(filter(None, (view.number, view.tags.words))), Look(is_bold=True))
        self._paragraph(marks.MADE, head, [element("keepNext")])
        self._paragraph(marks.MADE, self._parted(view.addressed, view.flag, view.state), [element("keepNext")])
        self._paragraph(marks.RECOMMENDATION, self.texts.runs(view.spans), anchor=view.id)
        self._plain = marks.RECOMMENDATION_PART
        self.blocks(view.blocks)
        self._plain = "Normal"
        for detail in view.details:
            label = self.texts.words(f"{detail.label} ", Look(is_bold=True))
            self._paragraph(marks.MADE, [*label, *self.texts.runs(detail.spans)])

    def _callout(self, view: CalloutView) -> None:
        """Write a box; paragraphs in it are in a style of their own."""
        self._made(view.label, view.state)
        title = marks.PRIORITY_TITLE if view.style == "priority" else marks.CALLOUT_TITLE
        self._paragraph(title, self.texts.runs(view.title), anchor=view.id)
        self._plain = marks.CALLOUT
        self.blocks(view.blocks)
        self._plain = "Normal"

    def _reference(self, view: QuotationView | DefinitionsView | BibliographyView | CollectedView) -> None:
        writer = ReferenceWriter(self.texts, lambda style, runs, name: self._paragraph(style, runs, anchor=name))
        match view:
            case QuotationView():
                writer.quotation(view)
            case DefinitionsView():
                writer.definitions(view)
            case BibliographyView():
                writer.bibliography(view)
            case CollectedView():
                self._collected(view, writer)

    def _collected(self, view: CollectedView, writer: ReferenceWriter) -> None:
        """Write a list made from the text: each passage with what follows it there."""
        writer.collected_title(view)
        plain, self._plain = self._plain, marks.MADE
        with self._all_made():
            for index, entry in enumerate(view.entries):
                writer.collected_entry(entry, view.id if not view.title and not index else "")
                self.blocks(blocks_of(entry))
        self._plain = plain

    def _figure(self, view: FigureView) -> None:
        """Write a figure: its picture where Word shows it, else what says the same in words."""
        self._made(view.state)
        self._paragraph(marks.FIGURE, self._titled(view.label, view.title), anchor=view.id)
        if not view.bars:
            self._made(view.unit)
        if view.image and (picture := self.pictures.run(view.image)) is not None:
            self._paragraph("Normal", [picture])
        elif view.image:
            self._made(view.image.alternative)
        if view.bars:
            bars = [(spans_of(bar.label), spans_of(bar.value)) for bar in view.bars]
            self.body += self.tables.pairs([(), spans_of(view.unit)] if view.unit else [], bars, is_made=self._is_made)
        if chart := view.chart:
            heads = (chart.head, *(one.label for one in chart.series)) if chart.series else (chart.head, chart.unit)
            self._made(chart.unit if chart.series else "")
            rows = [[spans_of(text) for text in (row.label, *row.values)] for row in chart.rows]
            self.body += self.tables.pairs([spans_of(text) for text in heads], rows, is_made=self._is_made)
        self._made(view.source)

    def _titled(self, label: str, title: Spans) -> Iterator[BaseOxmlElement]:
        """Yield a title behind what the builder calls it, such as “Table 1”."""
        if label:
            yield from self.texts.words(f"{label} ", Look(style=marks.MADE_LETTERS))
        yield from self.texts.runs(title)

    def _table(self, view: TableView) -> None:
        if view.may_turn:
            self.body.append(self.tables.end_of_pages(is_turned=False))
        self._made(view.state)
        self._paragraph("Caption", self._titled(view.label, view.title), anchor=view.id)
        self.body += self.tables.table(view, is_made=self._is_made)
        self._made(*view.lines)
        if view.may_turn:
            self.body.append(self.tables.end_of_pages(is_turned=True))

    def _made(self, *said: "str | Spans | tuple[str, Look] | None") -> None:
        """Write paragraphs that are no part of the content, one for each text that is not empty."""
        for words in filter(None, said):
            match words:
                case str():
                    runs = self.texts.words(words)
                case (str(text), Look() as look):
                    runs = self.texts.words(text, look)
                case _:
                    runs = self.texts.runs(words)  # type: ignore[arg-type]
            self._paragraph(marks.MADE, runs)

    @contextmanager
    def _all_made(self) -> Iterator[None]:
        before, self._is_made = self._is_made, True
        yield
        self._is_made = before

    def _paragraph(
        self,
        style: str,
        runs: Runs,
        properties: Sequence[BaseOxmlElement] = (),
        anchor: str = "",
        *,
        is_rtl: bool | None = None,
    ) -> None:
        self.body.append(self._element(marks.MADE if self._is_made else style, runs, properties, anchor, is_rtl=is_rtl))

    def _element(
        self,
        style: str,
        runs: Runs,
        properties: Sequence[BaseOxmlElement] = (),
        anchor: str = "",
        *,
        is_rtl: bool | None = None,
    ) -> BaseOxmlElement:
        inner = list(runs)
        if anchor:
            inner = self.texts.marked(
                anchor, inner, self._depth if self._is_back and not style.startswith("Heading") else None
            )
            self._is_back = False
        return self.paragraphs.paragraph(style, inner, properties, is_rtl=is_rtl)
