"""What must hold of a picture that the content names: it lies inside ``data``, is there, and does not cost too much."""

from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.pictures import picture_fault
from factsheet_builder.content.publication import Publication
from factsheet_builder.content.reader import Read
from factsheet_builder.errors import Diagnostic, Place, SurroundingsError
from factsheet_builder.project import Project


def check_publication(read: Read[Publication], project: Project) -> list[Diagnostic]:
    """Return every problem of the emblem, the one picture that all deliverables print."""
    emblem = read.model.emblem
    return list(check_picture(emblem.file, read.source.place(("emblem", "file")), project)) if emblem else []


def check_picture(file: str, place: Place, project: Project) -> Findings:
    """Find what is wrong with the picture ``file``, a path inside ``data``, which is named at ``place``."""
    try:
        fault = picture_fault(project.asset(file))
    except SurroundingsError as error:
        for problem in error.diagnostics:
            yield finding(problem.code, place, problem.what, problem.remedy)
        return
    if fault:
        remedy = "Save the picture smaller or simpler: 300 dots an inch at the size in which it is printed are enough."
        yield finding("picture-too-large", place, f"The picture “{file}” cannot be printed: {fault}.", remedy)
