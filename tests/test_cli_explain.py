"""``factsheet explain`` from outside: what is special first, every passage with ``--all``, each with its reason."""

import re
import subprocess
from collections.abc import Callable

import pytest

from factsheet_builder.content.passages import blocks_of
from factsheet_builder.project import Project
from tests.documents.versions import content

Run = Callable[..., subprocess.CompletedProcess[str]]

FULL = """\
assistance-to-victims, MLT, profile full:
  Marked: recommendation VI-1 names Malta (note 2).
  Marked: practice practice-malta is of Malta.
  Marked: recommendation VI-3 names Malta (note 6).
  Kept without a mark: 45 other passages and notes; --all lists them.
"""
BRIEF = """\
assistance-to-victims, MLT, profile brief:
  Marked: recommendation VI-1 names Malta (note 2).
  Marked: practice practice-malta is of Malta.
  Marked: recommendation VI-3 names Malta (note 6).
  Kept: recommendation VI-2 names no Party; it addresses “all Parties that are not already doing so”.
  Kept: recommendation VI-4 names no Party; it addresses “Parties which are not already doing so”.
  Kept without a mark: 13 other passages and notes; --all lists them.
  Left out: 30 other passages and notes; --all lists them.
"""
ALL_FULL = {
    "VI-1": "  Marked: recommendation VI-1 names Malta (note 2). Rule 1.",
    "VI-2": "  Kept: recommendation VI-2 names no Party; it addresses “all Parties that are not already doing so”.",
    "practice-malta": "  Marked: practice practice-malta is of Malta. Rule 2.",
    "practice-poland": "  Kept: practice practice-poland is of Poland.",
    "article-12": "  Kept: provision article-12 is general text.",
}
ALL_BRIEF = {
    "VI-2": "  Kept: recommendation VI-2 names no Party; it addresses “all Parties that are not already doing so”. Rule 2.",
    "article-12": "  Left out: provision article-12 is general text.",
    "introduction": "  Left out: section introduction has nothing that is kept (common-challenge, convention, four-aims, "
    "monitoring, topic, report, urgency-levels, urgency-definitions, this-factsheet).",
    "rules-of-procedure": "  Left out: note rules-of-procedure is called only in what is left out "
    "(urgency-definitions.2).",
    "vi-1-parties": "  Kept: note vi-1-parties is called in VI-1.text.",
}


def explain(factsheet: Run, project: Project, *arguments: str) -> str:
    result = factsheet("explain", *arguments, cwd=project.root)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def lines_of(text: str) -> dict[str, str]:
    """Return the lines by the id of their passage."""
    return {line.split(": ", 1)[1].split()[1]: line for line in text.splitlines()[1:]}


@pytest.mark.parametrize(("profile", "expected"), [("full", FULL), ("brief", BRIEF)])
def test_what_is_special_comes_first(factsheet: Run, project: Project, profile: str, expected: str) -> None:
    assert explain(factsheet, project, "--party", "Malta", "--profile", profile) == expected


@pytest.mark.parametrize(("profile", "expected"), [("full", ALL_FULL), ("brief", ALL_BRIEF)])
def test_every_passage_has_its_reason(factsheet: Run, project: Project, profile: str, expected: dict[str, str]) -> None:
    lines = lines_of(explain(factsheet, project, "--party", "MLT", "--profile", profile, "--all"))
    assert {name: lines[name] for name in expected} == expected
    sheet = content().sheet
    assert list(lines) == [*(block.id for _, block in blocks_of(sheet)), *(note.id for note in sheet.notes)]
    told = r"  (Kept|Marked|Left out): [\w-]+ [\w.-]+ (is|has|names) .+\.( Rule \d\.)?"
    assert [line for line in lines.values() if not re.fullmatch(told, line)] == []


def test_a_list_that_was_corrected(factsheet: Run, project: Project) -> None:
    line = "Marked: recommendation VI-3 names the Republic of Moldova (note 6); information received after adoption: note 8."
    assert line in explain(factsheet, project, "--party", "MDA")


def test_a_party_that_no_list_has(factsheet: Run, project: Project) -> None:
    lines = lines_of(explain(factsheet, project, "--party", "HUN", "--all"))
    assert lines["VI-3"] == "  Kept: recommendation VI-3 names others, not Hungary (note 6)."
    assert lines["measures-adopted"] == "  Marked: paragraph measures-adopted names Hungary in its text. Rule 3."


def test_rules_of_the_secretariat_decide(factsheet: Run, project: Project) -> None:
    rules = project.data / "tailoring.yaml"
    own = """
  two:
    rules:
      - { do: leave-out, when: { section: [introduction], kind: [list] } }
      - { do: flag, when: { coverage: unconfirmed, id: [topic] } }
    otherwise: keep
"""
    rules.write_text(rules.read_text(encoding="utf-8") + own, encoding="utf-8")
    text = explain(factsheet, project, "--party", "IRL", "--profile", "two")
    known = "of Ireland: whether the round covered it is not known"
    assert text.splitlines()[1:] == [
        f"  Marked: paragraph topic is general text in the section introduction; {known}.",
        f"  Left out: list four-aims is general text in the section introduction; {known}.",
        f"  Left out: list urgency-definitions is general text in the section introduction; {known}.",
        "  Kept without a mark: 44 other passages and notes; --all lists them.",
        "  Left out: 1 other passage or note; --all lists it.",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--party", "MTL"), "“MTL” is no Party of the register"),
        (("--party", "MLT", "--profile", "short"), "no profile “short”"),
        (("--party", "MLT", "--factsheet", "none"), "no factsheet “none”"),
        ((), "Missing option"),
    ],
)
def test_wrong_usage(factsheet: Run, project: Project, arguments: tuple[str, ...], words: str) -> None:
    result = factsheet("explain", *arguments, cwd=project.root)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr
