"""Form fields: what they show, what they are called, what they allow, and how small their fonts are."""

from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from pypdf import PdfReader

from factsheet_builder.pdf.reading.marked_text import MarkedText
from factsheet_builder.pdf.tagging.field_names import FieldNames
from factsheet_builder.pdf.tagging.tag_writer import write_tagged_pdf
from tests.pdf.constructs import FORM
from tests.pdf.documents import Render


def _read(pdf: bytes) -> dict[str, Any]:
    form: Any = PdfReader(BytesIO(pdf)).root_object["/AcroForm"]
    fields = [field.get_object() for field in form["/Fields"]]
    return {str(field["/T"]): field for field in fields} | {"": form}


def _appearance(field: Any) -> str:
    stream = field["/AP"]["/N"].get_object()
    marked = MarkedText({})
    marked.read(stream.get_data(), stream["/Resources"])
    return "|".join(marked.outside)


@pytest.fixture(scope="module")
def fields(render: Render) -> dict[str, Any]:
    return _read(write_tagged_pdf(render(FORM)))


def test_values_are_drawn_with_glyphs_of_the_embedded_font(fields: dict[str, Any]) -> None:
    assert _appearance(fields["party"]) == "Ελληνική Δημοκρατία"
    assert _appearance(fields["text"]) == "First line|second line"
    assert _appearance(fields["when"]) == "In 2026"


def test_stock_fields_have_no_appearance(render: Render) -> None:
    """The negative control: what the engine writes asks the viewer to draw the value."""
    stock = _read(render(FORM).write_pdf(pdf_variant="pdf/ua-1"))
    assert "/AP" not in stock["party"]
    assert "/NeedAppearances" in stock[""]


def test_viewer_is_not_asked_for_appearances(fields: dict[str, Any]) -> None:
    assert "/NeedAppearances" not in fields[""]


def test_groups_are_named_by_their_legend(fields: dict[str, Any]) -> None:
    group = fields["status"]
    assert group["/TU"] == "Status"
    kids = [kid.get_object() for kid in group["/Kids"]]
    assert [kid["/TU"] for kid in kids] == ["Status: Implemented", "Status: Not yet"]
    assert all("/T" not in kid for kid in kids)


def test_each_field_is_listed_once(fields: dict[str, Any]) -> None:
    assert sorted(fields) == ["", "agreed", "party", "status", "text", "when"]
    assert len(fields[""]["/Fields"]) == 5


def test_labels_around_and_beside_are_found(fields: dict[str, Any]) -> None:
    names = {name: field["/TU"] for name, field in fields.items() if name}
    assert names == {"agreed": "Agreed", "party": "Party", "status": "Status", "text": "Measures", "when": "When"}


def test_flags(fields: dict[str, Any]) -> None:
    assert fields["party"]["/Ff"] & 3 == 1
    assert fields["text"]["/Ff"] & 3 == 2
    assert fields["text"]["/Ff"] & 1 << 12
    assert fields["when"].get("/Ff", 0) & 3 == 0


def test_fonts_of_fields_are_subset(render: Render) -> None:
    stock = len(render(FORM).write_pdf(pdf_variant="pdf/ua-1"))
    ours = len(write_tagged_pdf(render(FORM)))
    assert ours < 80_000 < 150_000 < stock  # Latin letters and those of six scripts


def test_field_can_hold_letters_that_are_not_painted_yet(render: Render) -> None:
    pdf = write_tagged_pdf(render('<p lang="el"><label>x <input name="a"></label></p>'))
    reader = PdfReader(BytesIO(pdf))
    fonts: Any = _read(pdf)[""]["/DR"]["/Font"]
    maps = [font.get_object()["/ToUnicode"].get_data().lower() for font in fonts.values()]
    wanted = (b"<03b1>", b"<0041>", b"<010d>", b"<0219>")  # α, A, č, and the ș of Romanian
    assert any(all(letter in content for letter in wanted) for content in maps)
    assert len(reader.pages) == 1


def test_right_to_left_value_is_shaped_and_stands_right(render: Render) -> None:
    field = _read(write_tagged_pdf(render('<p dir="rtl" lang="ar"><input name="a" value="مالطا"></p>')))["a"]
    assert field["/Q"] == 2
    assert sorted(_appearance(field).replace("|", "")) == sorted("مالطا")


def test_hidden_field_is_none(render: Render) -> None:
    pdf = write_tagged_pdf(render('<p>x <input type="hidden" name="h"> <input name="a"></p>'))
    assert sorted(_read(pdf)) == ["", "a"]


def test_list_box_and_password(render: Render) -> None:
    body = (
        '<p><select name="l" multiple><option value=1>One</option><option value=2 selected>Two</option></select>'
        '<input type="password" name="p" value="secret"></p>'
    )
    fields = _read(write_tagged_pdf(render(body)))
    assert _appearance(fields["l"]) == "One|Two"
    assert _appearance(fields["p"]) == ""


def test_names_of_an_unknown_element_are_empty() -> None:
    assert FieldNames({}).legend_of(Element("input")) == ""
    assert FieldNames({}).label_of(Element("input", title="By its title")) == "By its title"
