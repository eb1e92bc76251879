"""Tables: their cells fill a grid, each row has its heading, and rows are written out or made from data, not both."""

from factsheet_builder.content.data_tables.table_grid import TableGrid, table_grid
from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.models import Factsheet, Table
from factsheet_builder.content.passages import Path, blocks_of
from factsheet_builder.content.reading.yaml_source import YamlSource


def tables(sheet: Factsheet, source: YamlSource) -> Findings:
    """Each table has columns and rows, and each row as many cells as the table needs."""
    for path, block in blocks_of(sheet):
        if isinstance(block, Table):
            yield from _table(path, block, source)


def _table(path: Path, block: Table, source: YamlSource) -> Findings:
    place = source.place(path)
    if block.rows_from:
        if block.rows:
            what = "This table has rows that are written, and rows that are made from data."
            yield finding("table-rows", source.place((*path, "rows")), what, "Delete the one or the other.")
        return  # how many columns it has depends on the data
    if not block.rows:
        yield finding("table-rows", place, "This table has no rows.", "Write them under “rows”, or use “rows_from”.")
        return
    grid = table_grid(block)
    if grid.width < 2:
        what = "This table has fewer than two columns."
        yield finding("table-columns", place, what, "Write their headings under “columns”; else it is a list.")
        return
    for fault in grid.faults:
        yield finding("table-cells", source.place((*path, *fault.path)), fault.what, fault.remedy)
    if not grid.faults:
        yield from _without_heading(path, block, grid, source)


def _without_heading(path: Path, block: Table, grid: TableGrid, source: YamlSource) -> Findings:
    headed: set[int] = set()
    for number, (row, cells) in enumerate(zip(block.rows, grid.body, strict=True)):
        headed |= {below for cell in cells if cell.is_heading for below in range(number, number + cell.rows)}
        if row.heading is None and number not in headed:
            what = "This row has no heading."
            remedy = "Add “heading: …”; only below a heading that spans several rows there is none."
            yield finding("table-heading", source.place((*path, "rows", number)), what, remedy)
