"""The inline Markdown that authors may write, as a tree of spans.

The subset is CommonMark's ``**strong**``, ``*emphasis*``, ``[words](address)`` and backslash escapes, Pandoc's ``^sup^`` and
``~sub~`` (no spaces inside), and marks of our own: ``[^id]`` calls a note, ``{addressees}`` stands for the list of Parties
that a recommendation names in its own sentence, ``{value:helplines.MLT.hours}`` for a value of a table of data. A link to
``#id`` is a cross-reference; ``{number}`` and ``{page}`` in its words are those of the passage that it leads to. Everything
else, HTML included, is text and stays text. Printing the spans is left to the templates.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Final, Literal, assert_never

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

UNKNOWN_ADDRESS: Final = "#"
"""The address of a link whose target the source does not give."""

_CALL = re.compile(r"\[\^([^\[\]\s]+)\]")
_ADDRESSEES: Final = "{addressees}"
_VALUE: Final = re.compile(r"\{value:[ \n]*([A-Za-z0-9.-]+)[ \n]*\}")
_OF_TARGET: Final = {"{number}": "number", "{page}": "page"}


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
class Raised:
    """Words above the line."""

    spans: tuple["Span", ...]


@dataclass(frozen=True, slots=True)
class Lowered:
    """Words below the line."""

    spans: tuple["Span", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address; ``UNKNOWN_ADDRESS`` where the source gives none."""

    spans: tuple["Span", ...]
    address: str

    @property
    def target(self) -> str:
        """The id of the passage that a cross-reference leads to; nothing for an address, known or unknown."""
        return self.address[1:] if self.address.startswith("#") else ""


@dataclass(frozen=True, slots=True)
class TargetMark:
    """In the words of a cross-reference, the number or the page of the passage that it leads to."""

    of: Literal["number", "page"]


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


Span = Words | Strong | Emphasis | Raised | Lowered | Link | NoteCall | AddresseesMark | TargetMark | ValueMark
Marked = Strong | Emphasis | Raised | Lowered | Link
"""Spans that hold spans."""


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


def _target_mark(state: StateInline, silent: bool) -> bool:
    mark = next((mark for mark in _OF_TARGET if state.src.startswith(mark, state.pos)), "")
    if not mark:
        return False
    if not silent:
        state.push("target_mark", "", 0).content = mark
    state.pos += len(mark)
    return True


def _script(state: StateInline, silent: bool) -> bool:
    """Take ``^words^`` or ``~words~`` as a mark, by Pandoc's rule: no space inside; doubled marks are text."""
    mark, start = state.src[state.pos], state.pos
    if mark not in _SCRIPTS or state.src[start - 1 : start] == mark:
        return False
    end = _end_of_script(state.src, start + 1, state.posMax, mark)
    if end is None:
        return False
    if not silent:
        most = state.posMax
        state.push(f"{_SCRIPTS[mark]}_open", "", 1)
        state.pos, state.posMax = start + 1, end
        state.md.inline.tokenize(state)
        state.push(f"{_SCRIPTS[mark]}_close", "", -1)
        state.posMax = most
    state.pos = end + 1
    return True


def _end_of_script(text: str, position: int, most: int, mark: str) -> int | None:
    """Return where the words that begin at ``position`` are closed."""
    start = position
    while position < most and not text[position].isspace():
        if text[position] == "\\":
            position += 1
        elif call := _CALL.match(text, position, most):
            position = call.end() - 1
        elif text[position] == mark:
            is_mark = position > start and text[position + 1 : position + 2] != mark
            return position if is_mark else None
        position += 1
    return None


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
    parser.inline.ruler.before("emphasis", "target_mark", _target_mark)
    parser.inline.ruler.before("emphasis", "script", _script)
    parser.inline.ruler.before("emphasis", "underscore", _underscore)
    # Addresses are judged by the cross-checks, which can say where and why; here every link is a link.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    # "{" must interrupt plain text, or the rule above never sees it.
    parser.inline.ruler.disable("text")
    return parser


_SCRIPTS: Final = {"^": "raised", "~": "lowered"}
_MARKDOWN: Final = _markdown()
_OPENING: Final = {f"{kind}_open": f"{kind}_close" for kind in ("strong", "em", "link", "raised", "lowered")}
_CLOSING: Final = frozenset(_OPENING.values())
_MAX_DEPTH: Final = 10


@lru_cache(maxsize=4096)
def parse_prose(text: str) -> tuple[Span, ...]:
    """Return the spans of ``text`` in reading order; adjoining words are one span, line breaks are spaces.

    Marks inside marks more than ten deep are no marks: such a text is printed as it stands.
    """
    spans = _as_parsed(text)
    return (Words(text),) if spans is None else _in_place(spans)


@lru_cache(maxsize=4096)
def _as_parsed(text: str) -> tuple[Span, ...] | None:
    """Return the spans of ``text``, marks of a target wherever they stand; nothing where marks are too deep."""
    (inline,) = _MARKDOWN.parseInline(text)
    tokens = tuple(inline.children or ())
    depth = accumulate((token.type in _OPENING) - (token.type in _CLOSING) for token in tokens)
    return _spans(tokens, "")[0] if max(depth, default=0) <= _MAX_DEPTH else None


@lru_cache(maxsize=4096)
def stray_marks(text: str) -> tuple[tuple[str, int], ...]:
    """Return the marks of a target that stand in no cross-reference, each with which of its like in the text it is."""
    spans = _as_parsed(text) or ()
    inside = {
        id(inner)
        for span in every_span(spans)
        if isinstance(span, Link) and span.target
        for inner in every_span(span.spans)
    }
    seen: Counter[str] = Counter()
    found: list[tuple[str, int]] = []
    for span in every_span(spans):
        if isinstance(span, TargetMark):
            mark = f"{{{span.of}}}"
            seen[mark] += 1
            if id(span) not in inside:
                found.append((mark, seen[mark]))
    return tuple(found)


def _in_place(spans: tuple[Span, ...], *, is_reference: bool = False) -> tuple[Span, ...]:
    """Return ``spans``, marks of a target that stand in no cross-reference as the words that they are written with."""
    found: list[Span] = []
    for span in spans:
        if isinstance(span, TargetMark) and not is_reference:
            span = Words(f"{{{span.of}}}")
        elif isinstance(span, Marked):
            inside = is_reference or (isinstance(span, Link) and bool(span.target))
            span = replace(span, spans=_in_place(span.spans, is_reference=inside))
        match found[-1:], span:
            case [Words(before)], Words(words):
                found[-1] = Words(before + words)
            case _:
                found.append(span)
    return tuple(found)


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
        elif token.type == "target_mark":
            spans.append(TargetMark("number" if _OF_TARGET[token.content] == "number" else "page"))
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
        case "raised_open":
            return Raised(inner)
        case "lowered_open":
            return Lowered(inner)
        case _:
            return Link(inner, str(token.attrGet("href") or ""))


def escape(text: str) -> str:
    """Return prose that prints ``text`` as it stands: marks are no marks in it, and line breaks are single spaces."""
    return re.sub(r"[ \t]*\n[ \t\n]*", " ", re.sub(r"[\\*_\[\]{}^~]", r"\\\g<0>", text))


def plain_text(spans: tuple[Span, ...]) -> str:
    """Return the words of ``spans`` without marks, note calls, and what is filled in: addressees, values, targets."""
    return "".join(_plain(span) for span in spans)


def _plain(span: Span) -> str:
    match span:
        case Words(text):
            return text
        case Strong(spans) | Emphasis(spans) | Raised(spans) | Lowered(spans) | Link(spans, _):
            return plain_text(spans)
        case NoteCall() | AddresseesMark() | TargetMark() | ValueMark():
            return ""
        case _:
            assert_never(span)


def without_calls(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return ``spans`` without the calls of notes in them."""
    return tuple(
        replace(span, spans=without_calls(span.spans)) if isinstance(span, Marked) else span
        for span in spans
        if not isinstance(span, NoteCall)
    )


def every_span(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return all spans, those inside others too, in reading order."""
    found: list[Span] = []
    for span in spans:
        found.append(span)
        if isinstance(span, Marked):
            found.extend(every_span(span.spans))
    return tuple(found)
