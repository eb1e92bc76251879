"""The objects of one PDF under the pen, turned from screen colours to printing inks in place.

Works on the engine's own objects (pydyf) just before they are written, so that every colour operator is still a whole
item of its stream and nothing needs to be parsed back: operators (ISO 32000-1, 8.6.8), shadings (8.7.4.5), images
(8.9.5), transparency groups (11.6.6) and soft masks (11.6.5.2). Page boxes, marks and metadata are left to ``press_writer``.
"""

import re
import struct
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pydyf
from PIL import Image, UnidentifiedImageError

from factsheet_builder.errors import RefusedError
from factsheet_builder.pdf.press.colour import BLACK, Cmyk, Separator

# Text in solid black overprints, so that a press out of register shows no white hairline round its letters. OPM 1:
# inks that the colour does not use keep what lies below (ISO 32000-1, 8.6.7). Strokes keep knocking out: only the fill
# colour is known to be black.
OVERPRINT: Final = "blackOverprints"
KNOCKOUT: Final = "blackKnocksOut"
_STATES: Final = {
    OVERPRINT: {"Type": "/ExtGState", "OP": "false", "op": "true", "OPM": 1},
    KNOCKOUT: {"Type": "/ExtGState", "OP": "false", "op": "false", "OPM": 0},
}

_NUMBER = rb"-?(?:\d+\.?\d*|\.\d+)"
_RGB = re.compile(rb"(%b) (%b) (%b) (rg|RG)" % ((_NUMBER,) * 3))
_SPACE = re.compile(rb"/(\S+) (cs|CS)")
_COMPONENTS = re.compile(rb"((?:%b )+)(scn|SCN)" % _NUMBER)
_FONT = re.compile(rb"/\S+ (%b) Tf" % _NUMBER)
_SMALL_PX: Final = 12.0
"""Text below 9 pt is one ink, which cannot be out of register: the engine writes sizes in CSS pixels."""
_FILL = frozenset((b"rg", b"cs", b"scn"))
_REFERENCE = re.compile(rb"(\d+) 0 R")


class PressPainter:
    """Rewrites every coloured object of one ``pydyf.PDF``; used once."""

    def __init__(self, pdf: pydyf.PDF, separator: Separator) -> None:
        self._pdf = pdf
        self._separator = separator
        self._masks: set[int] = set()
        self._alphas: set[int] = set()

    def paint(self) -> None:
        """Leave no colour but DeviceCMYK, and DeviceGray in images and masks.

        Raises:
            RefusedError: an object has a colour that cannot be separated; the message says which.
        """
        self._find_masks()
        for content, resources in self._contents():
            is_mask = content.number in self._masks
            writer = _MaskInks() if is_mask else _PageInks(self._separator)
            content.stream = list(writer.rewrite(content.stream))
            if writer.overprints:
                states = self.resolve(resources["ExtGState"])
                states.update({name: pydyf.Dictionary(state) for name, state in _STATES.items()})
            _set_blend_space(content.extra, "/DeviceGray" if is_mask else "/DeviceCMYK")
        for item in self._pdf.objects:
            if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/Image":
                self._separate_image(item)
            elif isinstance(item, pydyf.Dictionary) and "ShadingType" in item:
                self._separate_shading(item)

    def resolve(self, value: object) -> pydyf.Object:
        """Return the object behind a reference ("12 0 R" in bytes), or the value itself."""
        match = _REFERENCE.fullmatch(value) if isinstance(value, bytes) else None
        return self._pdf.objects[int(match[1])] if match else value

    def pages(self) -> list[pydyf.Dictionary]:
        """Return the page dictionaries in order; the engine keeps a flat page tree of "number 0 R" triples."""
        return [self._pdf.objects[number] for number in self._pdf.pages["Kids"][::3]]

    def _contents(self) -> Iterator[tuple[pydyf.Stream, pydyf.Dictionary]]:
        """Yield each content stream with its resources: pages, forms, patterns and mask groups."""
        for page in self.pages():
            yield self.resolve(page["Contents"]), self.resolve(page["Resources"])
        for item in self._pdf.objects:
            if isinstance(item, pydyf.Stream) and "Resources" in item.extra:
                yield item, self.resolve(item.extra["Resources"])

    def _find_masks(self) -> None:
        for item in self._pdf.objects:
            if isinstance(item, pydyf.Stream) and "SMask" in item.extra:
                self._alphas.add(self.resolve(item.extra["SMask"]).number)
        for _, resources in list(self._contents()):
            for state in self.resolve(resources["ExtGState"]).values():
                if "SMask" in state and "G" in state["SMask"]:
                    self._mark_mask(self.resolve(state["SMask"]["G"]))
        # An image is one object wherever it is used: one that the page shows too needs its inks, and a mask reads those
        # as well. Groups, patterns and gradients belong to one place each.
        for content, resources in self._contents():
            if content.number not in self._masks:
                images = (self.resolve(item) for item in self.resolve(resources["XObject"]).values())
                self._masks -= {item.number for item in images if item.extra.get("Subtype") == "/Image"}

    def _mark_mask(self, item: pydyf.Stream) -> None:
        """Mark all that a soft mask paints: its colours say how much shows, and are not ink."""
        if item.number in self._masks:
            return
        self._masks.add(item.number)
        if "Resources" not in getattr(item, "extra", {}):
            return
        resources = self.resolve(item.extra["Resources"])
        for kind in ("XObject", "Pattern", "Shading"):
            for part in self.resolve(resources.get(kind, {})).values():
                self._mark_mask(self.resolve(part))

    def _separate_shading(self, shading: pydyf.Dictionary) -> None:
        if shading["ColorSpace"] != "/DeviceRGB":
            return
        is_mask = shading.number in self._masks
        shading["ColorSpace"] = "/DeviceGray" if is_mask else "/DeviceCMYK"
        for function in shading["Function"]["Functions"]:
            for end in ("C0", "C1"):
                colour = tuple(function[end])
                inks = (_luminosity(*colour),) if is_mask else self._separator.separate(*colour)
                function[end] = pydyf.Array(inks)

    def _separate_image(self, item: pydyf.Stream) -> None:
        """Give an image of the page its inks; an image's own alpha channel is no colour and stays as it is."""
        extra = item.extra
        if item.number in self._alphas or extra["ColorSpace"] == "/DeviceCMYK":
            return
        if item.number in self._masks:
            separated = _decode(item).convert("L")
        else:
            separated = self._separator.separate_image(_decode(item))
        extra["ColorSpace"] = "/DeviceGray" if separated.mode == "L" else "/DeviceCMYK"
        extra.pop("DecodeParms", None)
        extra["Filter"] = "/FlateDecode"
        item.stream = [zlib.compress(separated.tobytes(), 9)]


class _Inks(ABC):
    """Walks the items of one content stream and puts inks in the place of colours."""

    overprints = False

    def rewrite(self, items: list[Any]) -> Iterator[Any]:
        """Yield the same items with every colour set in the new space."""
        spaces: dict[bool, str] = {}
        for item in items:
            data = item.encode() if isinstance(item, str) else item
            if not isinstance(data, bytes):
                yield data
            elif match := _RGB.fullmatch(data):
                yield from self.set_colour(match[4] in _FILL, *map(float, match.groups()[:3]))
            elif match := _SPACE.fullmatch(data):
                spaces[match[2] in _FILL] = match[1].decode()
                if match[1] == b"Pattern":
                    yield from self.set_pattern(match[2] in _FILL, data)
            elif match := _COMPONENTS.fullmatch(data):
                space = spaces.get(match[2] in _FILL, "")
                yield from self.set_special(match[2] in _FILL, space, [float(part) for part in match[1].split()])
            else:
                yield from self.follow(data)

    @abstractmethod
    def set_colour(self, is_fill: bool, red: float, green: float, blue: float) -> Iterator[bytes]:
        """Yield the operator that sets an sRGB colour."""

    def set_pattern(self, is_fill: bool, data: bytes) -> Iterator[bytes]:  # noqa: ARG002
        """Yield the operator that makes room for a pattern."""
        yield data

    def set_special(self, is_fill: bool, space: str, components: list[float]) -> Iterator[bytes]:
        """Yield the operator that sets a colour of a named space: ``device-cmyk()`` is the only one that prints."""
        if space != "DeviceCMYK" or len(components) != 4:
            raise RefusedError.of(
                "press-colour-space",
                f"A colour of the space {space} cannot be separated for print.",
                "Write the colour as #RRGGBB, rgb() or device-cmyk() in the stylesheet or drawing.",
            )
        yield _set_inks(is_fill, Cmyk(*components))

    def follow(self, data: bytes) -> Iterator[bytes]:
        """Yield an operator that sets no colour."""
        yield data


class _MaskInks(_Inks):
    """Colours of a soft mask: their luminosity, in DeviceGray."""

    def set_colour(self, is_fill: bool, red: float, green: float, blue: float) -> Iterator[bytes]:
        yield b"%b %b" % (_number(_luminosity(red, green, blue)), b"g" if is_fill else b"G")


class _PageInks(_Inks):
    """Colours of the page: inks in DeviceCMYK, with solid black text set to overprint."""

    def __init__(self, separator: Separator) -> None:
        self._separator = separator
        self._is_black = False
        self._saved: list[bool] = []
        self._in_text = False
        self._on = False
        self._fill = BLACK
        self._fills: list[Cmyk] = []
        self._is_replaced = False

    def set_colour(self, is_fill: bool, red: float, green: float, blue: float) -> Iterator[bytes]:
        inks = self._separator.separate(red, green, blue)
        yield _set_inks(is_fill, inks)
        if is_fill:
            self._fill = inks
            yield from self._note_fill(inks == BLACK)

    def set_pattern(self, is_fill: bool, data: bytes) -> Iterator[bytes]:
        yield data
        if is_fill:
            yield from self._note_fill(is_black=False)

    def set_special(self, is_fill: bool, space: str, components: list[float]) -> Iterator[bytes]:
        yield from super().set_special(is_fill, space, components)
        if is_fill:
            self._fill = Cmyk(*components)
            yield from self._note_fill(Cmyk(*components) == BLACK)

    def follow(self, data: bytes) -> Iterator[bytes]:
        if data == b"ET":
            self._in_text = False
            if self._is_replaced:
                self._is_replaced = False
                yield _set_inks(True, self._fill)
                self._is_black = self._fill == BLACK
            yield from self._switch()
        yield data
        if self._in_text and (match := _FONT.fullmatch(data)) and float(match[1]) < _SMALL_PX and _is_dark(self._fill):
            self._is_replaced = True
            yield _set_inks(True, BLACK)
            yield from self._note_fill(is_black=True)
        if data == b"q":
            self._saved.append(self._is_black)
            self._fills.append(self._fill)
        elif data == b"Q":
            self._is_black = self._saved.pop()
            self._fill = self._fills.pop()
        elif data == b"BT":
            self._in_text = True
            yield from self._switch()

    def _note_fill(self, is_black: bool) -> Iterator[bytes]:
        self._is_black = is_black
        yield from self._switch()

    def _switch(self) -> Iterator[bytes]:
        """Yield the change of overprint that is due: on only while black text is shown, never for shapes or white."""
        wanted = self._in_text and self._is_black
        if wanted != self._on:
            self._on = wanted
            self.overprints = True
            yield b"/%b gs" % (OVERPRINT if wanted else KNOCKOUT).encode()


def _is_dark(inks: Cmyk) -> bool:
    """Tell whether a colour of several inks is as dark as text on paper: light text on a dark ground keeps its colour."""
    return sum(part > 0 for part in inks) > 1 and sum(inks) > 1


def _set_blend_space(extra: pydyf.Dictionary, space: str) -> None:
    if "Group" in extra:
        extra["Group"]["CS"] = space


def _set_inks(is_fill: bool, inks: Cmyk) -> bytes:
    return b"%b %b" % (b" ".join(map(_number, inks)), b"k" if is_fill else b"K")


def _number(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()


def _luminosity(red: float, green: float, blue: float) -> float:
    """Luminosity of an RGB colour as soft masks use it (ISO 32000-1, 11.5.3)."""
    return 0.3 * red + 0.59 * green + 0.11 * blue


def _decode(item: pydyf.Stream) -> Image.Image:
    """Return an image object's pixels: a whole JPEG file, or the compressed rows of a PNG file without its frame."""
    data = b"".join(part if isinstance(part, bytes) else part.data for part in item.stream)
    if item.extra["Filter"] != "/DCTDecode":
        colour_type = 2 if item.extra["ColorSpace"] == "/DeviceRGB" else 0
        header = struct.pack(">IIBBBBB", item.extra["Width"], item.extra["Height"], 8, colour_type, 0, 0, 0)
        data = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    try:
        image = Image.open(BytesIO(data))
        image.load()
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise RefusedError.of(
            "press-image",
            f"An image of {item.extra['Width']} by {item.extra['Height']} pixels cannot be separated: {error}.",
            "Save it as an 8-bit PNG or JPEG in RGB, grey or CMYK.",
        ) from error
    return image


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
