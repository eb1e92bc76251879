"""The head of a factsheet in a locale -> its title block; whatever of it is not translated says so."""

import re
from typing import Final

from factsheet_builder.documents.context import Context
from factsheet_builder.languages.isolation import Spoken
from factsheet_builder.views.document_view import MastheadView
from factsheet_builder.views.figure_views import ImageView

_DASH_AT_END: Final = re.compile(r"\s*[–—-]$")


def title_block(context: Context, version: str | None, notice: str | None, draft: str | None) -> MastheadView:
    """Return the title block; ``version`` says for which Party it is, ``notice`` and ``draft`` how far it is translated."""
    words, emblem = context.sheet.masthead, context.publication.emblem
    chapter = Spoken.of(context.localiser.say("Chapter"))
    is_foreign = chapter.is_foreign and bool(context.sheet.chapter)
    if not context.sheet.chapter:
        chapter = Spoken("", "")
    return MastheadView(
        chapter_label=chapter.same(f"{chapter.english} {context.sheet.chapter}") if is_foreign else chapter,
        chapter="" if is_foreign else context.sheet.chapter,
        label=_line(context, "label", words.label and _DASH_AT_END.sub("", words.label)),
        title=context.line("masthead.title", words.title),
        lead_in=_line(context, "lead-in", words.lead_in),
        theme=_line(context, "theme", words.theme),
        emblem=ImageView(emblem.file, context.line("emblem.alternative", emblem.alternative)) if emblem else None,
        version=version,
        notice=notice,
        draft=draft,
    )


def _line(context: Context, name: str, words: str | None) -> str | None:
    return context.line(f"masthead.{name}", words) if words else words
