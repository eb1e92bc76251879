"""Finished versions and packs: briefs of two or three pages, and no name of another Party where there should be none."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from tests.builds.workshop import Workshop
from tests.documents.finished import leaks_in
from tests.documents.versions import PROJECT, SHEET

BRIEF = Deliverable(SHEET, "en", Kind.TAILORED, "", "brief")
PACK = Deliverable(SHEET, "en", Kind.PACK, "", "brief")


@pytest.fixture(scope="module")
def maker() -> Workshop:
    return Workshop(PROJECT)


# The longest of each kind: a correction beside the map, practice and both lists, the longest practice, a changed name.
@pytest.mark.parametrize(
    "code", ["MDA", "TUN", *(pytest.param(code, marks=pytest.mark.slow) for code in ("MLT", "HRV", "IRL", "CZE"))]
)
def test_a_brief_has_two_or_three_pages_and_names_nobody_else(maker: Workshop, shipped_pdf: bytes, code: str) -> None:
    owed = replace(BRIEF, party=code)
    made = maker.make(owed)
    assert made.record.pages in {2, 3}
    assert leaks_in(code, made.pdf, shipped_pdf, str(owed.path)) == {}


def test_a_pack_names_nobody_else(maker: Workshop, shipped_pdf: bytes) -> None:
    owed = replace(PACK, party="BIH")
    assert leaks_in("BIH", maker.make(owed).pdf, shipped_pdf, str(owed.path)) == {}


def _title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "For Malta, not for Ireland"


def _bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("As in Ireland", 0))


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["more.json"] = b'{"party": "IRL"}'


def _field(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pikepdf.Dictionary(T="reply/v1/x/2022-03-10/IRL/en")]))


@pytest.mark.parametrize(
    ("place", "plant"),
    [("metadata", _title), ("bookmarks", _bookmark), ("attachments", _attachment), ("fields", _field)],
)
def test_a_leak_is_seen_where_it_is_planted(
    maker: Workshop, shipped_pdf: bytes, place: str, plant: Callable[[pikepdf.Pdf], None]
) -> None:
    """The negative control."""
    out = BytesIO()
    with pikepdf.open(BytesIO(maker.make(replace(BRIEF, party="TUN")).pdf)) as pdf:
        plant(pdf)
        pdf.save(out)
    assert list(leaks_in("TUN", out.getvalue(), shipped_pdf, "tunisia.pdf")) == [place]


def test_the_page_and_the_file_of_another_party_are_seen(maker: Workshop, shipped_pdf: bytes) -> None:
    """The negative control, with the version of one Party taken for that of another."""
    found = leaks_in("MLT", maker.make(replace(BRIEF, party="TUN")).pdf, shipped_pdf, "a-TUN.pdf")
    assert list(found) == ["first page", "file name", "metadata", "bookmarks", "attachments"]
    assert found["first page"] == ["Tunisia"]
