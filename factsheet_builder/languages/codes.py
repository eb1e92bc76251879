"""Texts as translators see them: inline marks as short paired codes that translation tools protect, and back.

``The body <b>requires</b> Parties<n1/> to …``: ``<b>`` strong, ``<i>`` emphasis, ``<sup>`` and ``<sub>`` above and below
the line, ``<a1>`` the first link, ``<number1/>`` and ``<page1/>`` what it leads to, ``<n1/>`` the first call of a note,
``<v1/>`` the first value of a table of data, ``<parties/>`` the list of addressees. ``&lt;`` and ``&amp;`` stand for the
characters themselves.
Addresses and ids of notes are not in the text, so no translation can change them; a translation has exactly the codes
of its source, in any order.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, assert_never

from factsheet_builder.content.prose import (
    AddresseesMark,
    Emphasis,
    Link,
    Lowered,
    NoteCall,
    Raised,
    Span,
    Strong,
    TargetMark,
    ValueMark,
    Words,
    escape,
    parse_prose,
)

_TAG: Final = re.compile(r"<(/?)([a-z]+)([0-9]*)(/?)>")
_TOKEN: Final = re.compile(r"<[^<>]*>|<|&(?:lt|gt|amp);|&")
_ENTITIES: Final = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_PAIRED: Final = frozenset({"b", "i", "a", "sup", "sub"})
_OF_LINK: Final = re.compile(r"<(number|page)([0-9]+)/>")


class CodesError(ValueError):
    """The codes of a translation are not those of its source; says which, in words for a translator."""


@dataclass(slots=True)
class _Writer:
    """Writes spans as text with codes; counts links and calls."""

    addresses: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def write(self, spans: tuple[Span, ...]) -> str:
        return "".join(map(self._write, spans))

    def _write(self, span: Span) -> str:
        match span:
            case Words(text):
                return text.replace("&", "&amp;").replace("<", "&lt;")
            case Strong(inner):
                return f"<b>{self.write(inner)}</b>"
            case Emphasis(inner):
                return f"<i>{self.write(inner)}</i>"
            case Raised(inner):
                return f"<sup>{self.write(inner)}</sup>"
            case Lowered(inner):
                return f"<sub>{self.write(inner)}</sub>"
            case Link(inner, address):
                self.addresses.append(address)
                number = len(self.addresses)
                return f"<a{number}>{self.write(inner)}</a{number}>"
            case NoteCall(note):
                self.notes.append(note)
                return f"<n{len(self.notes)}/>"
            case AddresseesMark():
                return "<parties/>"
            case ValueMark(name):
                self.values.append(name)
                return f"<v{len(self.values)}/>"
            case TargetMark(of):
                return f"<{of}{len(self.addresses)}/>"
            case _:
                assert_never(span)


@lru_cache(maxsize=4096)
def to_codes(prose: str) -> str:
    """Return a text with inline marks as a text with codes."""
    return _Writer().write(parse_prose(prose))


def codes_of(text: str) -> Counter[str]:
    """Return how often each code stands in a text with codes; closing codes and what is no code are not counted."""
    return Counter(match[0] for match in _TAG.finditer(text) if not match[1])


def from_codes(translation: str, source: str) -> str:
    """Return a translation with codes as a text with inline marks; ``source`` is the source's text with inline marks.

    Raises:
        CodesError: a code is missing, extra, not closed, or no code at all.
    """
    writer = _Writer()
    wanted, found = codes_of(writer.write(parse_prose(source))), codes_of(translation)
    if missing := wanted - found:
        raise CodesError(f"{_listed(missing)} of the source is missing")
    # Before reading: what has the codes of its source cannot nest deeper than anybody wrote.
    if extra := found - wanted:
        raise CodesError(f"{_listed(extra)} is not in the source")
    if stray := next(_strays(translation), ""):
        raise CodesError(f"{stray} stands outside the link that it belongs to")
    spans = _Reader(writer.addresses, writer.notes, writer.values).read(translation)
    prose = _prose(spans)
    if parse_prose(prose) != spans:
        what = "the marked words stand where a mark cannot begin or end; leave no space inside <b>, <i>, <sup> or <sub>"
        raise CodesError(what)
    return prose


def plain_words(text: str) -> str:
    """Return a text with codes as plain words, without its codes."""
    return _TOKEN.sub(lambda match: _ENTITIES.get(match[0], "" if _TAG.fullmatch(match[0]) else match[0]), text)


def _strays(text: str) -> Iterator[str]:
    """Yield the codes of numbers and pages that stand outside their links."""
    for match in _OF_LINK.finditer(text):
        opening, closing = f"<a{match[2]}>", f"</a{match[2]}>"
        if text.rfind(opening, 0, match.start()) <= text.rfind(closing, 0, match.start()):
            yield match[0]


def _listed(codes: Counter[str]) -> str:
    return ", ".join(sorted(codes.elements()))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads text with codes; ``addresses``, ``notes`` and ``values`` are those of the source, in order."""

    addresses: list[str]
    notes: list[str]
    values: list[str]

    def read(self, text: str) -> tuple[Span, ...]:
        tokens = list(_tokens(text))
        spans, rest = self._read(tokens, "")
        if rest:
            raise CodesError(f"{rest[0]} closes nothing")
        return spans

    def _read(self, tokens: list[str], until: str) -> tuple[tuple[Span, ...], list[str]]:
        spans: list[Span] = []
        while tokens:
            token, tokens = tokens[0], tokens[1:]
            if token == until:
                return tuple(spans), tokens
            match = _TAG.fullmatch(token)
            if match is None:
                words = _ENTITIES.get(token, token)
                if spans and isinstance(spans[-1], Words):
                    spans[-1] = Words(spans[-1].text + words)
                else:
                    spans.append(Words(words))
            elif match[1]:
                if until:
                    raise CodesError(f"{token} stands where {until} must")
                return tuple(spans), [token, *tokens]
            elif match[2] in _PAIRED and not match[4]:
                inner, tokens = self._inside(match, tokens)
                spans.append(self._paired(match, inner))
            else:
                spans.append(self._single(match))
        if until:
            raise CodesError(f"{until} is missing")
        return tuple(spans), tokens

    def _inside(self, match: re.Match[str], tokens: list[str]) -> tuple[tuple[Span, ...], list[str]]:
        closing = f"</{match[2]}{match[3]}>"
        inner, rest = self._read(tokens, closing)
        if not inner:
            raise CodesError(f"{match[0]} has no words in it")
        return inner, rest

    def _paired(self, match: re.Match[str], inner: tuple[Span, ...]) -> Span:
        match match[2], match[3]:
            case "b", "":
                return Strong(inner)
            case "i", "":
                return Emphasis(inner)
            case "sup", "":
                return Raised(inner)
            case "sub", "":
                return Lowered(inner)
            case "a", number if number and 0 < int(number) <= len(self.addresses):
                return Link(inner, self.addresses[int(number) - 1])
            case _:
                raise CodesError(f"{match[0]} is not in the source")

    def _single(self, match: re.Match[str]) -> Span:
        match match[2], match[3], match[4]:
            case "n", number, "/" if number and 0 < int(number) <= len(self.notes):
                return NoteCall(self.notes[int(number) - 1])
            case "parties", "", "/":
                return AddresseesMark()
            case "v", number, "/" if number and 0 < int(number) <= len(self.values):
                return ValueMark(self.values[int(number) - 1])
            case "number", number, "/" if number:
                return TargetMark("number")
            case "page", number, "/" if number:
                return TargetMark("page")
            case _:
                raise CodesError(f"{match[0]} is no code of this text")


def _tokens(text: str) -> Iterator[str]:
    """Yield codes, entities and runs of words."""
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() > position:
            yield text[position : match.start()]
        token = match[0]
        if token.startswith("<") and not _TAG.fullmatch(token):
            raise CodesError(f"“{token[:30]}” is no code; write &lt; for the character itself")
        yield token
        position = match.end()
    if position < len(text):
        yield text[position:]


def _prose(spans: tuple[Span, ...]) -> str:
    return "".join(map(_mark, spans))


def _mark(span: Span) -> str:
    match span:
        case Words(text):
            return escape(text)
        case Strong(inner):
            return f"**{_prose(inner)}**"
        case Emphasis(inner):
            return f"*{_prose(inner)}*"
        case Raised(inner):
            return f"^{_prose(inner)}^"
        case Lowered(inner):
            return f"~{_prose(inner)}~"
        case Link(inner, address):
            return f"[{_prose(inner)}]({address})"
        case NoteCall(note):
            return f"[^{note}]"
        case AddresseesMark():
            return "{addressees}"
        case ValueMark(name):
            return f"{{value:{name}}}"
        case TargetMark(of):
            return f"{{{of}}}"
        case _:
            assert_never(span)
