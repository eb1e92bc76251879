"""What somebody typed and did not save -> drafts of this person, kept in the studio's own folder until saved or given up.

A draft need not be valid: it is whatever was typed, with the digest of what it began with. Whether it differs from what is
saved is compared when it is asked for, and never kept.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Final

from factsheet_builder.builds.store import commit
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.errors import SurroundingsError
from factsheet_builder.project import Project
from factsheet_builder.studio.server.visits import HIDDEN, hidden_folder

_FOLDER: Final = "drafts"
MOST: Final = 500
"""So many drafts a person may have of a file."""
_MOST_BYTES: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Draft:
    """Something that was typed and is not saved."""

    file: str
    """As the project calls it."""
    passage: str
    """What of the file it is of: the key of a passage, of a message, whatever a screen calls it."""
    value: Data
    """What was typed, as the screen keeps it."""
    digest: str = ""
    """Of what it began with."""
    began: Data = None
    """What it began with."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft, and when it was kept."""

    draft: Draft
    when: datetime


class Drafts:
    """The drafts of a project."""

    def __init__(self, project: Project) -> None:
        self._root = project.root

    def keep(self, person: str, draft: Draft) -> None:
        """Keep a draft of ``person`` (the key of one) in place of the one that there was.

        Raises:
            SurroundingsError: it is too large, there are too many, or it cannot be written.
        """
        data = json.dumps(asdict(draft), ensure_ascii=True).encode()
        folder = self._folder(person, draft.file)
        file = folder / _name(draft.passage)
        is_full = not file.exists() and folder.is_dir() and sum(1 for _ in folder.glob("*.json")) >= MOST
        if is_full or len(data) > _MOST_BYTES:
            what = f"This cannot be kept as a draft: {'there are too many' if is_full else 'it is too long'}."
            raise SurroundingsError.of("too-many", what, "Save it, or give up drafts that are not needed any more.")
        hidden_folder(self._root)
        commit(file, data)

    def of(self, person: str, file: str) -> tuple[Kept, ...]:
        """Return the drafts that a person has of a file, by the names of their passages."""
        folder = self._folder(person, file)
        return tuple(sorted(_read(folder), key=lambda kept: kept.draft.passage))

    def number(self, person: str) -> int:
        """Return how many drafts a person has, of all files."""
        folder = self._root / HIDDEN / _FOLDER / _mark(person)
        return sum(1 for _ in folder.glob("*/*.json"))

    def one(self, person: str, file: str, passage: str) -> Kept | None:
        """Return the draft that a person has of a passage."""
        return _read_one(self._folder(person, file) / _name(passage))

    def drop(self, person: str, file: str, passage: str) -> bool:
        """Forget a draft; return whether there was one."""
        path = self._folder(person, file) / _name(passage)
        is_there = path.is_file()
        with suppress(FileNotFoundError):
            path.unlink()
        return is_there

    def _folder(self, person: str, file: str) -> FilePath:
        """Return the folder of a person's drafts of a file; no name that somebody typed is part of its path."""
        return self._root / HIDDEN / _FOLDER / _mark(person) / _mark(file)


def _mark(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _name(passage: str) -> str:
    return f"{_mark(passage)}.json"


def _read(folder: FilePath) -> Iterator[Kept]:
    for file in sorted(folder.glob("*.json"))[:MOST]:
        if kept := _read_one(file):
            yield kept


def _read_one(file: FilePath) -> Kept | None:
    """Return a draft; nothing where there is none, or somebody edited it."""
    try:
        when = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        data = json.loads(file.read_bytes())
        draft = Draft(data["file"], data["passage"], data["value"], data["digest"], data["began"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (
        Kept(draft, when) if all(isinstance(part, str) for part in (draft.file, draft.passage, draft.digest)) else None
    )
