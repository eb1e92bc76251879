"""A folder of deliverables -> the file that each is held against: as it was last handed out, or as it was before it changed.

A build that exchanges a file keeps the one before beside its own notes, by a link to the same bytes (link(2)), which takes no
time and no room until the file is exchanged again. When somebody says that this is what is delivered, the files as they are
then are kept until the next such word: several builds on, the comparison is still with what readers have.
"""

import json
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from factsheet_builder.builds.lock import locked
from factsheet_builder.builds.records import HIDDEN, read_manifest
from factsheet_builder.builds.store import commit
from factsheet_builder.errors import Place, SurroundingsError

_EARLIER: Final = "earlier"
_DELIVERED: Final = "delivered"
_RECORD: Final = "delivered.json"
_PDF: Final = ".pdf"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a file is held against."""

    file: Path
    sha256: str
    delivered: str = ""
    """The day on which it was said to be delivered; empty where it is only what was there before."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was last said to be delivered."""

    when: str
    who: str
    files: dict[str, str]
    """Digests by the paths of files."""


def place_before(out: Path, path: str) -> Path:
    """Return where a build keeps the file ``path`` when it exchanges it."""
    return out / HIDDEN / _EARLIER / path


def earlier_of(out: Path, path: str, delivery: Delivery | None) -> Earlier | None:
    """Return what a PDF is held against; nothing where there is no earlier one.

    Raises:
        SurroundingsError: it cannot be read.
    """
    if delivery is not None and path in delivery.files:
        file = out / HIDDEN / _DELIVERED / path
        if file.is_file():
            return Earlier(file, delivery.files[path], delivery.when)
    file = place_before(out, path)
    try:
        return Earlier(file, sha256(file.read_bytes()).hexdigest()) if file.is_file() else None
    except OSError as error:
        what = f"The earlier file cannot be read: {error.strerror}."
        raise SurroundingsError.of("unreadable", what, "Check its permissions.", Place(str(file))) from error


def read_delivery(out: Path) -> Delivery | None:
    """Return what was last said to be delivered from a folder; nothing where nobody has said so, or the note is damaged."""
    try:
        said: dict[str, Any] = json.loads((out / HIDDEN / _RECORD).read_bytes())
        files = {str(path): str(digest) for path, digest in said["files"].items()}
        return Delivery(str(said["when"]), str(said["who"]), files)
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None


def declare_delivered(out: Path, who: str, when: str) -> int:
    """Keep all files as they are as what is delivered, in place of what was so before; return how many there are.

    Raises:
        SurroundingsError: a build is at work, or the files cannot be kept.
    """
    with locked(out):
        manifest = read_manifest(out) or {}
        new, kept = out / HIDDEN / f"{_DELIVERED}.new", out / HIDDEN / _DELIVERED
        files: dict[str, str] = {}
        try:
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(parents=True)
            for path in (str(entry["path"]) for entry in manifest.get("deliverables", ())):
                if not (out / path).is_file():
                    continue
                data = (out / path).read_bytes()
                files[path] = sha256(data).hexdigest()
                if path.endswith(_PDF):
                    (new / path).parent.mkdir(parents=True, exist_ok=True)
                    (new / path).write_bytes(data)
            (out / HIDDEN / _RECORD).unlink(missing_ok=True)
            shutil.rmtree(kept, ignore_errors=True)
            new.rename(kept)
        except OSError as error:
            what = f"The files cannot be kept: {error.strerror or error}."
            raise SurroundingsError.of(
                "cannot-write", what, "Free space; the files themselves are as they were."
            ) from error
        said = {"who": who, "when": when, "files": files}
        commit(out / HIDDEN / _RECORD, json.dumps(said, ensure_ascii=False, indent=1).encode())
        return len(files)
