"""A text that comes from elsewhere × what its round shares -> the data of a factsheet, and the account of its words.

Reading a file is left to ``word_body``, blocks to ``shaping``; writing the YAML with its comments is left to ``remarks``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from factsheet_builder.characters import drop_deceiving, find_deceiving
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.id_making import IdMaker
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.errors import ContentError, Place
from factsheet_builder.importing.looks import as_seen
from factsheet_builder.importing.note_kinds import notes_of
from factsheet_builder.importing.party_lists import PartyNames
from factsheet_builder.importing.pieces import Grid, Ledger, Para, Piece, Run, SourceText, shown
from factsheet_builder.importing.sentence_kinds import Sentences
from factsheet_builder.importing.shaping import ORIGIN, Shaper
from factsheet_builder.importing.siblings import RoundFacts
from factsheet_builder.importing.typed_notes import with_typed_notes

_CHAPTER: Final = re.compile(r"\bChapter\s+([IVX]+|\d+)\b", re.IGNORECASE)
_MOST_IN_LINE: Final = 500
_MOST_IN_CHAPTER: Final = 40
_RUN_IN: Final = re.compile(r"(?<=\S)\s[–—](?=\w)")
"""A dash that was pasted into a sentence from the beginning of a line."""
_LOST_LETTER: Final = "\ufffd"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the new factsheet is to be called, and what the text may not say."""

    name: str
    chapter: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The data of a factsheet; where its blocks and notes came from; the files of its pictures inside ``data``."""

    data: dict[str, Data]
    origins: dict[Path, int] = field(default_factory=dict)
    """The paragraph of each block, by its path."""
    notes: dict[str, Path] = field(default_factory=dict)
    """The paths of notes by their names in the file."""
    files: dict[str, bytes] = field(default_factory=dict)


def draft_factsheet(text: SourceText, facts: RoundFacts, register: Register, asked: Asked) -> Draft:
    """Return the factsheet that a text is; what is odd in it is named in its ledger.

    Raises:
        ContentError: the text has no words.
    """
    ledger = text.ledger
    text = with_typed_notes(_cleaned(text))
    pieces: Sequence[Piece] = as_seen(text.pieces, ledger)
    if not pieces:
        raise ContentError.of("empty-file", "The file has no words.", "Import another one.", Place(text.file))
    masthead, pieces = _masthead(pieces, facts, asked, ledger)
    if text.made:
        what = "The file is one of this program: summaries, key figures, maps, data, deadlines, kinds of notes are not in it."
        ledger.name("own-file", 0, what, remedy="Take that from the content that the file was made from.")
    if text.made and facts.label and "label" not in masthead:
        ledger.add("label of the round", facts.label)
        masthead = {"label": facts.label, **masthead}
    parties = PartyNames(register, facts.language)
    pattern = str(facts.round.get("recommendation_ids", ""))
    notes = notes_of(text, pieces, parties, pattern, ledger)
    chapter = _chapter(asked, notes.numbers.values(), (*text.made, *map(str, masthead.values())), ledger)
    ids = IdMaker()
    sentences = Sentences(facts, parties, notes, ids, chapter, ledger)
    shaper = Shaper(
        notes, sentences, ids, ledger, facts.instrument, folder=f"images/{asked.name}", pictures=text.pictures
    )
    blocks = shaper.shape(pieces)
    if not blocks:
        raise ContentError.of("empty-file", "The file has a title only.", "Import another one.", Place(text.file))
    data = _head(asked, facts, chapter, masthead) | {"blocks": blocks}
    origins = dict(_origins(blocks, ("blocks",)))
    if notes.data:
        data["notes"] = list(notes.data.values())
    places: dict[str, Path] = {name: ("notes", index) for index, name in enumerate(notes.data)}
    return Draft(data, origins, places, shaper.files)


def _head(asked: Asked, facts: RoundFacts, chapter: str, masthead: dict[str, Data]) -> dict[str, Data]:
    title = asked.title or str(masthead["title"])
    short = title if not title.isupper() else title.capitalize()
    data: dict[str, Data] = {"id": asked.name, "language": facts.language, "chapter": chapter, "short_title": short}
    theme = str(masthead.get("theme", "")).strip('“”"„ ')
    description = f"{short}: {theme}" if theme and len(short) + len(theme) + 2 <= _MOST_IN_LINE else short
    return data | {"description": description, "masthead": masthead, "round": facts.round}


def _chapter(asked: Asked, numbers: Iterable[str], titles: Iterable[str], ledger: Ledger) -> str:
    """Return the number of the chapter: as it is asked for, as recommendations have it, as the title says it."""
    if asked.chapter:
        return asked.chapter[:_MOST_IN_CHAPTER]
    if number := next((number for number in numbers if "-" in number), ""):
        return number.partition("-")[0]
    if match := _CHAPTER.search(" ".join(titles)):
        return match[1].upper()
    what = "The file does not say which chapter it is; “?” stands for it."
    ledger.name("chapter", 0, what, remedy="Say it with --chapter, or in the content.")
    return "?"


def _cleaned(text: SourceText) -> SourceText:
    """Return the text without characters that deceive; each paragraph that has some is named."""

    def cleaned(runs: tuple[Run, ...], number: int, note: str = "") -> tuple[Run, ...]:
        said = "".join(run.text for run in runs)
        if names := find_deceiving(said.replace("\n", " ").replace("\t", " ")):
            what = f"Characters that deceive are left out: {', '.join(names)}."
            text.ledger.name("hidden-character", number, what, note=note)
        if match := _RUN_IN.search(said):
            what = (
                f"A dash has a space on one side only: “{shown(said[max(0, match.start() - 30) : match.end() + 30])}”."
            )
            remedy = "Put the space in, or make an item of a list of what follows."
            text.ledger.name("dash", number, what, note=note, remedy=remedy)
        if _LOST_LETTER in said:
            what = f"A letter was lost when the file was converted; “?” stands for it: “{shown(said)}”."
            text.ledger.name("lost-letter", number, what, note=note)
        return tuple(replace(run, text=drop_deceiving(run.text).replace(_LOST_LETTER, "?")) for run in runs)

    def piece_of(piece: Piece) -> Piece:
        match piece:
            case Para():
                return replace(piece, runs=cleaned(piece.runs, piece.number))
            case Grid():
                rows = tuple(tuple(cleaned(cell, piece.number) for cell in row) for row in piece.rows)
                return replace(piece, rows=rows)
            case _:
                return piece

    notes = {name: cleaned(runs, 0, name) for name, runs in text.notes.items()}
    return replace(text, pieces=tuple(map(piece_of, text.pieces)), notes=notes)


def _masthead(
    pieces: Sequence[Piece], facts: RoundFacts, asked: Asked, ledger: Ledger
) -> tuple[dict[str, Data], Sequence[Piece]]:
    """Return the title block and the pieces behind it."""
    start = next((i for i, piece in enumerate(pieces) if isinstance(piece, Para) and piece.level), len(pieces))
    head, rest = list(pieces[:start]), list(pieces[start:])
    title = next((piece for piece in head if isinstance(piece, Para) and piece.role == "title"), None)
    if title is None:
        title = _only_heading(head, rest)
        if title is None:
            words = asked.title or asked.name.replace("-", " ").capitalize()
            ledger.add("title that was asked for", words)
            ledger.name("title", 0, f"The file has no title; “{words}” stands for it.")
            return {"title": words}, pieces
        rest = rest[1:]
        head, rest = _before_sections(rest)
    else:
        head.remove(title)
    masthead: dict[str, Data] = {}
    words = _line(title, ledger)
    if facts.label and words.startswith(facts.label) and words.removeprefix(facts.label).strip():
        masthead["label"], words = facts.label, words.removeprefix(facts.label).strip()
    masthead["title"] = words
    lines = [piece for piece in head if isinstance(piece, Para) and not piece.mark and len(piece.text) <= _MOST_IN_LINE]
    lead = next((line for line in lines if line.text.endswith(":") and not line.label and not line.role), None)
    themes = [line for line in lines if line.role == "subtitle"]
    if own := next((line for line in lines if line.role == "lead-in"), None):
        masthead["lead_in"] = _line(own, ledger)
        head.remove(own)
    if lead and len(lines) > lines.index(lead) + 1 and len(head) == len(lines) <= 3:
        masthead["lead_in"] = _line(lead, ledger)
        themes = [lines[lines.index(lead) + 1]]
        head.remove(lead)
    if themes:
        masthead["theme"] = _line(themes[0], ledger)
        head.remove(themes[0])
    return masthead, [*head, *rest]


def _only_heading(head: list[Piece], rest: list[Piece]) -> Para | None:
    """Return the heading that all stands under, where the file has one."""
    first = rest[0] if rest and not head else None
    highest = [piece for piece in rest if isinstance(piece, Para) and piece.level == 1]
    return first if isinstance(first, Para) and highest == [first] and len(rest) > 1 else None


def _before_sections(rest: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    start = next((i for i, piece in enumerate(rest) if isinstance(piece, Para) and piece.level), len(rest))
    return rest[:start], rest[start:]


def _line(para: Para, ledger: Ledger) -> str:
    """Return a paragraph as a line of the title block, which has no marks and calls no notes."""
    if calls := [run.note for run in para.runs if run.note]:
        ledger.name("note-in-heading", para.number, f"The title calls note {calls[0]}; it is not kept there.")
    return para.text[:_MOST_IN_LINE]


def _origins(blocks: Data, path: Path) -> list[tuple[Path, int]]:
    """Return the paragraphs that blocks came from by their paths, and take the key away that said it."""
    found: list[tuple[Path, int]] = []
    for index, block in enumerate(blocks if isinstance(blocks, list) else ()):
        if not isinstance(block, dict):
            continue
        number = block.pop(ORIGIN, 0)
        found.append(((*path, index), number if isinstance(number, int) else 0))
        found += _origins(block.get("blocks"), (*path, index, "blocks"))
        items = block.get("items") if block.get("kind") == "list" else None
        for place, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict):
                found += _origins(item.get("blocks"), (*path, index, "items", place, "blocks"))
    return found
