"""Tables whose rows are made from data per Party: names and order of the locale, groups, totals that say what they lack."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from factsheet_builder.content import models
from factsheet_builder.content.data_tables.data_table import Column, DataTable, Datum
from factsheet_builder.content.data_tables.data_words import PREFIX
from factsheet_builder.content.data_tables.table_grid import GridCell, table_grid
from factsheet_builder.content.parties import Party
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.documents.block_wording.desk import Desk
from factsheet_builder.documents.table_making.data_wording import UNKNOWN, DataWording
from factsheet_builder.documents.table_making.table_setting import DraftCell, DraftRow, TableSetting
from factsheet_builder.views.spans import Span, Spans, plain
from factsheet_builder.views.table_views import TableView

_KINDS = {"number": "number", "date": "date", "code": "code"}


def data_table_view(desk: Desk, block: models.Table, made_from: models.RowsFrom) -> TableView:
    """Return a table with a row for each Party of a table of data."""
    return _DataTable(desk, block, made_from).view()


def printed_columns(made_from: models.RowsFrom, table: DataTable) -> tuple[Column, ...]:
    """Return the columns that are printed: those asked for, by default all but the one that makes the groups."""
    by_key = table.by_key
    if made_from.columns:
        return tuple(by_key[key] for key in made_from.columns)
    return tuple(column for column in table.columns if column.key != made_from.group_by)


@dataclass(frozen=True)
class _DataTable:
    desk: Desk
    block: models.Table
    made_from: models.RowsFrom

    @property
    def data(self) -> DataWording:
        return self.desk.words.data

    @cached_property
    def table(self) -> DataTable:
        return self.data.table(self.made_from.table)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return printed_columns(self.made_from, self.table)

    def view(self) -> TableView:
        desk, block = self.desk, self.block
        setting = TableSetting(
            block.id,
            self.head(),
            tuple(self.body()),
            len(self.columns) + 1,
            ("", *(_KINDS.get(column.type, "text") for column in self.columns)),
            desk.context.localiser.decimal_mark,
            block.orientation,
            desk.context.localiser.direction,
        )
        return TableView(
            block.id,
            desk.words.passage(f"{block.id}.title", block.title),
            (),
            setting.body_rows(),
            desk.trust.mark(*desk.passages_by_block.get(block.id, ())),
            setting.widths(),
            head=setting.head_rows(),
            fit=setting.fit(),
            lines=tuple(self.lines()),
            label=desk.context.localiser.say("Table {number}", number=block.number) if block.number else "",
        )

    def head(self) -> tuple[DraftRow, ...]:
        """Return the rows of headings: those that are written, else below them those of the data."""
        grid = table_grid(self.block, len(self.columns) + 1)
        written = tuple(DraftRow(tuple(self._written(cell) for cell in row)) for row in grid.head)
        if self.block.columns:
            return written
        taken = {
            cell.column for number, row in enumerate(written) for cell in row.cells if number + cell.rows > len(written)
        }
        first = self.desk.context.localiser.say("State")
        heads = [(first, (Span("words", first),)), *(self._title(column) for column in self.columns)]
        cells = (
            DraftCell(spans, words, index, is_heading=True)
            for index, (words, spans) in enumerate(heads)
            if index not in taken
        )
        return (*written, DraftRow(tuple(cells)))

    def _written(self, cell: GridCell) -> DraftCell:
        spans = self.desk.words.passage(f"{self.block.id}.{cell.name}", cell.text) if cell.text else ()
        words = plain_text(parse_prose(cell.text)) if cell.text else ""
        return DraftCell(spans, words, cell.column, cell.columns, cell.rows, cell.is_heading)

    def _title(self, column: Column) -> tuple[str, Spans]:
        named = f"{PREFIX}.{self.table.id}.{column.key}"
        spans, words = self.data.line(f"{named}.title", column.title), column.title
        if column.unit and column.type == "number" and column.unit not in column.title:
            spans = (*spans, Span("words", " ("), *self.data.line(f"{named}.unit", column.unit), Span("words", ")"))
            words = f"{words} ({column.unit})"
        return words, spans

    def body(self) -> Iterator[DraftRow]:
        parties = self._sorted(self._parties())
        if self.made_from.groups:
            yield from self._by_groups(parties)
        elif self.made_from.group_by is None:
            yield from map(self._row, parties)
        else:
            yield from self._grouped(parties, self.table.by_key[self.made_from.group_by])
        if self.totalled:
            yield self._total(parties)

    def _parties(self) -> list[Party]:
        register = self.desk.context.register.by_code
        wanted = self.made_from.parties or self.table.parties
        return [register[code] for code in wanted]

    def _sorted(self, parties: Iterable[Party]) -> list[Party]:
        """Return the Parties in the order of their names, or of a column: those of which it is not known come last."""
        day = self.desk.context.sheet.round.adopted
        by_name = list(self.desk.context.localiser.sort_parties(parties, day))
        is_reversed = self.made_from.order == "descending"
        if self.made_from.sort is None:
            return by_name[::-1] if is_reversed else by_name
        key = self.made_from.sort
        values = {party.code: self.table.value(party.code, key) for party in by_name}
        known = [party for party in by_name if values[party.code] is not None]
        known.sort(key=lambda party: self._order(values[party.code]), reverse=is_reversed)
        return [*known, *(party for party in by_name if values[party.code] is None)]

    def _order(self, value: Datum | None) -> tuple[Decimal, bytes]:
        match value:
            case bool():
                return Decimal(not value), b""
            case Decimal():
                return value, b""
            case date():
                return Decimal(value.toordinal()), b""
            case _:
                return Decimal(), self.desk.context.localiser.sort_key(value or "")

    def _grouped(self, parties: list[Party], column: Column) -> Iterator[DraftRow]:
        groups: dict[str | None, list[Party]] = {}
        for party in parties:
            groups.setdefault(self.table.text(party.code, column.key), []).append(party)
        first = {text: group[0] for text, group in groups.items()}
        named = sorted(
            (text for text in first if text is not None),
            key=lambda text: self._order(self.table.value(first[text].code, column.key)),
        )
        for text in [*named, *([None] if None in groups else [])]:
            if text is None:
                words = f"{column.title}: {self.desk.context.localiser.say('not known')}"
                spans: Spans = (Span("words", words),)
            else:
                spans = self.data.cell(self.table.id, first[text].code, column.key)
                words = plain(spans)
            yield self._group(spans, words)
            yield from map(self._row, groups[text])

    def _by_groups(self, parties: list[Party]) -> Iterator[DraftRow]:
        """Yield the rows by groups of the register, those of none of them last."""
        localiser, known = self.desk.context.localiser, self.desk.context.register.group_by_id
        members = [(localiser.group_name(known[name]), known[name].parties) for name in self.made_from.groups]
        others = [party.code for party in parties if not any(party.code in codes for _, codes in members)]
        for name, codes in [*members, (localiser.say("Other States"), tuple(others))]:
            rows = [self._row(party) for party in parties if party.code in codes]
            if rows:
                yield self._group((Span("words", name),), name)
                yield from rows

    def _group(self, spans: Spans, words: str) -> DraftRow:
        return DraftRow((DraftCell(spans, words, 0, len(self.columns) + 1, is_heading=True),), "group")

    def _row(self, party: Party) -> DraftRow:
        localiser, day = self.desk.context.localiser, self.desk.context.sheet.round.adopted
        name = localiser.party_name(party, day)
        is_own = self.desk.version is not None and self.desk.version.party.code == party.code
        spans: Spans = (Span("whole-words", name),)
        flag = localiser.say("this State") if is_own else ""
        cells = [DraftCell(spans, str(name), 0, is_heading=True, flag=flag)]
        for index, column in enumerate(self.columns, 1):
            found = self.data.cell(self.table.id, party.code, column.key)
            cells.append(DraftCell(found, plain(found), index))
        return DraftRow(tuple(cells), "own" if is_own else "")

    @cached_property
    def totalled(self) -> tuple[Column, ...]:
        """The printed columns that the last row counts: numbers are added up, cells with yes are counted."""
        asked = self.made_from.total
        if isinstance(asked, tuple):
            return tuple(column for column in self.columns if column.key in asked)
        return tuple(column for column in self.columns if asked and is_countable(column))

    def _total(self, parties: list[Party]) -> DraftRow:
        localiser = self.desk.context.localiser
        word = localiser.say("Total")
        cells = [DraftCell((Span("words", word),), word, 0, is_heading=True)]
        for index, column in enumerate(self.columns, 1):
            if column not in self.totalled:
                cells.append(DraftCell((), "", index))
                continue
            values = [self.table.value(party.code, column.key) for party in parties]
            known = [value for value in values if value is not None]
            if column.type == "yes-no":
                yes, all_known = (localiser.decimal(Decimal(n)) for n in (sum(v is True for v in known), len(known)))
                said = localiser.say("{number} of {all}", number=yes, all=all_known)
            else:
                said = localiser.decimal(sum((v for v in known if isinstance(v, Decimal)), Decimal()), column.decimals)
            cells.append(DraftCell((Span("whole-words", said),), said, index))
        return DraftRow(tuple(cells), "total")

    def lines(self) -> Iterator[Spans]:
        """Yield what stands below the table: what is not known, what a total lacks, and where the values come from."""
        say = self.desk.context.localiser.say
        codes = [party.code for party in self._parties()]
        unknown = {
            column.key: [code for code in codes if self.table.value(code, column.key) is None]
            for column in self.columns
        }
        if any(unknown.values()):
            yield (Span("words", say("{sign}: not known", sign=UNKNOWN)),)
        for column in self.totalled:
            if column.type == "number" and (missing := unknown[column.key]):
                lead = say("Not in the total of “{column}”, because not known: ", column=column.title)
                yield (Span("words", lead), *self.desk.words.list_of(missing))
        yield from self._sources()

    def _sources(self) -> Iterator[Spans]:
        if self.block.source:
            yield self.desk.words.passage(f"{self.block.id}.source", self.block.source)
            return
        localiser, named = self.desk.context.localiser, f"{PREFIX}.{self.table.id}"
        # Columns by their source, equal ones once; one that is not that of all says of which columns it is.
        message_of, columns_of = dict[str, str](), dict[str, list[Column]]()
        if self.table.source:
            message_of[self.table.source], columns_of[self.table.source] = f"{named}.source", []
        for column in self.columns:
            if source := column.source or self.table.source:
                message_of.setdefault(source, f"{named}.{column.key}.source")
                columns_of.setdefault(source, []).append(column)
        for source, columns in columns_of.items():
            spans = (Span("words", localiser.say("Source: ")), *self.data.line(message_of[source], source))
            if source != self.table.source and len(columns) < len(self.columns):
                titles = (plain(self.data.line(f"{named}.{one.key}.title", one.title)) for one in columns)
                spans = (*spans, Span("words", f" ({localiser.join(list(titles))})"))
            yield spans


def is_countable(column: Column) -> bool:
    """Tell whether values of a column can be counted together: shares of a hundred cannot be added up."""
    return column.type == "yes-no" or (column.type == "number" and (column.unit or "").strip() not in {"%", "‰"})
