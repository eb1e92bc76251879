"""What no single factsheet shows: whether the rules of tailoring, the glossary and what is owed fit the project."""

from collections.abc import Iterable

from factsheet_builder.builds.deliverable import Order
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.plan import plan
from factsheet_builder.content.checks.tailoring_checks import check_tailoring
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.reading.data_files.data_folder import check_data_folder
from factsheet_builder.content.reading.reader import read_glossary, read_tailoring
from factsheet_builder.errors import ContentError, Diagnostic
from factsheet_builder.project import Project


def check_project(project: Project, sheets: Iterable[Factsheet]) -> list[Diagnostic]:
    """Return every problem of the files beside the factsheets; ``sheets`` are all factsheets, each valid."""
    found = check_tailoring(read_tailoring(project), sheets)
    found += check_data_folder(project, load_common(project).register)
    for read in (lambda: read_glossary(project), lambda: plan(project, Order(), load_common(project))):
        try:
            read()
        except ContentError as error:
            found += error.diagnostics
    return found
