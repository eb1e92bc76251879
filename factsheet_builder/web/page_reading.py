"""A finished page -> what it reads out, and what its parts are: words, notes, anchors, links, headings.

The page is read as XML, which our markup is; the words are those that a screen reader says in the order of the page, less
what ``data-furniture`` marks as no part of the text. Judging them is left to ``page_checks``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from factsheet_builder.pdf.reading.tag_tree import BodyText, NoteText

_INLINE: Final = frozenset({"a", "abbr", "b", "bdi", "cite", "del", "em", "i", "ins", "span", "strong", "sub", "sup"})
_WAYS_BACK: Final = re.compile(r"(\s*↑)+$")
_SILENT: Final = frozenset({"head", "script", "style", "template"})
_SVG: Final = "{http://www.w3.org/2000/svg}"
_FETCHING: Final = ("src", "srcset", "data", "poster", "action", "formaction", "background", "ping")


@dataclass
class PageParts:
    """What a page has; addresses and ids in the order of the page."""

    body: BodyText
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """Addresses of links that a reader follows."""
    fetched: list[str] = field(default_factory=list)
    """Addresses that a browser would fetch by itself."""
    headings: list[int] = field(default_factory=list)
    """Their levels."""
    handlers: list[str] = field(default_factory=list)
    """Names of attributes that run a script."""


def read_page(root: Element) -> PageParts:
    """Return the parts of the page whose tree is ``root``."""
    parts = PageParts(BodyText(_blocks(root), tuple(_notes(root))))
    for element in root.iter():
        _take(element, parts)
    return parts


def _take(element: Element, parts: PageParts) -> None:
    tag = element.tag.removeprefix(_SVG)
    for name, value in element.attrib.items():
        if name == "id":
            parts.ids.append(value)
        elif name.startswith("on"):
            parts.handlers.append(name)
        elif name in _FETCHING or (name == "href" and tag in {"use", "image", "feImage"}):
            parts.fetched.append(value)
        elif name == "href" and tag == "a":
            parts.links.append(value)
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        parts.headings.append(int(tag[1]))
    if tag == "link" and element.get("rel") not in {"alternate", "next", "prev"}:
        parts.fetched.append(element.get("href", ""))


def _blocks(root: Element) -> tuple[str, ...]:
    return ("".join(_words(root)),)


def _words(element: Element) -> Iterator[str]:
    """Yield what an element reads out, with a space at each edge of what is no part of a line."""
    if _is_silent(element):
        return
    if element.tag == f"{_SVG}svg" or element.tag == "img":
        yield f" {element.get('aria-label') or element.get('alt') or ''} "
        return
    edge = "" if element.tag in _INLINE else " "
    yield edge + (element.text or "")
    for child in element:
        yield from _words(child)
        yield child.tail or ""
    yield edge


def _is_silent(element: Element) -> bool:
    role = element.get("role")
    return (
        element.tag in _SILENT
        or "data-furniture" in element.attrib
        or element.get("aria-hidden") == "true"
        or role in {"doc-noteref", "doc-endnotes"}
    )


def _notes(root: Element) -> Iterator[NoteText]:
    """Yield the notes at the end, each with one way back as its last sign."""
    for section in root.iter("section"):
        if section.get("role") != "doc-endnotes":
            continue
        for note in section.iter("li"):
            text = " ".join("".join(_words(note)).split())
            yield NoteText(note.get("id", ""), note.get("value", ""), _WAYS_BACK.sub(" ↑", text), ())
