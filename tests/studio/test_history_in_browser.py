"""A browser's main jobs on the screens Replies and History, from the first click to the file on disk."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factsheet_builder.changes.history.named_versions import versions
from factsheet_builder.changes.history.saves import saves
from factsheet_builder.content.reading.reader import read_updates
from factsheet_builder.project import Project
from tests.conftest import ROOT
from tests.studio.conftest import Running, run_studio
from tests.web.browsing import NEEDS_BROWSER, judge

GEORGIA = ROOT / "tests" / "replies" / "fixtures" / "pdfium.pdf"
pytestmark = [pytest.mark.slow, NEEDS_BROWSER]


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One studio for the module, over a project without a history."""
    root = tmp_path_factory.mktemp("studio") / "project"
    shutil.copytree(ROOT / "data", root / "data", ignore=shutil.ignore_patterns("deliverables.yaml"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        yield from run_studio(Project(root))


def test_from_a_dropped_pdf_to_a_note_and_back_by_the_history(studio: Running, window: Any, tmp_path: Path) -> None:
    window.goto(f"{studio.address}/history")
    window.get_by_role("button", name="Begin the history").click()
    window.get_by_role("link", name="Replies").click()
    broken = tmp_path / "photo.pdf"
    broken.write_bytes(b"GIF89a")
    window.get_by_label("Filled reply forms").set_input_files([str(GEORGIA), str(broken)])
    window.get_by_role("button", name="Read them").click()
    assert "Not read: photo.pdf" in window.get_by_role("status").inner_text()
    answer = window.get_by_role("article", name="VI-3")
    answer.get_by_label("Words of the note").fill("A law on assistance was adopted.")
    answer.get_by_label("Received on").fill("2026-11-02")
    answer.get_by_role("button", name="Accept VI-3").click()
    assert "Accepted" in window.get_by_role("status").inner_text()
    (update,) = (read.model for read in read_updates(studio.project))
    assert (update.party, update.text) == ("GEO", "A law on assistance was adopted.")
    window.get_by_role("button", name="Withdraw vi-3-geo-2026-11-02").first.click()
    assert list(read_updates(studio.project)) == []
    sheet = studio.project.factsheet_path("assistance-to-victims")
    before = sheet.read_bytes()
    sheet.write_bytes(before.replace(b"Information services such as helplines", b"Helplines"))
    window.get_by_role("link", name="History").click()
    first = window.locator("li.save").filter(has_text="Begin the history")
    first.get_by_label("From").check()
    first.get_by_text("Give it a name").click()
    first.get_by_label("Name, as").fill("As sent to the Bureau")
    first.get_by_role("button", name="Name this version").click()
    assert [version.name for version in versions(studio.project)] == ["As sent to the Bureau"]
    window.get_by_role("link", name="What changed since").click()
    changed = window.get_by_role("article", name="VI-1")
    assert changed.locator("del").inner_text().endswith("Information services such as helplines")
    changed.get_by_role("button", name="Restore this passage").click()
    assert "Restored: VI-1" in window.get_by_role("status").inner_text()
    assert sheet.read_bytes() == before
    assert [save.words.partition(" as of")[0] for save in saves(studio.project, 9)] == [
        "Restore VI-1",
        "Changes made outside the studio",
        "Withdraw what GEO replied on VI-3",
        "Accept what GEO replied on VI-3",
        "Begin the history",
    ]


def test_a_file_is_dropped(studio: Running, window: Any) -> None:
    window.goto(f"{studio.address}/replies")
    window.evaluate(
        """() => {
          const moved = new DataTransfer();
          moved.items.add(new File(["no pdf"], "dropped.pdf", {type: "application/pdf"}));
          const drop = document.querySelector("[data-drop]");
          drop.dispatchEvent(new DragEvent("drop", {dataTransfer: moved, bubbles: true, cancelable: true}));
        }"""
    )
    window.get_by_role("heading", name="dropped.pdf").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(studio: Running, browser: Any, axe: str, scheme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    sheet = studio.project.factsheet_path("assistance-to-victims")
    before = sheet.read_bytes()
    sheet.write_bytes(before.replace(b"Information services such as helplines", b"Helplines"))
    begun = saves(studio.project, 9)[-1].id
    for address in ("/replies", "/history", f"/history/compare?from={begun}"):
        page.goto(studio.address + address)
        assert judge(page, axe) == ([], []), address
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    sheet.write_bytes(before)
    context.close()
