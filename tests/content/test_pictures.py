"""Pictures that would cost minutes or gigabytes are told from their heads, at their place, before anything draws them."""

import io
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from factsheet_builder.builds.inputs import load_common
from factsheet_builder.content.pictures.picture_limits import MAX_DEPTH, MAX_ELEMENTS, picture_fault
from factsheet_builder.errors import ContentError, ExitCode
from factsheet_builder.project import Project
from tests.conftest import Run

OPENING = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def drawing_of_copies(levels: int) -> str:
    """A drawing of one square, ten times ten times … ``levels`` times."""
    groups = '<g id="a0"><rect width="1" height="1"/></g>'
    for level in range(levels):
        groups += f'<g id="a{level + 1}">' + f'<use x:href="#a{level}"/>' * 10 + "</g>"
    return f'{OPENING}<defs>{groups}</defs><use href="#a{levels}"/></svg>'


def png(width: int, height: int) -> bytes:
    """The head of a PNG of that size, with no pixels behind it."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    check = struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + check + bytes(4) + b"IDAT" + bytes(4)


COSTLY: dict[str, tuple[str | bytes, str]] = {
    "bomb.svg": (drawing_of_copies(9), "elements would be drawn, and 20,000 are the limit"),
    "ring.svg": (
        f'{OPENING}<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>',
        "repeats itself for ever",
    ),
    "self.svg": (f'{OPENING}<g id="a"><use href="#a"/></g></svg>', "repeats itself for ever"),
    "deep.svg": (OPENING + "<g>" * MAX_DEPTH + "</g>" * MAX_DEPTH + "</svg>", "stand in each other more than 100 deep"),
    "many.svg": (OPENING + "<g/>" * MAX_ELEMENTS + "</svg>", "20,001 elements would be drawn"),
    "large.png": (png(13_000, 13_000), "13,000 × 13,000 pixels, and 40,000,000 are the limit"),
    "huge.png": (png(60_000, 60_000), "more pixels than the limit of 40,000,000"),
    "heavy.jpg": (b"\xff\xd8\xff" + bytes(20_000_000), "20,000,003 bytes, and 20,000,000 are the limit"),
}


def photograph(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def write(folder: Path, name: str) -> Path:
    words, _ = COSTLY[name]
    file = folder / name
    file.write_bytes(words.encode() if isinstance(words, str) else words)
    return file


@pytest.mark.parametrize("name", COSTLY)
def test_what_costs_too_much_is_told_at_once(tmp_path: Path, name: str) -> None:
    file = write(tmp_path, name)
    begun = time.process_time()
    assert COSTLY[name][1] in picture_fault(file)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("fine.svg", drawing_of_copies(3).encode()),
        ("page.png", photograph(4961, 7016)),
        ("none.svg", b"{{ 7 * 7 }}"),
        ("none.png", b"no picture"),
    ],
)
def test_other_pictures_are_left_to_the_engine(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert picture_fault(tmp_path / name) == ""


@pytest.mark.parametrize("end", [60, 900, 3000])
def test_a_damaged_photograph_is_told(tmp_path: Path, end: int) -> None:
    out = io.BytesIO()
    Image.effect_noise((80, 60), 90).save(out, "PNG")
    (tmp_path / "cut.png").write_bytes(out.getvalue()[:end])
    assert picture_fault(tmp_path / "cut.png") == "its data are damaged or cut short"


def test_an_emblem_is_refused_at_its_place(project: Project) -> None:
    write(project.data, "bomb.svg")
    publication = project.data / "publication.yaml"
    text = publication.read_text(encoding="utf-8")
    text = text.replace("\nemblem:\n", "\nemblem: { file: bomb.svg, alternative: An emblem }\n")
    publication.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_common(project)
    (problem,) = caught.value.diagnostics
    place = ("data/publication.yaml", text[: text.index("\nemblem:")].count("\n") + 2)
    assert (problem.code, (problem.place.file, problem.place.line)) == ("picture-too-large", place)


@pytest.mark.parametrize("name", ["bomb.svg", "large.png"])
def test_a_stylesheet_cannot_draw_what_the_content_could_not(project: Project, factsheet: Run, name: str) -> None:
    write(project.data, name)
    (project.root / "styles").mkdir()
    (project.root / "styles" / "screen.css").write_text(f'h1 {{ background: url("asset:/data/{name}") }}')
    result = factsheet("build", "--kind", "factsheet", "--locale", "en", "--jobs", "1", cwd=project.root)
    assert result.returncode == ExitCode.REFUSED
    assert f"the picture data/{name} cannot be printed: " in result.stderr
