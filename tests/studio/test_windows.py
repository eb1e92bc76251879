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
