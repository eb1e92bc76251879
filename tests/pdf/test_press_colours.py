"""Every colour of a page in ink: flat colours, gradients, masks, images and black text."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pydyf
import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from factsheet_builder.errors import RefusedError
from factsheet_builder.pdf.press.colour import Separator, load_shipped_condition, read_inks
from factsheet_builder.pdf.press.press_check import check_press
from factsheet_builder.pdf.press.press_writer import PressSettings, write_press
from factsheet_builder.pdf.press.separation import PressPainter, _PageInks
from tests.pdf.press_reading import builds, operations, streams
from tests.pdf.press_sample import FACTS, SETTINGS, full_body, image_url, lay_out, make_picture, write_sample

DEEP_BLUE = (1.0, 0.8, 0.0, 0.0)
TOKENS = (Path(__file__).parents[2] / "styles" / "tokens.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("press")


@pytest.fixture(scope="module")
def document(folder: Path) -> Any:
    return lay_out(full_body(), folder)


@pytest.fixture(scope="module")
def reader(document: Any) -> Any:
    return PdfReader(BytesIO(write_press(document, SETTINGS, FACTS)))


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
    (alpha,) = [item["/SMask"] for item in images if "/SMask" in item]
    assert alpha.get_data() == make_picture("RGBA").getchannel("A").tobytes()


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


def test_a_colour_that_cannot_be_separated_is_refused(folder: Path) -> None:
    document = lay_out('<p style="color: lab(50% 40 20)">x</p>', folder)
    with pytest.raises(RefusedError, match=r"lab-d50 cannot be separated for print.*device-cmyk"):
        write_press(document, SETTINGS, FACTS)


def test_a_build_in_the_stylesheet_is_kept(folder: Path) -> None:
    pdf = write_sample(folder, '<p style="color: device-cmyk(10% 20% 30% 40%)">x</p>')
    assert (0.1, 0.2, 0.3, 0.4) in builds(PdfReader(BytesIO(pdf)))
    assert check_press(pdf) == []


def rewrite(*items: object) -> list[object]:
    """Return the items of a page's content, made by hand, as the painter leaves them."""
    pdf = pydyf.PDF()
    resources = pydyf.Dictionary({"ExtGState": pydyf.Dictionary(), "XObject": pydyf.Dictionary()})
    content = pydyf.Stream(list(items))
    for item in (resources, content):
        pdf.add_object(item)
    pdf.add_page(pydyf.Dictionary({"Contents": content.reference, "Resources": resources.reference}))
    PressPainter(pdf, Separator(SETTINGS.condition, SETTINGS.inks)).paint()
    return list(content.stream)


def test_overprint_follows_the_colour_through_saved_states() -> None:
    black, blue = b"0 0 0 rg", b"0.086275 0.223529 0.419608 rg"
    on, off = b"/blackOverprints gs", b"/blackKnocksOut gs"
    ink, deep = b"0 0 0 1 k", b"1 0.8 0 0 k"
    assert rewrite(black, b"q", blue, b"Q", b"BT", b"ET") == [ink, b"q", deep, b"Q", b"BT", on, off, b"ET"]
    assert rewrite(blue, b"q", black, b"Q", b"BT", b"ET") == [deep, b"q", ink, b"Q", b"BT", b"ET"]
    assert rewrite(b"BT", black, b"(a) Tj", blue, b"(b) Tj", b"ET") == [
        *(b"BT", ink, on, b"(a) Tj", deep, off, b"(b) Tj", b"ET"),
    ]


def test_only_whole_operators_are_rewritten() -> None:
    kept = [b"BT", b"(1 0 0 rg) Tj", b"ET", "/s0 sh", pydyf.Dictionary({"MCID": 1}), b"/Pattern cs", b"/p0 scn"]
    assert rewrite(*kept) == [item.encode() if isinstance(item, str) else item for item in kept]
    assert rewrite(b"/DeviceCMYK CS", b"0.1 0 0 .5 SCN", b"-0.1 1.2 0 RG") == [
        b"0.1 0 0 0.5 K",
        rewrite(b"0 1 0 RG")[0],
    ]


def test_an_image_that_is_none_is_refused() -> None:
    image = pydyf.Stream([b"no JPEG"], pydyf.Dictionary({"Subtype": "/Image", "ColorSpace": "/DeviceRGB"}))
    image.extra |= {"Width": 3, "Height": 2, "Filter": "/DCTDecode"}
    pdf = pydyf.PDF()
    pdf.add_object(image)
    with pytest.raises(RefusedError, match="An image of 3 by 2 pixels cannot be separated"):
        PressPainter(pdf, Separator(SETTINGS.condition, SETTINGS.inks)).paint()


def test_small_dark_text_is_black_alone_and_the_colour_comes_back() -> None:
    """Text below 9 pt in several inks shows a hairline of each where a press is out of register."""
    deep = [b"0.086275 0.223529 0.419608 rg"]
    small = [b"BT", b"/F 11.9 Tf", b"[<01>] TJ", b"ET"]
    large = [b"BT", b"/F 12 Tf", b"[<01>] TJ", b"ET"]
    pale = [b"0.72549 0.803922 0.941176 rg", *small]
    found = list(
        _PageInks(Separator(load_shipped_condition(), read_inks(TOKENS))).rewrite([*deep, *small, *large, *pale])
    )
    colours = [item for item in found if item.endswith(b" k")]
    assert colours[:3] == [b"1 0.8 0 0 k", b"0 0 0 1 k", b"1 0.8 0 0 k"]
    assert len(colours) == 4, "light text keeps its colour"
