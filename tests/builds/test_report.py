"""``factsheet report``: the facts of each deliverable, the page and the table, and what it says where nothing can be read."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from factsheet_builder.builds.delivering.earlier_files import place_before
from factsheet_builder.builds.inventory import take_inventory
from factsheet_builder.builds.reporting.delivery_report import Standing, read_report
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from tests.builds.conftest import edit
from tests.conftest import Run

HOSTILE = "</li><script>alert(1)</script>"
TAILORED = "en/tailored/small-HRV.pdf"


def change(project: Project, alter: Callable[[dict[str, Any]], None]) -> None:
    """Change the entry of the version for Croatia in the manifest."""
    file = project.out / "manifest.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    alter(next(entry for entry in data["deliverables"] if entry["path"] == TAILORED))
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def rows(project: Project) -> dict[str, dict[str, str]]:
    text = (project.out / "report.csv").read_bytes().decode("utf-8-sig")
    return {row["path"]: row for row in csv.DictReader(StringIO(text, newline=""), strict=True)}


def warned(code: str, what: str = HOSTILE) -> dict[str, str]:
    return {"about": "file", "severity": "warning", "code": code, "what": what, "remedy": "", "passage": "VI-3"}


def test_a_sound_folder_has_nothing_to_look_at(factsheet: Run, small: Project) -> None:
    said = factsheet("report", cwd=small.root)
    assert (said.returncode, said.stdout) == (0, "6 deliverables, 0 warnings, 0 old, 0 altered, 0 missing\n")
    page = (small.out / "report.html").read_text(encoding="utf-8")
    assert "No file is missing" in page
    assert "Croatia (HRV)" in page
    row = rows(small)[TAILORED]
    assert (row["standing"], row["drift"], row["conformance"]) == ("delivered", "0", "PDF/UA-1; PDF/A-3a")
    assert rows(small)["en/small.pdf"]["usual_pages"] == "", "there is no other to compare it with"


def test_pages_that_look_different_are_shown_where_that_is_asked_for(factsheet: Run, small: Project) -> None:
    factsheet("report", "--pictures", cwd=small.root)
    page = (small.out / "report.html").read_text(encoding="utf-8")
    assert "No page looks different from before" in page
    before = place_before(small.out, "en/small.pdf")
    before.parent.mkdir(parents=True)
    before.write_bytes((small.out / TAILORED).read_bytes())
    factsheet("report", cwd=small.root)
    plain = (small.out / "report.html").read_text(encoding="utf-8")
    assert ("look different" in plain, "data:image/png" in plain) == (False, False)
    factsheet("report", "--pictures", cwd=small.root)
    page = (small.out / "report.html").read_text(encoding="utf-8")
    assert "different from the file before its last change." in page
    assert page.count("data:image/png;base64,") >= 2
    assert '<h3 id="different-' in page


def test_the_report_is_no_extra_file_but_others_are(factsheet: Run, small: Project) -> None:
    factsheet("report", cwd=small.root)
    assert take_inventory(small.out).is_sound
    (small.out / "en" / "report.html").write_text("planted", encoding="utf-8")
    assert take_inventory(small.out).extra == ("en/report.html",)


def test_the_same_folder_makes_the_same_bytes(factsheet: Run, small: Project) -> None:
    made = []
    for zone in ("UTC", "Asia/Tbilisi"):
        factsheet("report", "--html", "out/mine.html", cwd=small.root, TZ=zone)
        made.append([(small.out / name).read_bytes() for name in ("mine.html", "report.csv")])
    assert made[0] == made[1]


def test_every_fault_is_named_in_words(factsheet: Run, small: Project) -> None:
    def alter(entry: dict[str, Any]) -> None:
        entry["pages"] += 4
        entry["warnings"] = [warned("overfull-line")]
        entry["old"] = [warned("missing-glyph")]

    change(small, alter)
    (small.out / "en/small.pdf").unlink()
    (small.out / "en/packs/small-MLT.pdf").write_bytes(b"altered")
    edit(small, "[MLT, HRV]", "[MLT, HRV, FRA]", "deliverables.yaml")
    said = factsheet("report", cwd=small.root)
    assert said.stdout == "8 deliverables, 1 warnings, 1 old, 1 altered, 3 missing\n"
    page = (small.out / "report.html").read_text(encoding="utf-8")
    for words in (
        "old: a newer one could not be made", "not as it was delivered", "never made", "2 pages more than usual",
        "1 overfull line", "1 missing glyph", "[VI-3]", "France (FRA)",
    ):  # fmt: skip
        assert words in page, words
    row = rows(small)[TAILORED]
    assert (row["drift"], row["drift_flagged"], row["overfull_lines"]) == ("2", "yes", "1")


def test_one_page_from_the_median_is_no_reason_to_look(small: Project) -> None:
    change(small, lambda entry: entry.update(pages=entry["pages"] + 2))
    files = {file.path: file for file in read_report(small.out, None).files}
    assert (files[TAILORED].drift, files[TAILORED].is_drifting) == (1, False)
    assert files[TAILORED].standing is Standing.DELIVERED


def test_words_of_warnings_become_neither_markup_nor_formulas(factsheet: Run, small: Project) -> None:
    change(small, lambda entry: entry.update(warnings=[warned("x", HOSTILE)], old=[warned("y", '=HYPERLINK("x")')]))
    factsheet("report", cwd=small.root)
    page = (small.out / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert rows(small)[TAILORED]["why_old"] == '\'=HYPERLINK("x")'


def test_the_table_is_rfc_4180_with_a_mark_for_excel(factsheet: Run, small: Project) -> None:
    factsheet("report", cwd=small.root)
    data = (small.out / "report.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfpath,")
    assert data.count(b"\n") == data.count(b"\r\n") == 7


def test_a_folder_named_alone_is_not_held_against_a_project(factsheet: Run, small: Project, tmp_path: Path) -> None:
    edit(small, "[MLT, HRV]", "[MLT, HRV, FRA]", "deliverables.yaml")
    assert factsheet("report", "small/out", cwd=tmp_path).stdout.endswith("0 missing\n")
    assert factsheet("report", "small/out", "--project", "small", cwd=tmp_path).stdout.endswith("2 missing\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "nothing says what should be there"),
        ("{", "The manifest is damaged"),
        ('{"format": 0, "deliverables": [], "inputs": {}}', "format 0, which this version does not know"),
        ('{"format": 1, "deliverables": [], "inputs": {}}', "of another version of the builder: builder"),
    ],
)
def test_what_is_no_manifest_is_refused(factsheet: Run, small: Project, text: str | None, words: str) -> None:
    file = small.out / "manifest.json"
    file.unlink()
    if text:
        file.write_text(text, encoding="utf-8")
    said = factsheet("report", cwd=small.root)
    assert said.returncode == ExitCode.SURROUNDINGS
    assert words in said.stderr
    assert not (small.out / "report.html").exists()


@pytest.mark.parametrize("name", ["out/manifest.json", "out/en/small.pdf", "out/report.csv"])
def test_nothing_is_overwritten(factsheet: Run, small: Project, name: str) -> None:
    said = factsheet("report", "--html", name, cwd=small.root)
    assert (said.returncode, "overwrites" in said.stderr) == (ExitCode.USAGE, True)
