"""Views of several general factsheets -> one view that the cover of their pack is made from; the first leads."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.document_view import DocumentView, ImprintView, MastheadView
from factsheet_builder.views.spans import Span

_LONGEST_CHAPTERS: Final = 40
"""Letters of several chapters that have room above the title."""


def as_one(views: Sequence[DocumentView], name: str, title: str, localiser: Localiser) -> DocumentView:
    """Return the view of one factsheet as it is; of several one in their order, called ``title`` or by all of theirs."""
    first = views[0]
    if len(views) == 1:
        return first
    called = title or "; ".join(dict.fromkeys(view.running_title for view in views))
    return replace(
        first,
        id=name,
        masthead=_masthead([view.masthead for view in views], called, localiser),
        running_title=called,
        description=" ".join(dict.fromkeys(view.description for view in views)),
        keywords=tuple(dict.fromkeys(word for view in views for word in view.keywords)),
        imprint=_imprint({view.running_title: view.imprint for view in views if view.imprint}),
    )


def _masthead(heads: Sequence[MastheadView], title: str, localiser: Localiser) -> MastheadView:
    chapters = localiser.join(list(dict.fromkeys(head.chapter for head in heads if head.chapter)))
    notice = next((head.notice for head in heads if head.notice), None)
    draft = next((head.draft for head in heads if head.draft), None)
    has_room = len(chapters) <= _LONGEST_CHAPTERS
    return replace(
        heads[0],
        chapter_label=heads[0].chapter_label if has_room else "",
        chapter=chapters if has_room else "",
        title=title,
        lead_in=None,
        theme=None,
        notice=notice,
        draft=draft,
    )


def _imprint(imprints: Mapping[str, ImprintView]) -> ImprintView | None:
    """Return an imprint with every paragraph of all, each once; what one says alone begins with its title."""
    if not imprints:
        return None
    first, *others = imprints.values()
    shared = [words for words in first.paragraphs if all(words in other.paragraphs for other in others)]
    own = [
        (Span("words", f"{title}: "), *words)
        for title, imprint in imprints.items()
        for words in imprint.paragraphs
        if words not in shared
    ]
    remark = next((imprint.remark for imprint in imprints.values() if imprint.remark), ())
    return replace(first, paragraphs=(*shared, *own), remark=remark)
