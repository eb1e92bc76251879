"""What every part of one document is worded from."""

from dataclasses import dataclass, replace

from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.parties import Register
from factsheet_builder.content.publication import Publication
from factsheet_builder.languages.isolation import FIRST_STRONG, Spoken, without_foreign, without_isolates
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.tags import direction_of
from factsheet_builder.project import SOURCE_LOCALE
from factsheet_builder.views.spans import Span, Spans


@dataclass(frozen=True, slots=True)
class Context:
    """One factsheet in one locale: ``source`` as it was written, ``sheet`` the same in the locale, whole."""

    source: Factsheet
    sheet: Factsheet
    register: Register
    publication: Publication
    """In the locale."""
    localiser: Localiser
    numbers: dict[str, str]
    """The number of each note by its id."""
    in_source_language: frozenset[str] = frozenset()
    """Ids of the passages, and of the words of the publication, that are printed in the language of the source."""

    def in_one_language(self, spans: Spans) -> Spans:
        """Return spans that make one sentence: as one in the language of the source, where all words of it are."""
        if not all(is_foreign(span) for span in spans):
            return spans
        inner = tuple(map(_unmarked, spans))
        return (foreign_span(inner, SOURCE_LOCALE) if any(map(_is_of_program, spans)) else self.of_source(inner),)

    def said_in(self, said: str, spans: Spans) -> Spans:
        """Return spans that are made from words that the localiser said, in the language that those were said in."""
        language = self.localiser.language_of(said)
        return spans if language == self.localiser.tag else (foreign_span(spans, language),)

    def of_source(self, spans: Spans) -> Span:
        """Return spans in the language of the source, for a document in another."""
        return foreign_span(spans, self.source.language)

    def page_link(self, passage: str) -> Spans:
        """Return a link with the number of the page of a passage, which the layout fills in."""
        mark = "\N{INVISIBLE SEPARATOR}"
        said = Spoken.of(self.localiser.say("page {number}", number=mark))
        before, after = said.around(mark)
        spans = (Span("words", before), Span("page", address=f"#{passage}"), Span("words", after))
        inner = tuple(span for span in spans if span.kind == "page" or span.text)
        words = self.said_in(said, inner)
        return (Span("link", spans=words, address=f"#{passage}"),)

    def line(self, name: str, words: str) -> str:
        """Return words without inline marks of the passage of that id, marked where they are the source's."""
        return self.localiser.of_source(words) if name in self.in_source_language else words


def foreign_span(spans: Spans, language: str) -> Span:
    """Return spans in a language that is not that of the document."""
    return Span("foreign", spans=spans, language=language, direction=direction_of(language))


def is_foreign(span: Span) -> bool:
    """Tell whether all letters of a span are marked as words of the source."""
    if span.spans:
        return all(map(is_foreign, span.spans))
    return span.kind == "foreign" or not any(map(str.isalpha, without_foreign(span.text)))


def _is_of_program(span: Span) -> bool:
    return FIRST_STRONG in span.text or any(map(_is_of_program, span.spans))


def _unmarked(span: Span) -> Span:
    return replace(
        span,
        text=without_isolates(span.text),
        label=without_isolates(span.label),
        spans=tuple(map(_unmarked, span.spans)),
    )
