"""The edition for comments goes the way of all editions: owed, made once, recorded, made again only when it must."""

import json
from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.inventory import take_inventory
from factsheet_builder.builds.making.standing_maker import StandingMaker
from factsheet_builder.builds.outcome import Fate
from factsheet_builder.builds.starter import start_factsheet
from factsheet_builder.content.manifest import Manifest
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from tests.builds.conftest import edit, run
from tests.conftest import Run
from tests.web.pages import OWED

FILES = ["en/small.docx", "en/tailored/small-MLT.docx"]


def owing(root: Project) -> Project:
    start_factsheet(root.root, "small")
    (root.data / "deliverables.yaml").write_text(OWED.replace("html", "docx"), encoding="utf-8")
    return root


@pytest.mark.slow
def test_it_is_made_recorded_and_made_again_only_when_it_must(factsheet: Run, tmp_path: Path) -> None:
    project = owing(Project(tmp_path))
    assert {path: outcome.fate for path, outcome in run(project).items()} == dict.fromkeys(FILES, Fate.MADE)
    manifest = Manifest.model_validate(json.loads((project.out / "manifest.json").read_bytes()))
    assert [(entry.path, entry.edition, entry.pages) for entry in manifest.deliverables] == [
        (f, "docx", 0) for f in FILES
    ]
    assert take_inventory(project.out).is_sound
    assert {outcome.fate for outcome in run(project).values()} == {Fate.CURRENT}
    asked = Deliverable("small", "en", Kind.TAILORED, "MLT", "full", Edition.DOCX)
    assert StandingMaker(project).make(asked).pdf == (project.out / FILES[1]).read_bytes()
    comes_back(project, factsheet)
    edit(project, "sample text", "changed text")
    assert {outcome.fate for outcome in run(project).values()} == {Fate.MADE}


def comes_back(project: Project, factsheet: Run) -> None:
    """Import files of the project into what they were made of, which no import has made: what was not changed stays."""
    for name in FILES:
        done = factsheet("import", project.out / name, "--name", "small", "--strict", cwd=project.root)
        assert "nothing has changed" in done.stdout, done.stderr
    other = factsheet(
        "import", project.out / FILES[0], "--name", "other", "--like", "small", "--dry-run", cwd=project.root
    )
    assert "would write data/factsheets/other.yaml" in other.stdout


def test_a_pack_has_no_edition_for_comments(factsheet: Run, tmp_path: Path) -> None:
    project = owing(Project(tmp_path))
    owed = "deliverables:\n  - {kind: pack, parties: [MLT], locales: en, editions: [docx]}\n"
    (project.data / "deliverables.yaml").write_text(owed, encoding="utf-8")
    done = factsheet("check", cwd=project.root)
    assert "A pack has the editions screen and html only." in done.stderr
