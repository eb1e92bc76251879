"""A browser's main job on the screen Translations: a stale passage from the list to the catalog on the disk."""

from collections.abc import Iterator
from typing import Any

import pytest

from factsheet_builder.changes.history.saves import saves
from factsheet_builder.languages.catalogs import parse_po
from tests.studio.conftest import Running, copy_of_shipped, run_studio
from tests.web.browsing import NEEDS_BROWSER, judge

SHEET = "assistance-to-victims"
OLD, NEW = "All Parties have one or several", "All Parties now have one or several"
TEXT = f"/translations/fr/message?message={SHEET}/VI-1.text&show=all"
pytestmark = [pytest.mark.slow, NEEDS_BROWSER]


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One studio for the module, over a project with one stale passage."""
    project = copy_of_shipped(tmp_path_factory.mktemp("studio"))
    project.catalog_path("fr", "studio").unlink()
    path = project.factsheet_path(SHEET)
    path.write_text(path.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        yield from run_studio(project)


def catalog(studio: Running, tag: str = "fr") -> str:
    return studio.project.catalog_path(tag, SHEET).read_text(encoding="utf-8")


def put_cursor(field: Any, at: int) -> None:
    field.evaluate(f"field => {{ field.focus(); field.setSelectionRange({at}, {at}) }}")


def test_one_stale_passage_from_the_list_to_the_disk(studio: Running, window: Any) -> None:
    window.set_default_timeout(120_000)  # the processes behind the screens begin with the first page
    window.goto(f"{studio.address}/history")
    window.get_by_role("button", name="Begin the history").click()
    window.get_by_role("link", name="Translations").click()
    window.get_by_role("listitem").filter(has_text="French").get_by_role("link", name="Stale 1").click()
    window.locator("ol.messages a").click()
    assert window.locator("ins").inner_text() == "now"
    before = catalog(studio)
    field = window.get_by_label("Translation (French)")
    field.fill(field.input_value().replace("Toutes les Parties", "Aujourd’hui, toutes les Parties"))
    assert window.get_by_text("Not saved", exact=True).is_visible()
    window.reload()
    window.get_by_role("button", name="Take it up").click()
    assert "Aujourd’hui" in field.input_value()
    field.press("Control+Enter")
    window.wait_for_url("**/translations/fr?of=*")
    assert "Saved: mechanisms-in-place." in window.get_by_role("status").inner_text()
    after = catalog(studio)
    entries = {one.context: one for one in parse_po(after.encode(), "x", "fr")}
    assert not entries["mechanisms-in-place"].fuzzy
    assert "Aujourd’hui" in str(entries["mechanisms-in-place"].string)
    gone = set(before.splitlines()) - set(after.splitlines())
    assert all("msgctxt" not in line for line in gone)
    assert saves(studio.project, 1)[0].words == "Translate mechanisms-in-place into French"
    window.go_back()
    assert window.locator("[data-draft]").is_hidden()
    window.reload()
    assert window.locator("[data-draft]").is_hidden()
    assert window.evaluate("Object.keys(localStorage).length") == 0, "what is saved is no draft any more"


def test_codes_stay_whole_and_checks_follow(studio: Running, window: Any) -> None:
    window.goto(f"{studio.address}{TEXT}")
    field, findings = window.locator("#form-0"), window.locator("#findings")
    text = field.input_value()
    put_cursor(field, text.index("<n1/>") + 2)
    window.keyboard.type("X")
    assert field.input_value() in {text.replace("<n1/>", "X<n1/>"), text.replace("<n1/>", "<n1/>X")}
    put_cursor(field, field.input_value().index("<n2/>") + 5)
    window.keyboard.press("Backspace")
    assert "<n2/>" not in field.input_value()
    findings.get_by_text("<n2/> of the source is missing").wait_for()
    assert field.get_attribute("aria-invalid") == "true"
    window.get_by_role("button", name="note 2").click()
    findings.get_by_text("No problem was found.").wait_for()
    assert "<n2/>" in field.input_value()
    field.select_text()
    window.get_by_role("complementary").get_by_role("button", name="Put in exige").click()
    assert field.input_value() == "exige"
    window.keyboard.press("Control+z")
    assert "<n2/>" in field.input_value(), "what a button puts in can be undone as what is typed"


def test_the_page_shows_what_is_not_saved(studio: Running, window: Any) -> None:
    window.goto(f"{studio.address}{TEXT}")
    inside = window.frame_locator("iframe[name=context]")
    passage = inside.locator('[id="VI-1.text"]')
    passage.wait_for()
    assert window.evaluate("scrollY") == 0, "the window stays where it is"
    field = window.locator("#form-0")
    field.fill(field.input_value().replace("TIC", "TIC d’aujourd’hui"))
    window.get_by_role("button", name="Show it in the page").click()
    inside.get_by_text("TIC d’aujourd’hui").first.wait_for()
    assert "TIC d’aujourd’hui" not in catalog(studio)
    window.get_by_role("button", name="Save", exact=True).click()
    assert "Saved: VI-1.text." in window.get_by_role("status").inner_text()
    assert "TIC d’aujourd’hui" in catalog(studio).replace('"\n"', "")


def test_without_script_it_is_the_same_work(studio: Running, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{studio.address}/translations/uk/message?message={SHEET}/VI-2.text&show=all")
    field = page.locator("#form-0")
    text = field.input_value()
    field.fill(text.replace("<b>", ""))
    page.get_by_role("button", name="Save and go on").click()
    assert page.get_by_role("heading", name="Not saved").is_visible()
    field.fill(f"{text} Так.")
    page.get_by_role("button", name="Save and go on").click()
    assert "Saved: VI-2.text." in page.get_by_role("status").inner_text()
    assert "Так." in catalog(studio, "uk").replace('"\n"', "")
    context.close()


@pytest.mark.parametrize("language", ["en", "ar-XB"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light"), (320, "light"), (1280, "dark")])
def test_everybody_can_use_it(studio: Running, browser: Any, axe: str, width: int, scheme: str, language: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_cookies([{"name": "studio-language", "value": language, "url": studio.address}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for address in (
        "/translations",
        f"/translations/fr?of={SHEET}&show=all",
        f"/translations/ar/message?message={SHEET}/VI-1.text&show=all",
        f"/translations/fr/message?message={SHEET}/article-12.title&show=all",
    ):
        page.goto(f"{studio.address}{address}")
        wrong, open_ones = judge(page, axe)
        open_ones = [one for one in open_ones if not one.startswith("frame-tested")]  # editions have tests of their own
        assert (wrong, open_ones) == ([], []), address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert said == []
    context.close()
