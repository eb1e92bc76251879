"""Projects to measure with: the shipped content, and as many small factsheets as a number of files asks for."""

import shutil
from pathlib import Path

from tests.benchmarks.runs import ROOT

SHEET = "assistance-to-victims"
PASSAGE = "two professionals working for the national hotline"
"""Words of the practice of Malta, which of all brief versions only that for Malta has."""

_SMALL = """\
id: {name}
chapter: I
short_title: Small
description: A factsheet of one section, to measure many files with.
masthead: {{ title: SMALL }}
round:
  id: round-2
  parties: 43
  adopted: 2022-03-10
  recommendation_ids: "I-[0-9]+"
  urgencies: [{{ level: invite, verb: invites, mark: dashed }}]
blocks:
  - kind: section
    id: one
    title: One
    blocks:
      - {{ kind: paragraph, id: words, text: "Some words[^note] of the factsheet {name}." }}
      - kind: recommendation
        id: I-1
        urgency: invite
        addressees: {{ kind: open, phrase: all Parties }}
        text: The Committee **invites** all Parties to act.
notes:
  - {{ kind: gloss, id: note, text: A note. }}
"""


def shipped_project(folder: Path, profile: str) -> Path:
    """Copy the shipped content into ``folder``, owing the versions of that profile and the packs of all Parties."""
    shutil.copytree(ROOT / "data", folder / "data")
    owed = f"deliverables:\n  - {{ kind: tailored, parties: all, locales: en, profiles: {profile} }}\n"
    if profile == "full":
        owed += "  - { kind: pack, parties: all, locales: en }\n"
    (folder / "data" / "deliverables.yaml").write_text(owed, encoding="utf-8")
    return folder


def small_project(folder: Path, sheets: int) -> Path:
    """Make a project of that many small factsheets, owing the version of each for each Party."""
    data = folder / "data"
    (data / "factsheets").mkdir(parents=True)
    for name in ("parties.yaml", "publication.yaml", "tailoring.yaml"):
        shutil.copy(ROOT / "data" / name, data)
    for name in small_names(sheets):
        (data / "factsheets" / f"{name}.yaml").write_text(_SMALL.format(name=name), encoding="utf-8")
    owed = "deliverables:\n  - { kind: tailored, parties: all, locales: en }\n"
    (data / "deliverables.yaml").write_text(owed, encoding="utf-8")
    return folder


def small_names(sheets: int) -> list[str]:
    """Return the names of so many small factsheets."""
    return [f"small-{number:03}" for number in range(1, sheets + 1)]


def change_passage(project: Path, words: str) -> None:
    """Put other words into the passage of Malta, each time other ones."""
    file = project / "data" / "factsheets" / f"{SHEET}.yaml"
    shipped = (ROOT / "data" / "factsheets" / f"{SHEET}.yaml").read_text(encoding="utf-8")
    assert shipped.count(PASSAGE) == 1
    file.write_text(shipped.replace(PASSAGE, words), encoding="utf-8")
