"""The screen Deliverables in a browser: what is ticked is saved as an archive, pages are held against what was delivered."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.delivering.earlier_files import read_delivery
from factsheet_builder.builds.runner import build
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from tests.small_factsheet import start_small
from tests.studio.conftest import Running, run_studio
from tests.web.browsing import NEEDS_BROWSER

pytestmark = [NEEDS_BROWSER, pytest.mark.slow]
WANTED = (Deliverable("small", "en"), Deliverable("small", "en", edition=Edition.HTML))
PATIENCE_MS = 120_000


@pytest.fixture
def built(tmp_path: Path, cache: Path) -> Iterator[Running]:
    """A studio whose folder was built twice, a text changed in between."""
    start_small(tmp_path / "project", "small")
    project = Project(tmp_path / "project")
    owed = "deliverables:\n  - {kind: factsheet, editions: [screen, html]}\n"
    (project.data / "deliverables.yaml").write_text(owed)
    list(build(project, WANTED, project.out, cache=cache))
    file = project.data / "factsheets" / "small.yaml"
    new = r"\1text: Other words than before [^sample-note]"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^( +)text: .*$", new, text, count=1, flags=re.MULTILINE), encoding="utf-8")
    list(build(project, WANTED, project.out, cache=cache))
    yield from run_studio(project)


def test_from_a_tick_to_an_archive_and_to_what_is_delivered(built: Running, window: Any, tmp_path: Path) -> None:
    window.set_default_timeout(PATIENCE_MS)
    window.goto(f"{built.address}/deliverables")
    window.check("input[name=key] >> nth=0")
    with window.expect_download() as saved:
        window.click("text=Download those that are ticked")
    saved.value.save_as(tmp_path / "saved.zip")
    with ZipFile(tmp_path / "saved.zip") as archive:
        (entry,) = json.loads(archive.read("manifest.json"))["deliverables"]
        assert archive.read(entry["path"]) == (built.project.out / entry["path"]).read_bytes()
    window.click("tr:has-text('another file than before') th a")
    window.click("text=Show the pages that look different")
    window.wait_for_selector(".sides img")
    for picture in window.locator(".sides img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("one => one.decode()")
    window.goto(f"{built.address}/deliverables")
    window.check("text=These files are handed out as they are")
    window.click("text=This is what we deliver")
    window.wait_for_selector("text=2 files are what is delivered from now on.")
    delivery = read_delivery(built.project.out)
    assert delivery is not None
    assert (delivery.who, len(delivery.files)) == ("A. Name", 2)
    assert window.locator("text=another file than before").count() == 0


def test_pages_of_the_folder_run_nothing_and_lead_to_one_another(built: Running, window: Any) -> None:
    window.goto(f"{built.address}/files/en/small.html")
    assert window.title()
    leads = window.evaluate("[...document.querySelectorAll('a[href]')].map(one => one.getAttribute('href'))")
    assert "small.pdf" in leads
