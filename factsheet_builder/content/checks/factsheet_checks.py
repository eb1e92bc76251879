"""What must hold between the elements of the content, beyond the shape of each: every problem at once, each at its place.

Errors are things that would print a wrong document; warnings are things that a reader would miss. Rules are small
functions from content to diagnostics; ``check_factsheet`` runs them all. Rules about inline marks are in
``inline_checks``, those of the register of Parties in ``register_checks``.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from factsheet_builder.content.checks.addressee_checks import addressees
from factsheet_builder.content.checks.block_checks import figures_without_data, images
from factsheet_builder.content.checks.data.data_checks import data, idle_values
from factsheet_builder.content.checks.data.only_for_checks import only_for
from factsheet_builder.content.checks.data.table_checks import tables
from factsheet_builder.content.checks.figures.chart_checks import charts
from factsheet_builder.content.checks.foreign_markup import foreign_markup
from factsheet_builder.content.checks.id_checks import ids, made_ids
from factsheet_builder.content.checks.inline_checks import idle_marks, links, note_calls
from factsheet_builder.content.checks.key_figure_checks import key_figures
from factsheet_builder.content.checks.party_checks import party_codes
from factsheet_builder.content.checks.pasted_checks import comments_in_texts, pasted_characters
from factsheet_builder.content.checks.recommendation_checks import recommendation_parts, tile_maps, updates, urgencies
from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.models import (
    Factsheet,
)
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Path, blocks_of, passages_of
from factsheet_builder.content.prose import (
    parse_prose,
    plain_text,
)
from factsheet_builder.content.reading.reader import Read
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.content.referring.reference_checks import collections, numbers, references
from factsheet_builder.errors import Diagnostic, Severity
from factsheet_builder.project import Project


def check_factsheet(read: Read[Factsheet], register: Register, project: Project) -> list[Diagnostic]:
    """Return every problem of the factsheet, in the order of the file."""
    sheet, source = read.model, read.source
    rules: tuple[Callable[[], Findings], ...] = (
        lambda: _name_of_the_file(sheet, source),
        lambda: _coverage(sheet, source, register),
        lambda: ids(sheet, source),
        lambda: made_ids(source),
        lambda: party_codes(sheet, source, register),
        lambda: note_calls(sheet, source),
        lambda: links(sheet, source),
        lambda: references(sheet, source),
        lambda: numbers(sheet, source),
        lambda: collections(sheet, source, register),
        lambda: idle_marks(sheet, source),
        lambda: urgencies(sheet, source),
        lambda: addressees(sheet, source, register),
        lambda: recommendation_parts(sheet, source),
        lambda: updates(sheet, source, register),
        lambda: tile_maps(sheet, source),
        lambda: tables(sheet, source),
        lambda: data(sheet, source, register, project),
        lambda: idle_values(sheet, source),
        lambda: only_for(sheet, source, register),
        lambda: images(sheet, source, project),
        lambda: charts(sheet, source, register, project),
        lambda: figures_without_data(sheet, source),
        lambda: _corrections(sheet, source),
        lambda: pasted_characters(source),
        lambda: comments_in_texts(source),
        lambda: foreign_markup(source),
    )
    found = [problem for rule in rules for problem in rule()]
    if not any(problem.severity is Severity.ERROR for problem in found):
        found += key_figures(sheet, source, register)  # they count the Parties of lists, which are right now
    found.sort(key=lambda problem: problem.place)
    return [*_with_expected(sheet, found), *_expectations(sheet, source, found)]


def _name_of_the_file(sheet: Factsheet, source: YamlSource) -> Findings:
    stem = source.file.rpartition("/")[2].removesuffix(".yaml")
    if sheet.id != stem:
        what = f"The factsheet calls itself “{sheet.id}”, but its file is called “{stem}”."
        yield finding("id-is-not-file", source.place(("id",)), what, "Use one name for both.")


def _coverage(sheet: Factsheet, source: YamlSource, register: Register) -> Findings:
    covered = sum(party.is_covered(sheet.round.id) == "yes" for party in register.parties)
    if covered > sheet.round.parties:
        what = f"The round has {sheet.round.parties} Parties, but the register says that it covers {covered}."
        yield finding("round-parties", source.place(("round", "parties")), what, "Correct the one or the other.")


def _corrections(sheet: Factsheet, source: YamlSource) -> Findings:
    masthead = sheet.masthead
    lines = [masthead.label, masthead.title, masthead.lead_in, masthead.theme]
    for index, correction in enumerate(masthead.corrections):
        yield from _correction(
            " ".join(filter(None, lines)), ("masthead", "corrections", index), correction.printed, source
        )
    texts: dict[str, str] = {}
    for passage in passages_of(sheet):
        if passage.block:
            texts[passage.block.id] = f"{texts.get(passage.block.id, '')} {plain_text(parse_prose(passage.text))}"
    for path, block in blocks_of(sheet):
        for index, correction in enumerate(block.corrections):
            yield from _correction(texts.get(block.id, ""), (*path, "corrections", index), correction.printed, source)


def _correction(text: str, path: Path, printed: str, source: YamlSource) -> Findings:
    if printed not in text:
        what = f"A correction is recorded, but the passage does not have the words “{printed}”."
        yield finding("stale-correction", source.place((*path, "printed")), what, "Copy them from the passage.")


def _expectations(sheet: Factsheet, source: YamlSource, found: list[Diagnostic]) -> Findings:
    counts = Counter(problem.code for problem in found)
    for index, expected in enumerate(sheet.expected_warnings):
        if counts[expected.code] != expected.count:
            what = f"{expected.count} warnings “{expected.code}” are expected, {counts[expected.code]} were found."
            place = source.place(("expected_warnings", index, "count"))
            yield finding("unexpected-count", place, what, "Correct the number, or what changed.", Severity.WARNING)


def _with_expected(sheet: Factsheet, found: list[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the problems, those marked that the factsheet declares; where their number is not right, none of them is."""
    counts = Counter(problem.code for problem in found)
    declared = {expected.code for expected in sheet.expected_warnings if counts[expected.code] == expected.count}
    for problem in found:
        is_expected = problem.code in declared and problem.severity is Severity.WARNING
        yield replace(problem, is_expected=True) if is_expected else problem


def unexpected(sheet: Factsheet, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the warnings and errors that the factsheet does not declare as expected: what fails a strict run."""
    declared = {expected.code for expected in sheet.expected_warnings}
    return [problem for problem in found if problem.severity is not Severity.NOTE and problem.code not in declared]
