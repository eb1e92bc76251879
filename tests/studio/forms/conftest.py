"""Factsheets of the shipped project and of the fixtures as plain data, with what their forms offer."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pytest

from factsheet_builder.content.reading.reader import read_register
from factsheet_builder.content.reading.yaml_source import read_yaml
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.studio.forms.choices_here import Around, around
from factsheet_builder.studio.forms.handles import Handle, handle_of, passages_to_edit
from tests.conftest import ROOT

PROJECTS = (
    ROOT,
    *(ROOT / "tests/fixtures" / name for name in ("every-block", "one-state", "country-report", "world-brief")),
)


@dataclass(frozen=True)
class Sheet:
    """A factsheet as data."""

    project: Project
    name: str
    text: str
    data: Any
    around: Around

    @property
    def handles(self) -> tuple[Handle, ...]:
        """All that can be edited."""
        return passages_to_edit(self.data)

    def at(self, key: str) -> Handle:
        """Return what has a key."""
        handle = handle_of(self.data, key)
        assert handle, key
        return handle


@lru_cache
def sheet_of(project: Project, name: str) -> Sheet:
    """Return a factsheet of a project."""
    path = project.factsheet_path(name)
    data = read_yaml(path, path.name).data
    register = read_register(project if (project.data / "parties.yaml").exists() else Project(ROOT)).model
    offered = around(project, register, data, Localiser("en").say, "en")
    return Sheet(project, name, path.read_text(encoding="utf-8"), data, offered)


def sheets() -> list[Any]:
    """Return every factsheet, as parameters of tests."""
    projects = [Project(root) for root in PROJECTS]
    return [pytest.param((project, name), id=name) for project in projects for name in project.factsheet_names()]


@pytest.fixture
def shipped_sheet() -> Sheet:
    """The shipped factsheet."""
    return sheet_of(Project(ROOT), "assistance-to-victims")


@pytest.fixture
def every_block() -> Sheet:
    """The fixture with every kind of block."""
    return sheet_of(Project(ROOT / "tests/fixtures/every-block"), "every-block")
