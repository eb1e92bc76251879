"""A finished Word file -> what it reads out and where its links lead; held against its view as every edition is.

The file is opened as one that comes from elsewhere. Words are those of the text in reading order, of pictures the words that
stand for them; marks and numbers of lists are the program's own.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.languages.exchange.tree import Element, child, children, name_of, namespace_of
from factsheet_builder.languages.exchange.word import own_marks as marks
from factsheet_builder.languages.exchange.word.word_archive import CONTENT, FOOTNOTES, STYLES, WordParts, open_word
from factsheet_builder.pdf.reading.tag_tree import BodyText, NoteText
from factsheet_builder.typesetting.owed_text import check_text
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.word.edition_styles import NOTE_CALL

_SILENT: Final = (marks.GAP, NOTE_CALL)


def check_word_file(view: DocumentView, data: bytes) -> list[Diagnostic]:
    """Return every way in which a file does not hold what ``view``, in words, owes."""
    parts = open_word(data, f"{view.id}.docx")
    silent = _silent_styles(parts)
    root = parts.known[CONTENT]
    body = BodyText(tuple("".join(_words(p, silent)) for p in _named(root, "p")), tuple(_notes(parts, silent)))
    return [*check_text(view, body, {}), *_broken_links(root)]


def _silent_styles(parts: WordParts) -> frozenset[str]:
    root = parts.known[STYLES]
    return frozenset(
        _value(style, "styleId") for style in children(root, "style") if _value(child(style, "name")) in _SILENT
    )


def _words(element: Element, silent: frozenset[str]) -> Iterator[str]:
    """Yield the letters inside an element but those of calls of notes, and the words of pictures."""
    for inner in element:
        match name_of(inner):
            case "t":
                yield inner.text or ""
            case "docPr":
                yield f" {inner.get('descr', '')} "
            case "r" if _style_of(inner) in silent:
                continue
            case "tbl" | "pPr" | "rPr":
                continue
            case _:
                yield from _words(inner, silent)


def _style_of(run: Element) -> str:
    properties = child(run, "rPr")
    return _value(child(properties, "rStyle")) if properties is not None else ""


def _notes(parts: WordParts, silent: frozenset[str]) -> Iterator[NoteText]:
    """Yield the notes by the numbers that a reader sees, each with its way back, which Word gives."""
    labels: dict[str, str] = {}
    for call in _named(parts.known[CONTENT], "footnoteReference"):
        run = call.getparent()
        own = "".join(inner.text or "" for inner in children(run, "t")) if run is not None else ""
        labels[_value(call, "id")] = own or str(len(labels) + 1)
    for note in children(parts.known[FOOTNOTES], "footnote") if FOOTNOTES in parts.known else ():
        number = _value(note, "id")
        if number in labels:
            text = " ".join("".join(_words(note, silent)).split())
            yield NoteText(number, labels[number], f"{text} ↑", ())


def _broken_links(root: Element) -> Iterator[Diagnostic]:
    names = Counter(_value(mark, "name") for mark in _named(root, "bookmarkStart"))
    for name in sorted(name for name, count in names.items() if count > 1):
        yield _problem("doubled-anchor", f"Two places of the file are called “{name}”.")
    for link in _named(root, "hyperlink"):
        if (anchor := _value(link, "anchor")) and anchor not in names:
            yield _problem("link-nowhere", f"A link leads to “{anchor}”, which the file does not have.")


def _named(root: Element, name: str) -> Iterator[Element]:
    return root.iter(f"{{{namespace_of(root)}}}{name}")


def _value(element: Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(f"{{{namespace_of(element)}}}{name}", "")


def _problem(code: str, what: str) -> Diagnostic:
    return Diagnostic(Severity.ERROR, code, what, "The file is not delivered; report this.", Place())
