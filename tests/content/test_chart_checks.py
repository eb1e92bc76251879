"""What authors get wrong in a chart: one message each, with its line and what to do."""

from pathlib import Path
from typing import Final

import pytest

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.errors import ContentError
from tests.documents.charts.chart_sheets import NAME, project_with

DATA: Final = "Party,Hours,Calls,Name\nAtlantis,24,1,a\nRuritania,-1,2,b\n"
BARS: Final = "form: bars\nunit: Boats\nvalues:\n"
GROUPED: Final = "form: grouped\nunit: Boats\nseries: [a, b]\nvalues:\n"
SHARES: Final = "form: shares\nunit: '%'\nseries: [a, b]\nvalues:\n"
ROWS: Final[dict[str, tuple[str, str, str]]] = {
    "text in a number": (BARS + "  - {label: x, value: 12 %}", "“12 %” is text where a number is needed", "unit"),
    "no number": (BARS + "  - {label: x, value: }", "This row has no number", "unknown"),
    "yes": (BARS + "  - {label: x, value: true}", "a number is needed here", ""),
    "too large": (BARS + "  - {label: x, value: 1e15}", "no number that can be drawn", ""),
    "too fine": (BARS + "  - {label: x, value: 1e-10}", "more than 9 decimals", ""),
    "all unknown": (BARS + "  - {label: x, value: unknown}", "Every value of the chart is unknown", "unavailable"),
    "no values": ("form: bars\nunit: Boats", "The chart has no values", "values"),
    "no unit": ("form: bars\nvalues: [{label: x, value: 1}]", "does not say what its numbers count", "unit"),
    "no label": (BARS + "  - {value: 1}", "here is neither", "party: CODE"),
    "label and party": (BARS + "  - {label: x, party: AAA, value: 1}", "not both", "party: CODE"),
    "unknown party": (BARS + "  - {party: AAB, value: 1}", "“AAB” is no Party of the register", "AAA"),
    "twice": (BARS + "  - {label: x, value: 1}\n  - {label: x, value: 2}", "“x” stands twice", "Delete one"),
    "value and values": (BARS + "  - {label: x, value: 1, values: [2]}", "not both", "Delete"),
    "bars of two": (GROUPED.replace("grouped", "bars") + "  - {label: x, values: [1, 2]}", "one series", "grouped"),
    "one missing": (GROUPED + "  - {label: x, values: [1]}", "one number, and the chart needs 2 numbers", "unknown"),
    "no series": (BARS.replace("bars", "stacked") + "  - {label: x, value: 1}", "at least two series", "series"),
    "same series": (GROUPED.replace("[a, b]", "[a, a]") + "  - {label: x, values: [1, 2]}", "called “a”", "of its own"),
    "seven series": (
        GROUPED.replace("[a, b]", "[a, b, c, d, e, f, g]") + "  - {label: x, values: [1, 2, 3, 4, 5, 6]}",
        "at most 6 series",
        "",
    ),
    "negative share": (SHARES + "  - {label: x, values: [101, -1]}", "-1 is less than 0", "grouped"),
    "not a hundred": (SHARES + "  - {label: x, values: [50, 40]}", "make 90, not 100", "series for the rest"),
    "all nothing": (SHARES + "  - {label: x, values: [0, 0]}", "none has a share", "unknown"),
    "upright lines": (
        GROUPED.replace("grouped", "lines\ndirection: vertical") + "  - {label: x, values: [1, 2]}",
        "Only bars",
        "",
    ),
    "map of labels": (
        BARS.replace("bars", "map") + "  - {label: x, value: 1}",
        "“x” is no Party, and a map",
        "party: CODE",
    ),
    "map of two": (
        GROUPED.replace("grouped", "map") + "  - {party: AAA, values: [1, 2]}",
        "one number for each Party",
        "",
    ),
    "steps fall": (
        BARS.replace("bars", "map\nsteps: [3, 2]") + "  - {party: AAA, value: 1}",
        "numbers that rise",
        "steps",
    ),
    "steps of bars": (
        BARS.replace("bars", "bars\nsteps: [3]") + "  - {party: AAA, value: 1}",
        "Only a map has steps",
        "",
    ),
    "too many upright": (
        BARS.replace("bars", "bars\ndirection: vertical")
        + "".join(f"  - {{label: x{n}, value: 1}}\n" for n in range(25)),
        "25 values, and 24 have room",
        "horizontal",
    ),
    "no such table": ("form: bars\nfrom: {table: line, columns: [hours]}", "“line”", "lines"),
    "no such column": ("form: bars\nfrom: {table: lines, columns: [hour]}", "no column “hour”", "hours"),
    "no such row": ("form: bars\nfrom: {table: lines, columns: [hours], parties: [BBB]}", "no row of “BBB”", "row"),
    "column of text": (
        "form: bars\nfrom: {table: lines, columns: [name]}",
        "The column “name” of the table “lines” holds text",
        "column of numbers",
    ),
    "values and data": (
        "form: bars\nfrom: {table: lines, columns: [hours]}\nvalues: [{label: x, value: 1}]",
        "“values” gives others",
        "Delete “values” or “from”",
    ),
    "shares of data below nothing": (
        "form: shares\nfrom: {table: lines, columns: [hours, calls]}",
        "-1 is less than 0",
        "grouped",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_broken_chart_gives_its_message(tmp_path: Path, name: str) -> None:
    chart, what, remedy = ROWS[name]
    with pytest.raises(ContentError) as caught:
        load_content(project_with(tmp_path, chart, lines=DATA), NAME)
    found = caught.value.diagnostics
    assert any(what in problem.what and remedy in f"{problem.what} {problem.remedy}" for problem in found), found
    assert all(problem.place.line > 20 for problem in found)
    assert len(found) == 1, found
