"""The checked content of a project: every problem of every file at once, and nothing made from content with an error."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from factsheet_builder.builds.identity_checks import check_language, check_words
from factsheet_builder.content.checks.design_checks import check_design
from factsheet_builder.content.checks.factsheet_checks import check_factsheet, unexpected
from factsheet_builder.content.checks.publication_checks import check_publication
from factsheet_builder.content.checks.register_checks import check_register
from factsheet_builder.content.checks.update_checks import check_updates
from factsheet_builder.content.data_tables.data_uses import with_tables
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.parties import Register
from factsheet_builder.content.party_texts import OwnLines, lines_for_some, text_for, with_parties_meant
from factsheet_builder.content.publication import Publication
from factsheet_builder.content.reading.reader import (
    Read,
    read_factsheet,
    read_publication,
    read_register,
    read_tailoring,
    read_updates,
)
from factsheet_builder.content.referring.numbering import with_numbers
from factsheet_builder.content.tailoring_rules import TailoringRules
from factsheet_builder.content.updates import Update, with_updates
from factsheet_builder.errors import ContentError, Diagnostic, Severity
from factsheet_builder.languages.messages import messages_of_factsheet
from factsheet_builder.project import Project

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Common:
    """What every deliverable of a project needs."""

    register: Register
    publication: Publication
    rules: TailoringRules


@dataclass(frozen=True, slots=True)
class Content:
    """The content of one factsheet with what every factsheet needs, and the warnings about it."""

    sheet: Factsheet
    common: Common
    diagnostics: tuple[Diagnostic, ...]
    own_lines: tuple[OwnLines, ...] = ()
    """Where in the factsheet's file the passages stand that are for some Parties only."""

    def text_for(self, party: str = "") -> Factsheet:
        """Return the general text, or with the code of a ``party`` that and what is for this Party."""
        return text_for(self.sheet, party)

    def told_to(self, party: str, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the problems that do not speak of passages for other Parties only."""
        if not self.own_lines:
            return list(found)
        # By messages, which beside passages are what a picture shows, short titles and cells of data.
        hidden = _messages(self.sheet) - _messages(self.text_for(party))
        return [
            problem
            for problem in found
            if problem.place.passage not in hidden
            and not any(lines.hide(problem.place, party) for lines in self.own_lines)
        ]

    @property
    def unexpected(self) -> list[Diagnostic]:
        """The warnings that the factsheet does not declare as expected."""
        return unexpected(self.sheet, self.diagnostics)


def _messages(sheet: Factsheet) -> frozenset[str]:
    return frozenset(message.id for message in messages_of_factsheet(sheet))


def load_common(project: Project) -> Common:
    """Read and check the register, the publication and the rules of tailoring.

    Raises:
        ContentError: at least one problem is an error; carries every problem of every file.
        SurroundingsError: a file is missing or cannot be read.
    """
    found: list[Diagnostic] = []
    common = _gather(project, found).common()
    if common is None or _has_error(found):
        raise ContentError(_without_notes(found))
    return common


def check_common(project: Project) -> list[Diagnostic]:
    """Return everything that is to be said of what every deliverable needs, whatever factsheets there are."""
    found: list[Diagnostic] = []
    _gather(project, found)
    return found


def load_content(project: Project, name: str) -> Content:
    """Read and check the factsheet ``name`` with all that it needs, its received updates included.

    Raises as ``load_common``.
    """
    found: list[Diagnostic] = []
    files = _gather(project, found)
    sheet = _collect(found, lambda: read_factsheet(project, name))
    updates = _updates(found, project)
    if sheet and files.register:
        found += check_factsheet(sheet, files.register, project)
        found += check_language(sheet.source, sheet.model.language, project.source_locale)
        sheet = Read(with_parties_meant(sheet.model, files.register), sheet.source)
        found += check_updates(updates, sheet.model, files.register, project.factsheet_names())
    common = files.common()
    if sheet is None or common is None or _has_error(found):
        raise ContentError(_without_notes(found))
    whole = with_updates(with_tables(sheet.model, sheet.model.data), [update.model for update in updates])
    return Content(with_numbers(whole), common, tuple(found), tuple(lines_for_some(sheet.model, sheet.source)))


def _updates(found: list[Diagnostic], project: Project) -> tuple[Read[Update], ...]:
    try:
        return read_updates(project)
    except ContentError as error:
        found += error.diagnostics
        return ()


@dataclass(frozen=True, slots=True)
class _Files:
    """What could be read of the files that every deliverable needs."""

    register: Register | None
    publication: Publication | None
    rules: TailoringRules | None

    def common(self) -> Common | None:
        if self.register is None or self.publication is None or self.rules is None:
            return None
        return Common(self.register, self.publication, self.rules)


def _gather(project: Project, found: list[Diagnostic]) -> _Files:
    """Read the files, adding every problem of each to ``found``; one that is not valid leaves a gap."""
    register = _collect(found, lambda: read_register(project))
    publication = _collect(found, lambda: read_publication(project))
    rules = _collect(found, lambda: read_tailoring(project))
    if register:
        found += check_register(register)
    if publication:
        found += check_publication(publication, project)
        found += check_language(publication.source, publication.model.language, project.source_locale)
        found += check_words(publication)
        found += check_design(publication, project)
    return _Files(
        register.model if register else None,
        publication.model if publication else None,
        rules.model if rules else None,
    )


def _without_notes(found: list[Diagnostic]) -> list[Diagnostic]:
    """Return what asks for something now, each problem once."""
    return list(dict.fromkeys(problem for problem in found if problem.severity is not Severity.NOTE))


def _has_error(found: list[Diagnostic]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in found)


def _collect(found: list[Diagnostic], read: Callable[[], Read[M]]) -> Read[M] | None:
    try:
        return read()
    except ContentError as error:
        found += error.diagnostics
        return None
