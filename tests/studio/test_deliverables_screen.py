"""The screen Deliverables: files are listed, given, drawn, compared and packed, and nothing else of the folder is."""

import json
import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image

from factsheet_builder.builds.delivering.earlier_files import place_before, read_delivery
from factsheet_builder.builds.records import MANIFEST
from factsheet_builder.builds.reporting.file_survey import key_of
from factsheet_builder.builds.sources import digest
from factsheet_builder.builds.store import commit
from factsheet_builder.project import Project
from factsheet_builder.studio.live.workshop import Workshop
from tests.studio.conftest import Asked

PAGE = b"<!DOCTYPE html><title>page</title>"
OLD = [{"about": "content", "severity": "error", "code": "odd", "what": "A word is odd.", "remedy": "Mend it."}]
PDF_KEY = key_of("en/a.pdf")


@pytest.fixture(autouse=True)
def in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process does takes seconds to begin."""

    async def done(_: Workshop, function: Any, *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    monkeypatch.setattr(Workshop, "desk", done)


def pdf(*marks: int) -> bytes:
    """Two pages, with bars where ``marks`` say."""
    images = []
    for number in range(2):
        image = Image.new("RGB", (595, 842), "white")
        for mark in marks:
            image.paste("black", (100, mark, 300, mark + 20 * number))
        images.append(image)
    stream = BytesIO()
    images[0].save(stream, "PDF", save_all=True, append_images=images[1:])
    return stream.getvalue()


@pytest.fixture
def filled(asked: Asked) -> Asked:
    """A studio whose folder has a PDF that has changed, a page, and a Word file that could not be made anew."""
    fill(asked.project)
    return asked


def fill(project: Project) -> None:
    out = project.out
    commit(out / "en" / "a.pdf", pdf(200), place_before(out, "en/a.pdf"))
    commit(out / "en" / "a.pdf", pdf(200, 500), place_before(out, "en/a.pdf"))
    files = {"en/a.pdf": (out / "en" / "a.pdf").read_bytes(), "en/a.html": PAGE, "fr/a.docx": b"PK"}
    entries = []
    for path, data in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
        edition = {"pdf": "screen", "html": "html", "docx": "docx"}[path.rpartition(".")[2]]
        entries.append(
            {
                "path": path, "factsheet": "a", "kind": "factsheet", "party": "", "locale": path[:2], "profile": "",
                "edition": edition, "sha256": sha256(data).hexdigest(), "size": len(data),
                "pages": 2 if edition == "screen" else 0, "as_of": "2022-03-10", "conformance": [],
                "preflight": {"errors": 0, "warnings": 0}, "warnings": [], "inputs": {},
                "old": OLD if edition == "docx" else [],
            }
        )  # fmt: skip
    manifest = {"format": 1, "builder": "1", "versions": {}, "fonts": {}, "deliverables": entries, "inputs": {}}
    (out / MANIFEST).write_text(json.dumps(manifest))


def test_all_files_are_listed_with_how_they_stand(filled: Asked) -> None:
    (filled.project.out / "stray.txt").write_text("x")
    page = filled.get("/deliverables").text
    assert page.count('name="key"') == 3
    assert "old: a newer one could not be made" in page
    assert "another file than before" in page
    assert "1 file in the folder that no build made" in page
    narrowed = filled.get("/deliverables?state=old").text
    assert ("fr/a.docx" in narrowed, 'value="' + PDF_KEY in narrowed) == (True, False)
    assert "There is no such file." in filled.get("/deliverables?party=nobody").text


def test_a_folder_without_files_says_what_is_owed(asked: Asked) -> None:
    page = asked.get("/deliverables").text
    assert "not made yet" in page
    assert 'name="key"' not in page
    assert "This is what we deliver" not in page
    (asked.project.data / "publication.yaml").write_text("odd: 1\n")
    page = asked.get("/deliverables").text
    assert "it is not known what is owed" in page


def test_files_are_given_as_what_they_are(filled: Asked) -> None:
    cases = {
        "en/a.pdf": ("application/pdf", "inline"),
        "en/a.html": ("text/html; charset=utf-8", "inline"),
        "fr/a.docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
    }
    for path, (kind, way) in cases.items():
        answer = filled.get(f"/files/{path}")
        assert answer.headers["content-type"] == kind
        assert answer.headers["content-disposition"].startswith(way)
        assert answer.content == (filled.project.out / path).read_bytes()
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert filled.get("/files/en/a.html").headers["content-security-policy"].startswith("sandbox;")
    assert filled.get("/files/en/a.pdf?save=yes").headers["content-disposition"].startswith("attachment")


def test_nothing_else_of_the_folder_is_given(filled: Asked) -> None:
    paths = (
        "manifest.json", ".build/lock", ".build/earlier/en/a.pdf", "../data/publication.yaml", "/etc/passwd",
        "en/%2e%2e/en/a.pdf", "en//a.pdf", "%2e%2e/data/publication.yaml", "en/a.pdf%00", "EN/A.PDF", "en/a.pdf/", "",
    )  # fmt: skip
    assert {path: filled.get(f"/files/{path}").status_code for path in paths} == dict.fromkeys(paths, 404)


def test_what_there_is_not_is_not_found(filled: Asked) -> None:
    addresses = (
        "x", "../x", f"{PDF_KEY}/pages/0", f"{PDF_KEY}/pages/3", f"{PDF_KEY}/pages/-1", "x/pages/1",
        f"{PDF_KEY}/differences/other/1", f"{PDF_KEY}/differences/now/1", f"{PDF_KEY}/differences/now/9",
        f"{key_of('en/a.html')}/pages/1",
    )  # fmt: skip
    found = {address: filled.get(f"/deliverables/{address}").status_code for address in addresses}
    assert found == dict.fromkeys(addresses, 404)


def test_pages_are_shown_and_those_that_look_different_side_by_side(filled: Asked) -> None:
    page = filled.get(f"/deliverables/{PDF_KEY}").text
    assert "Page 2 of en/a.pdf" in page
    assert "Held against the file that was there before the last change." in page
    compared = filled.get(f"/deliverables/{PDF_KEY}?compare=yes").text
    assert "1 page looks different." in compared
    assert "1 area differs." in compared
    pictures = re.findall(r'<img src="([^"]+)"', compared)
    assert len(pictures) == 4
    for address in pictures:
        answer = filled.get(address.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/png"
        assert "max-age" in answer.headers["cache-control"]
        assert answer.content.startswith(b"\x89PNG")


def test_a_file_that_could_not_be_made_says_why_and_of_when_the_last_good_one_is(filled: Asked) -> None:
    page = filled.get(f"/deliverables/{key_of('fr/a.docx')}").text
    assert "A word is odd." in page
    assert "The last good file is of " in page


def test_what_is_ticked_is_one_archive(filled: Asked) -> None:
    answer = filled.post("/deliverables/chosen.zip", {"key": [PDF_KEY, "unknown", key_of("en/a.html")]})
    assert answer.headers["content-type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.namelist() == [MANIFEST, "en/a.html", "en/a.pdf"]
        assert len(json.loads(archive.read(MANIFEST))["deliverables"]) == 2
    whole = filled.get("/deliverables/all.zip")
    with ZipFile(BytesIO(whole.content)) as archive:
        assert len(archive.namelist()) == 4
    assert filled.get("/deliverables/all.zip").content == whole.content
    assert filled.post("/deliverables/chosen.zip").status_code == 303
    assert "Tick the files" in filled.get("/deliverables").text


def test_what_is_delivered_is_what_files_are_held_against(filled: Asked) -> None:
    assert filled.post("/deliverables/delivered").status_code == 400
    assert read_delivery(filled.project.out) is None
    assert filled.post("/deliverables/delivered", {"sure": "yes"}).status_code == 303
    page = filled.get("/deliverables").text
    assert "3 files are what is delivered from now on." in page
    assert "Files are held against what A. Name said is delivered" in page
    assert "another file than before" not in page


def test_a_broken_pdf_is_said_and_harms_nothing_else(filled: Asked, tmp_path: Path) -> None:
    (filled.project.out / "en" / "a.pdf").write_bytes(b"%PDF-1.7 broken " + digest(b"x").encode())
    assert "not as it was made" in filled.get("/deliverables").text
    answer = filled.get(f"/deliverables/{PDF_KEY}/pages/1")
    assert answer.status_code == 503
    assert "no PDF" in answer.text
