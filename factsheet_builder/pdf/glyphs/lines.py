"""Makes the text of painted lines read right: spaces between words, soft hyphens, right-to-left text in logical order.

WeasyPrint 70.0 writes no space at the end of a line nor for a space between two inline elements, so readers that go by
the content glue words; it writes U+2010 at a hyphenated end, which then stands in the middle of a copied word; and it
writes right-to-left runs as they stand on the page. Here, before the fonts are subset:

- a space glyph of the same font is added to the last text before a space that was not painted; nothing visible moves,
  since every text sets its own position. A real space, not ``/ActualText``, because pdf.js and poppler's word boxes
  go by glyphs;
- the hyphen of a hyphenated line becomes U+00AD, as ISO 32000-2, 14.8.2.2.3, asks: in the ToUnicode map where the glyph
  is a hyphen of its own (U+2010), else by ``/ActualText`` around that glyph alone;
- a text with right-to-left letters is put in logical order (``right_to_left``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from types import SimpleNamespace
from typing import Any
from unicodedata import mirrored

import pydyf

from factsheet_builder.pdf.engine import (
    FootnoteAreaBox,
    InlineBox,
    LineBox,
    MarginBox,
    TaggedPage,
    TextBox,
    boxes,
    real_box,
)
from factsheet_builder.pdf.glyphs.embedded_fonts import find_glyph, keep_glyph
from factsheet_builder.pdf.glyphs.glyph_letters import Surroundings
from factsheet_builder.pdf.glyphs.made_glyphs import MadeGlyphs
from factsheet_builder.pdf.glyphs.painted_glyphs import Fonts, fonts_by_name
from factsheet_builder.pdf.glyphs.right_to_left import in_logical_order
from factsheet_builder.pdf.glyphs.shaped_text import clusters_of
from factsheet_builder.pdf.glyphs.source_text import SourceText

SOFT_HYPHEN = "\xad"
_HYPHEN = "\u2010"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FONT = re.compile(rb"/(\S+) \S+ Tf")
_LAST_GLYPH = re.compile(rb"^(.*<[0-9a-f]*?)([0-9a-f]{4})>(-?\d+)?\] TJ$", re.DOTALL)
_END = b"] TJ"
_LEADER = SimpleNamespace(text=" ")  # the dots of a leader are not read: a space stands for them


@dataclass(slots=True)
class LineMender:
    """Mends the lines of the pages of one document, in page order; hand ``mend`` to ``engine.tagged_copy``."""

    source: SourceText = field(default_factory=SourceText)
    made: MadeGlyphs = field(default_factory=MadeGlyphs)

    def mend(self, page: TaggedPage) -> None:
        """Mend every line of a page that was just painted."""
        marked = _MarkedStream(page, self.made)
        for child in page.box.children:
            if isinstance(child, MarginBox):
                for text in filter(marked.reads_backward, _painted_texts(child)):
                    marked.put_in_logical_order(text, child, needs_space=False)
                continue
            if not isinstance(child, FootnoteAreaBox):
                self.source.add_root(child.element)
            for line in _lines(child):
                self._mend_line(marked, line)

    def _mend_line(self, marked: "_MarkedStream", line: Any) -> None:  # noqa: ANN401
        texts = [box for box in _texts(line) if box.text]
        goes_on = line.resume_at is not None
        for box, following in zip_longest(texts, texts[1:]):
            if not box.text.strip():
                continue
            hyphen = self._hyphen(box) if following is None and goes_on else ""
            space_follows = self.source.space_follows(box.element, box.text.removesuffix(hyphen))
            is_at_end = following is None and goes_on and not hyphen
            is_before_blank = following is not None and not following.text.strip()
            ends_block = following is None and not goes_on and _is_rtl(line)  # pdf.js glues what stands to its left
            needs_space = ((is_at_end and space_follows) or is_before_blank or ends_block) and not _is_spaced(box)
            if marked.reads_backward(box) or (_is_rtl(line) and not hyphen):
                marked.put_in_logical_order(box, line, needs_space=needs_space)
            elif hyphen:
                self._soften(marked, box, hyphen)
            elif needs_space:
                self._add_space(marked, box)
            elif _HYPHEN in box.text:
                marked.set_actual_text(box, box.text)

    def _hyphen(self, box: Any) -> str:  # noqa: ANN401
        """Return the hyphen that the engine put at the end of this text, or nothing."""
        mark: str = box.style["hyphenate_character"]
        if not mark or not box.text.endswith(mark) or box.style["hyphens"] == "none":
            return ""
        return "" if self.source.stands(box.element, box.text) else mark

    def _add_space(self, marked: "_MarkedStream", box: Any) -> None:  # noqa: ANN401
        last = marked.last_shown(box)
        if last is None:
            return
        index, fonts = last
        glyph = find_glyph(fonts[0], " ")
        if glyph is not None:
            keep_glyph(fonts, glyph, " ")
            marked.items[index] = marked.items[index][: -len(_END)] + b"<%04x>] TJ" % glyph

    def _soften(self, marked: "_MarkedStream", box: Any, hyphen: str) -> None:  # noqa: ANN401
        last = marked.last_shown(box)
        match = _LAST_GLYPH.match(marked.items[last[0]]) if last else None
        if last is None or match is None:
            return
        glyph, fonts = int(match[2], 16), last[1]
        if hyphen == _HYPHEN and all(font.to_unicode.get(glyph, "") in (_HYPHEN, SOFT_HYPHEN) for font in fonts):
            for font in fonts:
                font.to_unicode[glyph] = SOFT_HYPHEN
            return
        before = match[1] + b">] TJ\n"
        mark = b"/Span <</ActualText <FEFF00AD>>> BDC\n[<" + match[2] + b">] TJ\nEMC"  # the last glyph: no kerning
        marked.items[last[0]] = before + mark


@dataclass(slots=True)
class _MarkedStream:
    """The content stream of a page as the engine holds it: a list of operators, with the place of each sequence."""

    page: TaggedPage
    made: MadeGlyphs
    items: list[Any] = field(init=False)
    _starts: dict[int, int] = field(init=False)
    _fonts: Fonts = field(init=False)

    def __post_init__(self) -> None:
        stream = self.page.stream
        self.items = stream.stream
        self._starts = {
            item["MCID"]: index
            for index, item in enumerate(self.items)
            if isinstance(item, pydyf.Dictionary) and "MCID" in item
        }
        self._fonts = fonts_by_name(stream)
        self.made.enter(stream._fonts.values())

    @property
    def is_rtl(self) -> bool:
        """Whether the document reads from right to left."""
        return _is_rtl(self.page.box)

    def reads_backward(self, box: Any) -> bool:  # noqa: ANN401
        """Tell whether some of a text reads from right to left, or has a sign that is mirrored in such a document."""
        if _is_rtl(box) or _RIGHT_TO_LEFT.search(box.text):
            return True
        return self.is_rtl and any(map(mirrored, box.text))

    def put_in_logical_order(self, box: Any, line: Any, *, needs_space: bool) -> None:  # noqa: ANN401
        """Rewrite a text of a right-to-left line, or give it an ``/ActualText`` if that cannot be done."""
        start = self._start(box)
        if start is None or b"BT" not in self.items[start : start + 40]:
            return
        begin = self.items.index(b"BT", start)
        end = self.items.index(b"ET", begin)
        around = Surroundings(_is_rtl(box), _is_rtl(line), self.is_rtl, self.made)
        items = self.items[begin : end + 1]
        shown = in_logical_order(items, self._fonts, clusters_of(box), around, ends_in_space=needs_space)
        if shown is None:
            self.set_actual_text(box, box.pango_layout.text + (" " if needs_space else ""))
            return
        self.items[begin] = b"\n".join(shown)
        self.items[begin + 1 : end + 1] = [b""] * (end - begin)

    def set_actual_text(self, box: Any, text: str) -> None:  # noqa: ANN401
        start = self._start(box)
        if start is not None:
            self.items[start]["ActualText"] = pydyf.String(text)

    def last_shown(self, box: Any) -> tuple[int, Sequence[Any]] | None:  # noqa: ANN401
        """Return where the last text of a box is shown, and the fonts (all of one file) that it is shown in."""
        start = self._start(box)
        fonts: Sequence[Any] = ()
        last = None
        while start is not None and self.items[start] != b"EMC":
            item = self.items[start]
            if isinstance(item, bytes):
                if item.endswith(_END):
                    last = start
                elif match := _FONT.fullmatch(item):
                    fonts = self._fonts.get(match[1], ())
            start += 1
        return (last, fonts) if last is not None and fonts and not fonts[0].bitmap else None

    def _start(self, box: Any) -> int | None:  # noqa: ANN401
        return self._starts.get(self.page.marks.get(box, -1))


def _is_rtl(box: Any) -> bool:  # noqa: ANN401
    return bool(box.style["direction"] == "rtl")


def _is_spaced(box: Any) -> bool:  # noqa: ANN401
    """Tell whether a space is painted at the end: layout takes it from the text, not always from what is drawn."""
    return bool(box.pango_layout.text.endswith(" "))


def _painted_texts(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield every text in a box that shows something."""
    return (inner for inner in box.descendants() if isinstance(inner, TextBox) and inner.text.strip())


def _lines(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the lines in a box; the last one of an inline block counts to the line that the block stands in."""
    box = real_box(box)
    if isinstance(box, LineBox):
        yield box
    last = _last_line(box)
    for child in box.children:
        if child is last:
            yield from (line for inner in child.children for line in _lines(inner))
        else:
            yield from _lines(child)


def _last_line(box: Any) -> Any:  # noqa: ANN401
    """Return the last line of an inline block that holds lines and nothing else, or nothing."""
    is_block_of_lines = isinstance(box, boxes.InlineBlockBox) and box.children
    return box.children[-1] if is_block_of_lines and isinstance(box.children[-1], LineBox) else None


def _texts(line: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the texts that stand in this line itself, not those of lines inside a box in it, but for its last."""
    for child in line.children:
        if child.is_leader:
            yield _LEADER
        elif isinstance(child, TextBox):
            yield child
        elif isinstance(child, InlineBox):
            yield from _texts(child)
        elif (last := _last_line(child)) is not None:
            yield from _texts(last)
