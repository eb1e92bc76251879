"""Comparison × Localiser -> lines for a terminal: the same words as the document, long unchanged runs shortened."""

from collections.abc import Iterator, Sequence
from typing import Final

from factsheet_builder.changes.change_findings import Comparison, Group
from factsheet_builder.changes.change_wording import Wording
from factsheet_builder.views.change_view import PieceView

_KEPT: Final = 6
"""Unchanged words that are kept on either side of a change."""


def change_lines(comparison: Comparison, wording: Wording) -> Iterator[str]:
    """Yield the lines; nothing where nothing changed."""
    for group in comparison.groups:
        if group.findings:
            yield f"{group.name}:"
            yield from _group_lines(group, wording)


def _group_lines(group: Group, wording: Wording) -> Iterator[str]:
    for finding in group.findings:
        view = wording.view(finding, "")
        yield f"  {view.title}: {view.verdict}"
        for line in view.lines:
            yield f"    {line.label} {' '.join(_pieces(line.pieces))}"


def _pieces(pieces: Sequence[PieceView]) -> Iterator[str]:
    for index, piece in enumerate(pieces):
        if piece.sort == "same":
            yield shortened_run(piece.text, leads=index > 0, follows=index < len(pieces) - 1)
        else:
            yield f"[{piece.label} {piece.text}]"


def shortened_run(text: str, *, leads: bool, follows: bool) -> str:
    """Return the unchanged words next to a change: after one where ``leads``, before one where ``follows``."""
    words = text.split(" ")
    if (not leads and not follows) or len(words) <= _KEPT * (leads + follows) + 1:
        return text
    return " ".join([*(words[:_KEPT] if leads else []), "…", *(words[-_KEPT:] if follows else [])])
