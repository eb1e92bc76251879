"""A folder held against its manifest: what was altered, is missing, was made by no build, or is not owed any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from factsheet_builder.builds.lock import locked
from factsheet_builder.builds.records import HIDDEN, MANIFEST, Journal, read_ledger, read_manifest
from factsheet_builder.builds.shortcut import forget
from factsheet_builder.errors import Place, SurroundingsError

REPORTS: Final = ("report.html", "report.csv")
"""What ``factsheet report`` says of a folder lies in it by default, and is no deliverable."""
SITE_INDEX: Final = "index.html"
"""Nor is the page over all files that ``factsheet site`` writes."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a folder has; paths inside it, sorted."""

    sound: tuple[str, ...]
    altered: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the folder is what its manifest says."""
        return not (self.altered or self.missing or self.extra)


def take_inventory(out: Path) -> Inventory:
    """Return what the folder has.

    Raises:
        SurroundingsError: there is no manifest, it is damaged, or a file cannot be read.
    """
    manifest = read_manifest(out)
    if manifest is None:
        what = f"{out} has no {MANIFEST}: nothing says what should be there."
        raise SurroundingsError.of("no-manifest", what, "Name a folder that `factsheet build` made.", Place(str(out)))
    owed = {str(entry["path"]): str(entry["sha256"]) for entry in manifest["deliverables"]}
    there = set(_files(out))
    changed = {path for path in owed.keys() & there if _digest(out / path) != owed[path]}
    return Inventory(
        sound=tuple(sorted(owed.keys() & there - changed)),
        altered=tuple(sorted(changed)),
        missing=tuple(sorted(owed.keys() - there)),
        extra=tuple(sorted(there - owed.keys())),
    )


def _files(out: Path) -> Iterable[str]:
    for path in out.rglob("*"):
        inside = path.relative_to(out)
        if (
            not path.is_dir()
            and inside.parts[0] != HIDDEN
            and inside.as_posix() not in {MANIFEST, SITE_INDEX, *REPORTS}
        ):
            yield inside.as_posix()


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            whole = sha256()
            while block := stream.read(1 << 20):
                whole.update(block)
        return whole.hexdigest()
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        raise SurroundingsError.of("unreadable", what, "Check its permissions.", Place(str(file))) from error


@dataclass(frozen=True, slots=True)
class Pruned:
    """What became of files that are not owed any more; paths inside the folder, sorted."""

    deleted: tuple[str, ...]
    kept: tuple[str, ...]
    """Those that are not as the build made them: somebody else's work may be in them."""


def prune(out: Path, owed: Iterable[str]) -> Pruned:
    """Delete the files that a build made and that are not ``owed`` any more; nothing else is touched.

    Raises:
        SurroundingsError: another build holds the folder, or a file cannot be deleted.
    """
    with locked(out):
        ledger = read_ledger(out)
        versions, fonts = _machine(out)
        surplus = sorted(ledger.records.keys() - set(owed))
        kept = [
            path for path in surplus if (out / path).is_file() and _digest(out / path) != ledger.records[path].sha256
        ]
        deleted = [path for path in surplus if path not in kept]
        if surplus:
            forget(out)
        try:
            for path in deleted:
                (out / path).unlink(missing_ok=True)
        except OSError as error:
            what = f"{out / path} cannot be deleted: {error.strerror}."
            raise SurroundingsError.of("cannot-delete", what, "Check the permissions of its folder.") from error
        for path in surplus:
            del ledger.records[path]
        if surplus:
            Journal(out).close(out, ledger, versions, fonts)
    return Pruned(tuple(deleted), tuple(kept))


def _machine(out: Path) -> tuple[dict[str, str], dict[str, str]]:
    manifest = read_manifest(out) or {}
    return dict(manifest.get("versions", {})), dict(manifest.get("fonts", {}))
