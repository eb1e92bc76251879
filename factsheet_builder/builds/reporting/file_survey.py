"""A project × the folder of its files -> every file that is owed or was delivered, as a person looks for it; in no words yet.

Beside what the report has (``delivery_report``) it knows when a file was written, and whether it is another one than what was
last handed out. A folder that no build has written to has every file missing, which is no problem.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from factsheet_builder.builds.deliverable import Deliverable, Order
from factsheet_builder.builds.delivering.earlier_files import Delivery, earlier_of, read_delivery
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.plan import plan
from factsheet_builder.builds.records import read_manifest
from factsheet_builder.builds.reporting.delivery_report import FileFacts, Series, Standing, read_report
from factsheet_builder.builds.sources import digest
from factsheet_builder.content.manifest import Warned
from factsheet_builder.errors import Diagnostic, FactsheetError, Place, Severity
from factsheet_builder.project import Project

_NO_PLACE: Final = Place()


@dataclass(frozen=True, slots=True)
class SurveyedFile:
    """One file that is owed or was delivered."""

    path: str
    key: str
    """By which it is asked for."""
    series: Series
    party: str
    """The name of the Party, or its code where nobody knows a name; empty for all."""
    locale: str
    standing: Standing
    pages: int = 0
    size: int = 0
    sha256: str = ""
    changed: datetime | None = None
    """When the file in the folder was written; nothing where there is none."""
    translated_percent: int | None = None
    refusals: tuple[Diagnostic, ...] = ()
    """Why no newer one could be made."""
    remarks: tuple[Diagnostic, ...] = ()
    """What is to be said of it that the content does not declare as expected."""
    expected: int = 0
    is_changed: bool = False
    """Whether it is another one than it is held against."""
    delivered: str = ""
    """The day on which what it is held against was delivered; empty where that is what was there before the last change."""

    @property
    def is_there(self) -> bool:
        """Whether there is a file."""
        return self.standing is not Standing.MISSING

    @property
    def is_pdf(self) -> bool:
        """Whether it has pages that can be shown."""
        return self.path.endswith(".pdf")


@dataclass(frozen=True, slots=True)
class FolderSurvey:
    """All files of a folder, in the order of their paths, and what no build made."""

    files: tuple[SurveyedFile, ...]
    extra: tuple[str, ...] = ()
    delivery: Delivery | None = None
    problems: tuple[Diagnostic, ...] = ()
    """What keeps it from being known what is owed."""


def key_of(path: str) -> str:
    """Return by which key a file is asked for."""
    return digest(path.encode())[:16]


def survey_files(project: Project, out: Path) -> FolderSurvey:
    """Return what there is, and what should be.

    Raises:
        SurroundingsError: the manifest is damaged, or a file cannot be read.
    """
    owed: tuple[Deliverable, ...] | None = None
    names: Mapping[str, str] = {}
    problems: tuple[Diagnostic, ...] = ()
    try:
        common = load_common(project)
        owed = plan(project, Order(), common).owed
        source, parties = project.source_locale, common.register.by_code
        names = {code: party.current_name(party.language_for(source)).name for code, party in parties.items()}
    except FactsheetError as error:
        problems = error.diagnostics
    delivery = read_delivery(out)
    if read_manifest(out) is None:
        return FolderSurvey(tuple(_never_made(one, names) for one in sorted(owed or ())), (), delivery, problems)
    report = read_report(out, owed)
    files = tuple(_surveyed(out, file, names, delivery) for file in report.files)
    return FolderSurvey(files, report.extra, delivery, problems)


def _never_made(one: Deliverable, names: Mapping[str, str]) -> SurveyedFile:
    path = str(one.path)
    series = Series(one.factsheet, one.kind.value, one.profile, one.edition.value)
    return SurveyedFile(path, key_of(path), series, names.get(one.party, one.party), one.locale, Standing.MISSING)


def _surveyed(out: Path, file: FileFacts, names: Mapping[str, str], delivery: Delivery | None) -> SurveyedFile:
    entry = file.entry
    party = names.get(file.party, file.party)
    if entry is None:
        return SurveyedFile(file.path, key_of(file.path), file.series, party, file.locale, file.standing)
    there = file.standing is not Standing.MISSING
    earlier = earlier_of(out, file.path, delivery) if there and file.path.endswith(".pdf") else None
    return SurveyedFile(
        path=file.path,
        key=key_of(file.path),
        series=file.series,
        party=party,
        locale=file.locale,
        standing=file.standing,
        pages=entry.pages,
        size=entry.size,
        sha256=entry.sha256,
        changed=datetime.fromtimestamp((out / file.path).stat().st_mtime, UTC) if there else None,
        translated_percent=file.translated_percent,
        refusals=tuple(map(_diagnostic, entry.old)),
        remarks=tuple(_diagnostic(one) for one in entry.warnings if not one.expected and one.severity != "note"),
        expected=file.expected,
        is_changed=earlier is not None and earlier.sha256 != entry.sha256,
        delivered=earlier.delivered if earlier else "",
    )


def _diagnostic(said: Warned) -> Diagnostic:
    place = Place(said.file, passage=said.passage) if said.file or said.passage else _NO_PLACE
    return Diagnostic(Severity(said.severity), said.code, said.what, said.remedy, place)
