"""A document with cross-references -> the same with those as plain words that lead to what it does not have.

A version for one Party leaves passages out, a reply form has a few only. The words stay, with the number of the general text.
"""

from dataclasses import replace

from factsheet_builder.views.document_view import DocumentView, GlanceView
from factsheet_builder.views.spans import Span, rewritten, without_reference


def with_live_links(view: DocumentView) -> DocumentView:
    """Return ``view`` without links to passages and notes that it does not have."""
    here = {owed.passage for block in view.blocks for owed in block.reading()}
    here |= {f"note-{note.key}" for note in view.notes}

    def change(span: Span) -> Span:
        is_dead = span.kind == "link" and span.address.startswith("#") and span.address[1:] not in here
        return without_reference(span) if is_dead else span

    glance = view.glance
    if isinstance(glance, GlanceView):
        glance = replace(glance, updates=rewritten(glance.updates, change))
    return replace(view, blocks=rewritten(view.blocks, change), notes=rewritten(view.notes, change), glance=glance)
