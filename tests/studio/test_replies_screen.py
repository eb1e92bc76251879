"""The screen Replies: PDFs are read, an answer is accepted and withdrawn, and what is no reply is named."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from factsheet_builder.changes.history.saves import begin_history, saves
from factsheet_builder.content.reading.reader import read_updates
from factsheet_builder.studio.live.workshop import Workshop
from factsheet_builder.studio.opening import Opening, application_of
from factsheet_builder.studio.screens.reply_screen.received_files import (
    ReceivedFiles,
    count_waiting,
    shown_name,
)
from factsheet_builder.studio.screens.reply_screen.reply_reading import read_received
from tests.conftest import ROOT
from tests.studio.conftest import ORIGIN, Asked

GEORGIA = Path(__file__).resolve().parents[1] / "replies" / "fixtures" / "pdfium.pdf"
PDF = "application/pdf"


def sent(*names: str, data: bytes | None = None, kind: str = PDF) -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("files", (name, GEORGIA.read_bytes() if data is None else data, kind)) for name in names]


def accept(asked: Asked, **fields: str) -> Any:
    (one,) = (file for file in ReceivedFiles(asked.project, "local") if file.replies)
    return asked.post("/replies/accept", {"key": one.key, "form": "0", "recommendation": "VI-3", **fields})


@pytest.fixture(autouse=True)
def in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process does takes seconds to begin; slow tests have the real one."""

    async def done(workshop: Workshop, name: str, *args: Any) -> Any:
        module, _, function = name.partition(":")
        return getattr(import_module(module), function)(*args)

    if request.function is not test_another_process_reads_and_judges:
        monkeypatch.setattr(Workshop, "desk_of", done)


def test_a_reply_is_read_accepted_and_withdrawn(asked: Asked) -> None:
    """The same file as by the command, and a save of the history for each step."""
    begin_history(asked.project, "Begin", "Anna")
    assert "No reply waits for you." in asked.get("/replies").text
    assert asked.post("/replies/read", files=sent("Georgia.pdf")).status_code == 303
    page = asked.get("/replies").text
    assert "1 file was read." in page
    assert ("Georgia – Assistance to victims" in page, "Measures taken" in page) == (True, True)
    assert "Nothing was said on VI-2 and VI-4." in page
    assert count_waiting(asked.project, "local") == 1
    refused = accept(asked, received="")
    assert refused.status_code == 422
    assert "The day of receipt is missing" in refused.text
    early = accept(asked, received="2020-01-01", text="Our own words.")
    assert (early.status_code, "Our own words." in early.text) == (422, True)
    assert not (asked.project.data / "updates").exists()
    done = accept(asked, received="2026-11-02", text="Our own words.")
    assert done.status_code == 303
    assert done.headers["location"].endswith("-VI-3")
    (update,) = (read.model for read in read_updates(asked.project))
    assert (update.id, update.text, update.party) == ("vi-3-geo-2026-11-02", "Our own words.", "GEO")
    page = asked.get("/replies").text
    assert "the note is called vi-3-geo-2026-11-02" in page
    assert accept(asked, received="2026-11-02").status_code == 422, "the name is taken"
    (last, _) = saves(asked.project, 5)
    assert (last.who, last.files) == ("A. Name", ("data/updates/vi-3-geo-2026-11-02.yaml",))
    assert last.passages == ("VI-3", "vi-3-geo-2026-11-02")
    assert asked.post("/replies/withdraw", {"name": "vi-3-geo-2026-11-02"}).status_code == 303
    assert list((asked.project.data / "updates").iterdir()) == []
    assert saves(asked.project, 1)[0].words.startswith("Withdraw what GEO replied on VI-3")
    (one,) = ReceivedFiles(asked.project, "local")
    assert asked.post("/replies/dismiss", {"key": one.key}).status_code == 303
    assert count_waiting(asked.project, "local") == 0


def test_a_broken_file_is_named_and_the_others_are_read(asked: Asked) -> None:
    files = [*sent("../../etc/Georgia.pdf"), *sent("C:\\temp\\photo<b>.pdf", data=b"GIF89a", kind="text/html")]
    assert asked.post("/replies/read", files=files).status_code == 303
    page = asked.get("/replies").text
    assert "Not read: photo&lt;b&gt;.pdf" in page
    assert "The file is not a PDF that can be read" in page
    assert ("etc/" in page, "Georgia.pdf" in page) == (False, True)
    kept = list((asked.project.root / ".studio" / "replies").rglob("*.json"))
    assert len(kept) == 2
    assert all(re.fullmatch(r"[0-9a-f]{64}\.json", path.name) for path in kept)
    assert count_waiting(asked.project, "local") == 2


@pytest.mark.slow
def test_what_was_read_survives_a_new_start_and_belongs_to_its_reader(asked: Asked) -> None:
    asked.post("/replies/read", files=sent("Georgia.pdf"))
    opening = Opening(asked.project, asked.project.out, 8766, "A. Name")
    with TestClient(application_of(opening, 8766), base_url=ORIGIN, client=("127.0.0.1", 50_000)) as again:
        assert "Georgia.pdf" in again.get("/replies").text
    assert list(ReceivedFiles(asked.project, "somebody@example.org")) == []
    (path,) = (asked.project.root / ".studio" / "replies").rglob("*.json")
    path.write_text('{"key": "of another version"}', encoding="utf-8")
    assert "No reply waits for you." in asked.get("/replies").text


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ([], 422),
        (sent(*(f"{number}.pdf" for number in range(51)), data=b"x"), 413),
    ],
    ids=["none", "too many"],
)
def test_too_few_and_too_many_files_are_refused(asked: Asked, files: Any, status: int) -> None:
    assert asked.post("/replies/read", files=files).status_code == status
    assert list(ReceivedFiles(asked.project, "local")) == []


def test_hostile_forms_are_refused(asked: Asked) -> None:
    headers = {"Origin": ORIGIN, "Content-Type": "multipart/form-data; boundary=x", "Content-Length": "200000000"}
    huge = asked.client.post("/replies/read", content=b"", headers=headers)
    assert huge.status_code == 413
    assert asked.post("/replies/read", {"files": "a text"}).status_code == 422, "no multipart"
    assert asked.client.post("/replies/read", files=sent("x.pdf"), headers={"Origin": ORIGIN}).status_code == 403
    for address, fields in (
        ("accept", {"key": "../../x", "form": "0", "recommendation": "VI-3"}),
        ("accept", {}),
        ("dismiss", {"key": "../../../data/parties"}),
        ("withdraw", {"name": "../parties"}),
    ):
        assert asked.post(f"/replies/{address}", fields).status_code == 404
    asked.post("/replies/read", files=sent("Georgia.pdf"))
    assert accept(asked, received="2026-11-02", form="7").status_code == 404
    assert accept(asked, received="2026-11-02", recommendation="../VI-3").status_code == 422
    assert accept(asked, received="x" * 1_000).status_code == 422


@pytest.mark.slow
def test_broken_content_is_said_and_nothing_is_accepted(asked: Asked) -> None:
    asked.post("/replies/read", files=sent("Georgia.pdf"))
    (asked.project.data / "parties.yaml").write_text("parties: [", encoding="utf-8")
    page = asked.get("/replies")
    assert page.status_code == 200
    assert "The content has errors" in page.text
    assert 'action="/replies/accept"' not in page.text
    assert accept(asked, received="2026-11-02").status_code == 422


def test_names_of_files_are_shown_and_no_more() -> None:
    assert shown_name("..\\..\\a/b\\c\u202e.pdf") == "c.pdf"
    assert shown_name("/") == "reply.pdf"
    assert len(shown_name("x" * 500)) == 120
    assert read_received(b"", "x.pdf").replies is None


@pytest.mark.slow
def test_another_process_reads_and_judges(asked: Asked) -> None:
    files = [*sent("Georgia.pdf"), *sent("photo.pdf", data=b"GIF89a")]
    assert asked.post("/replies/read", files=files).status_code == 303
    page = asked.get("/replies").text
    assert ("Measures taken" in page, "The file is not a PDF" in page) == (True, True)
    assert accept(asked, received="2026-11-02", text="Our own words.").status_code == 303


@pytest.mark.slow
def test_the_process_of_the_server_reads_no_pdf() -> None:
    """What reads and sets PDFs takes seconds to load: another process does."""
    names = ", ".join(f"factsheet_builder.studio.screens.{name}_screen" for name in ("reply", "history"))
    said = f"import sys, {names}; print({{'pypdf', 'weasyprint'}} & {{*sys.modules}})"
    found = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout == "set()\n"
