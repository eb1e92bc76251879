"""``factsheet diff`` as a secretariat calls it: what it prints and writes, and what it says of what it cannot compare."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from factsheet_builder.errors import ExitCode
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.transcript import transcript
from tests.changes.conftest import Versions
from tests.conftest import Run


@pytest.fixture
def changed(versions: Versions) -> Versions:
    """The newer version with a change of each sort."""
    versions.edit(versions.sheet, "id: VI-3\n            urgency: require", "id: VI-3\n            urgency: request")
    versions.edit(versions.sheet, "Committee **requires** Parties which", "Committee **requests** Parties which")
    versions.edit(versions.sheet, "ALB, AND, AUT, BEL, BIH", "ALB, AUT, BEL, BIH, HUN")
    versions.put_before("practice-malta", versions.take("practice-bulgaria"))
    versions.take("practice-poland")
    versions.edit(versions.register, "- name: Netherlands\n", "- name: Kingdom of the Netherlands\n")
    return versions


def test_the_text_names_each_change(factsheet: Run, changed: Versions) -> None:
    said = factsheet("diff", changed.old, changed.new, cwd=changed.old)
    assert (said.returncode, said.stderr) == (0, "")
    lines = said.stdout.splitlines()
    assert lines[0] == "assistance-to-victims:"
    assert "  VI-1 – Recommendation: list of Parties changed" in lines
    assert "    Parties: [removed: Andorra] [added: Hungary]" in lines
    assert "  VI-3 – Recommendation: urgency weakened" in lines
    words = "[removed: requires] [added: requests] Parties which are not already doing …"
    assert f"    Text: The Lanzarote Committee {words}" in lines
    assert "  practice-poland – Promising practice: removed" in lines
    assert "  practice-bulgaria – Promising practice: moved" in lines
    assert "    Printed in: vi-1-parties and vi-3-parties" in lines


def test_turned_round_the_same_changes_go_the_other_way(factsheet: Run, changed: Versions) -> None:
    said = factsheet("diff", changed.new, changed.old, cwd=changed.old).stdout
    assert "VI-3 – Recommendation: urgency strengthened" in said
    assert "Parties: [removed: Hungary] [added: Andorra]" in said
    assert "practice-poland – Promising practice: added" in said


def test_json_says_the_same_for_programs(factsheet: Run, changed: Versions) -> None:
    data = json.loads(factsheet("diff", changed.old, changed.new, "--json", cwd=changed.old).stdout)
    assert (data["old"], data["new"]) == ("old", "new")
    found = {finding["passage"]: finding for group in data["groups"] for finding in group["findings"]}
    assert found["VI-1"]["facts"] == [{"fact": "parties", "added": ["HUN"], "removed": ["AND"]}]
    assert found["VI-3"]["facts"][0] == {"fact": "urgency", "turn": "weakened", "old": "requires", "new": "requests"}


def test_two_files_are_compared_without_a_project(factsheet: Run, changed: Versions, tmp_path: Path) -> None:
    old = changed.old / "data" / "factsheets" / "assistance-to-victims.yaml"
    for name, file in (("before.yaml", old), ("after.yaml", changed.sheet)):
        (tmp_path / name).write_bytes(file.read_bytes())
    said = factsheet("diff", "before.yaml", "after.yaml", "--pdf", "c.pdf", cwd=tmp_path)
    assert said.returncode == 0
    # Without a register the codes stand for the Parties, and without a publication nobody calls them that.
    assert "States: [removed: AND] [added: HUN]" in said.stdout
    assert "NLD" not in said.stdout
    assert (tmp_path / "c.pdf").is_file()


def test_nothing_changed_is_said_everywhere(factsheet: Run, versions: Versions, tmp_path: Path) -> None:
    pdf, page = tmp_path / "c.pdf", tmp_path / "c.html"
    said = factsheet("diff", versions.old, versions.new, "--pdf", pdf, "--html", page, cwd=tmp_path)
    assert (said.returncode, said.stdout) == (0, "nothing changed\n")
    assert "The two versions say the same." in page.read_text(encoding="utf-8")
    assert "The two versions say the same." in transcript(inspect_pdf(pdf.read_bytes(), "c.pdf")[1])


def test_the_pdf_is_for_everybody(factsheet: Run, changed: Versions, tmp_path: Path) -> None:
    pdf = tmp_path / "c.pdf"
    assert factsheet("diff", changed.old, changed.new, "--pdf", pdf, cwd=tmp_path).returncode == 0
    facts, tree = inspect_pdf(pdf.read_bytes(), "c.pdf")
    assert set(facts.claims) == {"PDF/UA-1", "PDF/A-3a"}
    assert facts.title == "Changes from old to new"
    assert facts.attachments == ("changes.json",)
    read = transcript(tree)
    assert "heading level 3: VI-3 – Recommendation" in read
    assert "Text: The Lanzarote Committee removed: requires added: requests Parties" in read
    assert factsheet("inspect", pdf, "--strict", cwd=tmp_path).returncode == 0


def test_the_same_versions_make_the_same_bytes(factsheet: Run, changed: Versions, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        factsheet(
            "diff", changed.old, changed.new, "--pdf", f"{name}.pdf", "--html", f"{name}.html", cwd=tmp_path, TZ=name
        )
        made.append([(tmp_path / f"{name}.{kind}").read_bytes() for kind in ("pdf", "html")])
    assert made[0] == made[1]


class _Page(HTMLParser):
    """What a page is made of: its tags with their attributes, and the text inside each kind of tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.said[tag] = self.said.get(tag, "") + data


def test_the_page_stands_alone_and_marks_changes_by_words(factsheet: Run, changed: Versions, tmp_path: Path) -> None:
    page = tmp_path / "c.html"
    factsheet("diff", changed.old, changed.new, "--html", page, cwd=tmp_path)
    text = page.read_text(encoding="utf-8")
    read = _Page(text)
    names = [tag for tag, _ in read.tags]
    assert not {"script", "link", "img", "iframe"} & set(names)
    assert not re.search(r"url\(|@import", read.said["style"])
    anchors = {attributes["id"] for _, attributes in read.tags if "id" in attributes}
    links = [attributes.get("href") or "" for tag, attributes in read.tags if tag == "a"]
    assert links
    assert {link.removeprefix("#") for link in links} <= anchors
    assert (names.count("html"), names.count("main"), names.count("h1")) == (1, 1, 1)
    assert dict(read.tags)["html"] == {"lang": "en", "dir": "ltr"}
    for tag, word in (("ins", "added:"), ("del", "removed:")):
        assert names.count(tag) == read.said[tag].count(word) > 0


def test_words_of_the_content_cannot_become_markup(factsheet: Run, versions: Versions, tmp_path: Path) -> None:
    versions.edit(versions.sheet, "is a common challenge", "is <script>alert(1)</script> a challenge")
    page = tmp_path / "c.html"
    factsheet("diff", versions.old, versions.new, "--html", page, cwd=tmp_path)
    assert "<script" not in page.read_text(encoding="utf-8")


def test_problems_of_both_versions_are_told_at_once(factsheet: Run, versions: Versions) -> None:
    versions.edit(versions.sheet, "chapter: VI\n", "chapter: VI\ncolour: blue\n")
    old = versions.old / "data" / "parties.yaml"
    old.write_text("parties: []\n", encoding="utf-8")
    said = factsheet("diff", versions.old, versions.new, cwd=versions.old)
    assert said.returncode == ExitCode.CONTENT
    assert re.search(r"old/data/parties.yaml:1:1: error: The key “sources” is missing", said.stderr)
    assert re.search(r"new/data/factsheets/assistance-to-victims.yaml:\d+:1: error: The key “colour”", said.stderr)
    assert said.stdout == ""


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("nowhere", "new", ExitCode.USAGE, "There is no such file or folder"),
        ("new", "notes.txt", ExitCode.USAGE, "It is no project and no YAML file"),
        ("new", "a.json", ExitCode.USAGE, "It is no project and no YAML file"),
        (".", "new", ExitCode.USAGE, "is not a project"),
        ("a.json", "missing.json", ExitCode.SURROUNDINGS, "cannot be read"),
        ("broken.json", "a.json", ExitCode.CONTENT, "broken.json:1:2: error: This is no JSON"),
        ("other.json", "a.json", ExitCode.CONTENT, "“deliverables” is missing"),
        ("new", "other.yaml", ExitCode.USAGE, "no factsheet that both versions have"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    factsheet: Run, versions: Versions, old: str, new: str, code: ExitCode, words: str
) -> None:
    folder = versions.new.parent
    (folder / "notes.txt").write_text("notes")
    (folder / "a.json").write_text('{"deliverables": []}')
    (folder / "broken.json").write_text("{x")
    (folder / "other.json").write_text("{}")
    text = versions.sheet.read_text(encoding="utf-8")
    (folder / "other.yaml").write_text(text.replace("id: assistance-to-victims\n", "id: other\n"), encoding="utf-8")
    said = factsheet("diff", old, new, "--html", "page.html", cwd=folder)
    assert (said.returncode, said.stdout) == (code, "")
    assert words in said.stderr
    assert not (folder / "page.html").exists()


def test_what_is_compared_is_never_written_over(factsheet: Run, versions: Versions) -> None:
    before = versions.sheet.read_bytes()
    old = versions.old / "data" / "factsheets" / "assistance-to-victims.yaml"
    said = factsheet("diff", old, versions.sheet, "--html", versions.sheet, cwd=versions.new)
    assert said.returncode == ExitCode.USAGE
    assert versions.sheet.read_bytes() == before


def manifest(folder: Path, name: str, files: dict[str, dict[str, Any]], **more: Any) -> Path:
    entries = [{"path": path, "sha256": "0", "pages": 8, **entry} for path, entry in files.items()]
    (folder / name).mkdir()
    file = folder / name / "manifest.json"
    file.write_text(json.dumps({"deliverables": entries, **more}), encoding="utf-8")
    return file


def test_two_manifests_are_compared_by_file_and_input(factsheet: Run, tmp_path: Path) -> None:
    old = manifest(
        tmp_path,
        "monday",
        {"en/a.pdf": {"inputs": {"text": "d1"}}, "en/b.pdf": {}, "en/c.pdf": {}},
        versions={"weasyprint": "69.0"},
        inputs={"d1": {"passage VI-1": "x", "passage VI-2": "y"}},
    )
    new = manifest(
        tmp_path,
        "tuesday",
        {"en/a.pdf": {"sha256": "1", "pages": 9, "inputs": {"text": "d2"}}, "en/c.pdf": {}, "en/d.pdf": {}},
        versions={"weasyprint": "70.0"},
        inputs={"d2": {"passage VI-1": "z", "passage VI-2": "y"}},
    )
    said = factsheet("diff", old, new, "--pdf", "c.pdf", cwd=tmp_path)
    assert said.returncode == 0
    assert said.stdout.splitlines() == [
        "manifest:",
        "  Versions of packages: changed",
        "    Weasyprint: [removed: 69.0] [added: 70.0]",
        "  en/a.pdf – File: changed",
        "    Pages: [removed: 8] [added: 9]",
        "    Because of: passage VI-1",
        "  en/b.pdf – File: removed",
        "    Pages: [removed: 8]",
        "  en/d.pdf – File: added",
        "    Pages: [added: 8]",
    ]
    assert (tmp_path / "c.pdf").is_file()
