"""Pages of a PDF -> pictures (PNG), with frames around places that are in the picture only; the only door to pypdfium2.

Pypdfium2 is not needed to make PDFs, and so is no part of the usual installation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageDraw

from factsheet_builder.errors import SurroundingsError

_POINTS_PER_INCH: Final = 72
_AROUND: Final = 3.0
"""Points between a place and its frame."""
_LINE: Final = 0.9
_INK: Final = (22, 57, 107)
_TINT: Final = 26
"""How dense the tint is, of 255: what it lies on stays as easy to read as it was."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: "Area") -> "Area":
        """Return the smallest rectangle around both."""
        return Area(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def page_images(pdf: bytes, dpi: int, marked: Sequence[Iterable[Area]] | None = None) -> tuple[bytes, ...]:
    """Return each page as PNG with what is ``marked`` on it tinted, and a frame around all of that; same PDF, same bytes.

    Without ``marked`` each page is as it is. For one thread at a time.

    Raises:
        SurroundingsError: pypdfium2 is not installed, or it cannot read the PDF.
    """
    document = _opened(pdf)
    try:
        images = []
        marks = [()] * len(document) if marked is None else marked
        for page, areas in zip(document, marks, strict=True):
            picture = page.render(scale=dpi / _POINTS_PER_INCH).to_pil().convert("RGB")
            images.append(_png(_marked(picture, tuple(areas), dpi / _POINTS_PER_INCH), dpi))
            page.close()
        return tuple(images)
    finally:
        document.close()


def page_words(pdf: bytes) -> tuple[str, ...]:
    """Return the words of each page as a viewer would copy them; raises as ``page_images``."""
    document = _opened(pdf)
    try:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(str(text.get_text_range()))
            text.close()
            page.close()
        return tuple(found)
    finally:
        document.close()


def _opened(pdf: bytes) -> Any:  # noqa: ANN401 - it has no types
    try:
        import pypdfium2
    except ImportError as error:
        what = "Pictures of pages need pypdfium2, which is not installed."
        raise SurroundingsError.of("no-pypdfium2", what, "Install “factsheet-builder[pictures]”.") from error
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        what = "The file is no PDF that can be shown."
        raise SurroundingsError.of("no-pdf", what, "Make it again, or put the one that was delivered back.") from error


def _marked(picture: Image.Image, areas: tuple[Area, ...], scale: float) -> Image.Image:
    if not areas:
        return picture
    layer = Image.new("RGBA", picture.size, (*_INK, 0))
    drawing = ImageDraw.Draw(layer)
    for area in areas:
        drawing.rectangle(_pixels(area, 0.0, scale), fill=(*_INK, _TINT))
    whole = areas[0]
    for area in areas[1:]:
        whole = whole.joined(area)
    drawing.rectangle(_pixels(whole, _AROUND, scale), outline=(*_INK, 255), width=max(1, round(_LINE * scale)))
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def _pixels(area: Area, around: float, scale: float) -> tuple[float, float, float, float]:
    return (
        (area.left - around) * scale,
        (area.top - around) * scale,
        (area.right + around) * scale,
        (area.bottom + around) * scale,
    )


def _png(picture: Image.Image, dpi: int) -> bytes:
    stream = BytesIO()
    picture.save(stream, "PNG", dpi=(dpi, dpi))
    return stream.getvalue()
