"""Spreadsheets as people have them: values as they are shown, and everything that a table of words cannot hold is named."""

import datetime
import io
import re
from collections.abc import Callable

import pytest
from openpyxl import Workbook as Book
from openpyxl.comments import Comment

from factsheet_builder.content.reading import office_archive, sheet_survey
from factsheet_builder.content.reading.number_formats import CellValue, plain_value, shown_value
from factsheet_builder.content.reading.spreadsheet import Cell, Workbook, read_sheets
from factsheet_builder.errors import ContentError
from tests.languages.exchange.word.word_files import packed, parts_of, with_part

SHEET = "xl/worksheets/sheet1.xml"


def saved(book: Book) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def small_book() -> Book:
    book = Book()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Drawers"
    sheet.append(["Party", "Opened", "Share", "Count"])
    sheet.append(["Malta", datetime.date(2022, 3, 10), 0.125, 1234.5])
    sheet.append(["Albania", datetime.datetime(2022, 3, 10, 9, 30), 1, -2])  # noqa: DTZ001 - sheets have no zones
    for row in (2, 3):
        sheet.cell(row, 3).number_format = "0.0%"
        sheet.cell(row, 4).number_format = '#,##0.00" h"'
    return book


def read(data: bytes) -> Workbook:
    return read_sheets(data, "a.xlsx")


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in read(data).findings]


def test_values_are_read_as_they_are_shown_and_as_they_are() -> None:
    book = read(saved(small_book()))
    (sheet,) = book.sheets
    assert book.findings == ()
    assert [[cell.text for cell in row.cells] for row in sheet.rows] == [
        ["Party", "Opened", "Share", "Count"],
        ["Malta", "2022-03-10", "12.5%", "1,234.50 h"],
        ["Albania", "2022-03-10 09:30", "100.0%", "-2.00 h"],
    ]
    assert sheet.rows[1].cells[2] == Cell("12.5%", "0.125", "number")
    assert sheet.rows[1].cells[1].kind == "date"
    assert str(sheet.place(1, 2)) == "a.xlsx [Drawers!C2]"


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (1e21, "General", "1000000000000000000000"),
        (0.0004, "General", "0.0004"),
        (0.0004, "0.00", "0.00"),
        (2.5, "0", "3"),
        (-2.5, "#,##0;(#,##0)", "(3)"),
        (0, '0;-0;"none"', "none"),
        (1234567, "#,##0", "1,234,567"),
        (1234567, "#,##0,", "1,235"),
        (1234, "[$€-407]#,##0.00", "€1,234.00"),
        (1234, '_-* #,##0\\ "km"_-', "1,234 km"),
        (0.5, "#,##0.##", "0.5"),
        (7, "000", "007"),
        (12, "[Red]0.00E+00", "12"),
        (0.5, "# ?/?", "0.5"),
        (3, '"Level "0', "Level 3"),
        (True, "General", "TRUE"),
        (datetime.timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
        (datetime.time(9, 30), "hh:mm", "09:30"),
        (" two\n lines ", "General", "two lines"),
    ],
)
def test_formats_that_people_choose(value: CellValue, form: str, shown: str) -> None:
    assert shown_value(value, form) == shown


def test_numbers_are_plain_for_programs() -> None:
    assert [plain_value(value) for value in (0.0004, 1234.5, -7, 1e-7)] == ["0.0004", "1234.5", "-7", "0.0000001"]


def test_what_is_hidden_is_left_out_and_named() -> None:
    book = small_book()
    sheet = book["Drawers"]
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("Secret").append(["x"])
    book["Secret"].sheet_state = "hidden"
    found = read(saved(book))
    assert [[cell.text for cell in row.cells] for row in found.sheets[0].rows] == [
        ["Party", "Share", "Count"],
        ["Malta", "12.5%", "1,234.50 h"],
    ]
    assert [str(finding.what).split(" is hidden")[0] for finding in found.findings] == [
        "The sheet “Secret”",
        "The column B",
        "The row 3",
    ]
    assert str(found.sheets[0].place(1, 1)) == "a.xlsx [Drawers!C2]"


def test_what_no_table_can_hold_is_named_with_its_cell() -> None:
    book = small_book()
    sheet = book["Drawers"]
    sheet["A2"].comment = Comment("Is this right?", "A delegation")
    sheet["A3"].hyperlink = "https://example.org"
    sheet["D4"] = "=SUM(D2:D3)"
    sheet.merge_cells("B5:C6")
    sheet["B5"] = "both"
    found = read(saved(book))
    assert {(finding.code, finding.place.passage) for finding in found.findings} == {
        ("formula", "Drawers!D4"),
        ("comment", "Drawers!A2"),
        ("link", "Drawers!A3"),
        ("merged", "Drawers!B5"),
    }
    assert found.sheets[0].rows[4].cells[1] == Cell("both", "both", "text", 2, 1)


def test_errors_and_values_of_formulas() -> None:
    book = small_book()
    book["Drawers"]["D4"] = "=1/0"
    book["Drawers"]["E4"] = "=1+1"

    def calculated(part: bytes) -> bytes:
        part = re.sub(rb"<f>1/0</f><v( ?/>|></v>)", rb"<f>1/0</f><v>#DIV/0!</v>", part)
        part = re.sub(rb"<f>1\+1</f><v( ?/>|></v>)", rb"<f>1+1</f><v>2</v>", part)
        return re.sub(rb'r="D4"', b'r="D4" t="e"', part)

    found = read(with_part(saved(book), SHEET, calculated))
    assert [finding.code for finding in found.findings] == ["cell-error"]
    assert [cell.text for cell in found.sheets[0].rows[3].cells][3:] == ["#DIV/0!", "2"]
    assert found.sheets[0].rows[3].cells[3].kind == "error"


ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
MACROS = (b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: with_part(data, SHEET, lambda part: ENTITY + part), "doctype"),
        (lambda data: with_part(data, "xl/styles.xml", lambda part: ENTITY + part), "doctype"),
        (lambda data: with_part(data, SHEET, lambda _: b" " * (office_archive.PART_BYTES + 1)), "too-large"),
        (lambda data: with_part(data, "xl/media/a.png", lambda _: b"\0" * (office_archive.UNPACKED_BYTES + 1)), "too-large"),
        (lambda data: with_part(data, "[Content_Types].xml", lambda part: part.replace(*MACROS)), "foreign"),
        (lambda data: with_part(data, SHEET, lambda part: part[:-30]), "xml"),
        (lambda data: with_part(data, SHEET, lambda part: part.replace(b'r="A2"', b'r="A30000"')), "too-large"),
        (lambda data: with_part(data, SHEET, lambda part: part.replace(b'r="A2"', b'r="XFD2"')), "too-large"),
        (lambda data: with_part(data, SHEET, lambda part: part.replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')), "too-large"),
        (lambda data: data[: len(data) // 2], "archive"),
        (lambda _: b"\xd0\xcf\x11\xe0 old", "foreign"),
        (lambda _: b"Party;Count\nMalta;2\n", "archive"),
        (lambda _: packed({"word/document.xml": b"<x/>"}), "foreign"),
        (lambda data: packed({**parts_of(data), "xl/styles.xml": b"<styleSheet/>"}), "foreign"),
    ],
)  # fmt: skip
def test_it_is_refused_as_a_whole(change: Callable[[bytes], bytes], code: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(change(saved(small_book())))
    (problem,) = caught.value.diagnostics
    assert problem.code == code
    assert problem.remedy


def test_what_comes_from_elsewhere_is_named_and_not_opened() -> None:
    data = packed(
        {**parts_of(saved(small_book())), "xl/externalLinks/externalLink1.xml": b"<x/>", "xl/media/a.png": b"x"}
    )
    assert codes(data) == ["remote", "drawing"]


def test_a_stray_cell_without_a_value_does_no_harm() -> None:
    stray = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    data = with_part(saved(small_book()), SHEET, lambda part: part.replace(b"</sheetData>", stray))
    assert len(read(data).sheets[0].rows) == 3


def test_findings_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book()
    for row in range(1, 300):
        book.worksheets[0][f"A{row}"] = "=A1"
    assert len(read(saved(book)).findings) == 201
    monkeypatch.setattr(sheet_survey, "MOST_CELLS", 3)
    with pytest.raises(ContentError, match="more than 3 cells"):
        read(saved(small_book()))
