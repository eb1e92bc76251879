"""Two paths of content -> their comparison, with what a document of it needs besides: the Parties, the day, who publishes."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from factsheet_builder.changes.change_findings import Comparison
from factsheet_builder.changes.comparison import compare_versions
from factsheet_builder.changes.versions import ContentVersion, read_version
from factsheet_builder.content.parties import Party
from factsheet_builder.content.publication import Publication
from factsheet_builder.content.reading.reader import read_publication
from factsheet_builder.errors import ContentError, Diagnostic
from factsheet_builder.project import Project, shipped

UNDATED: Final = date(1970, 1, 1)
"""What a PDF is dated by where neither version states a day."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison, the Parties that it may name, the project whose templates print it, and the day that it speaks as of."""

    comparison: Comparison
    parties: dict[str, Party]
    project: Project
    day: date
    publication: Publication | None
    """That of the project that the versions lie in, where they lie in one."""


def compare_contents(old: Path, new: Path, around: Project | None, names: tuple[str, str] = ("", "")) -> Compared:
    """Return what changed from ``old`` to ``new``; ``around`` is the project that prints it, where there is one.

    ``names`` are what readers know the two by, by default the names of the paths.

    Raises:
        UsageError: the two cannot be compared.
        ContentError: a file is not what it must be; carries every problem of both.
        SurroundingsError: a file cannot be read.
    """
    before, after = _both(old, new, names)
    # A Party that left the register is named as it was.
    parties = {**_parties(before), **_parties(after)}
    days = [sheet.round.adopted for version in (before, after) for sheet in version.sheets.values()]
    return as_compared(compare_versions(before, after), parties, around, max(days, default=UNDATED))


def as_compared(comparison: Comparison, parties: dict[str, Party], project: Project | None, day: date) -> Compared:
    """Return a comparison with what the project says of who publishes it; without one, what ships prints it."""
    publication = read_publication(project).model if project else None
    return Compared(comparison, parties, project or Project(shipped("data").parent), day, publication)


def _both(old: Path, new: Path, names: tuple[str, str]) -> tuple[ContentVersion, ContentVersion]:
    """Read both versions, the problems of both together."""
    read: list[ContentVersion] = []
    found: list[Diagnostic] = []
    for path, name in zip((old, new), names, strict=True):
        try:
            version = read_version(path)
            read.append(replace(version, name=name) if name else version)
        except ContentError as error:
            found += [_named(problem, path, name) if name else problem for problem in error.diagnostics]
    if found:
        raise ContentError(found)
    return read[0], read[1]


def _named(problem: Diagnostic, path: Path, name: str) -> Diagnostic:
    """Return a problem by the name of its version, whose files lie in a folder that nobody knows."""
    file = problem.place.file.removeprefix(f"{path}/")
    return replace(problem, place=replace(problem.place, file=f"{name}: {file}"))


def _parties(version: ContentVersion) -> dict[str, Party]:
    return version.register.by_code if version.register else {}
