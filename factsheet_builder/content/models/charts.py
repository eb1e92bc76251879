"""Charts: values that are drawn as bars, lines, dots, shares or on the tiles of the Parties.

What must hold between the values of one chart is left to ``chart_checks``; how long a bar is, to ``documents.charts``.
"""

import math
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from factsheet_builder.content.fields import Key, Line, Model, PartyCode
from factsheet_builder.content.models.elements import legible

UNKNOWN: Final = "unknown"
"""What stands in place of a number that nobody knows; it is never taken for 0."""
MOST_SERIES: Final = 6
"""A reader tells six patterns apart; a seventh would look like one of them in grey."""
_BEYOND: Final = 1e15


def _amount(value: object) -> object:
    if value is None:
        raise ValueError(f"no number stands here; write `{UNKNOWN}` where it is not known")
    if isinstance(value, str):
        if value.strip() == UNKNOWN:
            return UNKNOWN
        raise ValueError(
            f"“{value[:60]}” is text where a number is needed; write the number alone, its unit under “unit”, "
            f"and `{UNKNOWN}` where it is not known"
        )
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("a number is needed here")
    if not math.isfinite(value) or abs(value) >= _BEYOND:
        raise ValueError("it is no number that can be drawn; numbers have at most 15 digits before the point")
    return legible(float(value))


Amount = Annotated[float | Literal["unknown"], BeforeValidator(_amount)]
"""A number, or ``unknown``."""


class ChartRow(Model):
    """What one label has: a number for each series of the chart."""

    label: Line | None = None
    party: PartyCode | None = None
    """The Party that the numbers are those of: its name is printed, in every language."""
    value: Amount | None = None
    """The number of a chart with one series."""
    values: tuple[Amount, ...] = Field(default=(), max_length=MOST_SERIES)
    """The numbers, one for each series."""

    @property
    def amounts(self) -> tuple[float | Literal["unknown"], ...]:
        """The numbers in the order of the series."""
        return self.values if self.value is None else (self.value,)


class ChartFrom(Model):
    """Values of a table of data: a row for each of its Parties, a series for each column."""

    table: Key
    """Its name in ``data/tables``."""
    columns: tuple[Key, ...] = Field(min_length=1, max_length=MOST_SERIES)
    """Keys of columns of numbers."""
    parties: tuple[PartyCode, ...] = ()
    """The Parties that have a row; by default all of the table."""


class Chart(Model):
    """Values of one unit, drawn; every number is printed too."""

    kind: Literal["chart"]
    form: Literal["bars", "grouped", "stacked", "shares", "dots", "lines", "map"]
    unit: Line | None = None
    """What its numbers count or measure; that of the columns, where they come from a table of data."""
    direction: Literal["horizontal", "vertical"] = "horizontal"
    """Of bars."""
    rows_are: Line | None = None
    """What the labels are, as the head of their column: “Year”."""
    series: tuple[Line, ...] = Field(default=(), max_length=MOST_SERIES)
    """What each number of a row is; none where a row has one."""
    values: tuple[ChartRow, ...] = Field(default=(), max_length=300)
    made_from: ChartFrom | None = Field(default=None, alias="from")
    """The table of data that the values come from, in place of ``series`` and ``values``."""
    sort: Literal["names", "values"] | None = None
    """By names in the order of the language, or by the first series, the largest first; as written by default."""
    steps: tuple[Annotated[float, Field(strict=True)], ...] = Field(default=(), max_length=5)
    """Where a new step of a map begins; made from the values where there are none."""
    source: Line | None = None
    """Where the numbers come from, printed below; by default what the table of data says."""
    summary: Line | None = None
    """What the drawing shows, for those who cannot see it; made from the form by default."""

    @property
    def is_plotted(self) -> bool:
        """Whether it is drawn in a frame with two axes, and not in the rows of a table."""
        return self.form == "lines" or self.direction == "vertical"
