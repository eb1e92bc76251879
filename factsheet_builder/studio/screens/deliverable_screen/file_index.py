"""The manifest of a folder -> its files by the names that a browser may ask for; nothing else of the folder is ever given."""

from dataclasses import dataclass, field
from pathlib import Path

from factsheet_builder.builds.records import MANIFEST, read_manifest
from factsheet_builder.builds.reporting.file_survey import key_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that the manifest names."""

    path: str
    pages: int


@dataclass
class FileIndex:
    """The files of a folder, read again where its manifest was written anew."""

    out: Path
    _stamp: tuple[int, int] = (0, 0)
    _by_key: dict[str, Listed] = field(default_factory=dict)

    def by_key(self, key: str) -> Listed | None:
        """Return the file that a key stands for."""
        self._follow()
        return self._by_key.get(key)

    def by_path(self, path: str) -> Listed | None:
        """Return the file of exactly that path inside the folder."""
        found = self.by_key(key_of(path))
        return found if found is not None and found.path == path else None

    def all(self) -> tuple[Listed, ...]:
        """Return all files that are there, in the order of their paths."""
        self._follow()
        return tuple(one for one in self._by_key.values() if (self.out / one.path).is_file())

    def _follow(self) -> None:
        try:
            found = (self.out / MANIFEST).stat()
        except OSError:
            self._stamp, self._by_key = (0, 0), {}
            return
        stamp = found.st_mtime_ns, found.st_size
        if stamp != self._stamp:
            entries = (read_manifest(self.out) or {}).get("deliverables", ())
            listed = (Listed(str(entry["path"]), int(entry["pages"])) for entry in entries)
            self._by_key, self._stamp = {key_of(one.path): one for one in listed}, stamp
