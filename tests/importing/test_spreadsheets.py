"""A spreadsheet becomes a table for each sheet; what no table holds is named with its cell, and every word is counted."""

from openpyxl import Workbook as Book

from factsheet_builder.content.models import Table
from factsheet_builder.importing.other_files.spreadsheet_text import is_spreadsheet, read_spreadsheet
from tests.content.reading.test_spreadsheet import saved, small_book
from tests.importing.chapters import account, codes, drafted, small_chapter


def test_each_sheet_is_a_table() -> None:
    book = small_book()
    book["Drawers"]["E1"] = "=1+1"
    book.create_sheet("Sheet2").append(["A", "B"])
    book["Sheet2"].append(["x", "y"])
    text = read_spreadsheet(saved(book), "drawers.xlsx")
    sheet, text, yaml = drafted(text, "drawers")
    first, second = sheet.blocks
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert (first.title, second.title) == ("Drawers", "Table")
    assert first.rows[0].cells == ("2022-03-10", "12.5%", "1,234.50 h")
    assert codes(text) == ["formula", "title", "chapter", "no-title"]
    assert "# Drawers!E1: The formula has no value" in yaml
    assert account(read_spreadsheet(saved(book), "drawers.xlsx")).is_even


def test_spreadsheets_are_known_by_what_they_are() -> None:
    assert is_spreadsheet(saved(Book()), "")
    assert is_spreadsheet(b"\xd0\xcf\x11\xe0", ".XLS")
    assert not is_spreadsheet(small_chapter(), ".docx")
