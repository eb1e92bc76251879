"""Pictures as people have them become what every page and browser shows alike; what cannot is refused with its reason."""

import io
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image, ImageChops, ImageCms

from factsheet_builder.content.checks.figures.picture_checks import EMBLEM_MM, FIGURE_MM, check_picture
from factsheet_builder.content.pictures.picture_conversion import FitPicture, UnfitPictureError, fit_picture
from factsheet_builder.errors import Place, Severity
from factsheet_builder.project import Project
from factsheet_builder.typesetting.assets import AssetFetcher

SIZE = (40, 30)


def ramp(mode: str) -> Image.Image:
    grey = Image.linear_gradient("L").resize(SIZE)
    image = Image.merge("RGB", (grey, grey.rotate(180), grey)).convert(mode)
    if mode.endswith("A"):
        image.putalpha(grey)
    return image


def save(folder: Path, name: str, image: Image.Image, **options: Any) -> Path:
    image.save(folder / name, **options)
    return folder / name


def opened(picture: FitPicture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.data))
    image.load()
    return image


def test_sixteen_bits_of_grey_are_eight_and_not_black(tmp_path: Path) -> None:
    image = Image.new("I;16", (3, 1))
    for x, value in enumerate((0, 32_896, 65_535)):
        image.putpixel((x, 0), value)
    made = opened(fit_picture(save(tmp_path, "grey.png", image)))
    assert (made.mode, [made.getpixel((x, 0)) for x in range(3)]) == ("L", [0, 128, 255])


@pytest.mark.parametrize(
    ("name", "mode", "options"),
    [
        ("a.webp", "RGB", {"lossless": True}),
        ("a.webp", "RGBA", {"lossless": True}),
        ("a.gif", "P", {}),
        ("a.tif", "RGB", {}),
        ("a.TIFF", "L", {"compression": "tiff_lzw"}),
        ("a.tiff", "CMYK", {}),
        ("a.jpg", "CMYK", {}),
        ("a.PNG", "LA", {}),
    ],
)
def test_every_kind_becomes_one_that_browsers_and_paper_show(
    tmp_path: Path, name: str, mode: str, options: dict[str, Any]
) -> None:
    file = save(tmp_path, name, ramp(mode), **options)
    picture = fit_picture(file)
    made = opened(picture)
    assert made.format in {"PNG", "JPEG"}
    assert picture.kind == f"image/{str(made.format).lower()}"
    assert (made.mode, made.size) == ({"RGBA": "RGBA", "L": "L", "LA": "LA"}.get(mode, "RGB"), SIZE)
    if mode != "CMYK":
        difference = ImageChops.difference(made.convert("RGB"), ramp(mode).convert("RGB"))
        bands = difference.getextrema()  # one pair for each band: the picture has three
        assert max(high for _, high in cast("tuple[tuple[int, int], ...]", bands)) <= 12
    assert fit_picture(file).data == picture.data


def test_inks_without_a_profile_are_those_of_coated_paper(tmp_path: Path) -> None:
    file = save(tmp_path, "ink.jpg", Image.new("CMYK", SIZE, (255, 0, 0, 0)), quality=95)
    red, green, blue = list(opened(fit_picture(file)).tobytes()[:3])
    assert (red < 40, 140 < green < 180, blue > 210) == (True, True, True)  # FOGRA39 cyan, not the screen's 0, 255, 255


def test_a_profile_in_the_file_is_followed_and_left_out(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    plain = save(tmp_path, "plain.jpg", ramp("RGB"), quality=95)
    assert opened(fit_picture(plain)).info.get("icc_profile") is None
    foreign = save(tmp_path, "foreign.jpg", ramp("RGB"), quality=95, icc_profile=lab)
    assert opened(fit_picture(foreign)).info.get("icc_profile") is None
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    own = save(tmp_path, "own.jpg", ramp("RGB"), quality=95, icc_profile=srgb)
    assert opened(fit_picture(own)).tobytes() == opened(fit_picture(plain)).tobytes()


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif"])
def test_a_picture_is_turned_and_says_nothing_of_place_and_camera(tmp_path: Path, name: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its side
    exif[0x010F] = "Camera of Nobody"
    exif.get_ifd(0x8825)[1] = "N"
    image = ramp("RGB")
    made = opened(fit_picture(save(tmp_path, name, image, exif=exif)))
    assert made.size == SIZE[::-1]
    assert dict(made.getexif()) == {}
    assert b"Nobody" not in fit_picture(tmp_path / name).data


def test_what_needs_no_conversion_keeps_its_pixels_and_drops_its_words(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Nobody"
    plain = save(tmp_path, "plain.jpg", ramp("RGB"), quality=80)
    assert fit_picture(plain).data == plain.read_bytes()
    said = save(tmp_path, "said.jpg", ramp("RGB"), quality=80, exif=exif, comment=b"Nobody's")
    assert b"Nobody" in said.read_bytes()
    assert fit_picture(said).data == plain.read_bytes()
    drawing = save(tmp_path, "plain.png", ramp("P"))
    assert fit_picture(drawing).data == drawing.read_bytes()


def test_a_drawing_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg/>", encoding="utf-8")
    assert fit_picture(tmp_path / "a.svg") == FitPicture(b"<svg/>", "image/svg+xml")


FRAMES = [Image.new("RGB", SIZE, colour).convert("P") for colour in ("red", "white", "blue")]
UNFIT = {
    "moves.gif": ({"save_all": True, "append_images": FRAMES[1:]}, FRAMES[0], "it moves: it has 3 pictures"),
    "moves.webp": (
        {"save_all": True, "append_images": [ramp("L").convert("RGB")]},
        ramp("RGB"),
        "it moves: it has 2 pictures",
    ),
    "pages.tif": ({"save_all": True, "append_images": FRAMES[1:]}, FRAMES[0], "it has 3 pages"),
    "measured.tif": ({}, Image.new("F", SIZE, 0.5), "its colours are of the kind F"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_is_no_single_picture_is_refused_with_its_reason(tmp_path: Path, name: str) -> None:
    options, image, reason = UNFIT[name]
    (tmp_path / "data").mkdir()
    save(tmp_path / "data", name, image, **options)
    with pytest.raises(UnfitPictureError, match=reason):
        fit_picture(tmp_path / "data" / name)
    (problem,) = check_picture(name, Place("data/factsheets/a.yaml", 3), Project(tmp_path))
    assert (problem.code, problem.severity, problem.place.line) == ("picture-unfit", Severity.ERROR, 3)
    assert reason in problem.what
    assert "PNG or JPEG" in problem.remedy
    with pytest.raises(ValueError, match=reason):  # a stylesheet names pictures too
        AssetFetcher(Project(tmp_path), {}).fetch(f"asset:/data/{name}")


def test_what_is_no_picture_is_left_to_the_engine(tmp_path: Path) -> None:
    (tmp_path / "none.webp").write_bytes(b"no picture")
    assert fit_picture(tmp_path / "none.webp").data == b"no picture"


@pytest.mark.parametrize(
    ("size", "room", "dots"),
    [
        ((400, 300), FIGURE_MM, "96 an inch"),
        ((600, 10), FIGURE_MM, "136 an inch"),
        ((200, 50), EMBLEM_MM, "121 an inch"),
    ],
)
def test_a_picture_with_few_dots_is_told(
    tmp_path: Path, size: tuple[int, int], room: tuple[int, int], dots: str
) -> None:
    (tmp_path / "data").mkdir()
    save(tmp_path / "data", "few.png", Image.new("L", size))
    (problem,) = check_picture("few.png", Place("a"), Project(tmp_path), room)
    assert (problem.code, problem.severity, dots in problem.what) == ("picture-coarse", Severity.WARNING, True)
    save(tmp_path / "data", "enough.png", Image.new("L", (1400, 900)))
    assert list(check_picture("enough.png", Place("a"), Project(tmp_path), room)) == []
