"""What must hold of a picture that the content names: it lies inside ``data``, is there, and does not cost too much."""

from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.pictures import has_letters, picture_fault
from factsheet_builder.errors import Place, Severity, SurroundingsError
from factsheet_builder.project import Project


def check_picture(file: str, place: Place, project: Project) -> Findings:
    """Find what is wrong with the picture ``file``, a path inside ``data``, which is named at ``place``."""
    try:
        path = project.asset(file)
        fault = picture_fault(path)
    except SurroundingsError as error:
        for problem in error.diagnostics:
            yield finding(problem.code, place, problem.what, problem.remedy)
        return
    if fault:
        remedy = "Save the picture smaller or simpler: 300 dots an inch at the size in which it is printed are enough."
        yield finding("picture-too-large", place, f"The picture “{file}” cannot be printed: {fault}.", remedy)
    elif has_letters(path):
        what = f"The picture “{file}” has letters, which are drawn in whatever font the machine has."
        remedy = "Save it with its letters turned into outlines (paths)."
        yield finding("picture-letters", place, what, remedy, Severity.WARNING)
