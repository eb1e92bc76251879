"""A document for paper -> the same for a browser: no numbers of pages, and links to passages in their place."""

from dataclasses import replace

from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.document_view import DocumentView, GeneralGlanceView, GlanceView
from factsheet_builder.views.spans import Span, Spans, without_links


def without_pages(view: DocumentView, localiser: Localiser) -> DocumentView:
    """Return ``view`` as a document that has no pages."""
    glance = view.glance
    passages = frozenset(owed.passage for block in view.blocks for owed in block.reading())
    if isinstance(glance, GeneralGlanceView):
        glance = _general(glance, passages, localiser)
    elif isinstance(glance, GlanceView):
        rows = (replace(row, summary=_leading(row.summary, row.id, passages)) for row in glance.rows)
        glance = replace(glance, rows=tuple(rows))
    return replace(view, glance=glance, contents=None)


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
    if passage not in passages:
        return summary
    return (Span("link", spans=without_links(summary), address=f"#{passage}"),)
