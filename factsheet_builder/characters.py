"""Characters that nobody sees: which are harmless, which deceive, and how they are named to people.

One rule for every door (content, translations, replies, names, titles, metadata, what is printed on a terminal): those
that pasted texts bring along are dropped, those that change the order of other letters or hide words are refused there, or
shown by name. The property sets follow the Unicode Character Database and UTR 36 (security considerations).
"""

import json
import re
import unicodedata
from typing import Final

# Pasted texts bring them along: soft hyphen, zero-width space, word joiner, byte order mark.
HARMLESS: Final = "\u00ad\u200b\u2060\ufeff"

# Embeddings, overrides and isolates: they change the order in which other letters are read.
DIRECTING: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_HARMLESS: Final = re.compile(f"[{HARMLESS}]")
_DECEIVING: Final = re.compile(
    f"[{DIRECTING}"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls but tab, line feed and carriage return
    "\u2028\u2029\u206a-\u206f\ufff9-\ufffb"  # separators, shaping controls, interlinear annotation
    "\U000e0000-\U000e0fff"  # tag characters
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # halves of pairs, and what is no character
)
_UNPRINTED: Final = re.compile(f"{_DECEIVING.pattern[:-1]}\t\n\r]")


def drop_harmless(text: str) -> str:
    """Return ``text`` without the invisible characters that pasted texts bring along."""
    return _HARMLESS.sub("", text)


def find_harmless(text: str) -> tuple[str, ...]:
    """Return the names of the harmless invisible characters in ``text``, each once, in the order of their first place."""
    return tuple(map(name_character, dict.fromkeys(_HARMLESS.findall(text))))


def find_deceiving(text: str) -> tuple[str, ...]:
    """Return the names of the characters in ``text`` that deceive, each once, in the order of their first place."""
    return tuple(map(name_character, dict.fromkeys(_DECEIVING.findall(text))))


def drop_deceiving(text: str) -> str:
    """Return ``text`` without the characters that deceive."""
    return _DECEIVING.sub("", text)


def name_character(character: str) -> str:
    """Return ``U+202E (right-to-left override)``; controls have no name in the standard."""
    name = unicodedata.name(character, "a control character" if ord(character) < 0xA0 else "no character").lower()
    return f"U+{ord(character):04X} ({name})"


def show_hidden(text: str, *, keeps_lines: bool = False) -> str:
    r"""Return ``text`` for a terminal or a report: every character that deceives as ``<U+202E>``.

    With ``keeps_lines``, line feeds and tabs stay; otherwise they are shown as well, so that nobody's name can begin a line.
    """
    pattern = _DECEIVING if keeps_lines else _UNPRINTED
    return pattern.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def escape_hidden(text: str, *, is_yaml: bool = False) -> str:
    r"""Return JSON, or double-quoted YAML, with every character that deceives as an escape such as ``\u202e``."""
    return _DECEIVING.sub(lambda match: _escape(match[0], is_yaml=is_yaml), text)


def _escape(character: str, *, is_yaml: bool) -> str:
    # Beyond the first 65,536 characters YAML has eight digits, JSON two halves.
    return f"\\U{ord(character):08x}" if is_yaml and ord(character) > 0xFFFF else json.dumps(character)[1:-1]
