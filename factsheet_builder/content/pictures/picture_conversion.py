"""Photographs and scans as people have them -> a PNG or JPEG that every engine and browser shows alike, or why there is none.

Colours become sRGB by the profile in the file, inks without one by that of coated paper (FOGRA39); sixteen bits become
eight; a picture is turned as the camera was held. What a file says beside its pixels (place, time, camera, names) is left
out, without writing the pixels anew where they can stay as they are. The press makes inks of it by its own condition.
"""

import hashlib
import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image

KINDS: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".svg": "image/svg+xml",
}
"""Types of the pictures that content may name, by their endings."""
_READ: Final = ("PNG", "JPEG", "GIF")
_PNG, _JPEG = "image/png", "image/jpeg"
_QUALITY: Final = 95
_FEW_COLOURS: Final = 4096
"""Colours up to which a picture is taken for a drawing, which a PNG keeps sharp."""
_PLAIN_PNG: Final = frozenset(b"IHDR PLTE tRNS IDAT IEND pHYs sRGB gAMA cHRM sBIT bKGD".split())
_PNG_HEAD: Final = b"\x89PNG\r\n\x1a\n"
_PLAIN_MODES: Final = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
_CONVERTED_MODES: Final = _PLAIN_MODES | {"CMYK", "I;16", "I;16B", "I;16L", "I;16N", "I", "PA", "YCbCr"}
_MOST_KEPT: Final = 30


class UnfitPictureError(ValueError):
    """A picture that cannot be printed, with the reason in words."""


@dataclass(frozen=True, slots=True)
class FitPicture:
    """A picture for pages and browsers."""

    data: bytes
    kind: str
    """Its type, as ``image/png``."""


def fit_picture(file: Path) -> FitPicture:
    """Return the picture as it is printed; drawings, and what is no picture, as they are.

    Raises:
        UnfitPictureError: it moves, has several pages, or is of a kind that nothing here can convert.
    """
    data = file.read_bytes()
    kind = KINDS.get(file.suffix.lower(), "application/octet-stream")
    if kind == KINDS[".svg"]:
        return FitPicture(data, kind)
    name = f"{kind} {hashlib.sha256(data).hexdigest()}"
    if name not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[name] = _fit(data, kind)
    return _kept[name]


_kept: dict[str, FitPicture] = {}
"""Converted pictures by the digest of their files: one that is on every page is converted once."""


def unfit(image: "Image.Image") -> str:
    """Return why an opened picture cannot be printed, in words; nothing if it can."""
    frames = getattr(image, "n_frames", 1)
    if frames > 1 and image.format == "TIFF":
        return f"it has {frames} pages, and a figure shows one"
    if frames > 1 and image.format != "MPO":
        return f"it moves: it has {frames} pictures, and a page shows one"
    if image.mode not in _CONVERTED_MODES or (image.mode == "I" and image.format != "PNG"):
        return f"its colours are of the kind {image.mode}, which nothing here can convert"
    return ""


def _fit(data: bytes, kind: str) -> FitPicture:
    # Loaded on demand: most projects have no pictures.
    from PIL import Image, TiffImagePlugin, UnidentifiedImageError, WebPImagePlugin

    formats = (*_READ, TiffImagePlugin.TiffImageFile.format, WebPImagePlugin.WebPImageFile.format)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of size and of damaged metadata: sizes have a lower limit elsewhere
            with Image.open(io.BytesIO(data), formats=formats) as image:
                if why := unfit(image):
                    raise UnfitPictureError(why)
                return _as_it_is(image, data) or _converted(image)
    except UnidentifiedImageError:
        return FitPicture(data, kind)  # no picture: the engine says so
    except UnfitPictureError:
        raise
    except Exception as error:  # Pillow meets damaged files with a dozen kinds of exception
        raise UnfitPictureError("its data are damaged or cut short") from error


def _as_it_is(image: "Image.Image", data: bytes) -> FitPicture | None:
    """Return the file without what it says beside its pixels, where these need no conversion."""
    if _orientation(image) != 1 or _profile(image):
        return None
    if image.format == "JPEG" and image.mode in {"L", "RGB"}:
        return FitPicture(b"".join(_plain_jpeg(data)), _JPEG)
    if image.format == "PNG" and image.mode in _PLAIN_MODES and data[24] <= 8 and _is_plain_png(data):
        return FitPicture(data, _PNG)
    return None


def _orientation(image: "Image.Image") -> int:
    """Return how the camera was held (Exif 2.3, tag 274); 1 is upright."""
    found = image.getexif().get(0x0112, 1)
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _profile(image: "Image.Image") -> bytes:
    """Return the profile of the colours; nothing where there is none or it is sRGB."""
    profile: bytes = image.info.get("icc_profile") or b""
    return b"" if b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile else profile


def _plain_jpeg(data: bytes) -> Iterator[bytes]:
    """Yield the segments of a JPEG file (ITU-T T.81, B.1) but for comments and those of applications, Adobe's aside."""
    yield data[:2]
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        marker, end = data[at + 1], at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF:  # a byte that fills
            at += 1
            continue
        if not (0xE1 <= marker <= 0xED or marker in {0xEF, 0xFE}):
            yield data[at:end]
        at = end
    yield data[at:]


def _is_plain_png(data: bytes) -> bool:
    """Tell whether all chunks of a PNG file say how its pixels look and nothing else."""
    at = len(_PNG_HEAD)
    while at + 8 <= len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] not in _PLAIN_PNG:
            return False
        at += size + 12
    return True


def _converted(image: "Image.Image") -> FitPicture:
    from PIL import ImageOps

    image.load()
    upright = ImageOps.exif_transpose(image) or image
    made = _in_srgb(_in_eight_bits(upright), _profile(image))
    out = io.BytesIO()
    if made.mode in {"LA", "RGBA"} or made.getcolors(_FEW_COLOURS) is not None:
        made.save(out, "PNG")
        return FitPicture(out.getvalue(), _PNG)
    made.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return FitPicture(out.getvalue(), _JPEG)


def _in_eight_bits(image: "Image.Image") -> "Image.Image":
    """Return the picture in L, LA, RGB, RGBA or CMYK."""
    if image.mode.startswith("I"):
        sixteen = image.convert("I")
        # The high byte: 65535 is 255, and Pillow's own conversion would clip at 255 (Pillow 13).
        return sixteen.point(lambda value: value * (1 / 257) + 0.5).convert("L")
    has_alpha = "transparency" in image.info or image.mode in {"PA", "LA", "RGBA"}
    if has_alpha:
        return image if image.mode in {"LA", "RGBA"} else image.convert("RGBA")
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_srgb(image: "Image.Image", profile: bytes) -> "Image.Image":
    """Return the picture in sRGB, or in the grey that belongs to it, without anything beside its pixels."""
    alpha = image.getchannel("A") if image.mode in {"LA", "RGBA"} else None
    colours = image.convert(image.mode.removesuffix("A")) if alpha else image
    if image.mode == "CMYK" and not profile:
        from factsheet_builder.pdf.press.colour import load_shipped_condition

        profile = load_shipped_condition().profile
    if profile:
        target = "L" if colours.mode == "L" else "RGB"
        colours = _by_profile(colours, profile) or colours.convert(target)
    made = colours.copy()
    if alpha is not None:
        made.putalpha(alpha)
    made.info = {}  # what it says beside its pixels, which would be written with them
    return made


def _by_profile(image: "Image.Image", profile: bytes) -> "Image.Image | None":
    """Return the picture with its colours in sRGB; nothing where the profile is not for such a picture."""
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    return made.convert("L") if made is not None and image.mode == "L" else made
