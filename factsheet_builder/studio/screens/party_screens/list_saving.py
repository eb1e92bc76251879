"""Lists that are to be others -> the file of the factsheet, in which only their lines change, if the checks let it be."""

from asyncio import Lock
from dataclasses import dataclass
from typing import Final

from factsheet_builder.builds.store import commit
from factsheet_builder.content.checks.factsheet_checks import check_factsheet
from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.reader import Read, read_factsheet_text, read_register, with_data
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.editing import set_values, value_at
from factsheet_builder.errors import Diagnostic, FactsheetError, Severity
from factsheet_builder.project import Project
from factsheet_builder.studio.screens.party_screens.list_form import Judged
from factsheet_builder.studio.server.people import Person
from factsheet_builder.studio.server.studio import Studio

_LOCK: Final = Lock()


@dataclass(frozen=True, slots=True)
class Saving:
    """What became of a save."""

    is_done: bool
    problems: tuple[Diagnostic, ...] = ()
    """Why it was not done; with none, somebody else was faster."""


async def save_lists(studio: Studio, person: Person, factsheet: str, found: Judged, words: str) -> Saving:
    """Write the lists into their file, if it still says what they began with and the checks find no error in what is new."""
    _ = person, words
    async with _LOCK:
        return await studio.desk(_save, studio.project, factsheet, found)


def _save(project: Project, factsheet: str, found: Judged) -> Saving:
    file = project.factsheet_path(factsheet)
    shown_as = project.relative(file)
    text = file.read_bytes().decode()
    began: dict[Path, Data] = {change.list.path: list(change.list.parties) for change in found.changes}
    began |= {figure.path: figure.old for figure in found.figures}
    if any(value_at(text, path, file=shown_as) != value for path, value in began.items()):
        return Saving(is_done=False)
    values: dict[Path, Data] = {change.list.path: list(change.parties) for change in found.changes}
    values |= {figure.path: figure.new for figure in found.figures}
    made = set_values(text, values, file=shown_as)
    errors = _errors(project, made, shown_as)
    old = _errors(project, text, shown_as) if errors else ()
    new = tuple(error for error in errors if (error.code, error.what) not in {(one.code, one.what) for one in old})
    if new:
        return Saving(is_done=False, problems=new)
    commit(file, made.encode())
    return Saving(is_done=True)


def _errors(project: Project, text: str, shown_as: str) -> tuple[Diagnostic, ...]:
    try:
        read = read_factsheet_text(text, shown_as)
        found = check_factsheet(
            with_data(Read(read.model, read.source), project), read_register(project).model, project
        )
    except FactsheetError as error:
        return error.diagnostics
    return tuple(problem for problem in found if problem.severity is Severity.ERROR)
