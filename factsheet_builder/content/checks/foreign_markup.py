"""Markup of other programs in a text: it would be printed as it stands.

The marks that texts may have are those of ``prose``. What HTML, templates, other dialects of Markdown and bulletin boards
write is found here, for the content and for its translations.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Severity

_KINDS: Final = (
    ("HTML", re.compile(r"</?[a-zA-Z!?][^<>]*>?|&(?:[a-zA-Z]+|#\w+);")),
    ("a template", re.compile(r"\{\{|\{%|\{#|%\}|\}\}|#\}")),
    ("a bulletin board", re.compile(r"\[/?(?:b|i|u|s|url|link|img|sub|sup|quote)(?:=[^\]]*)?\](?!\()", re.IGNORECASE)),
    (
        "another dialect of Markdown",
        re.compile(r"(?<![\w~])~{1,2}[^\s~](?:[^~]*[^\s~])?~{1,2}|(?<=\w)~\w{1,9}~|`[^`]+`|!\[|\A#{1,6} "),
    ),
    (
        "another dialect of Markdown",
        re.compile(
            r"(?<!\w)__[^\s_](?:[^_]*[^\s_])?__(?!\w)"
            # What begins a line: headings, entries of lists, quotations, tables, rules.
            r"|(?<=\n)#{1,6} |^ *[-+*] (?=\S)|(?<=\n)\d+[.)] |^ *> ?(?=\S)|^ *\|.*\|(?=\s*$)|^ *(?:-{3,}|={3,}|_{3,}) *$",
            re.MULTILINE,
        ),
    ),
)
_MOST_NAMED: Final = 4
_LOWERED: Final = re.compile(r"~[^~]+~")
_WITHOUT_MARKS: Final = frozenset({"label", "unit", "alternative", "summary", "short_title", "explanation", "caption"})
"""Keys of values in blocks and notes that have no inline marks."""
_UNPRINTED: Final = frozenset({"recommendation_ids", "file", "found", "reason", "phrase", "address"})
"""Keys of values that no reader sees."""


def find_markup(text: str) -> Iterator[tuple[str, str]]:
    """Yield each piece of markup in ``text`` once, and of what it is markup, such as HTML."""
    for kind, pattern in _KINDS:
        for piece in dict.fromkeys(match[0] for match in pattern.finditer(text)):
            if piece[0] != "&" or unescape(piece) != piece:
                yield piece, kind


def foreign_markup(source: YamlSource) -> Findings:
    """Find markup in the texts of a file that a reader would see as it stands."""
    for path, text in printed_texts(source.data):
        if found := [(piece, kind) for piece, kind in find_markup(text) if not _is_mark(piece, path)]:
            pieces = ", ".join(f"“{piece[:40]}”" for piece, _ in found[:_MOST_NAMED])
            more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
            kinds = " and ".join(dict.fromkeys(kind for _, kind in found))
            what = f"{pieces}{more}: markup of {kinds}, which is printed as it stands."
            remedy = "Delete it; marks are **strong**, *emphasis*, ^above^, ~below~, [words](address) and [^note]."
            yield finding("markup", source.word_place(path, found[0][0]), what, remedy, Severity.WARNING)


def _is_mark(piece: str, path: Path) -> bool:
    """Tell whether a piece is a mark of ours where it stands: words below the line, in a text that may have marks."""
    may_have_marks = path[:1] in {("blocks",), ("notes",)} and path[-1] not in _WITHOUT_MARKS
    return may_have_marks and bool(_LOWERED.fullmatch(piece))


def printed_texts(data: object) -> Iterator[tuple[Path, str]]:
    """Yield every text of a file that is printed, with its place."""
    yield from texts_of(data, without=_UNPRINTED)


def texts_of(value: object, path: Path = (), *, without: frozenset[str] = frozenset()) -> Iterator[tuple[Path, str]]:
    """Yield every text of a file with its place, those under the keys ``without`` left out."""
    match value:
        case str():
            yield path, value
        case dict():
            for key, inner in value.items():
                if key not in without:
                    yield from texts_of(inner, (*path, str(key)), without=without)
        case list():
            for index, inner in enumerate(value):
                yield from texts_of(inner, (*path, index), without=without)
