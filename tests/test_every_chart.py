"""A factsheet with every form of chart: pages and a page for browsers, held against what they owe, tagged and drawn."""

from pathlib import Path
from shutil import copytree
from typing import Any, Final
from xml.etree.ElementTree import Element

import pytest
from PIL import Image
from pypdf import PdfReader

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.outcome import Outcome
from factsheet_builder.builds.runner import build
from factsheet_builder.errors import ExitCode, Severity
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.tag_reader import read_body
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from tests.documents.charts.chart_sheets import FIXTURE, NAME
from tests.web.pages import tree, words

_SVG: Final = "{http://www.w3.org/2000/svg}svg"


def made(edition: Edition, folder: Path, cache: Path) -> Outcome:
    (outcome,) = build(FIXTURE, (Deliverable(NAME, "en", edition=edition),), folder, cache=cache)
    assert outcome.exit_code is ExitCode.DONE, outcome.diagnostics
    return outcome


@pytest.fixture(scope="module")
def page(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made(Edition.HTML, tmp_path_factory.mktemp("page"), cache).file.read_bytes()


def test_numbers_are_cells_of_tables_and_drawings_are_silent(page: bytes) -> None:
    root = tree(page)
    lines = [row for table in root.iter("table") for row in table.iter("tr")]
    rows = [[_said(cell) for cell in row] for row in lines]
    assert any(row[1:] == ["0.0004"] for row in rows)
    assert ["Ruritania", "7", "not known"] in rows
    drawings = [svg.get("aria-label") for svg in root.iter(_SVG)]
    assert "Steam overtook sail in 2028." in drawings
    silent = {one for hidden in root.iter() if hidden.get("aria-hidden") == "true" for one in hidden.iter(_SVG)}
    assert all(svg.get("aria-label") or svg in silent for svg in root.iter(_SVG))


def _said(cell: Element) -> str:
    """Return the words of a cell that a screen reader reads."""
    hidden = [words(one) for one in cell.iter() if one.get("aria-hidden") == "true" and words(one)]
    return words(cell).removesuffix(hidden[0]).strip() if hidden else words(cell)


def test_colours_of_a_page_are_those_that_its_reader_has_chosen(page: bytes) -> None:
    text = page.decode()
    drawings = text[text.index('id="c-bars"') : text.index('id="c-credit"')]
    assert "#16396b" not in drawings
    assert drawings.count("var(--deep-blue)") > 20


@pytest.mark.slow
def test_pages_say_every_number_once_and_figures_say_what_they_show(cache: Path, tmp_path: Path) -> None:
    outcome = made(Edition.SCREEN, tmp_path, cache)
    assert {one.code for one in outcome.diagnostics if one.severity is not Severity.NOTE} <= {"blank-band"}
    pdf = outcome.file.read_bytes()
    _, tags = inspect_pdf(pdf)
    figures = [one.alt for one in tags.walk() if one.kind == "Figure"]
    assert figures == [
        "Line chart: Boats. The table that follows has the numbers.",
        "Steam overtook sail in 2028.",
        "Tile map of the Parties by value: Hours a day. The table that follows has the numbers.",
        "Two boats",
    ]
    assert sum(one.kind == "Table" for one in tags.walk()) == 9
    said = " ".join(read_body(outcome.file).blocks)
    assert said.count("1,234.5") == said.count("0.0004") == 1
    assert made(Edition.SCREEN, tmp_path / "again", cache).file.read_bytes() == pdf


@pytest.mark.slow
@pytest.mark.parametrize("edition", [Edition.PRESS, Edition.LARGE])
def test_every_form_goes_to_the_press_and_into_large_print(cache: Path, tmp_path: Path, edition: Edition) -> None:
    made(edition, tmp_path, cache)


@pytest.mark.slow
def test_a_scan_in_inks_is_shown_by_browsers_and_goes_to_the_press(cache: Path, tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    copytree(FIXTURE.data, project.data)
    sheet = project.factsheet_path(NAME)
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("boats.svg", "scan.tif"), encoding="utf-8")
    scan = Image.effect_noise((900, 600), 90)
    Image.merge("CMYK", (scan, scan.rotate(180), scan, Image.new("L", scan.size))).save(
        project.data / "pictures/scan.tif"
    )
    outcomes = {
        edition: next(build(project, (Deliverable(NAME, "en", edition=edition),), tmp_path / edition, cache=cache))
        for edition in (Edition.HTML, Edition.PRESS, Edition.SCREEN)
    }
    assert {one.exit_code for one in outcomes.values()} == {ExitCode.DONE}
    assert b'src="data:image/jpeg;base64,' in outcomes[Edition.HTML].file.read_bytes()
    spaces = {edition: _spaces(outcomes[edition].file) for edition in (Edition.PRESS, Edition.SCREEN)}
    assert spaces == {Edition.PRESS: {"/DeviceCMYK"}, Edition.SCREEN: {"/DeviceRGB"}}


def _spaces(file: Path) -> set[str]:
    """Return the colour spaces of the pictures of a PDF."""
    resources: list[Any] = [page["/Resources"] for page in PdfReader(file).pages]
    found = [one.get("/XObject") or {} for one in resources]
    objects = [item.get_object() for one in found for item in one.values()]
    return {str(item["/ColorSpace"]) for item in objects if item.get("/Subtype") == "/Image"}
