"""Every screen, whoever made it: axe-core finds nothing, nothing scrolls sideways, the keyboard is enough.

A page that the studio gets has to be in ``PAGES``, or in ``NO_PAGES`` with the reason; so a new one is judged.
"""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from starlette.routing import Route

from factsheet_builder.studio.screens import screen_routes
from factsheet_builder.studio.server import standing_routes
from tests.studio.conftest import Running, copy_of_shipped, run_studio
from tests.web.browsing import NEEDS_BROWSER

pytestmark = NEEDS_BROWSER

PAGES: Final = {
    "home": ("/",),
    "edit-list": ("/edit",),
    "edit": (
        "/edit/assistance-to-victims",
        "/edit/assistance-to-victims?at=VI-3",
        "/edit/assistance-to-victims?at=note.vi-3-parties&party=MLT",
        "/edit/assistance-to-victims?at=article-14&locale=ar",
    ),
    "deliverables": ("/deliverables", "/deliverables?state=missing"),
    "replies": ("/replies",),
    "history": ("/history",),
    "translations": ("/translations",),
    "translations-of": ("/translations/fr", "/translations/ar?filter=missing"),
    "translations-message": ("/translations/fr a[href*='/message?']", "/translations/ar a[href*='/message?']"),
    "parties": ("/parties", "/parties?as=list&language=ar"),
    "party-list": ("/party",),
    "party": ("/party/MLT?profile=brief",),
    "deliverable": ("/deliverables th a",),
    "fault": ("/there-is-nothing-here",),
}
"""The addresses at which a page is judged, by the name of its route; with a selector, the first link there that it finds."""
NO_PAGES: Final = {
    "edit-word-seen": "judged in edit_screen/test_in_browser, where a file was sent",
    "edit-page": "an edition in a frame, judged in tests/web",
    "edit-pdf": "pictures in a frame, judged in edit_screen/test_in_browser",
    "edit-pdf-file": "a PDF",
    "edit-picture": "a picture",
    "deliverable-page": "a picture",
    "deliverable-difference": "a picture",
    "deliverable-file": "a file of the folder, as it is",
    "deliverables-all": "an archive",
    "static": "scripts and styles",
    "icon": "a picture",
    "events": "a stream for scripts",
    "translations-context": "an edition in a frame, judged in tests/web",
    "history-compare": "judged in test_history_in_browser, where there are two points to compare",
    "party-page": "an edition in a frame, judged in tests/web",
    "history-page": "the page of the command diff, in a frame; judged in tests/changes",
}
QUICK: Final = ("home", "history")
ADDRESSES: Final = [(name, address) for name, addresses in PAGES.items() for address in addresses]
LOOKS: Final = [
    (scheme, width, tag) for scheme in ("light", "dark") for width in (320, 1280) for tag in ("en", "ar-XB")
]
EXPLAINED: Final = {
    # The words of a text field once more, under it: codes in it are marked so. And what is scrolled out of sight.
    "color-contrast": ".behind[aria-hidden], .scrolls *",
}
"""What axe cannot tell, by its rule, and is not wrong: the elements, with the reason. Frames are judged elsewhere."""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from run_studio(copy_of_shipped(tmp_path_factory.mktemp("screens")))


def look(browser: Any, studio: Running, scheme: str, width: int, tag: str, **options: Any) -> Any:
    """Return a window, and what its console says."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **options)
    context.add_cookies([{"name": "studio-language", "value": tag, "url": studio.address}])
    page = context.new_page()
    page.set_default_timeout(120_000)  # the first preview waits for its process
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    return page


def gets() -> list[Route]:
    routes = [*standing_routes.routes(), *screen_routes()]
    return [route for route in routes if isinstance(route, Route) and "GET" in (route.methods or ())]


def test_every_page_is_judged() -> None:
    names = {route.name for route in gets()}
    assert sorted(names - PAGES.keys() - NO_PAGES.keys()) == []
    assert sorted((PAGES.keys() | NO_PAGES.keys()) - names) == ["fault"]


AXE_OPTIONS: Final = """{
  iframes: false, resultTypes: ["violations", "incomplete"],
  rules: { "target-size": { enabled: true }, "frame-tested": { enabled: false } },
}"""


def axe_finds(page: Any, axe: str) -> list[str]:
    """Return what axe-core finds wrong, and what it cannot tell and nobody has explained."""
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document, {AXE_OPTIONS})")
    wrong = [(rule["id"], node) for rule in found["violations"] for node in rule["nodes"]]
    wrong += [
        (rule["id"], node)
        for rule in found["incomplete"]
        for node in rule["nodes"]
        if not page.locator(node["target"][0]).first.evaluate(
            "(one, selector) => Boolean(selector) && one.matches(selector)", EXPLAINED.get(rule["id"], "")
        )
    ]
    return [f"{rule}: {node['html'][:160]}" for rule, node in wrong]


FRAME: Final = """() => {
  const found = [];
  const heads = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(head => Number(head.tagName[1]));
  if (heads.filter(level => level === 1).length !== 1) found.push("not one h1");
  heads.forEach((level, index) => {
    if (index && level > heads[index - 1] + 1) found.push(`a heading of level ${level} after ${heads[index - 1]}`);
  });
  if (document.querySelectorAll("#status[role=status]").length !== 1) found.push("not one role=status");
  if (document.querySelectorAll("main").length !== 1) found.push("not one main");
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) found.push(`${width} pixels wide in a window of ${innerWidth}`);
  if (!document.title.trim()) found.push("no title");
  for (const head of document.querySelectorAll("th:not([scope])")) found.push(`a header without scope: ${head.textContent}`);
  for (const region of document.querySelectorAll(".scrolls")) {
    if (region.scrollWidth > region.clientWidth && region.tabIndex !== 0) found.push("a region scrolls and takes no focus");
  }
  if (document.querySelector("[style], style, script:not([src])")) found.push("a style or script inside the page");
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length) found.push(`an id stands twice: ${twice[0]}`);
  return found;
}"""
"""What is wrong with the frame of a page."""

REACHED: Final = """() => {
  const isShown = one => one.checkVisibility() && one.getClientRects().length > 0;
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const isPassed = one => one.tabIndex < 0 && one.closest("[role=toolbar]");  // arrow keys go on inside one
  const isOut = one => one.disabled || isPassed(one)
    || one.matches("[inert] *, [aria-hidden=true], input[type=radio]:not(:checked)");
  const all = [...document.querySelectorAll(kinds)].filter(one => isShown(one) && !isOut(one));
  return all.filter(one => !window.reached.has(one)).map(one => one.outerHTML.slice(0, 120));
}"""
MOST_STEPS: Final = 400


def keyboard_misses(page: Any) -> list[str]:
    """Return what the keyboard does not come to, and where focus cannot be seen."""
    page.evaluate(
        "window.reached = new Set(); window.last = null; document.activeElement.blur(); window.scrollTo(0, 0)"
    )
    unseen, ends = [], 0
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        state = page.evaluate("""() => {
          const one = document.activeElement;
          if (!one || one === document.body) return "end";
          const isStill = one === window.last || one.tagName === "IFRAME";  // a field of a date has parts
          window.last = one;
          if (window.reached.has(one)) return isStill ? "seen" : "end";
          window.reached.add(one);
          const look = getComputedStyle(one);
          const isSeen = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
          return isSeen || one.tagName === "IFRAME" ? "seen" : one.outerHTML.slice(0, 120);
        }""")
        ends += state == "end"
        if ends == 2:  # the window itself is passed once
            break
        if state not in {"seen", "end"}:
            unseen.append(f"focus cannot be seen: {state}")
    return [*unseen, *(page.evaluate(REACHED) if ends == 2 else ())]  # of a page with more, the first many are enough


def go(page: Any, address: str) -> None:
    """Open a page, or the first page that one leads to by a link that a selector finds."""
    first, _, selector = address.partition(" ")
    page.goto(first)
    if selector:
        page.goto(page.locator(selector).first.evaluate("link => link.href"))


def judged(page: Any, axe: str, name: str, address: str) -> list[str]:
    """Return all that is wrong with a page."""
    go(page, address)
    found = [*axe_finds(page, axe), *page.evaluate(FRAME)]
    said = [words for words in page.said if not (name == "fault" and "404" in words)]
    page.said.clear()
    return [*found, *said]


def handled(page: Any, address: str) -> list[str]:
    """Return what is wrong with a page for one who uses the keyboard alone."""
    go(page, address)
    address = page.url
    page.wait_for_timeout(500)
    found = ["the window was moved by what it loads"] if page.evaluate("scrollY") else []
    if not page.evaluate("document.activeElement.matches('[data-focus]')"):
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.matches('.skip')"):
            found.append("the first thing is not the link to the content")
        page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.id") != "main":
            found.append("the link to the content leads elsewhere")
    page.goto(address)
    found += keyboard_misses(page)
    page.goto(address)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    if not page.locator("#keys dl").is_visible():
        found.append("? shows no keys")
    return found


@pytest.mark.parametrize("name", QUICK)
def test_a_screen(browser: Any, axe: str, studio: Running, name: str) -> None:
    page = look(browser, studio, "dark", 320, "ar-XB")
    assert judged(page, axe, name, f"{studio.address}{PAGES[name][0]}") == []
    page.context.close()


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width", "tag"), LOOKS)
def test_every_screen_as_everybody_sees_it(
    browser: Any, axe: str, studio: Running, scheme: str, width: int, tag: str
) -> None:
    page = look(browser, studio, scheme, width, tag)
    found = {address: judged(page, axe, name, f"{studio.address}{address}") for name, address in ADDRESSES}
    page.context.close()
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "options", [{"forced_colors": "active"}, {"reduced_motion": "reduce", "java_script_enabled": True}]
)
def test_every_screen_in_the_readers_colours(browser: Any, axe: str, studio: Running, options: dict[str, Any]) -> None:
    page = look(browser, studio, "dark", 1280, "en", **options)
    found = {address: judged(page, axe, name, f"{studio.address}{address}") for name, address in ADDRESSES}
    page.context.close()
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.slow
@pytest.mark.parametrize(("width", "tag"), [(1280, "en"), (320, "ar-XB")])
def test_every_screen_by_keyboard(browser: Any, studio: Running, width: int, tag: str) -> None:
    page = look(browser, studio, "light", width, tag)
    found = {address: handled(page, f"{studio.address}{address}") for _, address in ADDRESSES}
    page.context.close()
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.slow
def test_the_judge_sees_what_is_wrong(browser: Any, axe: str, studio: Running) -> None:
    """The negative control."""
    page = look(browser, studio, "light", 320, "en")
    page.goto(studio.address)
    page.evaluate("""() => {
      document.querySelector("main").insertAdjacentHTML("beforeend",
        "<h1>Again</h1><h4>Deep</h4><input id='main'><p class='wide'>x</p>" + "<button class='bare'>x</button>".repeat(2));
      document.querySelector(".wide").style.width = "900px";
      for (const bare of document.querySelectorAll(".bare")) {
        bare.style.cssText = "outline: none; min-height: 5px; height: 5px; width: 5px; padding: 0; overflow: hidden";
      }
      document.querySelector(".bare").tabIndex = -1;
    }""")
    wrong = [*axe_finds(page, axe), *page.evaluate(FRAME), *keyboard_misses(page)]
    said = "\n".join(wrong)
    for words in (
        "label",
        "not one h1",
        "level 4",
        "pixels wide",
        "stands twice",
        "inside the page",
        "bare",
        "target-size",
    ):
        assert words in said, words
    page.context.close()
