"""Spans -> runs of Word: words with their marks and language, links, calls of notes; the notes as real footnotes.

A note that is called again is called by a field that repeats its number (NOTEREF, 17.16.5.38), as Word does it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from factsheet_builder.languages.exchange.word import own_marks as marks
from factsheet_builder.languages.exchange.word.word_elements import element, holding
from factsheet_builder.languages.isolation import MARKS, POP
from factsheet_builder.languages.tags import direction_of
from factsheet_builder.project import SOURCE_LOCALE
from factsheet_builder.views.spans import Span, Spans
from factsheet_builder.word.edition_styles import LINK, NOTE_CALL

_NOTE_PLACE: Final = "note-"
"""How the address of a note begins, inside a document."""
_FOREIGN: Final = re.compile(f"[{''.join(MARKS.values())}]([^{POP}]*){POP}")


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look, and in which language they are: that of the document where nothing is said."""

    is_bold: bool = False
    is_italic: bool = False
    style: str = ""
    language: str = ""
    direction: str = ""
    shift: str = ""
    """``superscript`` or ``subscript``."""


@dataclass
class Numbers:
    """What is counted over the whole document: bookmarks, and notes by their first calls."""

    bookmarks: int = 0
    parts: frozenset[str] = frozenset()
    """Ids of parts of blocks: items, paragraphs of articles."""
    notes: dict[str, int] = field(default_factory=dict)
    """Ids of footnotes by the keys of notes, in the order of their first calls."""

    def mark(self, name: str, inner: Sequence[BaseOxmlElement]) -> list[BaseOxmlElement]:
        """Return elements with a bookmark around them."""
        start, end = self.edges(name)
        return [start, *inner, end]

    def edges(self, name: str) -> tuple[BaseOxmlElement, BaseOxmlElement]:
        """Return the beginning and the end of a bookmark."""
        self.bookmarks += 1
        number = str(self.bookmarks)
        return element("bookmarkStart", id=number, name=name), element("bookmarkEnd", id=number)


class SpanWriter:
    """Writes texts of one part of a document: the text itself, or its notes."""

    def __init__(
        self, part: Part, styles: dict[str, str], numbers: Numbers, labels: dict[str, str], direction: str
    ) -> None:
        """``styles`` has the ids of styles by their names, ``labels`` the numbers of notes that Word would not count so."""
        self._part, self._styles, self._numbers, self._labels = part, styles, numbers, labels
        self._direction = direction

    def runs(self, spans: Spans, look: Look = Look()) -> Iterator[BaseOxmlElement]:
        """Yield the runs of a text."""
        for span in spans:
            match span.kind:
                case "words" | "whole-words" | "compound" | "unknown":
                    yield from self.words(span.text, look)
                case "list":
                    yield from self.runs(span.spans, look)
                case "strong":
                    yield from self.runs(span.spans, replace(look, is_bold=True))
                case "emphasis":
                    yield from self.runs(span.spans, replace(look, is_italic=True))
                case "raised":
                    yield from self.runs(span.spans, replace(look, shift="superscript"))
                case "lowered":
                    yield from self.runs(span.spans, replace(look, shift="subscript"))
                case "foreign":
                    yield from self.runs(span.spans, replace(look, language=span.language, direction=span.direction))
                case "link":
                    yield from self._link(span, look)
                case "unknown-link":
                    yield from self.runs(span.spans, replace(look, style=marks.NO_ADDRESS))
                case "call":
                    yield from self._call(span)
                case "page":
                    yield from ()  # a document without pages has none; the check of the words finds one that is left
                case _:
                    assert_never(span.kind)

    def marked(self, name: str, runs: Sequence[BaseOxmlElement], within: int | None = None) -> list[BaseOxmlElement]:
        """Return runs with the bookmark of a passage around them, and one for how many sections stand around, if said."""
        marked = self._numbers.mark(self._bookmark(name), runs)
        if within is None:
            return marked
        return self._numbers.mark(marks.way_back(within, self._numbers.bookmarks), marked)

    def _bookmark(self, name: str, *, is_note: bool = False) -> str:
        return marks.bookmark_of(name, is_note=is_note, is_part=not is_note and name in self._numbers.parts)

    def words(self, text: str, look: Look = Look()) -> Iterator[BaseOxmlElement]:
        """Yield the runs of words; what isolates mark as words of the source is in its language."""
        at = 0
        foreign = replace(look, language=SOURCE_LOCALE, direction=direction_of(SOURCE_LOCALE))
        for match in _FOREIGN.finditer(text):
            yield from self._letters(text[at : match.start()], look)
            yield from self._letters(match[1], foreign)
            at = match.end()
        yield from self._letters(text[at:], look)

    def _letters(self, text: str, look: Look) -> Iterator[BaseOxmlElement]:
        if not text:
            return
        run = element("r", *holding("rPr", self._looks(look)))
        letters = element("t")
        letters.text = text
        letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(letters)
        yield run

    def _looks(self, look: Look) -> Iterator[BaseOxmlElement]:
        """Yield the properties of a run in the order of the schema (17.3.2.28)."""
        if look.style:
            yield element("rStyle", val=self._styles[look.style])
        for name, is_on in (("b", look.is_bold), ("i", look.is_italic)):
            if is_on:
                yield element(name)
                yield element(f"{name}Cs")  # letters from right to left have their own
        if look.shift:
            yield element("vertAlign", val=look.shift)
        is_rtl = (look.direction or self._direction) == "rtl"
        if is_rtl:
            yield element("rtl")
        if look.language:
            yield element("lang", **({"bidi": look.language} if is_rtl else {"val": look.language}))

    def _link(self, span: Span, look: Look) -> Iterator[BaseOxmlElement]:
        inner = list(self.runs(span.spans, replace(look, style=LINK)))
        if span.address.startswith("#"):
            name = span.address[1:]
            key = name.removeprefix(_NOTE_PLACE)
            yield element("hyperlink", *inner, anchor=self._bookmark(key, is_note=key != name))
            return
        link = element("hyperlink", *inner)
        link.set(qn("r:id"), self._part.relate_to(span.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        yield link

    def _call(self, span: Span) -> Iterator[BaseOxmlElement]:
        if span.follows:
            yield from self._letters(", ", Look(style=marks.GAP))
        name = marks.bookmark_of(span.note, is_note=True)
        look = [element("rPr", element("rStyle", val=self._styles[NOTE_CALL]))]
        if span.note not in self._numbers.notes:
            number = self._numbers.notes[span.note] = len(self._numbers.notes) + 1
            call = element("footnoteReference", id=str(number))
            run = element("r", *look, call)
            if label := self._labels.get(span.note):
                call.set(qn("w:customMarkFollows"), "1")
                mark = element("t")
                mark.text = label
                run.append(mark)
            yield from self._numbers.mark(name, [run])
            return
        instruction, result = element("instrText"), element("t")
        instruction.text, result.text = f" NOTEREF {name} \\f \\h ", span.text
        instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        for inner in (
            element("fldChar", fldCharType="begin"),
            instruction,
            element("fldChar", fldCharType="separate"),
            result,
            element("fldChar", fldCharType="end"),
        ):
            yield element("r", element("rPr", element("rStyle", val=self._styles[NOTE_CALL])), inner)


def spans_of(text: str) -> Spans:
    """Return words as spans, none where there are none."""
    return (Span("words", text),) if text else ()
