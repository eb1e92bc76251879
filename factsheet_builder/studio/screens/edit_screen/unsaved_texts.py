"""Forms that were not saved -> drafts of a person, kept until they are saved or given up.

A draft is what was sent of a form, so that a text which is not valid yet can be kept too, and with it what it started from.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import anyio.to_thread

from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.studio.forms import Posted
from factsheet_builder.studio.saving.kept_drafts import Draft, Kept
from factsheet_builder.studio.server.people import Person
from factsheet_builder.studio.server.studio import Studio

_POSTED: Final = "posted"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A draft of one passage."""

    key: str
    posted: Posted
    base: str
    """The digest of what it started from."""
    base_value: Data
    """What it started from."""
    when: datetime
    """When it was kept."""


async def drafts_of(studio: Studio, person: Person, file: str) -> dict[str, Unsaved]:
    """Return the drafts that a person has of a file, by the keys of the passages."""
    kept = await anyio.to_thread.run_sync(studio.saves.drafts.of, person.key, file)
    return {one.draft.passage: unsaved for one in kept if (unsaved := _unsaved(one))}


async def keep_draft(studio: Studio, person: Person, file: str, unsaved: Unsaved) -> None:
    """Keep a draft in place of the one that there was.

    Raises:
        SurroundingsError: it is too large, there are too many, or it cannot be written.
    """
    value: Data = {_POSTED: {name: list(words) for name, words in unsaved.posted.items()}}
    draft = Draft(file, unsaved.key, value, unsaved.base, unsaved.base_value)
    await anyio.to_thread.run_sync(studio.saves.drafts.keep, person.key, draft)


async def drop_draft(studio: Studio, person: Person, file: str, key: str) -> bool:
    """Forget a draft; return whether there was one."""
    return await anyio.to_thread.run_sync(studio.saves.drafts.drop, person.key, file, key)


def _unsaved(kept: Kept) -> Unsaved | None:
    """Return a draft of a form; nothing where another screen kept something else."""
    draft = kept.draft
    posted = draft.value.get(_POSTED) if isinstance(draft.value, dict) else None
    if not isinstance(posted, dict):
        return None
    words = {name: tuple(map(str, sent)) for name, sent in posted.items() if isinstance(sent, list)}
    return Unsaved(draft.passage, words, draft.digest, draft.began, kept.when)
