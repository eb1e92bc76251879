"""What a publication chooses of the page: size, margins, colours, fonts; and the edition in large print."""

from collections import Counter
from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf_fonts
import pytest
from pypdf import PdfReader

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.runner import build
from factsheet_builder.content.checks.design_checks import contrast, faint_pairs, tokens_in
from factsheet_builder.errors import ContentError, ExitCode
from factsheet_builder.pdf.reading.inspection import fonts_of
from factsheet_builder.pdf.reading.tag_reader import read_body, read_tags
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition

SHEET = "assistance-to-victims"


def choose(project: Project, old: str, new: str) -> None:
    file = project.data / "publication.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def made(project: Project, cache: Path, edition: Edition, party: str = "") -> bytes:
    kind = Kind.TAILORED if party else Kind.FACTSHEET
    owed = Deliverable(SHEET, "en", kind, party, "full" if party else "", edition)
    (outcome,) = build(project, (owed,), project.root / "made", cache=cache)
    assert outcome.exit_code is ExitCode.DONE, outcome.diagnostics
    warned = [problem for problem in outcome.diagnostics if not problem.is_expected and problem.severity != "note"]
    # In large print a note of eight lines may leave a page that no passage can fill.
    assert [problem for problem in warned if not (edition is Edition.LARGE and problem.code == "blank-band")] == []
    return outcome.file.read_bytes()


def sizes_of(pdf: bytes) -> dict[float, str]:
    """Return the texts of a file by the sizes that they are set in, in points."""
    found: dict[float, str] = {}

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            points = round(abs(size * tm[0] * cm[0]), 1)
            found[points] = found.get(points, "") + text

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=visit)
    return found


def test_contrasts_are_those_of_the_guidelines(shipped: Project) -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    tokens = tokens_in(shipped.style("tokens.css"))
    assert contrast(tokens["deep-blue"], tokens["white"]) == pytest.approx(11.5, abs=0.1)
    assert faint_pairs(tokens) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (
            "  colours: {}\n",
            '  colours: { grey: "#9aa0a8" }\n',
            "grey on white has a contrast of 2.6:1; it needs 4.5:1",
        ),
        ("  accents: {}\n", f'  accents: {{ {SHEET}: "#77aadd" }}\n', "deep-blue on white has a contrast of 2.4:1"),
        ("  family:\n", "  family: Noto Sans\n", "A family of fonts has a name and files; here is only one of the two"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_figure(project: Project, old: str, new: str, what: str) -> None:
    choose(project, old, new)
    with pytest.raises(ContentError) as caught:
        load_common(project)
    assert any(what in problem.what for problem in caught.value.diagnostics)
    assert {problem.place.file for problem in caught.value.diagnostics} == {"data/publication.yaml"}


@pytest.mark.slow
def test_a_publication_has_its_own_sheet_colours_and_fonts(project: Project, cache: Path) -> None:
    fonts = project.data / "fonts"
    fonts.mkdir()
    for name, code in (("regular", "notos"), ("bold", "notosbo")):
        (fonts / f"{name}.ttf").write_bytes(pymupdf_fonts.myfont(code))
    choose(project, "size: A4\n  mirrored: false\n  multiple_of_four: false", "size: Letter\n  multiple_of_four: true")
    choose(project, "  accents: {}\n", f'  accents: {{ {SHEET}: "#1f5c3a" }}\n')
    faces = "[{ file: fonts/regular.ttf }, { file: fonts/bold.ttf, weight: 700 }]"
    choose(project, "  family:\n  fonts: []\n", f"  family: Noto Sans\n  fonts: {faces}\n")
    screen, press = (made(project, cache, edition) for edition in (Edition.SCREEN, Edition.PRESS))
    page = PdfReader(BytesIO(screen)).pages[0]
    assert [float(value) for value in page.mediabox] == [0, 0, 612, 792]
    assert {font.name.partition("-")[0] for font in fonts_of(screen)} <= {"Noto", "FiraGO"}
    assert b"0.121569 0.360784 0.227451 rg" in page.get_contents().get_data()  # type: ignore[union-attr]
    pages = len(PdfReader(BytesIO(screen)).pages)
    assert len(PdfReader(BytesIO(press)).pages) == pages + -pages % 4


@pytest.mark.slow
def test_mirrored_margins_change_sides_and_nothing_else(project: Project, cache: Path, shipped_pdf: bytes) -> None:
    choose(project, "mirrored: false", "mirrored: true")
    mirrored = PdfReader(BytesIO(made(project, cache, Edition.SCREEN)))
    usual = PdfReader(BytesIO(shipped_pdf))
    words = [page.extract_text().split() for page in usual.pages]
    assert [page.extract_text().split() for page in mirrored.pages] == words
    starts = [_leftmost(page) for page in mirrored.pages]
    assert starts[1] - starts[2] == pytest.approx(10 / 25.4 * 72, abs=1.5)


def _leftmost(page: object) -> float:
    found: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            found.append(cm[0] * tm[4] + cm[4])

    page.extract_text(visitor_text=visit)  # type: ignore[attr-defined]
    return min(found)


def test_nothing_is_smaller_than_8_pt_but_calls_of_notes(shipped_pdf: bytes) -> None:
    small = {size: text for size, text in sizes_of(shipped_pdf).items() if size < 8}
    assert set(small) == {7.5}
    assert set(small[7.5]) <= set("123456789 ")


@pytest.mark.slow
@pytest.mark.parametrize("party", ["", "MLT"])
def test_large_print_has_16_pt_and_the_same_tags(project: Project, cache: Path, party: str) -> None:
    large, usual = (made(project, cache, edition, party) for edition in (Edition.LARGE, Edition.SCREEN))
    small = {size: " ".join(text.split()) for size, text in sizes_of(large).items() if size < 15.9}
    heads = small.pop(12.0, "")
    assert small == {}, "calls, and the heads and feet of pages, are 12 pt"
    assert "The Lanzarote Committee" not in heads
    kinds = [Counter(element.kind for element in read_tags(pdf).walk()) for pdf in (large, usual)]
    if not party:  # the map of a version's first page gives way to larger words
        assert kinds[1] - kinds[0] == Counter(), "a document of more than 12 pages has contents besides"
        assert len(PdfReader(BytesIO(large)).pages) > 12
        assert "Contents Introduction 4" in " ".join(read_body(large).blocks)
    with pikepdf.open(BytesIO(large)) as opened:
        assert b"pdfuaid:part" in opened.Root.Metadata.read_bytes()
