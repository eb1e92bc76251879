"""What a person had read and has not put away yet: kept in the studio's own folder, so that a new start loses nothing.

Of a file its answers are kept, and the problems of reading it; the file itself is not, nor is any name of a client's ever the
name of one here.
"""

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from pydantic import TypeAdapter, ValidationError

from factsheet_builder.builds.store import commit
from factsheet_builder.content.reading.reader import read_updates
from factsheet_builder.content.updates import Update
from factsheet_builder.errors import Diagnostic, FactsheetError, Place, RefusedError
from factsheet_builder.project import Project
from factsheet_builder.replies.answer_models import Replies
from factsheet_builder.studio.server.visits import hidden_folder

MOST_KEPT: Final = 200
"""Files that wait for one person."""
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that was read, or could not be."""

    key: str
    """Digest of the file."""
    name: str
    """As its sender called it, to be shown only."""
    replies: Replies | None
    problems: tuple[Diagnostic, ...] = ()
    """What was wrong or doubtful about the file itself."""


_KEPT: Final = TypeAdapter(ReceivedFile)


def unread(data: bytes, sent_as: str, problems: tuple[Diagnostic, ...]) -> ReceivedFile:
    """Return a file that could not be read, with the reason."""
    return ReceivedFile(hashlib.sha256(data).hexdigest(), shown_name(sent_as), None, problems)


def shown_name(sent_as: str) -> str:
    """Return the last part of a name that a client gave, without what cannot be shown."""
    last = PureWindowsPath(PurePosixPath(sent_as).name).name
    name = "".join(letter for letter in last if letter.isprintable()).strip()
    return name[:_LONGEST_NAME] or "reply.pdf"


@dataclass(frozen=True, slots=True)
class ReceivedFiles:
    """The files that wait for one person, who is known by ``person``."""

    project: Project
    person: str

    @property
    def _folder(self) -> Path:
        name = hashlib.sha256(self.person.encode()).hexdigest()[:16]
        return hidden_folder(self.project.root) / "replies" / name

    def __iter__(self) -> Iterator[ReceivedFile]:
        found = (_read(path) for path in sorted(self._folder.glob("*.json")))
        yield from sorted(filter(None, found), key=lambda one: (one.name, one.key))

    def find(self, key: str) -> ReceivedFile | None:
        """Return the file of that key."""
        return next((one for one in self if one.key == key), None)

    def keep(self, files: Sequence[ReceivedFile]) -> None:
        """Keep files until they are put away.

        Raises:
            RefusedError: too many wait already.
            SurroundingsError: the folder cannot be written.
        """
        keys = {one.key for one in self} | {one.key for one in files}
        if len(keys) > MOST_KEPT:
            what = f"More than {MOST_KEPT} files would wait for you."
            raise RefusedError.of("too-many", what, "Put away those that you are done with, then go on.")
        for one in files:
            commit(self._folder / f"{one.key}.json", _KEPT.dump_json(one))

    def put_away(self, key: str) -> bool:
        """Keep a file no longer; return whether it was there."""
        if self.find(key) is None:
            return False
        (self._folder / f"{key}.json").unlink(missing_ok=True)
        return True


def _read(path: Path) -> ReceivedFile | None:
    """Return what was kept; nothing where another version of the program kept it in another way."""
    with contextlib.suppress(OSError, ValidationError):
        return _KEPT.validate_json(path.read_bytes())
    return None


def accepted_from(update: Update, replies: Replies) -> bool:
    """Tell whether an update was accepted from a file."""
    return update.source_sha256 == replies.sha256


def count_waiting(project: Project, person: str) -> int:
    """Return how many files wait for a person: with an answer that is not accepted, or unread for a fault."""
    try:
        updates = [read.model for read in read_updates(project)]
    except FactsheetError:
        updates = []
    done = {(update.source_sha256, update.party, update.recommendation) for update in updates}
    return sum(_waits(one, done) for one in ReceivedFiles(project, person))


def _waits(one: ReceivedFile, done: set[tuple[str | None, str, str]]) -> bool:
    if one.replies is None:
        return True
    return any(
        not answer.is_untouched and (one.key, reply.party, answer.recommendation) not in done
        for reply in one.replies.replies
        for answer in reply.answers
    )


def without_file(problem: Diagnostic) -> Diagnostic:
    """Return a problem without the name of the file that it stands below."""
    place = Place(passage=problem.place.passage)
    return Diagnostic(problem.severity, problem.code, problem.what, problem.remedy, place)
