"""The overview of Parties as templates see it: tiles with places and states, a legend, and a table that says the same."""

from dataclasses import dataclass
from typing import ClassVar, Final

from factsheet_builder.views.spans import Reading, Spans, read_out


@dataclass(frozen=True, slots=True)
class TileView:
    """A tile: its place in tile widths from the left and from the top, its code and its state."""

    column: int
    row: int
    code: str
    state: str
    is_own: bool = False
    """Whether it is the tile of the Party that the version is for."""
    title: str = ""
    """The name of the Party and the words of its state, for whoever points at the tile."""


_MANY_COLUMNS: Final = 11
"""Columns whose tiles are 12 mm wide over the width of the page; those of fewer are drawn no larger."""
_LEAST_COLUMNS: Final = 6
"""Columns that a drawing in a browser has room for at least, so that the name of a Party stands above its tile."""


@dataclass(frozen=True, slots=True)
class TileRoomView:
    """How much room the tiles of a map take: the columns and rows that they stand in."""

    columns: int
    rows: int

    @property
    def few(self) -> int:
        """How many columns there are, where they are too few for the width of a page; 0 elsewhere."""
        return self.columns if self.columns < _MANY_COLUMNS else 0

    @property
    def drawn(self) -> int:
        """How many columns a drawing in a browser has room for."""
        return max(self.columns, _LEAST_COLUMNS)


@dataclass(frozen=True, slots=True)
class StateView:
    """A state of tiles: the legend's words, and the Parties that are in it."""

    state: str
    label: str
    count: str
    parties: str


@dataclass(frozen=True, slots=True)
class TileMapView:
    """The overview of Parties as tiles, with its legend and the table that says the same."""

    kind: ClassVar[str] = "tile-map"
    id: str
    level: int
    title: str
    alternative: str
    room: TileRoomView
    tiles: tuple[TileView, ...]
    states: tuple[StateView, ...]
    table_title: str
    table_columns: tuple[str, str]
    remarks: tuple[Spans, ...]
    is_loose: bool = False
    """Whether the table stands before the tiles, since those would leave a page half empty."""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, self.title)
        tiles = (self.alternative, *(state.label for state in self.states))
        rows = (word for state in self.states for word in (state.label, f"{state.count} {state.parties}"))
        table = (self.table_title, *self.table_columns, *rows)
        said: tuple[str | Spans, ...] = (*table, *self.remarks)
        yield from read_out(self.id, *((*said, *tiles) if self.is_loose else (*tiles, *said)))
