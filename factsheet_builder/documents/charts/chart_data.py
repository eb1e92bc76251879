"""The values of a chart as they are drawn and said, written out or of a table of data: labels in their order."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from factsheet_builder.content.data_tables.data_table import Column, Datum
from factsheet_builder.content.data_tables.data_words import PREFIX
from factsheet_builder.content.models import Chart, ChartFrom, ChartRow
from factsheet_builder.content.parties import Party
from factsheet_builder.documents.context import Context
from factsheet_builder.documents.table_making.data_wording import DataWording


@dataclass(frozen=True, slots=True)
class Line:
    """A label with its numbers, one for each series; ``None`` where one is not known."""

    label: str
    amounts: tuple[float | None, ...]
    words: tuple[str, ...]
    """The numbers as they are printed."""
    party: Party | None = None


@dataclass(frozen=True, slots=True)
class ChartData:
    """The values of one chart in one locale; ``passage`` is the id of its figure."""

    chart: Chart
    context: Context
    data: DataWording
    passage: str

    @property
    def unit(self) -> str:
        """What its numbers count or measure."""
        if self.chart.unit:
            return self.context.line(f"{self.passage}.unit", self.chart.unit)
        made_from = self.chart.made_from
        columns = tuple(self._columns(made_from)) if made_from else ()
        if made_from and len(columns) == 1:
            return self._title(made_from, columns[0])
        units = {self._words(made_from, f"{one.key}.unit", one.unit or "") for one in columns if made_from}
        return next(iter(units)) if len(units) == 1 else ""

    @property
    def series(self) -> tuple[str, ...]:
        """The names of its series; none where it has one."""
        made_from = self.chart.made_from
        if made_from:
            columns = tuple(self._columns(made_from))
            return tuple(self._words(made_from, f"{one.key}.title", one.title) for one in columns if len(columns) > 1)
        return tuple(
            self.context.line(f"{self.passage}.series.{i}", name) for i, name in enumerate(self.chart.series, 1)
        )

    @property
    def head(self) -> str:
        """What its labels are; nothing where the content does not say."""
        if self.chart.rows_are:
            return self.context.line(f"{self.passage}.rows-are", self.chart.rows_are)
        return self.context.localiser.say("State") if self.chart.made_from else ""

    @property
    def source(self) -> str:
        """Where its numbers come from; nothing where that is not known."""
        if self.chart.source:
            return self.context.line(f"{self.passage}.source", self.chart.source)
        made_from = self.chart.made_from
        if made_from is None:
            return ""
        own = {self._words(made_from, f"{one.key}.source", one.source or "") for one in self._columns(made_from)} - {""}
        table = self._words(made_from, "source", self.data.table(made_from.table).source or "")
        return "; ".join(sorted(own) or filter(None, [table]))

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its lines in the order in which they are drawn."""
        lines = tuple(self._of_table(self.chart.made_from) if self.chart.made_from else self._written())
        if self.chart.sort == "values":
            return tuple(sorted(lines, key=lambda line: _largest_first(line.amounts[0])))
        return self._by_name(lines) if self.chart.sort == "names" or self.chart.made_from else lines

    def _written(self) -> Iterator[Line]:
        for index, row in enumerate(self.chart.values, 1):
            yield self._line(row, f"{self.passage}.value.{index}")

    def _line(self, row: ChartRow, name: str) -> Line:
        localiser = self.context.localiser
        amounts = tuple(amount if isinstance(amount, float) else None for amount in row.amounts)
        words = tuple(self._unknown if amount is None else localiser.number(amount) for amount in amounts)
        if row.party:
            party = self.context.register.by_code[row.party]
            return Line(localiser.party_name(party), amounts, words, party)
        return Line(self.context.line(name, row.label or ""), amounts, words)

    def _of_table(self, made_from: ChartFrom) -> Iterator[Line]:
        table, columns = self.data.table(made_from.table), tuple(self._columns(made_from))
        for code in made_from.parties or table.parties:
            values = [table.value(code, column.key) for column in columns]
            words = tuple(self._said(value, column) for value, column in zip(values, columns, strict=True))
            amounts = tuple(float(value) if isinstance(value, Decimal) else None for value in values)
            party = self.context.register.by_code[code]
            yield Line(self.context.localiser.party_name(party), amounts, words, party)

    def _said(self, value: Datum | None, column: Column) -> str:
        return self._unknown if value is None else self.data.say(value, column)

    @property
    def _unknown(self) -> str:
        return self.context.localiser.say("not known")

    def _columns(self, made_from: ChartFrom) -> Iterator[Column]:
        by_key = self.data.table(made_from.table).by_key
        yield from (by_key[key] for key in made_from.columns)

    def _title(self, made_from: ChartFrom, column: Column) -> str:
        title = self._words(made_from, f"{column.key}.title", column.title)
        unit = self._words(made_from, f"{column.key}.unit", column.unit or "")
        return f"{title} ({unit})" if unit else title

    def _words(self, made_from: ChartFrom | None, name: str, words: str) -> str:
        """Return words of the table of data, marked where they are the source's."""
        return self.context.line(f"{PREFIX}.{made_from.table}.{name}", words) if made_from and words else ""

    def _by_name(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Return the lines by their names: Parties as in every list of them, other labels after them."""
        localiser = self.context.localiser
        by_code = {line.party.code: line for line in lines if line.party}
        parties = localiser.sort_parties(line.party for line in lines if line.party)
        others = (line for line in lines if not line.party)
        return (
            *(by_code[party.code] for party in parties),
            *sorted(others, key=lambda line: localiser.sort_key(line.label)),
        )


def _largest_first(amount: float | None) -> tuple[bool, float]:
    return (True, 0.0) if amount is None else (False, -amount)
