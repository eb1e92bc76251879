"""Texts of a factsheet -> spans of a view: marks, addresses, calls of notes, lists of Parties, words in another language.

Notes are numbered by the source, whatever the order of words in a locale. Which passages a document has is left to
``tailoring``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import assert_never

from factsheet_builder.content import models
from factsheet_builder.content.data_tables.value_names import value_name
from factsheet_builder.content.parties import Party, Register
from factsheet_builder.content.passages import note_numbers
from factsheet_builder.content.prose import (
    UNKNOWN_ADDRESS,
    AddresseesMark,
    Emphasis,
    Link,
    Lowered,
    NoteCall,
    Raised,
    Strong,
    TargetMark,
    ValueMark,
    Words,
    parse_prose,
    plain_text,
    without_calls,
)
from factsheet_builder.content.prose import Span as ProseSpan
from factsheet_builder.content.referring.page_clauses import without_page
from factsheet_builder.content.referring.targets import Target, targets_of
from factsheet_builder.documents.context import foreign_span
from factsheet_builder.documents.table_making.data_wording import DataWording
from factsheet_builder.documents.trust import Trust
from factsheet_builder.languages.isolation import Spoken, english_of
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.received import words_before
from factsheet_builder.languages.translation import Translated
from factsheet_builder.views.document_view import NoteView
from factsheet_builder.views.spans import Span, SpanKind, Spans, without_links

# A hyphen that ends a line is taken for the typesetter's by readers that go by the look (poppler): they glue the word.
_COMPOUND = re.compile(r"(?<![\w-])(?=[\w-]{4,20}(?![\w-]))(\w+(?:-\w+)+)")
_ADDRESS = re.compile(r"((?:[\w.+-]+@)?\w[\w-]*(?:\.\w[\w-]*)*\.[a-z]{2,}(?:/\S*)?)")
"""What looks like an address on the internet: dividing it would put a hyphen into it."""


@lru_cache(maxsize=2_000)  # all Parties' versions have most of their texts in common
def divide(text: str, localiser: Localiser) -> Spans:
    """Return the words of ``text``, addresses and short compounds apart: words that no line end divides."""
    return tuple(_divided(text, localiser))


def _divided(text: str, localiser: Localiser) -> Iterator[Span]:
    for index, part in enumerate(_ADDRESS.split(text)):
        if index % 2:
            yield _address(part, localiser)
            continue
        for at, words in enumerate(_COMPOUND.split(part)):
            if words:
                yield Span("compound" if at % 2 else "words", words)


def _address(words: str, localiser: Localiser) -> Span:
    """Return an address as a link to it; what only looks like one, as the name “Hotline.ie”, as words."""
    whole, rest = words.rstrip(".,;:"), words[len(words.rstrip(".,;:")) :]
    if "@" in whole:
        address = f"mailto:{whole}"
    elif whole.startswith("www."):
        address = f"https://{whole}"
    else:
        return Span("whole-words", words)
    label = localiser.say("{words} (opens {address})", words=whole, address=address)
    link = Span("link", spans=(Span("whole-words", whole),), address=address, label=label)
    return Span("list", spans=(link, Span("whole-words", rest))) if rest else link


def _ended(spans: Spans) -> Spans:
    """Return a sentence with its full stop, in the language of what it ends."""
    stop = Span("whole-words", ".")
    if spans and spans[-1].kind == "foreign":
        return (*spans[:-1], replace(spans[-1], spans=(*spans[-1].spans, stop)))
    return (*spans, stop)


@dataclass
class Wording:
    """Words one document; knows the calls made so far, since each has an anchor of its own."""

    source: models.Factsheet
    """The factsheet in the language that it was written in."""
    translated: Translated
    register: Register
    localiser: Localiser
    own: str = ""
    """Code of the Party whose name stands out, in a version for one Party."""
    referred: set[str] = field(default_factory=set)
    """Places on the page that references made so far lead to."""
    _calls: dict[str, int] = field(default_factory=dict)

    @property
    def adopted(self) -> date:
        """The day as of which official text names Parties."""
        return self.source.round.adopted

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Number of each note by id.

        Two calls may change places in a sentence of another language; their numbers stay those of the source.
        """
        return note_numbers(self.source)

    @cached_property
    def targets(self) -> dict[str, Target]:
        """What references can lead to: of the general text, so that a version says the same numbers."""
        return targets_of(self.translated.sheet)

    def spans(self, text: str, parties: tuple[str, ...] = ()) -> Spans:
        """Return the spans of a text with inline marks; ``parties`` are those that a list in it names."""
        return self._spans(parse_prose(text), parties)

    def passage(self, name: str, text: str, parties: tuple[str, ...] = (), *, has_calls: bool = True) -> Spans:
        """Return the spans of the passage of that id; words in another language than the document say in which.

        Without ``has_calls`` it calls no notes, as where it is said a second time.
        """
        prose = parse_prose(text)
        spans = self._spans(prose if has_calls else without_calls(prose), parties)
        if name not in self.translated.in_source_language:
            return spans
        # The notes that calls carry are in a language of their own.
        tag, direction = self.localiser.tag, self.localiser.direction
        inner = (replace(s, language=tag, direction=direction) if s.kind == "call" else s for s in spans)
        return (self.of_source(tuple(inner)),)

    def of_source(self, spans: Spans) -> Span:
        """Return spans in the language of the source, for a document in another."""
        return foreign_span(spans, self.source.language)

    def divided(self, text: str) -> Spans:
        """Return the spans of words without marks: addresses are links, and no line end divides them."""
        return divide(text, self.localiser)

    def _spans(self, prose: tuple[ProseSpan, ...], parties: tuple[str, ...]) -> Spans:
        spans: list[Span] = []
        for span in prose:
            follows = bool(spans) and spans[-1].kind == "call"
            if isinstance(span, Words):
                spans.extend(self.divided(span.text))
            else:
                spans.append(self._span(span, parties, follows))
        return tuple(spans)

    def _span(self, span: ProseSpan, parties: tuple[str, ...], follows: bool) -> Span:
        match span:
            case Words(text):
                return Span("words", text)
            case Strong(inner):
                return Span("strong", spans=self._spans(inner, parties))
            case Emphasis(inner):
                return Span("emphasis", spans=self._spans(inner, parties))
            case Raised(inner):
                return Span("raised", spans=self._spans(inner, parties))
            case Lowered(inner):
                return Span("lowered", spans=self._spans(inner, parties))
            case Link() if span.target in self.targets:
                return self._reference(span, self.targets[span.target])
            case Link(inner) if span.target:  # a passage for some Parties only, in the text for others
                return Span("list", spans=without_links(self._spans(without_page(inner) or inner, parties)))
            case Link(inner, address):
                leads = address not in {UNKNOWN_ADDRESS, ""}
                kind: SpanKind = "link" if leads else "unknown-link"
                label = self.localiser.say("{words} (opens {address})", words=plain_text(inner), address=address)
                words = without_links(self._spans(inner, parties))
                return Span(kind, spans=words, address=address, label=label if leads else "")
            case NoteCall(note):
                return self._call(note, follows)
            case AddresseesMark():
                named = [self.register.by_code[code] for code in parties]
                ordered = self.localiser.sort_parties(named, self.adopted)
                names = [(party.code, self._prose_name(party)) for party in ordered]
                return Span("list", spans=self._joined(names))
            case TargetMark(of):
                return Span("words", f"{{{of}}}")
            case ValueMark(name):
                known = value_name(name)
                return Span("list", spans=self.data.in_sentence(known, self.own) if known else ())
            case _:
                assert_never(span)

    @cached_property
    def data(self) -> DataWording:
        """How values of tables of data are said."""
        return DataWording(self.source, self.translated, self.localiser)

    def _reference(self, link: Link, target: Target) -> Span:
        """Return a link to a passage, with its number and page where the words ask for them."""
        self.referred.add(target.anchor)
        address, unpaged = f"#{target.anchor}", without_page(link.spans)
        spans = self._of_target(link.spans, target)
        has_page = unpaged is not None and unpaged != link.spans
        return Span(
            "link", spans=spans, address=address, unpaged=self._of_target(unpaged or (), target) if has_page else ()
        )

    def _of_target(self, prose: tuple[ProseSpan, ...], target: Target) -> Spans:
        """Return the words of a reference; marks in them that would be links of their own are words."""
        spans: list[Span] = []
        for span in prose:
            match span:
                case TargetMark(of="number"):
                    spans.append(Span("whole-words", target.number))
                case TargetMark():
                    spans.append(Span("page", address=f"#{target.anchor}"))
                case Strong(inner):
                    spans.append(Span("strong", spans=self._of_target(inner, target)))
                case Emphasis(inner):
                    spans.append(Span("emphasis", spans=self._of_target(inner, target)))
                case _:
                    spans += without_links(self._spans((span,), ()))
        return tuple(spans)

    def _prose_name(self, party: Party) -> Spoken:
        return self.localiser.party_in_prose(party, self.adopted)

    def _call(self, note: str, follows: bool) -> Span:
        self._calls[note] = self._calls.get(note, 0) + 1
        number = self.numbers[note]
        label = self.localiser.say("Note {number}", number=number)
        return Span("call", number, id=f"call-{note}-{self._calls[note]}", note=note, label=label, follows=follows)

    def note(self, note: models.Note) -> NoteView:
        """Return a note as it is printed."""
        if isinstance(note, models.PartyListNote):
            spans = _ended(self.list_of(note.parties))
        else:
            name = f"note.{note.id}"
            before = words_before(note, self.register, self.localiser)
            if mark := Trust(self.translated, self.localiser).mark(name):
                before = f"({mark}) {before}"
            spans = (*self.divided(before), *self.passage(name, note.text))
        number = self.numbers[note.id]
        label = self.localiser.say("Back to the text from note {number}", number=number)
        return NoteView(note.id, number, spans, label)

    def list_of(self, codes: Iterable[str]) -> Spans:
        """Return the sentence that lists Parties in official text: names as of the day of adoption, sorted, joined."""
        day = self.adopted
        parties = self.localiser.sort_parties((self.register.by_code[code] for code in codes), day)
        return self._joined([(party.code, self.localiser.party_name(party, day)) for party in parties])

    def _joined(self, names: list[tuple[str, Spoken]]) -> Spans:
        """Return a list of names by code; in a version for one Party, that Party's name stands out."""
        mark = "\N{INVISIBLE SEPARATOR}"  # stands around the own name while CLDR's rules join the list
        joined = self.localiser.join([name.between(mark, mark) if code == self.own else name for code, name in names])
        is_foreign = isinstance(joined, Spoken) and joined.is_foreign
        parts = enumerate(str(english_of(joined) if is_foreign else joined).split(mark))
        whole = [(index, Span("whole-words", part)) for index, part in parts if part]
        spans = tuple(Span("strong", spans=(span,)) if index % 2 else span for index, span in whole)
        language = self.localiser.language_of(joined)
        return (foreign_span(spans, language),) if is_foreign and spans else spans
