"""Lines around the place where a YAML engine gave up -> the likely cause, in words of people who do not know YAML.

The engine names the place where it noticed, which may be lines after the cause, and speaks of tokens. Here the line that
it named and the last one with words before it are looked at for what authors stumble over.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from factsheet_builder.errors import Diagnostic, Place, Severity

_ENTRY: Final = re.compile(r"^(?P<indent>\s*(?:- +)*)(?:(?P<key>[\w.-]+):(?: +|$))?(?P<value>.*)$")
_QUOTE: Final = "Put the whole text in quotation marks, or write it below “>-”, indented."
_STRAIGHT: Final = {"“": "”", "„": "“", "«": "»", "‘": "’", "”": "”"}


def likely_cause(lines: Sequence[str], noticed: int, began: int, file: str) -> Diagnostic | None:
    """Return what is likely to be wrong; ``None`` where nothing strikes.

    The engine gave up in line ``noticed``, over something that began in line ``began``; lines count from 1.
    """
    before = next((n for n in range(noticed - 1, 0, -1) if lines[n - 1].strip()), 0)
    for here in dict.fromkeys((began, noticed, before)):
        if 0 < here <= len(lines):
            for look in _CAUSES:
                for column, what, remedy in look(lines[here - 1]):
                    return Diagnostic(Severity.ERROR, "yaml-syntax", what, remedy, Place(file, here, column + 1))
    if began < noticed:
        indent = len(lines[began - 1]) - len(lines[began - 1].lstrip())
        what = "This line is no key with a colon, and no part of the text above it."
        remedy = "Put a colon and a space after the key, or indent the line further than the key of its text."
        return Diagnostic(Severity.ERROR, "yaml-syntax", what, remedy, Place(file, began, indent + 1))
    return _uneven(lines, noticed, before, file)


def _uneven(lines: Sequence[str], here: int, before: int, file: str) -> Diagnostic | None:
    """Return that the keys of an entry do not begin in one column, where those of two lines nearly do."""
    starts = [_start_of_key(lines[number - 1]) for number in (here, before) if 0 < number <= len(lines)]
    if len(starts) < 2 or None in starts or abs(starts[0] - starts[1]) != 1:  # type: ignore[operator]
        return None
    what = f"This key is indented by {starts[0]} spaces, the one before it by {starts[1]}."
    return Diagnostic(
        Severity.ERROR,
        "yaml-syntax",
        what,
        "Begin the keys of one entry in one column.",
        Place(file, here, starts[0] + 1),  # type: ignore[operator]
    )


def _start_of_key(line: str) -> int | None:
    match = re.match(r"\s*(?:- +)*(?=[\w.-]+:)", line)
    return match.end() if match else None


Found = Iterator[tuple[int, str, str]]
"""Column from 0, what is wrong, what to do."""


def _tab(line: str) -> Found:
    blank = line[: len(line) - len(line.lstrip())]
    if "\t" in blank:
        yield (
            blank.index("\t"),
            "A tab stands here; YAML takes spaces only.",
            "Put two spaces for each step of indentation.",
        )


def _no_space(line: str) -> Found:
    if match := re.match(r"\s*(?:- +)*[a-z_]+:(?=[^\s:/])", line):
        yield match.end() - 1, "No space follows this colon.", "Put a space after it."
    elif match := re.match(r"\s*-(?=[^\s-])", line):
        yield match.end() - 1, "No space follows this hyphen.", "Put a space after it, if it begins an entry of a list."


def _first_letter(line: str) -> Found:
    match = _ENTRY.match(line)
    value = match["value"] if match else ""
    if not match or not value:
        return
    column = match.start("value")
    if value[0] in "*&!%@`":
        yield column, f"A text cannot begin with {value[0]} as it stands.", _QUOTE
    elif value[0] in "|>" and re.match(r"[|>][-+0-9]*[^-+0-9\s#]", value):
        yield (
            column,
            f"After {value[0]} the text begins on the next line.",
            "Put it there, indented further than its key.",
        )
    elif value[0] in "[{":
        # Where the bracket closes before the end, a text goes on after it.
        closing = "]" if value[0] == "[" else "}"
        if re.search(rf"{re.escape(closing)}\s*[^\s,{re.escape(closing)}#]", value):
            yield (
                column,
                f"A text cannot begin with {value[0]} as it stands: YAML takes it for a list or a group.",
                _QUOTE,
            )
        elif closing not in value and not value.rstrip().endswith((",", value[0])):
            yield (
                column,
                f"What begins with {value[0]} here is never closed.",
                f"Put {closing} at its end. If it is a text: {_QUOTE[0].lower()}{_QUOTE[1:]}",
            )


def _after_quote(line: str) -> Found:
    match = _ENTRY.match(line)
    value = match["value"] if match else ""
    if not match or value[:1] not in {'"', "'"}:
        return
    quote = value[0]
    pattern = r'"(?:[^"\\]|\\.)*"' if quote == '"' else r"'(?:[^']|'')*'"
    closed = re.match(pattern, value)
    if closed is None:
        yield (
            match.start("value"),
            f"The quotation mark {quote} that begins this text is never closed.",
            f"Put {quote} at its end.",
        )
    elif re.match(r"\s*[^\s,#\]}:]", value[closed.end() :]):
        what = f"The text ends at the second {quote}, but words follow."
        doubled = 'write \\" for each mark inside it' if quote == '"' else "write '' for each mark inside it"
        yield match.start("value") + closed.end(), what, f"Begin the text with {quote} and end it so, and {doubled}."


def _colon(line: str) -> Found:
    match = _ENTRY.match(line)
    if not match or match["value"][:1] in {'"', "'", "[", "{", "|", ">"}:
        return
    value = match["value"]
    if found := re.search(r":(?= |$)", value):
        more = ""
        if closing := _STRAIGHT.get(value[0]):
            more = f' The marks {value[0]} {closing} are part of the text; those that enclose it are straight: "…".'
        yield (
            match.start("value") + found.start(),
            "This text has a colon with a space after it, which YAML takes for a key.",
            _QUOTE + more,
        )


def _no_colon(line: str) -> Found:
    if match := re.fullmatch(r"\s*(?:- +)*([a-z_]+)\s*", line):
        yield match.start(1), f"No colon follows “{match[1]}”.", "Put one after it, if it is a key."


_CAUSES: Final[tuple[Callable[[str], Found], ...]] = (_tab, _first_letter, _after_quote, _colon, _no_space, _no_colon)
