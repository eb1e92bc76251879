"""A page is whole by itself: its words, structure, notes and links are those that are owed, and nothing else is."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafting.draft_kinds import Sheet
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.inputs import load_content
from factsheet_builder.builds.runner import build
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.documents.unpaged import without_pages
from factsheet_builder.errors import ExitCode, FactsheetError, RefusedError, SurroundingsError
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.views.block_views import SectionView
from factsheet_builder.views.document_view import GeneralGlanceView
from factsheet_builder.web.page_maker import PageMaker
from factsheet_builder.web.page_reading import read_page
from tests.web.pages import CHAPTER, LOCALES, Pages, tree, words

EVERY_BLOCK = Project(Path(__file__).parents[1] / "fixtures" / "every-block")
BOTH = [(kind, locale) for kind in (Kind.FACTSHEET, Kind.TAILORED) for locale in LOCALES]


def sheet_of(drafter: Drafter, kind: Kind = Kind.FACTSHEET, locale: str = "en") -> Sheet:
    party = "" if kind is Kind.FACTSHEET else "MDA"
    asked = Deliverable(CHAPTER, locale, kind, party, "full" if party else "", Edition.HTML)
    made_from = drafter.draft(asked).made_from
    assert isinstance(made_from, Sheet)
    return made_from


# Structure


@pytest.mark.parametrize("key", BOTH, ids=lambda key: "-".join(key))
def test_landmarks_language_and_first_link(pages: Pages, key: tuple[Kind, str]) -> None:
    root = tree(pages[key])
    assert (root.get("lang"), root.get("dir")) == (key[1], "rtl" if key[1] == "ar" else "ltr")
    body = root[1]
    assert [child.tag for child in body] == ["a", "header", "nav", "div", "footer"]
    assert [child.tag for child in body[3]] == ["nav", "main"]
    assert body[0].get("href") == "#text"
    assert body[3][1].get("id") == "text"
    assert len(list(root.iter("h1"))) == 1
    assert all(nav.get("aria-label") or nav.get("aria-labelledby") for nav in root.iter("nav"))


@pytest.mark.parametrize("key", BOTH, ids=lambda key: "-".join(key))
def test_calls_lead_to_notes_and_notes_to_each_of_their_calls(pages: Pages, key: tuple[Kind, str]) -> None:
    root = tree(pages[key])
    calls = [a for a in root.iter("a") if a.get("role") == "doc-noteref"]
    backs = [a for a in root.iter("a") if a.get("role") == "doc-backlink"]
    (section,) = [s for s in root.iter("section") if s.get("role") == "doc-endnotes"]
    notes = {li.get("id"): li for li in section.iter("li")}
    assert len(calls) >= 8
    assert {str(a.get("href"))[1:] for a in calls} == set(notes)
    assert sorted(str(a.get("href"))[1:] for a in backs) == sorted(str(a.get("id")) for a in calls)
    for call in calls:
        note = notes[str(call.get("href"))[1:]]
        assert call.text == note.get("value")
        assert f"#{call.get('id')}" in {a.get("href") for a in note.iter("a")}
    assert len({a.get("aria-label") for a in backs}) == len(backs)


def test_recommendations_are_regions_named_by_number_and_urgency(pages: Pages) -> None:
    root = tree(pages[Kind.FACTSHEET, "en"])
    names = {str(e.get("id")): words(e) for e in root.iter() if e.get("id")}
    regions = [e for e in root.iter("article") if e.get("role") == "region"]
    assert [names[str(e.get("aria-labelledby"))] for e in regions][:2] == ["VI-1 requires", "VI-2 invites"]


def test_every_party_of_the_map_has_a_name_to_point_at(pages: Pages) -> None:
    root = tree(pages[Kind.FACTSHEET, "en"])
    tiles = [e for e in root.iter() if e.get("class") == "tile"]
    assert len(tiles) == 48
    assert all(e.get("tabindex") == "0" and ": " in str(e.get("aria-label")) for e in tiles)
    assert "Malta: " in " ".join(str(e.get("aria-label")) for e in tiles)


def test_links_to_other_files_are_relative_and_named(pages: Pages) -> None:
    found = {str(a.get("href")): a for a in tree(pages[Kind.FACTSHEET, "en"]).iter("a")}
    assert found["assistance-to-victims.pdf"].get("type") == "application/pdf"
    assert "assistance-to-victims.press.pdf" in found
    french = found["../fr/assistance-to-victims.html"]
    assert (french.get("hreflang"), french.get("lang"), words(french)) == ("fr", "fr", "Français")
    assert found["../ar/assistance-to-victims.html"].get("dir") == "rtl"
    assert "mailto:lanzarote.committee@coe.int" in found
    assert "https://www.safenet.bg" in found
    version = {str(a.get("href")) for a in tree(pages[Kind.TAILORED, "en"]).iter("a")}
    assert {"assistance-to-victims-MDA.pdf", "../assistance-to-victims.html"} <= version


def test_facts_for_programs(pages: Pages) -> None:
    def facts(key: tuple[Kind, str]) -> dict[str, object]:
        (script,) = tree(pages[key]).iter("script")
        assert script.get("type") == "application/ld+json"
        return dict(json.loads(str(script.text)))

    general = facts((Kind.FACTSHEET, "ar"))
    assert (general["@type"], general["inLanguage"]) == ("Report", "ar")
    assert general["isBasedOn"] == "../en/assistance-to-victims.html"
    assert general["contentReferenceTime"] == "2022-03-10"
    assert general["accessibilityHazard"] == "none"
    assert facts((Kind.TAILORED, "en"))["isBasedOn"] == "../assistance-to-victims.html"


@pytest.mark.parametrize("key", BOTH, ids=lambda key: "-".join(key))
def test_the_policy_allows_its_own_styles_and_nothing_else(pages: Pages, key: tuple[Kind, str]) -> None:
    page = pages[key].decode()
    (style,) = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = [m.get("content", "") for m in tree(pages[key]).iter("meta") if "Policy" in (m.get("http-equiv") or "")]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "script-src" not in policy
    assert not re.search(r"url\(|@import", style)
    assert read_page(tree(pages[key])).fetched == []


# Words


def test_it_says_what_the_paper_says_but_for_the_numbers_of_pages(shipped: Project) -> None:
    content, localiser = load_content(shipped, CHAPTER), Localiser("en")
    paper = tailor(content.sheet, content.common.register, content.common.publication, localiser)
    page = without_pages(paper, localiser)
    on_paper = [owed.text for owed in paper.reading() if "\N{OBJECT REPLACEMENT CHARACTER}" not in owed.text]
    in_browser = [owed.text for owed in page.reading()]
    assert isinstance(paper.glance, GeneralGlanceView)
    assert isinstance(page.glance, GeneralGlanceView)
    on_paper.remove("Page")
    on_paper[on_paper.index(paper.glance.notice)] = page.glance.notice
    assert in_browser == on_paper
    assert page.notes == paper.notes


def test_every_kind_of_block_is_shown_with_its_pictures_inside(cache: Path, tmp_path: Path) -> None:
    asked = Deliverable("every-block", "en", edition=Edition.HTML)
    (outcome,) = build(EVERY_BLOCK, (asked,), tmp_path, cache=cache)
    assert outcome.exit_code is ExitCode.DONE, outcome.diagnostics
    page = outcome.file.read_bytes()
    assert b'src="data:image/' in page
    assert b"asset:" not in page
    tables = [e for e in tree(page).iter("div") if e.get("class") == "scrolls"]
    assert all((e.get("role"), e.get("tabindex")) == ("region", "0") and e.get("aria-labelledby") for e in tables)


def test_english_on_a_page_in_another_language_says_so(half_georgian: Project, cache: Path, tmp_path: Path) -> None:
    """Passages and labels without translation are in elements of their own, and no element comes into a drawing."""
    labels = half_georgian.catalog_path("ka", "labels")
    labels.unlink()
    asked = Deliverable(CHAPTER, "ka", edition=Edition.HTML)
    (outcome,) = build(half_georgian, (asked,), tmp_path, cache=cache)
    assert outcome.exit_code is ExitCode.DONE, outcome.diagnostics
    root = tree(outcome.file.read_bytes())
    english = [words(e) for e in root.iter() if e.get("lang") == "en" and e.get("dir") == "ltr"]
    assert "Notes" in english
    assert len(english) > 40
    assert {e.tag.rpartition("}")[2] for e in root.iter() if "svg" in e.tag} <= {"svg", "g", "rect", "path", "text"}


# What is refused


def broken(project: Project, drafter: Drafter, component: str, old: str, new: str) -> FactsheetError:
    """Return what is said of a page that a component of the project's own spoils."""
    shipped_one = Path(__file__).parents[2] / "templates" / component
    text = shipped_one.read_text(encoding="utf-8")
    assert old in text
    own = project.root / "templates" / component
    own.parent.mkdir(parents=True)
    own.write_text(text.replace(old, new), encoding="utf-8")
    sheet = sheet_of(drafter)
    assert sheet.page
    with pytest.raises(FactsheetError) as refused:
        PageMaker(project).make(sheet.view, sheet.page, sheet.settings.design)
    return refused.value


@pytest.mark.parametrize(
    ("component", "old", "new", "code"),
    [
        ("components/recommendation.html", "{{ text(view.spans) }}", "", "text-differs"),
        ("components/recommendation.html", "{{ text(view.spans) }}", "{{ text(view.spans) }} and more", "text-differs"),
        ("components/practice.html", 'id="{{ view.id }}"', 'id="title"', "doubled-anchor"),
        (
            "components/recommendation.html",
            '<h{{ view.level }} id="{{ view.id }}"',
            "<h{{ view.level }}",
            "link-nowhere",
        ),
        ("components/provision.html", "<h{{ view.level }} ", "<h6 ", "template"),
        ("components/imprint.html", "<footer ", '<footer onclick="x()" ', "page-script"),
        (
            "components/imprint.html",
            "<footer ",
            '<img src="https://example.org/a.png" alt=""/><footer ',
            "page-fetches",
        ),
        ("web/page.html", "<style>", '<link rel="stylesheet" href="x.css"><style>', "page-fetches"),
        ("web/page.html", 'role="doc-endnotes"', "", "text-differs"),
    ],
)
def test_what_spoils_a_page_is_found(
    project: Project, drafter: Drafter, component: str, old: str, new: str, code: str
) -> None:
    error = broken(project, drafter, component, old, new)
    assert code in {problem.code for problem in error.diagnostics}
    assert isinstance(error, SurroundingsError if code == "template" else RefusedError)


def test_a_heading_that_leaves_out_a_level_is_found(shipped: Project, drafter: Drafter) -> None:
    sheet = sheet_of(drafter)
    assert sheet.page
    section = sheet.view.blocks[0]
    assert isinstance(section, SectionView)
    first = replace(section, level=4)
    view = replace(sheet.view, blocks=(first, *sheet.view.blocks[1:]), glance=None)
    with pytest.raises(RefusedError) as refused:
        PageMaker(shipped).make(view, sheet.page, sheet.settings.design)
    assert "headings" in {problem.code for problem in refused.value.diagnostics}


def test_words_cannot_become_markup_or_end_the_facts(shipped: Project, drafter: Drafter) -> None:
    sheet = sheet_of(drafter)
    assert sheet.page
    evil = "</script><script>alert(1)</script>"
    view = replace(sheet.view, title=evil, description=evil)
    page = replace(sheet.page, facts=json.dumps({"name": evil}))
    html = PageMaker(shipped).make(view, page, sheet.settings.design).html
    (script,) = tree(html).iter("script")
    assert json.loads(str(script.text)) == {"name": evil}
