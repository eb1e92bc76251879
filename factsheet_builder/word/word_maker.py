"""Document without pages -> a Word file for comments, held against what it owes.

Same view, same bytes: no day but that of the publication is in it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from factsheet_builder.errors import RefusedError
from factsheet_builder.importing.renewing.delivered_words import Delivered, digests_of
from factsheet_builder.importing.word_file.word_body import read_word_file
from factsheet_builder.languages.exchange.word.word_elements import undated
from factsheet_builder.project import Project
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.word.block_writing import BlockWriter
from factsheet_builder.word.carried_words import carrying
from factsheet_builder.word.edition_reading import check_word_file
from factsheet_builder.word.edition_styles import new_document
from factsheet_builder.word.equivalents import in_words, part_ids
from factsheet_builder.word.footnotes import new_footnotes, write_footnotes
from factsheet_builder.word.numbered_lists import NumberedLists
from factsheet_builder.word.paragraph_writing import ParagraphWriter
from factsheet_builder.word.placed_pictures import PicturePlacer
from factsheet_builder.word.span_writing import Numbers, SpanWriter
from factsheet_builder.word.table_writing import TableWriter


@dataclass(frozen=True, slots=True)
class WordFile:
    """A finished file and what was really read for it: ``file data/PATH``."""

    data: bytes
    used: frozenset[str]


class WordMaker:
    """Makes Word files of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def make(self, view: DocumentView, dated: datetime, made_of: Delivered | None = None) -> WordFile:
        """Return the file of ``view``, a document without pages, dated as said; it carries what it was ``made_of``.

        Raises:
            RefusedError: the file would not hold what it owes.
        """
        labels: dict[str, str] = {}
        made, calls = self._written(view, dated, labels)
        numbers = [view.note_by_key[key].number for key in calls]
        if numbers != [str(number) for number in range(1, len(calls) + 1)]:  # Word would count them otherwise
            labels = {key: view.note_by_key[key].number for key in calls}
            made, _ = self._written(view, dated, labels)
        if made_of:
            passages = digests_of(read_word_file(made.data, f"{view.id}.docx"))
            made = replace(made, data=carrying(made.data, replace(made_of, passages=passages)))
        if problems := check_word_file(in_words(view), made.data):
            raise RefusedError(problems)
        return made

    def _written(self, view: DocumentView, dated: datetime, labels: dict[str, str]) -> tuple[WordFile, tuple[str, ...]]:
        document = new_document(view, dated)
        styles = {style.name or "": style.style_id for style in document.styles}
        numbers, is_rtl = Numbers(parts=frozenset(part_ids(view.blocks))), view.direction == "rtl"
        pictures = PicturePlacer(document, self._project)
        texts = SpanWriter(document.part, styles, numbers, labels, view.direction)
        paragraphs = ParagraphWriter(styles, is_rtl)
        tables = TableWriter(texts, paragraphs)
        writer = BlockWriter(texts, paragraphs, tables, NumberedLists(document), pictures)
        writer.masthead(view.masthead)
        writer.blocks(view.blocks)
        if view.imprint:
            writer.imprint(view.imprint)
        end = document.element.body.sectPr
        for written in writer.body:
            end.addprevious(written)
        if numbers.notes:
            part = new_footnotes(document)
            notes = SpanWriter(part, styles, numbers, labels, view.direction)
            write_footnotes(part, notes, view.note_by_key, numbers, styles, labels, is_rtl=is_rtl)
        stream = BytesIO()
        document.save(stream)
        used = frozenset(f"file data/{name}" for name in pictures.used)
        return WordFile(undated(stream.getvalue()), used), tuple(numbers.notes)
