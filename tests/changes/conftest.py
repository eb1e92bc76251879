"""Two versions of the shipped content, the newer one to be changed."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from factsheet_builder.changes.change_findings import Finding
from factsheet_builder.changes.comparison import compare_versions
from factsheet_builder.changes.versions import read_version

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Versions:
    """Two project folders."""

    old: Path
    new: Path

    @property
    def sheet(self) -> Path:
        """The factsheet of the newer one."""
        return self.new / "data" / "factsheets" / "assistance-to-victims.yaml"

    @property
    def register(self) -> Path:
        """The register of the newer one."""
        return self.new / "data" / "parties.yaml"

    def edit(self, file: Path, found: str, put: str) -> None:
        """Replace the words that stand in ``file`` exactly once."""
        text = file.read_text(encoding="utf-8")
        assert text.count(found) == 1, f"{found!r} stands there {text.count(found)} times"
        file.write_text(text.replace(found, put), encoding="utf-8")

    def take(self, block: str) -> str:
        """Take the block of that id out of the newer factsheet and return its lines."""
        lines = self.sheet.read_text(encoding="utf-8").splitlines(keepends=True)
        start = next(n for n, line in enumerate(lines) if line.strip() == f"id: {block}") - 1
        indent = len(lines[start]) - len(lines[start].lstrip())
        end = start + 1
        while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
            end += 1
        self.sheet.write_text("".join(lines[:start] + lines[end:]), encoding="utf-8")
        return "".join(lines[start:end])

    def put_before(self, block: str, lines: str) -> None:
        """Put the lines of a block before the block of that id."""
        text = self.sheet.read_text(encoding="utf-8")
        place = text.rindex("\n", 0, text.rindex("\n", 0, text.index(f"id: {block}\n"))) + 1
        self.sheet.write_text(text[:place] + lines + text[place:], encoding="utf-8")

    def findings(self) -> dict[str, Finding]:
        """Return what changed, by passage."""
        groups = compare_versions(read_version(self.old), read_version(self.new)).groups
        return {finding.passage: finding for group in groups for finding in group.findings}


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    """The shipped content twice."""
    for name in ("old", "new"):
        shutil.copytree(ROOT / "data", tmp_path / name / "data")
    return Versions(tmp_path / "old", tmp_path / "new")
