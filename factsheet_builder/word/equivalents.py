"""Drawings of a view -> blocks that say the same in words, for a document that is edited and not looked at."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, cast

from factsheet_builder.importing.word_file.word_numbering import written
from factsheet_builder.views.block_views import (
    BlockView,
    CalloutView,
    ListView,
    ParagraphView,
    ProvisionParagraphView,
    ProvisionView,
    SectionView,
    UntranslatedView,
)
from factsheet_builder.views.boxed_views import RecommendationView
from factsheet_builder.views.chart_views import ChartRowView, ChartTableView
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.views.figure_views import FigureView
from factsheet_builder.views.reference_views import CollectedEntryView, CollectedView
from factsheet_builder.views.spans import Span
from factsheet_builder.views.table_views import RowView, TableView
from factsheet_builder.views.tile_views import TileMapView

_MARK: Final = re.compile(r"(\(?)([1ai])([.)])")
"""Marks that Word counts, by the first of a list."""


def in_words(view: DocumentView) -> DocumentView:
    """Return a document without pages as it is written for comments: no overview before the text, maps as tables."""
    masthead = replace(view.masthead, emblem=None)
    return replace(
        view, masthead=masthead, glance=None, contents=None, endnotes=None, blocks=tuple(map(_in_words, view.blocks))
    )


def _in_words(block: BlockView) -> BlockView:
    match block:
        case SectionView() | UntranslatedView():
            return replace(block, blocks=tuple(map(_in_words, block.blocks)))
        case TileMapView():
            return map_in_words(block)
        case FigureView():
            return figure_in_words(block)
        case ListView():
            return _counted(block)
        case CalloutView() | RecommendationView():
            return replace(block, blocks=tuple(map(_in_words, block.blocks)))
        case CollectedView():
            entries = (replace(entry, blocks=tuple(map(_in_words, blocks_of(entry)))) for entry in block.entries)
            return replace(block, entries=tuple(entries))
        case ProvisionView():
            return replace(block, paragraphs=tuple(map(_counted_paragraph, block.paragraphs)))
        case _:
            return block


def blocks_of(entry: CollectedEntryView) -> tuple[BlockView, ...]:
    """Return what follows the words of a passage that a list has collected."""
    return cast("tuple[BlockView, ...]", entry.blocks)


def part_ids(blocks: Iterable[BlockView]) -> Iterator[str]:
    """Yield the ids of parts of blocks that links may lead to: items of lists but the first, and paragraphs of articles."""
    for block in blocks:
        match block:
            case SectionView() | UntranslatedView() | CalloutView() | RecommendationView():
                yield from part_ids(block.blocks)
            case ListView():
                yield from (item.id for item in block.items[1:])
                for item in block.items:
                    yield from part_ids(item.blocks)
            case ProvisionView():
                yield from (paragraph.id for paragraph in block.paragraphs)
            case _:
                pass


def _counted(view: ListView) -> ListView:
    """Return a list whose marks Word counts itself."""
    is_counted = bool(counted_marker(item.mark for item in view.items))
    items = (
        replace(item, mark="" if is_counted else item.mark, blocks=tuple(map(_in_words, item.blocks)))
        for item in view.items
    )
    return replace(view, items=tuple(items))


def _counted_paragraph(view: ProvisionParagraphView) -> ProvisionParagraphView:
    if not counted_marker(item.mark for item in view.items):
        return view
    return replace(view, items=tuple(replace(item, mark="") for item in view.items))


def counted_marker(marks: Iterable[str]) -> str:
    """Return the first of the marks of items, where a program that counts them gets the same marks; else nothing."""
    given = list(marks)
    match = _MARK.fullmatch(given[0]) if given else None
    if not match or not all(given):
        return ""
    form = {"1": "decimal", "a": "lowerLetter", "i": "lowerRoman"}[match[2]]
    expected = [f"{match[1]}{written(number, form)}{match[3]}" for number in range(1, len(given) + 1)]
    return given[0] if given == expected else ""


def figure_in_words(view: FigureView) -> FigureView:
    """Return a figure whose chart is the table that says the same."""
    if view.plot:
        return replace(view, plot=None, chart=view.plot.table)
    if view.value_map:
        found = view.value_map
        rows = tuple(ChartRowView(state.label, (), (f"{state.count} {state.parties}",)) for state in found.states)
        head, values = found.table_columns
        table = ChartTableView("", head, values, (), (), rows, is_wide=False, is_long=False)
        return replace(view, value_map=None, unit=found.unit, chart=table)
    return view


def map_in_words(view: TileMapView) -> SectionView:
    """Return the table of a map, with its remarks."""
    rows = tuple(RowView(_words(state.label), (_words(f"{state.count} {state.parties}"),)) for state in view.states)
    columns = tuple(_words(column) for column in view.table_columns)
    table = TableView(f"{view.id}.table", _words(view.table_title), columns, rows)
    remarks = (
        ParagraphView(f"{view.id}.remark.{number}", None, spans, introduces=False)
        for number, spans in enumerate(view.remarks, 1)
    )
    return SectionView(view.id, view.level, None, _words(view.title), view.title, view.title, (table, *remarks))


def _words(text: str) -> tuple[Span, ...]:
    return (Span("words", text),)
