"""Drawings of a view -> blocks that say the same in words, for a document that is edited and not looked at."""

from dataclasses import replace

from factsheet_builder.views.block_views import BlockView, ParagraphView, SectionView, UntranslatedView
from factsheet_builder.views.chart_views import ChartRowView, ChartTableView
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.views.figure_views import FigureView
from factsheet_builder.views.spans import Span
from factsheet_builder.views.table_views import RowView, TableView
from factsheet_builder.views.tile_views import TileMapView


def in_words(view: DocumentView) -> DocumentView:
    """Return a document without pages as it is written for comments: no overview before the text, maps as tables."""
    masthead = replace(view.masthead, emblem=None)
    return replace(view, masthead=masthead, glance=None, contents=None, blocks=tuple(map(_in_words, view.blocks)))


def _in_words(block: BlockView) -> BlockView:
    match block:
        case SectionView() | UntranslatedView():
            return replace(block, blocks=tuple(map(_in_words, block.blocks)))
        case TileMapView():
            return map_in_words(block)
        case FigureView():
            return figure_in_words(block)
        case _:
            return block


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
