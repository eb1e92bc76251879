"""A save and the name that somebody gives it ("as sent to the Bureau") -> an annotated tag; the tags as a list of versions.

The name stands in the message of the tag as it was typed; what git calls the tag (``studio/…``) is made from it.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from factsheet_builder.changes.history.git_door import ask, asked
from factsheet_builder.changes.history.saves import known_as, single_line
from factsheet_builder.errors import UsageError
from factsheet_builder.project import Project

_FOLDER: Final = "refs/tags/studio"
_KEPT: Final = 40
_FORMAT: Final = "%(refname)%00%(*objectname)%00%(taggerdate:iso-strict)%00%(taggername)%00%(contents)%00"
_ID: Final = re.compile(r"[0-9a-f]{40,64}")


@dataclass(frozen=True, slots=True)
class Version:
    """A save that has a name."""

    name: str
    save: str
    """Id of the save."""
    when: datetime
    """When it was named."""
    who: str


def name_version(project: Project, save: str, name: str, who: str) -> Version:
    """Give a save of the history a name.

    Raises:
        UsageError: the name is empty or taken, or there is no such save.
        SurroundingsError: there is no git, or it fails.
    """
    words = single_line(name)
    if not words:
        raise UsageError.of("no-name", "The version has no name.", "Say what it is, as “as sent to the Bureau”.")
    is_known = _ID.fullmatch(save) and ask(project.root, "cat-file", "-e", f"{save}^{{commit}}").code == 0
    if not is_known:
        raise UsageError.of("no-save", "There is no such save in the history.", "Choose one of the list.")
    tag = _tag(words)
    if ask(project.root, "rev-parse", "--verify", "--quiet", f"{_FOLDER}/{tag}").code == 0:
        raise UsageError.of("version-there", f"There is a version “{words}” already.", "Choose another name.")
    tagger, address = known_as(who)
    own = {"GIT_COMMITTER_NAME": tagger, "GIT_COMMITTER_EMAIL": address}
    command = ("tag", "--annotate", "--no-sign", "--cleanup=verbatim", "--file=-", "--", f"studio/{tag}", save)
    asked(project.root, *command, given=f"{words}\n".encode("utf-8", "replace"), own=own)
    return next(version for version in versions(project) if version.name == words)


def versions(project: Project) -> tuple[Version, ...]:
    """Return the versions of the project's history, the one that was named last first.

    Raises:
        SurroundingsError: there is no git, no repository, or it fails.
    """
    words = ("for-each-ref", "--sort=-taggerdate", "--sort=refname", f"--format={_FORMAT}", _FOLDER)
    listed = asked(project.root, *words).out.decode("utf-8", "replace").split("\0")
    found = []
    for start in range(0, len(listed) - 5, 5):
        _, save, when, who, name = listed[start : start + 5]
        if save and when:  # somebody's own tag without a message is no version
            found.append(Version(single_line(name), save, datetime.fromisoformat(when), who))
    return tuple(sorted(found, key=lambda version: version.when, reverse=True))


def _tag(name: str) -> str:
    """Return what git calls the tag of a name: words for those who read it there, and what tells it from all others."""
    words = "-".join(re.findall("[a-z0-9]+", name.lower()))[:_KEPT].strip("-")
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:10]
    return f"{words}-{digest}" if words else digest
