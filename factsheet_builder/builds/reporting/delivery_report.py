"""Manifest × folder × what is owed -> the facts of every deliverable, as the report shows them; nothing is worded here.

A deliverable that never could be made has no record, so only the list of what is owed knows that it is missing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Final

from pydantic import ValidationError

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.inventory import Inventory, take_inventory
from factsheet_builder.builds.records import MANIFEST, read_manifest
from factsheet_builder.content.manifest import Entry, Manifest, Warned
from factsheet_builder.errors import Place, SurroundingsError

USUAL_DRIFT: Final = 1
"""So many pages more or fewer than the median are no reason to look: a longer name can turn a page."""


class Standing(StrEnum):
    """Whether the file in the folder is the one that is owed."""

    DELIVERED = "delivered"
    OLD = "old"
    ALTERED = "altered"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """What files have in common that are compared and shown together."""

    factsheet: str
    kind: str
    profile: str
    edition: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One deliverable; without ``entry`` nothing was ever made."""

    path: str
    series: Series
    party: str
    locale: str
    standing: Standing
    entry: Entry | None = None
    usual_pages: float | None = None
    """The median of its series in its locale; nothing where there is no other to compare with."""

    @property
    def drift(self) -> float | None:
        """So many pages more than usual."""
        return None if self.entry is None or self.usual_pages is None else self.entry.pages - self.usual_pages

    @property
    def is_drifting(self) -> bool:
        """Whether its number of pages asks for a look."""
        return abs(self.drift or 0) > USUAL_DRIFT

    def count(self, code: str) -> int:
        """Return how often a warning, or a reason why no newer file could be made, has that code."""
        said = (*self.entry.warnings, *self.entry.old) if self.entry else ()
        return sum(warned.code == code for warned in said)

    @property
    def warnings(self) -> int:
        """How many warnings ask for a look; notes do not, and none that the content declares as expected."""
        return sum(not warned.expected and warned.severity != "note" for warned in self._said)

    @property
    def expected(self) -> int:
        """How many warnings the content declares as expected."""
        return sum(warned.expected for warned in self._said)

    @property
    def _said(self) -> tuple[Warned, ...]:
        return self.entry.warnings if self.entry else ()

    @property
    def translated_percent(self) -> int | None:
        """How much is translated from the present English, rounded down; nothing for the language of the source."""
        coverage = self.entry.coverage if self.entry else None
        if coverage is None:
            return None
        return 100 * coverage.translated // coverage.total if coverage.total else 100


@dataclass(frozen=True, slots=True)
class Report:
    """All deliverables in the order of their paths, files that no build made, and whether what is owed was asked for."""

    files: tuple[FileFacts, ...]
    extra: tuple[str, ...]
    is_held_against_owed: bool


def read_report(out: Path, owed: Iterable[Deliverable] | None) -> Report:
    """Return the facts of the folder ``out``; with ``owed``, what was never made is missing too.

    Raises:
        SurroundingsError: there is no manifest, it is damaged or of another version, or a file cannot be read.
    """
    inventory = take_inventory(out)
    return make_report(_validated(out), inventory, owed)


def _validated(out: Path) -> Manifest:
    try:
        return Manifest.model_validate(read_manifest(out))
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        where = ".".join(map(str, found["loc"]))
        what = f"The manifest is damaged, or of another version of the builder: {where}: {found['msg']}."
        remedy = "Build again with this version; if that does not help, delete it first."
        raise SurroundingsError.of("manifest", what, remedy, Place(str(out / MANIFEST))) from None


def make_report(manifest: Manifest, inventory: Inventory, owed: Iterable[Deliverable] | None) -> Report:
    """Return the facts of all that the manifest names and, where it is known, all that is owed."""
    missing, altered = set(inventory.missing), set(inventory.altered)
    usual = _medians(manifest.deliverables)
    files = {}
    for entry in manifest.deliverables:
        series = Series(entry.factsheet, entry.kind, entry.profile, entry.edition)
        standing = _standing(entry, missing, altered)
        files[entry.path] = FileFacts(
            entry.path, series, entry.party, entry.locale, standing, entry, usual.get((series, entry.locale))
        )
    for deliverable in owed or ():
        path = str(deliverable.path)
        series = Series(deliverable.factsheet, deliverable.kind.value, deliverable.profile, deliverable.edition.value)
        files.setdefault(path, FileFacts(path, series, deliverable.party, deliverable.locale, Standing.MISSING))
    return Report(tuple(files[path] for path in sorted(files)), inventory.extra, owed is not None)


def _standing(entry: Entry, missing: set[str], altered: set[str]) -> Standing:
    if entry.path in missing:
        return Standing.MISSING
    if entry.path in altered:
        return Standing.ALTERED
    return Standing.OLD if entry.old else Standing.DELIVERED


def _medians(entries: Iterable[Entry]) -> dict[tuple[Series, str], float]:
    pages: dict[tuple[Series, str], list[int]] = defaultdict(list)
    for entry in entries:
        pages[Series(entry.factsheet, entry.kind, entry.profile, entry.edition), entry.locale].append(entry.pages)
    return {key: median(numbers) for key, numbers in pages.items() if len(numbers) > 1}


def usual_conformance(files: Iterable[FileFacts]) -> tuple[str, ...]:
    """Return the claims that most of the files make; the first by name where two are as frequent."""
    counts = Counter(file.entry.conformance for file in files if file.entry)
    return min(counts, key=lambda claims: (-counts[claims], claims), default=())
