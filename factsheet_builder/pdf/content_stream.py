"""The operators of a content stream with their operands (ISO 32000-1, 7.8.2), of any file, however damaged.

Arrays of glyphs, most of any page of text, are taken at once. The data of an inline image are skipped. What breaks off
gives what came before the break.
"""

import re
from collections.abc import Iterator
from typing import Any

Token = tuple[str, Any]
_LEXER = re.compile(
    rb"(?P<space>[\x00\t\n\f\r ]+|%[^\r\n]*)"
    rb"|(?P<glyphs>\[[0-9A-Fa-f<>\-+.\t\n\r ]*\])"  # what TJ shows, at once: half the time of reading a page
    rb"|(?P<hex><[0-9A-Fa-f\x00\t\n\f\r ]*>)"
    rb"|(?P<mark><<|>>|[\[\]{}])"
    rb"|(?P<name>/[^\x00\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(?P<plain>\([^()\\]*\))"
    rb"|(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)"
    rb"|(?P<word>[^\x00\t\n\f\r ()<>\[\]{}/%]+)"
)
_HEX = re.compile(rb"<([0-9A-Fa-f\t\n\r ]*)>")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ESCAPE = re.compile(rb"\\([nrtbf]|[0-7]{1,3}|\r\n|[\s\S])")
_INLINE_IMAGE_END = re.compile(rb"[\s]EI(?=[\s]|$)")


def operations_of(data: bytes) -> Iterator[tuple[bytes, list[Any]]]:
    """Yield each operator with its operands: names as “/Name”, strings as bytes; ``ID`` has those of an inline image."""
    operands: list[Any] = []
    for kind, value in tokens_of(data):
        if kind == "word":
            yield value, operands
            operands = []
        elif value is not None:
            operands.append(value)


def tokens_of(data: bytes) -> Iterator[Token]:
    """Yield the operands (``("value", …)``) and operators (``("word", b"TJ")``) of a content stream."""
    stack: list[list[Any]] = []
    position, end = 0, len(data)
    while position < end:
        kind, token, position = _next_token(data, position)
        value: Any = token
        if kind == "space":
            continue
        if kind == "mark":
            if token in {b"[", b"<<", b"{"}:
                stack.append([])
                continue
            if not stack:
                continue
            value = _close(stack.pop(), token)
        elif kind == "word" and not stack:
            yield "word", token
            position = _skip_inline_image(data, position) if token == b"ID" else position
            continue
        else:
            value = _value(kind, token)
        if stack:
            stack[-1].append(value)
        else:
            yield "value", value


def _next_token(data: bytes, position: int) -> tuple[str | None, bytes, int]:
    match = _LEXER.match(data, position)
    if match is not None:
        return match.lastgroup, match.group(), match.end()
    if data[position : position + 1] == b"(":
        value, position = _read_string(data, position)
        return "string", value, position
    return "space", b"", position + 1


def _close(items: list[Any], token: bytes) -> object:
    return dict(zip(map(str, items[::2]), items[1::2], strict=False)) if token == b">>" else items


def _value(kind: str | None, token: bytes) -> Any:  # noqa: ANN401 — an operand is what the file says
    match kind:
        case "glyphs":
            return [_unhex(digits) for digits in _HEX.findall(token)]
        case "hex":
            return _unhex(token[1:-1].replace(b"\x00", b""))
        case "name":
            return token.decode("latin-1")
        case "number":
            return float(token) if b"." in token else int(token)
        case "plain":
            return token[1:-1]
    return token


def _unhex(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _read_string(data: bytes, start: int) -> tuple[bytes, int]:
    depth, position = 0, start
    while position < len(data):
        character = data[position : position + 1]
        if character == b"\\":
            position += 1
        elif character == b"(":
            depth += 1
        elif character == b")":
            depth -= 1
            if not depth:
                break
        position += 1
    return _ESCAPE.sub(_unescape, data[start + 1 : position]), position + 1


def _unescape(match: re.Match[bytes]) -> bytes:
    escaped = match.group(1)
    if escaped[:1].isdigit() and escaped[:1] < b"8":
        return bytes([int(escaped, 8) & 255])
    return b"" if escaped in (b"\n", b"\r", b"\r\n") else _ESCAPES.get(escaped, escaped)


def _skip_inline_image(data: bytes, position: int) -> int:
    match = _INLINE_IMAGE_END.search(data, position)
    return match.end() if match else len(data)
