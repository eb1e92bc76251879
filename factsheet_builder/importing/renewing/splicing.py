"""YAML as an editor left it × the passages as they are to be -> the same YAML, changed only where a passage changed.

Lines of passages that stay are kept to the letter with the comments above them, wherever they move. What comes out is read
again: where it does not say what it must, the file is written anew, its comments at its beginning.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import Data, YamlSource, read_yaml_text, write_yaml
from factsheet_builder.errors import ContentError
from factsheet_builder.importing.remarks import comment_lines
from factsheet_builder.importing.renewing.passage_tree import NOTES, ROOT, Node, Tree

_COMMENT: Final = re.compile(r"\s*(?:#.*)?")


def splice(source: YamlSource, ours: Tree, result: Tree, remarks: Mapping[str, list[str]]) -> tuple[str, bool]:
    """Return the YAML of ``result`` in the lines of ``source``, and whether its layout had to be given up."""
    wanted = result.data()
    try:
        text = _with_every_comment(_Splicer(source, ours, result, remarks).text(), source)
        if read_yaml_text(text, source.file).data == wanted:
            return text, False
    except (ContentError, _LayoutError):
        pass
    said = "".join(comment_lines(f"{key}: {remark}", 0) for key, words in remarks.items() for remark in words)
    return _with_every_comment(f"{said}\n{write_yaml(wanted, is_content=True)}", source), True


def _with_every_comment(text: str, source: YamlSource) -> str:
    """Return the text, with comments that stood at what is gone or was written anew at its beginning."""
    is_text = {line for line in _folded_lines(source) if line.startswith("#")}
    kept = Counter(line.strip() for line in text.split("\n"))
    wanted = Counter(line.strip() for line in source.lines if re.match(r"\s*#\s*\S", line)) - kept
    lost = [line.strip() for line in source.lines if wanted[line.strip()] and line.strip() not in is_text]
    return text if not lost else "\n".join([*dict.fromkeys(lost), "", text.lstrip("\n")])


def _folded_lines(source: YamlSource) -> set[str]:
    """Return the words of all texts as lines may have them: what looks like a comment in them is none."""
    return {
        line.strip()
        for path, place in source.places.items()
        if place.line < source.ends.get(path, place.line)
        and source.lines[place.line - 1].rstrip().endswith((">-", "|-", ">", "|"))
        for line in source.lines[place.line : source.ends[path]]
        if len(line) - len(line.lstrip()) >= place.column - 1
    }


class _LayoutError(Exception):
    """The lines of the file cannot be told apart by passages."""


@dataclass
class _Splicer:
    source: YamlSource
    ours: Tree
    result: Tree
    remarks: Mapping[str, list[str]]
    _chunks: dict[str, list[str]] = field(default_factory=dict)

    def text(self) -> str:
        """Return the whole file."""
        lines = list(self.source.lines)
        while lines and not lines[-1].strip():
            lines.pop()
        blocks, notes = self._region("blocks", lines), self._region("notes", lines)
        if blocks is None:
            raise _LayoutError
        found = self._parts(lines, sorted(filter(None, (blocks, notes))))
        if notes is None and self.result.children(NOTES):
            found += ["", "notes:", *self._held(NOTES, 2)]
        return "\n".join(found) + "\n"

    def _parts(self, lines: list[str], regions: list[tuple[int, int, str]]) -> list[str]:
        found: list[str] = []
        at = 0
        for start, end, name in regions:
            found += lines[at:start]
            first = next(line for line in lines[start:end] if line.lstrip().startswith("- "))
            held = self._held(ROOT if name == "blocks" else NOTES, len(first) - len(first.lstrip()), start, end)
            if name == "notes" and not held:
                while found and not found[-1].startswith("notes:"):
                    found.pop()
                found.pop()
            found += held
            at = end
        return self._with_head([*found, *lines[at:]], regions[0][0])

    def _with_head(self, lines: list[str], end: int) -> list[str]:
        """Return the lines with the values beside the passages as they are to be."""
        changed = [key for key, value in self.result.head.items() if self.ours.head.get(key) != value]
        for key in sorted(changed, key=lambda key: -self.source.key_place((key,)).line):
            at = self.source.key_place((key,)).line - 1
            if (key,) not in self.source.places or at >= end or not lines[at].startswith(f"{key}:"):
                raise _LayoutError
            stop = at + 1
            while stop < end and (lines[stop].startswith((" ", "-")) or not lines[stop].strip()):
                stop += 1
            while not lines[stop - 1].strip():
                stop -= 1
            lines[at:stop] = write_yaml({key: self.result.head[key]}, is_content=True).rstrip("\n").split("\n")
        if said := self.remarks.get(""):
            comments = "".join(comment_lines(remark, 0) for remark in said).rstrip("\n").split("\n")
            at = next(index for index, line in enumerate(lines) if line.strip() and not line.startswith("#"))
            lines[at:at] = [*comments, ""]
        return lines

    def _region(self, name: str, lines: list[str]) -> tuple[int, int, str] | None:
        """Return the lines of the passages under a key, from the first one (with its comments) to the last."""
        key = self.source.places.get((f"@{name}",))
        if key is None:
            return None
        if key.column != 1 or lines[key.line - 1].rstrip() != f"{name}:":
            raise _LayoutError
        others = [
            place.line
            for path, place in self.source.places.items()
            if len(path) == 1 and place.line > key.line and str(path[0]).startswith("@")
        ]
        end = min(others, default=len(lines) + 1) - 1
        while end > key.line and _COMMENT.fullmatch(lines[end - 1]) and not lines[end - 1].startswith(" "):
            end -= 1
        return key.line, end, name

    def _held(self, parent: str, indent: int, start: int = 0, end: int = 0) -> list[str]:
        """Return the lines of all that a passage holds, indented by ``indent``."""
        if end:
            self._cut(parent, start, end)
        found: list[str] = []
        for key in self.result.children(parent):
            node = self.result.nodes[key]
            lines = self._own(key, node, indent)
            if node.kind == "section":
                held = self._held(key, self._inner_indent(key, indent))
                if not held:
                    raise _LayoutError
                lines = [*lines, *held]
            found += lines
        return found

    def _inner_indent(self, key: str, indent: int) -> int:
        children = self.ours.children(key)
        if key not in self.ours.nodes or not children:
            return indent + 4
        outer, inner = self._column(self.ours.nodes[key].path), self._column(self.ours.nodes[children[0]].path)
        return indent + inner - outer

    def _column(self, path: Path) -> int:
        return self.source.place(path).column - 3

    def _cut(self, parent: str, start: int, end: int) -> None:
        """Tell the lines of a region apart by the passages that they belong to, comments above a passage with it."""
        keys = [key for key, node in self.ours.nodes.items() if (node.parent == NOTES) == (parent == NOTES)]
        starts = []
        for key in keys:
            line, dash = self.source.place(self.ours.nodes[key].path).line - 1, self._column(self.ours.nodes[key].path)
            if not start <= line < end or not self.source.lines[line][dash:].startswith("- "):
                raise _LayoutError
            while line > start and _is_comment(self.source.lines[line - 1], dash) and line - 1 not in starts:
                line -= 1
            starts.append(line)
        if starts != sorted(set(starts)) or (starts and starts[0] != start):
            raise _LayoutError
        for key, first, after in zip(keys, starts, [*starts[1:], end], strict=True):
            self._chunks[key] = list(self.source.lines[first:after])

    def _own(self, key: str, node: Node, indent: int) -> list[str]:
        """Return the lines of a passage without what it holds."""
        said = [
            line
            for remark in self.remarks.get(key, ())
            for line in comment_lines(remark, indent).rstrip("\n").split("\n")
        ]
        before = self.ours.nodes.get(key)
        if before is None or key not in self._chunks:
            return [*said, *_written(node, indent)]
        lines = self._chunks[key]
        if before.values != node.values:
            lines = self._changed(before, node, lines)
        return [*said, *_shifted(lines, indent - self._column(before.path))]

    def _changed(self, before: Node, node: Node, lines: list[str]) -> list[str]:
        """Return the lines of a passage with other values: only the lines of those that changed are new."""
        dash = self._column(before.path)
        start = next(index for index, line in enumerate(lines) if not _is_comment(line, dash))
        keys = {key: index for index, line in enumerate(lines) if (key := _key_of(line, dash, is_first=index == start))}
        own = [key for key in keys if key != "blocks"]
        if list(keys) != [*before.values, *(["blocks"] if "blocks" in keys else [])] or "kind" not in own:
            return [*lines[:start], *_written(node, dash)]
        found = list(lines[:start])
        if before.kind != node.kind or lines[start][dash:].lstrip("- ").partition(":")[0] != "kind":
            return [*found, *_written(node, dash)]
        ends = dict(zip(keys, [*list(keys.values())[1:], len(lines)], strict=True))
        for key, value in node.values.items():
            if key in before.values and before.values[key] == value:
                found += lines[keys[key] : ends[key]]
            else:
                found += _field(key, value, dash + 2)
                found += (
                    [line for line in lines[keys[key] + 1 : ends[key]] if _is_comment(line, dash + 2)]
                    if key in keys
                    else []
                )
        return [*found, *(lines[keys["blocks"] :] if "blocks" in keys else [])]


def _key_of(line: str, dash: int, *, is_first: bool) -> str:
    """Return the key of a passage that a line begins with, or nothing."""
    body = line[dash + 2 :]
    if is_first != (line[: dash + 2] == f"{' ' * dash}- ") or (not is_first and line[: dash + 2].strip()):
        return ""
    match = re.match(r"([a-z_]+):(?:\s|$)", body)
    return match[1] if match else ""


def _is_comment(line: str, most: int) -> bool:
    """Tell whether a line is empty, or a comment that stands no deeper than a passage: deeper ones may be text."""
    indent = len(line) - len(line.lstrip())
    return not line.strip() or (line.lstrip().startswith("#") and indent <= most)


def _written(node: Node, indent: int) -> list[str]:
    values: dict[str, Data] = dict(node.values)
    lines = write_yaml([values], is_content=True, indent=indent).rstrip("\n").split("\n")
    lines = _shifted(lines, indent - (len(lines[0]) - len(lines[0].lstrip())))
    return [*lines, f"{' ' * (indent + 2)}blocks:"] if node.kind == "section" else lines


def _field(key: str, value: Data, indent: int) -> list[str]:
    return _shifted(write_yaml({key: value}, is_content=True, indent=indent).rstrip("\n").split("\n"), indent)


def _shifted(lines: list[str], by: int) -> list[str]:
    if by >= 0:
        return [" " * by + line if line.strip() else line for line in lines]
    return [line[-by:] if not line[:-by].strip() else line.lstrip() for line in lines]
