"""Makes deliverables one after the other: content in, checked PDF out; one failure stops nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from factsheet_builder.builds.plan import Deliverable
from factsheet_builder.builds.store import commit
from factsheet_builder.content.checks import check_factsheet, unexpected
from factsheet_builder.content.data_file import data_file
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.parties import Register
from factsheet_builder.content.publication import Publication
from factsheet_builder.content.reader import Read, read_factsheet, read_publication, read_register
from factsheet_builder.content.register_checks import check_register
from factsheet_builder.errors import ContentError, Diagnostic, ExitCode, FactsheetError, RefusedError, Severity
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.tailoring import tailor
from factsheet_builder.typesetting.colour import read_condition
from factsheet_builder.typesetting.structure import Attachment, Conformance
from factsheet_builder.typesetting.typesetter import Edition, Settings, Typesetter

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Content:
    """Checked content of one factsheet with what every factsheet needs, and the warnings about it."""

    sheet: Factsheet
    register: Register
    publication: Publication
    diagnostics: tuple[Diagnostic, ...]

    @property
    def unexpected(self) -> list[Diagnostic]:
        """The warnings that the factsheet does not declare as expected."""
        return unexpected(self.sheet, self.diagnostics)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one deliverable."""

    deliverable: Deliverable
    file: Path
    pages: int
    is_new: bool
    diagnostics: tuple[Diagnostic, ...]
    exit_code: ExitCode


def load_content(project: Project, name: str) -> Content:
    """Read and check the factsheet ``name``, the register and the publication.

    Raises:
        ContentError: at least one problem is an error; carries every problem of every file.
        SurroundingsError: a file is missing or cannot be read.
    """
    found: list[Diagnostic] = []
    register, publication, sheet = (
        _collect(found, lambda: read_register(project)),
        _collect(found, lambda: read_publication(project)),
        _collect(found, lambda: read_factsheet(project, name)),
    )
    if register:
        found += check_register(register)
    if sheet and register:
        found += check_factsheet(sheet, register.model, project)
    if any(problem.severity is Severity.ERROR for problem in found) or not (register and publication and sheet):
        raise ContentError(found)
    return Content(sheet.model, register.model, publication.model, tuple(found))


def _collect(found: list[Diagnostic], read: Callable[[], Read[M]]) -> Read[M] | None:
    try:
        return read()
    except ContentError as error:
        found += error.diagnostics
        return None


def build(
    project: Project, deliverables: tuple[Deliverable, ...], out: Path, *, cache: Path, is_strict: bool = False
) -> Iterator[Outcome]:
    """Make each deliverable and yield what became of it; a failed one leaves the last good file in place.

    With ``is_strict`` a warning that the content does not declare as expected is a failure too.
    """
    typesetter: Typesetter | None = None
    for deliverable in deliverables:
        file = out / deliverable.path
        try:
            content = load_content(project, deliverable.factsheet)
            typesetter = typesetter or Typesetter(project, cache)
            view = tailor(content.sheet, content.register, content.publication, Localiser(deliverable.locale))
            typeset = typesetter.typeset(view, _settings(project, content, deliverable.edition))
            if is_strict and (failing := [*content.unexpected, *typeset.diagnostics]):
                raise RefusedError(failing)
            is_new = commit(file, typeset.pdf)
        except FactsheetError as error:
            yield Outcome(deliverable, file, 0, False, error.diagnostics, error.exit_code)
        else:
            found = (*content.diagnostics, *typeset.diagnostics)
            yield Outcome(deliverable, file, typeset.pages, is_new, found, ExitCode.DONE)


def _settings(project: Project, content: Content, edition: Edition) -> Settings:
    """Return what the PDF is to be; it carries the content as data and is dated by the publication, not by the clock.

    Raises:
        SurroundingsError: the colour profile that the publication names cannot be used.
    """
    sheet, publication = content.sheet, content.publication
    dated = datetime.combine(publication.published or sheet.round.adopted, time(), UTC)
    data = Attachment(
        name=f"{sheet.id}.json",
        content=data_file(sheet, content.register),
        media_type="application/json",
        modified=dated,
        description=f"The content of the factsheet “{sheet.short_title}” as data",
    )
    press = publication.press
    condition = read_condition(project.asset(press.profile), press.identifier, press.condition) if press else None
    return Settings(dated, edition, Conformance(publication.conformance), (data,), condition)
