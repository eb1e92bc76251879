"""A commit of the project's own history -> a folder with its content and catalogs as they stood then; the only door to git.

Files are taken from the object store as they were committed: no attribute, filter or hook of the repository has a say, and
its work tree is neither read nor changed. Pictures, tables and annexes stay behind: no message is in them.
"""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from factsheet_builder.errors import ContentError, SurroundingsError, UsageError
from factsheet_builder.project import Project

_SECONDS: Final = 60
_MOST_BYTES: Final = 64_000_000
"""Of all files together; the shipped project has less than two."""
_MOST_FILES: Final = 5_000
_WANTED: Final = frozenset({".yaml", ".po", ".pot"})
_ENTRY: Final = re.compile(rb"100(?:644|755) blob ([0-9a-f]{40,64}) +([0-9]+)\t(.+)", re.DOTALL)


@contextmanager
def as_committed(project: Project, commit: str) -> Iterator[Project]:
    """Give the project as it was at ``commit`` (anything that git knows a commit by) in a folder that is gone afterwards.

    Raises:
        UsageError: git knows no such commit, the project is in no repository, or was not there at that time.
        ContentError: the commit has more than can be read.
        SurroundingsError: there is no git, or it fails.
    """
    identity = _commit_named(project, commit)
    files = _files_of(project, identity, commit)
    with TemporaryDirectory(prefix="factsheet-") as folder:
        for path, data in zip(files, _contents(project, list(files.values())), strict=True):
            target = Path(folder, *path.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        yield Project(Path(folder).resolve())


def _commit_named(project: Project, commit: str) -> str:
    """Return the identity of a commit."""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    found = _git(project, *asked)
    if found.code == 0:
        return found.out.decode().strip()
    if _git(project, "rev-parse", "--git-dir").code != 0:
        what = f"There is no file “{commit}”, and {project.root} is in no repository of git, so it can be no commit."
        raise UsageError.of("no-repository", what, "Name a file that was exported earlier, or a catalog.")
    what = f"There is no file “{commit}”, and git knows no commit by this name."
    remedy = "Name a file that was exported earlier, or a commit: its identity, a tag, HEAD~3; `git log` lists them."
    raise UsageError.of("no-commit", what, remedy)


def _files_of(project: Project, identity: str, commit: str) -> dict[PurePosixPath, str]:
    """Return the identity of each file of the project that messages may be in, by its path."""
    listed = _git(project, "ls-tree", "-r", "-l", "-z", identity, "--", "data")
    _refuse_failure(listed)
    entries = [match for entry in listed.out.split(b"\0") if (match := _ENTRY.fullmatch(entry))]
    wanted, size = {}, 0
    for entry in entries:
        path = PurePosixPath(entry[3].decode("utf-8", "surrogateescape"))
        if path.suffix in _WANTED and ".." not in path.parts and not path.is_absolute():
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
    read = _git(project, "cat-file", "--batch", given="".join(f"{identity}\n" for identity in identities).encode())
    _refuse_failure(read)
    position = 0
    for identity in identities:
        head_end = read.out.find(b"\n", position)
        head = read.out[position:head_end].split()
        if head[:2] != [identity.encode(), b"blob"]:
            raise SurroundingsError.of("git", f"git has lost the object {identity}.", "Run `git fsck`.")
        start, size = head_end + 1, int(head[2])
        yield read.out[start : start + size]
        position = start + size + 1


@dataclass(frozen=True, slots=True)
class _Answer:
    """What git answered."""

    code: int
    out: bytes
    err: str


def _git(project: Project, *words: str, given: bytes = b"") -> _Answer:
    # Nothing of it is asked at a terminal, and a name that begins with a hyphen is no option.
    command = ["git", "-C", str(project.root), *words]
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except FileNotFoundError as error:
        what = "git is not installed, so no commit can be read."
        raise SurroundingsError.of("no-git", what, "Install it, or name a file that was exported earlier.") from error
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:
        raise SurroundingsError.of("git", f"git cannot be asked: {error}.", "Try it by hand in this folder.") from error
    return _Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def _refuse_failure(answer: _Answer) -> None:
    if answer.code != 0:
        said = (answer.err.strip().splitlines() or ["it says nothing"])[0]
        raise SurroundingsError.of("git", f"git failed: {said}.", "Run `git status` in this folder.")
