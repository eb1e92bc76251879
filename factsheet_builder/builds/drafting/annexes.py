"""The annexes of a pack: every PDF of ``data/annexes/all``, then of the Party's own folder, in the order of their names.

What lies there and is no annex is named, so that nobody takes for delivered what is not.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from factsheet_builder.characters import find_deceiving
from factsheet_builder.content.findings import suggest
from factsheet_builder.content.parties import Party, Register
from factsheet_builder.content.reading.reader import read_annex_titles
from factsheet_builder.errors import ContentError, Diagnostic, FactsheetError, Place, Severity
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.preflight import preflight
from factsheet_builder.project import Project

_FOR_ALL = "all"
TITLES: Final = "titles.yaml"
"""Gives annexes of its folder titles."""

_OF_WHOLE_FILES = frozenset({"not-tagged", "no-title", "no-language", "no-outline", "outline-differs", "page-sizes"})
"""What the pack has of its own, and what joining says itself."""

_EXPORT_AGAIN = "Export the annex again as an accessible PDF, or accept that this part is read badly."


def find_annexes(project: Project, party: Party) -> tuple[Path, ...]:
    """Return the files, those for all Parties first.

    Raises:
        ContentError: the name of one, which the pack prints, has characters that deceive.
    """
    folder = project.data / "annexes"
    found = tuple(file for name in (_FOR_ALL, party.code) for file in _files(folder / name) if _is_annex(file))
    deceiving = [
        Diagnostic(
            Severity.ERROR,
            "annex-name",
            f"The name of this file has {', '.join(names)}, which hides words or changes their order.",
            "Give it another name.",
            Place(project.relative(file)),
        )
        for file in found
        if (names := find_deceiving(file.name))
    ]
    if deceiving:
        raise ContentError(deceiving)
    return found


def titles_of(project: Project, party: Party, localiser: Localiser) -> dict[Path, str]:
    """Return the titles that annexes are given, by their files: in the locale, or else in the language of the source.

    Raises:
        ContentError: a file of titles is not what it must be.
    """
    found: dict[Path, str] = {}
    for name in (_FOR_ALL, party.code):
        read = read_annex_titles(project, name)
        for file, title in read.model.titles.items() if read else ():
            found[project.data / "annexes" / name / file] = _said(title, localiser)
    return found


def _said(title: str | dict[str, str], localiser: Localiser) -> str:
    if isinstance(title, str):
        return localiser.of_source(title)
    tag = next((tag for tag in (localiser.tag, localiser.tag.partition("-")[0]) if tag in title), "")
    return (
        title[tag] if tag else localiser.of_source(title.get(localiser.source_language) or next(iter(title.values())))
    )


def check_annexes(project: Project, register: Register, party: Party) -> list[Diagnostic]:
    """Return a warning for each file that is no annex of a pack of ``party``, and for each folder of no Party."""
    folder = project.data / "annexes"
    found: list[Diagnostic] = []
    known = {_FOR_ALL, *register.by_code}
    for path in _files(folder):
        if not path.is_dir():
            what, remedy = "The file lies beside the folders of annexes.", "Move it into all, or into a Party's folder."
        elif path.name not in known:
            what = f"The folder “{path.name}” is named after no Party: its annexes are in no pack."
            remedy = suggest(path.name, known) or "Name it all, or by a code of data/parties.yaml."
        else:
            continue
        found.append(Diagnostic(Severity.WARNING, "annex-folder", what, remedy, Place(project.relative(path))))
    found += _idle_titles(project, party)
    for path in (file for name in (_FOR_ALL, party.code) for file in _files(folder / name)):
        if path.name == TITLES:
            continue
        place = Place(project.relative(path))
        if not _is_annex(path):
            what, remedy = "An annex has to be a PDF: this is left out.", "Save it as PDF, or move it away."
            found.append(Diagnostic(Severity.WARNING, "annex-no-pdf", what, remedy, place))
    return found


def _idle_titles(project: Project, party: Party) -> Iterator[Diagnostic]:
    """Yield a warning for each title of a file that is not there."""
    for name in (_FOR_ALL, party.code):
        there = {path.name for path in _files(project.data / "annexes" / name)}
        read = read_annex_titles(project, name)
        for file in read.model.titles if read else ():
            if read and file not in there:
                place = read.source.key_place(("titles", file))
                what = f"There is no annex “{file}” beside this file."
                remedy = suggest(file, there) or "Correct the name, or delete the title."
                yield Diagnostic(Severity.WARNING, "annex-title", what, remedy, place)


def inspect_annex(pdf: bytes, name: str) -> list[Diagnostic]:
    """Return what is poor about an annex for its readers, placed at it; what joining tells is left to it.

    An error means that the annex does not keep what PDF/UA asks, whatever it claims.
    """
    try:
        facts, tree = inspect_pdf(pdf, name)
    except FactsheetError:  # the room that joins reads more patiently, and has its own say
        return []
    return [
        replace(problem, remedy=_EXPORT_AGAIN, place=Place(name, passage=problem.place.passage))
        for problem in preflight(facts, tree)
        if problem.code not in _OF_WHOLE_FILES
    ]


def _files(folder: Path) -> list[Path]:
    """Return what lies in a folder, by name, without the hidden files of systems and editors; nothing if there is none."""
    if not folder.is_dir():
        return []
    found = (path for path in folder.iterdir() if not path.name.startswith((".", "~")))
    return sorted(found, key=lambda path: (path.name.casefold(), path.name))


def _is_annex(path: Path) -> bool:
    # Some systems write the ending in capitals.
    return path.is_file() and path.suffix.lower() == ".pdf"
