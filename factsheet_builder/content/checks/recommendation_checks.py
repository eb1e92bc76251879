"""Recommendations: their ids, urgency, parts, and what refers to them; who is addressed is left to ``addressee_checks``."""

import re

from factsheet_builder.content.addressing import addressees_of, ways_of
from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.models import (
    Block,
    Factsheet,
    ListBlock,
    NamedInNote,
    OpenPhrase,
    Others,
    Paragraph,
    PartyListNote,
    Recommendation,
    TileMap,
    UpdateNote,
)
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Path, blocks_of, texts_of
from factsheet_builder.content.prose import Strong, every_span, parse_prose, plain_text
from factsheet_builder.content.reading.yaml_source import YamlSource


def urgencies(sheet: Factsheet, source: YamlSource) -> Findings:
    """A recommendation has an id and a level of the round, and its text says the level's verb in bold."""
    verbs: dict[str, str] = {}
    for index, urgency in enumerate(sheet.round.urgencies):
        if verbs.setdefault(urgency.level, urgency.verb) is not urgency.verb:
            what = f"The level of urgency “{urgency.level}” stands twice."
            place = source.place(("round", "urgencies", index, "level"))
            yield finding("duplicate-urgency", place, what, "Give each level a name of its own.")
    numbers: dict[str, str] = {}
    for path, block in blocks_of(sheet):
        if isinstance(block, Recommendation):
            yield from _names(sheet, block, path, numbers, source)
            yield from _levels(block, path, verbs, source)


def _names(
    sheet: Factsheet, block: Recommendation, path: Path, numbers: dict[str, str], source: YamlSource
) -> Findings:
    """Find ids and numbers that are none of the round, and numbers that stand twice; ``numbers`` are those before."""
    pattern = sheet.round.recommendation_ids
    if not any(re.fullmatch(pattern, name) for name in (block.called, block.id)):
        what = f"“{block.called}” is no id of a recommendation of this round ({pattern})."
        key = "number" if block.number else "id"
        yield finding("recommendation-id", source.place((*path, key)), what, "Use the body's own number.")
    if numbers.setdefault(block.called, block.id) != block.id:
        what = f"The number “{block.called}” stands twice; {numbers[block.called]} has it already."
        yield finding("duplicate-number", source.place((*path, "number")), what, "Correct one of the two.")


def _levels(block: Recommendation, path: Path, verbs: dict[str, str], source: YamlSource) -> Findings:
    """Find levels that the round does not have, and those whose verbs are not the bold ones of the text."""
    places = {level: (*path, "also", index) for index, level in enumerate(block.also)}
    if block.urgency:
        places[block.urgency] = (*path, "urgency")
    unknown = [level for level in block.levels if level not in verbs]
    for level in unknown:
        remedy = suggest(level, verbs) or (
            f"Levels: {', '.join(verbs)}." if verbs else "The round has none: delete it."
        )
        yield finding(
            "unknown-urgency", source.place(places[level]), f"“{level}” is no level of urgency of this round.", remedy
        )
    if verbs and not block.levels:
        what = f"“urgency” is missing in {block.called}, and the round has levels."
        remedy = f"Add “urgency: …”, one of: {', '.join(verbs)}."
        yield finding("missing", source.place(path), what, remedy)
    if unknown or not block.levels:
        return
    spans = [span for text in texts_of(block) for span in every_span(parse_prose(text))]
    bold = {plain_text(span.spans).casefold() for span in spans if isinstance(span, Strong)}
    own = [verbs[level] for level in block.levels]
    wrong = sorted(verb for verb in verbs.values() if verb.casefold() in bold and verb not in own)
    missing = [verb for verb in own if verb.casefold() not in bold]
    if wrong:
        place = source.word_place((*path, "text"), f"**{wrong[0]}**")
        what = f"{block.called} is of the level “{block.urgency}”, but its text says “{wrong[0]}”."
        yield finding("urgency-word", place, what, f"Write **{own[0]}**, or correct the level.")
    elif missing:
        level = block.levels[own.index(missing[0])]
        what = f"{block.called} is of the level “{level}”, but its text does not say **{missing[0]}**."
        yield finding("urgency-word", source.place((*path, "text")), what, f"Set the verb in bold: **{missing[0]}**.")


def recommendation_parts(sheet: Factsheet, source: YamlSource) -> Findings:
    """What follows the text of a recommendation is paragraphs and lists, lists inside lists included."""
    for path, block in blocks_of(sheet):
        if isinstance(block, Recommendation):
            yield from _parts((*path, "blocks"), block.blocks, source)


def _parts(path: Path, blocks: tuple[Block, ...], source: YamlSource) -> Findings:
    for index, block in enumerate(blocks):
        here = (*path, index)
        if isinstance(block, ListBlock):
            for number, item in enumerate(block.items):
                yield from _parts((*here, "items", number, "blocks"), item.blocks, source)
        elif not isinstance(block, Paragraph):
            what = f"A {block.kind} stands inside a recommendation, which has paragraphs and lists only."
            yield finding("recommendation-part", source.place(here), what, "Move it out of the recommendation.")


def _recommendations(sheet: Factsheet) -> dict[str, Recommendation]:
    return {block.id: block for _, block in blocks_of(sheet) if isinstance(block, Recommendation)}


def _is_unresolved(sheet: Factsheet, recommendation: Recommendation) -> bool:
    """Tell whether a note that lists the addressees is not there; then that is the only thing to say."""
    notes = (way.note for way in ways_of(recommendation) if isinstance(way, NamedInNote))
    return any(not isinstance(sheet.note_by_id.get(note), PartyListNote) for note in notes)


def updates(sheet: Factsheet, source: YamlSource, register: Register) -> Findings:
    """An update corrects a recommendation that names its Party."""
    recommendations = _recommendations(sheet)
    for index, note in enumerate(sheet.notes):
        if not isinstance(note, UpdateNote):
            continue
        corrected = recommendations.get(note.recommendation)
        if corrected is None:
            remedy = suggest(note.recommendation, recommendations) or "Use the id of a recommendation."
            place = source.place(("notes", index, "recommendation"))
            yield finding("unknown-recommendation", place, f"There is no “{note.recommendation}” here.", remedy)
        elif not _is_unresolved(sheet, corrected) and note.party not in addressees_of(sheet, corrected, register):
            what = f"The update is about {note.party}, which {note.recommendation} does not name."
            place = source.place(("notes", index, "party"))
            yield finding("update-not-listed", place, what, "Correct the Party, the recommendation or its list.")


def tile_maps(sheet: Factsheet, source: YamlSource) -> Findings:
    """A map shows recommendations that name Parties."""
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
            elif all(isinstance(way, OpenPhrase | Others) for way in ways_of(recommendations[name])):
                what = f"{name} names no Party, so a map has nothing to show of it."
                yield finding("map-of-open", place, what, "Choose a recommendation that names Parties.")
