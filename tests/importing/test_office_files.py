"""Files as LibreOffice writes them: what they say comes in, what is not understood is named, and every word is counted."""

from pathlib import Path
from typing import TypeVar

import pytest

from factsheet_builder.content.models import ListBlock, Paragraph, Recommendation, Section, Table, TableCell
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.reading.spreadsheet import read_sheets
from factsheet_builder.importing.word_file.word_body import read_word_file
from tests.importing.chapters import account, codes, drafted

T = TypeVar("T")
FILES = Path(__file__).with_name("office_files")


def read(name: str) -> bytes:
    return (FILES / name).read_bytes()


def of_kind(name: str, kind: type[T]) -> list[T]:
    sheet, _, _ = drafted(read(name))
    return [block for _, block in blocks_of(sheet) if isinstance(block, kind)]


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("numbered", set()),
        ("typed", {"heading-by-look", "typed-note"}),
        ("arabic", set()),
        ("revised", {"tracked", "comment", "struck", "text-box"}),
        ("styles-de", set()),
        ("styles-fr", set()),
    ],
)
def test_every_word_is_accounted_for(name: str, odd: set[str]) -> None:
    text = read_word_file(read(f"{name}.docx"), f"{name}.docx")
    assert account(text).is_even
    assert {*codes(text)} - {"chapter"} == odd


def test_numbers_that_word_counts_go_on_from_where_they_begin() -> None:
    assert [block.number for block in of_kind("numbered.docx", Paragraph)] == ["12.", "13.", None]
    (items,) = of_kind("numbered.docx", ListBlock)
    assert (items.marker, [item.text for item in items.items]) == ("(a)", ["small ones;", "large ones."])
    (found,) = of_kind("numbered.docx", Recommendation)
    assert found.id == "III-1"
    assert of_kind("numbered.docx", Paragraph)[-1].text == (
        "A line and a co‑ordinated one, with a softhyphen and a tab."
    )


def test_numbers_that_were_typed_go_on_behind_a_heading() -> None:
    found = of_kind("typed.docx", Paragraph)
    assert [block.number for block in found] == ["1.", "2.", "3."]
    assert found[1].text == "Some have shelves[^shelves-open-one-side]."


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("styles-de.docx", ["Einleitung", "Was gefunden wurde"]),
        ("styles-fr.docx", ["Introduction", "Constats"]),
        ("arabic.docx", ["مقدمة"]),
    ],
)
def test_headings_are_known_in_other_languages(name: str, titles: list[str]) -> None:
    assert [block.title for block in of_kind(name, Section)] == titles


def test_arabic_keeps_its_marks_and_order() -> None:
    (text,) = of_kind("arabic.docx", Paragraph)
    (note,) = drafted(read("arabic.docx"))[0].notes
    assert text.text == f"نظرت اللجنة في **الأدراج**[^{note.id}] لدى 43 طرفا (Article 7)."


def test_merged_cells_stay_merged() -> None:
    (table,) = of_kind("revised.docx", Table)
    assert table.head == (("Measure", TableCell(text="Years", columns=2)),)
    assert (table.rows[0].heading, table.rows[0].cells) == ("Drawers", ("3", "4"))


def test_letters_off_the_line_stay_there() -> None:
    assert of_kind("web.docx", Paragraph)[0].text == "All Parties have **drawers**, H~2~O and 10^6^."
    assert account(read_word_file(read("web.docx"), "web.docx")).is_even


def test_a_page_of_the_web() -> None:
    (table,) = of_kind("web.docx", Table)
    assert (table.columns, table.rows[0].heading) == (("Measure", "2021"), "Drawers")
    first, inner, second = of_kind("web.docx", ListBlock)
    assert [len(first.items), len(inner.items), len(second.items)] == [2, 1, 2]


def test_a_spreadsheet_by_libreoffice() -> None:
    book = read_sheets(read("cells.xlsx"), "cells.xlsx")
    rows = [[cell.text for cell in row.cells] for row in book.sheets[0].rows]
    assert rows[1] == ["Malta", "2022-03-10", "12.5%", "1,234"]
    assert rows[3] == ["All", "", "", "1,246"]
    assert [finding.code for finding in book.findings] == ["hidden", "comment", "merged"]
