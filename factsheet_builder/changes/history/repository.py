"""A project's folder -> whether saves can be recorded in its history, and otherwise why not, in words.

What stands in the way is never a reason not to save: the files are written, and the next save that is recorded takes along
what is in them.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from factsheet_builder.changes.history.git_door import Answer, ask, left_out
from factsheet_builder.errors import Diagnostic, Severity, SurroundingsError
from factsheet_builder.project import Project


class Standing(StrEnum):
    """How the project's history stands."""

    READY = "ready"
    NO_GIT = "no-git"
    NO_REPOSITORY = "no-repository"
    NOT_BEGUN = "not-begun"
    IGNORED = "ignored"
    BARE = "bare"
    FOREIGN = "foreign"
    UNDER_WAY = "under-way"
    DETACHED = "detached"
    SHALLOW = "shallow"
    FAILING = "failing"


@dataclass(frozen=True, slots=True)
class Repository:
    """How the history of a project stands, with what is to be said of it and where it is kept."""

    standing: Standing
    problem: Diagnostic | None = None
    top: Path = Path()
    """The folder that the whole repository is checked out in; the project may lie deeper."""

    @property
    def takes_saves(self) -> bool:
        """Whether a save can be recorded."""
        return self.standing in {Standing.READY, Standing.NOT_BEGUN, Standing.DETACHED, Standing.SHALLOW}

    @property
    def can_begin(self) -> bool:
        """Whether a history can be begun by ``begin_history``."""
        return self.standing in {Standing.NO_REPOSITORY, Standing.NOT_BEGUN, Standing.IGNORED}

    @property
    def has_saves(self) -> bool:
        """Whether there may be saves to look at."""
        return self.standing in {Standing.READY, Standing.UNDER_WAY, Standing.DETACHED, Standing.SHALLOW}


_UNDER_WAY: Final = {
    "MERGE_HEAD": ("A merge", "merge"),
    "rebase-merge": ("A rebase", "rebase"),
    "rebase-apply": ("A rebase", "rebase"),
    "CHERRY_PICK_HEAD": ("A cherry-pick", "cherry-pick"),
    "REVERT_HEAD": ("A revert", "revert"),
    "BISECT_LOG": ("A bisection", "bisect"),
}
"""What lies in the folder of git while something is under way -> what it is, and the verb that ends it."""


def find_repository(project: Project) -> Repository:
    """Return how the history of the project stands."""
    try:
        return _found(project)
    except SurroundingsError as error:
        problem = error.diagnostics[0]
        return Repository(Standing.NO_GIT if problem.code == "no-git" else Standing.FAILING, problem)


def _found(project: Project) -> Repository:
    words = ("--is-bare-repository", "--show-toplevel", "--absolute-git-dir", "--is-shallow-repository")
    answer = ask(project.root, "rev-parse", *words)
    if answer.code != 0:
        return _without(project, answer)
    _, top, inside, is_shallow = answer.text.split("\n")
    return _within(project, Path(top), Path(inside), is_shallow=is_shallow == "true")


def _without(project: Project, answer: Answer) -> Repository:
    """Say why there is no repository to be used."""
    if answer.text.startswith("true"):
        what = "The repository of git has no work tree (it is bare), so nothing of this folder can be recorded in it."
        return _problem(Standing.BARE, what, "Keep the project in a clone of it.")
    if "dubious ownership" in answer.err:
        what = f"The repository around {project.root} belongs to another user of this machine, so git leaves it alone."
        remedy = f"If you trust it: git config --global --add safe.directory {project.root}"
        return _problem(Standing.FOREIGN, what, remedy)
    if "not a git repository" in answer.err:
        what = "This project has no history yet: saves are written to the files, and who saved what is not kept."
        return _problem(Standing.NO_REPOSITORY, what, "Begin the history.")
    what = f"git cannot use this folder: {answer.complaint}."
    return _problem(Standing.FAILING, what, "Run `git status` in this folder.")


def _within(project: Project, top: Path, inside: Path, *, is_shallow: bool) -> Repository:
    for name, (what, verb) in _UNDER_WAY.items():
        if (inside / name).exists():
            said = f"{what} is under way in the repository: saves are written to the files, but not recorded until it ends."
            ends = "reset`" if verb == "bisect" else f"--continue`, or take it back with `git {verb} --abort`"
            return _problem(Standing.UNDER_WAY, said, f"End it with `git {verb} {ends}.", top)
    if ask(project.root, "cat-file", "-e", "HEAD:./data/publication.yaml").code != 0:
        if left_out(project.root, ["data/publication.yaml"]):
            what = f"The repository {top} leaves this project out (.gitignore), so no save can be recorded in it."
            return _problem(Standing.IGNORED, what, "Begin a history of the project's own, or correct .gitignore.", top)
        what = f"The files of this project are not in the history of the repository {top} yet."
        return _problem(Standing.NOT_BEGUN, what, "Begin the history.", top)
    if ask(project.root, "symbolic-ref", "--quiet", "HEAD").code != 0:
        what = "The history stands on no branch (detached HEAD): saves are recorded, but hard to find once another is taken."
        return _problem(Standing.DETACHED, what, "Make a branch of it: `git switch -c NAME`.", top)
    if is_shallow:
        what = "The repository was copied without all of its history (a shallow clone): older saves are not here."
        return _problem(Standing.SHALLOW, what, "Fetch them with `git fetch --unshallow`.", top)
    return Repository(Standing.READY, top=top)


def _problem(standing: Standing, what: str, remedy: str, top: Path = Path()) -> Repository:
    return Repository(standing, Diagnostic(Severity.WARNING, f"history-{standing}", what, remedy), top)
