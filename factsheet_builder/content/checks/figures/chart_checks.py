"""What must hold between the values of one chart: a number for each series, a form that can be drawn, Parties known."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from factsheet_builder.content.data_tables.data_table import DataTable
from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.models import Chart, ChartFrom, ChartRow, Factsheet, Figure
from factsheet_builder.content.models.charts import UNKNOWN
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Path, blocks_of
from factsheet_builder.content.reading.data_files.data_folder import unknown_table
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.project import Project

_ONE_SERIES: Final = frozenset({"map"})
_MANY_SERIES: Final = {"grouped": 2, "stacked": 2, "shares": 2}
_MOST_COLUMNS: Final = 24
"""Columns that have room for their labels side by side on a page."""
_MOST_ROWS: Final = 100
_NO_SIGNS: Final = {"stacked": "stacked", "shares": "shared out"}
_FULL: Final = 100.0
_ROUNDING: Final = 1.0
"""What rounded percentages may be away from 100."""


def charts(sheet: Factsheet, source: YamlSource, register: Register, project: Project) -> Findings:
    """Every chart can be drawn, and says what its numbers are."""
    for path, block in blocks_of(sheet):
        if isinstance(block, Figure) and isinstance(block.content, Chart):
            here = (*path, "content")
            yield from _form(block.content, here, source)
            if block.content.made_from:
                yield from _data(block.content, block.content.made_from, here, source, sheet, project)
                continue
            yield from _rows(block.content, here, source, register)
            yield from _numbers(block.content, here, source)


def _data(
    chart: Chart, made_from: ChartFrom, path: Path, source: YamlSource, sheet: Factsheet, project: Project
) -> Findings:
    for name in ("series", "values"):
        if getattr(chart, name):
            what = f"The numbers come from the table {made_from.table}, and “{name}” gives others."
            yield finding("chart-values", source.key_place((*path, name)), what, f"Delete “{name}” or “from”.")
    table = sheet.data_by_name.get(made_from.table)
    if table is None:
        what, remedy = unknown_table(made_from.table, project)
        yield finding("unknown-table", source.place((*path, "from", "table")), what, remedy)
        return
    problems = list(_use(made_from, (*path, "from"), source, table))
    yield from problems
    if problems:
        return
    columns = [table.by_key[key] for key in made_from.columns]
    drawn = _as_written(chart, table, made_from, columns[0].unit)
    yield from _size(drawn, path, source)
    yield from _numbers(drawn, path, source)
    if len({column.unit for column in columns}) > 1 and not chart.unit:
        what = "The columns are measured in different units, and a chart has one."
        yield finding("chart-unit", source.place((*path, "from")), what, "Make a chart for each unit, or give “unit”.")


def _use(made_from: ChartFrom, path: Path, source: YamlSource, table: DataTable) -> Findings:
    for index, key in enumerate(made_from.columns):
        place = source.place((*path, "columns", index))
        if key not in table.by_key:
            what = f"The table “{table.id}” has no column “{key}”."
            remedy = suggest(key, table.by_key) or f"The table has: {', '.join(table.by_key)}."
            yield finding("unknown-column", place, what, remedy)
        elif (kind := table.by_key[key].type) != "number":
            what = f"The column “{key}” of the table “{table.id}” holds {kind}, and a chart draws numbers."
            yield finding("chart-column", place, what, "Name a column of numbers.")
        elif key in made_from.columns[:index]:
            yield finding("duplicate-column", place, f"The column “{key}” stands twice.", "Delete one of the two.")
    for index, code in enumerate(made_from.parties):
        if code not in table.parties:
            what = f"The table “{table.id}” has no row of “{code}”."
            remedy = suggest(code, table.parties) or "Add the row, or take the Party out."
            yield finding("no-row", source.place((*path, "parties", index)), what, remedy)


def _as_written(chart: Chart, table: DataTable, made_from: ChartFrom, unit: str | None) -> Chart:
    """Return the chart with the numbers of its table, as if they were written out."""
    rows = (
        (code, [table.value(code, key) for key in made_from.columns]) for code in made_from.parties or table.parties
    )
    values = tuple(
        ChartRow(party=code, values=tuple(UNKNOWN if value is None else float(str(value)) for value in row))
        for code, row in rows
    )
    return chart.model_copy(update={"values": values, "unit": chart.unit or unit})


def _form(chart: Chart, path: Path, source: YamlSource) -> Findings:
    many, place = len(chart.made_from.columns if chart.made_from else chart.series), source.place((*path, "form"))
    many = 0 if chart.made_from and many == 1 else many
    if not chart.unit and not chart.made_from:
        what = "The chart does not say what its numbers count or measure."
        yield finding("chart-unit", source.place(path), what, "Add “unit: …”.")
    if chart.form in _ONE_SERIES and many > 1:
        what = f"A chart of the form “{chart.form}” shows one number for each Party, and here are {many} series."
        yield finding("chart-series", place, what, "Make a chart for each of them.")
    if many < _MANY_SERIES.get(chart.form, 0):
        what = f"A chart of the form “{chart.form}” needs at least two series, and here is {many or 'none'}."
        yield finding("chart-series", place, what, "Name them under “series”, or use the form “bars”.")
    if chart.form == "bars" and many > 1:
        what = f"A chart of the form “bars” shows one series, and here are {many}."
        yield finding("chart-series", place, what, "Use the form “grouped” or “stacked”.")
    if chart.direction == "vertical" and chart.form not in {"bars", "grouped", "stacked"}:
        what = f"Only bars can be vertical, and the form is “{chart.form}”."
        yield finding("chart-direction", source.place((*path, "direction")), what, "Delete “direction”.")
    if chart.steps and (chart.form != "map" or list(chart.steps) != sorted(set(chart.steps))):
        what = "The steps of a map are numbers that rise" if chart.form == "map" else "Only a map has steps"
        yield finding("chart-steps", source.place((*path, "steps")), f"{what}.", "Correct them, or delete “steps”.")
    for name, count in Counter(chart.series).items():
        if count > 1:
            what = f"Two series are called “{name}”."
            yield finding("chart-series", source.place((*path, "series")), what, "Give each a name of its own.")


def _size(chart: Chart, path: Path, source: YamlSource) -> Findings:
    most = _MOST_COLUMNS if chart.is_plotted else _MOST_ROWS
    if chart.form != "map" and len(chart.values) > most:
        what = f"The chart has {len(chart.values)} values, and {most} have room."
        remedy = "Use horizontal bars, or fewer values." if chart.is_plotted else "Make two charts of it."
        yield finding("chart-size", source.place((*path, "values")), what, remedy)


def _rows(chart: Chart, path: Path, source: YamlSource, register: Register) -> Findings:
    yield from _size(chart, path, source)
    if not chart.values:
        yield finding("chart-empty", source.place(path), "The chart has no values.", "Give them under “values”.")
    seen: set[str] = set()
    for index, row in enumerate(chart.values):
        here = (*path, "values", index)
        yield from _named(chart, row, here, source, register)
        name = row.party or row.label or ""
        if name and name in seen:
            what = f"“{name}” stands twice in this chart."
            yield finding("chart-twice", source.place(here), what, "Delete one of the two.")
        seen.add(name)
        yield from _counted(chart, row, here, source)


def _named(chart: Chart, row: ChartRow, path: Path, source: YamlSource, register: Register) -> Findings:
    if bool(row.label) == bool(row.party):
        what = "A value has a label or a Party" + (", not both." if row.label else "; here is neither.")
        yield finding("chart-label", source.place(path), what, "Write either `label: …` or `party: CODE`.")
    elif chart.form == "map" and not row.party:
        what = f"“{row.label}” is no Party, and a map has a tile for each Party."
        yield finding("chart-label", source.place((*path, "label")), what, "Write `party: CODE` in its place.")
    elif row.party and row.party not in register.by_code:
        remedy = suggest(row.party, register.by_code) or "Use a code of data/parties.yaml."
        what = f"“{row.party}” is no Party of the register."
        yield finding("unknown-party", source.place((*path, "party")), what, remedy)


def _counted(chart: Chart, row: ChartRow, path: Path, source: YamlSource) -> Findings:
    owed = max(len(chart.series), 1)
    if row.value is not None and row.values:
        what = "A row has “value” or “values”, not both."
        yield finding("chart-values", source.place(path), what, "Delete the one or the other.")
    elif len(row.amounts) != owed:
        what = f"This row has {_counts(len(row.amounts))}, and the chart needs {_counts(owed)}."
        remedy = f"Give one for each series, and `{UNKNOWN}` where it is not known."
        yield finding("chart-values", source.place((*path, "values")), what, remedy)


def _counts(number: int) -> str:
    return {0: "no number", 1: "one number"}.get(number, f"{number} numbers")


def _numbers(chart: Chart, path: Path, source: YamlSource) -> Findings:
    amounts = [amount for row in chart.values for amount in row.amounts]
    if amounts and all(amount == UNKNOWN for amount in amounts):
        what = "Every value of the chart is unknown: there is nothing to draw."
        yield finding(
            "chart-empty", source.place((*path, "values")), what, "Use `kind: unavailable` with an explanation."
        )
    if chart.form in _NO_SIGNS:
        for here, amount in _places(chart, path):
            if isinstance(amount, float) and amount < 0:
                what = f"{amount:g} is less than 0, and only numbers from 0 can be {_NO_SIGNS[chart.form]}."
                yield finding("chart-negative", source.place(here), what, "Use the form “grouped”.")
    if chart.form == "shares":
        yield from _whole(chart, path, source)


def _whole(chart: Chart, path: Path, source: YamlSource) -> Findings:
    for index, row in enumerate(chart.values):
        known = [amount for amount in row.amounts if isinstance(amount, float) and amount >= 0]
        if len(known) < len(row.amounts):
            continue  # drawn as unknown: a share of an unknown whole is unknown
        place, total = source.place((*path, "values", index)), sum(known)
        if not total:
            what = "The values of this row are all 0, so that none has a share."
            yield finding("chart-share", place, what, f"Delete the row, or write `{UNKNOWN}`.")
        elif (chart.unit or "").strip().endswith(("%", "per cent", "percent")) and abs(total - _FULL) > _ROUNDING:
            what = f"The values of this row are percentages and make {total:g}, not 100."
            yield finding("chart-share", place, what, "Correct them, or add a series for the rest.")


def _places(chart: Chart, path: Path) -> Iterator[tuple[Path, float | str]]:
    for index, row in enumerate(chart.values):
        if row.value is not None:
            yield (*path, "values", index, "value"), row.value
        for number, amount in enumerate(row.values):
            yield (*path, "values", index, "values", number), amount
