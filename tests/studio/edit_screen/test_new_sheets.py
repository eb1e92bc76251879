"""A new factsheet is begun from the skeleton, or from a Word file whose words are accounted for before it is written."""

from pathlib import Path
from typing import Any

import pytest

from tests.importing.chapters import small_chapter
from tests.studio.conftest import ORIGIN
from tests.studio.edit_screen.conftest import Editing
from tests.studio.edit_screen.printed_forms import text_of


def send(editing: Editing, address: str, fields: dict[str, str], file: bytes | None = None) -> Any:
    page = editing.get(f"{ORIGIN}/edit").text
    token = page.split('name="studio-token" content="')[1].split('"')[0]
    files = {"file": ("../../chapter.docx", file)} if file is not None else None
    data = {"token": token, **fields}
    return editing.client.post(address, data=data, files=files, headers={"Origin": ORIGIN}, follow_redirects=False)


def files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_a_new_factsheet_is_begun_and_opened(editing: Editing) -> None:
    answer = send(editing, "/edit/new", {"name": "samples"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/edit/samples")
    assert "sample words to be replaced" in editing.get(f"{ORIGIN}/edit/samples").text
    assert "samples" in editing.get(f"{ORIGIN}/edit").text
    assert editing.history()[0] == "A. Name: Begin the factsheet samples"


@pytest.mark.parametrize("name", ["", "../x", "A b", "assistance-to-victims", "x" * 61, "<b>"])
def test_a_name_that_no_file_can_have_is_refused(editing: Editing, name: str) -> None:
    before = files_in(editing.project.data)
    answer = send(editing, "/edit/new", {"name": name})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "error-summary" in answer.text
    assert files_in(editing.project.data) == before


@pytest.mark.slow
def test_a_word_file_is_written_once_its_account_was_seen(editing: Editing) -> None:
    before = files_in(editing.project.data)
    answer = send(editing, "/edit/word", {"name": "samples", "like": "assistance-to-victims"}, small_chapter())
    assert answer.status_code == 303
    seen = answer.headers["location"]
    words = text_of(editing.get(ORIGIN + seen).text)
    for part in ("chapter.docx → samples", "Nothing is written yet", "Every word is accounted for", "has no caption"):
        assert part in words
    assert "../" not in words
    assert files_in(editing.project.data) == before
    assert send(editing, seen, {"do": "write"}).headers["location"] == "/edit/samples"
    new = {path.relative_to(editing.project.data).as_posix() for path in files_in(editing.project.data) - before}
    assert new == {"factsheets/samples.yaml", "imports/samples.yaml"}
    assert editing.history()[0] == "A. Name: Bring in chapter.docx"
    assert send(editing, seen, {"do": "write"}).status_code == 404


@pytest.mark.slow
def test_what_is_left_is_forgotten_and_belongs_to_its_browser(editing: Editing) -> None:
    before = files_in(editing.project.data)
    seen = send(editing, "/edit/word", {"name": "samples"}, small_chapter()).headers["location"]
    kept = dict(editing.client.cookies)
    editing.client.cookies.clear()
    assert editing.get(ORIGIN + seen).status_code == 404
    editing.client.cookies.clear()
    editing.client.cookies.update(kept)
    assert editing.get(ORIGIN + seen).status_code == 200
    assert send(editing, seen, {"do": "forget"}).headers["location"] == "/edit"
    assert editing.get(ORIGIN + seen).status_code == 404
    assert files_in(editing.project.data) == before


@pytest.mark.parametrize(
    ("fields", "file", "status"),
    [
        ({"name": "samples"}, b"no Word file", 422),
        ({"name": "../samples"}, b"PK", 422),
        ({"name": "samples", "like": "none"}, b"PK", 422),
        ({"name": "assistance-to-victims"}, b"PK\x03\x04", 422),
        ({"name": "samples"}, None, 422),
        ({"name": "samples"}, b"x" * 40_200_000, 413),
    ],
)
def test_what_is_no_word_file_is_refused(
    editing: Editing, fields: dict[str, str], file: bytes | None, status: int
) -> None:
    before = files_in(editing.project.data)
    answer = send(editing, "/edit/word", fields, file)
    assert answer.status_code == status
    assert files_in(editing.project.data) == before
