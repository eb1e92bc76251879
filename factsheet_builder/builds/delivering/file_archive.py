"""Files of a folder, and what its manifest says of them -> one archive (ZIP), piece by piece; same files, same bytes."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from factsheet_builder.builds.records import MANIFEST, read_manifest

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o100644 << 16


class _Pieces:
    """Something to write to that hands on what was written."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Take a part."""
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def taken(self) -> bytes:
        """Return what was written since this was last asked."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def archive_of(out: Path, paths: Iterable[str]) -> Iterator[bytes]:
    """Yield an archive of the files ``paths`` of a folder, in order, behind the manifest of just these.

    A file that has gone meanwhile is left out.
    """
    wanted = sorted(set(paths))
    pieces = _Pieces()
    with ZipFile(pieces, "w") as archive:  # type: ignore[call-overload]
        archive.writestr(_entry(MANIFEST, ZIP_DEFLATED), _manifest_of(out, wanted))
        for path in wanted:
            try:
                data = (out / path).read_bytes()
            except OSError:
                continue
            archive.writestr(_entry(path, ZIP_STORED), data)
            yield pieces.taken()
    yield pieces.taken()


def _entry(name: str, method: int) -> ZipInfo:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type, entry.external_attr, entry.create_system = method, _MODE, 3
    return entry


def _manifest_of(out: Path, paths: Iterable[str]) -> bytes:
    """Return the manifest as far as it speaks of ``paths``."""
    manifest = dict(read_manifest(out) or {})
    wanted = set(paths)
    entries = [entry for entry in manifest.get("deliverables", ()) if entry["path"] in wanted]
    used = {name for entry in entries for name in entry.get("inputs", {}).values()}
    inputs = {name: value for name, value in manifest.get("inputs", {}).items() if name in used}
    said = {**manifest, "deliverables": entries, "inputs": inputs}
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode()
