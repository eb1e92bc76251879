"""A document for paper -> the same for a browser: no numbers of pages, and links to passages in their place.

In the words of a cross-reference the clause that names a page is left out.
"""

from dataclasses import replace

from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.block_views import BlockView, CalloutView, ListView, SectionView, UntranslatedView
from factsheet_builder.views.document_view import DocumentView, GeneralGlanceView, GlanceView
from factsheet_builder.views.reference_views import CollectedView
from factsheet_builder.views.spans import Span, Spans, rewritten, without_links


def without_pages(view: DocumentView, localiser: Localiser) -> DocumentView:
    """Return ``view`` as a document that has no pages."""
    glance = view.glance
    passages = frozenset(owed.passage for block in view.blocks for owed in block.reading())
    if isinstance(glance, GeneralGlanceView):
        glance = _general(glance, passages, localiser)
    elif isinstance(glance, GlanceView):
        rows = (replace(row, summary=_leading(row.summary, row.id, passages)) for row in glance.rows)
        glance = replace(glance, rows=tuple(rows))
    view = replace(view, glance=glance, contents=None, endnotes=None)
    blocks = tuple(_without_pages(block, localiser) for block in rewritten(view.blocks, _unpaged))
    return replace(view, blocks=blocks, notes=rewritten(view.notes, _unpaged))


def _without_pages(block: BlockView, localiser: Localiser) -> BlockView:
    """Return a block without the pages that it says; what has no number to lead to it is led to in words."""
    match block:
        case SectionView() | UntranslatedView() | CalloutView():
            return replace(block, blocks=tuple(_without_pages(inner, localiser) for inner in block.blocks))
        case ListView():
            items = (
                replace(item, blocks=tuple(_without_pages(inner, localiser) for inner in item.blocks))
                for item in block.items
            )
            return replace(block, items=tuple(items))
        case CollectedView():
            words = (Span("words", localiser.say("Go to the passage")),)
            entries = (
                replace(entry, page=() if entry.number else tuple(replace(link, spans=words) for link in entry.page))
                for entry in block.entries
            )
            return replace(block, entries=tuple(entries))
        case _:
            return block


def _unpaged(span: Span) -> Span:
    return replace(span, spans=span.unpaged, unpaged=()) if span.unpaged else span


def _general(glance: GeneralGlanceView, passages: frozenset[str], localiser: Localiser) -> GeneralGlanceView:
    lines = (replace(line, summary=_leading(line.summary, line.id, passages), page=()) for line in glance.lines)
    return replace(
        glance,
        table_columns=glance.table_columns[:2],
        lines=tuple(lines),
        facts=tuple(replace(fact, page=()) for fact in glance.facts),
        notice=localiser.say(
            "This overview is made from the text and is no part of it. The wording that counts is that of the passages."
        ),
    )


def _leading(summary: Spans, passage: str, passages: frozenset[str]) -> Spans:
    """Return the words as a link to the passage, where the document has it."""
    if not summary or passage not in passages:
        return summary
    return (Span("link", spans=without_links(summary), address=f"#{passage}"),)
