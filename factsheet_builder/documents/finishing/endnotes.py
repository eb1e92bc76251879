"""The notes of a document as they stand at its end: each with the ways back to the places that call it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.contents_view import ContentsSection, PageLink
from factsheet_builder.views.document_view import ENDNOTES, DocumentView, EndnotesView, EndnoteView
from factsheet_builder.views.spans import Span


def with_endnotes(view: DocumentView, localiser: Localiser) -> DocumentView:
    """Return ``view`` with its notes at the end; itself where it has none."""
    if not view.notes:
        return view
    notes, title, address = tuple(endnotes_of(view, localiser)), localiser.say("Notes"), f"#{ENDNOTES}"
    contents = view.contents
    if contents:
        link = Span("link", spans=(Span("words", title),), address=address)
        line = ContentsSection((link,), (Span("page", address=address),))
        contents = replace(contents, sections=(*contents.sections, line))
    return replace(view, endnotes=EndnotesView(ENDNOTES, title, notes), contents=contents)


def endnotes_of(view: DocumentView, localiser: Localiser) -> Iterator[EndnoteView]:
    """Yield the notes with ways back, in the order of their numbers."""
    calls: dict[str, list[Span]] = defaultdict(list)
    for call in _calls(view):
        calls[call.note].append(call)
    for note in view.notes:
        own = calls[note.key]
        backs = []
        for place, call in enumerate(own, 1):
            name = note.back_label
            if len(own) > 1:
                place_name, number = localiser.number(place), note.number
                name = localiser.say(
                    "Back to place {place} in the text that calls note {number}", place=place_name, number=number
                )
            backs.append(PageLink(f"#{call.id}", (Span("words", "↑"),), name=name))
        yield EndnoteView(note, tuple(backs))


def _calls(value: object) -> Iterator[Span]:
    """Yield the calls of notes in a view, in the order of its fields."""
    if isinstance(value, Span) and value.kind == "call":
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _calls(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _calls(getattr(value, field.name))
