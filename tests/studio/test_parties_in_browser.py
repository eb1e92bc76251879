"""The screens on Parties in a browser: from a box to a line of the file, with and without script; what Malta is told."""

from collections.abc import Iterator
from typing import Any

import pytest

from factsheet_builder.project import Project
from tests.studio.conftest import Running
from tests.studio.test_parties_screen import THREE, changed_lines, lists
from tests.web.browsing import NEEDS_BROWSER

pytestmark = [NEEDS_BROWSER, pytest.mark.slow]
SHEET = "assistance-to-victims"
PATIENCE_MS = 120_000
"""The first save begins the process that checks."""


def box(code: str) -> str:
    return f'input[name="ticked.{THREE}"][value="{code}"]'


def text_of(project: Project) -> str:
    return project.factsheet_path(SHEET).read_text(encoding="utf-8")


def test_from_a_box_to_the_file(running: Running, window: Any) -> None:
    old = text_of(running.project)
    window.goto(f"{running.address}/parties")
    window.check(box("AND"))
    window.uncheck(box("MLT"))
    window.wait_for_selector(".added:has-text('Andorra added')")
    assert window.locator(".printed").nth(1).inner_text().startswith("Albania, Andorra, Austria")
    assert window.locator("#heard").text_content() == "VI-3: Not saved: Andorra added; Malta removed."
    assert text_of(running.project) == old
    window.focus(box("AND"))
    window.keyboard.press("Control+s")
    window.wait_for_selector("text=Saved. VI-3: Andorra added, Malta removed.", timeout=PATIENCE_MS)
    changed = changed_lines(old, text_of(running.project))
    assert changed
    assert all("ALB, " in line or "TUR, " in line or "SWE" in line for line in changed)
    assert "AND" in lists(running.project)[THREE]


def test_a_person_who_leaves_is_asked(running: Running, window: Any) -> None:
    asked: list[str] = []

    def leave(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    window.on("dialog", leave)
    window.goto(f"{running.address}/parties")
    window.goto(f"{running.address}/")
    assert asked == []
    window.goto(f"{running.address}/parties")
    window.check(box("AND"))
    window.goto(f"{running.address}/")
    assert asked == ["beforeunload"]


@pytest.fixture
def plain_window(browser: Any) -> Iterator[Any]:
    """A narrow window of a browser that runs no script."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("way", ["grid", "list"])
def test_without_script_in_a_narrow_window(running: Running, plain_window: Any, way: str) -> None:
    page = plain_window
    page.goto(f"{running.address}/parties?as={way}")
    page.check(box("AND"))
    page.click("text=Show what they will say")
    assert page.locator(".added").inner_text() == "Andorra added"
    assert page.is_checked(box("AND"))
    page.select_option("#which", "party:MLT")
    page.select_option("#how", "none")
    page.click("text=Set the boxes")
    assert not page.is_checked(box("MLT"))
    page.click("text=Save the lists", timeout=PATIENCE_MS)
    said = page.locator("#status").inner_text()
    assert (
        said.splitlines()[0]
        == "Saved. VI-1: Malta removed; VI-3: Andorra added, Malta removed; key figure of VI-1: 22."
    )
    assert "MLT" not in lists(running.project)[THREE]


def test_two_people_at_one_list(running: Running, browser: Any) -> None:
    one, two = (browser.new_context().new_page() for _ in range(2))
    for page in (one, two):
        page.goto(f"{running.address}/parties")
    one.check(box("AND"))
    one.wait_for_selector(".added")
    one.click("text=Save the lists")
    one.wait_for_selector("text=Saved.", timeout=PATIENCE_MS)
    two.uncheck(box("MLT"))
    two.click("text=Save the lists")
    two.wait_for_selector("text=Somebody else changed a list meanwhile")
    assert "MLT" in lists(running.project)[THREE]
    assert two.evaluate("document.activeElement.className") == "error-summary"
    two.check(box("AND"))
    two.wait_for_selector(".follows")
    two.click("text=Save the lists")
    two.wait_for_selector("text=Saved. VI-3: Malta removed; key figure of VI-3: 22.")
    assert {"AND"} <= set(lists(running.project)[THREE])
    for page in (one, two):
        page.context.close()


def test_malta_sees_its_version_and_has_its_pack(running: Running, window: Any) -> None:
    window.goto(f"{running.address}/parties")
    window.click("a:has-text('Malta')")
    window.wait_for_selector("text=names Malta (note 2)")
    window.locator("iframe.preview").scroll_into_view_if_needed()
    frame = window.frame_locator("iframe.preview")
    frame.locator("text=Version for Malta").first.wait_for(timeout=60_000)
    window.click("text=Make the briefing pack")
    window.wait_for_selector(".making")
    window.wait_for_selector("#status:has-text('Made: briefing pack for Malta.')", timeout=200_000)
    with window.expect_download() as download:
        window.click("a:has-text('Briefing pack: assistance-to-victims-MLT.pdf')")
    made = running.project.out / "en/packs/assistance-to-victims-MLT.pdf"
    assert download.value.path().read_bytes() == made.read_bytes()
    assert made.read_bytes()[:5] == b"%PDF-"
