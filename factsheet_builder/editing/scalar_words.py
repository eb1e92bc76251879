"""A value × the style of the one that stood there -> how it is written in YAML, in that style where it can be.

Each way of writing is read before it is taken: the next one is tried where it does not say the value. YAML 1.2.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from factsheet_builder.characters import escape_hidden, find_deceiving
from factsheet_builder.content.reading.yaml_source import Data, read_yaml_part
from factsheet_builder.editing.folding import WIDTH, folded, wrapped
from factsheet_builder.errors import ContentError

_NOT_IN_LINES: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that are written as escapes only, or that end a line elsewhere."""
_OTHER_TRUTH: Final = re.compile(r"yes|no|on|off|y|n|Yes|No|On|Off")
"""Words that programs of YAML 1.1 take for truth values; codes in capitals are left as they are."""
_LONG: Final = 80
_CODE: Final = re.compile("[A-Z]{3}")

Scalar = None | bool | int | float | str


@dataclass(frozen=True, slots=True)
class Words:
    """What is written in the line of a key, and lines below it, indented, of a text that has lines of its own."""

    head: str
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """How a value stood there, and where it stands."""

    sign: str = ""
    """As ``Span.style``."""
    column: int = 0
    """Where the key or the dash begins."""
    start: int = 0
    """Where the value begins in its line."""
    inner: int = 2
    """How far lines below are indented."""
    lines: Sequence[str] = ()
    """The lines that stood there, not indented, of a text in lines of its own, or of a plain one of several lines."""
    width: int = WIDTH


def scalar_words(value: Scalar, style: Style) -> Words:
    """Return how a value is written outside of brackets."""
    if not isinstance(value, str):
        return Words("null" if value is None else json.dumps(value))
    return next(words for words in _ways(value, style) if words == _safe(value) or _reads(words, value, style.column))


def bracket_words(value: Data, sign: str = "") -> str:
    """Return how a value is written inside of brackets or braces, in one line."""
    match value:
        case dict():
            held = ", ".join(f"{key_words(key)}: {bracket_words(inner)}" for key, inner in value.items())
            return f"{{ {held} }}" if held else "{}"
        case list():
            return f"[{', '.join(map(bracket_words, value))}]"
        case str():
            plain = (
                [value] if sign in {"", "[", "{"} and _is_plain(value) and _says(f"[{value}, 1]", [value, 1]) else []
            )
            plain = plain if plain and _says(f"{{k: {value}, l: {value} }}", {"k": value, "l": value}) else []
            single = [_single(value)] if sign == "'" and _is_simple(value) else []
            return next(iter([*plain, *single, quoted(value)]))
        case _:
            return "null" if value is None else json.dumps(value)


def key_words(key: str) -> str:
    """Return how a key is written."""
    return key if _is_plain(key) and _says(f"{key}: 1", {key: 1}) and _says(f"{{{key}: 1}}", {key: 1}) else quoted(key)


def quoted(value: str) -> str:
    """Return a text between quotation marks, with escapes for what nobody sees."""
    escaped = escape_hidden(json.dumps(value, ensure_ascii=False), is_yaml=True)
    return _NOT_IN_LINES.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped)


def is_codes(value: Data) -> bool:
    """Tell whether a list is one of codes, which stand between brackets."""
    return isinstance(value, list) and all(isinstance(item, str) and _CODE.fullmatch(item) for item in value)


def _ways(value: str, style: Style) -> Iterator[Words]:
    """Yield ways of writing a text, the first that says it is taken."""
    if not _is_simple(value) or not value.strip():
        yield _safe(value)
        return
    match style.sign:
        case "|":
            yield from _literal(value, style)
        case ">":
            yield from _folded(value, style)
            yield from _literal(value, style)
        case "'" if "\n" not in value:
            yield Words(_single(value))
        case "'" | '"':
            pass
        case _ if len(style.lines) > 1 and "\n" not in value:
            yield Words(("\n" + " " * style.inner).join(wrapped(value, style.width - style.inner, style.start)))
            yield from _folded(value, style)
        case _:
            yield from _new(value, style)
    yield _safe(value)


def _new(value: str, style: Style) -> Iterator[Words]:
    """Yield ways of writing a text where none stood, or a plain one of one line."""
    if "\n" in value:
        yield from _literal(value, style)
    elif len(value) > _LONG and style.start + len(value) > style.width:
        yield from _folded(value, style)
    if _is_plain(value):
        yield Words(value)


def _literal(value: str, style: Style) -> Iterator[Words]:
    core, cut = _cut(value)
    if cut is not None:
        lines = core.split("\n")
        yield Words(f"|{_depth(core, style)}{cut}", tuple(_indented(lines, style.inner)))


def _folded(value: str, style: Style) -> Iterator[Words]:
    core, cut = _cut(value)
    if cut is None:
        return
    for before in dict.fromkeys((tuple(style.lines) if style.sign == ">" else (), ())):
        lines = folded(core, before, style.width - style.inner)
        yield Words(f">{_depth(core, style)}{cut}", tuple(_indented(lines, style.inner)))


def _cut(value: str) -> tuple[str, str | None]:
    """Return a text without the line feed at its end, and the sign for it; no sign where there are several."""
    core = value.rstrip("\n")
    return core, {0: "-", 1: ""}.get(len(value) - len(core)) if core else None


def _depth(core: str, style: Style) -> str:
    """Return the sign of how far the text is indented, which is needed where it begins with spaces."""
    depth = style.inner - style.column
    return str(depth) if core.lstrip("\n").startswith(" ") and 0 < depth < 10 else ""


def _indented(lines: Sequence[str], by: int) -> Iterator[str]:
    return (" " * by + line if line else "" for line in lines)


def _single(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _safe(value: str) -> Words:
    return Words(quoted(value))


def _is_simple(value: str) -> bool:
    """Tell whether a text can be written without escapes."""
    return not _NOT_IN_LINES.search(value) and not find_deceiving(value)


def _is_plain(value: str) -> bool:
    """Tell whether a text may stand without quotation marks, as far as can be told without reading it."""
    is_bare = bool(value) and value == value.strip() and "\n" not in value and "\t" not in value
    return is_bare and _is_simple(value) and not _OTHER_TRUTH.fullmatch(value)


def _reads(words: Words, value: str, column: int) -> bool:
    return _says("\n".join((f"{' ' * column}k: {words.head}", *words.body, "")), {"k": value})


def _says(text: str, data: Data) -> bool:
    """Tell whether a few lines of YAML say what they are to say."""
    try:
        return canonical(read_yaml_part(text)) == canonical(data)
    except ContentError:
        return False


def canonical(data: Data) -> str:
    """Return data as one line that differs wherever it does: 1 is not 1.0, nor true."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
