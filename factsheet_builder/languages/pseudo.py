"""From a text to the same text in a locale that nobody speaks, so that what is left out or does not fit is seen.

``en-XA`` has accents, is longer and stands in brackets; ``ar-XB`` has an Arabic letter for each Latin one and is set from
right to left. The tags are CLDR's (BCP 47, private regions). Codes stay as they are: tags (``<b>``, ``<n1/>``),
placeholders (``{name}``, ``{name:case}``) and entities (``&lt;``), and so do digits and white space at the ends.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from math import ceil
from types import MappingProxyType
from typing import Final
from unicodedata import name, normalize

_CODE: Final = re.compile(r"(<[^<>]*>|\{[^{}]*\}|&(?:[a-zA-Z]+|#[0-9]+|#x[0-9a-fA-F]+);)")
_GROWTH: Final = 1.4
_FILLER: Final = ("òñé", "ţŵô", "ţĥŕéé", "ƒôûŕ", "ƒîvé", "šîx")
_ACCENTED: Final = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "åƀçďéƒĝĥîĵķļḿñôþǫŕšţûvŵxýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÔÞǪŔŠŢÛVŴXÝŽ"
)
_ARABIC: Final = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابچدهفغحيجكلمنوپقرستعڤشخىز", strict=True))
_SIGNS: Final = {",": "،", ";": "؛", "?": "؟"}
_NO_LETTER: Final = "ه"


def pseudo_text(text: str, tag: str) -> str:
    """Return ``text`` in the pseudo-locale ``tag``, one of ``PSEUDO_TAGS``; a text without letters stays as it is.

    Raises:
        KeyError: the tag is none of a pseudo-locale.
    """
    say = _WAYS[tag]
    return say(text) if any(map(str.isalpha, "".join(_CODE.split(text)[::2]))) else text


def _accented(text: str) -> str:
    body = text.strip()
    before, _, after = text.partition(body)
    parts = _CODE.split(body)
    words = sum(map(len, parts[::2]))
    parts[::2] = [part.translate(_ACCENTED) for part in parts[::2]]
    filler = "".join(_filler(ceil(words * _GROWTH) - words - 2))
    return f"{before}[{''.join(parts)}{filler}]{after}"


def _filler(length: int) -> Iterator[str]:
    """Yield words with the space before each until they are ``length`` letters long."""
    for word in cycle(_FILLER):
        if length <= 0:
            return
        yield f" {word}"
        length -= len(word) + 1


def _backward(text: str) -> str:
    parts = _CODE.split(text)
    parts[::2] = ["".join(map(_arabic, part)) for part in parts[::2]]
    return "".join(parts)


def _arabic(letter: str) -> str:
    if letter in _SIGNS:
        return _SIGNS[letter]
    if not name(letter, "").startswith("LATIN "):
        return letter
    return "".join(_ARABIC.get(part, _NO_LETTER) for part in normalize("NFKD", letter).casefold() if part.isalpha())


_WAYS: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType({"en-XA": _accented, "ar-XB": _backward})
PSEUDO_TAGS: Final = tuple(_WAYS)
"""The pseudo-locales by their tags."""
