"""What must hold between the elements of the content, beyond the shape of each: every problem at once, each at its place.

Errors are things that would print a wrong document; warnings are things that a reader would miss. Rules are small
functions from content to diagnostics; ``check_factsheet`` runs them all. Rules about inline marks are in
``inline_checks``, those of the register of Parties in ``register_checks``.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from factsheet_builder.content.checks.foreign_markup import foreign_markup
from factsheet_builder.content.checks.inline_checks import idle_marks, links, note_calls
from factsheet_builder.content.checks.key_figure_checks import key_figures
from factsheet_builder.content.checks.pasted_checks import pasted_characters
from factsheet_builder.content.checks.picture_checks import check_picture
from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.models import (
    Factsheet,
    Figure,
    Image,
    NamedInNote,
    NamedInSentence,
    OpenPhrase,
    PartyListNote,
    Practice,
    Recommendation,
    Section,
    Table,
    TileMap,
    UnavailableData,
    UpdateNote,
)
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Path, addressees_of, blocks_of, passages_of
from factsheet_builder.content.prose import (
    AddresseesMark,
    NoteCall,
    Strong,
    every_span,
    parse_prose,
    plain_text,
)
from factsheet_builder.content.reading.reader import Read
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Diagnostic, Severity
from factsheet_builder.project import Project


def check_factsheet(read: Read[Factsheet], register: Register, project: Project) -> list[Diagnostic]:
    """Return every problem of the factsheet, in the order of the file."""
    sheet, source = read.model, read.source
    rules: tuple[Callable[[], Findings], ...] = (
        lambda: _name_of_the_file(sheet, source),
        lambda: _coverage(sheet, source, register),
        lambda: _ids(sheet, source),
        lambda: _party_codes(sheet, source, register),
        lambda: note_calls(sheet, source),
        lambda: links(sheet, source),
        lambda: idle_marks(sheet, source),
        lambda: _urgencies(sheet, source),
        lambda: _addressees(sheet, source),
        lambda: _updates(sheet, source),
        lambda: _tile_maps(sheet, source),
        lambda: _tables(sheet, source),
        lambda: _images(sheet, source, project),
        lambda: _figures_without_data(sheet, source),
        lambda: _corrections(sheet, source),
        lambda: pasted_characters(source),
        lambda: foreign_markup(source),
    )
    found = [problem for rule in rules for problem in rule()]
    if not any(problem.severity is Severity.ERROR for problem in found):
        found += key_figures(sheet, source)  # they count the Parties of lists, which are right now
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


def _ids(sheet: Factsheet, source: YamlSource) -> Findings:
    blocks = [((*path, "id"), block.id) for path, block in blocks_of(sheet)]
    notes = [(("notes", index, "id"), note.id) for index, note in enumerate(sheet.notes)]
    for ids in (blocks, notes):
        first: dict[str, Path] = {}
        for path, name in ids:
            # Compared without case: ids become anchors and file names, which some systems fold.
            if name.casefold() in first:
                line = source.place(first[name.casefold()]).line
                what = f"The id “{name}” stands twice; it is first in line {line}."
                yield finding("duplicate-id", source.place(path), what, "Give each passage an id of its own.")
            first.setdefault(name.casefold(), path)
    yield from _anchors(sheet, source)


_PAGE_ANCHORS: Final = re.compile(
    r"title|chapter|contents|version|lead-in|theme|translation|imprint|glance(\..*)?|(note|call)-.*", re.IGNORECASE
)
"""Names that the templates give to places of their own: ids of blocks become anchors beside them."""


def is_reserved(name: str) -> bool:
    """Tell whether a passage cannot have that id, since the page itself uses it."""
    return bool(_PAGE_ANCHORS.fullmatch(name))


def _anchors(sheet: Factsheet, source: YamlSource) -> Findings:
    parts = {block.id.casefold() for _, block in blocks_of(sheet) if not isinstance(block, Section)}
    for path, block in blocks_of(sheet):
        place = source.place((*path, "id"))
        if _PAGE_ANCHORS.fullmatch(block.id):
            what = f"The id “{block.id}” is one that the page itself uses."
            yield finding("reserved-id", place, what, "Choose another, for example with a word more.")
        pieces = block.id.casefold().split(".")
        if any(".".join(pieces[:count]) in parts for count in range(1, len(pieces))):
            what = f"The id “{block.id}” is one that a part of another passage has."
            yield finding("reserved-id", place, what, "Write a hyphen in place of the dot.")


def _party_lists(sheet: Factsheet) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for path, block in blocks_of(sheet):
        if isinstance(block, Recommendation) and isinstance(block.addressees, NamedInSentence):
            yield (*path, "addressees", "parties"), block.addressees.parties
    for index, note in enumerate(sheet.notes):
        if isinstance(note, PartyListNote):
            yield ("notes", index, "parties"), note.parties


def _party_codes(sheet: Factsheet, source: YamlSource, register: Register) -> Findings:
    used: list[tuple[Path, str]] = []
    for path, codes in _party_lists(sheet):
        used += [((*path, index), code) for index, code in enumerate(codes)]
        for index, code in enumerate(codes):
            if code in codes[:index]:
                what = f"{code} stands twice in this list."
                yield finding("duplicate-party", source.place((*path, index)), what, "Delete one of the two.")
    used += [((*path, "party"), block.party) for path, block in blocks_of(sheet) if isinstance(block, Practice)]
    used += [(("notes", i, "party"), note.party) for i, note in enumerate(sheet.notes) if isinstance(note, UpdateNote)]
    known = register.by_code
    for path, code in used:
        if code not in known:
            what = f"“{code}” is no Party of the register."
            remedy = suggest(code, known) or "Use a code of data/parties.yaml."
            yield finding("unknown-party", source.place(path), what, remedy)


def _urgencies(sheet: Factsheet, source: YamlSource) -> Findings:
    verbs: dict[str, str] = {}
    for index, urgency in enumerate(sheet.round.urgencies):
        if verbs.setdefault(urgency.level, urgency.verb) is not urgency.verb:
            what = f"The level of urgency “{urgency.level}” stands twice."
            place = source.place(("round", "urgencies", index, "level"))
            yield finding("duplicate-urgency", place, what, "Give each level a name of its own.")
    for path, block in blocks_of(sheet):
        if not isinstance(block, Recommendation):
            continue
        if not re.fullmatch(sheet.round.recommendation_ids, block.id):
            what = f"“{block.id}” is no id of a recommendation of this round ({sheet.round.recommendation_ids})."
            yield finding("recommendation-id", source.place((*path, "id")), what, "Use the Committee's own number.")
        if block.urgency not in verbs:
            remedy = suggest(block.urgency, verbs) or f"Levels: {', '.join(verbs)}."
            what = f"“{block.urgency}” is no level of urgency of this round."
            yield finding("unknown-urgency", source.place((*path, "urgency")), what, remedy)
            continue
        bold = {plain_text(s.spans).casefold() for s in every_span(parse_prose(block.text)) if isinstance(s, Strong)}
        wrong = sorted(verb for verb in verbs.values() if verb.casefold() in bold and verb != verbs[block.urgency])
        verb = verbs[block.urgency]
        if wrong:
            place = source.word_place((*path, "text"), f"**{wrong[0]}**")
            what = f"{block.id} is of the level “{block.urgency}”, but its text says “{wrong[0]}”."
            yield finding("urgency-word", place, what, f"Write **{verb}**, or correct the level.")
        elif verb.casefold() not in bold:
            what = f"{block.id} is of the level “{block.urgency}”, but its text does not say **{verb}**."
            yield finding("urgency-word", source.place((*path, "text")), what, f"Set the verb in bold: **{verb}**.")


def _addressees(sheet: Factsheet, source: YamlSource) -> Findings:
    notes = sheet.note_by_id
    for path, block in blocks_of(sheet):
        if not isinstance(block, Recommendation):
            continue
        spans = every_span(parse_prose(block.text))
        marks = spans.count(AddresseesMark())
        match block.addressees:
            case NamedInNote(note=name):
                place = source.place((*path, "addressees", "note"))
                if not isinstance(notes.get(name), PartyListNote):
                    lists = [note.id for note in sheet.notes if isinstance(note, PartyListNote)]
                    remedy = suggest(name, lists) or f"Notes that list Parties: {', '.join(lists) or 'none'}."
                    yield finding("addressees-note", place, f"“{name}” is no note that lists Parties.", remedy)
                elif NoteCall(name) not in spans:
                    what = f"The text of {block.id} does not call the note “{name}” that lists its addressees."
                    yield finding("addressees-note", place, what, f"Put [^{name}] into the text.")
            case NamedInSentence() if marks != 1:
                what = f"{block.id} names its addressees in the sentence, which has {{addressees}} {marks} times."
                yield finding("addressees-mark", source.place((*path, "text")), what, "Write {addressees} once.")
            case OpenPhrase(phrase=phrase) if phrase not in plain_text(parse_prose(block.text)):
                what = f"The text of {block.id} does not have the words “{phrase}”."
                yield finding(
                    "addressees-phrase", source.place((*path, "addressees", "phrase")), what, "Copy the words."
                )
            case _:
                pass
    for passage in passages_of(sheet):
        named = isinstance(passage.block, Recommendation) and isinstance(passage.block.addressees, NamedInSentence)
        if AddresseesMark() in every_span(parse_prose(passage.text)) and not named:
            what = "{addressees} stands in a text that names no Parties in its sentence."
            place = source.word_place(passage.path, "{addressees}")
            yield finding("addressees-mark", place, what, "Use it with addressees of the kind “sentence” only.")


def _is_resolved(sheet: Factsheet, recommendation: Recommendation) -> bool:
    """Tell whether the note that lists the addressees is there; where it is not, that is the only thing to say."""
    return isinstance(recommendation.addressees, OpenPhrase) or bool(addressees_of(sheet, recommendation))


def _recommendations(sheet: Factsheet) -> dict[str, Recommendation]:
    return {block.id: block for _, block in blocks_of(sheet) if isinstance(block, Recommendation)}


def _updates(sheet: Factsheet, source: YamlSource) -> Findings:
    recommendations = _recommendations(sheet)
    for index, note in enumerate(sheet.notes):
        if not isinstance(note, UpdateNote):
            continue
        corrected = recommendations.get(note.recommendation)
        if corrected is None:
            remedy = suggest(note.recommendation, recommendations) or "Use the id of a recommendation."
            place = source.place(("notes", index, "recommendation"))
            yield finding("unknown-recommendation", place, f"There is no “{note.recommendation}” here.", remedy)
        elif _is_resolved(sheet, corrected) and note.party not in addressees_of(sheet, corrected):
            what = f"The update is about {note.party}, which {note.recommendation} does not name."
            place = source.place(("notes", index, "party"))
            yield finding("update-not-listed", place, what, "Correct the Party, the recommendation or its list.")


def _tile_maps(sheet: Factsheet, source: YamlSource) -> Findings:
    recommendations = _recommendations(sheet)
    for path, block in blocks_of(sheet):
        if not isinstance(block, TileMap):
            continue
        for index, name in enumerate(block.recommendations):
            place = source.place((*path, "recommendations", index))
            if name not in recommendations:
                remedy = suggest(name, recommendations) or "Use the id of a recommendation."
                yield finding("unknown-recommendation", place, f"There is no “{name}” here.", remedy)
            elif name in block.recommendations[:index]:
                yield finding("duplicate-recommendation", place, f"{name} stands twice.", "Delete one of the two.")
            elif isinstance(recommendations[name].addressees, OpenPhrase):
                what = f"{name} names no Party, so a map has nothing to show of it."
                yield finding("map-of-open", place, what, "Choose a recommendation that names Parties.")


def _tables(sheet: Factsheet, source: YamlSource) -> Findings:
    for path, block in blocks_of(sheet):
        if isinstance(block, Table):
            for index, row in enumerate(block.rows):
                if len(row.cells) != len(block.columns) - 1:
                    what = f"This row has {len(row.cells)} cells, the table needs {len(block.columns) - 1}."
                    place = source.place((*path, "rows", index, "cells"))
                    yield finding("table-cells", place, what, "Give one cell for each column after the first.")


def _images(sheet: Factsheet, source: YamlSource, project: Project) -> Findings:
    for path, block in blocks_of(sheet):
        if isinstance(block, Figure) and isinstance(block.content, Image):
            yield from check_picture(block.content.file, source.place((*path, "content", "file")), project)


def _figures_without_data(sheet: Factsheet, source: YamlSource) -> Findings:
    """Tell of each figure that is announced and not shown: readers find it named in the imprint."""
    for path, block in blocks_of(sheet):
        if isinstance(block, Figure) and isinstance(block.content, UnavailableData):
            what = f"The figure “{plain_text(parse_prose(block.title))}” has no data: {block.content.explanation}"
            yield finding("figure-without-data", source.place(path), what, "Supply it once it is known.", Severity.NOTE)


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
