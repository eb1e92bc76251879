"""Values -> an axis: where it begins and ends, and the round numbers on it.

Steps are 1, 2 or 5 times a power of ten, calculated in decimals, so that an axis says 0.3 and not 0.30000000000000004.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

_ROUND: Final = tuple(map(Decimal, (1, 2, 5, 10)))
_NEAR_ZERO: Final = Decimal("0.4")
"""An axis that may begin elsewhere begins at 0 unless all values are in this part of it at its far end."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from ``low`` to ``high`` with its round numbers."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    def at(self, value: float | Decimal) -> float:
        """Return where a value is, in hundredths of the axis from its beginning."""
        return float(100 * (Decimal(repr(value) if isinstance(value, float) else value) - self.low) / self.span)

    @property
    def span(self) -> Decimal:
        """How much lies between its ends; never 0."""
        return self.high - self.low


def scale_of(values: Iterable[float], *, from_zero: bool = True, most: int = 5) -> Scale:
    """Return an axis for the values with at most ``most`` steps, or one or two more where it passes 0."""
    found = [Decimal(repr(float(value))) for value in values]
    low, high = min(found, default=Decimal()), max(found, default=Decimal())
    if from_zero or not high - low < _NEAR_ZERO * max(abs(low), abs(high)) or low * high < 0:
        low, high = min(low, Decimal()), max(high, Decimal())
    if low == high:
        low, high = min(low, Decimal()), max(high, Decimal())
    step = _round_step((high - low) / most) if high > low else Decimal(1)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    ticks = tuple(step * number for number in range(int(first), int(last) + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def _round_step(least: Decimal) -> Decimal:
    """Return the smallest round step that is not smaller than ``least``."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(factor * power for factor in _ROUND if factor * power >= least)
