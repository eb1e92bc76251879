"""Runs -> the inline marks of content: **strong**, *emphasis*, [words](address), [^note].

What is written is read back by ``content.prose``: a mark that would not be one (in the middle of a word, beside a
punctuation mark) is dropped and named, the words never.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final

from factsheet_builder.content.prose import escape, parse_prose, plain_text
from factsheet_builder.importing.pieces import Ledger, Run, plain, shown

_EDGES: Final = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def to_prose(runs: Iterable[Run], names: Mapping[str, str], ledger: Ledger, number: int) -> str:
    """Return runs as prose; ``names`` are the ids of notes by their names in the file."""
    runs = _tidy(runs)
    expected = plain(runs)
    for run in runs:
        if run.is_raised and run.text.strip():
            what = f"“{shown(run.text)}” stands above the line in the file; it is kept on the line."
            ledger.name("raised", number, what)
    for drop in (_keep, _without_italics, _without_looks):
        prose = _written([drop(run) for run in runs], names).strip()
        if " ".join(plain_text(parse_prose(prose)).split()) == expected:
            if drop is not _keep:
                what = f"Bold or italic letters of “{shown(expected)}” cannot be marked as they stand; they are plain."
                ledger.name("look", number, what)
            return prose
    return _written([_without_looks(replace(run, address="")) for run in runs], names).strip()


def _keep(run: Run) -> Run:
    return run


def _without_italics(run: Run) -> Run:
    return replace(run, is_italic=False)


def _without_looks(run: Run) -> Run:
    return replace(run, is_italic=False, is_bold=False)


def _tidy(runs: Iterable[Run]) -> list[Run]:
    """Return runs with spaces as one, calls of notes out of links and without looks of their own."""
    found: list[Run] = []
    ends_in_space = True
    for run in _calls_behind_links(runs):
        if run.note:
            found.append(Run("", note=run.note))
            continue
        text = re.sub(r"\s+", lambda match: "\u00a0" if match[0] == "\u00a0" else " ", run.text)
        if ends_in_space:
            text = text.lstrip(" ")
        if text:
            ends_in_space = text.endswith(" ")
            found.append(replace(run, text=text))
    return found


def _calls_behind_links(runs: Iterable[Run]) -> Iterator[Run]:
    waiting: list[Run] = []
    address = ""
    for run in runs:
        if run.note and address:
            waiting.append(run)
            continue
        if run.address != address:
            yield from waiting
            waiting = []
            address = run.address
        yield run
    yield from waiting


def _written(runs: list[Run], names: Mapping[str, str]) -> str:
    return "".join(_linked(address, list(group), names) for address, group in groupby(runs, lambda run: run.address))


def _linked(address: str, runs: list[Run], names: Mapping[str, str]) -> str:
    if not address:
        return _marked(runs, names)
    before, words, after = _apart(_marked(runs, names))
    said = plain(runs)
    if address in {said, f"mailto:{said}"} or (said.startswith("www.") and address == f"https://{said}"):
        return before + words + after  # an address in a text is a link anyhow
    return f"{before}[{words}]({address}){after}" if words else before + after


def _marked(runs: list[Run], names: Mapping[str, str]) -> str:
    return _wrapped(
        runs,
        lambda run: run.is_bold,
        "**",
        lambda inner: _wrapped(inner, lambda run: run.is_italic, "*", _plain(names)),
    )


def _wrapped(runs: list[Run], has_look: Callable[[Run], bool], mark: str, write: Callable[[list[Run]], str]) -> str:
    found = []
    for (is_marked, _), group in groupby(runs, lambda run: (has_look(run) and not run.note, bool(run.note))):
        before, words, after = _apart(write(list(group)))
        is_worth_it = is_marked and any(map(str.isalnum, words))
        found.append(f"{before}{mark}{words}{mark}{after}" if is_worth_it else before + words + after)
    return "".join(found)


def _plain(names: Mapping[str, str]) -> Callable[[list[Run]], str]:
    def write(runs: list[Run]) -> str:
        return "".join(f"[^{names[run.note]}]" if run.note in names else escape(run.text) for run in runs)

    return write


def _apart(text: str) -> tuple[str, str, str]:
    match = _EDGES.fullmatch(text)
    return (match[1], match[2], match[3]) if match else ("", text, "")
