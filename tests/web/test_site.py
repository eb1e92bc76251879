"""The index of a folder names every file by chapter, Party and language, and its search is no more than a help."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factsheet_builder.builds.records import Record
from factsheet_builder.builds.site.page_links import Chapter
from factsheet_builder.builds.site.site_index import SiteIndex
from factsheet_builder.content.reading.reader import read_publication, read_register
from factsheet_builder.project import Project
from factsheet_builder.typesetting.design import Design
from factsheet_builder.web.site_page import site_page
from tests.conftest import Run
from tests.web.browsing import NEEDS_BROWSER, judge, opened
from tests.web.pages import CHAPTER, FILES, tree, words


def record(path: str, kind: str, party: str, locale: str, edition: str, profile: str = "") -> Record:
    return Record(path, CHAPTER, kind, party, locale, profile, edition, 0, "2022-03-10", (), {}, (), {})


RECORDS = [
    record("ar/a b.html", "factsheet", "", "ar", "html"),
    record("en/a.html", "factsheet", "", "en", "html"),
    record("en/a.pdf", "factsheet", "", "en", "screen"),
    record("en/packs/a-TUR.pdf", "pack", "TUR", "en", "screen", "full"),
    record("en/tailored/a-TUR.html", "tailored", "TUR", "en", "html", "full"),
    record("en/tailored/a-TUR-brief.html", "tailored", "TUR", "en", "html", "brief"),
    record("en/tailored/a-ALB.html", "tailored", "ALB", "en", "html", "full"),
    record("en/tailored/a-ZZZ.html", "tailored", "ZZZ", "en", "html", "full"),
]


@pytest.fixture(scope="module")
def index(shipped: Project) -> bytes:
    publication = read_publication(shipped).model.model_copy(update={"author": "A secretariat"})
    view = SiteIndex({CHAPTER: "VI Assistance to victims"}, read_register(shipped).model, publication).view(RECORDS)
    return site_page(shipped, view, Design())


def test_every_file_is_linked_to_once_under_its_party_and_language(index: bytes) -> None:
    root = tree(index)
    links = {str(a.get("href")): str(a.get("aria-label")) for a in root.iter("a") if a.get("hreflang")}
    assert sorted(links) == sorted(record.path.replace(" ", "%20") for record in RECORDS)
    assert links["en/packs/a-TUR.pdf"] == "briefing pack (PDF): Türkiye, English"
    assert links["en/tailored/a-TUR-brief.html"] == "page, brief: Türkiye, English"
    assert links["ar/a%20b.html"] == "page: General factsheet, العربية"
    parties = [str(item.get("data-party")) for item in root.iter("li") if item.get("data-party")]
    assert parties == ["Albania", "Türkiye", "ZZZ"]
    assert "VI Assistance to victims" in [words(heading) for heading in root.iter("h2")]


def test_chapters_are_in_the_order_of_their_numbers() -> None:
    numbers = ["IX", "Summary", "IV", "2", "XL", "VI"]
    ordered = sorted((Chapter(number, number, "") for number in numbers), key=lambda chapter: chapter.place)
    assert [chapter.number for chapter in ordered] == ["2", "IV", "VI", "IX", "XL", "Summary"]


def test_the_command_writes_it_and_verify_knows_it(owing: Project, factsheet: Run) -> None:
    missing = factsheet("site", cwd=owing.root)
    assert missing.returncode == 5
    assert "factsheet build" in missing.stderr
    assert factsheet("build", cwd=owing.root).returncode == 0
    assert "2 files" in factsheet("site", cwd=owing.root).stdout
    text = (owing.out / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{path}"' in text for path in FILES)
    assert factsheet("verify", cwd=owing.root).returncode == 0
    (owing.out / FILES[1]).unlink()
    assert "1 file" in factsheet("site", cwd=owing.root).stdout


@pytest.fixture
def searched(browser: Any, index: bytes, tmp_path: Path) -> Iterator[Any]:
    file = tmp_path / "index.html"
    file.write_bytes(index)
    page = opened(browser, file)
    yield page
    page.context.close()


@NEEDS_BROWSER
def test_letters_narrow_the_list_whatever_their_accents(searched: Any) -> None:
    said: list[str] = []
    searched.on("console", lambda message: said.append(message.text))
    searched.get_by_label("Find a Party by its name").fill("turk")
    shown = "[...document.querySelectorAll('[data-party]')].filter(e => e.checkVisibility()).map(e => e.dataset.party)"
    assert searched.evaluate(shown) == ["Türkiye"]
    searched.get_by_label("Find a Party by its name").fill("qq")
    assert searched.evaluate(shown) == []
    assert searched.get_by_role("status").text_content() == "No Party has these letters in its name."
    assert said == []


@NEEDS_BROWSER
def test_without_script_the_page_is_whole_and_has_no_field(browser: Any, index: bytes, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_bytes(index)
    page = opened(browser, file, java_script_enabled=False)
    assert page.get_by_text("Albania").is_visible()
    assert page.get_by_role("searchbox").count() == 0
    page.context.close()


@NEEDS_BROWSER
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing(browser: Any, axe: str, index: bytes, tmp_path: Path, width: int, scheme: str) -> None:
    file = tmp_path / "index.html"
    file.write_bytes(index)
    page = opened(browser, file, width, scheme, bypass_csp=True)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert judge(page, axe) == ([], [])
    page.context.close()
