"""Pieces as a file has them -> pieces as a reader sees them: headings in bold letters, lists and numbers that were typed.

Styles win: where a file has headings by style, bold paragraphs are no headings. Calls of notes that were typed are left to
``typed_notes``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from factsheet_builder.importing.pieces import Ledger, ListMark, Marker, Para, Piece, Run

_BULLET: Final = re.compile(r"\s*(?:([•·▪◦●○‣∙\uf0b7\uf0a7])|([–—‒―−-]))\s*(?=\S)")
_NUMBER: Final = re.compile(r"\s*(\d{1,3})[.)]\s+(?=\S)")
_LETTER: Final = re.compile(r"\s*\(?([a-z])\)\s+(?=\S)")
_ROMAN: Final = re.compile(r"\s*\(?([ivx]{1,5})\)\s+(?=\S)")
ARTICLE: Final = re.compile(r"(Article|Artikel|Artículo|Articolo|Стаття|Статья)\s+\d+\w*\b", re.IGNORECASE)
_ROMANS: Final = [
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
]
_MOST_IN_HEADING: Final = 150
_NEAR: Final = 8
"""Numbers of one kind between two that follow each other."""
_LINE_STARTS: Final = (_BULLET, _NUMBER, _LETTER)


def as_seen(pieces: Sequence[Piece], ledger: Ledger) -> tuple[Piece, ...]:
    """Return the pieces with the headings, lists and numbers of paragraphs that a reader sees."""
    split = [line for piece in pieces for line in _lines(piece)]
    with_headings = _with_headings(split, ledger)
    return tuple(_numbered(_with_lists(with_headings, ledger), ledger))


def _lines(piece: Piece) -> Iterator[Piece]:
    """Yield the lines of a paragraph apart where soft returns divide the items of a list."""
    if not isinstance(piece, Para) or not any("\n" in run.text for run in piece.runs):
        yield piece
        return
    lines: list[list[Run]] = [[]]
    for run in piece.runs:
        first, *rest = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=text, note="")] for text in rest]
    texts = ["".join(run.text for run in line) for line in lines]
    if sum(any(start.match(text) for start in _LINE_STARTS) for text in texts) < 2:
        yield piece
        return
    for line, text in zip(lines, texts, strict=True):
        if text.strip() or any(run.note for run in line):
            yield replace(piece, runs=tuple(line))


def _with_headings(pieces: list[Piece], ledger: Ledger) -> list[Piece]:
    """Return the pieces with bold lines as headings, where no style makes one; the larger, the higher."""
    if any(isinstance(piece, Para) and piece.level for piece in pieces):
        return pieces
    lines = [piece for piece in pieces if isinstance(piece, Para) and _looks_like_heading(piece)]
    has_title = any(isinstance(piece, Para) and piece.role == "title" for piece in pieces)
    sizes = sorted({line.size for line in lines}, reverse=True)
    largest = [line for line in lines if sizes and line.size == sizes[0]]
    is_title = (
        not has_title and len(largest) == 1 and lines[:1] == largest and (len(sizes) > 1 or largest[0].is_centred)
    )
    if is_title:
        sizes = sizes[1:] or sizes
    found: list[Piece] = []
    for piece in pieces:
        if is_title and piece is largest[0]:
            found.append(replace(largest[0], role="title", runs=_without_bold(largest[0].runs)))
        elif isinstance(piece, Para) and piece in lines:
            what = "This paragraph is taken for a heading by its look; the file has no styles of headings."
            ledger.name("heading-by-look", piece.number, what)
            found.append(replace(piece, level=min(sizes.index(piece.size), 8) + 1, runs=_without_bold(piece.runs)))
        else:
            found.append(piece)
    return found


def _looks_like_heading(para: Para) -> bool:
    words = [run for run in para.runs if run.text.strip()]
    is_bold = bool(words) and all(run.is_bold for run in words)
    is_short = len(para.text) <= _MOST_IN_HEADING and not para.text.endswith((".", ":", ";", ","))
    return is_bold and is_short and not para.role and not para.mark and not any(run.note for run in para.runs)


def _without_bold(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(replace(run, is_bold=False) for run in runs)


def _with_lists(pieces: list[Piece], ledger: Ledger) -> list[Piece]:
    """Return the pieces with typed marks as marks of lists; the numbers of a quoted article stay."""
    found: list[Piece] = []
    marks = _typed_marks(pieces)
    for index, piece in enumerate(pieces):
        mark = marks[index]
        if mark is None or not isinstance(piece, Para):
            found.append(piece)
            continue
        marker, value, length = mark
        if marker not in {"bullet", "dash"} and not _has_neighbour(marks, index):
            found.append(piece)
            continue
        ledger.set_aside("marks of lists", piece.text[:length])
        level = 1 if found and _is_below(found[-1], marker, value) else 0
        runs = _cut(piece.runs, length)
        label = value if marker == "decimal" else ""
        found.append(replace(piece, runs=runs, mark=ListMark(marker, level, f"typed-{marker}"), label=label))
    return found


def _typed_marks(pieces: list[Piece]) -> list[tuple[Marker, str, int] | None]:
    """Return the typed mark of each piece, if it has one; headings and the text of a quoted article have none."""
    found: list[tuple[Marker, str, int] | None] = []
    is_article = False
    for piece in pieces:
        if not isinstance(piece, Para) or piece.level or piece.role:
            is_article = isinstance(piece, Para) and bool(ARTICLE.match(piece.text))
            found.append(None)
        else:
            found.append(None if is_article else _typed(piece))
    return found


def _is_below(before: Piece, marker: Marker, value: str) -> bool:
    """Tell whether an item begins a list inside the item before it, or goes on with that list."""
    if not isinstance(before, Para) or before.mark is None:
        return False
    if before.mark.marker == marker:
        return before.mark.level > 0
    return before.mark.level == 0 and value in {"a", "i", ""}


def _typed(para: Para) -> tuple[Marker, str, int] | None:
    """Return the mark that a paragraph begins with, its value and how many letters it has."""
    text = "".join(run.text for run in para.runs)
    if para.mark is not None:
        return None
    if match := _BULLET.match(text):
        return ("bullet" if match[1] else "dash"), "", match.end()
    if match := _NUMBER.match(text):
        return "decimal", match[1], match.end()
    letter, roman = _LETTER.match(text), _ROMAN.match(text)
    if letter and letter[1] not in "ivx":
        return "lower-alpha", letter[1], letter.end()
    if roman and roman[1] in _ROMANS:
        return "lower-roman", roman[1], roman.end()
    return ("lower-alpha", letter[1], letter.end()) if letter else None


def _has_neighbour(marks: list[tuple[Marker, str, int] | None], index: int) -> bool:
    """Tell whether the number before or the one after stands near: a number alone is part of its sentence."""
    here = marks[index]
    if here is None:
        return False
    alike = [mark for mark in marks if mark is not None and mark[0] == here[0]]
    at = sum(mark is not None and mark[0] == here[0] for mark in marks[:index])
    before, after = alike[max(0, at - _NEAR) : at], alike[at + 1 : at + 1 + _NEAR]
    return any(_place(mark) == _place(here) + step for step, near in ((-1, before), (1, after)) for mark in near)


def _place(mark: tuple[Marker, str, int]) -> int:
    marker, value, _ = mark
    if marker == "decimal":
        return int(value)
    return _ROMANS.index(value) if marker == "lower-roman" else ord(value[:1] or "\0")


def _cut(runs: tuple[Run, ...], length: int) -> tuple[Run, ...]:
    """Return the runs without their first letters."""
    found = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        if run.note or run.text[cut:]:
            found.append(replace(run, text=run.text[cut:]))
    return tuple(found)


def _numbered(pieces: list[Piece], ledger: Ledger) -> Iterator[Piece]:
    """Yield the pieces, numbers that go on behind a heading or other text as numbers of paragraphs and no lists."""
    running = _running_series(pieces)
    counts: dict[str, int] = {}
    for piece in pieces:
        if not isinstance(piece, Para) or piece.mark is None or piece.mark.level or piece.mark.marker != "decimal":
            yield piece
            continue
        series = piece.mark.series
        counts[series] = counts.get(series, 0) + 1
        if series not in running:
            yield replace(piece, label="")
        elif piece.label:
            ledger.add("numbers of paragraphs", piece.label)
            yield replace(piece, mark=None, label=f"{piece.label}.")
        else:
            label = piece.counted or f"{counts[series]}."
            ledger.add("numbers of paragraphs", label)
            yield replace(piece, mark=None, label=label)


def _running_series(pieces: list[Piece]) -> set[str]:
    """Return the lists that are numbered on over headings: those of numbered paragraphs."""
    found: set[str] = set()
    last: dict[str, int] = {}
    heading_after: dict[str, bool] = {}
    for piece in pieces:
        if isinstance(piece, Para) and piece.level:
            heading_after = dict.fromkeys(last, True)
        if not isinstance(piece, Para) or piece.mark is None or piece.mark.level or piece.mark.marker != "decimal":
            continue
        series = piece.mark.series
        goes_on = not piece.label or int(piece.label) == last.get(series, 0) + 1
        if series in last and heading_after.get(series) and goes_on:
            found.add(series)
        last[series] = int(piece.label) if piece.label else 1
        heading_after[series] = False
    return found
