"""What is owed: the deliverables of a project, in order."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from factsheet_builder.errors import ContentError, UsageError
from factsheet_builder.project import Project
from factsheet_builder.typesetting.typesetter import Edition


@dataclass(frozen=True, slots=True, order=True)
class Deliverable:
    """One file that the build owes."""

    factsheet: str
    locale: str
    edition: Edition = Edition.SCREEN

    @property
    def path(self) -> PurePosixPath:
        """Where it goes, inside the folder of what the build makes."""
        suffix = "" if self.edition is Edition.SCREEN else f".{self.edition}"
        return PurePosixPath(self.locale, f"{self.factsheet}{suffix}.pdf")

    def __str__(self) -> str:
        return str(self.path)


def plan(
    project: Project, factsheets: tuple[str, ...], locale: str, editions: tuple[Edition, ...] = (Edition.SCREEN,)
) -> tuple[Deliverable, ...]:
    """Return the deliverables of the named factsheets, by default of all, in ``locale``; editions of one side by side.

    Raises:
        UsageError: there is no such factsheet or no such locale.
        ContentError: the project has no factsheet.
    """
    for name in factsheets:
        project.factsheet_path(name)
    names = factsheets or project.factsheet_names()
    if not names:
        what = "The project has no factsheet yet."
        raise ContentError.of("no-factsheet", what, "Start one with `factsheet new NAME`.")
    if locale not in project.locales():
        known = ", ".join(project.locales())
        raise UsageError.of("no-locale", f"There is no locale “{locale}”.", f"The project has: {known}.")
    return tuple(Deliverable(name, locale, edition) for name in sorted(set(names)) for edition in sorted(set(editions)))


def output_folder(project: Project, chosen: Path | None) -> Path:
    """Return the folder that the build writes to: the one chosen, or the project's ``out``."""
    return chosen.resolve() if chosen else project.out
