"""Screen colours to printing inks: one sRGB colour or image in, the same in CMYK out, for one printing condition.

A colour that the house has named goes through an explicit table; a neutral grey prints with black ink alone; every
other colour goes through the ICC profile of the printing condition (ISO 15076-1), relative colorimetric with black
point compensation. Which objects of a PDF carry colours is left to ``separation``.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image, ImageCms, ImageMath

from factsheet_builder.errors import Place, SurroundingsError


class Cmyk(NamedTuple):
    """One colour as four inks, each from 0 (none) to 1 (solid)."""

    cyan: float
    magenta: float
    yellow: float
    black: float

    @property
    def total(self) -> float:
        """Sum of the four inks, from 0 to 4: 3.0 is what printers call 300 %."""
        return sum(self)


BLACK: Final = Cmyk(0, 0, 0, 1)
PAPER: Final = Cmyk(0, 0, 0, 0)

_TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\s*;")
_BUILD = re.compile(r"--([\w-]+)-inks:\s*([^;]*);")


def read_inks(tokens: str) -> dict[str, Cmyk]:
    """Return the builds that a stylesheet gives its colours: “#RRGGBB” to inks; pure black is one ink.

    A colour ``--NAME: #rrggbb`` has its build beside it, ``--NAME-inks``: cyan, magenta, yellow and black in hundredths.

    Raises:
        SurroundingsError: a build is not four numbers from 0 to 100, or is that of no colour.
    """
    colours = dict(_TOKEN.findall(tokens))
    found = {"#000000": BLACK}
    for name, words in _BUILD.findall(tokens):
        parts = [float(word) / 100 if re.fullmatch(r"\d{1,3}", word) else -1 for word in words.split()]
        if name not in colours or len(parts) != len(BLACK) or not all(0 <= part <= 1 for part in parts):
            what = f"“--{name}-inks: {words[:40]}” is no build of inks."
            remedy = f"Write cyan, magenta, yellow and black from 0 to 100 beside --{name}: 95 70 0 45."
            raise SurroundingsError.of("inks", what, remedy, Place("styles/tokens.css"))
        found[colours[name].upper()] = Cmyk(*parts)
    return found


_SHIPPED_PROFILE = "profiles/FOGRA39L_coated.icc"
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.NOOPTIMIZE
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC


@dataclass(frozen=True, slots=True)
class PrintCondition:
    """How the file will be printed: what PDF/X calls the output condition (ISO 15930-7; ISO 32000-1, 14.11.5).

    ``identifier`` is the reference name in the ICC characterisation data registry, ``condition`` says the same in
    words, ``registry`` is the registry's address and ``profile`` holds the bytes of a CMYK output profile.
    """

    identifier: str
    condition: str
    profile: bytes
    registry: str = "http://www.color.org"


def load_shipped_condition() -> PrintCondition:
    """Return the default: FOGRA39, coated paper, from the profile in this package (origin and licence beside it)."""
    profile = resources.files(__package__).joinpath(_SHIPPED_PROFILE).read_bytes()
    return PrintCondition("FOGRA39", "Offset printing on coated paper, ISO 12647-2:2004/Amd 1 (FOGRA39)", profile)


def read_condition(path: Path, identifier: str, condition: str) -> PrintCondition:
    """Return the printing condition whose ICC profile is the file ``path``.

    Raises:
        SurroundingsError: the file is missing, cannot be read, or is no CMYK output profile that PDF/X-4 accepts.
    """
    try:
        profile = path.read_bytes()
    except OSError as error:
        raise SurroundingsError.of(
            "press-profile-missing",
            f"The ICC profile {path} cannot be read: {error.strerror or error}.",
            "Install the package that holds it, correct the setting, or leave the setting out to print for FOGRA39.",
        ) from error
    if problem := find_profile_problem(profile):
        raise SurroundingsError.of(
            "press-profile-unfit",
            f"The file {path} cannot be the output intent: {problem}.",
            "Name the CMYK output profile that your printer asks for, or leave the setting out to print for FOGRA39.",
        )
    return PrintCondition(identifier, condition, profile)


def find_profile_problem(profile: bytes) -> str:
    """Return why these bytes cannot be a CMYK output intent, or "" (ISO 15076-1, 7.2; ISO 15930-7)."""
    if len(profile) < 132 or profile[36:40] != b"acsp":
        return "it is not an ICC profile"
    if int.from_bytes(profile[:4], "big") != len(profile):
        return "it is cut off"
    if profile[8] not in (2, 4):
        return f"it is of ICC version {profile[8]}, and PDF/X-4 knows 2 and 4"
    if profile[12:16] != b"prtr" or profile[16:20] != b"CMYK":
        found = profile[16:20].decode("ascii", "replace").strip()
        return f"it describes {found} colours of class {profile[12:16].decode('ascii', 'replace')}, not a CMYK printer"
    return ""


class Separator:
    """Converts sRGB colours and images for one printing condition; the same values in give the same values out.

    ``inks`` maps "#RRGGBB" to a build that is used as it stands; ``ink_limit`` (3.0 is 300 %) binds all other colours.
    """

    def __init__(self, condition: PrintCondition, inks: Mapping[str, Cmyk], ink_limit: float = 3.0) -> None:
        self._inks = {name.upper(): build for name, build in inks.items()}
        self._ink_limit = ink_limit
        self._found: dict[tuple[int, int, int], Cmyk] = {}
        try:
            self._printer = ImageCms.getOpenProfile(BytesIO(condition.profile))
            self._to_inks = ImageCms.buildTransform(
                ImageCms.createProfile("sRGB"), self._printer, "RGB", "CMYK", _INTENT, _FLAGS
            )
        except (ImageCms.PyCMSError, OSError) as error:
            raise SurroundingsError.of(
                "press-profile-unfit",
                f"Colours cannot be converted with the ICC profile of {condition.identifier}: {error}.",
                "Name a profile that converts both ways (tags A2B and B2A).",
            ) from error

    def separate(self, red: float, green: float, blue: float) -> Cmyk:
        """Return the inks for an sRGB colour with components from 0 to 1, in steps of 1 % unless a table says more."""
        key = (_to_byte(red), _to_byte(green), _to_byte(blue))
        if key not in self._found:
            self._found[key] = self._separate_bytes(key)
        return self._found[key]

    def separate_image(self, image: Image.Image) -> Image.Image:
        """Return an RGB image in CMYK, within the ink limit; a grey one in grey that prints as bright as it looks."""
        if image.mode == "L":
            return image.point([255 - black for black in self._black_of_grey])
        return _limit_image(_transform(image.convert("RGB"), self._to_inks), int(self._ink_limit * 255))

    def _separate_bytes(self, key: tuple[int, int, int]) -> Cmyk:
        name = "#{:02X}{:02X}{:02X}".format(*key)
        if name in self._inks:
            return self._inks[name]
        if key[0] == key[1] == key[2]:
            return Cmyk(0, 0, 0, round(self._black_of_grey[key[0]] / 255, 2))
        pixel = _transform(Image.new("RGB", (1, 1), key), self._to_inks).tobytes()
        return limit_inks(Cmyk(*(round(ink / 255, 2) for ink in pixel)), self._ink_limit)

    @cached_property
    def _black_of_grey(self) -> list[int]:
        """For each grey value of sRGB, the value of black ink alone that has its luminance between paper and black."""
        ramp = Image.frombytes("CMYK", (256, 1), b"".join(bytes((0, 0, 0, black)) for black in range(256)))
        to_lab = ImageCms.buildTransform(self._printer, ImageCms.createProfile("LAB"), "CMYK", "LAB", _INTENT)
        lightness = _transform(ramp, to_lab).tobytes()[::3]
        printed = [-_luminance_of_lightness(value / 2.55) for value in lightness]
        paper, black = printed[0], printed[-1]
        wanted = (black + (paper - black) * _luminance_of_grey(grey) for grey in range(256))
        return [min(bisect_left(printed, luminance), 255) for luminance in wanted]


def limit_inks(build: Cmyk, limit: float) -> Cmyk:
    """Return the build with no more ink in total than ``limit``: black stays, the three colours shrink alike."""
    if build.total <= limit:
        return build
    share = max(0.0, limit - build.black) / (build.total - build.black)
    # Rounded down, so that three roundings never add up to more than the limit.
    cyan, magenta, yellow = (int(ink * share * 100) / 100 for ink in build[:3])
    return Cmyk(cyan, magenta, yellow, build.black)


def _transform(image: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    """Return a new image with the colours of a transform; only a transform in place would return None."""
    converted = ImageCms.applyTransform(image, transform)
    return image if converted is None else converted


def _limit_image(image: Image.Image, limit: int) -> Image.Image:
    """Take the surplus over ``limit`` (in steps of 1/255) from cyan, magenta and yellow alike, pixel by pixel."""
    *colours, black = image.split()
    names = dict(zip("cmy", colours, strict=True))
    spare = ImageMath.lambda_eval(lambda a: a["max"](a["c"] + a["m"] + a["y"] + a["k"] - limit, 0), **names, k=black)
    if spare.getextrema() == (0, 0):
        return image
    limited = [
        ImageMath.lambda_eval(
            lambda a: a["convert"](a["max"](a["ink"] - (a["spare"] + 2) / 3, 0), "L"), ink=i, spare=spare
        )
        for i in colours
    ]
    return Image.merge("CMYK", [*limited, black])


def _to_byte(component: float) -> int:
    return min(255, max(0, round(component * 255)))


def _luminance_of_grey(grey: int) -> float:
    """Relative luminance of an sRGB grey (IEC 61966-2-1)."""
    value = grey / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _luminance_of_lightness(lightness: float) -> float:
    """Relative luminance of CIE L*, from 0 to 100 (ISO/CIE 11664-4)."""
    value = (lightness + 16) / 116
    return float(value**3) if value > 6 / 29 else (value - 4 / 29) * 3 * (6 / 29) ** 2
