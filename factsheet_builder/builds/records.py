"""What was delivered, kept beside it: a record for each file, and the manifest that all records make.

While a build runs, each record is a line of a journal, written when its file is in place; at the end they become
``manifest.json``. A kill between the two loses nothing: the next build reads both. A line that was cut is no line, and
its file is made again. Nothing here knows the clock, so that the same deliverables make the same manifest.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from factsheet_builder import __version__
from factsheet_builder.builds.sources import digest
from factsheet_builder.builds.store import commit
from factsheet_builder.errors import Diagnostic, Place, Severity, SurroundingsError

MANIFEST: Final = "manifest.json"
HIDDEN: Final = ".build"
"""Folder of what the build keeps for itself, inside the one that it writes to."""
_JOURNAL: Final = "journal"

InputSet = dict[str, str]
"""What one part of a deliverable was made from: the name of each input, and its digest or version."""


class About(StrEnum):
    """What a warning is about: the content, or the file that was made of it."""

    CONTENT = "content"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning as the manifest keeps it: without its line, which moves while what it says stays."""

    about: str
    severity: str
    code: str
    what: str
    remedy: str = ""
    file: str = ""
    passage: str = ""
    expected: bool = False

    @classmethod
    def of(cls, about: About, problem: Diagnostic) -> "Warned":
        """Return a diagnostic as the manifest keeps it."""
        place = problem.place
        return cls(
            about.value,
            problem.severity.value,
            problem.code,
            problem.what,
            problem.remedy,
            place.file,
            place.passage,
            problem.is_expected,
        )

    @property
    def diagnostic(self) -> Diagnostic:
        """The diagnostic that it was."""
        place = Place(self.file, passage=self.passage)
        return Diagnostic(Severity(self.severity), self.code, self.what, self.remedy, place, self.expected)


@dataclass(frozen=True, slots=True)
class Record:
    """What there is to say of one delivered file; ``content.manifest.Entry`` describes the fields."""

    path: str
    factsheet: str
    kind: str
    party: str
    locale: str
    profile: str
    edition: str
    pages: int
    as_of: str
    conformance: tuple[str, ...]
    preflight: dict[str, int]
    warnings: tuple[Warned, ...]
    inputs: dict[str, str]
    coverage: dict[str, int] | None = None
    sha256: str = ""
    size: int = 0
    old: tuple[Warned, ...] = ()
    factsheets: tuple[str, ...] = ()

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """What there was to say of the file."""
        return tuple(warned.diagnostic for warned in self.warnings if warned.about == About.FILE)


@dataclass
class Ledger:
    """All records of a folder by their paths, and the sets of inputs that they name."""

    records: dict[str, Record] = field(default_factory=dict)
    sets: dict[str, InputSet] = field(default_factory=dict)

    def put(self, record: Record, sets: Iterable[InputSet]) -> None:
        """Take in a record with the sets that it names."""
        self.records[record.path] = record
        for inputs in sets:
            self.sets[digest_of(inputs)] = inputs

    def mark_old(self, path: str, why: Iterable[Diagnostic]) -> None:
        """Say of a file that a newer one could not be made."""
        if path in self.records:
            self.records[path] = replace(
                self.records[path], old=tuple(Warned.of(About.FILE, problem) for problem in why)
            )

    def manifest(self, versions: Mapping[str, str], fonts: Mapping[str, str]) -> bytes:
        """Return the manifest as JSON; sets that no record names are left out."""
        records = [self.records[path] for path in sorted(self.records)]
        named = sorted({name for record in records for name in record.inputs.values()} & set(self.sets))
        whole = {
            "format": 1,
            "builder": __version__,
            "versions": dict(sorted(versions.items())),
            "fonts": dict(sorted(fonts.items())),
            "deliverables": [as_json(record) for record in records],
            "inputs": {name: dict(sorted(self.sets[name].items())) for name in named},
        }
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def digest_of(inputs: InputSet) -> str:
    """Return the digest that names a set of inputs."""
    return digest(json.dumps(inputs, sort_keys=True, ensure_ascii=False).encode())


def as_json(record: Record) -> dict[str, Any]:
    """Return a record as plain data, in the order of its fields, without what is not said."""
    data = asdict(record)
    for warned in (*data["warnings"], *data["old"]):
        if not warned["expected"]:
            del warned["expected"]
    order = [name for name in _ORDER if not (name in {"old", "coverage", "factsheets"} and not data[name])]
    return {name: data[name] for name in order}


_ORDER: Final = (
    "path", "factsheet", "factsheets", "kind", "party", "locale", "profile", "edition", "sha256", "size", "pages", "as_of",
    "conformance", "coverage", "preflight", "warnings", "inputs", "old",
)  # fmt: skip


def read_ledger(out: Path) -> Ledger:
    """Return what the folder says of itself, the journal of a build that was cut short included.

    Raises:
        SurroundingsError: the manifest is there and is none.
    """
    ledger = Ledger()
    data = read_manifest(out)
    if data is not None:
        ledger.sets.update(data["inputs"])
        for entry in data["deliverables"]:
            ledger.records[entry["path"]] = _record(entry)
    with suppress(FileNotFoundError):
        for line in (out / HIDDEN / _JOURNAL).read_text(encoding="utf-8", errors="replace").splitlines():
            with suppress(ValueError, KeyError, TypeError):
                entry = json.loads(line)
                ledger.put(_record(entry["record"]), entry["sets"])
    return ledger


def read_manifest(out: Path) -> dict[str, Any] | None:
    """Return the manifest of the folder as plain data; nothing where there is none.

    Raises:
        SurroundingsError: it cannot be read, or is not what a build writes.
    """
    file = out / MANIFEST
    try:
        data = json.loads(file.read_bytes())
        _ = [(_record(entry)) for entry in data["deliverables"]], dict(data["inputs"])
        known = data["format"] == 1
    except FileNotFoundError:
        return None
    except OSError as error:
        what = f"The manifest cannot be read: {error.strerror}."
        raise SurroundingsError.of("unreadable", what, "Check its permissions.", Place(str(file))) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = "The manifest is damaged: it is not what a build writes."
        raise SurroundingsError.of("manifest", what, "Delete it and build again.", Place(str(file))) from error
    if not known:
        what = f"The manifest has format {data['format']}, which this version does not know."
        raise SurroundingsError.of("manifest", what, "Use the version that wrote it, or delete it.", Place(str(file)))
    return dict(data)


def _record(entry: dict[str, Any]) -> Record:
    known = {item.name for item in fields(Record)}
    values = {name: value for name, value in entry.items() if name in known}
    for name in ("warnings", "old"):
        values[name] = tuple(Warned(**warned) for warned in values.get(name, ()))
    values["conformance"] = tuple(values["conformance"])
    values["factsheets"] = tuple(values.get("factsheets", ()))
    return Record(**values)


class Journal:
    """The records of a build that is under way, a line each, on the disk before the next file is made."""

    def __init__(self, out: Path) -> None:
        self._file = out / HIDDEN / _JOURNAL
        self._known: set[str] = set()

    def write(self, record: Record, sets: Iterable[InputSet]) -> None:
        """Add a record, with those of its sets that the journal does not have yet.

        Raises:
            SurroundingsError: it cannot be written.
        """
        new = {digest_of(inputs): inputs for inputs in sets}
        line = {"record": as_json(record), "sets": [new[name] for name in sorted(new) if name not in self._known]}
        self._known |= set(new)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            what = f"{self._file} cannot be written: {error.strerror}."
            raise SurroundingsError.of("cannot-write", what, "Free space, or choose another folder.") from error

    def close(self, out: Path, ledger: Ledger, versions: Mapping[str, str], fonts: Mapping[str, str]) -> None:
        """Make the manifest of all records, and drop the journal.

        Raises:
            SurroundingsError: the manifest cannot be written.
        """
        if ledger.records or (out / MANIFEST).exists():
            commit(out / MANIFEST, ledger.manifest(versions, fonts))
        self._file.unlink(missing_ok=True)
