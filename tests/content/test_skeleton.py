"""The factsheet that ``factsheet new`` writes: an example of every kind of block, which checks clean."""

from pathlib import Path
from typing import get_args

import pytest

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.builds.starter import start_factsheet
from factsheet_builder.content.models import Block, Factsheet
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.errors import Severity
from factsheet_builder.project import Project

KINDS = [str(get_args(model.model_fields["kind"].annotation)[0]) for model in get_args(get_args(Block)[0])]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("started")
    start_factsheet(folder, "sample")
    return Project(folder)


@pytest.fixture(scope="module")
def sheet(started: Project) -> Factsheet:
    content = load_content(started, "sample")
    assert [found for found in content.diagnostics if found.severity is not Severity.NOTE] == []
    return content.sheet


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_block_is_shown(sheet: Factsheet, kind: str) -> None:
    assert kind in {block.kind for _, block in blocks_of(sheet)}, (
        f"show “kind: {kind}” in factsheet_builder/content/skeleton.yaml, in the section “Other kinds of passages”, with a "
        "comment above it that says what it is for"
    )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"section", "paragraph", "list"}])
def test_a_comment_says_what_a_kind_is_for(started: Project, kind: str) -> None:
    lines = (Path(started.data) / "factsheets" / "sample.yaml").read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.strip() == f"- kind: {kind}")
    assert lines[first - 1].lstrip().startswith("#")
