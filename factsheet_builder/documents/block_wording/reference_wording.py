"""Quotations, definitions, bibliographies, and lists made from the text: entries, numbers, links to their places."""

from dataclasses import replace
from typing import Final, assert_never

from factsheet_builder.content import models
from factsheet_builder.content.addressing import in_sentence_of
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.content.referring.collecting import Collectable, collected_of
from factsheet_builder.documents.block_wording.box_wording import WordBlocks
from factsheet_builder.documents.block_wording.desk import Desk
from factsheet_builder.views.reference_views import (
    BibliographyView,
    CollectedEntryView,
    CollectedView,
    DefinitionsView,
    DefinitionView,
    EntryView,
    QuotationView,
)
from factsheet_builder.views.spans import Span, Spans, renamed

_DEEPEST: Final = 6
"""The level of headings that a list has room for."""
_LONGEST_TERM: Final = 44
"""Letters that two lines of the margin column hold."""


def beside_text(
    desk: Desk,
    block: models.Quotation | models.Definitions | models.Bibliography | models.Collected,
    word_blocks: WordBlocks,
) -> QuotationView | DefinitionsView | BibliographyView | CollectedView:
    """Return the view of a block that stands beside the running text."""
    match block:
        case models.Quotation():
            return quotation_view(desk, block)
        case models.Definitions():
            return definitions_view(desk, block)
        case models.Bibliography():
            return bibliography_view(desk, block)
        case models.Collected():
            return collected_view(desk, block, word_blocks)
        case _:
            assert_never(block)


def quotation_view(desk: Desk, block: models.Quotation) -> QuotationView:
    """Return words of somebody else with their source."""
    names = [f"{block.id}.{number}" for number in range(1, len(block.paragraphs) + 1)]
    paragraphs = tuple(map(desk.words.passage, names, block.paragraphs))
    source = f"{block.id}.source"
    said = desk.words.passage(source, block.source) if block.source else ()
    return QuotationView(block.id, paragraphs, said, desk.trust.mark(*desk.passages_by_block.get(block.id, ())))


def definitions_view(desk: Desk, block: models.Definitions) -> DefinitionsView:
    """Return a glossary."""
    entries = []
    for index, entry in enumerate(block.entries, 1):
        passage = f"{block.id}.{entry.id or index}"
        term = desk.words.passage(f"{passage}.term", entry.term)
        spans = desk.words.passage(f"{passage}.text", entry.text)
        is_long = len(plain_text(parse_prose(entry.term))) > _LONGEST_TERM
        entries.append(DefinitionView(entry.id or passage, term, spans, is_long))
    return DefinitionsView(block.id, _title(desk, block), tuple(entries), _mark(desk, block))


def bibliography_view(desk: Desk, block: models.Bibliography) -> BibliographyView:
    """Return the works that the text refers to."""
    entries = tuple(
        EntryView(
            entry.id,
            f"[{index}]" if block.is_numbered else "",
            desk.words.passage(f"{block.id}.{entry.id}.text", entry.text),
        )
        for index, entry in enumerate(block.entries, 1)
    )
    return BibliographyView(block.id, _title(desk, block), entries, _mark(desk, block))


def collected_view(desk: Desk, block: models.Collected, word_blocks: WordBlocks) -> CollectedView:
    """Return a list of passages that this document has; a version lists what is left of them."""
    kept, register = desk.version.selection.sheet if desk.version else desk.context.source, desk.context.register
    here = {inner.id for inner in collected_of(kept, block, register)}
    # It is worded a second time: calls are counted for it apart, and left out.
    apart = replace(desk, words=replace(desk.words, _calls={}))
    found = (inner for inner in collected_of(desk.context.sheet, block, register) if inner.id in here)
    entries = tuple(_entry(apart, inner, block.id, word_blocks) for inner in found)
    return CollectedView(block.id, _title(desk, block), entries, _mark(desk, block))


def _entry(desk: Desk, block: Collectable, around: str, word_blocks: WordBlocks) -> CollectedEntryView:
    """Return a passage with its number and page, without its calls: the notes are called where it stands."""
    parts: tuple[models.Block, ...] = ()
    match block:
        case models.Recommendation():
            parts = block.blocks
            number, name, parties = block.called, f"{block.id}.text", in_sentence_of(block)
        case models.Paragraph():
            number, name, parties = block.printed_number or "", block.id, ()
    link = Span("link", spans=(Span("whole-words", number),), address=f"#{block.id}")
    spans = desk.words.passage(name, block.text, parties, has_calls=False)
    inner = renamed(word_blocks(desk, parts, _DEEPEST), around)
    return CollectedEntryView((link,) if number else (), spans, desk.context.page_link(block.id), inner)


def _title(desk: Desk, block: models.Definitions | models.Bibliography | models.Collected) -> Spans:
    return desk.words.passage(f"{block.id}.title", block.title) if block.title else ()


def _mark(desk: Desk, block: models.Block) -> str:
    return desk.trust.mark(*desk.passages_by_block.get(block.id, ()))
