"""Each problem that the check knows, planted into a good file: the check must find it, and find nothing else."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, TextStringObject

from factsheet_builder.errors import Severity
from factsheet_builder.pdf.press.press_check import check_press
from tests.pdf.press_plants import (
    PROBLEMS,
    Change,
    add_annotation,
    add_resource,
    append,
    change_file,
    draw,
    form,
    leave,
    name,
    set_text,
)
from tests.pdf.press_sample import lay_out, write_sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("check")


@pytest.fixture(scope="module")
def good(folder: Path) -> bytes:
    return write_sample(folder, '<div class="band"><h1>Band</h1></div><p>Words</p><p class="through">Thin</p>')


def codes(pdf: bytes) -> set[str]:
    return {item.code for item in check_press(pdf)}


def test_copying_a_good_file_plants_nothing(good: bytes) -> None:
    assert check_press(good) == check_press(change_file(good, leave)) == []


@pytest.mark.parametrize(("change", "code"), PROBLEMS, ids=lambda value: getattr(value, "__name__", None))
def test_a_planted_problem_is_found_and_nothing_else(good: bytes, change: Change, code: str) -> None:
    found = check_press(change_file(good, change))
    assert {item.code for item in found} == set(code.split())
    assert all(item.severity is Severity.ERROR and item.remedy for item in found)


@pytest.mark.parametrize(
    "change",
    [
        add_annotation(-25, 10, -9, 20),
        set_text(b"0 0 0 1 k /blackOverprints gs"),
        set_text(b"3 Tr 0.8 0.7 0.5 0.8 k"),
        set_text(b"1 0.8 0 0 k"),
        set_text(b"q 0.8 0.7 0.5 0.8 k Q 0 0 0 0.5 k"),
        draw(b"0 0 0 0 k 0 100 50 50 re f"),
        draw(b"0 0 0 1 k -9 100 50 50 re f"),
        draw(b"0 0 0 1 k 1 100 50 50 re f"),
        draw(b"0 0 0 1 K 0 100 50 50 re S"),
    ],
    ids=[
        "annotation outside the bleed",
        "overprinting black",
        "invisible text",
        "deep blue",
        "restored colour",
        "paper at the edge",
        "area past the bleed",
        "area short of the edge",
        "line at the edge",
    ],
)
def test_what_is_allowed_passes(good: bytes, change: Change) -> None:
    assert codes(change_file(good, change)) == set()


def test_a_problem_names_its_page(folder: Path) -> None:
    pdf = write_sample(folder, '<p>One</p><p style="break-before: page">Two</p>')
    second = change_file(pdf, lambda writer: writer.pages[1].__delitem__("/Group"))
    (found,) = check_press(second)
    assert str(found) == (
        "[page 2]: error: The page blends in no stated colour space. Let page and groups blend in DeviceCMYK."
        " (press-blend-space)"
    )


def test_a_screen_file_is_no_press_file(folder: Path) -> None:
    screen = lay_out('<p>Words <a href="https://example.org">out</a></p>', folder).write_pdf()
    assert codes(screen) == {
        "press-annotation",
        "press-blend-space",
        "press-boxes",
        "press-intent",
        "press-metadata",
        "press-screen-colour",
    }


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.6\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"])
def test_what_cannot_be_read_is_a_problem_and_no_traceback(content: bytes) -> None:
    (found,) = check_press(content)
    assert found.code == "press-unreadable"


def test_an_encrypted_file_is_a_problem(good: bytes) -> None:
    def encrypt(writer: PdfWriter) -> None:
        writer.encrypt("secret", algorithm="RC4-128")

    assert codes(change_file(good, encrypt)) == {"press-encrypted"}


def test_reading_stays_fast_when_a_form_is_drawn_often(good: bytes) -> None:
    """A form is read once for each state it inherits, not once for each time it is drawn."""

    def draw_often(writer: PdfWriter) -> None:
        inner = form(writer, b"0 0 1 1 re f " * 200)
        outer = form(writer, b"/in Do " * 200)
        outer.get_object()[name("/Resources")] = DictionaryObject(
            {name("/XObject"): DictionaryObject({name("/in"): inner})}
        )
        add_resource(writer, "/XObject", "/out", outer)
        append(writer, b"1 0 0 1 99 99 cm " + b"/out Do " * 200)

    assert PdfReader(BytesIO(good)).pages
    assert codes(change_file(good, draw_often)) == set()


def test_a_title_is_owed(good: bytes) -> None:
    def drop_title(writer: PdfWriter) -> None:
        info: Any = writer._info
        info[name("/Title")] = TextStringObject("")

    assert codes(change_file(good, drop_title)) == {"press-metadata"}
