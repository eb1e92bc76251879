"""Pages in headless Chromium: axe-core finds nothing, nothing is fetched, nothing scrolls sideways, the keyboard is enough.

Skipped where Chromium or axe-core is missing. What axe leaves to a person is looked at here by name: letters on the drawn
tiles, whose contrast is computed from the colours themselves; what has scrolled out of a table that scrolls by itself, which
the wide window shows; labels on the rules of charts, which are ink and grey on the ground of the page; the arrow or figure
that is a whole link, in the colour of all links.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from factsheet_builder.builds.deliverable import Kind
from tests.web.browsing import NEEDS_BROWSER, judge, opened
from tests.web.pages import LOCALES

pytestmark = NEEDS_BROWSER

QUICK = [("en", 320, "light"), ("ar", 1280, "dark")]
EVERY = [(locale, width, scheme) for locale in LOCALES for width in (320, 1280) for scheme in ("light", "dark")]
Files = dict[tuple[Kind, str], Path]


@pytest.mark.parametrize("kind", [Kind.FACTSHEET, Kind.TAILORED])
@pytest.mark.parametrize(
    ("locale", "width", "scheme"),
    [pytest.param(*each, marks=() if each in QUICK else pytest.mark.slow) for each in EVERY],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Any, axe: str, page_files: Files, kind: Kind, locale: str, width: int, scheme: str
) -> None:
    page = opened(browser, page_files[kind, locale], width, scheme, bypass_csp=True)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert judge(page, axe) == ([], [])
    page.context.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_charts(browser: Any, axe: str, chart_page: Path, width: int, scheme: str) -> None:
    page = opened(browser, chart_page, width, scheme, bypass_csp=True)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert judge(page, axe) == ([], [])
    page.context.close()


def test_axe_sees_what_is_wrong(browser: Any, axe: str, page_files: Files, tmp_path: Path) -> None:
    """The negative control: a page without language and with faint words is not accepted."""
    text = page_files[Kind.FACTSHEET, "en"].read_text(encoding="utf-8")
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(
        text.replace('<html lang="en" dir="ltr">', "<html>").replace("<h2 id", '<h2 style="color: #ddd" id')
    )
    wrong, _ = judge(opened(browser, spoilt, bypass_csp=True), axe)
    assert {line.partition(":")[0] for line in wrong} >= {"html-has-lang", "color-contrast"}


@pytest.mark.parametrize("kind", [Kind.FACTSHEET, Kind.TAILORED])
def test_nothing_is_fetched_and_the_policy_is_kept(browser: Any, page_files: Files, kind: Kind) -> None:
    file = page_files[kind, "en"]
    page = browser.new_context().new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready")
    assert asked == [file.as_uri()]
    assert said == []
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).backgroundColor") == "rgb(22, 57, 107)"


def test_the_policy_is_what_keeps_a_picture_out(browser: Any, page_files: Files, tmp_path: Path) -> None:
    """The negative control: with a picture from elsewhere the browser complains and does not fetch it."""
    text = page_files[Kind.FACTSHEET, "en"].read_text(encoding="utf-8")
    planted = tmp_path / "planted.html"
    planted.write_text(text.replace("<footer ", '<img src="other.png" alt=""><footer ', 1), encoding="utf-8")
    page = browser.new_context().new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(planted.as_uri())
    assert any("Content Security Policy" in line for line in said)


def test_large_letters_on_a_telephone_scroll_nothing_sideways(browser: Any, page_files: Files) -> None:
    """Text at 400 % of a window of 1280 is a window of 320; at twice the letters a telephone still shows all of it."""
    for locale in LOCALES:
        page = opened(browser, page_files[Kind.TAILORED, locale], 320)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 330, locale
        page.context.close()


def test_a_called_note_is_read_where_it_is_called_and_leads_back(browser: Any, page_files: Files) -> None:
    page = opened(browser, page_files[Kind.FACTSHEET, "en"])
    call = page.locator("a[role=doc-noteref]").nth(4)
    call.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    call.focus()
    page.keyboard.press("Enter")
    note = page.locator(str(call.get_attribute("href")).replace(".", "\\."))
    box = note.bounding_box()
    assert page.evaluate("scrollY") == before
    assert box["y"] + box["height"] == pytest.approx(900, abs=1)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "doc-backlink"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert call.bounding_box()["y"] < 900
    assert not page.evaluate("[...document.querySelectorAll('.endnotes li')].some(e => e.matches(':target'))")


def test_the_keyboard_reaches_everything_in_the_order_of_the_page(browser: Any, page_files: Files) -> None:
    page = opened(browser, page_files[Kind.FACTSHEET, "en"], 320)
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], [tabindex=\"0\"]')].filter(e => e.checkVisibility()).length"
    )
    reached = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert len(set(reached)) == wanted
    assert reached == sorted(reached)


def test_a_tile_that_has_the_keyboard_shows_its_party(browser: Any, page_files: Files) -> None:
    page = opened(browser, page_files[Kind.FACTSHEET, "ar"], 320)
    tile = page.locator(".tile").nth(3)
    name = tile.locator(".tile-name")
    assert name.evaluate("e => getComputedStyle(e).visibility") == "hidden"
    tile.focus()
    assert name.evaluate("e => getComputedStyle(e).visibility") == "visible"
    assert name.evaluate("e => e.getBBox().x") >= -2


def test_letters_on_tiles_can_be_read_in_both_schemes() -> None:
    """Axe cannot tell what a letter stands on in a drawing: code on plate, on filled and on grey tiles, 4.5:1 and more."""
    styles = Path(__file__).parents[2] / "styles"
    light = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", (styles / "tokens.css").read_text(encoding="utf-8")))
    sheet = (styles / "html.css").read_text(encoding="utf-8")
    dark = light | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", sheet))
    for scheme in (light, dark):
        for letters, ground in (("white", "deep-blue"), ("deep-blue", "white"), ("grey", "white"), ("ink", "rule")):
            assert contrast(scheme[letters], scheme[ground]) >= 4.5, (letters, ground)


def contrast(one: str, other: str) -> float:
    """Return the ratio of two colours (WCAG 2.2)."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
