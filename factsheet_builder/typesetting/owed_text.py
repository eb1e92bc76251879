"""Every word that a view reads out, held against what the finished file reads out.

The view tells its own text, in the order of its templates. That and the text of the file, of a PDF that of
its tag tree, must be the same: a passage that is missing, doubled, changed or out of order is an error, whatever caused it
(a template, the engine, a font). Numbers and marks of list items, which the engine makes, are the only text allowed between
passages.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.pdf.reading.tag_reader import BodyText
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.views.spans import OWED_PAGE, OwedText, plain

_UNSEEN: Final = re.compile("[\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
"""What asks something of the layout and is not printed: soft hyphens, joiners, marks of direction."""
_PAGE: Final = re.compile(OWED_PAGE.format("([^\N{OBJECT REPLACEMENT CHARACTER}]*)"))
_BETWEEN: Final = re.compile(r"\s*([•◦▪–-]|[0-9]+[.)]?|[a-zA-Z]{1,4}[.)])?\s*")
"""What may stand between two passages: space, and the mark or number of a list item."""


def check_text(view: DocumentView, read: BodyText, folios: Mapping[str, str]) -> list[Diagnostic]:
    """Return a problem for every passage that the file, read in logical order, does not say exactly once at its place.

    ``folios`` are the numbers of pages that the view asks for, by the addresses of what stands there.
    """
    body = _normal(" ".join(read.blocks))
    owed_texts = [OwedText(owed.passage, _normal(_with_pages(owed.text, folios))) for owed in view.reading()]
    problems = list(_check_sequence(owed_texts, body))
    printed = {_normal(note.number): _normal(note.text) for note in read.notes}
    for note in view.notes:
        owed = f"{_normal(_with_pages(plain(note.spans), folios))} ↑"
        found = printed.pop(note.number, None)
        if found is None:
            problems.append(_problem(f"note.{note.key}", f"Note {note.number} is not in the file."))
        elif re.sub("(?<=↑)↑+$", "", found) != owed:  # one way back from each page that prints the note
            difference = f"Note {note.number} is not printed as it is owed: {_difference(owed, found)}."
            problems.append(_problem(f"note.{note.key}", difference))
    problems += [_problem("notes", f"The file has a note {number} that nothing owes.") for number in printed]
    return problems


def _with_pages(text: str, folios: Mapping[str, str]) -> str:
    return _PAGE.sub(lambda match: folios.get(match[1], match[0]), text)


def _normal(text: str) -> str:
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def _check_sequence(owed: list[OwedText], body: str) -> Iterator[Diagnostic]:
    position = 0
    for passage in owed:
        found = body.find(passage.text, position)
        between = body[position:found] if found >= 0 else ""
        if found >= 0 and _BETWEEN.fullmatch(between):
            position = found + len(passage.text)
        elif found >= 0:
            yield _problem(
                passage.passage, f"Before this passage the file says what nothing owes here: “{_cut(between)}”."
            )
            position = found + len(passage.text)
        elif passage.text in body:
            yield _problem(passage.passage, f"This passage is out of order in the file: “{_cut(passage.text)}”.")
        else:
            yield _problem(
                passage.passage,
                f"This passage is not in the file as it is owed: {_nearest(passage.text, body[position:])}.",
            )
    if rest := body[position:].strip():
        yield _problem("", f"At its end the file says what nothing owes: “{_cut(rest)}”.")


def _problem(passage: str, what: str) -> Diagnostic:
    remedy = "The file is not delivered; if the templates are unchanged, report this."
    return Diagnostic(Severity.ERROR, "text-differs", what, remedy, Place(passage=passage))


def _nearest(owed: str, body: str) -> str:
    return _difference(owed, body.lstrip()[: len(owed)])


def _difference(owed: str, found: str) -> str:
    same = next((i for i, (a, b) in enumerate(zip(owed, found, strict=False)) if a != b), min(len(owed), len(found)))
    start = max(0, same - 20)
    return f"owed “…{_cut(owed[start:])}”, found “…{_cut(found[start:])}”"


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
