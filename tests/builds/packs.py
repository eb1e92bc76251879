"""Packs of copies of the shipped project, with annexes, and what they are made of."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.making.maker import Made
from factsheet_builder.errors import Diagnostic, Severity
from factsheet_builder.project import Project

ROOT = Path(__file__).resolve().parents[2]
SHEET = "assistance-to-victims"
PACK = Deliverable(SHEET, "en", Kind.PACK, "MLT", "full")
TAILORED = replace(PACK, kind=Kind.TAILORED)
GENERAL = Deliverable(SHEET, "en")


def project_with(folder: Path, annexes: Mapping[str, bytes]) -> Project:
    """Return a copy of the shipped project with annexes by their paths inside ``data/annexes``."""
    shutil.copytree(ROOT / "data", folder / "data")
    for name, data in annexes.items():
        file = folder / "data" / "annexes" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return Project(folder)


def heard(made: Made) -> list[Diagnostic]:
    """Return what a build says of a file but for the links of the source that lead nowhere, and for notes."""
    return [p for p in made.diagnostics if p.code != "link-without-target" and p.severity is not Severity.NOTE]
