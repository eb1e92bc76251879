"""``factsheet replies`` from outside: a form is filled, read, accepted and printed; withdrawn, the note is gone."""

import json
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from ruamel.yaml import YAML

from factsheet_builder.project import Project
from tests.replies.reply_forms import filled, form

Run = Callable[..., subprocess.CompletedProcess[str]]

MEASURES = "A helpline for children opened in Valletta – Ħelpline, day and night: *116 111* [free](https://x.test)."
VALUES = {
    "VI-1/status": "measures-taken",
    "VI-1/measures": MEASURES,
    "VI-1/date": "2026-10-01",
    "general/contact-email": "desk@example.org",
    "VI-2/measures": "Training has begun.",
    "VI-2/status": "measures-planned",
}
RECEIVED = "Information received from Malta on 2 November 2026: " + MEASURES


@pytest.fixture
def reply(project: Project) -> Path:
    file = project.root / "reply.pdf"
    file.write_bytes(filled("MLT", VALUES))
    return file


def text_of(file: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(file.read_bytes())).pages).split())


@pytest.mark.slow
def test_an_answer_is_read_accepted_printed_and_withdrawn(factsheet: Run, project: Project, reply: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        result = factsheet(*arguments, cwd=project.root)
        assert result.returncode == 0, result.stderr
        return result

    build = (
        "build",
        "--kind",
        "factsheet",
        "--kind",
        "tailored",
        "--party",
        "MLT",
        "--party",
        "HRV",
        "--profile",
        "brief",
    )
    run(*build)
    sheets = {name: project.out / "en" / path for name, path in PATHS.items()}
    before = {name: file.read_bytes() for name, file in sheets.items()}
    assert all(MEASURES not in text_of(file) for file in sheets.values())

    (read,) = json.loads(run("replies", "read", "reply.pdf", "--json").stdout)["files"]
    (answers,) = [{a["recommendation"]: a for a in r["answers"]} for r in read["replies"]]
    assert answers["VI-1"]["measures"] == MEASURES
    assert answers["VI-1"]["date"] == "2026-10-01"

    said = run("replies", "accept", "reply.pdf", "--recommendation", "VI-1", "--received", "2026-11-02").stdout
    assert said == "wrote data/updates/vi-1-mlt-2026-11-02.yaml\n"
    update = project.data / "updates" / "vi-1-mlt-2026-11-02.yaml"
    assert "received: '2026-11-02'" in update.read_text(encoding="utf-8")
    run("check", "--strict")
    run(*build, "--strict")
    for name, file in sheets.items():
        assert RECEIVED in text_of(file), name
        assert "The Lanzarote Committee requires Parties that are not already doing so" in text_of(file)
    mine, theirs = text_of(sheets["MLT"]), text_of(sheets["HRV"])
    assert mine.count("Ħelpline") == 2  # At a glance, and the note
    assert theirs.count("Ħelpline") == 1
    assert "information received after adoption, see note" in mine
    assert "corrected" not in mine.replace("Moldova", "")
    assert "see note" not in theirs.partition("Who is addressed, as of")[0]

    assert (
        run("replies", "withdraw", "vi-1-mlt-2026-11-02").stdout == "withdrew data/updates/vi-1-mlt-2026-11-02.yaml\n"
    )
    assert not update.exists()
    run(*build)
    assert {name: file.read_bytes() for name, file in sheets.items()} == before


PATHS = {
    "general": "assistance-to-victims.pdf",
    "MLT": "tailored/assistance-to-victims-MLT-brief.pdf",
    "HRV": "tailored/assistance-to-victims-HRV-brief.pdf",
}


@pytest.mark.slow
def test_an_answer_on_an_open_recommendation_can_be_accepted(factsheet: Run, project: Project, reply: Path) -> None:
    accept = (
        "replies",
        "accept",
        "reply.pdf",
        "--recommendation",
        "VI-2",
        "--received",
        "2026-11-02",
        "--id",
        "training",
    )
    assert factsheet(*accept, cwd=project.root).returncode == 0
    assert factsheet("check", "--strict", cwd=project.root).returncode == 0
    factsheet("build", "--kind", "tailored", "--party", "MLT", "--profile", "brief", cwd=project.root)
    text = text_of(project.out / "en" / PATHS["MLT"])
    assert "addresses “all Parties that are not already doing so”; names no Party; see note 6" in text
    assert "Information received from Malta on 2 November 2026: Training has begun." in text


def test_read_writes_yaml_to_a_file(factsheet: Run, project: Project, reply: Path) -> None:
    (project.root / "empty.pdf").write_bytes(form("TUN"))
    result = factsheet("replies", "read", "reply.pdf", "empty.pdf", "--out", "answers.yaml", cwd=project.root)
    assert (result.returncode, result.stdout) == (0, "wrote answers.yaml\n")
    files = YAML(typ="safe").load(project.root / "answers.yaml")["files"]
    assert [file["replies"][0]["party"] for file in files] == ["MLT", "TUN"]
    assert "empty.pdf" in result.stderr


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"no PDF", 4, "noise.pdf"),
        (None, 5, "cannot be read"),
    ],
)
def test_one_bad_file_does_not_hide_the_others(
    factsheet: Run, project: Project, reply: Path, data: bytes | None, code: int, words: str
) -> None:
    if data is not None:
        (project.root / "noise.pdf").write_bytes(data)
    result = factsheet("replies", "read", "noise.pdf", "reply.pdf", "--json", cwd=project.root)
    assert result.returncode == code
    assert words in result.stderr
    assert [file["file"] for file in json.loads(result.stdout)["files"]] == ["reply.pdf"]


def test_read_doubts_what_is_wrongly_written(factsheet: Run, project: Project) -> None:
    (project.root / "reply.pdf").write_bytes(filled("MLT", VALUES | {"VI-1/date": "last autumn"}))
    result = factsheet("replies", "read", "reply.pdf", "--strict", cwd=project.root)
    assert result.returncode == 3
    assert "last autumn" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--recommendation", "VI-9", "--received", "2026-11-02"), 2, "no answer on “VI-9”"),
        (("--recommendation", "VI-4", "--received", "2026-11-02"), 2, "describes no measures"),
        (("--recommendation", "VI-1", "--received", "2021-11-02"), 3, "before the adoption"),
        (("--recommendation", "VI-1", "--received", "2.11.2026"), 2, "does not match"),
        (("--recommendation", "VI-1", "--received", "2026-11-02", "--text", "x" * 2001), 3, "a note holds 2,000"),
        (("--recommendation", "VI-1"), 2, "Missing option"),
    ],
)
def test_what_cannot_be_accepted_writes_nothing(
    factsheet: Run, project: Project, reply: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = factsheet("replies", "accept", "reply.pdf", *arguments, cwd=project.root)
    assert result.returncode == code, result.stderr
    assert words in result.stderr
    assert not (project.data / "updates").exists()


def test_an_update_is_never_written_over(factsheet: Run, project: Project, reply: Path) -> None:
    accept = ("replies", "accept", "reply.pdf", "--recommendation", "VI-1", "--received", "2026-11-02")
    assert factsheet(*accept, cwd=project.root).returncode == 0
    (file,) = (project.data / "updates").iterdir()
    before = file.read_bytes()
    again = factsheet(*accept, "--text", "Something else.", cwd=project.root)
    assert (again.returncode, file.read_bytes()) == (2, before)
    assert "Choose another name with --id" in again.stderr


def test_only_what_was_accepted_can_be_withdrawn(factsheet: Run, project: Project, reply: Path) -> None:
    accept = ("replies", "accept", "reply.pdf", "--recommendation", "VI-1", "--received", "2026-11-02")
    assert factsheet(*accept, cwd=project.root).returncode == 0
    near = factsheet("replies", "withdraw", "vi-1-mlt-2026-11-03", cwd=project.root)
    assert near.returncode == 2
    assert "There is no update “vi-1-mlt-2026-11-03”. Did you mean “vi-1-mlt-2026-11-02”?" in near.stderr
    (file,) = (project.data / "updates").iterdir()
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "source_sha256" not in line), encoding="utf-8")
    by_hand = factsheet("replies", "withdraw", "vi-1-mlt-2026-11-02", cwd=project.root)
    assert by_hand.returncode == 2
    assert "was not accepted from a reply. Edit or delete its file." in by_hand.stderr
    assert file.exists()
