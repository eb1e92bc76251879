"""``factsheet explain`` from outside: every passage, what becomes of it, why, and from which datum."""

import re
import subprocess
from collections.abc import Callable

import pytest

from factsheet_builder.content.passages import blocks_of
from factsheet_builder.project import Project
from tests.tailoring.versions import content

Run = Callable[..., subprocess.CompletedProcess[str]]

FULL = {
    "VI-1": "  flag      recommendation VI-1: rule 1 of the profile full (kind recommendation; addressee named); "
    "note vi-1-parties lists MLT",
    "VI-2": "  keep      recommendation VI-2: no rule of the profile full holds, and otherwise it says keep; "
    "it addresses “all Parties that are not already doing so”",
    "practice-malta": "  flag      practice practice-malta: rule 2 of the profile full (kind practice; practice own); "
    "it is of MLT",
    "practice-poland": "  keep      practice practice-poland: no rule of the profile full holds, and otherwise it says "
    "keep; it is of POL",
    "article-12": "  keep      provision article-12: no rule of the profile full holds, and otherwise it says keep; "
    "it is general text",
}
BRIEF = {
    "VI-2": "  keep      recommendation VI-2: rule 2 of the profile brief (kind recommendation; addressee open); "
    "it addresses “all Parties that are not already doing so”",
    "article-12": "  leave-out provision article-12: no rule of the profile brief holds, and otherwise it says leave-out; "
    "it is general text",
    "introduction": "  leave-out section introduction: nothing in it is left; it held common-challenge, convention, "
    "four-aims, monitoring, topic, report, urgency-levels, urgency-definitions, this-factsheet",
    "rules-of-procedure": "  leave-out note rules-of-procedure: no passage that is left calls it; called by "
    "urgency-definitions.2",
    "vi-1-parties": "  keep      note vi-1-parties: a passage that is left calls it; called by VI-1.text",
}


def lines_of(result: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """Return the lines by the id of their passage."""
    assert (result.returncode, result.stderr) == (0, "")
    return {line.split(":")[0].split()[-1]: line for line in result.stdout.splitlines()[1:]}


@pytest.mark.parametrize(("profile", "expected"), [("full", FULL), ("brief", BRIEF)])
def test_every_passage_has_its_reason(factsheet: Run, project: Project, profile: str, expected: dict[str, str]) -> None:
    lines = lines_of(factsheet("explain", "--party", "MLT", "--profile", profile, cwd=project.root))
    assert {name: lines[name] for name in expected} == expected
    sheet = content().sheet
    assert list(lines) == [*(block.id for _, block in blocks_of(sheet)), *(note.id for note in sheet.notes)]
    assert [
        line for line in lines.values() if not re.fullmatch(r"  (keep|flag|leave-out) +[\w-]+ [\w.-]+: .+; .+", line)
    ] == []


def test_a_party_that_no_list_has(factsheet: Run, project: Project) -> None:
    lines = lines_of(factsheet("explain", "--party", "HUN", cwd=project.root))
    assert lines["VI-3"].endswith("; note vi-3-parties does not list HUN")
    assert lines["measures-adopted"].endswith("rule 3 of the profile full (mentions true); its text names HUN")


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
    lines = lines_of(factsheet("explain", "--party", "IRL", "--profile", "two", cwd=project.root))
    assert lines["four-aims"] == (
        "  leave-out list four-aims: rule 1 of the profile two (kind list; section introduction); it is general text, "
        "it stands in the section introduction"
    )
    assert lines["topic"] == (
        "  flag      paragraph topic: rule 2 of the profile two (id topic; coverage unconfirmed); it is general text, "
        "register: coverage is unconfirmed"
    )


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
