"""Tables of data per Party as files have them: what is read, and what is refused at which cell."""

import shutil
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.builds.project_checks import check_project
from factsheet_builder.content.data_tables.data_table import DataTable
from factsheet_builder.content.data_tables.party_keys import PartyKeys
from factsheet_builder.content.reading.data_files import cell_grid
from factsheet_builder.content.reading.data_files.data_folder import read_data_table, read_data_tables
from factsheet_builder.content.reading.reader import read_register
from factsheet_builder.errors import ContentError, Diagnostic
from factsheet_builder.project import Project

INVENTED = Path(__file__).parents[1] / "fixtures" / "every-block"


@pytest.fixture
def invented(tmp_path: Path) -> Project:
    """A copy of the invented project, to be broken at will."""
    shutil.copytree(INVENTED, tmp_path / "project")
    return Project(tmp_path / "project")


def read(project: Project, data: bytes | str, described: str = "", suffix: str = ".csv") -> DataTable:
    folder = project.data / "tables"
    folder.mkdir(exist_ok=True)
    (folder / f"made{suffix}").write_bytes(data.encode() if isinstance(data, str) else data)
    if described:
        (folder / "made.yaml").write_text(described, encoding="utf-8")
    return read_data_table(project, "made", PartyKeys(read_register(project).model))


def refused(project: Project, data: bytes | str, described: str = "", suffix: str = ".csv") -> list[Diagnostic]:
    with pytest.raises(ContentError) as raised:
        read(project, data, described, suffix)
    return list(raised.value.diagnostics)


def test_a_file_alone_says_what_its_columns_hold(invented: Project) -> None:
    table = read(
        invented, "Party,Hours a week,Opened,Free?,Number,Remark\nAAA,1.50,2020-01-31,yes,0800,\nBBB,20,,no,05,x\n"
    )
    assert [(column.key, column.type) for column in table.columns] == [
        ("hours-a-week", "number"),
        ("opened", "date"),
        ("free", "yes-no"),
        ("number", "code"),
        ("remark", "text"),
    ]
    assert table.rows[0].values == ("1.50", "2020-01-31", "yes", "0800", None)
    assert table.value("AAA", "free") is True
    assert table.value("BBB", "opened") is None


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("\ufeffParty;N\r\nAAA;1 234,5\r\n", "1234.5"),  # as Excel writes it where decimals stand after commas
        ("sep=;\nParty;N\nAAA;12,50\n", "12.50"),
        ("Party\tN\nAAA\t-0.5\n", "-0.5"),
        ("Party,N\nAAA,\N{MINUS SIGN}7\n", "-7"),
        ('"Party, or State",N\n"AAA","1\N{NARROW NO-BREAK SPACE}000"\n', "1000"),
    ],
)
def test_habits_of_spreadsheet_programs(invented: Project, data: str, value: str) -> None:
    assert read(invented, data).rows[0].values == (value,)


@pytest.mark.parametrize(
    "name", ["AAA", "aa", "Atlantis", "ATLANTIS", "Islands of the Blest", "the islands of the blest"]
)
def test_a_row_is_known_by_any_name_of_its_party(invented: Project, name: str) -> None:
    assert read(invented, f"Party,N\n{name},1\n").parties[0] in {"AAA", "EEE"}


def test_an_older_name_is_known_too(invented: Project) -> None:
    assert (
        read(invented, "Party,N\nRuritania,1\n").parties == read(invented, "Party,N\nKingdom of Ruritania,1\n").parties
    )


NUMBERS = "columns: [{ key: n, heading: N, type: number }]\n"


@pytest.mark.parametrize(
    ("data", "described", "place", "what", "remedy"),
    [
        ("Party,N\nAAA,abc\n", NUMBERS, "data/tables/made.csv:2:1 [B2]", "Row 2, column B (n): “abc” is no", "empty"),
        ("Party,N\nAAA,n/a\n", NUMBERS, "[B2]", "“n/a” is no number", "Leave the cell empty"),
        ('Party,N\nAAA,"1,5"\n', NUMBERS, "[B2]", "“1,5” is no number", "Decimals stand after “.”"),
        ("Party;N\nAAA;1.5\n", NUMBERS, "[B2]", "“1.5” is no number", "see “decimal”"),
        ("Party,N\nAAA,12%\n", NUMBERS, "[B2]", "“12%” is no number", "as the column's unit"),
        ("Party,N\nAtlantys,1\n", "", "[A2]", "“Atlantys” is no Party", "“Atlantis” (AAA)"),
        ("Party,N\nAAA,1\n\nTotal,1\n", "", "made.csv:4:1 [A4]", "“Total” is no Party", "made by the builder"),
        ("Party,N\nAAA,1\nAtlantis,2\n", "", "[A3]", "AAA has row 2 already", "Delete one"),
        ("Party,N\n,1\n", "", "[A2]", "names no Party in column A", "code or a name"),
        ("Party,,N\nAAA,1,2\n", "", "[B1]", "Column B has no heading", "Give it one"),
        ("Party,Total\nAAA,1\n", "", "[B1]", "gives no key", "data/tables/made.yaml"),
        ("Party,M\nAAA,1\n", NUMBERS, "made.csv", "No column is headed “N”", "“Party”, “M”"),
        ("Party,N\n", "", "made.csv", "has no data", "Fill it"),
        ("Party,N\nAAA,a\u202eb\n", "", "[B2]", "U+202E", "Type it anew"),
        ('Party,N\nAAA,"1\n', "", "made.csv", "is not CSV", "quotation marks"),
        (
            "Party,N\nAAA,3/4/2020\n",
            "columns: [{ key: n, heading: N, type: date }]",
            "[B2]",
            "“3/4/2020” is no date that can be read with certainty",
            "2022-03-10",
        ),
        ("Party,N\nAAA,31.02.2020\n", "columns: [{ key: n, heading: N, type: date }]", "[B2]", "no day of", "Correct"),
        (
            "Party,N\nAAA,oui\n",
            "columns: [{ key: n, heading: N, type: yes-no }]",
            "[B2]",
            "neither yes nor no",
            "yes or no",
        ),
        (
            "Party,N\nAAA,1\n",
            "columns: [{ key: count, heading: N }]",
            "made.yaml:1:",
            "stands for counts",
            "Choose another",
        ),
    ],
)
def test_what_is_refused_names_the_cell(
    invented: Project, data: str, described: str, place: str, what: str, remedy: str
) -> None:
    (problem,) = refused(invented, data, described)
    assert place in str(problem.place)
    assert what in problem.what
    assert remedy in problem.remedy


def test_all_problems_of_all_files_at_once(invented: Project) -> None:
    register = read_register(invented).model
    (invented.data / "tables" / "one.csv").write_text("Party,N\nXYZ,1\nQ,2\n", encoding="utf-8")
    (invented.data / "tables" / "two.csv").write_bytes(b"Party,N\nAAA,caf\xe9\n")
    with pytest.raises(ContentError) as raised:
        read_data_tables(invented, ["one", "two", "helplines"], register)
    assert [problem.code for problem in raised.value.diagnostics] == ["table-party", "table-party", "not-utf8"]


def test_files_have_limits(invented: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell_grid, "MOST_ROWS", 3)
    monkeypatch.setattr(cell_grid, "MOST_CELLS", 5)
    monkeypatch.setattr(cell_grid, "MOST_LETTERS", 20)
    for data in ("Party,N\n" * 4, f"Party,N{',x' * 5}\n", f"Party,N\nAAA,{'x' * 21}\n"):
        assert [problem.code for problem in refused(invented, data)] == ["table-too-large"]
    monkeypatch.setattr(cell_grid, "MOST_BYTES", 5)
    assert [problem.code for problem in refused(invented, "Party,N\n")] == ["table-too-large"]


def spreadsheet(*rows: tuple[object, ...], percent: str = "", more: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if percent:
        sheet[percent].number_format = "0%"
    if more:
        book.create_sheet(more)["A1"] = "x"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_spreadsheet_has_numbers_and_days_of_its_own(invented: Project) -> None:

    data = spreadsheet(
        ("Party", "N", "Share", "Day", "Free"), ("AAA", 1.5, 0.985, date(2020, 1, 31), True), percent="C2"
    )
    assert read(invented, data, suffix=".xlsx").rows[0].values == ("1.5", "98.5", "2020-01-31", "yes")


def test_a_cell_of_a_spreadsheet_is_named_as_there(invented: Project) -> None:
    (problem,) = refused(invented, spreadsheet(("Party", "N"), ("AAA", "abc")), NUMBERS, ".xlsx")
    assert str(problem.place) == "data/tables/made.xlsx [Sheet!B2]"
    assert "Row 2, column B" in problem.what


def test_a_formula_without_a_value_is_not_taken_for_an_unknown_one(invented: Project) -> None:
    data = spreadsheet(("Party", "N"), ("AAA", "=1+1"))
    assert [problem.code for problem in refused(invented, data, suffix=".xlsx")] == ["formula"]


def test_several_sheets_ask_which(invented: Project) -> None:
    data = spreadsheet(("Party", "N"), ("AAA", 1), more="Other")
    assert "“Sheet”, “Other”" in refused(invented, data, suffix=".xlsx")[0].what
    assert read(invented, data, "sheet: Sheet\n", ".xlsx").parties == ("AAA",)


FACTSHEET = "factsheets/data-tables.yaml"


@pytest.mark.parametrize(
    ("old", "new", "code", "what", "remedy"),
    [
        ("helplines.AAA.hours}", "helpline.AAA.hours}", "unknown-table", "“helpline”", "Did you mean “helplines”"),
        ("helplines.AAA.hours}", "helplines.AAA.hour}", "unknown-column", "no column “hour”", "Did you mean “hours”"),
        ("helplines.AAA.hours}", "helplines.AAB.hours}", "no-row", "no row of “AAB”", "Did you mean “AAA”"),
        ("helplines.AAA.hours}", "helplines.hours}", "value-of-whom", "does not say of which Party", "for: […]"),
        ("helplines.AAA.hours}", "helplines}", "value-name", "no name of a value", "table.PARTY.column"),
        ("helplines.AAA.hours}", "helplines.AAA.hours", "idle-mark", "would be printed as it stands", "{value:"),
        ("helplines.AAA.hours}", "helplines.total.calls}", "total-incomplete", "lacks 1 value", "unknown.calls"),
        ("helplines.yes.free", "helplines.yes.hours", "value-name", "does not say yes or no", "Count another"),
        ("title: Helplines by name", 'title: "{value:helplines.count}"', "value-in-heading", "in a heading", "Move it"),
        ("{ table: helplines, sort: since }", "{ table: helplins }", "unknown-table", "“helplins”", "helplines"),
        ("{ table: helplines, sort: since }", "{ table: helplines, sort: sinc }", "unknown-column", "“sinc”", "since"),
        ("{ table: helplines, sort: since }", "{ table: helplines, total: [name] }", "no-total", "no total", "Take it"),
        (
            "{ table: helplines, sort: since }",
            "{ table: helplines, parties: [GGG] }",
            "no-row",
            "no row of “GGG”",
            "Add the row",
        ),
        ("groups: [sea]", "groups: [seas]", "unknown-group", "no group “seas”", "Did you mean “sea”"),
        ("groups: [sea]", "groups: [sea, sea]", "table-groups", "would stand twice", "no Party in common"),
        ("groups: [sea]", "groups: [sea], group_by: sea", "table-groups", "and by a column", "Delete the one"),
        ("for: [AAA]", "for: [AAB]", "unknown-party", "“AAB” is no Party", "AAA"),
        ("The last paragraph.", '"[Above](#t-of-atlantis)."', "reference-to-some", "for some Parties only", "Take the"),
        ("keywords:", "data: []\nkeywords:", "data-in-factsheet", "no data of its own", "data/tables"),
        ("- { cells: [Brobdingnag,", "- { cells: [", "table-cells", "5 cells, the table needs 6", "Give one cell"),
        ('[Atlantis, "2020"', '[{ text: Atlantis, rows: 2 }, "2020"', "table-cells", "reaches beyond", "one cell"),
        ("{ text: none received, columns: 4 }", "{ text: x, columns: 5 }", "table-cells", "reaches beyond", "one cell"),
        ("{ text: Warm seas, rows: 2 }", "Warm seas", "table-cells", "has 5 cells", "Give one cell"),
    ],
)
def test_what_is_used_of_data_is_there(
    invented: Project, old: str, new: str, code: str, what: str, remedy: str
) -> None:
    path = invented.data / FACTSHEET
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        load_content(invented, "data-tables")
    found = [problem for problem in raised.value.diagnostics if problem.code == code]
    assert found, raised.value
    assert what in found[0].what
    assert remedy in found[0].remedy
    assert found[0].place.line


def test_check_reads_the_tables_that_nothing_uses(invented: Project) -> None:
    folder = invented.data / "tables"
    (folder / "unused.csv").write_text("Party,N\nXYZ,1\n", encoding="utf-8")
    (folder / "stray.yaml").write_text("source: nowhere\n", encoding="utf-8")
    (folder / "old.xls").write_bytes(b"x")
    shutil.copy(Path(__file__).parents[2] / "data" / "tailoring.yaml", invented.data)
    codes = {problem.code for problem in check_project(invented, ())}
    assert {"table-party", "unknown-table", "no-table"} <= codes
