"""What is wrong about addressees, groups and the parts of recommendations: one message each, at its place."""

import shutil
from pathlib import Path

import pytest

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.errors import ContentError
from factsheet_builder.project import Project

FIXTURE = Path(__file__).parents[1] / "fixtures" / "every-block"
ONE, LEVELS, REGISTER = "factsheets/on-atlantis.yaml", "factsheets/levels-and-parts.yaml", "parties.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(FIXTURE, tmp_path / "project")
    return Project(tmp_path / "project")


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "what"),
    [
        (ONE, "about: [AAA]\n", "", "no-subject", "r12 addresses the State that the document is about"),
        (ONE, "about: [AAA]", "about: [QQQ]", "unknown-party", "“QQQ” is no Party"),
        (ONE, "groups: [sea]", "groups: [see]", "unknown-group", "There is no group “see”"),
        (ONE, "except: [CCC]", "except: [FFF]", "not-a-member", "FFF is no member of sea"),
        (ONE, "except: [CCC]", "except: [AAA, BBB, CCC]", "empty-group", "leaves out every member"),
        (
            ONE,
            "names: [ship owners]",
            "names: [shipowners]",
            "addressees-phrase",
            "does not have the words “shipowners”",
        ),
        (ONE, 'number: "13"', 'number: "12"', "duplicate-number", "The number “12” stands twice"),
        (ONE, 'number: "13"', 'number: "XIII"', "recommendation-id", "“XIII” is no id"),
        (ONE, "id: r12-b\n", "id: r12-a\n", "duplicate-id", "stands twice"),
        (
            ONE,
            "kind: paragraph\n            id: r12-note\n            text: The",
            "kind: practice\n            id: r12-note\n            text: The",
            "union-tag-invalid",
            "is no kind that can stand here",
        ),
        (LEVELS, "also: [invite]", "also: [invite, require]", "unknown-urgency", "“require” is no level"),
        (LEVELS, "also: [invite]", "also: [consider]", "urgency-word", "but its text says “invites”"),
        (LEVELS, "and **invites** whoever", "and invites whoever", "urgency-word", "does not say **invites**"),
        (LEVELS, "{addressees}, and", "everybody, and", "addressees-mark", "{addressees} 0 times"),
        (LEVELS, "[^without-lamp] to", " to", "addressees-note", "does not call the note “without-lamp”"),
        (LEVELS, "        urgency: consider\n", "", "missing", "“urgency” is missing in L2"),
        (REGISTER, "parties: [AAA, BBB, CCC]", "parties: [AAA, ZZZ]", "unknown-party", "“ZZZ” is no Party"),
        (REGISTER, "parties: [AAA, BBB, CCC]", "parties: [AAA, AAA]", "duplicate-party", "AAA stands twice"),
        (REGISTER, "id: sea", "id: all", "group-name", "means something else"),
        (REGISTER, "source: invented\n    as_of", "source: nowhere\n    as_of", "unknown-source", "is no source"),
    ],
)
def test_a_broken_copy_is_refused_precisely(
    project: Project, file: str, old: str, new: str, code: str, what: str
) -> None:
    path = project.data / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_content(project, "levels-and-parts" if file == LEVELS else "on-atlantis")
    found = [problem for problem in caught.value.diagnostics if problem.code == code]
    assert any(what in problem.what for problem in found), caught.value.diagnostics
    assert all(problem.place.file == f"data/{file}" and problem.place.line > 1 for problem in found)


@pytest.mark.parametrize("name", ["on-atlantis", "levels-and-parts", "only-text"])
def test_the_whole_ones_have_no_finding(name: str) -> None:
    assert load_content(Project(FIXTURE), name).unexpected == []
