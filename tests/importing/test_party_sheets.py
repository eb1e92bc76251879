"""A spreadsheet whose rows are Parties becomes a table of data; what it does not understand is named with its cell."""

import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook as Book

from factsheet_builder.content.data_tables.party_keys import PartyKeys
from factsheet_builder.content.reading.data_files.data_folder import read_data_table
from factsheet_builder.content.reading.reader import read_register
from factsheet_builder.errors import ExitCode, UsageError
from factsheet_builder.importing.other_files.party_sheets import DataFiles, Meant, data_files
from factsheet_builder.project import Project
from tests.conftest import ROOT, Run
from tests.content.reading.test_spreadsheet import saved

KEYS = PartyKeys(read_register(Project(ROOT)).model)
HEAD = ["State", "Hours", "Since", "Free", "Number", "Share", None]
ROWS = [
    ["Malta", 12.5, datetime.date(2022, 3, 10), True, "0800", 0.985, "x"],
    ["the Republic of Moldova", "n/a", datetime.date(2020, 1, 2), False, "116", 1, None],
    ["UKR", 3, None, True, "05", 0.5, None],
]


def book(*rows: list[object], head: list[str | None] | None = None) -> bytes:
    made = Book()
    made.active.append(head or HEAD)
    for row in rows:
        made.active.append(row)
    return saved(made)


def found(data: bytes, meant: Meant | None = None) -> DataFiles | None:
    return data_files(data, "helplines.xlsx", "helplines", KEYS, meant)


def test_rows_of_parties_become_a_table_of_data(tmp_path: Path) -> None:
    got = found(book(*ROWS))
    assert got is not None
    assert sorted(got.files) == ["helplines.csv", "helplines.yaml"]
    assert got.files["helplines.csv"].decode().splitlines()[:3] == [
        "State,Hours,Since,Free,Number,Share",
        "Malta,12.5,2022-03-10,yes,0800,0.985",
        "the Republic of Moldova,,2020-01-02,no,116,1",
    ]
    assert [problem.code for problem in got.diagnostics] == ["column", "not-known"]
    assert [problem.place.passage.rpartition("!")[2] for problem in got.diagnostics] == ["G1", "B3"]
    folder = tmp_path / "data" / "tables"
    folder.mkdir(parents=True)
    for name, data in got.files.items():
        (folder / name).write_bytes(data)
    table = read_data_table(Project(tmp_path), "helplines", KEYS)
    assert [(column.key, column.type) for column in table.columns] == [
        ("hours", "number"), ("since", "date"), ("free", "yes-no"), ("number", "code"), ("share", "number"),
    ]  # fmt: skip
    assert [row.party for row in table.rows] == ["MLT", "MDA", "UKR"]


def test_rows_that_name_no_party_are_named_and_left_out() -> None:
    got = found(book(*ROWS, ["Total", 15.5], ["MLT", 1]), Meant.DATA)
    assert got is not None
    said = [problem.what for problem in got.diagnostics if problem.code == "row"]
    assert said == ["Row 5 is left out: “Total” is no Party of the register.", "Row 6 is left out: names MLT again."]
    assert b"Total" not in got.files["helplines.csv"]
    assert b"Total" in got.files["helplines.yaml"]


def test_it_is_asked_where_it_is_unclear() -> None:
    unclear = book(ROWS[0], ROWS[2], ["Atlantis", 1], ["Others", 2])
    with pytest.raises(UsageError) as caught:
        found(unclear)
    assert "--as" in caught.value.diagnostics[0].remedy
    assert found(unclear, Meant.TABLE) is None
    assert found(unclear, Meant.DATA) is not None


def test_other_tables_are_tables_of_the_text() -> None:
    assert found(book(["Boats", 1], ["Oars", 2])) is None
    assert found(book(["MLT", 1])) is None


def test_each_sheet_is_a_table_of_its_own() -> None:
    made = Book()
    for title in ("First year", "Second year"):
        sheet = made.create_sheet(title)
        for row in ([*HEAD[:2]], ["MLT", 1], ["UKR", 2]):
            sheet.append(row)
    got = found(saved(made))
    assert got is not None
    assert [name for name in got.files if name.endswith(".csv")] == [
        "helplines-first-year.csv",
        "helplines-second-year.csv",
    ]


def test_columns_of_one_heading_stay_apart() -> None:
    got = found(book(["MLT", 1, 2], ["UKR", 3, 4], head=["Party", "Calls", "Calls"]))
    assert got is not None
    assert got.files["helplines.csv"].decode().splitlines()[0] == "Party,Calls,Calls (calls-2)"


def test_the_verb_writes_them_once(factsheet: Run, project: Project, tmp_path: Path) -> None:
    (tmp_path / "hours.xlsx").write_bytes(book(*ROWS))
    done = factsheet("import", tmp_path / "hours.xlsx", "--name", "hours", cwd=project.root)
    assert done.returncode == ExitCode.DONE
    assert "wrote data/tables/hours.csv" in done.stdout
    assert "hours: 3 Parties, 5 columns" in done.stdout
    description = project.data / "tables" / "hours.yaml"
    description.write_text(description.read_text(encoding="utf-8") + "source: An enquiry\n", encoding="utf-8")
    assert (
        "nothing has changed"
        in factsheet("import", tmp_path / "hours.xlsx", "--name", "hours", cwd=project.root).stdout
    )
    (tmp_path / "hours.xlsx").write_bytes(book(*ROWS[:2]))
    refused = factsheet("import", tmp_path / "hours.xlsx", "--name", "hours", cwd=project.root)
    assert refused.returncode == ExitCode.USAGE
    assert "is there already" in refused.stderr
