"""Makes deliverables one after the other and commits each; one failure stops nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factsheet_builder.builds.maker import Maker
from factsheet_builder.builds.plan import Deliverable
from factsheet_builder.builds.store import commit
from factsheet_builder.errors import Diagnostic, ExitCode, FactsheetError
from factsheet_builder.project import Project


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one deliverable."""

    deliverable: Deliverable
    file: Path
    pages: int
    is_new: bool
    diagnostics: tuple[Diagnostic, ...]
    exit_code: ExitCode


def build(
    project: Project, deliverables: tuple[Deliverable, ...], out: Path, *, cache: Path, is_strict: bool = False
) -> Iterator[Outcome]:
    """Make each deliverable and yield what became of it; a failed one leaves the last good file in place.

    With ``is_strict`` a warning that the content does not declare as expected is a failure too.
    """
    maker = Maker(project, cache)
    for deliverable in deliverables:
        file = out / deliverable.path
        try:
            made = maker.make(deliverable, is_strict=is_strict)
            is_new = commit(file, made.pdf)
        except FactsheetError as error:
            yield Outcome(deliverable, file, 0, False, error.diagnostics, error.exit_code)
        else:
            yield Outcome(deliverable, file, made.pages, is_new, made.diagnostics, ExitCode.DONE)
