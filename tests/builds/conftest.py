"""A small project that owes six files, built once; tests work on copies."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Order
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.outcome import Outcome
from factsheet_builder.builds.plan import Plan, plan
from factsheet_builder.builds.runner import build
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project, cache_folder
from tests.small_factsheet import start_small

OWED = """\
groups: {few: [MLT, HRV]}
deliverables:
  - {kind: factsheet, editions: [screen, press]}
  - {kind: tailored, parties: few}
  - {kind: pack, parties: few}
"""
FILES = (
    "en/packs/small-HRV.pdf",
    "en/packs/small-MLT.pdf",
    "en/small.pdf",
    "en/small.press.pdf",
    "en/tailored/small-HRV.pdf",
    "en/tailored/small-MLT.pdf",
)
SHEET = "factsheets/small.yaml"

Build = Callable[..., dict[str, Outcome]]


def planned(project: Project, **asked: object) -> Plan:
    return plan(project, Order(**asked), load_common(project))  # type: ignore[arg-type]


def run(
    project: Project, out: Path | None = None, *, asked: Mapping[str, object] | None = None, **options: object
) -> dict[str, Outcome]:
    """Build and return the outcomes by path."""
    chosen = planned(project, **(asked or {}))
    outcomes = build(
        project,
        chosen.asked,
        out or project.out,
        cache=cache_folder(),
        owed=chosen.owed,
        **options,  # type: ignore[arg-type]
    )
    return {str(outcome.deliverable.path): outcome for outcome in outcomes}


def files_of(folder: Path) -> dict[str, bytes]:
    """Return what was delivered, the manifest included."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".build" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="session")
def small_built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project with all that it owes; tests read it only."""
    root = tmp_path_factory.mktemp("small")
    start_small(root, "small")
    (root / "data" / "deliverables.yaml").write_text(OWED, encoding="utf-8")
    project = Project(root)
    outcomes = run(project)
    assert {outcome.exit_code for outcome in outcomes.values()} == {ExitCode.DONE}
    return project


@pytest.fixture
def small(small_built: Project, tmp_path: Path) -> Project:
    """A copy of the small project with what was built."""
    shutil.copytree(small_built.root, tmp_path / "small")
    return Project(tmp_path / "small")


@pytest.fixture
def bare(small: Project) -> Project:
    """A copy of the small project without what was built."""
    shutil.rmtree(small.out)
    return small


def edit(project: Project, old: str, new: str, file: str = SHEET) -> None:
    """Replace words in a file of the project, which must be there."""
    path = project.data / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
