"""Files that were saved -> one commit of just these files, by the name of who saved; and the commits as a list of saves.

Whatever else is staged or changed in the work tree stays as it was. A commit is made from objects (``commit-tree``) and takes
its place by comparing with what was there (``update-ref``), so that somebody who commits at the same moment loses nothing.
What goes wrong is told and not raised: the files are written by then.
"""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from factsheet_builder.changes.history.git_door import ask, asked, left_out
from factsheet_builder.changes.history.repository import Repository, Standing, find_repository
from factsheet_builder.errors import Diagnostic, FactsheetError, Severity, SurroundingsError, UsageError
from factsheet_builder.project import Project

_OURS: Final = "factsheet studio"
"""Who records where the settings of git say no name."""
_NOBODY: Final = "Unnamed"
_OUTSIDE: Final = "Outside the studio"
_OUTSIDE_WORDS: Final = "Changes made outside the studio"
_LONGEST: Final = 200
"""Letters of the words of a save, and of a name."""
_MOST_PASSAGES: Final = 100
_TRAILER: Final = "Passage"
_TRIES: Final = 5
_PATIENCE_S: Final = 0.1
_ADDRESS: Final = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_NOT_IN_NAMES: Final = re.compile(r"""[<>]|[\s.,:;<>"'\\]+\Z|\A[\s.,:;<>"'\\]+""")
"""What git takes out of names, or cannot read in them."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a save in the history: its id, or why it has none; neither where nothing changed."""

    id: str | None = None
    problem: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class Save:
    """One save of the history."""

    id: str
    when: datetime
    who: str
    words: str
    passages: tuple[str, ...]
    files: tuple[str, ...]
    """As the project calls them, sorted by git."""


def record(project: Project, files: Sequence[Path], words: str, who: str, passages: Sequence[str] = ()) -> str | None:
    """Return the id of the save that the files become, nothing where it was not recorded; see ``record_save``."""
    return record_save(project, files, words, who, passages).id


def record_save(
    project: Project, files: Sequence[Path], words: str, who: str, passages: Sequence[str] = ()
) -> Recorded:
    """Record files as they lie in the project now, changed, new or gone, as one save.

    Args:
        project: The project whose repository, or the one around it, keeps the history.
        files: Absolute, or by their paths in the project.
        words: What was done, in a few words.
        who: The name of who saved; an address of e-mail is taken as both name and address.
        passages: Ids of the passages that changed.
    """
    try:
        repository = find_repository(project)
        if not repository.takes_saves:
            return Recorded(problem=repository.problem)
        return Recorded(_record(project, repository.top, files, _message(words, passages), who))
    except FactsheetError as error:
        return Recorded(problem=_as_warning(error))


def _as_warning(error: FactsheetError) -> Diagnostic:
    problem = error.diagnostics[0]
    return Diagnostic(Severity.WARNING, problem.code, problem.what, problem.remedy)


def record_outside(project: Project, files: Sequence[Path]) -> Recorded:
    """Record what was changed in files by other programs, so that the save that follows says of its author only what is true.

    To be called before the files are written; where nothing was changed, nothing is recorded.
    """
    try:
        repository = find_repository(project)
        if not repository.takes_saves:
            return Recorded(problem=repository.problem)
        paths = [_inside(repository.top, project.root / file) for file in files]
        if not asked(repository.top, "status", "--porcelain", "-z", "--", *paths).out:
            return Recorded()
    except FactsheetError as error:
        return Recorded(problem=_as_warning(error))
    return record_save(project, files, _OUTSIDE_WORDS, _OUTSIDE)


def begin_history(project: Project, words: str, who: str) -> str:
    """Record the folder ``data`` as the first save, in a repository that is made where there is none; return its id.

    Raises:
        UsageError: the history has begun already, or cannot be begun here.
        SurroundingsError: git refuses.
    """
    repository = find_repository(project)
    if not repository.can_begin:
        what = repository.problem.what if repository.problem else "The project has a history already."
        raise UsageError.of("history-there", what, repository.problem.remedy if repository.problem else "")
    if repository.standing is not Standing.NOT_BEGUN:
        asked(project.root, "init", "--quiet", "--template=")
        repository = Repository(Standing.NOT_BEGUN, top=project.root)
    files = sorted(path for path in project.data.rglob("*") if path.is_file() and not path.is_symlink())
    return _record(project, repository.top, files, _message(words, ()), who) or ""


def _record(project: Project, top: Path, files: Sequence[Path], message: bytes, who: str) -> str | None:
    named = list(dict.fromkeys(_inside(top, project.root / file) for file in files))
    ignored = left_out(top, named)
    paths = [path for path in named if path not in ignored]
    if not paths:
        return None
    given = b"".join(path.encode("utf-8", "surrogateescape") + b"\0" for path in paths)
    _stage(top, given)
    for _ in range(_TRIES):
        head = ask(top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").text
        tree = _tree(top, head, given)
        if head and tree == asked(top, "rev-parse", f"{head}^{{tree}}").text:
            return None
        parents = ("-p", head) if head else ()
        made = asked(top, "commit-tree", tree, *parents, "-F", "-", given=message, own=_names(top, who)).text
        subject = message.partition(b"\n")[0].decode()
        before = head or "0" * len(tree)
        if ask(top, "update-ref", "-m", f"studio: {subject}", "HEAD", made, before).code == 0:
            return made
        time.sleep(_PATIENCE_S)
    what = "Somebody else records in the repository all the time, so this save is not recorded yet."
    raise SurroundingsError.of("history-busy", what, "It becomes part of the next one.")


def _inside(top: Path, file: Path) -> str:
    """Return the path of a file in the repository; links among its folders are followed, as git would not."""
    found = file.parent.resolve() / file.name
    if not found.is_relative_to(top.resolve()):
        what = f"{file} lies outside the repository {top}, so it is in no history."
        raise SurroundingsError.of("history-outside", what, "Keep the folder data in the repository itself.")
    return found.relative_to(top.resolve()).as_posix()


def _stage(top: Path, given: bytes) -> None:
    """Let the index know the files first: were the commit there alone, the next one by hand would take it back."""
    for _ in range(_TRIES):
        answer = ask(top, "update-index", "--add", "--remove", "-z", "--stdin", given=given)
        if answer.code == 0:
            return
        if "index.lock" not in answer.err:
            raise SurroundingsError.of("git", f"git failed: {answer.complaint}.", "Run `git status` in this folder.")
        time.sleep(_PATIENCE_S)
    what = (
        "Another git is at work in the repository, or one was cut off: there is a file index.lock in its folder .git."
    )
    remedy = "Wait for its end; if there is none, delete the file. What is saved now is recorded with the next save."
    raise SurroundingsError.of("history-locked", what, remedy)


def _tree(top: Path, head: str, given: bytes) -> str:
    """Return the tree of the last commit with the files as they are now, by an index of its own."""
    with TemporaryDirectory(prefix="factsheet-") as folder:
        own = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        if head:
            asked(top, "read-tree", head, own=own)
        asked(top, "update-index", "--add", "--remove", "-z", "--stdin", given=given, own=own)
        return asked(top, "write-tree", own=own).text


def _names(top: Path, who: str) -> dict[str, str]:
    """Return the environment that says who saved, and who records where the settings of git name nobody."""
    name, address = known_as(who)
    own = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": address}
    lines = ask(top, "config", "--get-regexp", r"^user\.(name|email)$").text.split("\n")
    said = {line.partition(" ")[0] for line in lines if line.partition(" ")[2].strip()}
    own |= {} if "user.name" in said else {"GIT_COMMITTER_NAME": _OURS}
    return own if "user.email" in said else own | {"GIT_COMMITTER_EMAIL": ""}


def known_as(who: str) -> tuple[str, str]:
    """Return the name and the address of who saves as git can keep them; nobody is given an address that was not said."""
    name = single_line(who)
    return _NOT_IN_NAMES.sub("", name) or _NOBODY, name if _ADDRESS.fullmatch(name) else ""


def single_line(words: str) -> str:
    """Return words as one line without characters that control anything, no longer than a list can show."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _message(words: str, passages: Sequence[str]) -> bytes:
    names = dict.fromkeys("".join(single_line(name).split()) for name in passages[:_MOST_PASSAGES])
    trailers = "".join(f"{_TRAILER}: {name}\n" for name in names if name)
    subject = single_line(words) or "Save"
    return (f"{subject}\n\n{trailers}" if trailers else f"{subject}\n").encode("utf-8", "replace")


_FORMAT: Final = f"%x01%H%x00%aI%x00%an%x00%s%x00%(trailers:key={_TRAILER},valueonly,unfold,separator=%x2C)%x00"
_BEGIN: Final = re.compile("\x01[0-9a-f]{40,64}")


def saves(project: Project, limit: int, file: Path | None = None, skip: int = 0) -> tuple[Save, ...]:
    """Return the last saves of the project's content, or of one file of it, newest first; ``skip`` leaves out the first.

    Raises:
        SurroundingsError: there is no git, no repository, or it fails.
    """
    path = project.relative(project.root / file) if file else "data"
    if ask(project.root, "rev-parse", "--verify", "--quiet", "HEAD").code == 1:
        return ()  # the repository has no commit yet
    return _listed(project, "HEAD", limit, skip, ("--", path))


def find_save(project: Project, save: str) -> Save:
    """Return the save of that id, which is one of the history; raises as ``saves``."""
    return _listed(project, save, 1, 0, ())[0]


def _listed(project: Project, begin: str, limit: int, skip: int, paths: tuple[str, ...]) -> tuple[Save, ...]:
    words = ("log", "-z", f"--max-count={limit}", f"--skip={skip}", f"--format={_FORMAT}", "--name-only", "--relative")
    answer = asked(
        project.root, *words, "--no-renames", "--no-color", "--no-mailmap", "--end-of-options", begin, *paths
    )
    return tuple(_saves(answer.out.decode("utf-8", "replace").split("\0")))


def _saves(words: list[str]) -> Iterator[Save]:
    position = 0
    while position < len(words) and _BEGIN.fullmatch(words[position]):
        name, when, who, subject, passages = words[position : position + 5]
        position += 5
        files: list[str] = []
        while position < len(words) and not _BEGIN.fullmatch(words[position]):
            files.append(words[position].removeprefix("\n"))
            position += 1
        named = tuple(passage for passage in passages.split(",") if passage)
        yield Save(name[1:], datetime.fromisoformat(when), who, subject, named, tuple(filter(None, files)))
