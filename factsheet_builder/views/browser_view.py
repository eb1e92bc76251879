"""What templates see of a page for a browser besides its document: ways to other places, notes, facts for programs."""

from dataclasses import dataclass

from factsheet_builder.views.contents_view import PageLink
from factsheet_builder.views.document_view import EndnoteView


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Links under one title."""

    title: str
    links: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class BrowserView:
    """Everything around a document that a browser shows."""

    skip: str
    """The words of the link to the text, first on the page for those who use the keyboard."""
    as_of: str
    """The day that the text speaks as of, in words."""
    contents: LinkGroup
    around_title: str
    around: tuple[LinkGroup, ...]
    """Other languages, other files of the same text, other chapters."""
    notes_title: str
    notes: tuple[EndnoteView, ...]
    facts: str
    """What programs that search and catalogue are told: JSON-LD by the vocabulary of schema.org."""
