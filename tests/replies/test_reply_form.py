"""The reply form: what it asks whom, that it says nothing else, and that its fields are what readers and programs need."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from factsheet_builder.content.models import Recommendation
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.pdf.reading.tag_reader import Annotation, read_tags
from factsheet_builder.replies.reply_form import asked_of, reply_form
from factsheet_builder.replies.reply_names import FieldName, FormKey, Part, find_name, is_of_a_reply
from factsheet_builder.views.block_views import SectionView
from factsheet_builder.views.boxed_views import RecommendationView
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.views.form_view import FieldGroupView, FieldView
from factsheet_builder.views.spans import plain
from tests.replies.reply_forms import changed, content, field_ending, form, typeset, view_of

POINTS_PER_MM = 72 / 25.4
ALL = [party.code for party in content().common.register.parties]


def _sections(view: DocumentView) -> dict[str, SectionView]:
    return {block.id: block for block in view.blocks if isinstance(block, SectionView)}


def _fields(view: DocumentView) -> list[FieldView]:
    blocks = [block for section in _sections(view).values() for block in section.blocks]
    return [field for block in blocks if isinstance(block, FieldGroupView) for field in block.fields]


def _pdf_fields(party: str) -> dict[str, Any]:
    acroform: Any = PdfReader(BytesIO(form(party))).root_object["/AcroForm"]
    return {str(field.get_object()["/T"]): field.get_object() for field in acroform["/Fields"]}


@pytest.mark.parametrize(
    ("party", "asked"),
    [
        ("MLT", ["VI-1", "VI-2", "VI-3", "VI-4"]),
        ("MDA", ["VI-1", "VI-2", "VI-3", "VI-4"]),
        ("BIH", ["VI-1", "VI-2", "VI-4"]),
        ("GEO", ["VI-2", "VI-3", "VI-4"]),
        ("HUN", ["VI-2", "VI-4"]),
        ("IRL", ["VI-2", "VI-4"]),
        ("TUN", ["VI-2", "VI-4"]),
    ],
)
def test_a_party_is_asked_what_names_it_and_what_is_open(party: str, asked: list[str]) -> None:
    assert [block.id for block in asked_of(content().sheet, party, content().common.register)] == asked
    expected = ["about", *(f"reply.{name}" for name in asked)]
    assert list(_sections(view_of(party))) == expected
    assert sorted({name.recommendation for name in map(find_name, _pdf_fields(party)) if name}) == [*asked, "general"]


def test_official_words_are_those_of_the_content_without_calls() -> None:
    recommendations = {b.id: b for _, b in blocks_of(content().sheet) if isinstance(b, Recommendation)}
    for name, section in _sections(view_of("MLT")).items():
        for box in section.blocks:
            if isinstance(box, RecommendationView):
                assert name == f"reply.{box.id}"
                assert plain(box.spans) == plain_text(parse_prose(recommendations[box.id].text))
                assert not any(span.kind == "call" for span in box.spans)
    text = " ".join(owed.text for owed in view_of("MLT").reading())
    assert "Malta and 22 other Parties named" in text
    assert "all Parties that are not already doing so" in text


@pytest.mark.parametrize("party", ALL)
def test_no_form_names_another_party(party: str) -> None:
    view = view_of(party)
    said = [view.title, view.description, view.running_title, *(owed.text for owed in view.reading())]
    said += [text for field in _fields(view) for text in (field.tooltip, field.name)]
    text = "\n".join(said)
    others = [other for other in content().common.register.parties if other.code != party]
    names = {form.name for other in others for form in other.names["en"]} | {f"/{other.code}/" for other in others}
    assert not sorted(name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def test_what_was_received_stands_in_the_form_of_that_party_alone() -> None:
    received = "After the adoption of the report, the Committee was informed"
    assert received in " ".join(owed.text for owed in view_of("MDA").reading())
    assert received not in " ".join(owed.text for owed in view_of("MLT").reading())


def test_names_are_unique_in_all_forms_together() -> None:
    names = [field.name for party in ALL for field in _fields(view_of(party))]
    assert len(names) == len(set(names))
    assert "reply/v1/assistance-to-victims/2022-03-10/MLT/en/VI-1/measures" in names


@given(
    factsheet=st.from_regex(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*", fullmatch=True),
    recommendation=st.from_regex(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*", fullmatch=True),
    edition=st.dates(),
    party=st.from_regex(r"[A-Z]{3}", fullmatch=True),
    locale=st.sampled_from(["en", "uk", "zh-Hant"]),
    part=st.sampled_from(Part),
    before=st.sampled_from(["", "form1.", "A-", "part 2/", "topmostSubform[0]."]),
    after=st.sampled_from(["", "-2", "--", "#0", "[0]", "_copy", ".1", " (2)"]),
)
def test_names_are_found_inside_what_other_programs_make_of_them(before: str, after: str, **parts: Any) -> None:
    recommendation, part = parts.pop("recommendation"), parts.pop("part")
    name = FieldName(FormKey(**parts), recommendation, part)
    assert "." not in str(name)
    assert find_name(f"{before}{name}{after}") == name


@pytest.mark.parametrize(
    "name",
    ["", "measures", "reply/v1/x/2022-13-10/MLT/en/VI-1/date", "reply/v1/x/2022-03-10/MLT/en/VI-1/dated", "reply/v1"],
)
def test_other_names_are_not_ours(name: str) -> None:
    assert find_name(name) is None


def test_a_newer_version_of_names_is_known_for_what_it_is() -> None:
    name = "reply/v2/x/2022-03-10/MLT/en/VI-1/date"
    assert find_name(name) is None
    assert is_of_a_reply(name)
    assert not is_of_a_reply("replay/v2/x")


@pytest.mark.parametrize("party", ["MLT", "MDA", "HUN", "TUN", "BIH"])
def test_forms_are_set_without_a_warning(party: str) -> None:
    made = typeset(party)
    assert made.diagnostics == ()
    assert made.pages == len(asked_of(content().sheet, party, content().common.register)) + 1


def test_the_same_form_is_the_same_bytes() -> None:
    before = form("GEO")
    typeset.cache_clear()
    assert form("GEO") == before


def test_fields_fit_what_they_are_for() -> None:
    fields = _pdf_fields("MLT")
    assert len(fields) == 4 * 4 + 3, "contact and remarks are asked once"
    for name, field in fields.items():
        left, bottom, right, top = (float(value) / POINTS_PER_MM for value in field["/Rect"])
        width, height = abs(right - left), abs(top - bottom)
        part = name.rpartition("/")[2]
        assert "/MaxLen" not in field
        assert "/N" in field["/AP"]
        assert field["/F"] == 4, "printed, neither hidden nor locked"
        assert int(field.get("/Ff", 0)) & 1 == 0, "not read-only"
        match part:
            case "measures" | "remarks":
                assert int(field["/Ff"]) == 1 << 12, "several lines"
                assert width > 110
                assert height > (95 if part == "measures" else 45)
            case "status":
                assert [str(option[0]) for option in field["/Opt"]] == [
                    "not-answered",
                    "measures-taken",
                    "measures-planned",
                    "no-change",
                ]
                assert field["/V"] == "not-answered"
                assert height > 7
            case _:
                assert width > 110
                assert height > 7


def test_fields_are_named_for_listeners_and_follow_the_text() -> None:
    tree = read_tags(form("MLT"))
    widgets = [kid for element in tree.find("Form") for kid in element.kids if isinstance(kid, Annotation)]
    descriptions = [widget.description for widget in widgets]
    assert descriptions[5] == "Reply of Malta on VI-1: Date of the measures (YYYY-MM-DD)"
    assert descriptions[2] == "Remarks of Malta on all of this: Remarks (in any language, of any length)"
    assert len(set(descriptions)) == len(descriptions) == 19
    reader = PdfReader(BytesIO(form("MLT")))
    on_pages = []
    for page in reader.pages:
        annotations: list[Any] = [item.get_object() for item in page.get("/Annots", [])]
        shown = [item for item in annotations if item["/Subtype"] == "/Widget"]
        assert page.get("/Tabs") == ("/S" if annotations else None)
        tops = [max(float(item["/Rect"][1]), float(item["/Rect"][3])) for item in shown]
        assert tops == sorted(tops, reverse=True)
        on_pages.append([str(item["/TU"]) for item in shown])
    assert [name for page in on_pages for name in page] == descriptions
    assert [len(page) for page in on_pages] == [3, 4, 4, 4, 4], "no group is divided"


def test_without_a_contact_the_form_goes_back_to_who_sent_it() -> None:
    common, sheet = content().common, content().sheet
    publication = common.publication.model_copy(update={"contact": None})
    view = reply_form(sheet, common.register, publication, Localiser("en"), common.register.by_code["MLT"])
    assert "return it to the secretariat that sent it" in " ".join(owed.text for owed in view.reading())


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("words", ["Допомога дітям – є, ї, ґ", "Βοήθεια σε παιδιά", "ბავშვთა დახმარება", "Ħelpline"])
def test_answers_in_other_scripts_are_shown_by_a_program_that_sets_them_itself(tmp_path: Path, words: str) -> None:
    """Poppler sets a value without an appearance in the font of the field, and leaves out what that does not have."""

    def fill(opened: pikepdf.Pdf) -> None:
        field = field_ending(opened, "VI-1/measures")
        field.V = pikepdf.String(words)
        del field["/AP"]
        opened.Root.AcroForm.NeedAppearances = True

    file = tmp_path / "filled.pdf"
    file.write_bytes(changed(form("MLT"), fill))
    done = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True, timeout=60)
    assert words in " ".join(done.stdout.split())
    assert "couldn't find a font" not in done.stderr
