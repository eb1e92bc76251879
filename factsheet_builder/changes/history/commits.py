"""A commit of the project's own history -> a folder with its content and catalogs as they stood then.

Files are taken from the object store as they were committed: no attribute, filter or hook of the repository has a say, and
its work tree is neither read nor changed. Pictures and annexes stay behind: no word is in them. Tables of data come
along where versions are compared.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from factsheet_builder.changes.history.git_door import ask, asked
from factsheet_builder.errors import ContentError, SurroundingsError, UsageError
from factsheet_builder.project import Project

_MOST_BYTES: Final = 64_000_000
"""Of all files together; the shipped project has less than two."""
_MOST_FILES: Final = 5_000
_MESSAGES: Final = frozenset({".yaml", ".po", ".pot"})
"""Ends of the names of files that messages may be in."""
_COMPARED: Final = frozenset({".yaml", ".csv", ".xlsx"})
"""Of files that a comparison reads: tables of data too, but no translations."""
_ENTRY: Final = re.compile(rb"100(?:644|755) blob ([0-9a-f]{40,64}) +([0-9]+)\t(.+)", re.DOTALL)


@contextmanager
def at(project: Project, save: str) -> Iterator[Project]:
    """Give the content of the project as it stood after a save, for a comparison; without a name, as it stands now.

    Raises:
        UsageError, ContentError, SurroundingsError: as ``as_committed``.
    """
    if not save:
        yield project
        return
    with as_committed(project, save, _COMPARED) as past:
        yield past


def text_at(project: Project, save: str, file: str) -> str:
    """Return a file of the project, by the name that the project has for it, as it stood after a save.

    Raises:
        UsageError: it was not there, or was no text.
        SurroundingsError: there is no git.
    """
    found = ask(project.root, "cat-file", "blob", f"{save}:./{file}")
    if found.code == 0 and len(found.out) <= _MOST_BYTES:
        with suppress(UnicodeDecodeError):
            return found.out.decode()
    raise UsageError.of("no-file-then", f"{file} was not there then.", "Choose a later point.")


@contextmanager
def as_committed(project: Project, commit: str, wanted: frozenset[str] = _MESSAGES) -> Iterator[Project]:
    """Give the project as it was at ``commit`` (anything that git knows a commit by) in a folder that is gone afterwards.

    ``wanted`` are the ends of the names of the files that are needed, by default of those that messages may be in.

    Raises:
        UsageError: git knows no such commit, the project is in no repository, or was not there at that time.
        ContentError: the commit has more than can be read.
        SurroundingsError: there is no git, or it fails.
    """
    identity = _commit_named(project, commit)
    files = _files_of(project, identity, commit, wanted)
    with TemporaryDirectory(prefix="factsheet-") as folder:
        for path, data in zip(files, _contents(project, list(files.values())), strict=True):
            target = Path(folder, *path.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        yield Project(Path(folder).resolve())


def _commit_named(project: Project, commit: str) -> str:
    """Return the identity of a commit."""
    found = ask(project.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    if found.code == 0:
        return found.text
    if ask(project.root, "rev-parse", "--git-dir").code != 0:
        what = f"There is no file “{commit}”, and {project.root} is in no repository of git, so it can be no commit."
        raise UsageError.of("no-repository", what, "Name a file that was exported earlier, or a catalog.")
    what = f"There is no file “{commit}”, and git knows no commit by this name."
    remedy = "Name a file that was exported earlier, or a commit: its identity, a tag, HEAD~3; `git log` lists them."
    raise UsageError.of("no-commit", what, remedy)


def _files_of(project: Project, identity: str, commit: str, ends: frozenset[str]) -> dict[PurePosixPath, str]:
    """Return the identity of each file of the project whose name ends as is wanted, by its path."""
    listed = asked(project.root, "ls-tree", "-r", "-l", "-z", identity, "--", "data")
    entries = [match for entry in listed.out.split(b"\0") if (match := _ENTRY.fullmatch(entry))]
    wanted, size = {}, 0
    for entry in entries:
        path = PurePosixPath(entry[3].decode("utf-8", "surrogateescape"))
        if path.suffix in ends and ".." not in path.parts and not path.is_absolute():
            wanted[path], size = entry[1].decode(), size + int(entry[2])
    if PurePosixPath("data/publication.yaml") not in wanted:
        what = f"At the commit “{commit}” the project was not there: it has no data/publication.yaml."
        raise UsageError.of("no-project", what, "Name a later commit.")
    if size > _MOST_BYTES or len(wanted) > _MOST_FILES:
        what = f"The commit “{commit}” has {len(wanted):,} files of {size:,} bytes in the folder data."
        remedy = f"The limits are {_MOST_FILES:,} files and {_MOST_BYTES:,} bytes; name an exported file instead."
        raise ContentError.of("too-large", what, remedy)
    return wanted


def _contents(project: Project, identities: list[str]) -> Iterator[bytes]:
    """Yield the content of each object, in their order."""
    given = "".join(f"{identity}\n" for identity in identities).encode()
    read = asked(project.root, "cat-file", "--batch", given=given)
    position = 0
    for identity in identities:
        head_end = read.out.find(b"\n", position)
        head = read.out[position:head_end].split()
        if head[:2] != [identity.encode(), b"blob"]:
            raise SurroundingsError.of("git", f"git has lost the object {identity}.", "Run `git fsck`.")
        start, size = head_end + 1, int(head[2])
        yield read.out[start : start + size]
        position = start + size + 1
