"""Recommendations: their ids, urgency, addressees, and what refers to them."""

import re

from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.models import (
    Factsheet,
    NamedInNote,
    NamedInSentence,
    OpenPhrase,
    PartyListNote,
    Recommendation,
    TileMap,
    UpdateNote,
)
from factsheet_builder.content.passages import addressees_of, blocks_of, passages_of
from factsheet_builder.content.prose import (
    AddresseesMark,
    NoteCall,
    Strong,
    every_span,
    parse_prose,
    plain_text,
)
from factsheet_builder.content.reading.yaml_source import YamlSource


def urgencies(sheet: Factsheet, source: YamlSource) -> Findings:
    """A recommendation has an id and a level of the round, and its text says the level's verb in bold."""
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


def addressees(sheet: Factsheet, source: YamlSource) -> Findings:
    """The text of a recommendation says who is addressed in the way that its addressees declare."""
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


def updates(sheet: Factsheet, source: YamlSource) -> Findings:
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
        elif _is_resolved(sheet, corrected) and note.party not in addressees_of(sheet, corrected):
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
            elif isinstance(recommendations[name].addressees, OpenPhrase):
                what = f"{name} names no Party, so a map has nothing to show of it."
                yield finding("map-of-open", place, what, "Choose a recommendation that names Parties.")
