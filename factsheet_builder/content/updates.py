"""Received updates: information that a Party sent after adoption and that the secretariat accepted, as notes of a factsheet.

Each is a file of ``data/updates``. The official text is not changed: a copy of the factsheet gets one more note, called
after the calls that the recommendation has already. How the note says that it is received information is left to the
localiser; its words are those received, printed as they stand.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from factsheet_builder.content.fields import Identifier, Model, PartyCode, Prose
from factsheet_builder.content.models import Block, Factsheet, ListBlock, Recommendation, Section, UpdateNote
from factsheet_builder.content.prose import escape

MAX_LENGTH = 2000
"""Characters of an update: what has room as a note on the page of its call."""


class Update(Model):
    """Information received from a Party after adoption, accepted by the secretariat."""

    id: Identifier
    """Name of the update: its file is called so."""
    factsheet: Identifier
    recommendation: Identifier
    """A recommendation that names the Party, or that names none."""
    party: PartyCode
    received: date
    """Day of receipt, on or after the day of adoption."""
    text: Annotated[Prose, StringConstraints(max_length=MAX_LENGTH)]
    """The words received; printed as they stand, without inline marks, lines joined into one paragraph."""
    source_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """SHA-256 of the file that it was received in."""


def with_updates(sheet: Factsheet, updates: Iterable[Update]) -> Factsheet:
    """Return a copy of ``sheet`` with a note for each of its updates, in the order of receipt; others are passed over.

    The updates must have passed their checks. Without one, the sheet itself is returned.
    """
    own = sorted((u for u in updates if u.factsheet == sheet.id), key=lambda u: (u.received, u.id))
    if not own:
        return sheet
    calls: dict[str, str] = {}
    for update in own:
        calls[update.recommendation] = calls.get(update.recommendation, "") + f"[^{update.id}]"
    notes = (*sheet.notes, *map(_note, own))
    return sheet.model_copy(update={"blocks": _with_calls(sheet.blocks, calls), "notes": notes})


def _note(update: Update) -> UpdateNote:
    return UpdateNote(
        kind="update",
        id=update.id,
        party=update.party,
        recommendation=update.recommendation,
        received=update.received,
        is_quoted=True,
        text=escape(update.text),
    )


def _with_calls(blocks: tuple[Block, ...], calls: Mapping[str, str]) -> tuple[Block, ...]:
    return tuple(_with_call(block, calls) for block in blocks)


def _with_call(block: Block, calls: Mapping[str, str]) -> Block:
    match block:
        case Recommendation() if block.id in calls:
            return block.model_copy(update={"text": block.text + calls[block.id]})
        case Section():
            return block.model_copy(update={"blocks": _with_calls(block.blocks, calls)})
        case ListBlock():
            items = tuple(item.model_copy(update={"blocks": _with_calls(item.blocks, calls)}) for item in block.items)
            return block.model_copy(update={"items": items})
        case _:
            return block
