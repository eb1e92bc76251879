"""The screen Edit in a browser: from the first click to the file on disk, with a script and without, by one and by two."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from factsheet_builder.studio.live.workshop import Workshop
from tests.conftest import ROOT
from tests.studio.conftest import Running, copy_of_shipped, run_studio
from tests.studio.edit_screen.conftest import SHEET, QuickWorkshop, git
from tests.studio.edit_screen.printed_forms import sent_of
from tests.web.browsing import NEEDS_BROWSER

pytestmark = NEEDS_BROWSER
MOLDOVA = "note.vi-3-moldova"
WAIT_MS = 60_000
TOP = "document.getElementById('frame').contentWindow.scrollY"


@pytest.fixture(scope="module")
def lasting_studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A studio with the processes that stand behind its screens."""
    project = copy_of_shipped(tmp_path_factory.mktemp("edited"))
    git(project)
    yield from run_studio(project)


@pytest.fixture
def studio(lasting_studio: Running) -> Iterator[Running]:
    """The same studio, its factsheet as it was at the beginning."""
    file = sheet_of(lasting_studio)
    before = file.read_bytes()
    yield lasting_studio
    file.write_bytes(before)


@pytest.fixture
def quick_studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A studio whose processes are stood in for."""
    project = copy_of_shipped(tmp_path)
    git(project)
    quick = QuickWorkshop(project, tmp_path / "shadow")
    for name in ("problems", "page", "pdf"):
        monkeypatch.setattr(Workshop, name, staticmethod(getattr(quick, name)))
    yield from run_studio(project)


Open = Callable[..., Any]


@pytest.fixture
def windows(browser: Any) -> Iterator[Open]:
    """Windows of people of their own, in which nothing may be said to the console that is not ``expected``."""
    contexts, said = [], []

    def open_window(expected: str = "", **wishes: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **wishes})
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda one: None if expected and expected in one.text else said.append(one.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert said == []


def sheet_of(studio: Running) -> Path:
    return studio.project.data / "factsheets" / f"{SHEET}.yaml"


def go(page: Any, studio: Running, key: str = "", more: str = "") -> None:
    """Open a passage, and wait for the page beside it."""
    page.goto(f"{studio.address}/edit/{SHEET}?at={key}{more}", timeout=WAIT_MS)
    page.locator("#made", has_text="As of").wait_for()


def words_in(page: Any) -> Any:
    return page.frame_locator("#frame")


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT_MS / 1000
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def changed(before: str, after: str) -> list[str]:
    old = before.splitlines()
    return [line.strip() for line in after.splitlines() if line not in old]


def test_a_note_is_saved_by_its_key(quick_studio: Running, windows: Open) -> None:
    """The shortest way; the rest of this module has the processes behind the screen too."""
    page, before = windows(), sheet_of(quick_studio).read_text()
    go(page, quick_studio, MOLDOVA)
    field = page.locator("#f-text")
    field.fill(field.input_value().replace("Training material on", "Training materials on"))
    words_in(page).get_by_text("of a draft").wait_for()
    field.press("Control+s")
    page.locator("#status", has_text="Saved: After the adoption").wait_for()
    assert len(changed(before, sheet_of(quick_studio).read_text())) == 1


@pytest.mark.slow
def test_a_footnote_is_corrected_from_the_first_click_to_the_file(studio: Running, windows: Open) -> None:
    page, before = windows(), sheet_of(studio).read_text()
    page.goto(f"{studio.address}/")
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_role("link", name="Assistance to victims").click()
    page.locator("#made", has_text="As of").wait_for()
    page.locator(f'[data-passage="{MOLDOVA}"]').click()
    field = page.locator("#f-text")
    field.wait_for()
    field.fill(field.input_value().replace("Training material on", "Training materials on"))
    words_in(page).get_by_text("Training materials on").first.wait_for()
    page.locator("#unsaved", has_text="Not saved").wait_for()
    assert sheet_of(studio).read_text() == before
    field.press("Control+s")
    page.locator("#status", has_text="Saved: After the adoption").wait_for()
    assert len(changed(before, sheet_of(studio).read_text())) == 1
    until(lambda: not page.locator("#unsaved").is_visible())
    assert page.evaluate("document.activeElement.id") == "f-text"
    page.get_by_role("button", name="Take back").click()
    page.locator("#status", has_text="Taken back").wait_for()
    assert sheet_of(studio).read_text() == before


@pytest.mark.slow
def test_the_page_stays_where_it_is_read_and_leads_to_the_form_and_back(studio: Running, windows: Open) -> None:
    page = windows()
    go(page, studio, "VI-3")
    until(lambda: page.evaluate(TOP) > 1000)
    place = page.evaluate(TOP)
    field = page.locator("#f-text")
    for words in ("One ", "Two ", "Three "):
        field.press("Home")
        field.press_sequentially(words)
        words_in(page).get_by_text(words).first.wait_for()
        assert abs(page.evaluate(TOP) - place) < 40
    words_in(page).locator("#ultimate-aim").click()
    page.locator("#passage[data-key=ultimate-aim]").wait_for()
    assert page.url.endswith("?at=ultimate-aim#passage")
    page.locator("#local-draft").wait_for(state="hidden")
    page.locator("#status", has_text="What you typed in the passage before is not saved").wait_for()
    page.go_back()
    page.locator("#passage[data-key=VI-3]").wait_for()
    page.get_by_role("button", name="Put it into the form").click()
    until(lambda: page.locator("#f-text").input_value().startswith("Three Two One"))
    page.locator("#unsaved", has_text="Not saved").wait_for()
    until(lambda: page.evaluate(TOP) > 1000)
    page.locator("#f-text").press("Control+s")
    page.locator("#status", has_text="Saved:").wait_for()


@pytest.mark.slow
def test_keys_lead_from_passage_to_passage(studio: Running, windows: Open) -> None:
    page = windows()
    go(page, studio, "VI-1")
    page.locator("#f-text").press("Alt+ArrowDown")
    page.locator("#passage[data-key=VI-2]").wait_for()
    page.locator("#f-text").press("Alt+ArrowUp")
    page.locator("#passage[data-key=VI-1]").wait_for()
    page.locator("#f-summary").fill("Helplines")
    page.locator("#f-summary").press("Control+Enter")
    page.locator("#passage[data-key=VI-2]").wait_for()
    assert "summary: Helplines" in sheet_of(studio).read_text()
    assert page.evaluate("document.activeElement.closest('#passage') !== null")


@pytest.mark.slow
def test_errors_are_said_beside_the_fields_and_the_last_good_page_stays(studio: Running, windows: Open) -> None:
    page, before = windows("422"), sheet_of(studio).read_text()
    go(page, studio, MOLDOVA)
    page.locator("#f-text").fill("Nothing of that[^nowhere].")
    page.locator("#f-text-problem", has_text="nowhere").wait_for()
    assert page.locator("#preview.is-behind").is_visible()
    assert words_in(page).get_by_text("After the adoption of the report").first.is_visible()
    page.locator("#f-text").press("Control+s")
    page.locator(".error-summary").wait_for()
    assert page.evaluate("document.activeElement.className").startswith("error-summary")
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "f-text"
    assert sheet_of(studio).read_text() == before
    page.locator("#f-text").fill("All of that.")
    page.locator("#f-text-problem").wait_for(state="detached")
    until(lambda: "is-behind" not in page.locator("#preview").get_attribute("class"))
    page.get_by_role("button", name="Give the draft up").click()
    page.locator("#status", has_text="The draft is gone").wait_for()
    assert page.locator("#f-text").input_value().startswith("After the adoption")


@pytest.mark.slow
def test_two_people_on_one_passage_lose_nothing(studio: Running, windows: Open) -> None:
    first, second = windows(), windows("409")
    for page, words in ((first, "rapid"), (second, "steep")):
        go(page, studio, "topic")
        page.locator("#f-text").fill(page.locator("#f-text").input_value().replace("exponential", words))
    first.get_by_role("button", name="Save", exact=True).last.click()
    first.locator("#status", has_text="Saved:").wait_for()
    second.locator("#behind").wait_for()  # an edit of somebody else shows at once, what is typed stays
    assert "steep" in second.locator("#f-text").input_value()
    second.get_by_role("button", name="Save", exact=True).last.click()
    clash = second.locator(".clash")
    clash.wait_for()
    assert clash.locator("ins").all_inner_texts() == ["rapid", "steep"]
    assert "by the rapid increase" in sheet_of(studio).read_text()
    assert "steep" in second.locator("#f-text").input_value()
    second.get_by_role("button", name="Save", exact=True).last.click()
    second.locator("#status", has_text="Saved:").wait_for()
    assert "by the steep increase" in sheet_of(studio).read_text()


@pytest.mark.slow
def test_two_people_on_different_passages_both_land(studio: Running, windows: Open) -> None:
    first, second = windows(), windows()
    for page, key, old, new in ((first, "topic", "exponential", "rapid"), (second, "VI-2", "promote", "support")):
        go(page, studio, key)
        page.locator("#f-text").fill(page.locator("#f-text").input_value().replace(old, new))
    for page in (first, second):
        page.locator("#f-text").press("Control+s")
        page.locator("#status", has_text="Saved:").wait_for()
    text = sheet_of(studio).read_text()
    assert "by the rapid increase" in text
    assert "to support awareness" in " ".join(text.split())


@pytest.mark.slow
def test_an_edit_in_an_editor_shows_at_once(studio: Running, windows: Open) -> None:
    page = windows()
    go(page, studio, "topic")
    sheet_of(studio).write_text(sheet_of(studio).read_text().replace("exponential", "astonishing"))
    words_in(page).get_by_text("astonishing").first.wait_for()
    until(lambda: "astonishing" in page.locator("#f-text").input_value())
    assert not page.locator("#unsaved").is_visible()


@pytest.mark.slow
def test_the_pages_of_the_pdf_are_those_of_the_version_that_is_looked_at(studio: Running, windows: Open) -> None:
    page = windows()
    go(page, studio, "VI-1")
    page.locator("#pick-party").select_option("MLT")
    words_in(page).get_by_text("Version for Malta").or_(words_in(page).get_by_text("Malta")).first.wait_for()
    page.get_by_role("link", name="Pages of the PDF").click()
    words_in(page).locator("img").first.wait_for()
    page.locator("#made", has_text="As of").wait_for()
    assert words_in(page).locator("img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    page.locator("#f-summary").fill("Helplines")
    page.locator("#made", has_text="newer text waiting").wait_for()
    page.locator("#made", has_not_text="waiting").wait_for()
    page.locator("#f-summary").fill("")
    assert "party=MLT" in page.url
    assert "look=pdf" in page.url
    page.locator("#unsaved").wait_for()


@pytest.mark.slow
def test_without_a_script_the_same_is_done(studio: Running, windows: Open) -> None:
    page, before = windows(java_script_enabled=False), sheet_of(studio).read_text()
    page.goto(f"{studio.address}/edit")
    page.get_by_role("link", name="Assistance to victims").click()
    page.get_by_role("link", name="After the adoption of the report").click()
    field = page.locator("#f-text")
    field.fill(field.input_value().replace("Training material on", "Training materials on"))
    page.get_by_role("button", name="Save", exact=True).last.click()
    assert "Saved: After the adoption" in page.locator("#status").inner_text()
    assert len(changed(before, sheet_of(studio).read_text())) == 1
    assert words_in(page).get_by_text("Training materials on").first.is_visible()
    page.get_by_role("link", name="Prevent child sexual exploitation").click()
    page.get_by_role("button", name="Item 1: add one after it").click()
    page.locator("#f-items-1-text").fill("A new aim;")
    page.get_by_role("button", name="Save", exact=True).last.click()
    assert "- text: A new aim;" in sheet_of(studio).read_text()
    page.locator("#pick-party").select_option("MLT")
    page.get_by_role("button", name="Show").click()
    assert "party=MLT" in page.url
    assert words_in(page).get_by_text("Malta").first.is_visible()


@pytest.mark.slow
def test_a_narrow_window_has_one_column(studio: Running, windows: Open) -> None:
    page = windows(viewport={"width": 320, "height": 800})
    go(page, studio, "VI-3")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_role("link", name="See the page").click()
    until(lambda: page.locator("#frame").bounding_box()["y"] < 700)
    page.goto(f"{studio.address}/edit")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.slow
def test_leaving_with_something_typed_is_asked_about(studio: Running, windows: Open) -> None:
    page, asked = windows(), []
    go(page, studio, "topic")
    page.locator("#f-text").press("End")
    page.locator("#f-text").press_sequentially(" More.")
    page.locator("#unsaved", has_text="Not saved").wait_for()

    def answer(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.get_by_role("link", name="Home").click()
    page.wait_for_url(f"{studio.address}/")
    assert asked == ["beforeunload"]
    go(page, studio, "topic")
    page.locator("#local-draft").wait_for(state="visible")
    page.get_by_role("button", name="Forget it").click()
    page.reload()
    page.locator("#made", has_text="As of").wait_for()
    assert not page.locator("#local-draft").is_visible()


@pytest.mark.slow
def test_a_word_file_is_seen_before_it_is_brought_in(studio: Running, windows: Open, tmp_path: Path) -> None:
    from tests.importing.chapters import small_chapter

    file = tmp_path / "chapter.docx"
    file.write_bytes(small_chapter())
    page = windows()
    page.goto(f"{studio.address}/edit")
    page.locator("#word-file").set_input_files(file)
    page.locator("#word-name").fill("samples")
    page.get_by_role("button", name="See what becomes of it").click()
    page.get_by_text("Every word is accounted for.").wait_for()
    assert "samples" not in studio.project.factsheet_names()
    page.get_by_role("button", name="Bring it in").click()
    page.locator("#status", has_text="was brought in").wait_for()
    assert "samples" in studio.project.factsheet_names()
    for path in (studio.project.data / "factsheets" / "samples.yaml", studio.project.data / "imports" / "samples.yaml"):
        path.unlink()


@pytest.mark.slow
def test_a_studio_that_is_killed_while_it_saves_leaves_the_old_text_or_the_new(tmp_path: Path) -> None:
    project = copy_of_shipped(tmp_path)
    file = project.data / "factsheets" / f"{SHEET}.yaml"
    old = file.read_text()
    command = [sys.executable, "-m", "factsheet_builder", "studio", "--project", str(project.root), "--port", "0"]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=surroundings
    ) as process:
        assert process.stdout
        address = next(found[0] for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
        with httpx.Client(base_url=address, timeout=120) as client:
            sent = sent_of(client.get(f"/edit/{SHEET}?at={MOLDOVA}").text)
            sent["f.text"] = [sent["f.text"][0].replace("Training material on", "Training materials on")]
            saving = threading.Thread(target=_save, args=(client, address, sent), daemon=True)
            saving.start()
            end = time.monotonic() + 120
            while saving.is_alive() and time.monotonic() < end and not _is_at_work(file, old):
                pass  # the moment lasts some milliseconds
            process.send_signal(signal.SIGKILL)
            saving.join(20)
    assert file.read_text() in {old, old.replace("Training material on", "Training materials on")}


def _save(client: httpx.Client, address: str, sent: dict[str, list[str]]) -> None:
    with suppress(httpx.HTTPError):
        client.post(f"/edit/{SHEET}/save", data=sent, headers={"Origin": address})


def _is_at_work(file: Path, old: str) -> bool:
    """Tell whether a file is just being written beside the one that it replaces, or was."""
    return any(file.parent.glob(f".{file.name}.*")) or file.read_text() != old
