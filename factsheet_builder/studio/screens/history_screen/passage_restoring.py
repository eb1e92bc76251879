"""A passage and a point of the history -> the passage as it was then, in its file and its history, unless it was changed.

The steps are done in the text of the file, where only the lines of these values change; content that would not hold is not
written.
"""

from hashlib import sha256
from typing import Final, assert_never

import anyio.to_thread

from factsheet_builder.builds.store import commit
from factsheet_builder.changes.history.past_passages import (
    PutEntry,
    PutValue,
    Restoration,
    Step,
    TakeOut,
)
from factsheet_builder.changes.history.saves import record_outside, record_save
from factsheet_builder.editing import digest_at, insert_entry, remove, set_value
from factsheet_builder.errors import Diagnostic
from factsheet_builder.studio.server.people import Person
from factsheet_builder.studio.server.studio import Studio

_PLAN: Final = "factsheet_builder.studio.screens.history_screen.point_comparison:plan_restoration"
"""The function that another process does."""


def restored_text(text: str, restoration: Restoration) -> str:
    """Return the text after the steps.

    Raises:
        ContentError: it cannot be done without changing other lines.
    """
    for step in restoration.steps:
        text = _done(text, step, restoration.file)
    return text


def _done(text: str, step: Step, file: str) -> str:
    match step:
        case PutValue(path, value):
            return set_value(text, path, value, file=file)
        case TakeOut(path):
            return remove(text, path, file=file)
        case PutEntry(path, index, value):
            return insert_entry(text, path, index, value, file=file)
        case _:
            assert_never(step)


def digest_of_places(text: str, restoration: Restoration) -> str:
    """Return the digest of what stands now where something is to be restored, which another edit there changes."""
    places = (digest_at(text, step.path, file=restoration.file) for step in restoration.steps)
    return sha256(" ".join(places).encode()).hexdigest()[:32]


class RestoringClashError(Exception):
    """What stands there now is not what was shown: somebody has changed it."""


async def restore(
    studio: Studio, person: Person, save: str, passage: tuple[str, str, str], *, seen: str, words: str
) -> Diagnostic | None:
    """Make a passage (factsheet, name, name then) what it was after a save; return why the history has it not.

    Raises:
        RestoringClashError: the passage is not as it was when ``seen`` was worked out.
        UsageError: there is no such passage.
        ContentError: the content would not hold.
        SurroundingsError: the file cannot be written.
    """
    restoration, text, now = await studio.workshop.desk_of(_PLAN, studio.project, save, *passage)
    if not now or now != seen:
        raise RestoringClashError
    file = studio.project.root / restoration.file
    await anyio.to_thread.run_sync(record_outside, studio.project, (file,))
    await anyio.to_thread.run_sync(commit, file, text.encode())
    recorded = await anyio.to_thread.run_sync(
        record_save, studio.project, (file,), words, person.name, (restoration.passage,)
    )
    return recorded.problem
