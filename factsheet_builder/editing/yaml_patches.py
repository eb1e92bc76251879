"""YAML and where all stands in it × the data that it is to say -> the pieces of it that change, each with its new words.

Whether the text with these pieces says what it must is left to ``yaml_edits``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.editing.arranging import arranged, in_brackets
from factsheet_builder.editing.entry_writing import entry_text, key_text, slot_text
from factsheet_builder.editing.folding import WIDTH
from factsheet_builder.editing.layout import IN_BRACKETS, Layout, Stretch
from factsheet_builder.editing.scalar_words import Style, bracket_words, canonical, key_words, scalar_words

Order = Callable[[Path, Data], Sequence[str]]
"""The keys that a mapping at a path may have, in the order in which they are written."""
_NEW: Final = "new"
_NAMES: Final = ("id", "code")
_NARROWEST: Final = 40
_MUCH: Final = 0.8


@dataclass(frozen=True, slots=True)
class Patch:
    """New words for a piece of a text."""

    start: int
    end: int
    words: str


def applied(text: str, patches: Sequence[Patch], within: Stretch | None = None) -> str:
    """Return a text, or a stretch of it, with the patches."""
    at, stop = (within.start, within.end) if within else (0, len(text))
    found = []
    for patch in sorted(patches, key=lambda patch: (patch.start, patch.end)):
        found += [text[at : patch.start], patch.words]
        at = patch.end
    return "".join([*found, text[at:stop]])


@dataclass(frozen=True)
class Patcher:
    """Finds the patches of one text."""

    layout: Layout
    order: Order
    is_quoted: bool = False
    """Whether texts in place of others stand between quotation marks, which say them anywhere."""

    def patches(self, path: Path, new: Data) -> list[Patch]:
        """Return the patches by which the value at ``path`` becomes ``new``."""
        old = self.layout.value(path)
        if canonical(old) == canonical(new):
            return []
        match old, new:
            case dict(), dict() if old and new:
                return self._mapping(path, old, new)
            case list(), list() if old and new:
                return self._list(path, old, new)
            case _:
                return [self._replaced(path, new)]

    def _mapping(self, path: Path, old: dict[str, Data], new: dict[str, Data]) -> list[Patch]:
        kept = [key for key in old if key in new]
        inner = {key: self.patches((*path, key), new[key]) for key in kept}
        if len(kept) == len(old) == len(new):
            return [patch for patches in inner.values() for patch in patches]
        sequence: list[str] = list(kept)
        rank = {key: number for number, key in enumerate(self.order(path, new) or new)}
        for key in new:
            if key not in old:
                before = [other for other in sequence if rank.get(other, -1) < rank.get(key, len(rank))]
                after = max(before, key=lambda other: rank.get(other, -1), default="")
                sequence.insert(sequence.index(after) + 1 if before else 0, key)
        keys = list(old)
        return [
            self._arranged(
                path,
                [keys.index(key) if key in old else key for key in sequence],
                {keys.index(key): patches for key, patches in inner.items()},
                lambda key, column: key_text(str(key), new[str(key)], column),
                lambda key: f"{key_words(str(key))}: {bracket_words(new[str(key)])}",
            )
        ]

    def _list(self, path: Path, old: list[Data], new: list[Data]) -> list[Patch]:
        pairs = dict(_pairs(old, new))
        inner = {before: self.patches((*path, before), new[after]) for after, before in pairs.items()}
        if len(pairs) == len(old) == len(new):
            return [patch for patches in inner.values() for patch in patches]
        return [
            self._arranged(
                path,
                [pairs[index] if index in pairs else str(index) for index in range(len(new))],
                inner,
                lambda index, column: entry_text(new[int(index)], column),
                lambda index: bracket_words(new[int(index)]),
            )
        ]

    def inserted(self, path: Path, index: int, value: Data) -> list[Patch]:
        """Return the patches of a new entry in a list that has some."""
        count = len(self.layout.children(path))
        sequence: list[int | str] = [*range(count)]
        sequence.insert(index, _NEW)
        in_lines, between = (lambda _, column: entry_text(value, column)), (lambda _: bracket_words(value))
        return [self._arranged(path, sequence, {}, in_lines, between)]

    def removed(self, path: Path) -> list[Patch]:
        """Return the patches by which an entry or a key goes that is not the last."""
        children = self.layout.children(path[:-1])
        sequence = [number for number, child in enumerate(children) if child != path]
        return [self._arranged(path[:-1], sequence, {}, lambda *_: "", lambda _: "")]

    def _arranged(
        self,
        path: Path,
        sequence: Sequence[int | str],
        inner: dict[int, list[Patch]],
        in_lines: Callable[[str, int], str],
        between: Callable[[str], str],
    ) -> Patch:
        """Return the patch of entries that come and go; new ones are names for the functions that write them."""
        layout = self.layout
        entries = layout.entries(path)
        texts = [applied(layout.text, inner.get(number, []), entry) for number, entry in enumerate(entries)]
        start, end = entries[0].start, entries[-1].end
        if layout.span(path).style in IN_BRACKETS:
            span = layout.span(path)
            said = [texts[item] if isinstance(item, int) else between(item) for item in sequence]
            words = in_brackets(layout, path, entries, sequence, said)
            return Patch(span.start, span.end, words)
        column = layout.column(layout.key_start(layout.children(path)[0]))
        said = [texts[item] if isinstance(item, int) else self._ended(in_lines(item, column)) for item in sequence]
        return Patch(start, end, arranged(layout, entries, sequence, said, column))

    def _replaced(self, path: Path, new: Data) -> Patch:
        """Return the patch of a value that is another one, or of another kind."""
        layout, span = self.layout, self.layout.span(path)
        if layout.is_in_brackets(path):
            if layout.is_empty(path):
                return Patch(layout.slot(path), layout.slot(path), f" {bracket_words(new)}")
            return Patch(span.start, span.end, bracket_words(new, '"' if self.is_quoted else span.style))
        if isinstance(new, (dict, list)) or span.style in {":", "-"}:
            return self._rewritten(path, new)
        return self._scalar(path, new)

    def _rewritten(self, path: Path, new: Data) -> Patch:
        """Return the patch by which entries take the place of a text, or the other way round."""
        layout = self.layout
        slot, start = layout.slot(path), layout.key_start(path) if path else 0
        column = layout.column(start)
        if path and isinstance(path[-1], int):
            return Patch(start, layout.end(path), self._ended(entry_text(new, column)))
        words = slot_text(new, column, layout.column(slot), is_key=True)
        head, _, body = words.partition("\n")
        stop, tail = self._tail(path)
        return Patch(slot, stop, self._ended(head + tail + ("\n" + body if body else "")))

    def _scalar(self, path: Path, new: bool | float | str | None) -> Patch:
        """Return the patch of a text or number in lines of its own, or in that of its key."""
        layout, span = self.layout, self.layout.span(path)
        slot, column = layout.slot(path), layout.column(layout.key_start(path) if path else 0)
        if new is None and isinstance(path[-1], str):
            stop, tail = self._tail(path)
            return Patch(slot, stop, tail)
        is_empty = layout.is_empty(path)
        start = slot if is_empty else span.start
        words = scalar_words(new, self._style(path, column, layout.column(start) + is_empty))
        if words.body:
            stop, tail = self._tail(path)
            return Patch(slot, stop, self._ended("\n".join((f" {words.head}{tail}", *words.body))))
        if span.style in {"|", ">"}:
            stop, tail = self._tail(path)
            return Patch(slot, stop, f" {words.head}{tail}")
        return Patch(start, layout.end(path), self._ended(" " * is_empty + words.head))

    def _ended(self, words: str) -> str:
        """Return new words with lines that end as those of the file do."""
        return words.replace("\n", self.layout.newline)

    def _tail(self, path: Path) -> tuple[int, str]:
        """Return where the last line of a value ends, and the comment that stands in the line of its key."""
        layout, span = self.layout, self.layout.span(path)
        end = layout.end(path)
        if span.style in {"|", ">"}:
            start = layout.header(path).end
            return end, layout.text[start : layout.line_end(start)].rstrip(" \t")
        if span.style in {":", "-"}:
            start = layout.slot(path)
            return end, layout.text[start : min(span.start, layout.line_end(start))].rstrip(" \t")
        stop = layout.line_end(end)
        return stop, layout.text[end:stop].rstrip(" \t")

    def _style(self, path: Path, column: int, start: int) -> Style:
        """Return how a value stands in its file."""
        layout, span = self.layout, self.layout.span(path)
        if self.is_quoted:
            return Style('"', column, start)
        lines: list[str] = []
        inner = column + 2
        if span.style in {"|", ">"}:
            lines = layout.body_lines(path)
            depths = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")]
            digit = "".join(filter(str.isdigit, layout.text[span.start : layout.header(path).end]))
            inner = (column + int(digit) if digit else depths[0]) if depths else inner
        elif not span.style:
            lines = layout.text[span.start : layout.end(path)].replace("\r\n", "\n").replace("\r", "\n").split("\n")
            inner = len(lines[1]) - len(lines[1].lstrip()) if len(lines) > 1 else inner
        width = self._width(lines) if len(lines) > 1 and span.style != "|" else WIDTH
        return Style(span.style, column, start, inner, [line[inner:] for line in lines], width)

    def _width(self, lines: Sequence[str]) -> int:
        """Return how wide a text is folded: as all of the file are, or narrower where it is much narrower itself."""
        layout = self.layout
        paths = [path for path, span in layout.source.spans.items() if span.style == ">"]
        own = max(map(len, lines))
        usual = max((len(line) for path in paths for line in layout.body_lines(path)), default=own)
        return max(_NARROWEST, min(WIDTH, own if len(lines) > 2 and own < usual * _MUCH else usual))


def _pairs(old: Sequence[Data], new: Sequence[Data]) -> Iterator[tuple[int, int]]:
    """Yield which entry of a new list is which one of the old, by its name or by what it says; the ends first."""
    before, after = [_name(item) for item in old], [_name(item) for item in new]
    start = next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None)
    start = min(len(old), len(new)) if start is None else start
    last = 0
    while last < min(len(old), len(new)) - start and before[-last - 1] == after[-last - 1]:
        last += 1
    yield from ((number, number) for number in range(start))
    middle = before[start : len(old) - last], after[start : len(new) - last]
    for kind, i, j, k, m in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and j - i == m - k):
            yield from zip(range(start + k, start + m), range(start + i, start + j), strict=True)
    yield from ((len(new) - number, len(old) - number) for number in range(last, 0, -1))


def _name(item: Data) -> str:
    """Return by what an entry is known."""
    if isinstance(item, dict):
        return next((f"{key} {item[key]}" for key in _NAMES if isinstance(item.get(key), str)), canonical(item))
    return canonical(item)
