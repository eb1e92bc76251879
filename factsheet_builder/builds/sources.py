"""Digests of everything that a build may read, file by file: what decides that nothing has changed since the last one.

Nothing is parsed and no engine is imported, so that a build with nothing to do ends at once. Which of these a deliverable
really depends on is left to ``fingerprints``. Freshness is decided by content, never by date.
"""

import ctypes
import hashlib
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import Distribution
from pathlib import Path
from typing import Final

from factsheet_builder import __version__
from factsheet_builder.errors import Place, SurroundingsError
from factsheet_builder.project import Project

_OWN_NAME: Final = "factsheet-builder"
_LIBRARIES: Final = {
    "pango": ("libpango-1.0.so.0", "pango_version_string"),
    "harfbuzz": ("libharfbuzz.so.0", "hb_version_string"),
}
_FONT_FILES: Final = (".ttf", ".otf")
"""How the files of a publication's own fonts end."""
_NO_INPUT: Final = frozenset({"schemas", "imports"})
"""Folders of ``data`` that editors and imports read, and the build does not."""


def digest(data: bytes) -> str:
    """Return the first 24 hexadecimal digits of the SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Sources:
    """Digests and versions by name: ``file …``, ``template …``, ``style …``, ``package …``, ``library …``, ``builder``."""

    names: dict[str, str]

    @property
    def digest(self) -> str:
        """The digest of all of them together."""
        return digest("\n".join(f"{name} {value}" for name, value in sorted(self.names.items())).encode())

    @property
    def machine(self) -> dict[str, str]:
        """Those of the machine, which every deliverable depends on."""
        return {
            name: value for name, value in self.names.items() if name.split(" ")[0] in {"package", "library", "builder"}
        }

    @property
    def read_once(self) -> dict[str, str]:
        """Those of what a maker reads once and keeps: templates, styles, fonts, and what the machine has."""
        kept = ("template ", "style ")
        own = {n: value for n, value in self.names.items() if n.startswith(kept) or n.endswith(_FONT_FILES)}
        return own | self.machine

    @property
    def versions(self) -> dict[str, str]:
        """Versions of packages and libraries by their plain names."""
        return {name.partition(" ")[2]: value for name, value in self.machine.items() if " " in name}


def read_sources(project: Project) -> Sources:
    """Return the digests of all that a build of ``project`` may read.

    Raises:
        SurroundingsError: a file cannot be read, or went away meanwhile.
    """
    names = dict(_machine())
    for file in _files(project.data):
        inside = file.relative_to(project.data)
        if not file.resolve().is_relative_to(project.data.resolve()):
            names[f"file data/{inside.as_posix()}"] = "outside"  # nothing is made from it: ``Project.asset`` refuses it
        elif inside.parts[0] not in _NO_INPUT:
            names[f"file data/{inside.as_posix()}"] = digest(_read(project, file))
    for word, folders in (("template", project.template_folders), ("style", project.style_folders)):
        for folder in reversed(folders):  # the first folder that has a file wins
            for file in _files(folder):
                names[f"{word} {file.relative_to(folder).as_posix()}"] = digest(_read(project, file))
    return Sources(names)


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def _read(project: Project, file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        place = Place(project.relative(file))
        raise SurroundingsError.of("unreadable", what, "Check that it is there and its permissions.", place) from error


def versions_here() -> dict[str, str]:
    """Return the versions of this machine, by the names that ``Sources`` has them under."""
    return dict(_machine())


@lru_cache(maxsize=1)
def _machine() -> tuple[tuple[str, str], ...]:
    return tuple(_versions())


def _versions() -> Iterator[tuple[str, str]]:
    yield "builder", f"{__version__} {_own_digest()}"
    yield "library python", ".".join(map(str, sys.version_info[:3]))
    for name, version in sorted(installed_packages().items()):
        yield f"package {name}", version
    for name, (file, function) in _LIBRARIES.items():
        yield f"library {name}", _library_version(file, function)


@lru_cache(maxsize=1)
def installed_packages() -> dict[str, str]:
    """Return the versions of all packages that the project needs, and of those that these need, by their names.

    Any of them may have a hand in what is printed; those that are wanted for extras only are left out.
    """
    # Only where packages are installed: the search would list the working directory and whatever else is on the path.
    folders = [folder for folder in sys.path if Path(folder).name in {"site-packages", "dist-packages"}]
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = list(_needed(_own_requirements(folders), ""))
    while waiting:
        asked = waiting.pop()
        package = next(iter(Distribution.discover(name=asked[0], path=folders)), None)
        if asked not in seen and package is not None:
            seen.add(asked)
            found[asked[0]] = package.version
            waiting += _needed(package.requires or (), asked[1])
    return found


def _own_requirements(folders: list[str]) -> Iterable[str]:
    """Return what the project needs: as it was installed, or as a checkout that was not says."""
    installed = next(iter(Distribution.discover(name=_OWN_NAME, path=folders)), None)
    if installed is not None:
        return installed.requires or ()
    checkout = Path(__file__).resolve().parents[2] / "pyproject.toml"
    declared: list[str] = tomllib.loads(checkout.read_text(encoding="utf-8"))["project"]["dependencies"]
    return declared


_REQUIREMENT: Final = re.compile(r"([\w.-]+)\s*(?:\[([\w, -]+)\])?")
_EXTRA: Final = re.compile(r"extra\s*==\s*[\"']([\w-]+)")


def _needed(requirements: Iterable[str], extra: str) -> Iterator[tuple[str, str]]:
    """Yield normalised names (PEP 503) of what is required always or for ``extra``, each with an extra wanted of it."""
    for requirement in requirements:
        wanted_for = _EXTRA.search(requirement)
        if (match := _REQUIREMENT.match(requirement)) and (wanted_for is None or wanted_for[1] == extra):
            name = re.sub(r"[-_.]+", "-", match[1]).lower()
            for wanted in ("", *(match[2] or "").replace(" ", "").split(",")):
                yield name, wanted


def _library_version(file: str, function: str) -> str:
    try:
        call = getattr(ctypes.CDLL(file), function)
    except (OSError, AttributeError):
        return "unknown"
    call.restype = ctypes.c_char_p
    return str(call().decode())


def _own_digest() -> str:
    """Return the digest of the builder's own source, fonts' names and colour profiles included."""
    package = Path(__file__).resolve().parent.parent
    whole = hashlib.sha256()
    for folder in sorted(path for path in package.iterdir() if path.is_dir() and path.name not in _NOT_OURS):
        for file in sorted(folder.rglob("*")):
            if file.suffix in {".py", ".icc"}:
                whole.update(file.relative_to(package).as_posix().encode() + file.read_bytes())
    for file in sorted(package.glob("*.py")):
        whole.update(file.name.encode() + file.read_bytes())
    return whole.hexdigest()[:24]


_NOT_OURS: Final = frozenset({"shipped", "__pycache__"})
