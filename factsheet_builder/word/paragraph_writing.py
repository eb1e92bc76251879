"""Runs × a style -> a paragraph of Word, its properties in the order that the schema has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from docx.oxml.xmlchemy import BaseOxmlElement

from factsheet_builder.languages.exchange.tree import name_of
from factsheet_builder.languages.exchange.word.word_elements import element, holding

Runs = Iterable[BaseOxmlElement]
_ORDER: Final = ("keepNext", "numPr", "bidi", "ind", "jc", "outlineLvl", "sectPr")


@dataclass(frozen=True, slots=True)
class ParagraphWriter:
    """Writes paragraphs of one document."""

    styles: dict[str, str]
    """Ids of styles by their names."""
    is_rtl: bool

    def paragraph(
        self, style: str, runs: Runs, properties: Sequence[BaseOxmlElement] = (), *, is_rtl: bool | None = None
    ) -> BaseOxmlElement:
        """Return a paragraph; it runs as the document does, where nothing else is said."""
        named = [element("pStyle", val=self.styles[style])] if style != "Normal" else []
        is_rtl = self.is_rtl if is_rtl is None else is_rtl
        directed = [element("bidi")] if is_rtl else [element("bidi", val="0")] if self.is_rtl else []
        rest = sorted((*properties, *directed), key=lambda inner: _ORDER.index(name_of(inner)))
        return element("p", *holding("pPr", (*named, *rest)), *runs)
