"""A project -> all that is to be said of its content: factsheet by factsheet, then of what no single one shows.

That is whether the rules of tailoring, the glossary, the tables of data and what is owed fit the project.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factsheet_builder.builds.deliverable import Order
from factsheet_builder.builds.inputs import check_common, load_common, load_content
from factsheet_builder.builds.letter_checks import check_letters
from factsheet_builder.builds.plan import plan
from factsheet_builder.content.checks.tailoring_checks import check_tailoring
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.office import comparable
from factsheet_builder.content.reading.data_files.data_folder import check_data_folder
from factsheet_builder.content.reading.reader import read_factsheet, read_glossary, read_office, read_tailoring
from factsheet_builder.errors import ContentError, Diagnostic, ExitCode, FactsheetError, Place, Severity
from factsheet_builder.project import Project


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be said of a factsheet, or without a ``name`` of the files that belong to none."""

    name: str
    found: tuple[Diagnostic, ...]
    unexpected: tuple[Diagnostic, ...] = ()
    """What a strict check does not let pass."""
    exit_code: ExitCode = ExitCode.DONE
    sheet: Factsheet | None = None
    """The factsheet, where it is valid."""


def check_everything(project: Project, names: tuple[str, ...] = ()) -> Iterator[Checked]:
    """Yield what is to be said of the factsheets ``names``, or of all and then, where they are valid, of the files beside."""
    if not project.factsheet_names():
        yield Checked("", tuple(check_common(project)))  # it is said with each factsheet otherwise
    sheets = []
    for name in names or project.factsheet_names():
        checked = _check_factsheet(project, name)
        if checked.sheet is not None:
            sheets.append(checked.sheet)
        yield checked
    if not names and len(sheets) == len(project.factsheet_names()):
        beside = tuple(check_project(project, sheets))
        has_error = any(problem.severity is Severity.ERROR for problem in beside)
        yield Checked("", beside, beside, ExitCode.CONTENT if has_error else ExitCode.DONE)


def _check_factsheet(project: Project, name: str) -> Checked:
    try:
        content = load_content(project, name)
    except FactsheetError as error:
        return Checked(name, error.diagnostics, exit_code=error.exit_code)
    letters = tuple(check_letters(read_factsheet(project, name)))
    unexpected = (*content.unexpected, *letters)
    return Checked(name, (*content.diagnostics, *letters), unexpected, sheet=content.sheet)


def check_project(project: Project, sheets: Iterable[Factsheet]) -> list[Diagnostic]:
    """Return every problem of the files beside the factsheets; ``sheets`` are all factsheets, each valid."""
    found = check_tailoring(read_tailoring(project), sheets)
    found += check_data_folder(project, load_common(project).register)
    for read in (lambda: read_glossary(project), lambda: plan(project, Order(), load_common(project))):
        try:
            read()
        except ContentError as error:
            found += error.diagnostics
    return found + list(check_office(project))


def check_office(project: Project) -> Iterator[Diagnostic]:
    """Yield what is wrong with the list of those who work in the studio."""
    try:
        read = read_office(project)
    except ContentError as error:
        yield from error.diagnostics
        return
    seen: set[str] = set()
    for index, member in enumerate(read.model.people if read else ()):
        place = read.source.place(("people", index)) if read else Place()
        if (name := comparable(member.name)) in seen:
            what = f"“{member.name}” is in the list twice."
            yield Diagnostic(Severity.ERROR, "person-twice", what, "Keep the entry that is meant.", place)
        seen.add(name)
        if member.locales and member.may != "translate":
            what = f"“{member.name}” may {member.may}, which no list of locales narrows."
            yield Diagnostic(Severity.ERROR, "person-locales", what, "Write may: translate, or drop locales.", place)
        for tag in member.locales:
            if tag not in project.translated_locales():
                what = f"“{member.name}” may translate into {tag}, which is no locale of the project."
                remedy = "Correct it, or start the locale with `factsheet messages new`."
                yield Diagnostic(Severity.WARNING, "person-locale", what, remedy, place)
