"""Quoted articles, in the official language where the locale has none of its own."""

from factsheet_builder.content import models
from factsheet_builder.content.referring.list_marks import mark_of, type_of
from factsheet_builder.documents.block_wording.desk import Desk
from factsheet_builder.languages.tags import direction_of
from factsheet_builder.views.block_views import (
    ItemView,
    ProvisionParagraphView,
    ProvisionView,
)


def provision_view(desk: Desk, block: models.Provision, level: int) -> ProvisionView:
    """Return a quoted article."""
    paragraphs = []
    for index, paragraph in enumerate(block.paragraphs, 1):
        name = f"{block.id}.{index}"
        items = tuple(
            ItemView(f"{name}.{i}", desk.words.spans(text), (), mark_of(paragraph.marker, i))
            for i, text in enumerate(paragraph.items, 1)
        )
        spans, kind = desk.words.spans(paragraph.text), type_of(paragraph.marker)
        marker = "own" if kind else paragraph.marker
        paragraphs.append(ProvisionParagraphView(name, paragraph.number, spans, items, kind, marker))
    passage = f"{block.id}.title"
    bookmark = desk.context.line(passage, f"{block.label} – {block.title}")
    language = desk.context.source.language if passage in desk.translated.in_source_language else ""
    return ProvisionView(
        block.id,
        level,
        f"{block.label} –",
        block.title,
        bookmark,
        tuple(paragraphs),
        state=desk.trust.mark_of_provision((passage,)),
        language=language,
        direction=direction_of(language) if language else "",
    )
