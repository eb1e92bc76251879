"""What somebody saves × the files as they are at that moment -> the files with only its lines changed, and the history.

What was read, compared and checked is what is written over: otherwise it is done again from the new text. Where the checks
find an error that was not there before, or somebody else changed the same, nothing is written and what was typed is kept.
"""

import asyncio
import glob
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from typing import Final, Protocol

import anyio.to_thread

from factsheet_builder.builds.store import commit_all
from factsheet_builder.changes.history.saves import Recorded, record_outside, record_save
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity, SurroundingsError, UsageError
from factsheet_builder.project import Project
from factsheet_builder.studio.forms.edits import Action
from factsheet_builder.studio.saving.kept_drafts import Draft, Drafts
from factsheet_builder.studio.saving.save_lock import alone
from factsheet_builder.studio.saving.value_edits import ClashError, Conflict, Edit, Edited, edited

Texts = Mapping[str, str]
"""Texts of files, by the names that the project has for them; an empty one is of a file that is not there."""
Plan = Callable[[Texts], Texts | Edited]
"""From the texts as they are to the texts as they are to be; it may raise what stops the save."""
_TRIES: Final = 4
_MOST_UNDOS: Final = 300
_MOST_LETTERS: Final = 20_000_000
"""Of all texts that are kept to take saves back; the last can always be."""


class Saver(Protocol):
    """Who saves."""

    @property
    def name(self) -> str:
        """What the history says."""

    @property
    def key(self) -> str:
        """What tells the person from others, in drafts."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved."""

    texts: Texts
    """What the files say now."""
    undo: str = ""
    """The key by which it is taken back; nothing where nothing was changed."""
    save: str | None = None
    """Its id in the history."""
    unrecorded: Diagnostic | None = None
    """Why it is not in the history."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was saved: errors that were not there before; what was typed is kept as a draft."""

    errors: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else changed the same meanwhile: nothing was saved, what was typed is kept as a draft."""

    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class _Undo:
    before: Texts
    after: Texts
    back: tuple[Edit, ...]
    passages: tuple[str, ...]


@dataclass
class Saves:
    """All that is saved in a project by one studio."""

    project: Project
    problems: Callable[[Texts], Awaitable[tuple[Diagnostic, ...]]]
    """All that is wrong with the project with texts in place of files (``Workshop.problems``)."""
    record: Callable[[Project, Sequence[FilePath], str, str, Sequence[str]], Recorded] = record_save
    outside: Callable[[Project, Sequence[FilePath]], Recorded] = record_outside
    """Records first what other programs changed in the files, so that it is said to be nobody's here."""
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    _undos: dict[str, _Undo] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.drafts = Drafts(self.project)

    async def save(self, person: Saver, changes: Sequence[Edit], words: str) -> Saved | Clash | Refused:
        """Save edits, all or none; ``words`` say in the history what was done.

        Raises:
            ContentError: an edit cannot be made without changing other lines, or a file is no YAML.
            SurroundingsError: a file cannot be written.
        """
        files = tuple(dict.fromkeys(edit.file for edit in changes))
        passages = tuple(dict.fromkeys(edit.passage for edit in changes if edit.passage))
        try:
            done = await self.write(person, files, lambda texts: edited(texts, changes), words, passages)
        except ClashError as clash:
            await self._keep(person, changes)
            return Clash(clash.conflicts)
        if isinstance(done, Refused):
            await self._keep(person, changes)
        else:
            for edit in changes:
                await anyio.to_thread.run_sync(self.drafts.drop, person.key, edit.file, edit.passage)
        return done

    async def write(
        self,
        person: Saver,
        files: Sequence[str],
        plan: Plan,
        words: str,
        passages: Sequence[str] = (),
    ) -> Saved | Refused:
        """Write what ``plan`` makes of the files as they are at that moment; it is asked again where they change meanwhile.

        Raises:
            UsageError: a name is none of a file of the content.
            ContentError: the files are changed all the time, or are not UTF-8; and whatever ``plan`` raises.
            SurroundingsError: a file cannot be written.
        """
        names = sorted(set(files))
        paths = {name: self._path(name) for name in names}
        async with AsyncExitStack() as held:
            for name in names:
                await held.enter_async_context(self._locks.setdefault(name, asyncio.Lock()))
            for _ in range(_TRIES):
                before = await anyio.to_thread.run_sync(_read_all, paths)
                made = await anyio.to_thread.run_sync(plan, before)
                texts = made.texts if isinstance(made, Edited) else made
                changed = {name: texts[name] for name in names if texts.get(name, before[name]) != before[name]}
                if not changed:
                    return Saved(before)
                if errors := await self._new_errors(changed):
                    return Refused(errors)
                put = partial(self._put, before, changed, words, person.name, tuple(passages))
                if recorded := await anyio.to_thread.run_sync(put):
                    back = made.back if isinstance(made, Edited) else ()
                    undo = _Undo(before, {**before, **changed}, back, tuple(passages))
                    return Saved(undo.after, self._remember(undo), recorded.id, recorded.problem)
        raise ContentError.of("busy", "The file is being changed all the time.", "Try again in a moment.")

    async def undo(self, person: Saver, key: str, words: str) -> Saved | Refused:
        """Take a save back: to the letter, or, where other passages were changed since, what it changed.

        Raises:
            UsageError: it is too old, or what it changed was changed again.
            ContentError, SurroundingsError: as ``write``.
        """
        found = self._undos.get(key)
        if found is None:
            raise _no_undo("This cannot be taken back any more.")

        def plan(texts: Texts) -> Texts | Edited:
            if dict(texts) == dict(found.after):
                return found.before
            return edited(texts, found.back) if found.back else texts

        try:
            done = await self.write(person, tuple(found.before), plan, words, found.passages)
        except ClashError:
            raise _no_undo("What was saved was changed again since.") from None
        if isinstance(done, Saved) and not done.undo:
            raise _no_undo("The file was changed since.")
        self._undos.pop(key, None)
        return done

    def _remember(self, undo: _Undo) -> str:
        """Return the key by which a save can be taken back."""
        key = secrets.token_urlsafe(12)
        self._undos[key] = undo
        size = 0
        for number, name in enumerate(reversed(list(self._undos))):
            held = self._undos[name]
            size += sum(len(text) for texts in (held.before, held.after) for text in texts.values())
            if number >= _MOST_UNDOS or (number and size > _MOST_LETTERS):
                del self._undos[name]
        return key

    async def _new_errors(self, texts: Texts) -> tuple[Diagnostic, ...]:
        """Return the errors that the project has with new texts and has not without."""
        errors = [problem for problem in await self.problems(texts) if problem.severity is Severity.ERROR]
        if not errors:
            return ()
        there = {(problem.code, problem.what) for problem in await self.problems({})}
        return tuple(error for error in errors if (error.code, error.what) not in there)

    async def _keep(self, person: Saver, changes: Sequence[Edit]) -> None:
        """Keep what was typed: for each passage one draft of all its values."""
        for file, passage in dict.fromkeys((edit.file, edit.passage) for edit in changes):
            own = [edit for edit in changes if (edit.file, edit.passage) == (file, passage)]
            typed: list[Data] = [_as_data(edit) for edit in own if edit.action in {Action.SET, Action.INSERT}]
            if typed:
                draft = Draft(file, passage, typed, own[0].digest)
                await anyio.to_thread.run_sync(self.drafts.keep, person.key, draft)

    def _put(self, before: Texts, changed: Texts, words: str, who: str, passages: Sequence[str]) -> Recorded | None:
        """Write texts and record them; nothing is done where a file says something else than it did.

        What others saved before is recorded first, so that a save says of its author only what is true.
        """
        paths = {name: self._path(name) for name in before}
        files = [paths[name] for name in changed]
        with alone(self.project):
            if _read_all(paths) != before:
                return None
            for file in files:
                _clear_remains(file)
            self.outside(self.project, files)
            commit_all({paths[name]: text.encode() for name, text in changed.items()})
            return self.record(self.project, files, words, who, passages)

    def _path(self, name: str) -> FilePath:
        """Return a file of the content by the name that the project has for it."""
        parts = PurePosixPath(name).parts
        path = self.project.root.joinpath(*parts)
        is_ours = parts[:1] == ("data",) and not {"..", "."}.intersection(parts) and "\\" not in name
        if not is_ours or not path.resolve().is_relative_to(self.project.root.resolve()):
            raise UsageError.of("no-file", "There is no such file of the content.", "Choose one of the list.")
        return path


def _as_data(edit: Edit) -> Data:
    """Return an edit as a draft keeps it."""
    return {
        "action": str(edit.action),
        "path": list(edit.path),
        "value": edit.value,
        "digest": edit.digest,
        "began": edit.began,
    }


def _no_undo(what: str) -> UsageError:
    return UsageError([Diagnostic(Severity.ERROR, "no-undo", what, "See the history.")])


def _clear_remains(file: FilePath) -> None:
    """Delete what a save of a file that was killed had half written; only the holder of the lock may."""
    for remains in file.parent.glob(f".{glob.escape(file.name)}.*.part"):
        remains.unlink(missing_ok=True)


def _read_all(paths: Mapping[str, FilePath]) -> dict[str, str]:
    return {name: _read(path, name) for name, path in paths.items()}


def _read(path: FilePath, name: str) -> str:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise ContentError.of(
            "not-utf8", "The file is not UTF-8.", "Save it again with the encoding UTF-8.", Place(name)
        ) from None
    except OSError as error:
        what = f"{name} cannot be read: {error.strerror or error}."
        raise SurroundingsError.of("unreadable", what, "Check its permissions.", Place(name)) from error
