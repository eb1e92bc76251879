"""YAML that was read -> where each value, entry and key stands in its characters, comments of its own included.

What is put there instead is left to ``yaml_patches``. A comment belongs to the entry below it that it touches, and to the
one above where it stands deeper than that one begins; any other belongs to nobody, and stays.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import Data, Span, YamlSource
from factsheet_builder.editing.refusals import cannot_edit

_COLON: Final = re.compile(r"[ \t]*:")
_DASH: Final = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[ \t]*-")
_TAIL: Final = re.compile(r"[ \t]+#[^\r\n]*")
_COMMENT_LINE: Final = re.compile(r"[ \t]*#[^\r\n]*")
_HEADER: Final = re.compile(r"[|>][-+0-9]{0,2}")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
IN_LINES: Final = frozenset({"-", ":"})
IN_BRACKETS: Final = frozenset({"[", "{"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text, from its first character to behind its last."""

    start: int
    end: int


@dataclass(frozen=True)
class Layout:
    """A text without a byte order mark, and what was read in it."""

    text: str
    source: YamlSource

    def span(self, path: Path) -> Span:
        """Return the span of a value."""
        return self.source.spans[path]

    def value(self, path: Path) -> Data:
        """Return the value at a path; raises ``KeyError``, ``IndexError`` or ``TypeError`` where there is none."""
        return value_in(self.source.data, path)

    def children(self, path: Path) -> list[Path]:
        """Return the paths of what entries hold, in the order of the file."""
        match self.value(path):
            case dict() as held:
                return [(*path, key) for key in held]
            case list() as held:
                return [(*path, index) for index in range(len(held))]
            case _:
                return []

    def is_empty(self, path: Path) -> bool:
        """Tell whether nothing is written where a value would stand."""
        span = self.span(path)
        return span.start >= span.end and span.style == ""

    def is_in_brackets(self, path: Path) -> bool:
        """Tell whether a value stands inside brackets or braces."""
        return any(self.span(path[:length]).style in IN_BRACKETS for length in range(len(path)))

    def column(self, position: int) -> int:
        """Return how many characters stand before a position in its line."""
        return position - self.line_start(position)

    def line_start(self, position: int) -> int:
        """Return where the line of a position begins."""
        return max(self.text.rfind("\n", 0, position), self.text.rfind("\r", 0, position)) + 1

    def line_end(self, position: int) -> int:
        """Return where the line of a position ends, before what ends it."""
        found = _LINE_END.search(self.text, position)
        return found.start() if found else len(self.text)

    def key_start(self, path: Path) -> int:
        """Return where the key or the dash of a value begins."""
        last = path[-1]
        if isinstance(last, str):
            return self.source.spans[(*path[:-1], f"@{last}")].start
        if self.span(path[:-1]).style in IN_BRACKETS:
            return self.span(path).start
        before = self.span(path[:-1]).start if last == 0 else self.end((*path[:-1], last - 1))
        if not last:
            return before
        tail = _TAIL.match(self.text, before)
        found = _DASH.match(self.text, tail.end() if tail else before)
        if found is None:
            raise cannot_edit(self.source, path)
        return found.end() - 1

    def slot(self, path: Path) -> int:
        """Return the place behind the colon or the dash that leads to a value."""
        if not path:
            return 0
        if isinstance(path[-1], int):
            is_line = self.span(path[:-1]).style in IN_LINES
            return self.key_start(path) + 1 if is_line else self.span(path).start
        colon = _COLON.match(self.text, self.source.spans[(*path[:-1], f"@{path[-1]}")].end)
        if colon is None:
            raise cannot_edit(self.source, path)
        return colon.end()

    def end(self, path: Path) -> int:
        """Return the place behind the last character of a value."""
        span = self.span(path)
        if span.style in IN_LINES:
            return self.end(self.children(path)[-1])
        if self.is_empty(path):
            return self.slot(path)
        if span.style in {"|", ">"}:
            return self._block_end(span)
        return span.start + len(self.text[span.start : span.end].rstrip(" \t\r\n"))

    def header(self, path: Path) -> Stretch:
        """Return the sign of a text in lines of its own, and how its lines are cut."""
        start = self.span(path).start
        match = _HEADER.match(self.text, start)
        return Stretch(start, match.end() if match else start)

    def body_lines(self, path: Path) -> list[str]:
        """Return the lines of a text below its header, as they are, without what ends them."""
        span = self.span(path)
        start = self.line_end(span.start)
        return _LINE_END.split(self.text[start : self._block_end(span)])[1:]

    def _block_end(self, span: Span) -> int:
        """Return the end of a text in lines of its own: its blank lines at the end are its own only where it keeps them."""
        at = end = self.line_end(span.start)
        header = _HEADER.match(self.text, span.start)
        keeps, indent = bool(header and "+" in header[0]), None
        while (found := _LINE_END.match(self.text, at)) and found.end() < span.end:
            stop = self.line_end(found.end())
            line = self.text[found.end() : stop]
            depth = len(line) - len(line.lstrip(" "))
            if line.strip(" "):
                indent = depth if indent is None else indent
                if depth < indent and not (header and re.search(r"\d", header[0])):
                    break
            at = stop
            if line.strip(" ") or keeps:
                end = stop
        return end

    def entries(self, path: Path) -> list[Stretch]:
        """Return the stretch of each entry or key of a list or a mapping, comments of its own with it."""
        if self.span(path).style in IN_BRACKETS:
            return [
                Stretch(self.key_start(child), self.span(child).end if not self.is_empty(child) else self.slot(child))
                for child in self.children(path)
            ]
        found: list[Stretch] = []
        before = self.slot(path)
        for number, child in enumerate(self.children(path)):
            own = self.key_start(child)
            start = own if not number and self._has_no_comment_above(path) else self._with_comments(own, before)
            found.append(Stretch(start, before := self._with_deeper(self.end(child), self.column(own))))
        return found

    def _has_no_comment_above(self, path: Path) -> bool:
        """Tell whether comments above the first entry are those of the file."""
        return not path

    def _with_comments(self, start: int, before: int) -> int:
        """Return the start with the comment lines that touch it."""
        while True:
            line = self.line_start(start)
            if line <= before or self.text[line:start].strip(" \t"):
                return start
            above = self.line_start(line - 1 - (self.text[line - 2 : line] == "\r\n"))
            held = self.text[above : self.line_end(above)]
            if above <= before or not _COMMENT_LINE.fullmatch(held):
                return start
            start = above + len(held) - len(held.lstrip(" \t"))

    def _with_deeper(self, end: int, column: int) -> int:
        """Return the end with the comment behind it, and with the comment lines below that stand deeper than ``column``."""
        tail = _TAIL.match(self.text, end)
        at = found = tail.end() if tail else end
        while following := _LINE_END.search(self.text, at):
            if self.text[at : following.start()].strip(" \t"):
                break
            stop = self.line_end(following.end())
            line = self.text[following.end() : stop]
            if line.strip(" \t") and not (_COMMENT_LINE.fullmatch(line) and len(line) - len(line.lstrip()) > column):
                break
            at = stop
            if line.strip(" \t"):
                found = stop
        return found

    @property
    def newline(self) -> str:
        """What ends the lines of the text."""
        found = _LINE_END.findall(self.text)
        return max(dict.fromkeys(found), key=found.count, default="\n")


def value_in(data: Data, path: Sequence[str | int]) -> Data:
    """Return the value at a path; raises ``KeyError``, ``IndexError`` or ``TypeError`` where there is none."""
    for step in path:
        data = data[step]  # type: ignore[index]
    return data
