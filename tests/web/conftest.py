"""Pages of the shipped project, made once: by kind and locale, as a build makes them."""

from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind, Order
from factsheet_builder.builds.drafting.draft_kinds import Sheet
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.plan import plan
from factsheet_builder.builds.runner import build
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.web.page_maker import PageMaker
from tests.documents.charts.chart_sheets import FIXTURE, NAME
from tests.small_factsheet import start_small
from tests.web.pages import CHAPTER, LOCALES, OWED, Pages


@pytest.fixture(scope="session")
def drafter(shipped: Project) -> Drafter:
    return Drafter(shipped, plan(shipped, Order(), load_common(shipped)).owed)


@pytest.fixture(scope="session")
def pages(shipped: Project, drafter: Drafter) -> Pages:
    """The HTML of each kind in each locale of the tests."""
    maker = PageMaker(shipped)
    made: Pages = {}
    for locale in LOCALES:
        for kind, party in ((Kind.FACTSHEET, ""), (Kind.TAILORED, "MDA")):
            asked = Deliverable(CHAPTER, locale, kind, party, "full" if party else "", Edition.HTML)
            sheet = drafter.draft(asked).made_from
            assert isinstance(sheet, Sheet)
            assert sheet.page
            made[kind, locale] = maker.make(sheet.view, sheet.page, sheet.settings.design).html
    return made


@pytest.fixture(scope="session")
def page_files(pages: Pages, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Kind, str], Path]:
    """The same as files, for a browser."""
    folder = tmp_path_factory.mktemp("pages")
    files = {key: folder / f"{key[0]}-{key[1]}.html" for key in pages}
    for key, file in files.items():
        file.write_bytes(pages[key])
    return files


@pytest.fixture(scope="session")
def chart_page(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a factsheet with every form of chart."""
    owed = (Deliverable(NAME, "en", edition=Edition.HTML),)
    (outcome,) = build(FIXTURE, owed, tmp_path_factory.mktemp("charts"), cache=cache)
    return outcome.file


@pytest.fixture
def owing(tmp_path: Path) -> Project:
    """A small project that owes pages, for everybody and for Malta."""
    start_small(tmp_path, "small")
    (tmp_path / "data" / "deliverables.yaml").write_text(OWED, encoding="utf-8")
    return Project(tmp_path)
