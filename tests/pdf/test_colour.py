import hashlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from factsheet_builder.errors import SurroundingsError
from factsheet_builder.pdf.press import colour
from factsheet_builder.pdf.press.colour import (
    BLACK,
    PAPER,
    Cmyk,
    PrintCondition,
    Separator,
    limit_inks,
    load_shipped_condition,
    read_condition,
    read_inks,
)
from tests.conftest import ROOT

CONDITION = load_shipped_condition()

TOKENS = (ROOT / "styles" / "tokens.css").read_text(encoding="utf-8")
HOUSE_INKS = read_inks(TOKENS)
SEPARATOR = Separator(CONDITION, HOUSE_INKS)


def from_hex(name: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(name.removeprefix("#"))
    return red / 255, green / 255, blue / 255


def test_the_shipped_profile_is_the_one_whose_licence_stands_beside_it() -> None:
    note = Path(colour.__file__).with_name("profiles").joinpath("FOGRA39L_coated.txt").read_text(encoding="utf-8")
    assert hashlib.sha256(CONDITION.profile).hexdigest() in note
    assert CONDITION.identifier == "FOGRA39"


@pytest.mark.parametrize("name", sorted(HOUSE_INKS))
def test_a_colour_of_the_house_prints_as_the_table_says(name: str) -> None:
    assert SEPARATOR.separate(*from_hex(name)) == HOUSE_INKS[name]
    assert HOUSE_INKS[name].total <= 3


def test_black_and_ink_are_black_alone() -> None:
    assert SEPARATOR.separate(*from_hex("#1B1F27")) == SEPARATOR.separate(0, 0, 0) == BLACK
    assert SEPARATOR.separate(1, 1, 1) == PAPER


def test_a_neutral_grey_prints_with_black_alone_and_darker_greys_print_darker() -> None:
    greys = [SEPARATOR.separate(*(value / 255,) * 3) for value in range(256)]
    assert all(grey[:3] == (0, 0, 0) for grey in greys)
    blacks = [grey.black for grey in greys]
    assert blacks == sorted(blacks, reverse=True)
    assert 0.55 < blacks[128] < 0.65


def test_another_colour_goes_through_the_profile() -> None:
    orange = SEPARATOR.separate(*from_hex("#FF8000"))
    assert orange.cyan < 0.1
    assert 0.4 < orange.magenta < 0.8
    assert orange.yellow > 0.9
    assert orange != Separator(CONDITION, {"#ff8000": BLACK}).separate(*from_hex("#FF8000")) == BLACK


def test_no_colour_exceeds_the_ink_limit() -> None:
    strict = Separator(CONDITION, {}, ink_limit=2.0)
    steps = [value / 4 for value in range(5)]
    builds = [strict.separate(red, green, blue) for red in steps for green in steps for blue in steps]
    assert max(build.total for build in builds) <= 2.0
    loose = Separator(CONDITION, {}, ink_limit=4.0)
    assert max(loose.separate(red, green, blue).total for red in steps for green in steps for blue in steps) > 2.0


def test_limiting_keeps_black_and_shrinks_colours_alike() -> None:
    assert limit_inks(Cmyk(1, 1, 1, 1), 3) == Cmyk(0.66, 0.66, 0.66, 1)
    assert limit_inks(Cmyk(1, 0.5, 0, 0.5), 3) == Cmyk(1, 0.5, 0, 0.5)


def test_an_image_keeps_within_the_ink_limit() -> None:
    ramp = Image.frombytes(
        "RGB", (256, 1), b"".join(bytes((value // 8, value // 9, value // 7)) for value in range(256))
    )
    pixels = Separator(CONDITION, {}, ink_limit=2.5).separate_image(ramp)
    assert pixels.mode == "CMYK"
    totals = [sum(pixels.tobytes()[start : start + 4]) for start in range(0, 1024, 4)]
    assert max(totals) <= 2.5 * 255
    unlimited = Separator(CONDITION, {}, ink_limit=4.0).separate_image(ramp).tobytes()
    assert max(sum(unlimited[start : start + 4]) for start in range(0, 1024, 4)) > 2.5 * 255


def test_a_grey_image_stays_grey_and_prints_like_grey_text() -> None:
    grey = SEPARATOR.separate_image(Image.new("L", (1, 1), 128))
    assert grey.mode == "L"
    assert 1 - grey.tobytes()[0] / 255 == pytest.approx(SEPARATOR.separate(*(128 / 255,) * 3).black, abs=0.006)


def test_a_setting_names_another_profile(tmp_path: Path) -> None:
    path = tmp_path / "own.icc"
    path.write_bytes(CONDITION.profile)
    condition = read_condition(path, "FOGRA39", "coated paper")
    assert condition == PrintCondition("FOGRA39", "coated paper", CONDITION.profile)


def test_a_missing_profile_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError, match=r"none\.icc cannot be read: No such file.*leave the setting out"):
        read_condition(tmp_path / "none.icc", "X", "x")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"GIF89a", "not an ICC profile"),
        (CONDITION.profile[:4000], "cut off"),
        (CONDITION.profile[:8] + b"\x05" + CONDITION.profile[9:], "ICC version 5"),
        (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "RGB colours of class mntr"),
    ],
)
def test_an_unfit_profile_is_refused(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "bad.icc"
    path.write_bytes(content)
    with pytest.raises(SurroundingsError, match=what) as raised:
        read_condition(path, "X", "x")
    assert raised.value.diagnostics[0].remedy


def test_a_profile_without_tables_is_refused_when_colours_are_converted() -> None:
    with pytest.raises(SurroundingsError, match="cannot be converted"):
        Separator(PrintCondition("X", "x", CONDITION.profile[:200]), {})


def test_a_changed_colour_keeps_its_build_and_a_token_without_one_is_separated() -> None:
    inks = read_inks(TOKENS.replace("#16396b", "#173a6c"))
    assert inks["#173A6C"] == HOUSE_INKS["#16396B"] == (1.0, 0.80, 0, 0)
    assert "#16396B" not in inks
    assert len(HOUSE_INKS) == 9


@pytest.mark.parametrize("build", ["95 70 0", "95 70 0 145", "a b c d", "", "95 70 0 -1"])
def test_a_build_that_is_none_is_refused(build: str) -> None:
    with pytest.raises(SurroundingsError, match="is no build of inks"):
        read_inks(TOKENS.replace("--deep-blue-inks: 100 80 0 0", f"--deep-blue-inks: {build}"))
    with pytest.raises(SurroundingsError, match="is no build of inks"):
        read_inks("--blue-inks: 1 2 3 4;")
