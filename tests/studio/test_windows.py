"""Several windows of one browser: one holds the stream of news for all, and another takes over when it is closed."""

from typing import Any

import pytest

from tests.studio.conftest import Running
from tests.web.browsing import NEEDS_BROWSER

pytestmark = [NEEDS_BROWSER, pytest.mark.slow]

HEAR = """async () => {
  const { listen } = await import(document.querySelector('script[src*="/studio.js"]').src);
  window.heard = [];
  listen("files", (said) => window.heard.push(said.number));
}"""


def test_windows_share_one_stream(running: Running, browser: Any) -> None:
    context = browser.new_context()
    pages = [context.new_page() for _ in range(8)]
    for page in pages:
        page.goto(f"{running.address}/nothing")
        page.evaluate(HEAR)
    news: Any = running.studio.news
    pages[0].wait_for_timeout(1_000)
    assert len(news._listeners) == 1
    news.tell_from_thread("files", {"number": 1})
    for page in pages:
        page.wait_for_function("window.heard.includes(1)")
    pages[0].close()
    pages[1].wait_for_timeout(1_000)
    assert len(news._listeners) == 1
    news.tell_from_thread("files", {"number": 2})
    for page in pages[1:]:
        page.wait_for_function("window.heard.includes(2)")
        assert page.evaluate("window.heard") == [1, 2]
    context.close()


def test_a_page_that_was_taken_for_older_is_asked_for_again(running: Running, browser: Any) -> None:
    """Two requests may overtake each other on their way; what was typed last is shown nevertheless."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{running.address}/edit/assistance-to-victims?at=mechanisms-in-place")
    page.get_by_text("As of").wait_for()
    answers: list[int] = []

    def answer(route: Any) -> None:
        answers.append(0)
        if len(answers) == 1:
            route.fulfill(status=204)
        else:
            route.continue_()

    page.route("**/look", answer)
    page.get_by_label("Text (needed)").press("End")
    page.keyboard.type("!")
    page.frame_locator("#frame").get_by_text("!").first.wait_for(state="attached")
    assert len(answers) > 1
    context.close()


def test_what_is_told_is_said_where_it_was_done(running: Running, browser: Any) -> None:
    """Another window that brings itself up to date takes no words away."""
    context = browser.new_context()
    home, edit = context.new_page(), context.new_page()
    for page in (home, edit):
        page.set_default_timeout(120_000)
    home.goto(running.address)
    edit.goto(f"{running.address}/edit/assistance-to-victims?at=mechanisms-in-place")
    refreshed = "async () => (await fetch('/', {headers: {'X-Studio-Part': 'refresh'}})).text()"
    edit.get_by_label("Text (needed)").press("End")
    edit.keyboard.type("!")
    edit.route("**/edit/assistance-to-victims?at=*", lambda route: (home.evaluate(refreshed), route.continue_()))
    edit.locator("#passage-form").get_by_role("button", name="Save", exact=True).click()
    edit.get_by_role("status").filter(has_text="Saved: ").wait_for()
    context.close()
