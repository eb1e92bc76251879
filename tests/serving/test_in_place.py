"""A change in headless Chromium: what is as it was stays the same element, the passage is marked, nothing moves."""

from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.making.standing_maker import StandingMaker
from factsheet_builder.project import Project
from factsheet_builder.serving.edition_server import EditionServer
from factsheet_builder.serving.showcase import Showcase
from factsheet_builder.typesetting.editions import Edition
from tests.web.browsing import NEEDS_BROWSER

pytestmark = [NEEDS_BROWSER, pytest.mark.slow]
PAGE = Deliverable("assistance-to-victims", "en", edition=Edition.HTML)
SPACED = "getComputedStyle(document.querySelector('iframe').contentDocument.querySelector('h1')).letterSpacing"
MARKED = "document.getAnimations().map(each => each.effect.target.id)"


def until(place: Any, claim: str) -> None:
    """Wait until a claim holds; the policies of the page and of its frame let no function of the browser's driver wait."""
    end = monotonic() + 20
    while not place.evaluate(claim):
        assert monotonic() < end, claim
        sleep(0.02)


class Shown:
    """A page that a server shows, and how to change it."""

    def __init__(self, project: Project, out: Path, browser: Any, motion: str) -> None:
        self.project, self.out, self.maker = project, out, StandingMaker(project)
        self.showcase = Showcase(out, lambda _: None)
        self.server = EditionServer(self.showcase, 0)
        self.make()
        self.said: list[str] = []
        self.page = browser.new_context(reduced_motion=motion, viewport={"width": 1200, "height": 800}).new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.goto(self.server.address)
        self.page.wait_for_selector("#page iframe:not(.waiting)", state="attached")

    @property
    def frame(self) -> Any:
        return self.page.frames[-1]

    def make(self, words: str = "made") -> None:
        file = self.out / PAGE.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(self.maker.make(PAGE).pdf)
        self.showcase.update((PAGE,), (), words)

    def change(self, old: str, new: str) -> None:
        sheet = self.project.data / "factsheets" / f"{PAGE.factsheet}.yaml"
        text = sheet.read_text(encoding="utf-8")
        assert old in text
        sheet.write_text(text.replace(old, new, 1), encoding="utf-8")
        self.make()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_changed_word_changes_its_passage_alone(browser: Any, project: Project, tmp_path: Path, motion: str) -> None:
    shown = Shown(project, tmp_path / "out", browser, motion)
    try:
        frame = shown.frame
        frame.evaluate(
            "() => { const passage = document.getElementById('VI-2.text'); window.kept = passage;"
            "scrollTo(0, scrollY + passage.getBoundingClientRect().top - 100) }"
        )
        place = "window.kept.getBoundingClientRect().top"
        before = frame.evaluate(place)
        longer = "Protecting children, with so many more words that the passage takes one line more than it had,"
        shown.change("Protecting children", longer)
        until(frame, f"document.body.textContent.includes({longer!r})")
        until(frame, f"{MARKED}.length > 0")
        assert shown.frame is frame
        assert frame.evaluate(MARKED) == ["common-challenge"]
        assert frame.evaluate("window.kept === document.getElementById('VI-2.text')")
        assert frame.evaluate(place) == pytest.approx(before, abs=1)
        first, last = frame.evaluate("document.getAnimations()[0].effect.getKeyframes()")
        looks = [{name: value for name, value in each.items() if "ffset" not in name} for each in (first, last)]
        assert "rgb(201, 138, 0)" in str(looks[0])
        assert (looks[0] == looks[1]) is (motion == "reduce")

        shown.showcase.update((PAGE,), (), "the page is what its file is")
        until(shown.page, "document.getElementById('status').textContent.startsWith('the page')")
        same = "html => new DOMParser().parseFromString(html, 'text/html').body.innerHTML === document.body.innerHTML"
        assert frame.evaluate(same, shown.maker.make(PAGE).pdf.decode())
        assert shown.said == []
    finally:
        shown.server.close()


def test_another_style_comes_without_losing_the_place(browser: Any, project: Project, tmp_path: Path) -> None:
    shown = Shown(project, tmp_path / "out", browser, "reduce")
    try:
        shown.frame.evaluate("scrollTo(0, 1500)")
        style = project.root / "styles" / "html.css"
        style.parent.mkdir()
        style.write_text(shown.project.style("html.css") + "h1 { letter-spacing: 3px }\n", encoding="utf-8")
        shown.make()
        until(shown.page, "document.querySelectorAll('iframe:not(.waiting)').length === 1")
        until(shown.page, f"{SPACED} === '3px'")
        assert shown.page.evaluate("document.querySelectorAll('iframe').length") == 1
        assert shown.frame.evaluate("scrollY") == 1500
    finally:
        shown.server.close()
