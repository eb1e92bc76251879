"""The folder ``data/tables`` -> the tables of data that a factsheet uses, each from its file and its description."""

from collections.abc import Iterable
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


def table_names(project: Project) -> tuple[str, ...]:
    """Return the names of the tables of data of a project, sorted."""
    folder = project.data / "tables"
    return tuple(sorted({path.stem for path in folder.glob("*") if path.suffix in _FORMATS}))


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
    return table_of(name, _grid(project, name, described), described, keys)


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


def _grid(project: Project, name: str, described: TableDescription) -> CellGrid:
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
    return read_csv(data, f"data/{files[0]}", described.separator, described.decimal)


def unknown_table(name: str, project: Project) -> tuple[str, str]:
    """Return what is wrong with the name of a table that is not there, and the remedy."""
    there = table_names(project)
    remedy = suggest(name, there) or (f"The project has: {', '.join(there)}." if there else "")
    return f"There is no table of data “{name}”.", remedy or f"Put its file into data/tables/{name}.csv."
