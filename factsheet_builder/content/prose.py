"""The inline Markdown that authors may write, as a tree of spans.

The subset is CommonMark's ``**strong**``, ``*emphasis*``, ``[words](address)`` and backslash escapes, and three marks of our
own: ``[^id]`` calls a note, ``{addressees}`` stands for the list of Parties that a recommendation names in its own
sentence, ``{value:helplines.MLT.hours}`` for a value of a table of data. Everything else, HTML included, is text and stays
text. Printing the spans is left to the templates.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final, assert_never

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

UNKNOWN_ADDRESS: Final = "#"
"""The address of a link whose target the source does not give."""

_CALL = re.compile(r"\[\^([^\[\]\s]+)\]")
_ADDRESSEES: Final = "{addressees}"
_VALUE: Final = re.compile(r"\{value:[ \n]*([A-Za-z0-9.-]+)[ \n]*\}")


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words of strong importance."""

    spans: tuple["Span", ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised words."""

    spans: tuple["Span", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address; ``UNKNOWN_ADDRESS`` where the source gives none."""

    spans: tuple["Span", ...]
    address: str


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A call of the note with this id."""

    note: str


@dataclass(frozen=True, slots=True)
class AddresseesMark:
    """The place in a sentence where the named addressees stand."""


@dataclass(frozen=True, slots=True)
class ValueMark:
    """The place of a value of a table of data: ``helplines.MLT.hours``, or a count as ``helplines.count``."""

    name: str


Span = Words | Strong | Emphasis | Link | NoteCall | AddresseesMark | ValueMark


def _note_call(state: StateInline, silent: bool) -> bool:
    match = _CALL.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("note_call", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _addressees(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_ADDRESSEES, state.pos):
        return False
    if not silent:
        state.push("addressees", "", 0)
    state.pos += len(_ADDRESSEES)
    return True


def _value(state: StateInline, silent: bool) -> bool:
    match = _VALUE.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("value", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _underscore(state: StateInline, silent: bool) -> bool:
    """Take an underscore as text; CommonMark would take it as a second mark of emphasis."""
    if state.src[state.pos] != "_":
        return False
    if not silent:
        state.pending += "_"
    state.pos += 1
    return True


def _markdown() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["emphasis", "link", "escape", "newline"])
    parser.inline.ruler.before("emphasis", "note_call", _note_call)
    parser.inline.ruler.before("emphasis", "addressees", _addressees)
    parser.inline.ruler.before("emphasis", "value", _value)
    parser.inline.ruler.before("emphasis", "underscore", _underscore)
    # Addresses are judged by the cross-checks, which can say where and why; here every link is a link.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    # "{" must interrupt plain text, or the rule above never sees it.
    parser.inline.ruler.disable("text")
    return parser


_MARKDOWN: Final = _markdown()
_OPENING: Final = {"strong_open": "strong_close", "em_open": "em_close", "link_open": "link_close"}
_CLOSING: Final = frozenset(_OPENING.values())
_MAX_DEPTH: Final = 10


@lru_cache(maxsize=4096)
def parse_prose(text: str) -> tuple[Span, ...]:
    """Return the spans of ``text`` in reading order; adjoining words are one span, line breaks are spaces.

    Marks inside marks more than ten deep are no marks: such a text is printed as it stands.
    """
    (inline,) = _MARKDOWN.parseInline(text)
    tokens = tuple(inline.children or ())
    depth = accumulate((token.type in _OPENING) - (token.type in _CLOSING) for token in tokens)
    return _spans(tokens, "")[0] if max(depth, default=0) <= _MAX_DEPTH else (Words(text),)


def _spans(tokens: tuple[Token, ...], until: str) -> tuple[tuple[Span, ...], tuple[Token, ...]]:
    spans: list[Span] = []
    while tokens and tokens[0].type != until:
        token, tokens = tokens[0], tokens[1:]
        if token.type in _OPENING:
            inner, tokens = _spans(tokens, _OPENING[token.type])
            tokens = tokens[1:]
            spans.append(_wrap(token, inner))
        elif token.type == "note_call":
            spans.append(NoteCall(token.content))
        elif token.type == "addressees":
            spans.append(AddresseesMark())
        elif token.type == "value":
            spans.append(ValueMark(token.content))
        elif words := " " if token.type in {"softbreak", "hardbreak"} else token.content:
            match spans[-1:]:
                case [Words(before)]:
                    spans[-1] = Words(before + words)
                case _:
                    spans.append(Words(words))
    return tuple(spans), tokens


def _wrap(token: Token, inner: tuple[Span, ...]) -> Span:
    match token.type:
        case "strong_open":
            return Strong(inner)
        case "em_open":
            return Emphasis(inner)
        case _:
            return Link(inner, str(token.attrGet("href") or ""))


def escape(text: str) -> str:
    """Return prose that prints ``text`` as it stands: marks are no marks in it, and line breaks are single spaces."""
    return re.sub(r"[ \t]*\n[ \t\n]*", " ", re.sub(r"[\\*_\[\]{}]", r"\\\g<0>", text))


def plain_text(spans: tuple[Span, ...]) -> str:
    """Return the words of ``spans`` without marks, note calls, addressees and values of tables."""
    return "".join(_plain(span) for span in spans)


def _plain(span: Span) -> str:
    match span:
        case Words(text):
            return text
        case Strong(spans) | Emphasis(spans) | Link(spans, _):
            return plain_text(spans)
        case NoteCall() | AddresseesMark() | ValueMark():
            return ""
        case _:
            assert_never(span)


def every_span(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return all spans, those inside others too, in reading order."""
    found: list[Span] = []
    for span in spans:
        found.append(span)
        if isinstance(span, Strong | Emphasis | Link):
            found.extend(every_span(span.spans))
    return tuple(found)
