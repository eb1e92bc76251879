"""``factsheet messages preview``: a message is found where it is printed, marked in the picture only, on every page of it."""

import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pypdf import PdfWriter

from factsheet_builder.builds.making.passage_preview import Previewer
from factsheet_builder.content.passages import passages_of
from factsheet_builder.content.reading.reader import read_factsheet
from factsheet_builder.errors import ExitCode, SurroundingsError, UsageError
from factsheet_builder.pdf.reading.page_images import Area, page_images
from factsheet_builder.project import Project
from tests.conftest import Run

NAME = "assistance-to-victims"
DPI = 40


@pytest.fixture(scope="module")
def english(shipped: Project, cache: Path) -> Previewer:
    """The factsheet, laid out once; a translation is shown by the command below."""
    return Previewer(shipped, "en", cache)


def picture(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def differing(one: bytes, other: bytes) -> tuple[int, int, int, int]:
    box = ImageChops.difference(picture(one), picture(other)).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("masthead.title", 1),
        pytest.param("key-figure.2", 1, marks=pytest.mark.slow),
        pytest.param("VI-1.summary", 1, marks=pytest.mark.slow),
        ("labels:At a glance", 1),
        pytest.param("VI-2.addressees", "VI-2.text", marks=pytest.mark.slow),
        ("introduction.title", "common-challenge"),
    ],
)
def test_a_message_is_found_on_its_page(english: Previewer, asked: str, page: int | str) -> None:
    shown = english.show(asked.removeprefix("labels:"), DPI)
    expected = page if isinstance(page, int) else min(english.show(page, DPI).images)
    assert min(shown.images) == expected


def test_every_passage_is_found_in_order_and_some_go_over_a_page_end(english: Previewer, shipped: Project) -> None:
    passages = [one for one in passages_of(read_factsheet(shipped, NAME).model) if len(one.text) > 250]
    pages = [sorted(english.show(passage.id, 36).images) for passage in passages]
    body = [found[0] for passage, found in zip(passages, pages, strict=True) if passage.block is not None]
    assert len(body) > 10
    assert body == sorted(body)
    assert any(len(found) == 2 and found[1] == found[0] + 1 for found in pages), pages


def test_what_is_not_printed_is_refused(english: Previewer) -> None:
    """The negative control: not everything is found."""
    for asked, words in (("description", "properties of the file"), ("urgency.request", "Level of urgency")):
        with pytest.raises(UsageError, match="does not print") as refused:
            english.show(asked, DPI)
        assert words in str(refused.value)


def test_the_mark_is_in_the_picture_only(english: Previewer) -> None:
    """Two messages of one page: the pictures differ where they are marked, and nowhere else."""
    one, two = english.show("masthead.title", DPI), english.show("key-figure.1", DPI)
    assert one.images.keys() == two.images.keys() == {1}
    width, height = picture(one.images[1]).size
    left, top, right, bottom = differing(one.images[1], two.images[1])
    assert 0 < left < right < width * 0.95
    assert 0 < top < bottom < height * 0.4, "the recommendations below have no mark"
    assert english.show("masthead.title", DPI).images == one.images, "the same bytes each time"


def test_a_note_stands_on_the_page_of_its_call(english: Previewer) -> None:
    assert english.show("note.vi-1-ways", DPI).images.keys() <= english.show("VI-1.text", DPI).images.keys()


def test_words_at_the_heads_of_pages_are_shown_once(english: Previewer) -> None:
    shown = english.show("short-title", DPI)
    assert len(shown.images) == 1
    assert len(shown.also_on) > 5


@pytest.fixture
def blank() -> bytes:
    """Two blank pages, A4."""
    writer, stream = PdfWriter(), BytesIO()
    for _ in range(2):
        writer.add_blank_page(595, 842)
    writer.write(stream)
    return stream.getvalue()


def test_pictures_are_as_large_as_asked_and_marked_where_asked(blank: bytes) -> None:
    plain = page_images(blank, 36, [(), ()])
    marked = page_images(blank, 36, [(Area(100, 200, 150, 212),), ()])
    assert picture(plain[0]).size == (298, 421)
    assert marked[1] == plain[1]
    assert differing(plain[0], marked[0]) == (48, 98, 77, 108)


def test_without_the_library_it_says_what_to_install(blank: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(SurroundingsError, match="factsheet-builder\\[pictures\\]"):
        page_images(blank, 36, [(), ()])


def test_the_command_writes_a_picture_and_refuses_what_it_does_not_know(factsheet: Run, project: Project) -> None:
    def asked(*options: str) -> tuple[int, str]:
        done = factsheet("messages", "preview", *options, cwd=project.root)
        return done.returncode, done.stdout + done.stderr

    code, said = asked("--locale", "ar", "--id", f"{NAME}/note.vi-3-moldova", "--dpi", "40")
    assert code == 0, said
    assert "of the general factsheet assistance-to-victims (ar)" in said
    (file,) = project.root.glob("*.png")
    assert file.name == "assistance-to-victims-note.vi-3-moldova.ar.png"
    code, said = asked("--locale", "fr", "--id", "VI-1.txt")
    assert (code, "Did you mean “VI-1.text”" in said) == (ExitCode.USAGE, True), said
    assert asked("--locale", "xx", "--id", "VI-1.text")[0] == ExitCode.USAGE
    assert asked("--locale", "fr", "--id", "VI-1.text", "--dpi", "9999")[0] == ExitCode.USAGE
    assert "(no-png)" in asked("--locale", "fr", "--id", "VI-1.text", "--out", "x.pdf")[1]
    assert list(project.root.glob("*.p*")) == [file]
