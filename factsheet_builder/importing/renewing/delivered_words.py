"""What a Word file of ours said of each passage when it was made, as it travels in the file and is read from it.

A file that comes back may be older than the content. What it said then tells what was changed in Word from what was changed
in the content since. The words stand in it as digests, in the order of their passages.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import Final

from factsheet_builder.errors import ContentError
from factsheet_builder.importing.pieces import Grid, Para, Picture, Run, SourceText
from factsheet_builder.languages.exchange.tree import namespace_of
from factsheet_builder.languages.exchange.word.word_archive import WordParts

NAMESPACE: Final = "urn:factsheet-builder:passages"
_FOLDER: Final = "customXml/"
_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Delivered:
    """Which file it was, and a digest of each passage by its key: its id, with “note ” before that of a note."""

    factsheet: str
    locale: str
    party: str = ""
    profile: str = ""
    passages: dict[str, str] = field(default_factory=dict)


def digests_of(text: SourceText) -> dict[str, str]:
    """Return a digest of the words and looks of each passage, in the order of the file."""
    said: dict[str, list[str]] = {}
    key = ""
    for piece in text.pieces:
        if isinstance(piece, Para) and piece.anchor:
            key = piece.anchor
        said.setdefault(key, []).extend(_words(piece, text))
    found = {key: _digest(words) for key, words in said.items() if key}
    for name, runs in text.notes.items():
        if name in text.note_ids:
            found[f"note {text.note_ids[name]}"] = _digest([_looked(runs, text)])
    return found


def _words(piece: Para | Grid | Picture, text: SourceText) -> Iterable[str]:
    match piece:
        case Para():
            return [piece.label, _looked(piece.runs, text)]
        case Grid():
            return [_looked(cell, text) for row in piece.rows for cell in row]
        case Picture():
            return [piece.alternative]


def _looked(runs: Iterable[Run], text: SourceText) -> str:
    """Return the words of runs with their looks, wherever a program has parted them."""
    looks = [
        ((run.is_bold, run.is_italic, run.is_raised, run.is_lowered, run.address, text.note_ids.get(run.note, run.note)),
         run.text)
        for run in runs
    ]  # fmt: skip
    return repr([(look, "".join(words for _, words in group)) for look, group in groupby(looks, lambda one: one[0])])


def _digest(words: Iterable[str]) -> str:
    return sha256("\0".join(words).encode()).hexdigest()[:_DIGITS]


def written(delivered: Delivered) -> bytes:
    """Return what travels in the file."""
    said = json.dumps(
        [delivered.factsheet, delivered.locale, delivered.party, delivered.profile, delivered.passages],
        ensure_ascii=True,
        separators=(",", ":"),
    )
    safe = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<passages xmlns="{NAMESPACE}">{safe}</passages>'.encode()


def delivered_in(parts: WordParts) -> Delivered | None:
    """Return what a file says that it was; nothing where it does not say it, or not so that it can be understood."""
    for name in parts.names:
        if not (name.startswith(_FOLDER) and name.endswith(".xml")):
            continue
        try:
            root = parts.tree(name)
        except ContentError:  # a part of another program, which is none of ours
            continue
        if root is not None and namespace_of(root) == NAMESPACE:
            return _understood(root.text or "")
    return None


def _understood(said: str) -> Delivered | None:
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        return None
    match found:
        case [str(factsheet), str(locale), str(party), str(profile), dict(passages)]:
            if all(isinstance(digest, str) for digest in passages.values()):
                return Delivered(factsheet, locale, party, profile, passages)
    return None
