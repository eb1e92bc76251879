"""Report × names of Parties -> the view of one web page: what to look at, the grids, then all that there is to say.

It is for the secretariat, in English as the command line is. Files of which the same is said share an entry.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from factsheet_builder.builds.reporting.delivery_report import FileFacts, Report, Series, Standing, usual_conformance
from factsheet_builder.content.manifest import Warned
from factsheet_builder.errors import Place
from factsheet_builder.project import SOURCE_LOCALE
from factsheet_builder.views.report_view import (
    CountView,
    FileView,
    GridRow,
    GridView,
    PointView,
    ReportView,
    ReportWords,
    SaidLine,
    SaidView,
)

_STANDINGS: Final = {
    Standing.OLD: "old: a newer one could not be made",
    Standing.ALTERED: "not as it was delivered",
    Standing.MISSING: "missing",
}
_KINDS: Final = {
    "factsheet": "factsheet",
    "tailored": "versions for one State",
    "pack": "briefing packs",
    "bilingual": "bilingual editions",
}
_EDITIONS: Final = {
    "screen": "for readers",
    "large": "in large print",
    "press": "for the printer",
    "html": "for browsers",
    "docx": "for comments",
}

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_NO_PDF: Final = "Pages for browsers claim no standard of PDF."

Address = Callable[[str], str]
"""From the path of a file that is there to what a link to it says."""

_WORDS: Final = ReportWords(
    summary="Summary",
    how_many="How many",
    what="What",
    number="Number",
    look="To look at first",
    nothing="No file is missing, old, altered, of an unusual length, without conformance, or has a line too long.",
    unmade="Files that no build made",
    files="All files",
    pages="Pages by State and locale",
    none="none",
    said="Warnings and reasons",
    nothing_said="There is nothing to say of any file.",
)


REPORT_PHRASES: Final = ("versions for one State", "Pages by State and locale", "State", "All States")
"""What the page says of Parties, which a publication may have other words for."""


def report_page(
    report: Report, names: Mapping[str, str], address: Address, own: Mapping[str, str] = _NOTHING, source: str = ""
) -> ReportView:
    """Return the view; a Party without a name goes by its code.

    ``own`` are the words of the publication in place of ``REPORT_PHRASES``, ``source`` is the language of its content.
    """
    return _Page(report, names, address, own, source or SOURCE_LOCALE).view()


class _Page:
    def __init__(
        self, report: Report, names: Mapping[str, str], address: Address, own: Mapping[str, str], source: str
    ) -> None:
        self._report, self._names, self._address = report, names, address
        self._own, self._source = own, source
        self._anchors = {file.path: f"file-{number}" for number, file in enumerate(report.files, 1)}
        self._said: dict[tuple[SaidLine, ...], list[str]] = defaultdict(list)
        for file in report.files:
            if lines := tuple(_lines(file)):
                self._said[lines].append(file.path)
        self._said_at = {path: f"said-{n}" for n, paths in enumerate(self._said.values(), 1) for path in paths}

    def view(self) -> ReportView:
        owed = self._report.is_held_against_owed
        scope = "data/deliverables.yaml owes and the manifest of the folder names" if owed else "the manifest names"
        return ReportView(
            words=replace(_WORDS, pages=self.say(_WORDS.pages)),
            title="Report on all deliverables",
            scope=f"Every file that {scope}, as it lies in the folder.",
            counts=tuple(self.counts()),
            points=tuple(self.points()),
            extra=self._report.extra,
            grids=tuple(self.grids()),
            said=tuple(self.said()),
        )

    def counts(self) -> Iterator[CountView]:
        files = self._report.files
        standings = [file.standing for file in files]
        conforming = [file for file in files if file.entry and file.entry.conformance]
        made = [file for file in files if file.entry and _has_claims(file)]
        numbers = {
            "Deliverables": len(files),
            "Missing": standings.count(Standing.MISSING),
            "Old: a newer one could not be made": standings.count(Standing.OLD),
            "Not as they were delivered": standings.count(Standing.ALTERED),
            "With an unusual number of pages": sum(file.is_drifting for file in files),
            "Overfull lines": sum(file.count("overfull-line") for file in files),
            "Missing glyphs": sum(file.count("missing-glyph") for file in files),
            "Without a claim of conformance": len(made) - len(conforming),
            "Not wholly translated": sum(file.translated_percent not in {None, 100} for file in files),
            "Warnings": sum(file.warnings for file in files),
            "Expected warnings, as declared: nothing to do": sum(file.expected for file in files),
            "Files that no build made": len(self._report.extra),
        }
        return (CountView(label, str(number)) for label, number in numbers.items())

    def points(self) -> Iterator[PointView]:
        for file in self._report.files:
            if marks := _marks(file):
                yield PointView(file.path, self._anchors[file.path], marks)

    def grids(self) -> Iterator[GridView]:
        series: dict[Series, list[FileFacts]] = defaultdict(list)
        for file in self._report.files:
            series[file.series].append(file)
        for number, name in enumerate(sorted(series, key=_rank), 1):
            yield self.grid(f"grid-{number}", name, series[name])

    def grid(self, name: str, series: Series, files: list[FileFacts]) -> GridView:
        locales = sorted({file.locale for file in files}, key=lambda tag: (tag != self._source, tag))
        usual = usual_conformance(files)
        rows = []
        for party in sorted({file.party for file in files}):
            own = [file for file in files if file.party == party]
            cells = [tuple(self.file(file, usual) for file in own if file.locale == locale) for locale in locales]
            rows.append(GridRow(self.party(party), tuple(cells)))
        profile = f", profile {series.profile}" if series.profile else ""
        kind, edition = self.say(_KINDS.get(series.kind, series.kind)), _EDITIONS.get(series.edition, series.edition)
        claims = " and ".join(usual) or "none is claimed"
        remark = f"Conformance, where a cell says nothing else: {claims}." if any(map(_has_claims, files)) else _NO_PDF
        return GridView(
            name, f"{series.factsheet}: {kind}, {edition}{profile}", remark, (self.say("State"), *locales), tuple(rows)
        )

    def say(self, phrase: str) -> str:
        """Return what the publication says in place of a phrase."""
        return self._own.get(phrase, phrase)

    def party(self, code: str) -> str:
        if not code:
            return self.say("All States")
        return f"{self._names[code]} ({code})" if code in self._names else code

    def file(self, file: FileFacts, usual: tuple[str, ...]) -> FileView:
        made = _count(file.entry.pages, "page") if file.entry and file.entry.pages else "made"
        label = made if file.entry else "never made"
        is_there = file.standing is not Standing.MISSING
        said = self._said_at.get(file.path, "")
        return FileView(
            anchor=self._anchors[file.path],
            label=label,
            address=self._address(file.path) if is_there else "",
            marks=_marks(file),
            facts=tuple(_facts(file, usual)),
            said=said,
            said_label=_said_label(file) if said else "",
        )

    def said(self) -> Iterator[SaidView]:
        for lines, paths in self._said.items():
            title = paths[0] if len(paths) == 1 else f"{len(paths)} files of which the same is said"
            yield SaidView(self._said_at[paths[0]], title, tuple(paths) if len(paths) > 1 else (), lines)


def _has_claims(file: FileFacts) -> bool:
    """Tell whether a file is one that claims standards: those are of PDF."""
    return file.series.edition not in {"html", "docx"}


def _rank(series: Series) -> tuple[str, int, str, int]:
    return (
        series.factsheet, list(_KINDS).index(series.kind), series.profile, list(_EDITIONS).index(series.edition)
    )  # fmt: skip


def _marks(file: FileFacts) -> tuple[str, ...]:
    """Return what asks for a look."""
    marks = [_STANDINGS[file.standing]] if file.standing in _STANDINGS else []
    if file.is_drifting and file.drift is not None:
        more = "more" if file.drift > 0 else "fewer"
        marks.append(f"{_count(abs(file.drift), 'page')} {more} than usual ({file.usual_pages:g})")
    for code, word in (("overfull-line", "overfull line"), ("missing-glyph", "missing glyph")):
        if number := file.count(code):
            marks.append(_count(number, word))
    if file.entry and not file.entry.conformance and _has_claims(file):
        marks.append("claims no conformance")
    return tuple(marks)


def _facts(file: FileFacts, usual: tuple[str, ...]) -> Iterator[str]:
    if file.translated_percent is not None:
        yield f"{file.translated_percent} % translated"
    if file.entry and file.entry.conformance and file.entry.conformance != usual:
        yield " and ".join(file.entry.conformance)


def _said_label(file: FileFacts) -> str:
    notes = sum(not warned.expected for warned in file.entry.warnings) if file.entry else 0
    if not notes:
        return "why"
    return _count(file.warnings, "warning") if file.warnings else _count(notes, "note")


def _lines(file: FileFacts) -> Iterator[SaidLine]:
    if file.entry:
        yield from (_line("why it is old", warned) for warned in file.entry.old)
        yield from (_line(warned.severity, warned) for warned in file.entry.warnings if not warned.expected)


def _line(lead: str, warned: Warned) -> SaidLine:
    place = str(Place(warned.file, passage=warned.passage))
    return SaidLine(lead, place, f"{warned.what} ({warned.code})" if warned.code else warned.what, warned.remedy)


def _count(number: float, word: str) -> str:
    return f"{number:g} {word}{'' if number == 1 else 's'}"
