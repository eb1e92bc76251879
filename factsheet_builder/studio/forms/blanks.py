"""A kind of passage -> a new one of it, from the skeleton of factsheets, that fits a factsheet.

It is valid at once where it can be. Its words are samples to be replaced. What it refers to is there: a level of the round,
a Party, a recommendation.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Final

from factsheet_builder.content.reading.id_making import IdMaker
from factsheet_builder.content.reading.yaml_source import Data, read_yaml_text
from factsheet_builder.studio.forms.choices_here import Around
from factsheet_builder.studio.forms.handles import passages_to_edit, value_of

_CALL: Final = re.compile(r"\[\^[^\[\]\s]+\]")


def blank(kind: str, data: Data, around: Around) -> Data:
    """Return a new block with an id that the factsheet has not yet.

    Notes come with the texts that call them, from ``new_notes``.
    """
    maker = IdMaker()
    for name in _ids(data):
        maker.take(name)
    block = deepcopy(_samples()[kind])
    block = _without_calls(block)
    if isinstance(block, dict):
        return _fitted(kind, _named(block, maker, kind), data, around)
    return block


def _fitted(kind: str, block: dict[str, Data], data: Data, around: Around) -> Data:
    """Return a sample with what it refers to taken from the factsheet."""
    match kind:
        case "section":
            return {**block, "blocks": [blank("paragraph", data, around)]}
        case "practice" if around.parties:
            party = around.parties[0]
            return {**block, "party": party.value, "paragraphs": [f"In **{party.label}**, this is a sample text."]}
        case "recommendation":
            return _recommendation(block, data, around)
        case "tile-map" if around.recommendations:
            return {**block, "recommendations": [around.recommendations[0].value]}
        case "collected" if not around.recommendations and around.passages:
            bare = {key: value for key, value in block.items() if key != "of"}
            return {**bare, "passages": [around.passages[0].value]}
    return block


def _recommendation(block: dict[str, Data], data: Data, around: Around) -> Data:
    """Return a recommendation that addresses all States, with the next number and the last level of urgency."""
    there = [handle.id for handle in passages_to_edit(data) if handle.kind == "recommendation"]
    name, taken = there[-1] if there else _first(data), set(_ids(data))
    while name in taken:
        name = _next(name)
    addressees: dict[str, Data] = {"kind": "open", "phrase": "all States"}
    new: dict[str, Data] = {**block, "id": name, "addressees": addressees}
    words = "invites"
    if around.levels:
        level = around.levels[-1]
        new["urgency"] = level.value
        verbs = value_of(data, ("round", "urgencies"))
        last = verbs[-1] if isinstance(verbs, list) and verbs else {}
        words = str(last.get("verb", words)) if isinstance(last, dict) else words
    else:
        new.pop("urgency", None)
    return {**new, "text": f"It **{words}** all States to replace this sample."}


def _first(data: Data) -> str:
    """Return an id that the first recommendation of a round may have."""
    pattern = str(value_of(data, ("round", "recommendation_ids")))
    beginning = re.match(r"[A-Za-z]*", pattern)
    tried = (f"{value_of(data, ('chapter',))}-1", f"{beginning[0] if beginning else ''}1", "I-1", "1", "R1")
    with suppress(re.error):
        return next((name for name in tried if re.fullmatch(pattern, name)), tried[0])
    return tried[0]


def _next(name: str) -> str:
    """Return a name with its last number one higher; with a number where it has none."""
    found = re.search(r"(\d+)(?!.*\d)", name)
    return f"{name[: found.start()]}{int(found[1]) + 1}{name[found.end() :]}" if found else f"{name}-2"


def _named(block: dict[str, Data], maker: IdMaker, kind: str) -> dict[str, Data]:
    """Return a block with ids of its own, and so the blocks and entries in it."""
    new: dict[str, Data] = {"kind": kind, "id": maker.make("", kind)}
    for key, value in block.items():
        if key in {"blocks", "entries"} and isinstance(value, list):
            new[key] = [_entry(item, maker) for item in value]
        elif key not in new:
            new[key] = value
    return new


def _entry(item: Data, maker: IdMaker) -> Data:
    if not isinstance(item, dict) or "id" not in item:
        return item
    if "kind" in item:
        return _named(item, maker, str(item["kind"]))
    return {**item, "id": maker.make("", "work")}


@cache
def _samples() -> dict[str, Data]:
    """Return the first block of each kind in the skeleton."""
    text = (files("factsheet_builder.content") / "skeleton.yaml").read_text(encoding="utf-8")
    data = read_yaml_text(text, "skeleton.yaml").data
    found: dict[str, Data] = {}
    for handle in passages_to_edit(data):
        found.setdefault(handle.kind, value_of(data, handle.path))
    return found


def _without_calls(value: Data) -> Data:
    """Return a value whose texts call no note."""
    match value:
        case str():
            return _CALL.sub("", value)
        case list():
            return [_without_calls(item) for item in value]
        case dict():
            return {key: _without_calls(held) for key, held in value.items()}
        case _:
            return value


def _ids(value: Data) -> Iterator[str]:
    match value:
        case dict():
            yield from [str(value["id"])] if "id" in value else []
            for held in value.values():
                yield from _ids(held)
        case list():
            for held in value:
                yield from _ids(held)
        case _:
            return
