"""Values of tables of data -> how a locale says them: numbers, days, yes and no, texts; what is not known, and counts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from factsheet_builder.content.data_tables.data_table import Column, DataTable, Datum
from factsheet_builder.content.data_tables.data_words import PREFIX, message_of_cell
from factsheet_builder.content.data_tables.value_names import ValueName
from factsheet_builder.content.models import Factsheet
from factsheet_builder.documents.context import foreign_span
from factsheet_builder.documents.table_making.table_setting import from_left_to_right
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.translation import Translated
from factsheet_builder.views.spans import Span, Spans

UNKNOWN: Final = "\N{EN DASH}"
"""What stands for a value that is not known."""


@dataclass(frozen=True, slots=True)
class DataWording:
    """Words the values of one factsheet in one locale."""

    source: Factsheet
    translated: Translated
    localiser: Localiser

    def table(self, name: str) -> DataTable:
        """Return a table in the locale."""
        return self.translated.sheet.data_by_name[name]

    def cell(self, table: str, code: str, column: str) -> Spans:
        """Return what a cell says; a sign with words for it where that is not known."""
        here = self.table(table)
        value = here.value(code, column)
        if value is None:
            return (self.unknown,)
        one = here.by_key[column]
        if one.type != "text":
            return (Span("whole-words", self.say(value, one)),)
        message = message_of_cell(self.source.data_by_name[table], code, column)
        return self.line(message, self.say(value, one))

    @property
    def unknown(self) -> Span:
        """The sign for a value that is not known."""
        return Span("unknown", UNKNOWN, label=self.localiser.say("not known"))

    def say(self, value: Datum, column: Column) -> str:
        """Return a value as the locale writes it in a table, without its unit."""
        match value:
            case bool():
                return self.localiser.say("yes") if value else self.localiser.say("no")
            case Decimal():
                return self.localiser.decimal(value, column.decimals)
            case date():
                return self.localiser.date_in_short(value)
            case _:
                return value

    def in_sentence(self, name: ValueName, own: str = "") -> Spans:
        """Return a value as a sentence has it, with its unit; ``own`` is the Party that the text is for."""
        here = self.table(name.table)
        if name.count:
            counted = here.counted(name.column, name.count)
            if name.count != "total":
                return (Span("whole-words", self.localiser.decimal(counted)),)
            column = here.by_key[name.column]
            return self._with_unit(self.localiser.decimal(counted, column.decimals), here, column)
        column = here.by_key[name.column]
        value = here.value(name.party or own, name.column)
        if value is None:
            return (Span("words", self.localiser.say("not known")),)
        if isinstance(value, date):
            return (Span("words", self.localiser.date_in_words(value)),)
        if column.type == "text":
            return self.cell(name.table, name.party or own, name.column)
        if column.type == "code":
            return from_left_to_right((Span("whole-words", self.say(value, column)),), self.localiser.direction)
        return self._with_unit(self.say(value, column), here, column)

    def _with_unit(self, words: str, table: DataTable, column: Column) -> Spans:
        if not column.unit:
            return (Span("whole-words", words),)
        if column.unit == "%":
            return (Span("whole-words", self.localiser.in_hundredths(words)),)
        space = "\N{NO-BREAK SPACE}"
        unit = self.line(f"{PREFIX}.{table.id}.{column.key}.unit", column.unit)
        return (Span("whole-words", f"{words}{space}"), *unit)

    def line(self, message: str, words: str) -> Spans:
        """Return the words of a message of data; those of the source say that they are."""
        spans = (Span("words", words),)
        if message not in self.translated.in_source_language:
            return spans
        return (foreign_span(spans, self.source.language),)
