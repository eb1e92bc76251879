"""Document × links to other files -> what a browser shows around the text: contents, endnotes with ways back, facts.

Which files there are, and where they lie, is left to the caller; how the page looks, to the templates.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from factsheet_builder.documents.finishing.endnotes import endnotes_of
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.block_views import SectionView
from factsheet_builder.views.browser_view import BrowserView, LinkGroup
from factsheet_builder.views.contents_view import PageLink
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.views.spans import Span, Spans, plain, without_links
from factsheet_builder.views.tile_views import TileMapView

_FEATURES = ("alternativeText", "highContrastDisplay", "readingOrder", "structuralNavigation", "tableOfContents")
"""By the vocabulary of schema.org for accessibility (W3C)."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a document's surroundings."""

    as_of: str
    """The day that the text speaks as of (ISO 8601)."""
    as_of_in_words: str
    groups: tuple[LinkGroup, ...]
    based_on: str = ""
    """Address of the general factsheet, for a version; of the page in the source's language, for a translation."""
    published: str = ""
    reference: str = ""


def browser_view(view: DocumentView, around: Around, localiser: Localiser) -> BrowserView:
    """Return what stands around ``view``, a document without pages."""
    say = localiser.say
    notes_title = say("Notes")
    return BrowserView(
        skip=say("Skip to the text"),
        as_of=say("As of {date}", date=around.as_of_in_words),
        contents=LinkGroup(say("Contents"), tuple(_contents(view, notes_title))),
        around_title=say("Ways to other files"),
        around=around.groups,
        notes_title=notes_title,
        notes=tuple(endnotes_of(view, localiser)),
        facts=_facts(view, around),
    )


def _contents(view: DocumentView, notes_title: str) -> Iterator[PageLink]:
    if view.glance:
        yield PageLink("#glance", (Span("words", view.glance.title),))
    for block in view.blocks:
        if isinstance(block, SectionView):
            number: Spans = (Span("words", f"{block.number} "),) if block.number else ()
            yield PageLink(f"#{block.id}", (*number, *_words_of(block.title)))
        elif isinstance(block, TileMapView):
            yield PageLink(f"#{block.id}", (Span("words", block.title),))
    if view.notes:
        yield PageLink("#notes", (Span("words", notes_title),))
    if view.imprint:
        yield PageLink("#imprint", (Span("words", view.imprint.title),))


def _words_of(title: Spans) -> Spans:
    """Return a title as a link may have it: without links and calls of its own."""
    return tuple(span for span in without_links(title) if span.kind != "call")


def _facts(view: DocumentView, around: Around) -> str:
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": view.title,
        "description": view.description,
        "keywords": list(view.keywords),
        "inLanguage": view.language,
        "author": {"@type": "Organization", "name": view.author},
        "reportNumber": around.reference,
        "datePublished": around.published,
        "contentReferenceTime": around.as_of,
        "isBasedOn": around.based_on,
        "encoding": [
            {
                "@type": "MediaObject",
                "name": plain(link.spans),
                "encodingFormat": link.media,
                "contentUrl": link.address,
            }
            for group in around.groups
            for link in group.links
            if link.media
        ],
        "accessMode": ["textual", "visual"],
        "accessModeSufficient": {"@type": "ItemList", "itemListElement": ["textual"]},
        "accessibilityFeature": list(_FEATURES),
        "accessibilityHazard": "none",
    }
    return json.dumps({name: value for name, value in facts.items() if value}, ensure_ascii=False, indent=1)
