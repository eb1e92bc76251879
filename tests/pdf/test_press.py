import hashlib
import os
import re
import subprocess
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from factsheet_builder.pdf.press.press_check import check_press
from factsheet_builder.pdf.press.press_writer import POINTS_PER_MM, PressFacts, PressSettings, write_press
from tests.pdf.press_reading import filled_rectangles
from tests.pdf.press_sample import FACTS, MOMENT, SETTINGS, full_body, lay_out, write_sample

TRIM_WIDTH, TRIM_HEIGHT = 148 * POINTS_PER_MM, 210 * POINTS_PER_MM
BLEED = 3 * POINTS_PER_MM
DEEP_BLUE = (1.0, 0.8, 0.0, 0.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("press")


@pytest.fixture(scope="module")
def document(folder: Path) -> Any:
    return lay_out(full_body(), folder)


@pytest.fixture(scope="module")
def pdf(document: Any) -> bytes:
    return write_press(document, SETTINGS, FACTS)


@pytest.fixture(scope="module")
def reader(pdf: bytes) -> Any:
    return PdfReader(BytesIO(pdf))


def lines(pdf: bytes) -> list[list[tuple[str, float, float]]]:
    """For each page, each piece of text with its place in points from the corner of the trimmed page."""
    pages = []
    for page in PdfReader(BytesIO(pdf)).pages:
        found: list[tuple[str, float, float]] = []

        def note(text: str, _cm: Any, tm: Any, *_: Any, found: list[tuple[str, float, float]] = found) -> None:
            if text.strip():
                found.append((text, round(tm[4], 2), round(tm[5], 2)))

        page.extract_text(visitor_text=note)
        pages.append(found)
    return pages


def test_a_press_file_has_no_problem(pdf: bytes) -> None:
    assert check_press(pdf) == []


def test_boxes_nest_with_three_millimetres_of_bleed(reader: Any) -> None:
    for page in reader.pages:
        trim, bleed, media = (list(map(float, page[key])) for key in ("/TrimBox", "/BleedBox", "/MediaBox"))
        assert trim == pytest.approx([0, 0, TRIM_WIDTH, TRIM_HEIGHT], abs=0.01)
        assert bleed == pytest.approx([-BLEED, -BLEED, TRIM_WIDTH + BLEED, TRIM_HEIGHT + BLEED], abs=0.01)
        assert media == pytest.approx(
            [-3 * BLEED, -3 * BLEED, TRIM_WIDTH + 3 * BLEED, TRIM_HEIGHT + 3 * BLEED], abs=0.01
        )


def test_the_bleed_is_a_setting(document: Any, folder: Path) -> None:
    settings = PressSettings(SETTINGS.condition, SETTINGS.inks, bleed_mm=5)
    wide = write_press(lay_out("<p>Words</p>", folder), settings, FACTS)
    assert check_press(wide, bleed_mm=5) == []
    assert {item.code for item in check_press(wide)} == {"press-boxes"}
    band_for_three = write_press(document, settings, FACTS)
    assert {item.code for item in check_press(band_for_three, bleed_mm=5)} == {"press-short-bleed"}


def test_lines_break_and_stand_as_on_screen(document: Any, pdf: bytes) -> None:
    screen = document.write_pdf()
    assert len(document.pages) == 3
    assert lines(pdf) == lines(screen)
    assert sum(map(len, lines(pdf))) > 60


def test_the_screen_edition_is_the_same_before_and_after(folder: Path) -> None:
    document = lay_out(full_body(), folder)
    before = document.write_pdf(pdf_variant="pdf/ua-1")
    write_press(document, SETTINGS, FACTS)
    assert document.write_pdf(pdf_variant="pdf/ua-1") == before


def test_the_band_fills_the_bleed_and_nothing_passes_it(reader: Any) -> None:
    band = next(box for box, ink in filled_rectangles(reader, 0) if ink == DEEP_BLUE)
    left, bottom, right, top = map(float, reader.pages[0]["/BleedBox"])
    assert band[0] <= left + 0.01
    assert band[2] >= right - 0.01
    assert band[3] >= top - 0.01
    assert band[1] > TRIM_HEIGHT / 2
    content = ContentStream(reader.pages[0]["/Contents"], reader).operations
    clip = [float(value) for value in content[1][0]]
    assert [operator for _, operator in content[:4]] == [b"q", b"re", b"W", b"n"]
    assert clip == pytest.approx([left, bottom, right - left, top - bottom], abs=0.01)


def test_crop_marks_stand_outside_the_bleed_on_every_plate(reader: Any) -> None:
    page = reader.pages[1]
    content = page["/Contents"].get_data()
    marks = content[content.rindex(b"/Registration CS 1 SCN") :]
    space = page["/Resources"]["/ColorSpace"]["/Registration"]
    assert list(space[:3]) == ["/Separation", "/All", "/DeviceCMYK"]
    assert list(space[3]["/C1"]) == [1, 1, 1, 1]
    ends = re.findall(rb"(\S+) (\S+) m (\S+) (\S+) l S", marks)
    left, bottom, right, top = map(float, page["/BleedBox"])
    assert len(ends) == 8
    for x1, y1, x2, y2 in [tuple(map(float, end)) for end in ends]:
        outside = max(x1, x2) < left or min(x1, x2) > right or max(y1, y2) < bottom or min(y1, y2) > top
        assert outside
        assert x1 == x2 in (0, pytest.approx(TRIM_WIDTH, abs=0.01)) or y1 == y2 in (
            0,
            pytest.approx(TRIM_HEIGHT, abs=0.01),
        )


def test_the_output_intent_names_and_embeds_the_condition(reader: Any) -> None:
    (intent,) = reader.root_object["/OutputIntents"]
    assert (intent["/S"], intent["/OutputConditionIdentifier"]) == ("/GTS_PDFX", "FOGRA39")
    assert intent["/RegistryName"] == "http://www.color.org"
    profile = intent["/DestOutputProfile"]
    assert profile["/N"] == 4
    assert profile.get_data() == SETTINGS.condition.profile


def test_the_file_says_what_it_is_without_a_clock(reader: Any, pdf: bytes) -> None:
    info, xmp = reader.metadata, reader.root_object["/Metadata"].get_data().decode()
    assert pdf.startswith(b"%PDF-1.6")
    assert info is not None
    assert (info["/GTS_PDFXVersion"], info["/Trapped"]) == ("PDF/X-4", "/False")
    assert info["/CreationDate"] == info["/ModDate"] == "D:20261124093000+00'00'"
    assert info.title == FACTS.title
    assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in xmp
    assert xmp.count("2026-11-24T09:30:00+00:00") == 3
    assert f'<rdf:li xml:lang="x-default">{FACTS.title}</rdf:li>' in xmp


def test_versions_share_the_document_id_and_not_the_instance_id(folder: Path) -> None:
    def ids(body: str) -> tuple[list[str], list[bytes]]:
        reader: Any = PdfReader(BytesIO(write_sample(folder, body)))
        xmp = reader.root_object["/Metadata"].get_data().decode()
        return re.findall(r"xmpMM:\w+ID>uuid:([^<]+)<", xmp), list(reader.trailer["/ID"])

    (xmp_1, id_1), (xmp_2, id_2) = ids("<p>One</p>"), ids("<p>Two</p>")
    assert xmp_1[0] == xmp_2[0]
    assert id_1[0] == id_2[0]
    assert xmp_1[1] != xmp_2[1]
    assert id_1[1] != id_2[1]


def test_titles_are_escaped(folder: Path) -> None:
    facts = PressFacts("x", "A < B & \x07“C”", MOMENT, MOMENT)
    pdf = write_press(lay_out("<p>x</p>", folder), SETTINGS, facts)
    reader: Any = PdfReader(BytesIO(pdf))
    assert b"A &lt; B &amp; \xe2\x80\x9cC" in reader.root_object["/Metadata"].get_data()
    assert check_press(pdf) == []


def test_dates_without_a_time_zone_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="time zone"):
        PressFacts("x", "x", datetime(2026, 1, 1), MOMENT)  # noqa: DTZ001


def test_links_fields_bookmarks_and_attachments_are_left_out(folder: Path) -> None:
    body = """<h1>Reply</h1><p id="here">Text <a href="#here">in</a> <a href="https://example.org">out</a></p>
    <form><label for="n">Name</label> <input id="n" name="n"></form>"""
    document = lay_out(body, folder, "input { appearance: auto }")
    assert b"/Annot" in document.write_pdf(uncompressed_pdf=True)
    reader = PdfReader(BytesIO(write_press(document, SETTINGS, FACTS)))
    assert not any("/Annots" in page for page in reader.pages)
    assert {"/AcroForm", "/Outlines", "/Names", "/OpenAction"}.isdisjoint(reader.root_object)


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_in_another_process(document: Any, pdf: bytes, folder: Path) -> None:
    assert write_press(document, SETTINGS, FACTS) == pdf
    code = (
        "import hashlib, sys, pathlib; sys.path.insert(0, sys.argv[1]); from tests.pdf import press_sample\n"
        "print(hashlib.sha256(press_sample.write_sample(pathlib.Path(sys.argv[2]))).hexdigest())"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parents[2]), str(folder)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
    )
    assert done.stdout.strip() == hashlib.sha256(pdf).hexdigest()
