"""What a factsheet uses of tables of data is there: the table, its columns, its rows, in blocks and in texts."""

import re
from collections import Counter

from factsheet_builder.content.data_tables.data_table import Column, DataTable
from factsheet_builder.content.data_tables.table_grid import table_grid
from factsheet_builder.content.data_tables.value_names import COUNTS, ValueName, value_name
from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.models import MOST_COLUMNS, Factsheet, RowsFrom, Table
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Passage, Path, blocks_of, own_passages, passages_of
from factsheet_builder.content.prose import ValueMark, every_span, parse_prose
from factsheet_builder.content.reading.data_files.data_folder import unknown_table
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Diagnostic, Place
from factsheet_builder.project import Project


def data(sheet: Factsheet, source: YamlSource, register: Register, project: Project) -> Findings:
    """Find uses of tables, columns and Parties that the data does not have; its tables are whole, as their files are."""
    by_name = sheet.data_by_name
    if isinstance(source.data, dict) and "data" in source.data:
        what = "A factsheet has no data of its own: “data” is put into it when it is read."
        yield finding("data-in-factsheet", source.key_place(("data",)), what, "Put it into data/tables.")
    for path, block in blocks_of(sheet):
        if isinstance(block, Table) and block.rows_from:
            yield from _rows(block, (*path, "rows_from"), source, by_name, project)
            yield from _groups(block.rows_from, (*path, "rows_from"), source, register)
    own = own_passages(sheet)
    for passage in passages_of(sheet):
        yield from _values(passage, source, by_name, project, is_own=passage.id in own)


def _rows(block: Table, path: Path, source: YamlSource, by_name: dict[str, DataTable], project: Project) -> Findings:
    rows = block.rows_from
    if rows is None:
        return
    table = by_name.get(rows.table)
    if table is None:
        what, remedy = unknown_table(rows.table, project)
        yield finding("unknown-table", source.place((*path, "table")), what, remedy)
        return
    problems = [*_columns(rows, path, source, table), *_parties(rows, path, source, table)]
    yield from problems
    if not problems:
        yield from _shape(block, path[:-1], source, table)


def _groups(rows: RowsFrom, path: Path, source: YamlSource, register: Register) -> Findings:
    if rows.groups and rows.group_by:
        what = "The rows are divided by groups of the register and by a column."
        yield finding("table-groups", source.key_place((*path, "group_by")), what, "Delete the one or the other.")
    known, seen = register.group_by_id, dict[str, str]()
    for index, name in enumerate(rows.groups):
        place = source.place((*path, "groups", index))
        if name not in known:
            remedy = suggest(name, known) or f"The register has: {', '.join(known) or 'no groups'}."
            yield finding("unknown-group", place, f"The register has no group “{name}”.", remedy)
            continue
        if twice := [code for code in known[name].parties if code in seen]:
            what = f"{twice[0]} is in the group “{seen[twice[0]]}” too: its row would stand twice."
            yield finding("table-groups", place, what, "Choose groups that have no Party in common.")
        seen |= dict.fromkeys(known[name].parties, name)


def _columns(rows: RowsFrom, path: Path, source: YamlSource, table: DataTable) -> Findings:
    asked: list[tuple[Path, str]] = [(("columns", index), key) for index, key in enumerate(rows.columns)]
    asked += [((name,), key) for name, key in (("sort", rows.sort), ("group_by", rows.group_by)) if key]
    totals = rows.total if isinstance(rows.total, tuple) else ()
    asked += [(("total", index), key) for index, key in enumerate(totals)]
    for place, key in asked:
        if key not in table.by_key:
            yield _unknown_column(key, table, source.place((*path, *place)))
    for index, key in enumerate(totals):
        column = table.by_key.get(key)
        if column and not _is_counted(column, rows):
            what = f"The column “{key}” has no total: it is no printed column of numbers or of yes and no."
            yield finding("no-total", source.place((*path, "total", index)), what, "Take it out of “total”.")
    for key, count in Counter(rows.columns).items():
        if count > 1:
            what = f"The column “{key}” stands twice."
            yield finding("duplicate-column", source.place((*path, "columns")), what, "Delete one of the two.")


def _is_counted(column: Column, rows: RowsFrom) -> bool:
    is_printed = not rows.columns or column.key in rows.columns
    return is_printed and column.type in {"number", "yes-no"}


def _unknown_column(key: str, table: DataTable, place: Place) -> Diagnostic:
    remedy = suggest(key, table.by_key) or f"The table has: {', '.join(table.by_key)}."
    return finding("unknown-column", place, f"The table “{table.id}” has no column “{key}”.", remedy)


def _parties(rows: RowsFrom, path: Path, source: YamlSource, table: DataTable) -> Findings:
    for index, code in enumerate(rows.parties):
        if code not in table.parties:
            what = f"The table “{table.id}” has no row of “{code}”."
            remedy = suggest(code, table.parties) or "Add the row, or take the Party out."
            yield finding("no-row", source.place((*path, "parties", index)), what, remedy)
    if not table.rows:
        yield finding("no-row", source.place((*path, "table")), f"The table “{table.id}” has no rows.", "Fill it.")


def _shape(block: Table, path: Path, source: YamlSource, table: DataTable) -> Findings:
    """Find headings that are written and do not fit the columns of the data."""
    rows = block.rows_from
    keys = (rows and rows.columns) or [key for key in table.by_key if not rows or key != rows.group_by]
    width = len(keys) + 1
    if width > MOST_COLUMNS:
        what = f"This table has {width} columns; at most {MOST_COLUMNS} fit on a page."
        yield finding("table-columns", source.place((*path, "rows_from")), what, "Name those to print under “columns”.")
    for fault in table_grid(block, width).faults:
        yield finding("table-cells", source.place((*path, *fault.path)), fault.what, fault.remedy)


def _values(
    passage: Passage, source: YamlSource, by_name: dict[str, DataTable], project: Project, *, is_own: bool
) -> Findings:
    seen: Counter[str] = Counter()
    for span in every_span(parse_prose(passage.text)):
        if not isinstance(span, ValueMark):
            continue
        seen[span.name] += 1
        place = source.word_place(passage.path, span.name, seen[span.name])
        if passage.path[-1] == "title" or not {"columns", "head"}.isdisjoint(passage.path):
            what = f"The value {span.name} stands in a heading, which is repeated elsewhere."
            yield finding("value-in-heading", place, what, "Move it into the text.")
            continue
        name = value_name(span.name)
        if name is None:
            what = f"“{span.name}” is no name of a value."
            remedy = f"Write table.PARTY.column, table.count, or table.{'|'.join(COUNTS[1:])}.column."
            yield finding("value-name", place, what, remedy)
        else:
            yield from _value(name, place, by_name, project, is_own=is_own)


def _value(name: ValueName, place: Place, by_name: dict[str, DataTable], project: Project, *, is_own: bool) -> Findings:
    table = by_name.get(name.table)
    if table is None:
        what, remedy = unknown_table(name.table, project)
        yield finding("unknown-table", place, what, remedy)
        return
    if name.column and name.column not in table.by_key:
        yield _unknown_column(name.column, table, place)
        return
    if name.party and name.party not in table.parties:
        what = f"The table “{table.id}” has no row of “{name.party}”."
        yield finding("no-row", place, what, suggest(name.party, table.parties) or "Add the row.")
    elif name.is_own and not is_own:
        what = f"“{name.table}.{name.column}” does not say of which Party, and the passage is for all."
        remedy = f"Write {name.table}.CODE.{name.column}, or say whom the passage is for: “for: […]”."
        yield finding("value-of-whom", place, what, remedy)
    elif name.count in {"yes", "no"} and table.by_key[name.column].type != "yes-no":
        yield finding("value-name", place, f"The column “{name.column}” does not say yes or no.", "Count another.")
    elif name.count == "total" and table.by_key[name.column].type != "number":
        yield finding("value-name", place, f"The column “{name.column}” has no numbers.", "Add up another.")
    elif name.count == "total" and (missing := len(table.rows) - len(table.known(name.column))):
        what = f"The total of “{name.column}” lacks {missing} value{'s' if missing > 1 else ''} that are not known."
        remedy = f"Say so in the text, with {{value:{name.table}.unknown.{name.column}}}, or state no total."
        yield finding("total-incomplete", place, what, remedy)


_MARK = re.compile(r"\{ *(?:value|Value|VALUE)[^{}]*\}?")


def idle_values(sheet: Factsheet, source: YamlSource) -> Findings:
    """Find what looks like a value of a table and is none: it would be printed as it stands."""
    for passage in passages_of(sheet):
        marks = [span.name for span in every_span(parse_prose(passage.text)) if isinstance(span, ValueMark)]
        found = [match[0] for match in _MARK.finditer(passage.text)]
        for mark in found:
            if not any(mark.replace(" ", "").endswith(f":{name}}}") for name in marks):
                what = f"“{mark[:60]}” is no value of a table of data: it would be printed as it stands."
                place = source.word_place(passage.path, mark)
                yield finding("idle-mark", place, what, "Write {value:table.PARTY.column}, without spaces inside.")
