"""Charts as templates see them: places in hundredths from where a line of text begins, and every number in words."""

from dataclasses import dataclass
from typing import Final

from factsheet_builder.views.tile_views import StateView, TileRoomView, TileView

_LONG_UNIT: Final = 10
"""Letters that have room above numbers."""


@dataclass(frozen=True, slots=True)
class TickView:
    """A round number on an axis."""

    label: str
    at: float


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series: its name, and the pattern that it is drawn in (from 1)."""

    label: str
    pattern: int


@dataclass(frozen=True, slots=True)
class PieceView:
    """A bar or a part of one; ``pattern`` 0 is a part that is not known."""

    pattern: int
    start: float
    width: float
    is_below: bool = False
    """Whether it leads from 0 to less."""


@dataclass(frozen=True, slots=True)
class ChartRowView:
    """A row: its label, what is drawn beside it, and its numbers."""

    label: str
    pieces: tuple[PieceView, ...]
    values: tuple[str, ...]
    is_own: bool = False
    """Whether it is the row of the Party that the version is for."""
    reach: tuple[float, float] = (0.0, 0.0)
    """From the first dot to the last."""


@dataclass(frozen=True, slots=True)
class ChartTableView:
    """A chart whose rows are those of a table: bars side by side or in one, shares, dots."""

    form: str
    head: str
    """What the labels are; nothing where the content does not say."""
    unit: str
    series: tuple[SeriesView, ...]
    """More than one; where there is one, the unit heads its numbers."""
    ticks: tuple[TickView, ...]
    rows: tuple[ChartRowView, ...]
    is_wide: bool
    """Whether it takes the margin column too."""
    is_long: bool
    """Whether it may break over pages."""

    @property
    def has_long_unit(self) -> bool:
        """Whether the unit takes more room than the numbers below it."""
        return not self.series and len(self.unit) > _LONG_UNIT

    @property
    def texts(self) -> tuple[str, ...]:
        """What it reads out."""
        heads = (self.unit, self.head, *(one.label for one in self.series)) if self.series else (self.head, self.unit)
        return (*heads, *(text for row in self.rows for text in (row.label, *row.values)))


@dataclass(frozen=True, slots=True)
class BarShapeView:
    """An upright bar, in units of the drawing from its top left corner."""

    pattern: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PointView:
    """A point of a line, in units of the drawing from its top left corner."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LineShapeView:
    """A line; where a value is not known it is interrupted."""

    pattern: int
    runs: tuple[tuple[PointView, ...], ...]


@dataclass(frozen=True, slots=True)
class PlotLabelView:
    """A label inside the drawing: where its middle, or its beginning, is, in hundredths across and up."""

    words: str
    across: float
    up: float


@dataclass(frozen=True, slots=True)
class PlotView:
    """A drawing with two axes, and the table that says the same."""

    alternative: str
    unit: str
    width: int
    height: int
    ticks: tuple[TickView, ...]
    zero: float
    """Where the axis across is, in units from the top."""
    categories: tuple[str, ...]
    """Labels of the axis across, each in a part of the same width; nothing where there is no room for one."""
    bars: tuple[BarShapeView, ...]
    lines: tuple[LineShapeView, ...]
    values: tuple[PlotLabelView, ...]
    """Numbers above or below their bars."""
    ends: tuple[PlotLabelView, ...]
    """Names of series beside the ends of their lines."""
    table_id: str
    table_title: str
    table: ChartTableView

    @property
    def texts(self) -> tuple[str, ...]:
        """What it reads out."""
        return (self.alternative, self.table_title, *self.table.texts)


@dataclass(frozen=True, slots=True)
class ValueMapView:
    """The tiles of the Parties, each in the step of its value; a legend, and a table that says the same."""

    alternative: str
    unit: str
    room: TileRoomView
    tiles: tuple[TileView, ...]
    states: tuple[StateView, ...]
    table_id: str
    table_title: str
    table_columns: tuple[str, str]

    is_loose: bool = False
    """Whether the table stands before the tiles, since those would leave a page half empty."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What it reads out, but for the table."""
        return (self.alternative, self.unit, *(state.label for state in self.states))

    @property
    def table_texts(self) -> tuple[str, ...]:
        """What its table reads out."""
        rows = (word for state in self.states for word in (state.label, f"{state.count} {state.parties}"))
        return (self.table_title, *self.table_columns, *rows)


ChartView = ChartTableView | PlotView | ValueMapView
