"""A passage and a point of the history -> the passage as it was then, in its file and its history, unless it was changed.

The steps are done in the text of the file, where only the lines of these values change; content that would not hold is not
written.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final, assert_never

import anyio.to_thread

from factsheet_builder.changes.history.commits import text_at
from factsheet_builder.changes.history.past_passages import (
    PutEntry,
    PutValue,
    Restoration,
    Step,
    TakeOut,
    restore_in_text,
)
from factsheet_builder.content.reading.yaml_source import read_yaml_text
from factsheet_builder.editing import digest_at, insert_entry, remove, set_value
from factsheet_builder.errors import ContentError, Diagnostic, UsageError
from factsheet_builder.studio.saving.file_saves import Refused
from factsheet_builder.studio.saving.value_edits import order_for
from factsheet_builder.studio.server.people import Person
from factsheet_builder.studio.server.studio import Studio

_MARK: Final = "\ufeff"


def restored_text(text: str, restoration: Restoration) -> str:
    """Return the text after the steps.

    Raises:
        ContentError: it cannot be done without changing other lines.
    """
    for step in restoration.steps:
        text = _done(text, step, restoration.file)
    return text


def _done(text: str, step: Step, file: str) -> str:
    order = order_for(file, read_yaml_text(text.removeprefix(_MARK), file).data)
    match step:
        case PutValue(path, value):
            return set_value(text, path, value, order=order, file=file)
        case TakeOut(path):
            return remove(text, path, file=file)
        case PutEntry(path, index, value):
            return insert_entry(text, path, index, value, order=order, file=file)
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
    sheet, name, was = passage
    if sheet not in studio.project.factsheet_names():
        raise UsageError.of("no-factsheet", f"There is no factsheet “{sheet}” now.", "Choose a passage of one.")
    file = f"data/factsheets/{sheet}.yaml"
    past = await anyio.to_thread.run_sync(text_at, studio.project, save, file)

    def plan(texts: Mapping[str, str]) -> Mapping[str, str]:
        restoration = restore_in_text(past, texts[file], file, name, was)
        if not restoration.steps or digest_of_places(texts[file], restoration) != seen:
            raise RestoringClashError
        return {file: restored_text(texts[file], restoration)}

    done = await studio.saves.write(person, (file,), plan, words, (name,))
    if isinstance(done, Refused):
        raise ContentError(done.errors)
    return done.unrecorded
