import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream, StreamObject

from factsheet_builder.errors import RefusedError
from factsheet_builder.typesetting.press import POINTS_PER_MM, PressFacts, PressSettings, write_press
from factsheet_builder.typesetting.press_check import check_press
from tests.typesetting.press_sample import FACTS, MOMENT, SETTINGS, full_body, image_url, lay_out, write_sample

TRIM_WIDTH, TRIM_HEIGHT = 148 * POINTS_PER_MM, 210 * POINTS_PER_MM
BLEED = 3 * POINTS_PER_MM
DEEP_BLUE = (0.95, 0.7, 0.0, 0.45)


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


def streams(reader: Any) -> Iterator[Any]:
    for number in sorted(number for table in reader.xref.values() for number in table) + sorted(reader.xref_objStm):
        item = reader.get_object(number)
        if isinstance(item, StreamObject):
            yield item


def operations(reader: Any) -> Iterator[tuple[Any, bytes]]:
    """All operators of pages, forms, patterns and masks."""
    for page in reader.pages:
        yield from ContentStream(page["/Contents"], reader).operations
    for item in streams(reader):
        if item.get("/Subtype") == "/Form" or "/PatternType" in item:
            yield from ContentStream(item, reader).operations


def builds(reader: Any) -> set[tuple[float, ...]]:
    return {tuple(map(float, operands)) for operands, operator in operations(reader) if operator in (b"k", b"K")}


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
    settings = PressSettings(SETTINGS.condition, bleed_mm=5)
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


def filled_rectangles(reader: Any, number: int) -> Iterator[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Each filled rectangle of a page in points, with its inks."""
    matrix, stack = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), []
    box: tuple[float, ...] = ()
    ink: tuple[float, ...] = ()
    for operands, operator in ContentStream(reader.pages[number]["/Contents"], reader).operations:
        values = tuple(map(float, operands)) if operator in (b"cm", b"re", b"k") else ()
        match operator:
            case b"q":
                stack.append((matrix, ink))
            case b"Q":
                matrix, ink = stack.pop()
            case b"cm":
                a, _, _, d, e, f = values
                matrix = (matrix[0] * a, 0, 0, matrix[3] * d, matrix[0] * e + matrix[4], matrix[3] * f + matrix[5])
            case b"k":
                ink = values
            case b"re":
                x1, x2 = (matrix[0] * x + matrix[4] for x in (values[0], values[0] + values[2]))
                y1, y2 = (matrix[3] * y + matrix[5] for y in (values[1], values[1] + values[3]))
                box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            case b"f":
                yield box, ink


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


def test_colours_of_the_house_come_from_the_table(reader: Any) -> None:
    used = builds(reader)
    assert {(0, 0, 0, 1), (0, 0, 0, 0), DEEP_BLUE, (0, 0, 0, 0.75), (0.04, 0.02, 0, 0), (0, 0.95, 0.55, 0.4)} <= used
    assert {(0, 0.45, 0.9, 0.6), (0.75, 0, 0.35, 0.6)} <= used
    assert not any(operator in (b"rg", b"RG", b"sc", b"SC") for _, operator in operations(reader))
    assert {operands[0] for operands, operator in operations(reader) if operator in (b"cs", b"CS")} == {
        "/Pattern",
        "/Registration",
    }


def test_a_caller_may_bring_other_inks(document: Any) -> None:
    pdf = write_press(document, PressSettings(SETTINGS.condition, inks={"#16396b": SETTINGS.inks["#000000"]}), FACTS)
    used = builds(PdfReader(BytesIO(pdf)))
    assert DEEP_BLUE not in used
    assert (0, 0, 0, 1) in used


def test_gradients_run_from_ink_to_ink(reader: Any) -> None:
    spaces: dict[str, int] = {}
    for number in reader.xref_objStm:
        item: Any = reader.get_object(number)
        if isinstance(item, dict) and "/ShadingType" in item:
            space = str(item["/ColorSpace"])
            spaces[space] = spaces.get(space, 0) + 1
            size = {"/DeviceCMYK": 4, "/DeviceGray": 1}[space]
            assert all(len(part[end]) == size for part in item["/Function"]["/Functions"] for end in ("/C0", "/C1"))
    assert spaces["/DeviceCMYK"] >= 3
    assert spaces["/DeviceGray"] >= 2


def test_masks_stay_masks(reader: Any) -> None:
    """Luminosity of white to black in a soft mask is grey, not ink: the mask's own colours are in DeviceGray."""
    groups = [item for item in streams(reader) if item.get("/Subtype") == "/Form"]
    assert {str(item["/Group"]["/CS"]) for item in groups} == {"/DeviceCMYK", "/DeviceGray"}
    masks = [item for item in groups if item["/Group"]["/CS"] == "/DeviceGray"]
    greys = [operands for item in masks for operands, op in ContentStream(item, reader).operations if op == b"g"]
    assert [pytest.approx(8 / 15, abs=0.001)] in greys
    assert not any(op in (b"k", b"rg") for item in masks for _, op in ContentStream(item, reader).operations)


def test_an_image_in_a_mask_is_grey_unless_the_page_shows_it_too(folder: Path) -> None:
    picture = image_url("RGB")
    masked = f"""<svg width="40" height="40" xmlns="http://www.w3.org/2000/svg"><title>t</title>
    <mask id="m"><image href="{picture}" width="40" height="40"/></mask>
    <rect width="40" height="40" fill="#0B6161" mask="url(#m)"/></svg>"""

    def spaces(body: str) -> list[str]:
        reader = PdfReader(BytesIO(write_sample(folder, body)))
        return [str(item["/ColorSpace"]) for item in streams(reader) if item.get("/Subtype") == "/Image"]

    assert spaces(masked) == ["/DeviceGray"]
    assert spaces(f'{masked}<img alt="a" src="{picture}">') == ["/DeviceCMYK"]


def test_images_are_cmyk_or_grey_and_keep_their_alpha(reader: Any) -> None:
    images = [item for item in streams(reader) if item.get("/Subtype") == "/Image"]
    spaces = sorted(str(item["/ColorSpace"]) for item in images)
    assert spaces == ["/DeviceCMYK"] * 3 + ["/DeviceGray"] * 2
    for item in images:
        channels = 4 if item["/ColorSpace"] == "/DeviceCMYK" else 1
        assert len(item.get_data()) == 40 * 40 * channels
    assert sum("/SMask" in item for item in images) == 1


@pytest.mark.parametrize(
    ("colour", "inks"), [("#000", (0, 0, 0, 1)), ("#1B1F27", (0, 0, 0, 1)), ("#fff", (0, 0, 0, 0))]
)
def test_an_image_pixel_is_not_mapped_by_the_table(folder: Path, colour: str, inks: tuple[int, ...]) -> None:
    """Only flat colours are: in a photograph the neighbours of a pixel matter more than its name."""
    reader = PdfReader(
        BytesIO(write_sample(folder, f'<p style="color:{colour}">A</p><img src="{image_url("RGB")}" alt="a">'))
    )
    assert inks in builds(reader)
    image = next(item for item in streams(reader) if item.get("/Subtype") == "/Image")
    assert image["/ColorSpace"] == "/DeviceCMYK"


def test_black_text_overprints_and_nothing_else_does(reader: Any) -> None:
    fill: tuple[float, ...] = ()
    overprints, shown = False, set()
    for operands, operator in ContentStream(reader.pages[0]["/Contents"], reader).operations:
        if operator == b"k":
            fill = tuple(map(float, operands))
        elif operator == b"gs" and operands[0] in ("/blackOverprints", "/blackKnocksOut"):
            overprints = operands[0] == "/blackOverprints"
        elif operator == b"TJ":
            shown.add((fill == (0, 0, 0, 1), overprints))
        elif operator in (b"f", b"S", b"Do", b"B"):
            assert not overprints
    assert shown == {(True, True), (False, False)}
    states = reader.pages[0]["/Resources"]["/ExtGState"]
    assert states["/blackOverprints"] == {"/Type": "/ExtGState", "/OP": False, "/op": True, "/OPM": 1}


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


def test_a_colour_that_cannot_be_separated_is_refused(folder: Path) -> None:
    document = lay_out('<p style="color: lab(50% 40 20)">x</p>', folder)
    with pytest.raises(RefusedError, match=r"lab-d50 cannot be separated for print.*device-cmyk"):
        write_press(document, SETTINGS, FACTS)


def test_a_build_in_the_stylesheet_is_kept(folder: Path) -> None:
    pdf = write_sample(folder, '<p style="color: device-cmyk(10% 20% 30% 40%)">x</p>')
    assert (0.1, 0.2, 0.3, 0.4) in builds(PdfReader(BytesIO(pdf)))
    assert check_press(pdf) == []


def test_the_same_input_gives_the_same_bytes_in_another_process(document: Any, pdf: bytes, folder: Path) -> None:
    assert write_press(document, SETTINGS, FACTS) == pdf
    code = (
        "import hashlib, sys, pathlib; sys.path.insert(0, sys.argv[1]); from tests.typesetting import press_sample\n"
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
