"""The short way of a build with nothing to do: what complete builds were asked for, from which sources, and what came of it.

It is forgotten before anything is written and remembered when all is in place, so that a build that was cut short always
takes the long way. Nothing is parsed and no engine imported here: 1,000 deliverables are found current in a moment.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from factsheet_builder.builds.records import HIDDEN, MANIFEST
from factsheet_builder.builds.sources import Sources, digest
from factsheet_builder.builds.store import commit
from factsheet_builder.errors import Diagnostic, Place, Severity

_FILE: Final = "complete.json"


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a build with nothing to do has to say."""

    files: tuple[tuple[str, int, int], ...]
    """Path inside the folder, size in bytes, and pages."""
    diagnostics: tuple[Diagnostic, ...]


def request_key(*parts: object) -> str:
    """Return the digest of what was asked for."""
    return digest(repr(parts).encode())


def remembered(out: Path, request: str, sources: Sources) -> Remembered | None:
    """Return what came of the same request, if the sources are the same and all files are there with their sizes."""
    try:
        data = json.loads((out / HIDDEN / _FILE).read_bytes())
        if data["sources"] != sources.digest or request not in data["requests"]:
            return None
        asked = data["requests"][request]
        found = Remembered(
            tuple((str(path), int(size), int(pages)) for path, size, pages in asked["files"]),
            tuple(map(_diagnostic, asked["diagnostics"])),
        )
        is_whole = all((out / path).stat().st_size == size for path, size, _ in found.files)
        return found if is_whole and (out / MANIFEST).is_file() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # the long way finds out what is wrong


def known_current(out: Path, sources: Sources) -> frozenset[str]:
    """Return the paths of files that some complete build found current with these sources, and that are there still."""
    found: set[str] = set()
    try:
        data = json.loads((out / HIDDEN / _FILE).read_bytes())
        if data["sources"] == sources.digest and (out / MANIFEST).is_file():
            for asked in data["requests"].values():
                found |= {path for path, size, _ in asked["files"] if (out / path).stat().st_size == size}
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()
    return frozenset(found)


def forget(out: Path) -> None:
    """Let the next build take the long way."""
    (out / HIDDEN / _FILE).unlink(missing_ok=True)


def remember(
    out: Path, request: str, sources: Sources, files: Iterable[tuple[str, int, int]], said: Iterable[Diagnostic]
) -> None:
    """Remember a request that is complete, beside those that the same sources have completed before."""
    file = out / HIDDEN / _FILE
    requests: dict[str, Any] = {}
    with suppress(OSError, ValueError, KeyError):
        data = json.loads(file.read_bytes())
        requests = data["requests"] if data["sources"] == sources.digest else {}
    diagnostics = [asdict(problem) for problem in dict.fromkeys(said)]
    requests[request] = {"files": sorted(files), "diagnostics": diagnostics}
    whole = {"sources": sources.digest, "requests": requests}
    commit(file, json.dumps(whole, ensure_ascii=False).encode())


def _diagnostic(data: dict[str, Any]) -> Diagnostic:
    return Diagnostic(**(data | {"severity": Severity(data["severity"]), "place": Place(**data["place"])}))
