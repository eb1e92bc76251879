"""Notes that were typed as raised numbers, with their texts in paragraphs of their own -> notes and their calls."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from factsheet_builder.importing.pieces import Para, Piece, Run, SourceText, plain

_NUMBER: Final = re.compile(r"\[?(\d{1,3})\]?")
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SMALL: Final = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")


def with_typed_notes(text: SourceText) -> SourceText:
    """Return the text with raised numbers as calls, where a later paragraph begins with the same number, raised too."""
    pieces = tuple(_with_raised(piece) for piece in text.pieces)
    starts = {
        number: index
        for index, piece in enumerate(pieces)
        if isinstance(piece, Para) and not piece.level and (number := _start(piece.runs))
    }
    called = {
        number
        for index, piece in enumerate(pieces)
        if isinstance(piece, Para)
        for run in _after_start(piece, index, starts)
        if (number := _raised(run)) in starts and index < starts[number]
    }
    if not called:
        return text
    notes = {**text.notes}
    found: list[Piece] = []
    for index, piece in enumerate(pieces):
        if not isinstance(piece, Para):
            found.append(piece)
            continue
        number = _start(piece.runs)
        if number in called and starts[number] == index:
            notes[f"t{number}"] = _without_start(piece.runs)
            text.ledger.set_aside("numbers of typed notes", next(run.text for run in piece.runs if run.text.strip()))
            what = f"Note {number} was typed by hand as a raised number; it is a note now."
            text.ledger.name("typed-note", piece.number, what)
            continue
        found.append(replace(piece, runs=tuple(_called(run, called, text) for run in piece.runs)))
    return replace(text, pieces=tuple(found), notes=notes)


def _with_raised(piece: Piece) -> Piece:
    """Return a paragraph with raised digits of Unicode as raised runs."""
    if not isinstance(piece, Para) or not any(_SMALL.search(run.text) for run in piece.runs):
        return piece
    runs: list[Run] = []
    for run in piece.runs:
        at = 0
        for match in _SMALL.finditer(run.text):
            runs += [replace(run, text=run.text[at : match.start()]), replace(run, text=match[0], is_raised=True)]
            at = match.end()
        runs.append(replace(run, text=run.text[at:]))
    return replace(piece, runs=tuple(run for run in runs if run.text or run.note))


def _raised(run: Run) -> str:
    match = _NUMBER.fullmatch(run.text.strip().translate(_SUPERSCRIPTS)) if run.is_raised else None
    return match[1] if match else ""


def _start(runs: tuple[Run, ...]) -> str:
    """Return the raised number that a paragraph begins with, where words follow it."""
    first = next((run for run in runs if run.text.strip()), None)
    number = _raised(first) if first else ""
    return number if number and len(plain(runs)) > len(number) + 1 else ""


def _after_start(piece: Para, index: int, starts: Mapping[str, int]) -> tuple[Run, ...]:
    number = _start(piece.runs)
    return _without_start(piece.runs) if number and starts[number] == index else piece.runs


def _without_start(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    first = next(index for index, run in enumerate(runs) if run.text.strip())
    return runs[first + 1 :]


def _called(run: Run, called: set[str], text: SourceText) -> Run:
    number = _raised(run)
    if number not in called:
        return run
    text.ledger.set_aside("numbers of typed notes", run.text)
    return Run("", note=f"t{number}")
