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
    for drop in (_keep, _without_shifts, _without_italics, _without_looks):
        kept = [drop(run) for run in runs]
        prose = _written(kept, names).strip()
        if " ".join(plain_text(parse_prose(prose)).split()) == expected:
            _name_dropped(runs, kept, expected, ledger, number)
            return prose
    return _written([_without_looks(replace(run, address="")) for run in runs], names).strip()


def _keep(run: Run) -> Run:
    return run


def _without_shifts(run: Run) -> Run:
    return replace(run, is_raised=False, is_lowered=False)


def _without_italics(run: Run) -> Run:
    return replace(_without_shifts(run), is_italic=False)


def _without_looks(run: Run) -> Run:
    return replace(_without_italics(run), is_bold=False)


def _shift_of(run: Run) -> str:
    """Return the mark of letters above or below the line, where they can have one: no space stands in it."""
    if not run.text.strip() or re.search(r"\s", run.text.strip()):
        return ""
    return "^" if run.is_raised else "~" if run.is_lowered else ""


def _name_dropped(runs: list[Run], kept: list[Run], expected: str, ledger: Ledger, number: int) -> None:
    """Name looks of letters that could not be marked."""
    for run, now in zip(runs, kept, strict=True):
        for code, where, is_there in (("raised", "above", run.is_raised), ("lowered", "below", run.is_lowered)):
            if is_there and run.text.strip() and not _shift_of(now):
                what = f"“{shown(run.text)}” stands {where} the line in the file; it is kept on the line."
                ledger.name(code, number, what)
        if run.is_bold != now.is_bold or run.is_italic != now.is_italic:
            what = f"Bold or italic letters of “{shown(expected)}” cannot be marked as they stand; they are plain."
            ledger.name("look", number, what)


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
    plain_address = address if said.endswith("/") else address.removesuffix("/")  # which LibreOffice adds
    if plain_address in {said, f"mailto:{said}"} or (said.startswith("www.") and plain_address == f"https://{said}"):
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
        return "".join(f"[^{names[run.note]}]" if run.note in names else _shifted(run) for run in runs)

    return write


def _shifted(run: Run) -> str:
    before, words, after = _apart(escape(run.text))
    mark = _shift_of(run)
    return f"{before}{mark}{words}{mark}{after}"


def _apart(text: str) -> tuple[str, str, str]:
    match = _EDGES.fullmatch(text)
    return (match[1], match[2], match[3]) if match else ("", text, "")
