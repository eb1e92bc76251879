"""Tables that are written out, cell by cell; rows made from data are worded beside this."""

from factsheet_builder.content import models
from factsheet_builder.content.data_tables.table_grid import GridCell, table_grid
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.documents.block_wording.data_table_wording import data_table_view
from factsheet_builder.documents.block_wording.desk import Desk
from factsheet_builder.documents.table_making.table_setting import DraftCell, DraftRow, TableSetting
from factsheet_builder.views.table_views import TableView


def table_view(desk: Desk, block: models.Table) -> TableView:
    """Return a table as it is set."""
    if block.rows_from:
        return data_table_view(desk, block, block.rows_from)
    grid = table_grid(block)
    setting = TableSetting(
        block.id,
        head_rows(desk, block, grid.head),
        tuple(DraftRow(tuple(_cell(desk, block, cell) for cell in row)) for row in grid.body),
        grid.width,
        tuple(one.type if isinstance(one, models.TableColumn) else "" for one in block.columns) or ("",) * grid.width,
        desk.context.localiser.decimal_mark,
        block.orientation,
        desk.context.localiser.direction,
    )
    names = desk.passages_by_block.get(block.id, ())
    return TableView(
        block.id,
        desk.words.passage(f"{block.id}.title", block.title),
        (),
        setting.body_rows(),
        desk.trust.mark(*names),
        setting.widths(),
        head=setting.head_rows(),
        fit=setting.fit(),
        lines=(desk.words.passage(f"{block.id}.source", block.source),) if block.source else (),
        label=desk.context.localiser.say("Table {number}", number=block.number) if block.number else "",
    )


def head_rows(desk: Desk, block: models.Table, rows: tuple[tuple[GridCell, ...], ...]) -> tuple[DraftRow, ...]:
    """Return the rows of headings that are written."""
    return tuple(DraftRow(tuple(_cell(desk, block, cell) for cell in row)) for row in rows)


def _cell(desk: Desk, block: models.Table, cell: GridCell) -> DraftCell:
    spans = desk.words.passage(f"{block.id}.{cell.name}", cell.text) if cell.text else ()
    words = plain_text(parse_prose(cell.text)) if cell.text else ""
    return DraftCell(spans, words, cell.column, cell.columns, cell.rows, cell.is_heading)
