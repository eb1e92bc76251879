"""Blocks in reading order, and those in a row that are not translated as one run; a kind each is worded beside this."""

from dataclasses import replace
from functools import partial
from itertools import groupby

from factsheet_builder.content import models
from factsheet_builder.content.passages import item_id
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.content.referring.list_marks import mark_of, type_of
from factsheet_builder.documents.block_wording.box_wording import practice_view, recommendation_view
from factsheet_builder.documents.block_wording.desk import Desk
from factsheet_builder.documents.block_wording.figure_wording import figure_view
from factsheet_builder.documents.block_wording.provision_wording import provision_view
from factsheet_builder.documents.block_wording.reference_wording import beside_text
from factsheet_builder.documents.block_wording.table_wording import table_view
from factsheet_builder.documents.overview import tile_map
from factsheet_builder.languages.reviews import State
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
from factsheet_builder.views.figure_views import FigureView
from factsheet_builder.views.reference_views import BibliographyView, CollectedView, DefinitionsView, QuotationView
from factsheet_builder.views.spans import shortened
from factsheet_builder.views.table_views import TableView

_DEEPEST = 6
"""HTML and PDF know six levels of headings; deeper sections share the last."""


_WITHOUT_FLAG = (
    *(SectionView, ListView, ProvisionView, TableView, FigureView),
    *(CalloutView, QuotationView, DefinitionsView, BibliographyView, CollectedView),
)


def block_views(desk: Desk, blocks: tuple[models.Block, ...], level: int) -> tuple[BlockView, ...]:
    """Return the views of blocks, those in a row that are not translated as one run."""
    found: list[BlockView] = []
    for is_untranslated, run in groupby(blocks, partial(_is_untranslated, desk)):
        views = tuple(_block(desk, block, min(level, _DEEPEST)) for block in run)
        if is_untranslated:
            views = (UntranslatedView(f"{views[0].id}.run", views),)
        found += views
    return tuple(found)


def _is_untranslated(desk: Desk, block: models.Block) -> bool:
    """Tell whether no passage of the block is translated; that of a section is that of its blocks."""
    is_of_others = isinstance(block, models.Section | models.Callout | models.Collected)
    names = () if is_of_others else desk.passages_by_block.get(block.id, ())
    return bool(names) and all(desk.translated.state(name) is State.MISSING for name in names)


def _block(desk: Desk, block: models.Block, level: int) -> BlockView:
    view = _worded(desk, block, level)
    # What has no room for a flag says it where it says how far its translation is.
    if (own := desk.own(block)) and isinstance(view, _WITHOUT_FLAG):
        return replace(view, state="; ".join(filter(None, (own, view.state))))
    return view


def _worded(desk: Desk, block: models.Block, level: int) -> BlockView:
    match block:
        case models.Section():
            return _section(desk, block, level)
        case models.Paragraph():
            leads = block.id in desk.leading
            spans, mark = desk.words.passage(block.id, block.text), desk.trust.mark(block.id)
            return ParagraphView(block.id, block.printed_number, spans, leads, desk.flag(block), mark)
        case models.ListBlock():
            return _list_block(desk, block, level)
        case models.Provision():
            return provision_view(desk, block, level)
        case models.Practice():
            return practice_view(desk, block, level)
        case models.Recommendation():
            return recommendation_view(desk, block, level, block_views)
        case models.Figure():
            return figure_view(desk, block, level)
        case models.Table():
            return table_view(desk, block)
        case models.TileMap():
            return tile_map(block, desk.context, level)
        case models.Callout():
            return _callout(desk, block, level)
        case _:
            return beside_text(desk, block, block_views)


def _section(desk: Desk, block: models.Section, level: int) -> SectionView:
    name = f"{block.id}.title"
    title, mark = desk.words.passage(name, block.title), desk.trust.mark(name)
    bookmark = " ".join(filter(None, [block.number, plain_text(parse_prose(block.title))]))
    short = block.short_title and desk.context.line(f"{block.id}.short-title", block.short_title)
    running = short or desk.context.line(name, shortened(bookmark, models.MOST_IN_HEAD))
    inner = block_views(desk, block.blocks, level + 1)
    return SectionView(block.id, level, block.number, title, desk.context.line(name, bookmark), running, inner, mark)


def _list_block(desk: Desk, block: models.ListBlock, level: int) -> ListView:
    items = tuple(
        ItemView(
            item_id(block, index),
            desk.words.passage(item_id(block, index), item.text),
            block_views(desk, item.blocks, level),
            item.number or mark_of(block.marker, index + 1),
        )
        for index, item in enumerate(block.items)
    )
    mark = desk.trust.mark(*(item.id for item in items))
    kind, is_ordered = type_of(block.marker), block.marker not in {"bullet", "dash"}
    has_own = bool(kind) or any(item.number for item in block.items)
    return ListView(block.id, "own" if has_own else block.marker, is_ordered, items, mark, kind)


def _callout(desk: Desk, block: models.Callout, level: int) -> CalloutView:
    name = f"{block.id}.title"
    title = desk.words.passage(name, block.title) if block.title else ()
    label = desk.context.localiser.say("Priority") if block.style == "priority" else ""
    mark = desk.trust.mark(name) if block.title else ""
    return CalloutView(block.id, block.style, label, title, block_views(desk, block.blocks, level), mark)
