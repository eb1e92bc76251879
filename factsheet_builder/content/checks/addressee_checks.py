"""Addressees: the text of a recommendation says who is addressed in the way that its addressees declare."""

from factsheet_builder.content.addressing import places_of_ways, ways_of
from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.models import (
    Factsheet,
    GroupsOfParties,
    NamedInNote,
    NamedInSentence,
    OneKind,
    OpenPhrase,
    Others,
    PartyListNote,
    Recommendation,
    Subject,
)
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Passage, Path, blocks_of, passages_of, texts_of
from factsheet_builder.content.prose import AddresseesMark, NoteCall, Span, every_span, parse_prose, plain_text
from factsheet_builder.content.reading.yaml_source import YamlSource


def addressees(sheet: Factsheet, source: YamlSource, register: Register) -> Findings:
    """Find recommendations whose text does not say what their addressees declare, and marks that nothing fills."""
    said = _texts(sheet)
    for path, block in blocks_of(sheet):
        if isinstance(block, Recommendation):
            for place, way in places_of_ways(block, (*path, "addressees")):
                yield from _by_note(sheet, block, way, said[path], source, place)
                yield from _in_sentence(block, way, path, source)
                yield from _in_words(block, way, source, place)
                yield from _by_subject(sheet, block, way, source, place)
                yield from _by_group(block, way, register, source, place)
    for passage in passages_of(sheet):
        if AddresseesMark() in every_span(parse_prose(passage.text)) and not _may_be_marked(passage):
            what = "{addressees} stands in a text that names no Parties in its sentence."
            there = source.word_place(passage.path, "{addressees}")
            yield finding("addressees-mark", there, what, "Use it with addressees of the kind “sentence” only.")


def _may_be_marked(passage: Passage) -> bool:
    block = passage.block
    return isinstance(block, Recommendation) and any(isinstance(way, NamedInSentence) for way in ways_of(block))


def _texts(sheet: Factsheet) -> dict[Path, list[Span]]:
    """Return the spans of all texts of each recommendation, what follows its first text included, by its path."""
    paths = [path for path, block in blocks_of(sheet) if isinstance(block, Recommendation)]
    found: dict[Path, list[Span]] = {path: [] for path in paths}
    for passage in passages_of(sheet):
        for path in paths:
            if passage.path[: len(path)] == path:
                found[path] += [*every_span(parse_prose(passage.text))]
    return found


def _by_note(
    sheet: Factsheet, block: Recommendation, way: OneKind, said: list[Span], source: YamlSource, path: Path
) -> Findings:
    if not isinstance(way, NamedInNote):
        return
    place = source.place((*path, "note"))
    if not isinstance(sheet.note_by_id.get(way.note), PartyListNote):
        lists = [note.id for note in sheet.notes if isinstance(note, PartyListNote)]
        remedy = suggest(way.note, lists) or f"Notes that list Parties: {', '.join(lists) or 'none'}."
        yield finding("addressees-note", place, f"“{way.note}” is no note that lists Parties.", remedy)
    elif NoteCall(way.note) not in said:
        what = f"The text of {block.id} does not call the note “{way.note}” that lists its addressees."
        yield finding("addressees-note", place, what, f"Put [^{way.note}] into the text.")


def _in_sentence(block: Recommendation, way: OneKind, path: Path, source: YamlSource) -> Findings:
    marks = every_span(parse_prose(block.text)).count(AddresseesMark())
    if isinstance(way, NamedInSentence) and marks != 1:
        what = f"{block.id} names its addressees in the sentence, which has {{addressees}} {marks} times."
        yield finding("addressees-mark", source.place((*path, "text")), what, "Write {addressees} once.")


def _in_words(block: Recommendation, way: OneKind, source: YamlSource, path: Path) -> Findings:
    """Find words that are said to name addressees and do not stand in the text."""
    named: list[tuple[str, Path]] = []
    if isinstance(way, OpenPhrase):
        named = [(way.phrase, (*path, "phrase"))]
    elif isinstance(way, Others):
        named = [(name, (*path, "names", index)) for index, name in enumerate(way.names)]
    for words, place in named:
        if not any(words in plain_text(parse_prose(text)) for text in texts_of(block)):
            what = f"The text of {block.id} does not have the words “{words}”."
            yield finding("addressees-phrase", source.place(place), what, "Copy the words.")


def _by_subject(sheet: Factsheet, block: Recommendation, way: OneKind, source: YamlSource, path: Path) -> Findings:
    if isinstance(way, Subject) and not sheet.about:
        what = f"{block.id} addresses the State that the document is about, but the document does not say which it is."
        remedy = "Write “about: [LUX]” at the top, with the code of the State."
        yield finding("no-subject", source.place((*path, "kind")), what, remedy)


def _by_group(block: Recommendation, way: OneKind, register: Register, source: YamlSource, path: Path) -> Findings:
    if not isinstance(way, GroupsOfParties):
        return
    known = register.group_by_id
    unknown = [index for index, name in enumerate(way.groups) if name not in known]
    for index in unknown:
        remedy = suggest(way.groups[index], known) or f"Groups of data/parties.yaml: {', '.join(known) or 'none'}."
        what = f"There is no group “{way.groups[index]}”."
        yield finding("unknown-group", source.place((*path, "groups", index)), what, remedy)
    if unknown:
        return
    members = {code for name in way.groups for code in known[name].parties}
    for index, code in enumerate(way.excepts):
        if code not in members:
            what = f"{code} is no member of {', '.join(way.groups)}, so it cannot be left out."
            yield finding(
                "not-a-member", source.place((*path, "except", index)), what, "Correct the code, or delete it."
            )
    if members <= set(way.excepts):
        what = f"{block.id} leaves out every member of {', '.join(way.groups)}."
        yield finding("empty-group", source.place((*path, "except")), what, "Correct the exceptions.")
