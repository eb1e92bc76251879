"""A text that comes from elsewhere, as the importer sees it: paragraphs, tables, pictures and notes, in reading order.

Plain frozen values that know nothing of Word and nothing of content. Reading a Word file is left to ``word_body``, pasted
text to ``pasted_text``; making content of the pieces is left to ``shaping``.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from factsheet_builder.characters import drop_deceiving, drop_harmless
from factsheet_builder.errors import Diagnostic, Place, Severity

Marker = Literal["bullet", "dash", "decimal", "lower-alpha", "lower-roman", "(a)", "(i)", "(1)", "a)"]

_WORD: Final = re.compile(r"\w+(?:[-'’\u2011./@:]\w+)*")
_SMALL: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
"""Raised digits are no part of the word before them."""
_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look, or the call of a note (which has no letters)."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_raised: bool = False
    address: str = ""
    """Where the words lead to; “#” where the file does not say it."""
    note: str = ""
    """The note that is called here."""
    is_lowered: bool = False
    is_number: bool = False
    """Whether it is the number of the passage, as a style says."""


Role = Literal[
    "", "title", "subtitle", "caption", "contents",
    "made", "lead-in", "article", "article-text", "practice", "recommendation", "figure", "item-text",
    "recommendation-part", "callout", "callout-title", "priority-title", "quotation", "quotation-source",
    "definitions", "definition", "bibliography", "work",
]  # fmt: skip
"""What a style says that a paragraph is; from “made” on, styles of our own Word files."""


@dataclass(frozen=True, slots=True)
class ListMark:
    """That a paragraph is an item of a list: its mark, how deep it stands, and which list it belongs to."""

    marker: Marker
    level: int = 0
    series: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: where it stands (counted from 1) and what its style or its look say that it is."""

    number: int
    runs: tuple[Run, ...]
    level: int = 0
    """Level of the heading that it is, from 1; 0 is none."""
    role: Role = ""
    mark: ListMark | None = None
    size: float = 0.0
    """Size of its letters in points, 0 where nothing says it."""
    is_centred: bool = False
    label: str = ""
    """Its number, where the text numbers its paragraphs."""
    counted: str = ""
    """The number that the program writes before it, which is no part of its words."""
    anchor: str = ""
    """The id of its passage, where the file is one of ours and says it."""
    head: str = ""
    """What the builder had written above it."""
    within: int | None = None
    """How many sections stand around it, where it follows a section that has ended and the file says so."""
    depth: int = 0
    """Of the list whose item it stands in, from 1."""

    @property
    def text(self) -> str:
        """Its words, spaces as one."""
        return plain(self.runs)


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell that others are merged into: its place, from 0, and how many columns and rows it takes."""

    row: int
    column: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, its cells by rows; a merged cell has its words in its first place."""

    number: int
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    heads: int = 1
    """How many rows of headings it has."""
    merged: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture inside the file: the name of its part, and what it shows in words."""

    number: int
    part: str
    alternative: str = ""


Piece = Para | Grid | Picture


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something that the importer does not understand, or leaves out: where it stands and what it is."""

    code: str
    number: int
    """The paragraph that it stands in or after; 0 for the whole file."""
    what: str
    remedy: str = "See whether the content says what the file says."
    note: str = ""
    """The note that it stands in."""

    def diagnostic(self, file: str, passage: str = "") -> Diagnostic:
        """Return it as a warning about ``file``; ``passage`` is the id of the block that it stands in."""
        where = f"note {self.note}" if self.note else f"paragraph {self.number}" if self.number else ""
        where = ", ".join(filter(None, (where, passage)))
        return Diagnostic(Severity.WARNING, self.code, self.what, self.remedy, Place(file, passage=where))


@dataclass
class Ledger:
    """What is odd, and which words are left out or said otherwise, by the reason; every word of a file is accounted for."""

    oddities: list[Oddity] = field(default_factory=list)
    aside: dict[str, Counter[str]] = field(default_factory=dict)
    """Words that came in and do not go out as they are, by the reason."""
    added: dict[str, Counter[str]] = field(default_factory=dict)
    """Words that go out and did not come in, by the reason."""

    def name(self, code: str, number: int, what: str, *, note: str = "", remedy: str = "") -> None:
        """Note that something is odd, once for each place."""
        odd = Oddity(code, number, what, note=note)
        odd = replace(odd, remedy=remedy) if remedy else odd
        if odd not in self.oddities:
            self.oddities.append(odd)

    def set_aside(self, reason: str, text: str) -> None:
        """Note that the words of ``text`` do not go out as they are."""
        self.aside.setdefault(reason, Counter()).update(words_of(text))

    def add(self, reason: str, text: str) -> None:
        """Note that the words of ``text`` go out and did not come in."""
        self.added.setdefault(reason, Counter()).update(words_of(text))


@dataclass(frozen=True)
class SourceText:
    """All of a text that comes from elsewhere."""

    file: str
    pieces: tuple[Piece, ...]
    notes: dict[str, tuple[Run, ...]]
    """By their ids in the file, in the order of the file."""
    words: Counter[str]
    """Every word of the file, counted without regard to what the pieces are made of."""
    ledger: Ledger
    pictures: dict[str, bytes] = field(default_factory=dict)
    """By the names of their parts."""
    made: tuple[str, ...] = ()
    """What the builder wrote into the file of its own, where it is one of ours."""
    note_ids: dict[str, str] = field(default_factory=dict)
    """Ids of notes by their names, where the file is one of ours and says them."""


def plain(runs: Iterable[Run]) -> str:
    """Return the words of runs, spaces as one."""
    return " ".join("".join(run.text for run in runs).split())


def words_of(text: str) -> list[str]:
    """Return the words of a text: letters and digits, with what joins them inside a word."""
    text = _SMALL.sub(r" \g<0> ", drop_deceiving(drop_harmless(text)))
    return _WORD.findall(text)


def shown(text: str) -> str:
    """Return a text as it is quoted in a message."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
