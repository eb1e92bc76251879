"""A YAML file as plain data plus the place of every value, and plain data as YAML; the only door to the YAML engine.

YAML 1.2 by ruamel.yaml: ``NO`` is Norway and not a truth value, and every node knows its line and column. Anchors and
aliases are refused (a passage has one place, and nested aliases can grow without bound), as are tags and double keys.
Dates stay text here; the models read them.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.composer import ComposerError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.representer import SafeRepresenter

from factsheet_builder.characters import escape_hidden, find_deceiving
from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.event_replay import replayed
from factsheet_builder.content.reading.text_file import text_of_file
from factsheet_builder.content.reading.yaml_causes import place_at, second_document, syntax_problem
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity

Data = None | bool | int | float | str | list["Data"] | dict[str, "Data"]

_MAX_DEPTH: Final = 60
_NOT_IN_BLOCKS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that YAML 1.2 has as escapes only, or that end a line."""
_PLAIN_TAGS: Final = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp")
}

_NO_TAG: Final = "Delete it; a text that begins so is put in quotation marks."
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
"""What ends a line in YAML 1.2; Python's ``splitlines`` knows more."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a node stands, in characters from the first of its text to behind its last; an empty one has no length."""

    start: int
    end: int
    style: str
    """How it is written: a text as ``""`` (plain), ``'``, ``"``, ``|`` or ``>``, entries as ``[``, ``{``, ``-`` or ``:``."""


@dataclass(frozen=True)
class YamlSource:
    """A file that was read: its name as the user knows it, its data and where each value stands."""

    file: str
    data: Data
    lines: tuple[str, ...]
    places: dict[Path, Place]
    """Place of the value at each path; the path of a mapping's key ends in ``"@" + key``."""
    ends: dict[Path, int]
    """Last line of the value at each path."""
    comments: dict[Path, Place] = field(default_factory=dict)
    """Where a comment that may be meant as text follows a text that is not in quotation marks."""
    made_ids: dict[Path, str] = field(default_factory=dict)
    """Ids that are not in the file, by the paths of their blocks: ``made_ids`` makes them."""
    spans: dict[Path, Span] = field(default_factory=dict)
    """What ``places`` has, in characters; blocks end where the next thing begins."""

    def place(self, path: Path) -> Place:
        """Return the place of the value at ``path``, or of the nearest thing around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file, 1, 1))

    def key_place(self, path: Path) -> Place:
        """Return the place of the key that leads to the value at ``path``."""
        return self.places.get((*path[:-1], f"@{path[-1]}"), self.place(path)) if path else self.place(path)

    def written(self, path: Path) -> str:
        """Return how the value at ``path`` begins in the file, up to the next space: a number as it was written."""
        if path not in self.places:
            return ""
        place = self.places[path]
        return re.match(r"[^\s,\]}]*", self.lines[place.line - 1][place.column - 1 :])[0]  # type: ignore[index]

    def word_place(self, path: Path, word: str, occurrence: int = 1) -> Place:
        """Return the place of ``word`` inside the value at ``path``, or of the value where a line break divides it."""
        start = self.place(path)
        for number in range(start.line, self.ends.get(path, start.line) + 1):
            line = self.lines[number - 1]
            for match in re.finditer(re.escape(word), line):
                if number == start.line and match.start() + 1 < start.column:
                    continue
                occurrence -= 1
                if not occurrence:
                    return Place(self.file, number, match.start() + 1)
        return start


def read_yaml(path: FilePath, shown_as: str) -> YamlSource:
    """Return the data of the file, which messages call ``shown_as``.

    Raises:
        SurroundingsError: no such file, or it cannot be opened.
        ContentError: not UTF-8, empty, too large, not YAML, or YAML that content may not use.
    """
    return _read_text(text_of_file(path, shown_as), shown_as)


@lru_cache(maxsize=30)  # the files that all factsheets and locales need are taken apart once
def _read_text(text: str, shown_as: str) -> YamlSource:
    nodes = _Nodes(shown_as)
    root = _compose(text, shown_as, nodes)
    data = nodes.value(root, ())
    if nodes.problems:
        raise ContentError(nodes.problems)
    lines = tuple(_LINE_END.split(text))
    comments = {
        path: place
        for path, place in nodes.text_ends.items()
        if (comment := _COMMENT.match(_rest(lines, place)))
        and (comment[1] or _is_long(lines, nodes.places[path], place))
    }
    return YamlSource(shown_as, data, lines, nodes.places, nodes.ends, comments, spans=nodes.spans)


_COMMENT: Final = re.compile(r"\s+#([^\s#])?")


def _is_long(lines: tuple[str, ...], start: Place, end: Place) -> bool:
    """Tell whether a value has several words."""
    return start.line < end.line or " " in lines[start.line - 1][start.column - 1 : end.column - 1]


def _rest(lines: tuple[str, ...], place: Place) -> str:
    return lines[place.line - 1][place.column - 1 :] if place.line <= len(lines) else ""


def read_yaml_text(text: str, shown_as: str) -> YamlSource:
    """Return the data of YAML that is in no file yet; raises ``ContentError`` as ``read_yaml``."""
    return _read_text(text, shown_as)


def read_yaml_part(text: str) -> Data:
    """Return the data of a few lines of YAML, which are not kept; raises ``ContentError`` as ``read_yaml``."""
    return _read_text.__wrapped__(text, "").data


def write_yaml(data: Data, *, is_content: bool = False, indent: int = 0) -> str:
    """Return ``data`` as YAML 1.2, keys in their order, texts of several lines as blocks; ``read_yaml`` reads it back.

    With ``is_content``, as the files of content are written by hand: long texts folded, lists indented; ``indent`` is by how
    much it will be moved to the right.
    """
    # ruamel.yaml 0.19 declares some of its settings as None.
    writer = YAML(typ="safe", pure=True)
    writer.Representer = _Representer
    writer.default_flow_style = False
    writer.allow_unicode, writer.width = True, 100
    if is_content:
        writer.Representer = _ContentRepresenter
        writer.width = 118 - indent
        writer.indent(mapping=2, sequence=4, offset=2)
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    stream = io.StringIO()
    writer.dump(data, stream)
    # The engine writes as they stand what YAML allows; inside quotation marks an escape says the same.
    return escape_hidden(stream.getvalue(), is_yaml=True)


class _Representer(SafeRepresenter):
    """Writes texts of several lines as blocks, as a person would."""

    def represent_text(self, text: str) -> ScalarNode:
        style = '"' if _NOT_IN_BLOCKS.search(text) or find_deceiving(text) else "|" if "\n" in text else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Representer.add_representer(str, _Representer.represent_text)

_FOLDABLE: Final = re.compile(r"[^ \t\n]+(?: [^ \t\n]+)*")
_CODE: Final = re.compile("[A-Z]{3}")
_LONG: Final = 80


class _ContentRepresenter(SafeRepresenter):
    """Writes long texts folded and lists of Parties in lines, as the files of content have them."""

    def represent_text(self, text: str) -> ScalarNode:
        style = '"' if _NOT_IN_BLOCKS.search(text) or find_deceiving(text) else "|" if "\n" in text else None
        if style is None and len(text) > _LONG and _FOLDABLE.fullmatch(text):
            style = ">"
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    def represent_items(self, items: list[Data]) -> SequenceNode:
        is_codes = bool(items) and all(isinstance(item, str) and _CODE.fullmatch(item) for item in items)
        return self.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=is_codes or None)


_ContentRepresenter.add_representer(list, _ContentRepresenter.represent_items)
_ContentRepresenter.add_representer(str, _ContentRepresenter.represent_text)


def _compose(text: str, shown_as: str, nodes: "_Nodes") -> Node:
    try:
        # Events first: an alias, or nesting without end, is refused before anything is built from it.
        events, depth = [], 0
        for event in YAML(typ="safe", pure=True).parse(text):
            events.append(event)
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > _MAX_DEPTH:
                nodes.refuse("too-deep", event, f"The YAML is nested more than {_MAX_DEPTH} levels deep.", "Nest less.")
                break
            if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
                mark = "*" if isinstance(event, AliasEvent) else "&"
                what = f"“{mark}{event.anchor}” is a YAML anchor or alias, which content may not use."
                remedy = "Write the value out where it stands; a text that begins so is put in quotation marks."
                nodes.refuse("yaml-alias", event, what, remedy)
        if nodes.problems:
            raise ContentError(nodes.problems)
        root: Node | None = replayed(YAML(typ="safe", pure=True), text, events)
    except MarkedYAMLError as error:
        raise ContentError([_syntax_problem(error, text, shown_as)]) from None
    except YAMLError as error:
        position = re.search(r"position (\d+)", str(error))
        what = "A character that YAML does not allow stands here."
        place = place_at(text, int(position[1]) if position else 0, shown_as)
        raise ContentError.of("yaml-character", what, "Delete it.", place) from None
    except (ValueError, OverflowError):
        # The engine makes characters of numbers that stand for none (ruamel.yaml 0.19, scanner.py).
        escape = re.search(r"\\U(?!000|0010)[0-9A-Fa-f]{8}", text)
        place = place_at(text, escape.start() if escape else 0, shown_as)
        raise ContentError.of("yaml-syntax", "This number stands for no character.", "Correct it.", place) from None
    if root is None:
        raise ContentError.of(
            "empty-file", "The file has comments only.", "Restore its content.", Place(shown_as, 1, 1)
        )
    return root


def _syntax_problem(error: MarkedYAMLError, text: str, shown_as: str) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    place = Place(shown_as, mark.line + 1, mark.column + 1) if mark else Place(shown_as)
    if isinstance(error, ComposerError) and "single document" in str(error):
        return second_document(place)
    began = error.context_mark.line + 1 if error.context_mark and "scanning" in str(error.context) else place.line
    return syntax_problem(_LINE_END.split(text), place, began, str(error.problem or error.context))


class _Nodes:
    """Turns nodes into plain data, noting the place of each."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Path, Place] = {}
        self.ends: dict[Path, int] = {}
        self.text_ends: dict[Path, Place] = {}
        """Where values that are not in quotation marks end."""
        self.spans: dict[Path, Span] = {}
        self.problems: list[Diagnostic] = []

    def refuse(self, code: str, node: Node | NodeEvent, what: str, remedy: str) -> None:
        self.problems.append(Diagnostic(Severity.ERROR, code, what, remedy, self._place(node)))

    def _place(self, node: Node | NodeEvent) -> Place:
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def value(self, node: Node, path: Path) -> Data:
        self.places[path], self.spans[path] = self._place(node), _span(node)
        self.ends[path] = max(node.end_mark.line + (node.end_mark.column > 0), self.places[path].line)
        if str(node.tag) not in _PLAIN_TAGS:
            self.refuse("yaml-tag", node, f"“{node.tag}” is a YAML tag, which content may not use.", _NO_TAG)
            return None
        match node:
            case MappingNode():
                return dict(self._pairs(node, path))
            case SequenceNode():
                return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
            case _:
                if isinstance(node, ScalarNode) and node.style in {None, ""}:
                    self.text_ends[path] = Place(self.file, node.end_mark.line + 1, node.end_mark.column + 1)
                return _scalar(node)

    def _pairs(self, node: MappingNode, path: Path) -> Iterator[tuple[str, Data]]:
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self.refuse("yaml-key", key_node, "A key must be a plain word.", "Put the value in quotation marks.")
                continue
            key = str(key_node.value)
            if key in first:
                what = f"The key “{key}” stands twice; it is first in line {first[key]}."
                self.refuse("duplicate-key", key_node, what, "Delete one, or merge the two values.")
                continue
            first[key] = key_node.start_mark.line + 1
            self.places[(*path, f"@{key}")], self.spans[(*path, f"@{key}")] = self._place(key_node), _span(key_node)
            yield key, self.value(value_node, (*path, key))
            if value_node.start_mark.index == value_node.end_mark.index:
                # The engine marks an empty value where the next thing begins, which may be a line further.
                self.places[(*path, key)] = self._place(key_node)
                self.ends[(*path, key)] = first[key]


def _span(node: Node) -> Span:
    match node:
        case SequenceNode():
            style = "[" if node.flow_style else "-"
        case MappingNode():
            style = "{" if node.flow_style else ":"
        case _:
            style = str(node.style or "") if isinstance(node, ScalarNode) else ""
    return Span(node.start_mark.index, node.end_mark.index, style)


def _scalar(node: Node) -> Data:
    text = str(node.value)
    match str(node.tag).rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        # Python reads no more than 4,300 digits; what has more than any content needs stays text.
        case "int" if re.fullmatch(r"[-+]?\d{1,300}", text):
            return int(text)
        case "float" if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", text):
            return float(text)
        case _:
            return text
