"""Figures as templates see them: charts have views of their own."""

from dataclasses import dataclass
from typing import ClassVar

from factsheet_builder.views.chart_views import ChartTableView, ChartView, PlotView, ValueMapView
from factsheet_builder.views.spans import Reading, Spans, joined, plain, read_out


@dataclass(frozen=True, slots=True)
class ImageView:
    """A picture; ``file`` is its path inside ``data``."""

    file: str
    alternative: str


@dataclass(frozen=True, slots=True)
class BarView:
    """One bar: its length is a share of the longest, 0 to 100."""

    label: str
    value: str
    percent: float


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure: a picture, bars, a chart, or its title alone where the source shows none."""

    kind: ClassVar[str] = "figure"
    id: str
    level: int
    title: Spans
    bookmark: str
    state: str = ""
    is_unavailable: bool = False
    """Whether the source announces it and shows none: its title stands alone."""
    image: ImageView | None = None
    unit: str = ""
    bars: tuple[BarView, ...] = ()
    chart: ChartTableView | None = None
    """A chart in the rows of a table."""
    plot: PlotView | None = None
    """A chart in a frame with two axes."""
    value_map: ValueMapView | None = None
    """A chart on the tiles of the Parties."""
    source: str = ""
    """Where its numbers come from, or who made the picture, printed below."""
    label: str = ""
    """What it is called before its title: “Figure 1”."""

    is_loose: bool = False
    """Whether the page before it would be left half empty if its chart did not break."""

    @property
    def is_long(self) -> bool:
        """Whether its chart may break over pages."""
        return self.is_loose or bool(self.chart and self.chart.is_long)

    def reading(self) -> Reading:
        """Yield what it reads out."""
        image = self.image.alternative if self.image else ""
        bars = (f"{bar.label} {bar.value}" for bar in self.bars)
        drawn: ChartView | None = self.chart or self.plot or self.value_map
        texts, title = drawn.texts if drawn else (), joined(self.label, plain(self.title))
        table = self.value_map.table_texts if self.value_map else ()
        before, after = (table, ()) if self.value_map and self.value_map.is_loose else ((), table)
        yield from read_out(self.id, self.state, *before, title, self.unit, image, *bars, *texts, *after, self.source)
