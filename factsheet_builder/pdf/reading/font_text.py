"""From the character codes of a font in a finished PDF to Unicode text.

A font that carries a ToUnicode map is read by it (ISO 32000-1, 9.10.3: codes of one to four bytes, as the codespace
ranges say); a simple font without one is read by its encoding. Anything that cannot be read gives U+FFFD and never an
error: files from elsewhere come through here too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from fontTools import agl
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
_RANGE_LIMIT = 0x10000  # a hostile range must not fill the memory
_SIMPLE = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman", "/StandardEncoding": "latin-1"}
_FONTS_KEPT = 100
"""Maps are read once: the same fonts come back in each pack. What is returned is never changed."""
_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


@dataclass(slots=True)
class FontText:
    """How one font turns codes into text; ``sizes`` are the lengths of its codes in bytes, shortest first."""

    characters: dict[bytes, str] = field(default_factory=dict)
    sizes: tuple[int, ...] = (1,)

    def read(self, codes: bytes) -> list[str]:
        """Return the text of each glyph of a shown string."""
        characters, sizes = self.characters, self.sizes
        if len(sizes) == 1:
            step = sizes[0]
            return [characters.get(codes[at : at + step], UNREADABLE) for at in range(0, len(codes) - step + 1, step)]
        return list(self._read_mixed(codes))

    def _read_mixed(self, codes: bytes) -> Iterator[str]:
        at = 0
        while at < len(codes):
            for size in self.sizes:
                if (text := self.characters.get(codes[at : at + size])) is not None:
                    yield text
                    at += size
                    break
            else:
                yield UNREADABLE
                at += self.sizes[-1]


def read_font(font: DictionaryObject) -> FontText:
    """Return how ``font``, a font dictionary of any kind, turns codes into text."""
    to_unicode = font.get("/ToUnicode")
    to_unicode = to_unicode.get_object() if to_unicode is not None else None
    if isinstance(to_unicode, StreamObject):
        return _read_to_unicode(to_unicode.get_data(), composite=font.get("/Subtype") == "/Type0")
    if font.get("/Subtype") == "/Type0":
        return FontText({}, (2,))
    return FontText(dict(_read_encoding(font)), (1,))


@lru_cache(maxsize=_FONTS_KEPT)
def _read_to_unicode(data: bytes, *, composite: bool) -> FontText:
    characters: dict[bytes, str] = {}
    sizes: set[int] = set()
    for match in _SECTION.finditer(data):
        kind, body = match.groups()
        if kind == b"codespacerange":
            sizes |= {len(_bytes(low)) for low, _, _ in _HEX.findall(body) if low}
        elif kind == b"bfchar":
            codes = [_bytes(code) for code, _, _ in _HEX.findall(body)]
            characters.update(
                (code, _text(value)) for code, value in zip(codes[::2], codes[1::2], strict=False) if code
            )
        else:
            characters.update(_read_ranges(body))
    sizes.discard(0)
    return FontText(characters, tuple(sorted(sizes)) or ((2,) if composite else (1,)))


def _read_ranges(body: bytes) -> Iterator[tuple[bytes, str]]:
    tokens = iter(_HEX.findall(body))
    for low_token, _, _ in tokens:
        low, high = _bytes(low_token), _bytes(next(tokens, (b"", b"", b""))[0])
        value, opened, _ = next(tokens, (b"", b"", b""))
        if not low or len(low) != len(high):
            return
        first, last = int.from_bytes(low), min(int.from_bytes(high), int.from_bytes(low) + _RANGE_LIMIT)
        if not opened:
            yield from _count_up(_bytes(value), first, last, len(low))
            continue
        for code in range(first, last + 2):
            value, _, closed = next(tokens, (b"", b"", b"]"))
            if closed:
                break
            yield code.to_bytes(len(low)), _text(_bytes(value))


def _count_up(value: bytes, first: int, last: int, size: int) -> Iterator[tuple[bytes, str]]:
    text = _text(value)
    if not text:
        return
    for code in range(first, last + 1):
        point = ord(text[-1]) + code - first
        yield code.to_bytes(size), text[:-1] + (chr(point) if point <= 0x10FFFF else UNREADABLE)


def _read_encoding(font: DictionaryObject) -> Iterator[tuple[bytes, str]]:
    encoding = font.get("/Encoding")
    encoding = encoding.get_object() if encoding is not None else None
    base, differences = encoding, None
    if isinstance(encoding, DictionaryObject):
        base, differences = encoding.get("/BaseEncoding"), encoding.get("/Differences")
    codec = _SIMPLE.get(str(base), "cp1252")
    for code in range(256):
        yield bytes([code]), bytes([code]).decode(codec, "replace")
    code = 0
    differences = differences.get_object() if differences is not None else None
    for item in differences if isinstance(differences, ArrayObject) else ():
        if isinstance(item, NameObject):
            if code < 256:
                yield bytes([code]), agl.toUnicode(str(item)[1:]) or UNREADABLE
            code += 1
        elif isinstance(item, int):
            code = max(0, int(item))


def _bytes(digits: bytes) -> bytes:
    clean = b"".join(digits.split())
    return bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode("ascii"))


def _text(value: bytes) -> str:
    return value.decode("utf-16-be", "replace")
