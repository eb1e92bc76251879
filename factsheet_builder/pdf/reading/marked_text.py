"""From the content stream of a page to the text of each of its marked-content sequences, by their numbers (MCID).

Text stands in the order in which it is written; ``/ActualText`` replaces what it encloses, ``/ReversedChars`` turns the
strings in it round, and artifacts give none (ISO 32000-1, 14.6 to 14.9).
Form XObjects are followed. A stream that breaks off gives what came before the break.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pypdf.generic import DictionaryObject, StreamObject

from factsheet_builder.pdf.content_stream import operations_of
from factsheet_builder.pdf.reading.font_text import FontText, read_font

_MAX_FORMS_DEEP = 12


@dataclass(slots=True)
class _Frame:
    """One marked-content sequence that is open: its number, whether it is silent, whether its strings run backwards."""

    mcid: int | None
    silent: bool
    is_reversed: bool = False


@dataclass(slots=True)
class MarkedText:
    """Reads the content streams of one page; ``texts`` maps the number of a sequence to the parts of its text."""

    fonts: dict[int, FontText]
    texts: dict[int, list[str]] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    _stack: list[_Frame] = field(default_factory=list)

    def read(self, data: bytes, resources: DictionaryObject, depth: int = 0) -> None:
        """Read one content stream with its resources."""
        font: FontText | None = None
        font_names: dict[str, FontText] = {}
        for operator, operands in _operations(data):
            match operator:
                case b"TJ" | b"Tj" | b"'" | b'"':
                    self._show(font, operands)
                case b"Tf" if len(operands) >= 2:
                    name = str(operands[-2])
                    font = font_names.get(name) or font_names.setdefault(name, self.font_of(resources, name))
                case b"BDC" | b"BMC":
                    self._begin(operands, resources)
                case b"EMC" if self._stack:
                    self._stack.pop()
                case b"Do" if operands and depth < _MAX_FORMS_DEEP:
                    self._draw(resources, str(operands[-1]), depth)

    def _show(self, font: FontText | None, operands: list[Any]) -> None:
        if font is None or not operands:
            return
        if self._stack and self._stack[-1].silent:
            return
        shown = operands[-1] if isinstance(operands[-1], list) else operands[-1:]
        texts = [text for item in shown if isinstance(item, bytes) for text in font.read(item)]
        if self._stack and self._stack[-1].is_reversed:
            texts.reverse()
        self._write("".join(texts))

    def _write(self, text: str) -> None:
        mcid = self._stack[-1].mcid if self._stack else None
        (self.outside if mcid is None else self.texts.setdefault(mcid, [])).append(text)

    def _begin(self, operands: list[Any], resources: DictionaryObject) -> None:
        tag = operands[0] if operands else ""
        properties = operands[1] if len(operands) > 1 else {}
        if isinstance(properties, str):
            properties = _named_properties(resources, properties)
        outer = self._stack[-1] if self._stack else _Frame(None, silent=False)
        mcid = properties.get("/MCID")
        frame = _Frame(
            mcid=int(mcid) if isinstance(mcid, int) else outer.mcid,
            silent=outer.silent or tag == "/Artifact",
            is_reversed=outer.is_reversed or tag == "/ReversedChars",
        )
        self._stack.append(frame)
        actual = properties.get("/ActualText")
        if isinstance(actual, bytes | str) and not frame.silent:
            self._write(decode_text_string(actual))
            frame.silent = True

    def font_of(self, resources: DictionaryObject, name: str) -> FontText:
        """Return how the font that ``resources`` call ``name`` turns codes into text."""
        font = _lookup(resources, "/Font", name)
        if not isinstance(font, DictionaryObject):
            return FontText()
        reference = getattr(font, "indirect_reference", None)  # a direct dictionary has none, not even an empty one
        key = reference.idnum if reference is not None else id(font)
        if key not in self.fonts:
            self.fonts[key] = read_font(font)
        return self.fonts[key]

    def _draw(self, resources: DictionaryObject, name: str, depth: int) -> None:
        form = _lookup(resources, "/XObject", name)
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form":
            return
        own = form.get("/Resources")
        own = own.get_object() if own is not None else resources
        open_before = len(self._stack)
        self.read(form.get_data(), own if isinstance(own, DictionaryObject) else resources, depth + 1)
        del self._stack[open_before:]


@dataclass
class PageTexts:
    """Texts of pages kept for a while: at most ``most`` pages of ``most_bytes`` together, those read last; none with 0.

    A tab is read by itself and again in each pack that takes it over, and half of the pages of versions are those of
    others, byte for byte. The key is all that the text depends on: the content stream, and how each font of the page turns
    codes into text. A page that draws forms, or names properties, is read anew.
    """

    most: int
    most_bytes: int
    is_on: bool = True
    _kept: OrderedDict[tuple[bytes, tuple[tuple[str, int], ...]], tuple[MarkedText, tuple[FontText, ...]]] = field(
        default_factory=OrderedDict
    )
    _bytes: int = 0

    def read(self, marked: MarkedText, data: bytes, resources: DictionaryObject) -> MarkedText:
        """Return ``marked`` having read a page with this content stream and these resources, or one that has read the same.

        Raises what pypdf raises for a damaged file; ``marked`` then has what came before.
        """
        if not self.is_on or not _depends_on_fonts_alone(data):
            marked.read(data, resources)
            return marked
        names = sorted({str(operands[-2]) for operator, operands in _operations(data) if operator == b"Tf"})
        fonts = tuple(marked.font_of(resources, name) for name in names)
        key = data, tuple(zip(names, map(id, fonts), strict=True))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][0]
        marked.read(data, resources)
        self._kept[key] = marked, fonts  # so that their numbers stand for them as long as the text is kept
        self._bytes += len(data)
        while len(self._kept) > self.most or self._bytes > self.most_bytes:
            (oldest, _), _ = self._kept.popitem(last=False)
            self._bytes -= len(oldest)
        return marked


def _depends_on_fonts_alone(data: bytes) -> bool:
    """Tell whether nothing but fonts of the resources has a say in the text: no form is drawn, no property named."""
    return not any(
        operator == b"Do"
        or (operator == b"BDC" and len(operands) > 1 and isinstance(operands[1], str))
        or (operator == b"Tf" and len(operands) < 2)
        for operator, operands in _operations(data)
    )


PAGE_TEXTS = PageTexts(most=300, most_bytes=8_000_000)
"""Those of this process."""

_TELLING = frozenset({b"TJ", b"Tj", b"'", b'"', b"Tf", b"BDC", b"BMC", b"EMC", b"Do"})
"""Operators that tell something of the text; the others draw."""
_PAGES_KEPT = 100


@lru_cache(maxsize=_PAGES_KEPT)
def _operations(data: bytes) -> tuple[tuple[bytes, list[Any]], ...]:
    """Return the operators of a content stream that tell something of the text, each with its operands.

    Streams are kept for a while: a tab is read by itself and again in each pack that takes it over, and taking a stream
    apart is half of reading it (measured on a pack of 25 pages: 0.23 of 0.47 s).
    """
    return tuple((operator, operands) for operator, operands in operations_of(data) if operator in _TELLING)


def _lookup(resources: DictionaryObject, category: str, name: str) -> object:
    group = resources.get(category)
    group = group.get_object() if group is not None else None
    found = group.get(name) if isinstance(group, DictionaryObject) else None
    return found.get_object() if found is not None else None


def _named_properties(resources: DictionaryObject, name: str) -> Mapping[str, Any]:
    found = _lookup(resources, "/Properties", name)
    return found if isinstance(found, DictionaryObject) else {}


def decode_text_string(value: bytes | str) -> str:
    """Decode a PDF text string (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 by its mark, else PDFDocEncoding as Latin-1."""
    if isinstance(value, str):
        return value
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return value.decode("latin-1")
