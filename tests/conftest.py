"""What tests share: the shipped project and its factsheet, built once."""

from pathlib import Path

import pytest

from factsheet_builder.builds.plan import Deliverable
from factsheet_builder.builds.runner import build
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project, cache_folder

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shipped() -> Project:
    """The project of the repository itself; tests read it and never write to it."""
    return Project(ROOT)


@pytest.fixture(scope="session")
def shipped_pdf(shipped: Project, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The English factsheet."""
    out = tmp_path_factory.mktemp("out")
    (outcome,) = build(shipped, (Deliverable("assistance-to-victims", "en"),), out, cache=cache_folder())
    assert outcome.exit_code is ExitCode.DONE, outcome.diagnostics
    return outcome.file.read_bytes()
