"""Forms as they are printed: what a browser would send of the page is what an untouched form sends, and all has its label."""

from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest

from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.studio.forms.flattening import posted_of
from factsheet_builder.studio.forms.form_views import FormView
from factsheet_builder.studio.forms.passage_forms import OFFICIAL, form_of, read_form
from factsheet_builder.typesetting.markup import Printer
from tests.conftest import ROOT
from tests.studio.forms.conftest import Sheet, sheet_of
from tests.studio.forms.sending import sent

PAGE = """{% from "studio/parts/fields.html" import form_fields, form_problems, mark_dialogs with context %}
{{ form_problems(view) }}<form>{{ form_fields(view) }}</form>{{ mark_dialogs(view) }}"""
VOID = {"input", "br"}


class Page(HTMLParser):
    """What stands in a page: pairs that its form would send, ids, and what is named by which id."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.led_to: list[str] = []
        self.unnamed: list[str] = []
        self._labels, self._inside_label, self._in_form = set[str](), 0, False
        self._text: tuple[str, list[str]] | None = None
        self._select = ("", False)
        self._controls: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.ids += [has["id"]] if "id" in has else []
        self.led_to += has.get("aria-describedby", "").split() + has.get("aria-controls", "").split()
        self.led_to += [has["href"][1:]] if has.get("href", "").startswith("#") else []
        match tag:
            case "form":
                self._in_form = "method" not in has
            case "label":
                self._inside_label += 1
                self._labels |= {has["for"]} if "for" in has else set()
                self.led_to += [has["for"]] if "for" in has else []
            case "input":
                self._control(tag, has)
                if self._in_form and (has.get("type") not in {"checkbox", "radio"} or "checked" in has):
                    self.pairs.append((has["name"], has["value"]))
            case "textarea":
                self._control(tag, has)
                self._text = (has.get("name", ""), [])
            case "select":
                self._control(tag, has)
                self._select = (has.get("name", ""), False)
            case "option" if self._in_form and not self._select[1]:
                name = self._select[0]
                if "selected" in has:
                    self.pairs.append((name, has["value"]))
                    self._select = (name, True)
        assert "style" not in has

    def _control(self, tag: str, has: dict[str, str]) -> None:
        if has.get("type") != "hidden":
            self._controls.append((has.get("id", tag), bool(self._inside_label) or "aria-label" in has))

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._inside_label -= 1
        elif tag == "form":
            self._in_form = False
        elif tag == "textarea" and self._text:
            name, words = self._text
            if self._in_form:
                self.pairs.append((name, "".join(words).removeprefix("\n")))
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text[1].append(data)

    def nameless(self) -> list[str]:
        return [name for name, is_named in self._controls if not is_named and name not in self._labels]


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("templates")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    printer, words = Printer((folder, ROOT / "templates"), ""), Localiser("en")

    def shown(form: FormView) -> Page:
        page = Page()
        doors = {"say": words.say, "count": words.count}
        page.feed(printer.screen("page.html", form, doors))
        return page

    return shown


_SEEN: set[str] = set()
SHEETS = [
    (".", "assistance-to-victims"),
    *(
        ("tests/fixtures/every-block", name)
        for name in ("every-block", "every-chart", "data-tables", "cross-references")
    ),
    ("tests/fixtures/every-block", "levels-and-parts"),
]


@pytest.mark.parametrize(("folder", "name"), SHEETS)
def test_a_printed_form_sends_what_it_was_made_from(show: Any, folder: str, name: str) -> None:
    sheet = sheet_of(Project(ROOT / folder), name)
    once = {handle.kind: handle for handle in reversed(sheet.handles)}
    for handle in (handle for kind, handle in once.items() if kind not in _SEEN):
        form = form_of(sheet.data, handle, sheet.around)
        page = show(form)
        _SEEN.add(handle.kind)
        assert [name for name, count in Counter(page.ids).items() if count > 1] == []
        assert sorted(set(page.led_to) - set(page.ids)) == []
        assert page.nameless() == []
        posted = posted_of(page.pairs)
        assert read_form(posted, sheet.data, handle, sheet.around).edits == (), handle.key
        wanted = {key: sorted(words) for key, words in sent(form).items()}
        assert {key: sorted(words) for key, words in posted.items()} == wanted


def test_problems_stand_beside_their_fields_and_in_the_summary(show: Any, shipped_sheet: Sheet) -> None:
    sheet, handle = shipped_sheet, shipped_sheet.at("VI-1")
    problems = {"f.text": "It is too long.", "f.addressees": "Nobody is addressed.", OFFICIAL: "Tick it."}
    form = form_of(sheet.data, handle, sheet.around, None, problems)
    assert form.problems[0] == ("f-text", "Text: It is too long.")
    items = form_of(sheet.data, sheet.at("four-aims"), sheet.around, None, {"f.items.1.text": "It is empty."})
    assert items.problems == (("f-items-1-text", "Item 2, Text: It is empty."),)
    page = show(form)
    assert {"f-text", "f-text-problem", "f-addressees-problem"} <= set(page.ids)
    assert "f-text-problem" in page.led_to
