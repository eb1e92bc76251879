"""A path -> one version of the content: the factsheets and the register of a project, or the factsheet of one YAML file.

The shape of every file is checked; whether a version would build is not, since an older one may keep older rules. Received
updates are part of a project's version.
"""

from dataclasses import dataclass
from pathlib import Path

from factsheet_builder.content.data_tables.data_uses import with_tables
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.parties import Register
from factsheet_builder.content.reading.reader import (
    read_factsheet,
    read_factsheet_file,
    read_register,
    read_updates,
    with_data,
)
from factsheet_builder.content.updates import with_updates
from factsheet_builder.errors import ContentError, Diagnostic, Place, UsageError
from factsheet_builder.project import Project


@dataclass(frozen=True, slots=True)
class ContentVersion:
    """What one version says; a single file has no register of its own."""

    name: str
    sheets: dict[str, Factsheet]
    register: Register | None


def read_version(path: Path) -> ContentVersion:
    """Return the version at ``path``, a project folder or a factsheet's YAML file.

    Raises:
        UsageError: there is nothing of the kind at ``path``.
        ContentError: a file is not what it must be; carries every problem of every file.
        SurroundingsError: a file cannot be read.
    """
    if path.is_dir():
        return _project_version(path)
    if path.suffix in {".yaml", ".yml"} and path.is_file():
        sheet = _sheet_of(path)
        return ContentVersion(path.name, {sheet.id: sheet}, _register_beside(path))
    found = "There is no such file or folder." if not path.exists() else "It is no project and no YAML file."
    what = f"“{path}” cannot be compared. {found}"
    remedy = "Name two project folders, two factsheets (YAML files) or two manifests (manifest.json)."
    raise UsageError.of("not-comparable", what, remedy, Place(str(path)))


def _sheet_of(file: Path) -> Factsheet:
    """Return the factsheet of a file, with what it uses of the tables of data of the project that it lies in."""
    read = read_factsheet_file(file)
    if project := _project_around(file):
        sheet = with_data(read, project).model
        return with_tables(sheet, sheet.data)
    return read.model


def _register_beside(file: Path) -> Register | None:
    """Return the register of the project that the file lies in, if it lies in one."""
    project = _project_around(file)
    return read_register(project).model if project else None


def _project_around(file: Path) -> Project | None:
    folder = file.resolve().parent.parent.parent
    is_inside = file.resolve().parent == folder / "data" / "factsheets" and (folder / "data" / "parties.yaml").is_file()
    return Project(folder) if is_inside else None


def _project_version(path: Path) -> ContentVersion:
    project = Project.at(path)
    found: list[Diagnostic] = []
    sheets, updates, register = {}, [], None
    for name in project.factsheet_names():
        try:
            sheets[name] = read_factsheet(project, name).model
        except ContentError as error:
            found += error.diagnostics
    try:
        register = read_register(project).model
    except ContentError as error:
        found += error.diagnostics
    try:
        updates = [update.model for update in read_updates(project)]
    except ContentError as error:
        found += error.diagnostics
    if found:
        raise ContentError(_told_apart(found, path))
    named = {sheet.id: with_updates(with_tables(sheet, sheet.data), updates) for sheet in sheets.values()}
    return ContentVersion(path.name or path.resolve().name, named, register)


def _told_apart(found: list[Diagnostic], path: Path) -> list[Diagnostic]:
    """Return the problems with the folder before their files: both versions have files of the same names."""
    return [
        Diagnostic(
            problem.severity,
            problem.code,
            problem.what,
            problem.remedy,
            Place(f"{path}/{problem.place.file}", problem.place.line, problem.place.column, problem.place.passage),
        )
        for problem in found
    ]
