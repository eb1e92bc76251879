"""Quotations, glossaries, lists of works and lists made from the text -> the paragraphs that they are in Word."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from factsheet_builder.languages.exchange.word import own_marks as marks
from factsheet_builder.views.reference_views import (
    BibliographyView,
    CollectedEntryView,
    CollectedView,
    DefinitionsView,
    QuotationView,
)
from factsheet_builder.views.spans import Spans
from factsheet_builder.word.span_writing import Look, SpanWriter

Put = Callable[[str, Iterable[BaseOxmlElement], str], None]
"""Writes a paragraph of a style, with the id that it carries."""


@dataclass(frozen=True, slots=True)
class ReferenceWriter:
    """Writes what refers to others; states above it are left to the caller."""

    texts: SpanWriter
    put: Put

    def quotation(self, view: QuotationView) -> None:
        """Write words of somebody else."""
        for index, paragraph in enumerate(view.paragraphs):
            self.put(marks.QUOTATION, self.texts.runs(paragraph), view.id if not index else "")
        if view.source:
            self.put(marks.QUOTATION_SOURCE, self.texts.runs(view.source), "")

    def definitions(self, view: DefinitionsView) -> None:
        """Write terms with what they mean."""
        if view.title:
            self.put(marks.DEFINITIONS, self.texts.runs(view.title), view.id)
        for index, entry in enumerate(view.entries):
            term = self.texts.runs(entry.term, Look(is_bold=True, style=marks.NUMBER))
            own = entry.id if "." not in entry.id else "" if view.title or index else view.id
            self.put(marks.DEFINITION, [*term, *self.texts.words(" – "), *self.texts.runs(entry.spans)], own)

    def bibliography(self, view: BibliographyView) -> None:
        """Write the works that the text refers to."""
        if view.title:
            self.put(marks.BIBLIOGRAPHY, self.texts.runs(view.title), view.id)
        for entry in view.entries:
            number = self.texts.words(f"{entry.number} ", Look(style=marks.MADE_LETTERS)) if entry.number else ()
            self.put(marks.WORK, [*number, *self.texts.runs(entry.spans)], entry.id)

    def collected_title(self, view: CollectedView) -> None:
        """Write what a list is called that the builder makes from the text."""
        if view.title:
            self.put(marks.MADE, self.texts.runs(view.title, Look(is_bold=True)), view.id)

    def collected_entry(self, entry: CollectedEntryView, name: str) -> None:
        """Write the words of a passage of such a list; what follows them is left to the caller."""
        self.put(marks.MADE, self._in_a_row(entry.number, entry.spans, entry.page), name)

    def _in_a_row(self, *said: Spans) -> Iterator[BaseOxmlElement]:
        for index, spans in enumerate(filter(None, said)):
            if index:
                yield from self.texts.words(" ")
            yield from self.texts.runs(spans)
