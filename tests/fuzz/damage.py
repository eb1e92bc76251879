"""Bytes and a seed -> the same bytes damaged: cut, doubled, moved, overwritten, with what programs stumble over put in."""

import io
import random
import zipfile
from collections.abc import Callable
from typing import Final

_NASTY: Final = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    "\u202e".encode(),
    "\U000e0041".encode(),
    b"\r",
    b"\t",
    b": ",
    b"- ",
    b"&a ",
    b"*a",
    b"!!python/object:os.system ",
    b"{{ 7 * 7 }}",
    b"{% for x in range(9999999) %}",
    b"<b>",
    b"&lt;&#0;",
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
    b"%s%s%n",
    b"-1",
    b"1e999",
    b"99999999999999999999",
    b"nan",
    b"../../../etc/passwd",
    b"https://example.org/",
    b'"',
    b"'",
    b"[" * 80,
    b"{" * 80,
    b"((((",
    b"url(file:///etc/passwd)",
    b"nplurals=99999999; plural=n",
    b"/Kids [1 0 R]",
    b"/Length 999999999",
    b"1 0 R",
    b"endobj",
    b"A" * 5000,
)
_DIGITS: Final = b"0123456789"


def damage(data: bytes, seed: int) -> bytes:
    """Return ``data`` with one to six kinds of damage, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = chance.choice(_KINDS)(data, chance)
    return data


def damage_part(package: bytes, part: str, seed: int) -> bytes:
    """Return ``package``, a ZIP, with the file ``part`` inside it damaged and packed again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, damage(data, seed) if entry.filename == part else data)
    return out.getvalue()


def _place(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 2, 8, 40, 400)))


def _overwrite(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + chance.randbytes(end - start) + data[end:]


def _delete(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    start, _ = _place(data, chance)
    return data[:start] + chance.choice(_NASTY) + data[start:]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _change_digit(data: bytes, chance: random.Random) -> bytes:
    places = [index for index, byte in enumerate(data) if byte in _DIGITS]
    if not places:
        return data
    place = chance.choice(places)
    return data[:place] + chance.choice((b"0", b"9", b"-7", b"77777")) + data[place + 1 :]


def _lines(data: bytes, chance: random.Random) -> bytes:
    """Delete, double, move or indent a line."""
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case _:
            lines[one] = chance.choice((b" ", b"\t", b"    ")) + lines[one]
    return b"\n".join(lines)


def _value(data: bytes, chance: random.Random) -> bytes:
    """Put something else behind a colon, an equals sign or between two tags."""
    marks = [index for index, byte in enumerate(data) if byte in b":=>"]
    if not marks:
        return data
    start = chance.choice(marks) + 1
    end = next((index for index in range(start, len(data)) if data[index] in b"\n;<"), len(data))
    return data[:start] + b" " + chance.choice(_NASTY) + data[end:]


_KINDS: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (
    _overwrite,
    _delete,
    _double,
    _insert,
    _cut,
    _change_digit,
    _lines,
    _value,
)
