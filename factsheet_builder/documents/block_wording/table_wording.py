"""Tables: cells, widths of columns, rows that may break."""

from collections.abc import Iterable

from factsheet_builder.content import models
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.documents.block_wording.desk import Desk
from factsheet_builder.documents.table_shape import column_widths, is_tall, numeric_columns
from factsheet_builder.views.table_views import RowView, TableView


def table_view(desk: Desk, block: models.Table) -> TableView:
    """Return a table with the widths of its columns."""
    columns = tuple(desk.words.passage(f"{block.id}.column.{i}", text) for i, text in enumerate(block.columns, 1))
    rows = tuple(_row(desk, f"{block.id}.row.{i}", row) for i, row in enumerate(block.rows, 1))
    names = desk.passages_by_block.get(block.id, ())
    title = desk.words.passage(f"{block.id}.title", block.title)
    widths = column_widths(_words_of(block.columns), [_words_of((row.heading, *row.cells)) for row in block.rows])
    numeric = numeric_columns([_words_of((row.heading, *row.cells)) for row in block.rows])
    return TableView(block.id, title, columns, rows, desk.trust.mark(*names), widths, numeric)


def _row(desk: Desk, name: str, row: models.TableRow) -> RowView:
    cells = tuple(desk.words.passage(f"{name}.{i}", cell) for i, cell in enumerate(row.cells, 1))
    return RowView(desk.words.passage(name, row.heading), cells, is_tall(_words_of((row.heading, *row.cells))))


def _words_of(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(plain_text(parse_prose(text)) for text in texts)
