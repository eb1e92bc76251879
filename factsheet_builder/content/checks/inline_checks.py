"""What must hold of the inline marks in texts: calls meet notes, links lead somewhere, no mark is left over."""

import re
from collections import Counter
from typing import Final

from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.passages import passages_of
from factsheet_builder.content.prose import (
    UNKNOWN_ADDRESS,
    Link,
    NoteCall,
    TargetMark,
    every_span,
    parse_prose,
    plain_text,
)
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Severity

_SCHEMES: Final = ("https://", "http://", "mailto:")


def note_calls(sheet: Factsheet, source: YamlSource) -> Findings:
    """Find calls of notes that are not defined or may not stand there, and notes that nothing calls."""
    called: set[str] = set()
    notes = sheet.note_by_id
    for passage in passages_of(sheet):
        seen: Counter[str] = Counter()
        for span in every_span(parse_prose(passage.text)):
            if not isinstance(span, NoteCall):
                continue
            mark = f"[^{span.note}]"
            seen[mark] += 1
            place = source.word_place(passage.path, mark, seen[mark])
            called.add(span.note)
            if passage.id.startswith("note."):
                yield finding("note-in-note", place, f"{mark} calls a note from a note.", "Say it in the note itself.")
            elif passage.path[-1] in {"title", "term"} or "columns" in passage.path:
                what = f"{mark} calls a note from a heading, which is repeated elsewhere."
                yield finding("note-in-heading", place, what, "Move the call into the text.")
            elif span.note not in notes:
                remedy = suggest(span.note, notes) or "Define it under notes."
                yield finding("undefined-note", place, f"{mark} calls a note that is not defined.", remedy)
    for index, note in enumerate(sheet.notes):
        if note.id not in called:
            what = f"The note “{note.id}” is never called."
            yield finding(
                "uncalled-note", source.place(("notes", index, "id")), what, f"Put [^{note.id}] into the text."
            )


def links(sheet: Factsheet, source: YamlSource) -> Findings:
    """Find links that lead nowhere, to no place that a reader can go, or that have no words."""
    for passage in passages_of(sheet):
        seen: Counter[str] = Counter()
        for span in every_span(parse_prose(passage.text)):
            if not isinstance(span, Link):
                continue
            mark = f"]({span.address})"
            seen[mark] += 1
            place = source.word_place(passage.path, mark, seen[mark])
            words = plain_text(span.spans)
            if span.address in {UNKNOWN_ADDRESS, ""}:
                yield finding(
                    "link-without-target",
                    place,
                    f"The link “{words}” has no target.",
                    "Put its address between the brackets once it is known.",
                    Severity.WARNING,
                )
            elif not span.target and not span.address.startswith(_SCHEMES):
                what = f"The link “{words}” leads to “{span.address}”, which no reader can follow."
                yield finding("link-scheme", place, what, "Use an address that begins with https: or mailto:.")
            if not words.strip() and not any(isinstance(inner, TargetMark) for inner in every_span(span.spans)):
                yield finding("link-without-words", place, "A link has no words.", "Say what it leads to.")


_MARKS: Final = {"](": "]\\(", "**": "\\*\\*"}
"""Marks that are hardly ever meant as text, and how each is written when it is."""


def idle_marks(sheet: Factsheet, source: YamlSource) -> Findings:
    """Find marks that mark nothing, as of a link with a note call inside: they would be printed as they stand."""
    for passage in passages_of(sheet):
        text = passage.text
        for mark, escaped in _MARKS.items():
            for match in re.finditer(rf"(?<!\\){re.escape(mark)}", text):
                as_text = text[: match.start()] + escaped + text[match.end() :]
                if parse_prose(as_text) == parse_prose(text):
                    place = source.word_place(passage.path, mark, text.count(mark, 0, match.start()) + 1)
                    remedy = f"Close what it opens, take note calls out of links, or write {escaped} to print it."
                    yield finding("idle-mark", place, f"The mark {mark} marks nothing here.", remedy)
