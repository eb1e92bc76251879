"""Charts as templates get them: lengths, what is not known, the order and the words of a locale, tables of data."""

from pathlib import Path

import pytest

from factsheet_builder.builds.drafts import selection
from factsheet_builder.builds.inputs import load_content
from factsheet_builder.documents.block_wording.desk import Version
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.chart_views import ChartTableView, PieceView, PlotView, ValueMapView
from tests.documents.charts.chart_sheets import FIXTURE, NAME, figure, project_with, view_of


def table(name: str, tag: str = "en") -> ChartTableView:
    found = figure(name, tag).chart
    assert found
    return found


def drawing(name: str, tag: str = "en") -> PlotView:
    found = figure(name, tag).plot
    assert found
    return found


def test_bars_are_as_long_as_their_numbers_and_nothing_is_rounded_to_nothing() -> None:
    rows = table("c-bars").rows
    assert [row.values for row in rows] == [("1,234.5",), ("300",), ("0",), ("not known",), ("0.0004",)]
    assert [row.pieces[0].width for row in rows] == [82.3, 20.0, 0.0, 0.0, 0.0]
    assert [row.pieces[0].pattern for row in rows] == [1, 1, 1, 0, 1]
    assert [tick.label for tick in table("c-bars").ticks] == ["0", "500", "1,000", "1,500"]
    assert figure("c-bars").source == "Source: Harbour masters, 2028"


def test_a_small_number_is_drawn_and_said() -> None:
    small = table("c-bars").rows[4].pieces[0]
    assert 0 <= small.width < 0.001  # the stylesheet gives it half a millimetre; one that is nothing has none


def test_less_than_nothing_leads_the_other_way_and_the_largest_comes_first() -> None:
    rows = table("c-negative").rows
    assert [row.label for row in rows] == ["Czechslavonia and the Northern Archipelagos", "Atlantis", "Ruritania"]
    assert [row.pieces[0] for row in rows] == [
        PieceView(1, 40.0, 50.0),
        PieceView(1, 12.0, 28.0, is_below=True),
        PieceView(0, 40.0, 0.0),
    ]


def test_parties_stand_in_the_order_of_their_names() -> None:
    chart = table("c-grouped")
    assert [(row.label, row.values) for row in chart.rows] == [
        ("Atlantis", ("12", "13")),
        ("Ruritania", ("7", "not known")),
    ]
    assert [(one.label, one.pattern) for one in chart.series] == [("First count", 1), ("Second count", 2)]


def test_parts_of_a_bar_follow_each_other_and_one_that_is_not_known_is_open() -> None:
    first, second, third = table("c-stacked").rows
    assert [(piece.pattern, piece.start, piece.width) for piece in first.pieces] == [
        (1, 0.0, 30.0),
        (2, 30.0, 32.5),
        (3, 62.5, 10.0),
        (4, 72.5, 12.5),
    ]
    assert [piece.pattern for piece in second.pieces] == [1, 0, 3, 4]
    assert [piece.pattern for piece in third.pieces] == [2, 3, 4]  # nothing is not drawn


def test_a_share_of_a_whole_that_is_not_known_is_not_drawn() -> None:
    known, unknown = table("c-shares").rows
    assert sum(piece.width for piece in known.pieces) == pytest.approx(100)
    assert unknown.pieces == ()
    assert unknown.values == ("50", "not known", "22", "1", "7", "3")
    assert [tick.label for tick in table("c-shares").ticks] == ["0%", "50%", "100%"]


def test_dots_lie_on_an_axis_that_need_not_begin_at_nothing() -> None:
    first, second = table("c-dots").rows
    assert (table("c-dots").ticks[0].label, first.reach, len(second.pieces)) == ("11", (33.33, 100.0), 1)


def test_a_line_is_interrupted_where_a_number_is_not_known() -> None:
    found = drawing("c-lines")
    assert [[len(run) for run in line.runs] for line in found.lines] == [[3], [1, 1]]
    assert found.categories == ("2025", "2026", "2027")
    assert [label.words for label in found.ends] == ["Atlantis", "Ruritania and its many colonies"]
    assert found.table.rows[1].values == ("107", "not known")


def test_a_drawing_is_mirrored_where_text_runs_from_right_to_left() -> None:
    left, right = drawing("c-lines").lines[0].runs[0], drawing("c-lines", "ar").lines[0].runs[0]
    assert [point.x for point in right] == pytest.approx([400 - point.x for point in left])
    bars = drawing("c-upright").bars, drawing("c-upright", "ar").bars
    assert [bar.x for bar in bars[1]] == pytest.approx([400 - bar.x - bar.width for bar in bars[0]], abs=0.02)


def test_a_drawing_says_what_its_author_says_of_it_or_what_it_is() -> None:
    assert drawing("c-upright").alternative == "Steam overtook sail in 2028."
    assert drawing("c-lines").alternative == "Line chart: Boats. The table that follows has the numbers."


def test_a_sign_stays_before_its_number_from_right_to_left() -> None:
    assert [str(Localiser(tag).number(-7.5)) for tag in ("en", "fr", "ar")] == ["-7.5", "-7,5", "\u200e-7.5"]
    assert str(Localiser("ar").number(7.5)) == "7.5"


def map_of(name: str) -> ValueMapView:
    found = figure(name).value_map
    assert found
    return found


def test_a_map_has_a_tile_for_every_party_in_the_step_of_its_number() -> None:
    found = map_of("c-map")
    states = {tile.code: tile.state for tile in found.tiles}
    assert states == {
        "AAA": "step-5",
        "BBB": "step-3",
        "CCC": "step-4",
        "DDD": "unknown",
        "EEE": "unknown",
        "FFF": "unknown",
    }
    assert [(state.label, state.count) for state in found.states] == [
        ("under 10", "1"),
        ("from 10 to under 20", "1"),
        ("20 or more", "1"),
        ("not known", "3"),
    ]
    assert found.states[0].parties == "Brobdingnag (BBB) 8"


@pytest.mark.parametrize("count", [1, 2, 6, 7, 40])
def test_steps_that_nobody_gives_are_values_or_round_numbers(tmp_path: Path, count: int) -> None:
    values = ", ".join(f"{{party: {code}, value: {n * count}}}" for n, code in enumerate(("AAA", "BBB", "CCC", "FFF")))
    project = project_with(tmp_path, f"form: map\nunit: Boats\nvalues: [{values}]")
    found = figure("one", view=view_of(project)).value_map
    assert found
    assert [state.label for state in found.states] == [str(n * count) for n in range(4)] + ["not known"]


def test_a_version_marks_the_row_and_the_tile_of_its_party() -> None:
    content = load_content(FIXTURE, NAME)
    common = content.common
    party = common.register.by_code["CCC"]
    version = Version(party, selection(content, party, "full"))
    view = tailor(content.sheet, common.register, common.publication, Localiser("en"), version)
    chart, tiles = figure("c-stacked", view=view).chart, figure("c-map", view=view).value_map
    assert chart
    assert tiles
    assert [row.label for row in chart.rows if row.is_own] == ["Czechslavonia and the Northern Archipelagos"]
    assert [tile.code for tile in tiles.tiles if tile.is_own] == ["CCC"]
    assert not any(row.is_own for row in table("c-stacked").rows)


DATA = "Party,Hours,Calls,Name\nAtlantis,24,1200.5,a\nRuritania,,50,b\nBBB,0.0004,0,c\n"


def test_a_chart_of_a_table_of_data_has_its_words_and_its_parties(tmp_path: Path) -> None:
    chart = "form: grouped\nunit: Each\nfrom: {table: lines, columns: [hours, calls], parties: [FFF, AAA]}"
    found = figure("one", view=view_of(project_with(tmp_path, chart, lines=DATA))).chart
    assert found
    assert [(row.label, row.values) for row in found.rows] == [
        ("Atlantis", ("24", "1,200.5")),
        ("Ruritania", ("not known", "50")),
    ]
    assert (found.head, found.unit, [one.label for one in found.series]) == ("State", "Each", ["Hours", "Calls"])


def test_one_column_of_data_heads_its_numbers(tmp_path: Path) -> None:
    chart = "form: bars\nsort: values\nfrom: {table: lines, columns: [hours]}"
    found = figure("one", view=view_of(project_with(tmp_path, chart, lines=DATA))).chart
    assert found
    assert (found.unit, found.series) == ("Hours", ())
    assert [row.values[0] for row in found.rows] == ["24", "0.0004", "not known"]
