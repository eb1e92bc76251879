"""The folder ``data/tables`` -> the tables of data that a factsheet uses, each from its file and its description."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from factsheet_builder.content.data_tables.data_table import DataTable
from factsheet_builder.content.data_tables.party_keys import PartyKeys
from factsheet_builder.content.data_tables.table_description import TableDescription
from factsheet_builder.content.data_tables.value_names import COUNTS
from factsheet_builder.content.findings import suggest
from factsheet_builder.content.parties import Register
from factsheet_builder.content.reading.data_files.cell_grid import CellGrid, read_csv
from factsheet_builder.content.reading.data_files.table_reader import table_of
from factsheet_builder.content.reading.modelling import read_model
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity, SurroundingsError
from factsheet_builder.project import Project

_FORMATS: Final = (".csv", ".xlsx")
_NAME: Final = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


def table_names(project: Project) -> tuple[str, ...]:
    """Return the names of the tables of data of a project, sorted."""
    folder = project.data / "tables"
    files = (path for path in folder.glob("*") if path.suffix in _FORMATS)
    return tuple(sorted({path.stem for path in files if _NAME.fullmatch(path.stem)}))


def read_data_tables(project: Project, names: Iterable[str], register: Register) -> tuple[DataTable, ...]:
    """Return the tables of these names, sorted; those that the project has not are left to the checks of who uses them.

    Raises:
        ContentError: a file is not what it must be; carries every problem of every file.
        SurroundingsError: a file cannot be read.
    """
    there = table_names(project)
    keys = PartyKeys(register)
    found: list[DataTable] = []
    problems: list[Diagnostic] = []
    for name in sorted(set(names)):
        if name in there:
            try:
                found.append(read_data_table(project, name, keys))
            except ContentError as error:
                problems += error.diagnostics
    if problems:
        raise ContentError(problems)
    return tuple(found)


def read_data_table(project: Project, name: str, keys: PartyKeys) -> DataTable:
    """Return the table ``name``; raises as ``read_data_tables``."""
    described = _description(project, name)
    grid, _ = _grid(project, name, described)
    return table_of(name, grid, described, keys)


def check_data_folder(project: Project, register: Register) -> list[Diagnostic]:
    """Return every problem of the folder, its tables that nothing uses and what spreadsheets leave out included."""
    keys, found = PartyKeys(register), list(_strays(project))
    for name in table_names(project):
        try:
            described = _description(project, name)
            grid, odd = _grid(project, name, described)
            found += odd
            table_of(name, grid, described, keys)
        except ContentError as error:
            found += error.diagnostics
    return found


def _strays(project: Project) -> Iterator[Diagnostic]:
    """Yield the files of the folder that are no tables, and belong to none."""
    names = table_names(project)
    for path in sorted((project.data / "tables").glob("*")):
        place = Place(f"data/tables/{path.name}")
        if path.is_dir() or path.name.startswith((".", "~$")):
            continue
        if path.suffix == ".yaml":
            if path.stem not in names:
                what = "This describes a table that is not there."
                remedy = suggest(path.stem, names) or f"Put {path.stem}.csv or {path.stem}.xlsx beside it."
                yield Diagnostic(Severity.WARNING, "unknown-table", what, remedy, place)
        elif path.suffix not in _FORMATS:
            what = "This is no table of data that can be read."
            yield Diagnostic(Severity.WARNING, "no-table", what, "Save it as .csv or .xlsx.", place)
        elif not _NAME.fullmatch(path.stem):
            what = f"A text cannot name the table “{path.stem}”."
            yield Diagnostic(Severity.WARNING, "table-name", what, "Use letters and digits, joined by hyphens.", place)


def _description(project: Project, name: str) -> TableDescription:
    file = f"tables/{name}.yaml"
    if not (project.data / file).exists():
        return TableDescription()
    read = read_model(project, file, TableDescription)
    problems, seen = [], set()
    for index, column in enumerate(read.model.columns):
        place = read.source.place(("columns", index, "key"))
        if column.key in COUNTS or column.key.casefold() in seen:
            what = f"The key “{column.key}” {'stands for counts in texts' if column.key in COUNTS else 'stands twice'}."
            problems.append(Diagnostic(Severity.ERROR, "table-key", what, "Choose another.", place))
        seen.add(column.key.casefold())
    if problems:
        raise ContentError(problems)
    return read.model


def _grid(project: Project, name: str, described: TableDescription) -> tuple[CellGrid, tuple[Diagnostic, ...]]:
    files = [f"tables/{name}{suffix}" for suffix in _FORMATS if (project.data / f"tables/{name}{suffix}").is_file()]
    if len(files) > 1:
        what = f"There are two files of this table: data/{files[0]} and data/{files[1]}."
        raise ContentError.of("table-twice", what, "Delete one of them.", Place(f"data/{files[0]}"))
    try:
        data = project.asset(files[0]).read_bytes()
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        place = Place(f"data/{files[0]}")
        raise SurroundingsError.of("unreadable", what, "Check its permissions.", place) from error
    if files[0].endswith(".xlsx"):
        # Imported here: the engine behind it takes as long as all else that a check reads, and few projects need it.
        from factsheet_builder.content.reading.data_files.sheet_grid import read_xlsx

        return read_xlsx(data, f"data/{files[0]}", described.sheet)
    return read_csv(data, f"data/{files[0]}", described.separator, described.decimal), ()


def unknown_table(name: str, project: Project) -> tuple[str, str]:
    """Return what is wrong with the name of a table that is not there, and the remedy."""
    there = table_names(project)
    remedy = suggest(name, there) or (f"The project has: {', '.join(there)}." if there else "")
    return f"There is no table of data “{name}”.", remedy or f"Put its file into data/tables/{name}.csv."
