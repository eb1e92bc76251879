"""The fonts that every machine sets the same lines with: out of a pinned package, written once to the cache.

FiraGO covers Latin, Greek, Cyrillic, Georgian, Arabic, Hebrew and Thai. The engine may fall back on a font of the
machine for other letters; the preflight reports that.
"""

import contextlib
import hashlib
import io
import os
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import pymupdf_fonts
from fontTools.ttLib import TTFont

from factsheet_builder.errors import SurroundingsError

FAMILY: Final = "FiraGO"

_CODES: Final = {
    "FiraGO-Regular": "figo",
    "FiraGO-Bold": "figbo",
    "FiraGO-Italic": "figit",
    "FiraGO-BoldItalic": "figbi",
}


@dataclass(frozen=True, slots=True)
class FontFace:
    """One face of the family: its file, weight and style as in CSS."""

    file: Path
    weight: int
    style: str

    @property
    def rule(self) -> str:
        """The ``@font-face`` rule that loads it."""
        return (
            f'@font-face {{ font-family: "{FAMILY}"; font-weight: {self.weight}; font-style: {self.style}; '
            f'src: url("asset:/fonts/{self.file.name}") format("truetype"); }}'
        )


@lru_cache(maxsize=1)
def _faces() -> dict[str, tuple[bytes, str]]:
    """Return the bytes of each face and their digest, by its name."""
    found: dict[str, tuple[bytes, str]] = {}
    for name, code in _CODES.items():
        data: bytes = pymupdf_fonts.myfont(code)
        found[name] = data, hashlib.sha256(data).hexdigest()
    return found


def font_digests() -> dict[str, str]:
    """Return the first 24 hexadecimal digits of the SHA-256 of each face, by its name."""
    return {name: digest[:24] for name, (_, digest) in _faces().items()}


@lru_cache(maxsize=1)
def letters_of_family() -> frozenset[int]:
    """Return the letters that the family has, by their numbers in Unicode."""
    data, _ = _faces()["FiraGO-Regular"]
    with TTFont(io.BytesIO(data), lazy=True) as opened:
        return frozenset(opened.getBestCmap())


@lru_cache(maxsize=1)
def _bold_widths() -> dict[str, float]:
    data, _ = _faces()["FiraGO-Bold"]
    with TTFont(io.BytesIO(data), lazy=True) as opened:
        widths, em = opened["hmtx"].metrics, opened["head"].unitsPerEm
        return {chr(code): widths[glyph][0] / em for code, glyph in opened.getBestCmap().items()}


def bold_width(text: str) -> float:
    """Return about how wide ``text`` is in the bold face, in units of the font size; letters that it lacks count as none."""
    return sum(_bold_widths().get(letter, 0.0) for letter in text)


def font_faces(cache: Path) -> tuple[FontFace, ...]:
    """Return the faces, their files in ``cache/fonts``, written now if missing or damaged.

    Raises:
        SurroundingsError: the cache cannot be written.
    """
    folder = cache / "fonts"
    faces = []
    for name, (data, digest) in _faces().items():
        file = folder / f"{name}-{digest[:12]}.ttf"
        _write_once(file, data)
        faces.append(FontFace(file, 700 if "Bold" in name else 400, "italic" if "Italic" in name else "normal"))
    return tuple(faces)


def _write_once(file: Path, data: bytes) -> None:
    try:
        if file.is_file() and file.stat().st_size == len(data):
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(temporary).replace(file)
        finally:
            with contextlib.suppress(FileNotFoundError):
                Path(temporary).unlink()
    except OSError as error:
        what = f"The fonts cannot be written to {file.parent}: {error.strerror}."
        raise SurroundingsError.of(
            "font-cache", what, "Free space, or set XDG_CACHE_HOME to a folder that can be written."
        ) from error
