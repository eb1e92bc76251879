"""Lines of values -> a chart whose rows are those of a table: a label with its bars, then the numbers."""

from collections.abc import Iterator, Sequence
from typing import Final

from factsheet_builder.content.models import Chart
from factsheet_builder.documents.charts.chart_data import Line
from factsheet_builder.documents.charts.scale import Scale, scale_of
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.chart_views import ChartRowView, ChartTableView, PieceView, SeriesView, TickView

_MOST_BESIDE_TEXT: Final = 2
"""Columns of numbers that leave room for bars in the text column."""
_WHOLE: Final = scale_of((0, 100), most=2)
_LONG: Final = 16
"""Rows from which it may break over pages: about a third of one."""
_UNKNOWN_WIDTH: Final = 4.0


def chart_table(
    chart: Chart, lines: Sequence[Line], words: tuple[str, str, tuple[str, ...]], localiser: Localiser, own: str = ""
) -> ChartTableView:
    """Return the chart; ``words`` are the head of the labels, the unit and the names of the series in the locale."""
    head, unit, series = words
    scale = _scale(chart, lines)
    draws = not chart.is_plotted
    return ChartTableView(
        form=chart.form,
        head=head,
        unit=unit,
        series=tuple(SeriesView(name, number) for number, name in enumerate(series, 1)) if len(series) > 1 else (),
        ticks=tuple(_ticks(chart, scale, localiser)) if draws else (),
        rows=tuple(_row(chart, line, scale, own) for line in lines),
        is_wide=draws and len(series) > _MOST_BESIDE_TEXT,
        is_long=len(lines) * max(1, len(series) if chart.form == "grouped" else 1) >= _LONG,
    )


def _scale(chart: Chart, lines: Sequence[Line]) -> Scale:
    known: list[list[float]] = [[amount for amount in line.amounts if amount is not None] for line in lines]
    match chart.form:
        case "shares":
            return _WHOLE
        case "stacked":
            return scale_of([sum(row) for row in known])
        case form:
            return scale_of([amount for row in known for amount in row], from_zero=form != "dots")


def _ticks(chart: Chart, scale: Scale, localiser: Localiser) -> Iterator[TickView]:
    for tick in scale.ticks:
        label = localiser.percent(float(tick)) if chart.form == "shares" else localiser.number(float(tick))
        yield TickView(label, round(scale.at(tick), 2))


def _row(chart: Chart, line: Line, scale: Scale, own: str) -> ChartRowView:
    values = line.words
    is_own = bool(line.party and line.party.code == own)
    if chart.is_plotted:
        return ChartRowView(line.label, (), values, is_own)
    pieces = tuple(_pieces(chart.form, line.amounts, scale))
    ends = [piece.start for piece in pieces] if chart.form == "dots" else []
    reach = (min(ends), max(ends)) if ends else (0.0, 0.0)
    return ChartRowView(line.label, pieces, values, is_own, reach)


def _pieces(form: str, amounts: Sequence[float | None], scale: Scale) -> Iterator[PieceView]:
    match form:
        case "stacked" | "shares":
            yield from _parts(amounts, 1.0 if form == "stacked" else _to_hundredths(amounts), scale)
        case "dots":
            for pattern, amount in enumerate(amounts, 1):
                if amount is not None:
                    yield PieceView(pattern, round(scale.at(amount), 2), 0.0)
        case _:
            zero = scale.at(0.0)
            for pattern, amount in enumerate(amounts, 1):
                at = scale.at(amount or 0.0)
                is_drawn = amount is not None
                start, width = round(min(zero, at), 2), round(abs(at - zero), 4)
                yield PieceView(pattern if is_drawn else 0, start, width, bool(amount and amount < 0))


def _to_hundredths(amounts: Sequence[float | None]) -> float:
    """Return what makes a row 100 in all; 0 where a part of it, and so the whole, is not known."""
    known: list[float] = [amount for amount in amounts if amount is not None]
    whole = sum(known)
    return 100 / whole if whole and len(known) == len(amounts) else 0.0


def _parts(amounts: Sequence[float | None], factor: float, scale: Scale) -> Iterator[PieceView]:
    """Yield the parts of one bar, one after the other; one that is not known as a short open part."""
    if not factor:
        return
    start = 0.0
    for pattern, amount in enumerate(amounts, 1):
        if amount == 0:
            continue
        width = _UNKNOWN_WIDTH if amount is None else scale.at(amount * factor)
        yield PieceView(0 if amount is None else pattern, round(start, 2), round(min(width, 100.0 - start), 4))
        start += width
