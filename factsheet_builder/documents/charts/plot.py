"""Lines of values -> a drawing with two axes: upright bars or lines, their labels placed so that none hides another."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from factsheet_builder.content.models import Chart
from factsheet_builder.documents.charts.chart_data import Line
from factsheet_builder.documents.charts.scale import Scale, scale_of
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.chart_views import (
    BarShapeView,
    ChartTableView,
    LineShapeView,
    PlotLabelView,
    PlotView,
    PointView,
    TickView,
)

_WIDTH: Final = 400
_HEIGHT: Final = 180
_FILLED: Final = 0.7
"""Part of its room that a group of upright bars takes."""
_LETTERS_ACROSS: Final = 64
"""Letters that have room on the axis across, spaces between labels included."""
_MOST_NUMBERS: Final = 14
"""Upright bars that have room for their numbers above them."""
_LINE_UP: Final = 9.0
"""Height of a line of a label, in hundredths of the drawing."""
_LETTERS_OF_NAME: Final = 15


def plot(
    chart: Chart, lines: Sequence[Line], table: ChartTableView, words: tuple[str, str, str], localiser: Localiser
) -> PlotView:
    """Return the drawing of ``chart`` and its table; ``words`` are the figure's id, its title and the alternative."""
    passage, title, alternative = words
    drawing = _Drawing(chart, lines, is_mirrored=localiser.direction == "rtl")
    return PlotView(
        alternative=alternative,
        unit=table.unit,
        width=_WIDTH,
        height=_HEIGHT,
        ticks=tuple(TickView(localiser.number(float(t)), round(drawing.scale.at(t), 2)) for t in drawing.scale.ticks),
        zero=drawing.down(0.0) if drawing.scale.low <= 0 <= drawing.scale.high else float(_HEIGHT),
        categories=_thinned([line.label for line in lines]),
        bars=tuple(drawing.bars()),
        lines=tuple(drawing.shapes()),
        values=tuple(drawing.numbers()),
        ends=tuple(_spread(list(drawing.ends([one.label for one in table.series])))),
        table_id=f"{passage}.table",
        table_title=localiser.say("The same in numbers: {title}", title=title),
        table=table,
    )


class _Drawing:
    """The places of one drawing; where text runs from right to left, so does the axis across."""

    def __init__(self, chart: Chart, lines: Sequence[Line], *, is_mirrored: bool) -> None:
        self._chart, self._lines, self._is_mirrored = chart, lines, is_mirrored
        known = [[amount for amount in line.amounts if amount is not None] for line in lines]
        if chart.form == "stacked":
            self.scale: Scale = scale_of([sum(row) for row in known])
        else:
            self.scale = scale_of((one for row in known for one in row), from_zero=chart.form != "lines")
        self._room = _WIDTH / len(lines)

    def down(self, value: float) -> float:
        """Return how far below the top a value is."""
        return round(_HEIGHT * (1 - self.scale.at(value) / 100), 2)

    def _across(self, x: float, width: float = 0.0) -> float:
        return round(_WIDTH - x - width if self._is_mirrored else x, 2)

    def bars(self) -> Iterator[BarShapeView]:
        """Yield the upright bars, those of a group side by side or one on the other."""
        if self._chart.form == "lines":
            return
        is_stacked = self._chart.form == "stacked"
        for index, line in enumerate(self._lines):
            width = self._room * _FILLED / (1 if is_stacked else len(line.amounts))
            left, base = self._room * (index + (1 - _FILLED) / 2), 0.0
            for number, amount in enumerate(line.amounts):
                if amount:
                    x = self._across(left + (0 if is_stacked else number * width), width)
                    ends = sorted((self.down(base), self.down(base + amount)))
                    height = round(max(ends[1] - ends[0], 0.8), 2)
                    yield BarShapeView(number + 1, x, ends[0], round(width, 2), height)
                    base += amount if is_stacked else 0

    def shapes(self) -> Iterator[LineShapeView]:
        """Yield the line of each series, in runs between values that are not known."""
        if self._chart.form != "lines":
            return
        for number in range(len(self._lines[0].amounts)):
            amounts = [(index, line.amounts[number]) for index, line in enumerate(self._lines)]
            runs = tuple(
                tuple(PointView(self._middle(index), self.down(amount or 0.0)) for index, amount in run)
                for is_known, run in groupby(amounts, key=lambda pair: pair[1] is not None)
                if is_known
            )
            yield LineShapeView(number + 1, runs)

    def _middle(self, index: int) -> float:
        return self._across(self._room * (index + 0.5))

    def numbers(self) -> Iterator[PlotLabelView]:
        """Yield the number of each bar, above it or, where it is less than 0, below; unknown where it is that."""
        count = sum(len(line.amounts) for line in self._lines)
        if self._chart.form not in {"bars", "grouped"} or count > _MOST_NUMBERS:
            return
        for index, line in enumerate(self._lines):
            for number, amount in enumerate(line.amounts):
                width = _FILLED / len(line.amounts)
                across = 100 * (index + (1 - _FILLED) / 2 + width * (number + 0.5)) / len(self._lines)
                up = self.scale.at(amount or 0.0) - (_LINE_UP if amount and amount < 0 else 0)
                words = "?" if amount is None else line.words[number]
                yield PlotLabelView(words, round(across, 2), round(up, 2))

    def ends(self, names: Sequence[str]) -> Iterator[PlotLabelView]:
        """Yield the name of each series at the height of its last value."""
        for number, name in enumerate(names):
            last = next(
                (line.amounts[number] for line in reversed(self._lines) if line.amounts[number] is not None), None
            )
            if self._chart.form == "lines" and last is not None:
                yield PlotLabelView(name, 100.0, round(self.scale.at(last), 2))


def _thinned(labels: Sequence[str]) -> tuple[str, ...]:
    """Return the labels, or every second, third … where they would not have room side by side."""
    widest = max(max((len(word) for word in label.split()), default=0) for label in labels) + 1
    every = max(1, -(-widest * len(labels) // _LETTERS_ACROSS))
    return tuple(label if index % every == 0 else "" for index, label in enumerate(labels))


def _spread(labels: list[PlotLabelView]) -> Iterator[PlotLabelView]:
    """Yield the labels from the lowest, each raised until it stands above the one below it."""
    free = -_LINE_UP
    for label in sorted(labels, key=lambda label: label.up):
        lines = -(-len(label.words) // _LETTERS_OF_NAME)
        up = max(label.up - _LINE_UP * lines / 2, free)
        yield PlotLabelView(label.words, label.across, round(up, 2))
        free = up + _LINE_UP * lines
