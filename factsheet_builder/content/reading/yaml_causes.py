"""Lines around the place where a YAML engine gave up -> the likely cause, in words of people who do not know YAML.

The engine names the place where it noticed, which may be lines after the cause, and speaks of tokens. Here the line that
it named and the last one with words before it are looked at for what authors stumble over.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from factsheet_builder.characters import name_character
from factsheet_builder.errors import Diagnostic, Place, Severity

_ENTRY: Final = re.compile(r"^(?P<indent>\s*(?:- +)*)(?:(?P<key>[\w.-]+):(?: +|$))?(?P<value>.*)$")
_QUOTE: Final = "Put the whole text in quotation marks, or write it below “>-”, indented."
_STRAIGHT: Final = {"“": "”", "„": "“", "«": "»", "‘": "’", "”": "”"}


def place_at(text: str, position: int, file: str) -> Place:
    """Return the line and column of a character of ``text``."""
    before = text[:position]
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def second_document(place: Place) -> Diagnostic:
    """Return that a file has more than one document."""
    what = "The file has more than one YAML document."
    remedy = "Delete this line, or keep each document in a file of its own."
    return Diagnostic(Severity.ERROR, "yaml-syntax", what, remedy, place)


def syntax_problem(lines: Sequence[str], place: Place, began: int, said: str) -> Diagnostic:
    """Return what is likely to be wrong, or what the engine ``said``, which gave up at ``place``; as ``likely_cause``."""
    if cause := likely_cause(lines, place.line, began, place.file):
        return cause
    what = f"This is not YAML: {said}."
    remedy = "Check the indentation, the colons and the quotation marks of this line and the one before."
    return Diagnostic(Severity.ERROR, "yaml-syntax", what, remedy, place)


def likely_cause(lines: Sequence[str], noticed: int, began: int, file: str) -> Diagnostic | None:
    """Return what is likely to be wrong; ``None`` where nothing strikes.

    The engine gave up in line ``noticed``, over something that began in line ``began``; lines count from 1.
    """
    if ended := next((n for n, line in enumerate(lines[: noticed - 1], 1) if _END.fullmatch(line)), 0):
        what = "Three dots alone on a line end the file for YAML."
        return _problem(what, "Delete the line, or put the text in quotation marks.", file, ended, 0)
    before = next((n for n in range(noticed - 1, 0, -1) if lines[n - 1].strip()), 0)
    for here in dict.fromkeys((began, noticed, before)):
        if 0 < here <= len(lines):
            for look in _CAUSES:
                for column, what, remedy in look(lines[here - 1]):
                    return _problem(what, remedy, file, here, column)
    if began < noticed:
        indent = len(lines[began - 1]) - len(lines[began - 1].lstrip())
        what = "This line is no key with a colon, and no part of the text above it."
        remedy = "Put a colon and a space after the key, or indent the line further than the key of its text."
        return _problem(what, remedy, file, began, indent)
    return _uneven(lines, noticed, before, file) or _out_of_line(lines, noticed, file)


def _problem(what: str, remedy: str, file: str, line: int, column: int) -> Diagnostic:
    return Diagnostic(Severity.ERROR, "yaml-syntax", what, remedy, Place(file, line, column + 1))


def _uneven(lines: Sequence[str], here: int, before: int, file: str) -> Diagnostic | None:
    """Return that a key begins further to the right than the one before it, which has its value on its own line."""
    if not 0 < here <= len(lines) or before < 1:
        return None
    key, other = _start_of_key(lines[here - 1]), _start_of_key(lines[before - 1])
    if key is None or other is None or key == other:
        return None
    if abs(key - other) > 1 and (key < other or not re.search(r"[\w.-]+: +[^\s|>&#]", lines[before - 1][other:])):
        return None
    what = f"This key is indented by {_spaces(key)}, the one before it by {other}."
    return _problem(what, "Begin the keys of one entry in one column.", file, here, key)


def _out_of_line(lines: Sequence[str], here: int, file: str) -> Diagnostic | None:
    """Return that a line begins in a column in which nothing that is still open above it begins."""
    if not 0 < here <= len(lines):
        return None
    line = lines[here - 1]
    own = len(line) - len(line.lstrip())
    above: dict[int, str] = {}
    for number in range(here - 1, 0, -1):
        text = lines[number - 1]
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        indent = len(text) - len(text.lstrip())
        for column in (_start_of_key(text) or indent, indent):
            if column < min(above, default=column + 1):
                above[column] = f"{column} (line {number})"
        if 0 in above or len(above) >= _FEW:
            break
    if own in above and line.lstrip().startswith("- "):
        what = "This entry of a list begins in the column of the keys above it."
        return _problem(what, "Indent it as the other entries of its list.", file, here, own)
    if own in above and lines[_line_of(lines, own, here) - 1].lstrip().startswith("- "):
        what = f"This line stands among entries of a list (line {_line_of(lines, own, here)}) and is none of them."
        return _problem(what, "Indent it as the keys of its entry, or begin it with “- ”.", file, here, own)
    if not above or own in above:
        return None
    what = f"This line begins after {_spaces(own)}; what is above it begins after {', '.join(above.values())}."
    remedy = "Begin what belongs together in one column; what belongs to a key, further to the right."
    return _problem(what, remedy, file, here, own)


def _line_of(lines: Sequence[str], indent: int, here: int) -> int:
    """Return the last line before line ``here`` that begins after as many spaces."""
    return next(
        number
        for number in range(here - 1, 0, -1)
        if (text := lines[number - 1]).strip() and len(text) - len(text.lstrip()) == indent
    )


def _spaces(number: int) -> str:
    return f"{number} space{'' if number == 1 else 's'}"


def _start_of_key(line: str) -> int | None:
    match = re.match(r"\s*(?:- +)*(?=[\w.-]+:)", line)
    return match.end() if match else None


_FEW: Final = 3
_END: Final = re.compile(r"\.\.\.\s*")

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
    elif match := re.match(r"\s*(?:- *)*(?:[\w.-]+:)? *\t", line):
        yield match.end() - 1, "A tab stands here; YAML takes spaces only.", "Put a space in its place."
    elif not re.search(r":\s+[\"']", line) and (match := re.search(r"(?<=\S)\s*?(\t)", line)):
        yield match.start(1), "A tab stands here; YAML takes spaces only.", "Put a space in its place, or delete it."


_NO_SPACES: Final = re.compile("[\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]")


def _odd_space(line: str) -> Found:
    match = re.match(rf"(?:\s|{_NO_SPACES.pattern})*(?:- *)*(?:[\w.-]+:)?(?:\s|{_NO_SPACES.pattern})*", line)
    if match and (odd := _NO_SPACES.search(line, 0, match.end())):
        yield (
            odd.start(),
            f"{name_character(odd[0])} stands here; YAML takes plain spaces only.",
            "Put a plain space in its place.",
        )


def _merge_mark(line: str) -> Found:
    if re.match(r"(<{7}|={7}|>{7}|\|{7})( |$)", line):
        yield (
            0,
            "This line is a mark of a merge that left two versions.",
            "Keep the lines of one version, and delete the marks.",
        )


def _bullet(line: str) -> Found:
    if match := re.match(r"\s*([–—•·‣▪◦]) ?(?=\S)", line):
        what = f"An entry of a list does not begin with {match[1]}."
        yield (
            match.start(1),
            what,
            "Begin it with a hyphen and a space: “- ”. If it is a text, put the text in quotation marks.",
        )


def _escape(line: str) -> Found:
    match = _ENTRY.match(line)
    value = match["value"] if match else ""
    if match and value.startswith('"') and (odd := _ODD_ESCAPE.search(value)):
        what = "A backslash between straight double quotation marks begins an escape."
        yield (
            match.start("value") + odd.start(1),
            what,
            "Write two backslashes for one, or enclose the text in single quotation marks: '…'.",
        )


_ODD_ESCAPE: Final = re.compile(
    r'(?<!\\)(?:\\\\)*(\\(?!["\\/0abtnvfreNLP_ ]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|$))'
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
    elif re.match(r"[-?:] ", value) and match["key"]:
        what = f"A text cannot begin with {value[0]} and a space as it stands: YAML takes it for a list or a key."
        yield column, what, _QUOTE
    elif value[0] in "|>" and re.match(r"[|>] +[^\s#]", value):
        what = f"A text cannot begin with {value[0]} as it stands: YAML then looks for it on the next line."
        yield column, what, _QUOTE
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


_CAUSES: Final[tuple[Callable[[str], Found], ...]] = (
    _merge_mark,
    _tab,
    _odd_space,
    _bullet,
    _first_letter,
    _escape,
    _after_quote,
    _colon,
    _no_space,
    _no_colon,
)
