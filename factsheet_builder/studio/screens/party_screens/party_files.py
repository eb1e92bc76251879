"""What a project owes for one Party -> the files that are made of it, and those that are not."""

from dataclasses import dataclass
from pathlib import Path

from factsheet_builder.builds.deliverable import Deliverable, Order
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.plan import plan
from factsheet_builder.project import Project


@dataclass(frozen=True, slots=True)
class OwedFile:
    """A file that is owed for a Party."""

    deliverable: Deliverable
    bytes: int
    """0 where it is not made."""


def owed_files(project: Project, out: Path, code: str) -> tuple[OwedFile, ...]:
    """Return what is owed for a Party, packs first, with the sizes of the files that are there.

    Raises:
        ContentError: what all deliverables need is not valid.
    """
    owed = plan(project, Order(), load_common(project)).owed
    own = sorted((one for one in owed if one.party == code), key=lambda one: (one.kind.value, one))
    return tuple(OwedFile(one, _size(out / one.path)) for one in own)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
