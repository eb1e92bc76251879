"""Drafts: kept per person and passage, whatever was typed, and out of the way of the content."""

from pathlib import Path

import pytest

from factsheet_builder.errors import SurroundingsError
from factsheet_builder.project import Project
from factsheet_builder.studio.saving import kept_drafts
from factsheet_builder.studio.saving.kept_drafts import Draft, Drafts

FILE = "data/factsheets/sheet.yaml"


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(Project(tmp_path))


def test_a_draft_is_of_one_person_and_one_passage(drafts: Drafts) -> None:
    first = Draft(FILE, "../../one", {"f.text": ["a\u202e\ud800b", "c"]}, "digest", None)
    drafts.keep("../anna", first)
    drafts.keep("../anna", Draft(FILE, "two", 3))
    drafts.keep("ben", Draft(FILE, "../../one", "mine"))
    assert [kept.draft.passage for kept in drafts.of("../anna", FILE)] == ["../../one", "two"]
    kept = drafts.one("../anna", FILE, "../../one")
    assert kept is not None
    assert kept.draft == first
    drafts.keep("../anna", Draft(FILE, "two", 4))
    assert [kept.draft.value for kept in drafts.of("../anna", FILE)][1] == 4
    assert drafts.drop("../anna", FILE, "two")
    assert not drafts.drop("../anna", FILE, "two")
    assert drafts.of("nobody", FILE) == ()


def test_drafts_are_no_part_of_what_git_keeps(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("anna", Draft(FILE, "one", "x"))
    root = tmp_path / ".studio"
    assert (root / ".gitignore").read_text() == "*\n"
    assert all(path.is_relative_to(root) for path in tmp_path.rglob("*.json"))


def test_what_somebody_broke_is_no_draft(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("anna", Draft(FILE, "one", "x"))
    (file,) = tmp_path.rglob("*.json")
    for text in ("{", "[]", '{"file": 1, "passage": "x", "value": 1, "digest": "", "began": 1}', "null"):
        file.write_text(text)
        assert drafts.of("anna", FILE) == ()


def test_there_is_a_limit(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_drafts, "MOST", 1)
    drafts.keep("anna", Draft(FILE, "one", "x"))
    drafts.keep("anna", Draft(FILE, "one", "y"))
    with pytest.raises(SurroundingsError, match="too many"):
        drafts.keep("anna", Draft(FILE, "two", "x"))
    with pytest.raises(SurroundingsError, match="too long"):
        drafts.keep("anna", Draft(FILE, "one", "x" * 2_000_001))
