"""The buttons of marks in a browser, and that forms keep the rules of accessibility there."""

from collections.abc import Iterator
from typing import Any

import pytest

from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.studio.forms.passage_forms import form_of
from factsheet_builder.typesetting.markup import Printer
from tests.conftest import ROOT
from tests.studio.forms.conftest import sheet_of
from tests.web.browsing import NEEDS_BROWSER, judge

pytestmark = NEEDS_BROWSER
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ view.title }}</title></head>
<body><main><h1>{{ view.title }}</h1>
{% from "studio/parts/fields.html" import form_fields, form_problems, mark_dialogs with context %}
{{ form_problems(view) }}<form method="post">{{ form_fields(view) }}</form>{{ mark_dialogs(view) }}</main></body></html>"""


def page_of(folder: str, name: str, key: str, tmp_path_factory: Any, problems: dict[str, str] | None = None) -> str:
    templates = tmp_path_factory.mktemp("templates")
    (templates / "page.html").write_text(PAGE, encoding="utf-8")
    sheet, words = sheet_of(Project(ROOT / folder), name), Localiser("en")
    form = form_of(sheet.data, sheet.at(key), sheet.around, None, problems or {})
    html = Printer((templates, ROOT / "templates"), "").screen(
        "page.html", form, {"say": words.say, "count": words.count}
    )
    return html.replace('<details class="rare">', '<details class="rare" open>')


def shown(window: Any, html: str) -> Any:
    window.set_content(html)
    for style in ("studio.css", "studio-forms.css"):
        window.add_style_tag(content=(ROOT / "styles" / style).read_text(encoding="utf-8"))
    script = (ROOT / "templates/studio/scripts/marks.js").read_text(encoding="utf-8")
    window.add_script_tag(content=script, type="module")
    window.wait_for_selector("[data-script]", state="attached")
    return window


@pytest.fixture(scope="module")
def paragraph(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    context = browser.new_context()
    yield shown(context.new_page(), page_of(".", "assistance-to-victims", "this-factsheet", tmp_path_factory))
    context.close()


def select(page: Any, text: str, start: int, end: int) -> Any:
    field = page.locator("#f-text")
    field.fill(text)
    field.evaluate("(field, [start, end]) => { field.focus(); field.setSelectionRange(start, end) }", [start, end])
    return field


def has(field: Any, words: str) -> None:
    """Wait until a field has words: dialogs tell later that they were closed."""
    from playwright.sync_api import expect

    expect(field).to_have_value(words)


def test_marks_are_put_around_words_and_taken_away(paragraph: Any) -> None:
    field = select(paragraph, "one two three", 4, 8)
    paragraph.get_by_role("button", name="Strong").click()
    has(field, "one **two** three")
    paragraph.keyboard.press("Control+i")
    has(field, "one ***two*** three")
    paragraph.get_by_role("button", name="Strong").click()
    has(field, "one *two* three")
    paragraph.keyboard.press("Control+i")
    has(field, "one two three")
    paragraph.keyboard.press("Control+z")
    has(field, "one *two* three")


def test_a_link_is_asked_for(paragraph: Any) -> None:
    field = select(paragraph, "one two three", 4, 7)
    paragraph.keyboard.press("Control+k")
    assert paragraph.locator("#link-words").input_value() == "two"
    paragraph.locator("#link-address").fill("https://example.org/a (b)")
    paragraph.keyboard.press("Enter")
    has(field, "one [two](https://example.org/a%20%28b%29) three")
    select(paragraph, "one", 0, 3)
    paragraph.get_by_role("button", name="Link").click()
    paragraph.keyboard.press("Escape")
    has(field, "one")
    paragraph.wait_for_function("document.activeElement.id === 'f-text'")


def test_notes_are_called_and_new_ones_go_with_the_form(paragraph: Any) -> None:
    field = select(paragraph, "one two", 3, 3)
    paragraph.get_by_role("button", name="Note", exact=True).click()
    paragraph.locator("#note-choice").select_option("vi-1-ways")
    paragraph.locator("#note-dialog button[value=put]").click()
    has(field, "one[^vi-1-ways] two")
    paragraph.get_by_role("button", name="Note", exact=True).click()
    paragraph.locator("#note-choice").select_option("")
    paragraph.locator("#new-note-text").fill("Vi 1, ways. It is said here.")
    paragraph.locator("#note-dialog button[value=put]").click()
    has(field, "one[^vi-1-ways][^vi-1-ways-2] two")
    sent = paragraph.evaluate("Object.fromEntries(new FormData(document.querySelector('main > form')))")
    assert sent["f.new-note.0.id"] == "vi-1-ways-2"
    assert sent["f.new-note.0.note.kind"] == "gloss"
    assert sent["f.new-note.0.note.gloss.text"] == "Vi 1, ways. It is said here."


def test_the_toolbar_is_one_stop_of_the_keyboard(paragraph: Any) -> None:
    paragraph.get_by_role("button", name="Strong").focus()
    for key, name in (("ArrowRight", "emphasis"), ("End", "note"), ("ArrowRight", "strong"), ("ArrowLeft", "note")):
        paragraph.keyboard.press(key)
        assert paragraph.evaluate("document.activeElement.dataset.mark") == name
    paragraph.keyboard.press("Tab")
    assert paragraph.evaluate("document.activeElement.id") == "f-text"


KINDS = [
    (".", "assistance-to-victims", ("head", "VI-3", "note.vi-1-parties", "article-12", "four-aims")),
    ("tests/fixtures/every-block", "data-tables", ("t-spans", "t-turned")),
    ("tests/fixtures/every-block", "every-chart", ("c-grouped",)),
    ("tests/fixtures/every-block", "levels-and-parts", ("L1",)),
]


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forms_are_accessible(browser: Any, axe: str, tmp_path_factory: Any, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    window = context.new_page()
    for folder, name, keys in KINDS:
        for key in keys:
            page = shown(window, page_of(folder, name, key, tmp_path_factory, {"f.text": "It is wrong."}))
            assert judge(page, axe) == ([], []), key
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), key
    context.close()
