"""A project, and texts that nobody has saved yet -> a folder that says both: the project's input with these texts in place.

What makes a page reads files, so that what is shown is made by what makes what is delivered. The folder is kept equal to the
project's: a file is copied again where its times, size or identity are others (stat(2)) and its bytes are too. Where unsaved
texts are given they stand in place of files, until it is called without them.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from factsheet_builder.builds.sources import digest
from factsheet_builder.errors import Place, SurroundingsError, UsageError
from factsheet_builder.project import INPUT_FOLDERS, Project

Drafts = Mapping[str, str]
"""Texts that nobody has saved, by the path of the file inside the project that each stands in place of."""

_RACY_NS: Final = 20_000_000
"""A file saved so shortly before it was read may be saved again without its times showing it: kernels tick every 4 ms."""

_Stat = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Copied:
    """A file as it stands in the folder: how the project's file looked when it was read, and what it says."""

    stat: _Stat | None
    """Nothing where it is to be read again in any case."""
    digest: str


@dataclass
class Shadow:
    """A copy of the input of ``project`` in ``folder``, which is its own."""

    project: Project
    folder: Path
    _copied: dict[str, _Copied] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)

    @property
    def copy(self) -> Project:
        """The project that the folder is."""
        return Project(self.folder)

    def follow(self, drafts: Drafts) -> Project:
        """Bring the folder up to date, with ``drafts`` in place of files, and return it.

        Raises:
            ContentError: a link in an input folder leads out of it.
            SurroundingsError: a file cannot be read, or the folder cannot be written.
            UsageError: a draft stands for no file of the input.
        """
        texts = {_named(name): text.encode() for name, text in drafts.items()}
        try:
            folders, files = self._look()
            for name in sorted(folders - self._folders):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
            for name, stat in files.items():
                if name not in texts:
                    self._copy(name, stat)
            for name, data in texts.items():
                self._put(name, data, None)
            self._drop(folders, {*files, *texts})
        except OSError as error:
            what = f"The project cannot be read, or its copy not be written: {error.strerror or error}."
            remedy = "Check that its files can be read, and that the folder for temporary files has room."
            raise SurroundingsError.of("no-copy", what, remedy, Place(str(error.filename or ""))) from error
        return self.copy

    def _look(self) -> tuple[set[str], dict[str, _Stat]]:
        """Return the folders and the files of the project's input."""
        folders: set[str] = set()
        files: dict[str, _Stat] = {}
        has_links = False
        for top in INPUT_FOLDERS:
            if (self.project.root / top).is_dir():
                folders.add(top)
                for name, entry in _walk(self.project.root / top, top):
                    has_links |= entry.is_symlink()
                    if entry.is_dir():
                        folders.add(name)
                    elif entry.is_file():
                        files[name] = _stat(entry.stat())
        if has_links:
            self.project.refuse_links_outside()
        return folders, files

    def _copy(self, name: str, stat: _Stat) -> None:
        copied = self._copied.get(name)
        if copied is None or copied.stat != stat:
            source = self.project.root / name
            data = source.read_bytes()
            self._put(name, data, stat)
            if (self.folder / name).stat().st_mtime_ns - max(stat[0], stat[3]) < _RACY_NS or _stat(
                source.stat()
            ) != stat:
                self._copied[name] = _Copied(None, self._copied[name].digest)

    def _put(self, name: str, data: bytes, stat: _Stat | None) -> None:
        said, copied = digest(data), self._copied.get(name)
        file = self.folder / name
        if copied is None or copied.digest != said:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        else:
            os.utime(file)  # when it was looked at last, which the file of the project is held against
        self._copied[name] = _Copied(stat, said)

    def _drop(self, folders: set[str], files: set[str]) -> None:
        """Delete what the project has no more; a folder that only a draft stands in goes with it."""
        for name in self._copied.keys() - files:
            (self.folder / name).unlink(missing_ok=True)
            del self._copied[name]
        wanted = folders | {str(parent) for name in files for parent in PurePosixPath(name).parents if parent.name}
        for name in sorted(self._folders - wanted, reverse=True):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self._folders = wanted


def _named(name: str) -> str:
    """Return the name of a file of the input that a draft stands for.

    Raises:
        UsageError: there can be no such file.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or len(path.parts) < 2 or path.parts[0] not in INPUT_FOLDERS:
        raise UsageError.of("no-input", f"“{name}” is no file of the content.", "Name one inside the folder data.")
    return path.as_posix()


def _walk(folder: Path, inside: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield the files and folders below ``folder`` but hidden ones, each with its name inside the project."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        name = f"{inside}/{entry.name}"
        yield name, entry
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), name)


def _stat(found: os.stat_result) -> _Stat:
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns
