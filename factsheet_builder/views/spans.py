"""Runs of text as templates see them: plain words, marks, links, calls of notes; trees of frozen values."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Literal, TypeVar, cast
from unicodedata import category

SpanKind = Literal[
    "words",
    "whole-words",
    "compound",
    "list",
    "strong",
    "emphasis",
    "raised",
    "lowered",
    "link",
    "unknown-link",
    "call",
    "foreign",
    "page",
    "unknown",
]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text: plain words, words that are never divided (names, addresses), or spans inside a mark."""

    kind: SpanKind
    text: str = ""
    """The words of a plain run, the number of a call."""
    spans: tuple["Span", ...] = ()
    address: str = ""
    """Where a link leads; of which passage (``#VI-1``) a page number is that."""
    label: str = ""
    """What a screen reader says of a link, a call or a sign for what is not known."""
    id: str = ""
    """Anchor of a call."""
    note: str = ""
    """Key of the note that a call calls."""
    follows: bool = False
    """Whether another call stands directly before this one."""
    language: str = ""
    """Language of words that are not in that of the document; empty where only their direction is another."""
    direction: str = ""
    """Their direction."""
    unpaged: "Spans" = ()
    """The words of a link that names a page, where there are no pages or nothing to lead to."""


Spans = tuple[Span, ...]

OWED_PAGE = "\N{OBJECT REPLACEMENT CHARACTER}{}\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands in the words of a view for the number of the page that a passage begins on, around its address."""


def without_links(spans: Spans) -> Spans:
    """Return ``spans`` without the links in them; their words stay as they are."""
    return tuple(
        inner
        for span in spans
        for inner in (
            without_links(span.spans) if span.kind == "link" else (replace(span, spans=without_links(span.spans)),)
        )
    )


V = TypeVar("V")


def rewritten(view: V, change: Callable[[Span], Span]) -> V:
    """Return ``view`` with ``change`` made to each of its spans, those inside first; itself where that changes nothing."""
    if isinstance(view, tuple):
        inner = tuple(rewritten(item, change) for item in view)
        return view if all(new is old for new, old in zip(inner, view, strict=True)) else cast("V", inner)
    if not is_dataclass(view) or isinstance(view, type):
        return view
    values = {field.name: getattr(view, field.name) for field in fields(view)}
    changed = {name: new for name, old in values.items() if (new := rewritten(old, change)) is not old}
    made = replace(view, **changed) if changed else view
    return cast("V", change(made)) if isinstance(made, Span) else cast("V", made)


def renamed(view: V, prefix: str) -> V:
    """Return ``view`` with ``prefix`` before the ids of its parts, where it is said a second time; calls are left out."""
    if isinstance(view, tuple):
        return cast("V", tuple(renamed(item, prefix) for item in view if not _is_call(item)))
    if not is_dataclass(view) or isinstance(view, type):
        return view
    values = {field.name: renamed(getattr(view, field.name), prefix) for field in fields(view)}
    if values.get("id") and not isinstance(view, Span):
        values["id"] = f"{prefix}.{values['id']}"
    return replace(view, **values)


def _is_call(item: object) -> bool:
    return isinstance(item, Span) and item.kind == "call"


def without_reference(span: Span) -> Span:
    """Return a link inside the document as its words, without the page that it names."""
    return Span("list", spans=span.unpaged or span.spans)


def shortened(title: str, most: int) -> str:
    """Return a title of at most ``most`` letters: its first words, with an ellipsis where it has more."""
    if visible_length(title) <= most:
        return title
    return f"{title[:most].rpartition(' ')[0] or title[:most]}…"


def beginning(spans: Spans, most: int) -> Spans:
    """Return the first words of ``spans``, about ``most`` letters of them, with an ellipsis where they have more."""
    kept: list[Span] = []
    for span in spans:
        if (letters := letters_in((span,))) > most:
            if span.spans:
                return (*kept, replace(span, spans=beginning(span.spans, most)))
            words = shortened(span.text, most) if span.kind == "words" and most else "…"
            return (*kept, Span("words", words))
        kept.append(span)
        most -= letters
    return tuple(kept)


def visible_length(text: str) -> int:
    """Return how many letters of a text take room: marks of direction take none."""
    return sum(category(letter) != "Cf" for letter in text)


def letters_in(spans: Iterable[Span]) -> int:
    """Return how many letters the spans have."""
    return sum(len(span.text) + letters_in(span.spans) for span in spans)


def plain(spans: Spans) -> str:
    """Return the words of ``spans`` without note calls; a page number, which only the layout knows, as ``OWED_PAGE``."""
    return "".join(_plain(span) for span in spans if span.kind != "call")


def _plain(span: Span) -> str:
    if span.kind == "page":
        return OWED_PAGE.format(span.address)
    return plain(span.spans) if span.spans else span.text


@dataclass(frozen=True, slots=True)
class OwedText:
    """A passage and its words, without note calls: what a finished document has to read out."""

    passage: str
    text: str


Reading = Iterator[OwedText]
"""What a view reads out, in the order in which its template prints it."""


def read_out(passage: str, *texts: str | Spans | None) -> Reading:
    """Yield the texts of a passage that are not empty, in their order."""
    for text in texts:
        if words := text if isinstance(text, str) else plain(text or ()):
            yield OwedText(passage, words)


def joined(*words: str | None) -> str:
    """Return the words that are not empty as one text, with spaces between them."""
    return " ".join(filter(None, words))
