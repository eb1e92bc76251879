"""What a reader that goes by places finds on a page: every glyph with its place and its letters, tags left aside."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ByteStringObject, ContentStream, TextStringObject

from factsheet_builder.pdf.reading.font_text import FontText, read_font


@dataclass(frozen=True)
class PlacedGlyph:
    """One glyph of the first page: its code, its origin in points of the text's own space, what it is mapped to."""

    code: int
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class _Font:
    text: FontText
    widths: dict[int, float]


def placed_glyphs(pdf: bytes) -> list[PlacedGlyph]:
    """Return the glyphs of the first page in the order of the content stream; artifacts and ``/ActualText`` ignored."""
    reader = PdfReader(BytesIO(pdf))
    page: Any = reader.pages[0]
    fonts = {name: _font(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    return list(_glyphs(ContentStream(page["/Contents"].get_object(), reader).operations, fonts))


def read_by_place(glyphs: list[PlacedGlyph], y: float) -> str:
    """Return the letters of one line from right to left; glyphs at one place stand in the order in which they are shown."""
    line = sorted((glyph for glyph in glyphs if abs(glyph.y - y) < 1), key=lambda glyph: round(glyph.x, 2))
    return "".join(glyph.text for glyph in line)[::-1]


def _font(font: Any) -> _Font:
    inner = font["/DescendantFonts"][0].get_object()
    widths, entries = {}, list(inner["/W"])
    while entries:
        first, values = int(entries.pop(0)), entries.pop(0)
        if isinstance(values, ArrayObject):
            widths.update({first + at: float(value) for at, value in enumerate(values)})
        else:
            last, value = int(values), float(entries.pop(0))
            widths.update(dict.fromkeys(range(first, last + 1), value))
    return _Font(read_font(font), widths)


def _glyphs(operations: list[Any], fonts: dict[str, _Font]) -> Iterator[PlacedGlyph]:
    font, size, rise, x, y = None, 0.0, 0.0, 0.0, 0.0
    for operands, operator in operations:
        match operator:
            case b"Tm":
                x, y = map(float, operands[4:6])
            case b"Ts":
                rise = float(operands[0])
            case b"Tf":
                font, size = fonts[operands[0]], float(operands[1])
            case b"TJ":
                assert font is not None
                for item in _shown(operands[0]):
                    if isinstance(item, bytes):
                        code = int.from_bytes(item)
                        yield PlacedGlyph(code, x, y - rise, "".join(font.text.read(item)))
                        x += font.widths[code] * size / 1000
                    else:
                        x -= item * size / 1000


def _shown(array: list[Any]) -> Iterator[bytes | float]:
    for item in array:
        if isinstance(item, ByteStringObject | TextStringObject):
            codes = item.original_bytes
            yield from (codes[at : at + 2] for at in range(0, len(codes), 2))
        else:
            yield float(item)
