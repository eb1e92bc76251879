"""A watcher makes exactly what ``plan`` names after a change of each kind of input, and stands errors and haste."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pymupdf_fonts
import pytest

from factsheet_builder.builds.assessment import Assessor, State
from factsheet_builder.builds.deliverable import Deliverable, Kind, Order
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.lock import locked
from factsheet_builder.builds.outcome import Fate
from factsheet_builder.builds.records import read_ledger
from factsheet_builder.builds.sources import read_sources
from factsheet_builder.builds.watching.watcher import USUAL_ORDER, Watcher
from factsheet_builder.errors import UsageError
from factsheet_builder.project import Project, cache_folder, shipped
from factsheet_builder.typesetting.editions import Edition
from tests.builds.conftest import SHEET, edit, files_of, planned, run
from tests.conftest import Run
from tests.small_factsheet import start_small

OWED = """\
deliverables:
  - {kind: factsheet, locales: en, editions: [screen, html]}
  - {kind: factsheet, locales: all, editions: [html]}
  - {kind: tailored, parties: [MLT], locales: en, editions: [html]}
  - {kind: pack, parties: [MLT], locales: en}
"""
TEXTS = Order(kinds=(Kind.FACTSHEET, Kind.TAILORED))
PAGES = Order(kinds=(Kind.FACTSHEET,), editions=(Edition.HTML,))
GENERAL, PAGE, PACK = "en/small.pdf", "en/small.html", "en/packs/small-MLT.pdf"
FRENCH = {"fr/small.html"}
VERSION = "en/tailored/small-MLT.html"
ENGLISH = {GENERAL, PAGE, VERSION}


@pytest.fixture
def plain(tmp_path: Path) -> Project:
    """A small project of which nothing is made yet."""
    start_small(tmp_path / "project", "small")
    project = Project(tmp_path / "project")
    (project.data / "deliverables.yaml").write_text(OWED, encoding="utf-8")
    return project


@pytest.fixture
def owing(plain: Project, factsheet: Run) -> Project:
    """The same in two languages, with a family of fonts of its own."""
    project = plain
    assert factsheet("messages", "new", "--locale", "fr", cwd=project.root).returncode == 0
    fonts = project.data / "fonts"
    fonts.mkdir()
    (fonts / "regular.ttf").write_bytes(pymupdf_fonts.myfont("notos"))
    (fonts / "bold.ttf").write_bytes(pymupdf_fonts.myfont("notosbo"))
    faces = "[{ file: fonts/regular.ttf }, { file: fonts/bold.ttf, weight: 700 }]"
    edit(project, "  family:\n  fonts: []\n", f"  family: Noto Sans\n  fonts: {faces}\n", "publication.yaml")
    return project


def watcher_of(project: Project, order: Order = TEXTS, has_news: Callable[[], bool] = lambda: False) -> Watcher:
    return Watcher(project, project.out, cache_folder(), order, has_news)


def made(watcher: Watcher) -> list[str]:
    """Return what was made, in order."""
    return [str(outcome.deliverable.path) for outcome in watcher.make() if outcome.fate in {Fate.MADE, Fate.UNCHANGED}]


def named_by_plan(project: Project, order: Order) -> set[str]:
    """Return what ``plan`` says is stale or missing."""
    chosen = planned(project, kinds=order.kinds, locales=order.locales, editions=order.editions)
    assessor = Assessor(project.out, read_ledger(project.out), Drafter(project, chosen.owed), read_sources(project))
    return {str(d.path) for d in chosen.asked if assessor.assess(d).state is not State.CURRENT}


def own(project: Project, name: str, more: str) -> None:
    """Give the project a copy of a shipped template or style with something more."""
    folder, _, rest = name.partition("/")
    target = project.root / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text((shipped(folder) / rest).read_text(encoding="utf-8") + more, encoding="utf-8")


def translate(project: Project) -> None:
    file = project.catalog_path("fr", "small")
    text = file.read_text(encoding="utf-8")
    source = 'msgid "A sample note."\nmsgstr ""'
    assert source in text
    file.write_text(text.replace(source, f'{source[:-2]}"Une note."'), encoding="utf-8")


def add_an_annex(project: Project) -> None:
    folder = project.data / "annexes" / "MLT"
    folder.mkdir(parents=True)
    shutil.copy(project.out / PACK, folder / "annex.pdf")


def swap_a_font(project: Project) -> None:
    (project.data / "fonts" / "bold.ttf").write_bytes(pymupdf_fonts.myfont("notosit"))


Edited = tuple[str, Callable[[Project], None], str, set[str]]
KINDS: tuple[Edited, ...] = (
    ("content", lambda p: edit(p, "a sample text", "another text"), f"data/{SHEET}", ENGLISH | FRENCH),
    ("locale", translate, "data/locales/fr/LC_MESSAGES/small.po", FRENCH),
    (
        "register",
        lambda p: edit(p, "- name: Malta\n", "- name: Malta island\n", "parties.yaml"),
        "data/parties.yaml",
        set(),
    ),
    ("template", lambda p: own(p, "templates/web/page.html", "\n"), "templates/web/page.html", set()),
    ("style", lambda p: own(p, "styles/screen.css", "\n/* mine */\n"), "styles/screen.css", set()),
    ("font", swap_a_font, "data/fonts/bold.ttf", set()),
)
"""Kind of input, its edit, the file that is named, and what is to be made; empty where the plan alone says it."""


@pytest.mark.parametrize("kinds", [KINDS[:2], pytest.param(KINDS[2:], marks=pytest.mark.slow)], ids=["content", "rest"])
def test_each_kind_of_input_makes_exactly_what_plan_names(owing: Project, kinds: tuple[Edited, ...]) -> None:
    watcher = watcher_of(owing)
    assert watcher.changed() == ()
    assert set(made(watcher)) == ENGLISH | FRENCH
    assert made(watcher) == []
    for kind, change, file, known in kinds:
        change(owing)
        assert watcher.changed() == (file,), kind
        wanted = named_by_plan(owing, TEXTS)
        again = made(watcher)
        assert set(again) == wanted, kind
        assert wanted, kind
        assert not known or wanted == known, kind
        assert watcher.problems == (), kind
        pages = [path.endswith(".html") for path in again if path in {GENERAL, PAGE}]
        assert pages == sorted(pages, reverse=True)
    assert set(files_of(owing.out)) == ENGLISH | FRENCH | {"manifest.json"}
    kept = files_of(owing.out)
    run(owing, owing.root / "anew", asked={"kinds": TEXTS.kinds})
    assert files_of(owing.root / "anew") == kept


@pytest.mark.slow
def test_an_annex_makes_the_pack_that_has_it_and_nothing_else(plain: Project) -> None:
    order = Order(kinds=(Kind.TAILORED, Kind.PACK))
    watcher = watcher_of(plain, order)
    watcher.changed()
    assert set(made(watcher)) == {PACK, VERSION}
    add_an_annex(plain)
    assert watcher.changed() == ("data/annexes/MLT/annex.pdf",)
    assert named_by_plan(plain, order) == {PACK}
    assert made(watcher) == [PACK]


def test_what_is_only_touched_or_put_back_is_no_change(plain: Project) -> None:
    watcher = watcher_of(plain, USUAL_ORDER)
    watcher.changed()
    (plain.data / SHEET).touch()
    assert watcher.changed() == ()
    edit(plain, "sample text", "other text")
    edit(plain, "other text", "sample text")
    assert watcher.changed() == ()
    edit(plain, "sample text", "other text")  # the negative control
    assert watcher.changed() == (f"data/{SHEET}",)


@pytest.mark.slow
def test_by_default_the_general_factsheet_and_what_is_looked_at(owing: Project) -> None:
    watcher = watcher_of(owing, USUAL_ORDER)
    assert made(watcher) == [PAGE, GENERAL]
    version = Deliverable("small", "en", Kind.TAILORED, "MLT", "full", Edition.HTML)
    assert version in watcher.choice
    watcher.look_at((Deliverable("small", "en"),))
    assert not watcher.is_behind
    watcher.look_at((version,))
    assert watcher.is_behind
    assert made(watcher) == [VERSION]
    edit(owing, "a sample text", "another text")
    assert set(made(watcher)) == {PAGE, GENERAL, VERSION}
    watcher.look_at((Deliverable("small", "de"),))  # what nobody owes is not made
    assert made(watcher) == []


def test_an_error_stands_with_its_place_until_it_is_mended(plain: Project) -> None:
    watcher = watcher_of(plain, PAGES)
    assert made(watcher) == [PAGE]
    before = files_of(plain.out)
    for old, broken in (("kind: section", "kind: sectoin"), ("id: introduction", "id: [introduction")):
        edit(plain, old, broken)
        assert made(watcher) == []
        (problem, *_) = watcher.problems
        assert problem.place.file == f"data/{SHEET}"
        assert problem.place.line
        assert files_of(plain.out)[PAGE] == before[PAGE]
        edit(plain, broken, old)
        assert made(watcher) == []
        assert watcher.problems == ()
        assert files_of(plain.out) == before
    edit(plain, "sample text", "other text")
    assert made(watcher) == [PAGE]


def test_a_plan_that_cannot_be_read_stands_as_well(plain: Project) -> None:
    watcher = watcher_of(plain, PAGES)
    made(watcher)
    edit(plain, "deliverables:", "deliverable:", "deliverables.yaml")
    assert made(watcher) == []
    assert {problem.place.file for problem in watcher.problems} == {"data/deliverables.yaml"}
    assert watcher.choice  # what there was can still be looked at
    edit(plain, "deliverable:", "deliverables:", "deliverables.yaml")
    assert made(watcher) == []
    assert watcher.problems == ()


@pytest.mark.slow
def test_twenty_quick_saves_end_in_one_right_state(plain: Project) -> None:
    news = [True]
    watcher = watcher_of(plain, USUAL_ORDER, lambda: news[0])
    made(watcher)
    counted = []
    for number in range(20):
        edit(plain, "sample text" if number == 0 else f"text {number - 1}", f"text {number}")
        news[0] = number < 19
        watcher.changed()
        counted.append(made(watcher))
        assert watcher.is_behind is news[0]
    assert counted == [[PAGE]] * 19 + [[PAGE, GENERAL]]  # where something newer waits, the rest is left
    anew = plain.root / "anew"
    run(plain, anew, asked={"kinds": (Kind.FACTSHEET,), "locales": ("en",)})
    assert files_of(plain.out) == files_of(anew)


def test_another_build_at_work_is_waited_for(plain: Project) -> None:
    watcher = watcher_of(plain, PAGES)
    with locked(plain.out):
        assert made(watcher) == []
        assert [problem.code for problem in watcher.problems] == ["locked"]
        assert watcher.is_behind
    assert made(watcher) == [PAGE]
    assert watcher.problems == ()


def test_what_does_not_exist_is_told_as_wrong_usage(plain: Project) -> None:
    watcher = watcher_of(plain, Order(locales=("xx",)))
    assert made(watcher) == []
    assert isinstance(watcher.failure, UsageError)


def test_a_link_out_of_the_project_is_refused_later_too(plain: Project, tmp_path: Path) -> None:
    watcher = watcher_of(plain, PAGES)
    made(watcher)
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(b"%PDF-1.7")
    (plain.data / "annexes").mkdir(exist_ok=True)
    (plain.data / "annexes" / "link.pdf").symlink_to(outside)
    assert made(watcher) == []
    assert [problem.code for problem in watcher.problems] == ["link-outside"]
