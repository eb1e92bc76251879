"""Words for git -> what it answered; the only door to it.

Nothing that a repository brings along is run: no hook, no program that watches files, no signing. Nothing is asked at a
terminal, opened in an editor or fetched from elsewhere, and the answers are in English whatever the locale. What git is told
by the environment (``GIT_DIR`` and the like, as inside a hook) is left out: the folder decides.
"""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from factsheet_builder.errors import SurroundingsError
from factsheet_builder.project import environment_for_programs

_SECONDS: Final = 60
_SETTINGS: Final = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.quotePath=false",
    "core.safecrlf=false",
    "commit.gpgSign=false",
    "tag.gpgSign=false",
    "log.showSignature=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "protocol.allow=never",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
    "advice.detachedHead=false",
)
_COMMAND: Final = ("git", "--no-pager", *(word for s in _SETTINGS for word in ("-c", s)))
_SURROUNDINGS: Final = {
    "LC_ALL": "C",
    "LANGUAGE": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_EDITOR": "false",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
}
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answer:
    """What git answered."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """What it printed, as text without white space around it."""
        return self.out.decode("utf-8", "replace").strip()

    @property
    def complaint(self) -> str:
        """The first line of what it complained of, without its own label."""
        said = (self.err.strip().splitlines() or ["it says nothing"])[0]
        return said.removeprefix("fatal: ").removeprefix("error: ").rstrip(".")


def ask(folder: Path, *words: str, given: bytes = b"", own: Mapping[str, str] = _NOTHING) -> Answer:
    """Return what git answers in ``folder``; ``given`` is read by it, ``own`` is added to its environment.

    Raises:
        SurroundingsError: there is no git, or it does not answer.
    """
    command = [*_COMMAND, "-C", str(folder), *words]
    surroundings = environment_for_programs("GIT_", **{**_SURROUNDINGS, **own})
    try:
        done = subprocess.run(  # noqa: S603
            command, input=given, capture_output=True, timeout=_SECONDS, check=False, env=surroundings
        )
    except FileNotFoundError as error:
        what = "git is not installed, so there is no history."
        remedy = "Install it (https://git-scm.com); what is saved is in the files all the same."
        raise SurroundingsError.of("no-git", what, remedy) from error
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:
        raise SurroundingsError.of("git", f"git cannot be asked: {error}.", "Try it by hand in this folder.") from error
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def left_out(folder: Path, paths: list[str]) -> list[str]:
    """Return those of the paths that the repository leaves out (.gitignore) and has no file of."""
    # This command takes no literal paths; a path with a folder before it has no marks in front that mean something.
    given = "".join(f"./{path}\0" for path in paths).encode("utf-8", "surrogateescape")
    answer = ask(folder, "check-ignore", "-z", "--stdin", given=given, own={"GIT_LITERAL_PATHSPECS": "0"})
    return [path[2:] for path in answer.out.decode("utf-8", "surrogateescape").split("\0") if path]


def asked(folder: Path, *words: str, given: bytes = b"", own: Mapping[str, str] = _NOTHING) -> Answer:
    """Return what git answers as ``ask`` does, and refuse a failure.

    Raises:
        SurroundingsError: there is no git, or it fails.
    """
    answer = ask(folder, *words, given=given, own=own)
    if answer.code != 0:
        raise SurroundingsError.of("git", f"git failed: {answer.complaint}.", "Run `git status` in this folder.")
    return answer
