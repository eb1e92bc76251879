"""Figures: titles, alternatives, bars with their numbers, charts, and what stands below them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypedDict, assert_never

from factsheet_builder.content import models
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.documents.block_wording.desk import Desk
from factsheet_builder.documents.charts.chart_data import ChartData
from factsheet_builder.documents.charts.chart_table import chart_table
from factsheet_builder.documents.charts.plot import plot
from factsheet_builder.documents.charts.value_map import value_map
from factsheet_builder.views.chart_views import ChartTableView, PlotView, ValueMapView
from factsheet_builder.views.figure_views import BarView, FigureView, ImageView


def figure_view(desk: Desk, block: models.Figure, level: int) -> FigureView:
    """Return a figure with what it shows, or its title alone where the source shows nothing."""
    view = _shown(desk, block, level)
    return (
        replace(view, label=desk.context.localiser.say("Figure {number}", number=block.number))
        if block.number
        else view
    )


def _shown(desk: Desk, block: models.Figure, level: int) -> FigureView:
    line = desk.context.line
    title = desk.words.passage(f"{block.id}.title", block.title)
    bookmark = line(f"{block.id}.title", plain_text(parse_prose(block.title)))
    mark = desk.trust.mark(*(f"{block.id}.{part}" for part in _parts(block.content)))
    match block.content:
        case models.UnavailableData():
            return FigureView(block.id, level, title, bookmark, mark, is_unavailable=True)
        case models.Image(file=file, alternative=alternative, credit=credit):
            image = ImageView(file, line(f"{block.id}.alternative", alternative))
            below = line(f"{block.id}.credit", credit) if credit else ""
            return FigureView(block.id, level, title, bookmark, mark, image=image, source=below)
        case models.Chart() as chart:
            data = ChartData(chart, desk.context, desk.words.data, block.id)
            return FigureView(
                block.id, level, title, bookmark, mark, source=_source(desk, data), **_made(desk, data, bookmark)
            )
        case models.Bars(unit=unit, values=values):
            longest = max(value.value for value in values) or 1.0
            bars = tuple(
                BarView(
                    line(f"{block.id}.value.{i}", value.label),
                    desk.context.localiser.number(value.value),
                    round(100 * value.value / longest, 2),
                )
                for i, value in enumerate(values, 1)
            )
            return FigureView(block.id, level, title, bookmark, mark, unit=line(f"{block.id}.unit", unit), bars=bars)
        case _:
            assert_never(block.content)


def _parts(content: models.FigureContent) -> Iterator[str]:
    """Yield the names of the texts inside a figure, whose translations its mark speaks of."""
    yield from ("title", "alternative", "unit", "credit")
    if isinstance(content, models.Chart):
        yield from ("rows-are", "summary", "source")
        yield from (f"series.{number}" for number, _ in enumerate(content.series, 1))
        yield from (f"value.{number}" for number, _ in enumerate(content.values, 1))


class _Made(TypedDict, total=False):
    """What a chart is drawn as."""

    chart: ChartTableView
    plot: PlotView
    value_map: ValueMapView


def _made(desk: Desk, data: ChartData, title: str) -> _Made:
    chart, passage, localiser = data.chart, data.passage, desk.context.localiser
    own = desk.version.party.code if desk.version else ""
    lines, unit = data.lines, data.unit
    alternative = _alternative(desk, passage, chart, unit)
    if chart.form == "map":
        words = passage, title, unit, alternative
        return {"value_map": value_map(chart, lines, desk.context.register, words, localiser, own)}
    table = chart_table(chart, lines, (data.head, unit, data.series), localiser, own)
    if chart.is_plotted:
        return {"plot": plot(chart, lines, table, (passage, title, alternative), localiser)}
    return {"chart": table}


def _alternative(desk: Desk, passage: str, chart: models.Chart, unit: str) -> str:
    """Return what a drawing says in words: the author's, or what it is and where its numbers are."""
    say = desk.context.localiser.say
    if chart.summary:
        return desk.context.line(f"{passage}.summary", chart.summary)
    match chart.form:
        case "map":
            return say("Tile map of the States by value: {unit}. The table that follows has the numbers.", unit=unit)
        case "lines":
            return say("Line chart: {unit}. The table that follows has the numbers.", unit=unit)
        case _:
            return say("Bar chart: {unit}. The table that follows has the numbers.", unit=unit)


def _source(desk: Desk, data: ChartData) -> str:
    return desk.context.localiser.say("Source: {source}", source=data.source) if data.source else ""
