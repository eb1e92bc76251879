"""What a project owes for one Party -> the files of it, made and not made; and the order that makes a pack."""

from dataclasses import dataclass
from pathlib import Path

from factsheet_builder.builds.deliverable import Deliverable, Kind, Order
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.plan import plan
from factsheet_builder.project import Project


@dataclass(frozen=True, slots=True)
class OwedFile:
    """A file that is owed for a Party."""

    deliverable: Deliverable
    bytes: int
    """0 where it is not made."""


def owed_files(project: Project, out: Path, code: str, factsheet: str) -> tuple[OwedFile, ...]:
    """Return what is owed for a Party, packs first, with the sizes of the files that are there.

    The pack of the ``factsheet`` is among it also where the project owes none, as one can be made.

    Raises:
        ContentError: what all deliverables need is not valid.
    """
    common = load_common(project)
    owed = {one for one in plan(project, Order(), common).owed if one.party == code}
    if factsheet and not any(_is_pack_of(one, factsheet) for one in owed):
        owed |= set(plan(project, pack_order(project, code, factsheet, is_extra=True), common).asked)
    own = sorted(owed, key=lambda one: (one.kind.value, one))
    return tuple(OwedFile(one, _size(out / one.path)) for one in own)


def _is_pack_of(one: Deliverable, factsheet: str) -> bool:
    return one.kind is Kind.PACK and factsheet in one.members


def pack_order(project: Project, code: str, factsheet: str, *, is_extra: bool) -> Order:
    """Return the order for the pack of a Party, in the language of the content."""
    return Order((factsheet,), (project.source_locale,), (Kind.PACK,), (code,), "full", is_extra=is_extra)


def packs_of(files: tuple[OwedFile, ...], factsheet: str) -> tuple[Deliverable, ...]:
    """Return the packs of a factsheet among the files of a Party."""
    return tuple(one.deliverable for one in files if _is_pack_of(one.deliverable, factsheet))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
