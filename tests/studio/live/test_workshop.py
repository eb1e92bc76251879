"""Pages, PDFs and problems of a project with texts in place that nobody has saved, made by what makes what is delivered."""

import asyncio
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.making.deliverable_limits import USUAL
from factsheet_builder.builds.making.standing_maker import StandingMaker
from factsheet_builder.builds.project_checks import check_everything
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity, SurroundingsError
from factsheet_builder.project import Project
from factsheet_builder.studio.live.live_values import Bench
from factsheet_builder.studio.live.live_work import elsewhere, live_page, live_pdf, live_problems
from factsheet_builder.studio.live.shadow import Shadow
from factsheet_builder.studio.live.workshop import Workshop
from factsheet_builder.typesetting.editions import Edition
from tests.conftest import ROOT
from tests.small_factsheet import start_small

FILE = "data/factsheets/small.yaml"
TEXT = Deliverable("small", "en")
GOOD = "A page as nobody has saved it"


@pytest.fixture
def small(tmp_path: Path) -> Project:
    start_small(tmp_path / "project", "small")
    return Project(tmp_path / "project")


@pytest.fixture
def bench(small: Project, tmp_path: Path, cache: Path) -> Bench:
    return Bench(small, tmp_path / "copies", cache, USUAL)


def _drafts(project: Project, new: str) -> dict[str, str]:
    text = (project.root / FILE).read_text(encoding="utf-8")
    found = re.sub(r"^( +)text: .*$", rf"\1text: {new} [^sample-note]", text, count=1, flags=re.MULTILINE)
    assert found != text
    return {FILE: found}


def test_the_page_is_that_of_the_build_but_leads_nowhere_else(small: Project, bench: Bench, cache: Path) -> None:
    page = live_page(bench, TEXT, {}).html.decode()
    built = StandingMaker(small, cache).make(Deliverable("small", "en", edition=Edition.HTML)).pdf.decode()
    ways_out = re.compile(r'\shref="(?!#)[^"]*"')
    assert ways_out.search(built)
    assert not ways_out.search(re.sub(r'href="data:[^"]*"', "", page))
    as_built = re.sub(r'\s*<link rel="(alternate|next|prev)"[^>]*>', "", built)
    assert ways_out.sub("", as_built) == page


def test_a_draft_is_shown_and_nothing_of_it_is_written(small: Project, bench: Bench) -> None:
    before = (small.root / FILE).read_bytes()
    page = live_page(bench, TEXT, _drafts(small, GOOD))
    assert GOOD in page.html.decode()
    assert GOOD not in live_page(bench, TEXT, {}).html.decode()
    assert (small.root / FILE).read_bytes() == before


def test_passages_lead_to_elements_and_back(small: Project, bench: Bench) -> None:
    page = live_page(bench, TEXT, {})
    html = page.html.decode()
    assert page.anchors
    assert all(f'id="{anchor}"' in html for anchor in page.anchors.values())
    assert {page.anchors[passage] for passage in page.passages.values()} == set(page.passages)
    assert "masthead.title" in page.anchors


def test_problems_are_those_of_the_command_with_the_draft_in_place(small: Project, bench: Bench) -> None:
    assert live_problems(bench, {}) == tuple(
        dict.fromkeys(problem for checked in check_everything(small) for problem in checked.found)
    )
    text = (small.root / FILE).read_text(encoding="utf-8")
    (problem,) = live_problems(bench, {FILE: text + "\nodd: 1\n"})
    assert (problem.place.file, problem.place.line) == (FILE, text.count("\n") + 2)
    with pytest.raises(ContentError) as caught:
        live_page(bench, TEXT, {FILE: text + "\nodd: 1\n"})
    assert problem in caught.value.diagnostics


def test_problems_name_the_project_and_not_its_copy() -> None:
    problem = Diagnostic(Severity.ERROR, "x", "/tmp/copy/data is odd.", "Look at /tmp/copy.", Place("/tmp/copy/data/a"))
    mended = Diagnostic(Severity.ERROR, "x", "/home/p/data is odd.", "Look at /home/p.", Place("/home/p/data/a"))
    assert elsewhere(problem, "/tmp/copy", "/home/p") == mended


def test_a_project_that_has_not_changed_is_followed_in_no_time(shipped: Project, tmp_path: Path, cache: Path) -> None:
    shadow = Shadow(shipped, tmp_path / "copy")
    shadow.follow({})
    took = []
    for _ in range(20):
        begun = time.perf_counter()
        shadow.follow({})
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.01  # 3 ms when nothing else is at work


@pytest.mark.slow
def test_the_workshop_answers_and_ends(small: Project, cache: Path) -> None:
    async def act() -> None:
        async with Workshop(small, cache) as workshop:
            page = await workshop.page("me", TEXT, _drafts(small, GOOD))
            assert GOOD in page.html.decode()
            folder = workshop._bench.folder
            assert folder.exists()
            assert await workshop.desk(os.path.basename, "a/b") == "b"
            with pytest.raises(ContentError):
                await workshop.page("me", TEXT, {FILE: "odd: 1\n"})
            assert await workshop.problems({FILE: "odd: 1\n"}, "me")
        assert not folder.exists()
        with pytest.raises(SurroundingsError, match="closed"):
            await workshop.page("me", TEXT)
        assert not folder.exists()

    asyncio.run(act())


@pytest.mark.slow
def test_the_process_of_the_server_does_without_the_engine() -> None:
    said = (
        "import sys, factsheet_builder.studio.opening; print('weasyprint' in sys.modules, 'starlette' in sys.modules)"
    )
    command = [sys.executable, "-c", said]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.split() == ["False", "True"]


@pytest.mark.slow
def test_the_pdf_is_that_of_the_build_with_its_pages_in_pictures(small: Project, bench: Bench, cache: Path) -> None:
    printed = live_pdf(bench, TEXT, {})
    assert printed.pdf == StandingMaker(small, cache).make(TEXT).pdf
    assert len(printed.pictures) >= max(printed.places.values())
    assert all(picture.startswith(b"\x89PNG") for picture in printed.pictures)
    assert list(printed.places.values()) != [1] * len(printed.places)
    drafted = live_pdf(bench, TEXT, _drafts(small, GOOD))
    assert drafted.pictures != printed.pictures
