"""The data of a factsheet as a tree of passages by id, and which passage of one version is which of another.

A passage is a block or a note with its own values; what a section holds are its children. Matching goes by words first:
what reads the same is the same, whatever it is called; then by ids; then by likeness.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.languages.keeping.likeness import SAME_SENTENCE, likeness

ROOT: Final = "@blocks"
NOTES: Final = "@notes"
_CALL: Final = re.compile(r"\[\^([^\[\]\s]+)\]")
_UNSAID: Final = frozenset({"id", "kind", "marker", "instrument", "urgency", "summary", "corrections", "short_title"})
_SOME: Final = 0.4
_MOST_PAIRS: Final = 400_000
"""Passages of one version times those of the other that are compared by likeness: some seconds."""


@dataclass
class Node:
    """A passage: its own values, the passage that holds it, and where it stands in its file."""

    name: str
    parent: str
    values: dict[str, Data]
    path: Path = ()

    @property
    def key(self) -> str:
        """What it is known by: ids of notes and of blocks may be the same."""
        return f"note {self.name}" if self.parent == NOTES else self.name

    @property
    def kind(self) -> str:
        """The kind of block or note."""
        return str(self.values.get("kind", ""))

    @property
    def words(self) -> str:
        """All that it says, without the names of the notes that it calls."""
        said = (text for key, value in self.values.items() if key not in _UNSAID for text in _texts(value))
        return _CALL.sub("", " ".join(said))


@dataclass
class Tree:
    """All passages of a factsheet by their keys, in reading order, and the values beside them."""

    nodes: dict[str, Node] = field(default_factory=dict)
    head: dict[str, Data] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Data) -> "Tree":
        """Return the tree of a factsheet's data."""
        tree = cls()
        if isinstance(data, dict):
            tree.head = {key: value for key, value in data.items() if key not in {"blocks", "notes"}}
            tree._add(data.get("blocks"), ROOT, ("blocks",))
            tree._add(data.get("notes"), NOTES, ("notes",))
        return tree

    def _add(self, blocks: Data, parent: str, path: Path) -> None:
        for index, block in enumerate(blocks if isinstance(blocks, list) else ()):
            if not isinstance(block, dict):
                continue
            is_section = block.get("kind") == "section"
            values = {key: value for key, value in block.items() if not (is_section and key == "blocks")}
            node = Node(str(block.get("id", "")), parent, values, (*path, index))
            self.nodes[node.key] = node
            if is_section:
                self._add(block.get("blocks"), node.key, (*path, index, "blocks"))

    def children(self, parent: str) -> list[str]:
        """Return the keys of what a passage holds, in order."""
        return [key for key, node in self.nodes.items() if node.parent == parent]

    def data(self) -> dict[str, Data]:
        """Return the data of the factsheet."""
        found = dict(self.head)
        found["blocks"] = self._held(ROOT)
        if notes := self._held(NOTES):
            found["notes"] = notes
        return found

    def _held(self, parent: str) -> list[Data]:
        held: list[Data] = []
        for key in self.children(parent):
            values = dict(self.nodes[key].values)
            if self.nodes[key].kind == "section":
                values["blocks"] = self._held(key)
            held.append(values)
        return held

    def renamed(self, names: Mapping[str, str]) -> "Tree":
        """Return the tree with other ids, by the keys of the passages; what refers to them is renamed too."""
        blocks = {key: name for key, name in names.items() if not key.startswith("note ")}
        notes = {key.removeprefix("note "): name for key, name in names.items() if key.startswith("note ")}
        tree = Tree(head=self.head)
        for key, node in self.nodes.items():
            values = {field: _renamed(value, field, blocks, notes) for field, value in node.values.items()}
            values["id"] = names.get(key, node.name)
            parent = blocks.get(node.parent, node.parent)
            new = Node(str(values["id"]), parent, values, node.path)
            tree.nodes[new.key] = new
        return tree


def calls_in(data: Data) -> set[str]:
    """Return the ids of the notes that are called anywhere in the texts of ``data``, or named as a list of addressees."""
    found = {name for text in _texts(data) for name in _CALL.findall(text)}
    if isinstance(data, dict) and data.get("kind") == "note" and isinstance(data.get("note"), str):
        found.add(str(data["note"]))
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        found |= calls_in(inner) if isinstance(inner, dict | list) else set()
    return found


def _renamed(value: Data, key: str, blocks: Mapping[str, str], notes: Mapping[str, str]) -> Data:
    match value:
        case str() if key == "note":
            return notes.get(value, value)
        case str() if key == "recommendation":
            return blocks.get(value, value)
        case str():
            return _CALL.sub(lambda match: f"[^{notes.get(match[1], match[1])}]", value)
        case list():
            return [_renamed(inner, key, blocks, notes) for inner in value]
        case dict():
            return {name: _renamed(inner, name, blocks, notes) for name, inner in value.items()}
        case _:
            return value


def _texts(value: Data) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for inner in value:
                yield from _texts(inner)
        case dict():
            for inner in value.values():
                yield from _texts(inner)
        case _:
            return


def match_passages(now: Tree, before: Tree, *, is_by_id: bool = False) -> dict[str, str]:
    """Return which passage of ``before`` each of ``now`` is, by their keys; those that are new have none.

    With ``is_by_id``, what has the same id is the same, as where an editor worked on a file.
    """
    found: dict[str, str] = {}
    for is_note in (False, True):
        mine = [node for node in now.nodes.values() if (node.parent == NOTES) is is_note]
        theirs = [node for node in before.nodes.values() if (node.parent == NOTES) is is_note]
        found |= _matched(mine, theirs, is_by_id=is_by_id)
    return found


def _matched(mine: list[Node], theirs: list[Node], *, is_by_id: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    left = {node.key: node for node in theirs}

    def take(node: Node, other: Node) -> None:
        found[node.key] = other.key
        del left[other.key]

    for node in mine:  # a recommendation is known by its number, whatever it says now
        is_numbered = node.kind == "recommendation" and node.key in left and left[node.key].kind == node.kind
        if is_numbered or (is_by_id and node.key in left):
            take(node, left[node.key])
    said: dict[str, list[Node]] = defaultdict(list)
    for other in left.values():
        said[other.words].append(other)
    for node in _open(mine, found):
        same = [other for other in said[node.words] if other.key in left and node.words]
        if same:
            take(node, next((other for other in same if other.key == node.key), same[0]))
    for node in _open(mine, found):
        near = left.get(node.key)
        if near and near.kind == node.kind and likeness(node.words, near.words, _SOME) > 0:
            take(node, near)
    pending = list(_open(mine, found))
    if len(pending) * len(left) <= _MOST_PAIRS:
        pairs = [
            (-alike, abs(i - j), i, other.key)
            for i, node in enumerate(pending)
            for j, other in enumerate(left.values())
            if (alike := likeness(node.words, other.words, SAME_SENTENCE)) > 0
        ]
        for _, _, i, key in sorted(pairs):
            if key in left and pending[i].key not in found:
                take(pending[i], left[key])
    return found


def _open(nodes: Iterable[Node], found: Mapping[str, str]) -> Iterator[Node]:
    return (node for node in nodes if node.key not in found)
