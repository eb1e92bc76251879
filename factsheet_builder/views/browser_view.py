"""What templates see of a page for a browser besides its document: ways to other places, endnotes, facts for programs."""

from dataclasses import dataclass

from factsheet_builder.views.document_view import NoteView
from factsheet_builder.views.spans import Spans


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link that is no part of the text: to a place of the page, or to another file."""

    address: str
    spans: Spans
    language: str = ""
    """Language of its words and of the file, where they are not those of the page."""
    direction: str = ""
    media: str = ""
    """Media type of a file that is no page."""
    relation: str = ""
    """What the file is to the page: ``alternate``, ``next`` or ``prev``."""
    name: str = ""
    """What a screen reader says in place of its words, where those are a sign."""


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Links under one title."""

    title: str
    links: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class EndnoteView:
    """A note at the end of the page, with a way back to each of its calls."""

    note: NoteView
    ways_back: tuple[PageLink, ...]


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
