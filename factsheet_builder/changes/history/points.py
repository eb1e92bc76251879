"""Ids that somebody asks for -> points of the history that there are, the older one first."""

import re
from typing import Final

from factsheet_builder.changes.history.git_door import ask
from factsheet_builder.changes.history.named_versions import versions
from factsheet_builder.errors import UsageError
from factsheet_builder.project import Project

_ID: Final = re.compile(r"[0-9a-f]{40,64}")


def refuse_unknown_save(project: Project, save: str) -> None:
    """Refuse what is no id of a save of this branch, nor of a version with a name.

    Raises:
        UsageError: there is no such save.
        SurroundingsError: there is no git, no repository, or it fails.
    """
    if not _ID.fullmatch(save):
        raise _unknown()
    is_here = ask(project.root, "merge-base", "--is-ancestor", save, "HEAD").code == 0
    if not is_here and save not in {version.save for version in versions(project)}:
        raise _unknown()


def in_order(project: Project, one: str, other: str) -> tuple[str, str]:
    """Return two points, the older one first; the empty id is the content as it stands now.

    Raises:
        UsageError: one of them is no save, or they are the same.
        SurroundingsError: there is no git, no repository, or it fails.
    """
    for save in filter(None, (one, other)):
        refuse_unknown_save(project, save)
    if one == other:
        what = "The two points are the same."
        raise UsageError.of("same-point", what, "Choose an older and a newer one.")
    if not one or (other and ask(project.root, "merge-base", "--is-ancestor", other, one).code == 0):
        return other, one
    return one, other


def _unknown() -> UsageError:
    return UsageError.of("no-save", "There is no such save in the history.", "Choose one of the list.")  # type: ignore[return-value]
