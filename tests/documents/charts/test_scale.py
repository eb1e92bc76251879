"""Axes have round numbers in decimals, begin at nothing where bars do, and hold all values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheet_builder.documents.charts.scale import scale_of

AMOUNTS = st.floats(-1e14, 1e14, allow_nan=False).map(lambda value: round(value, 9))


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((0.1, 0.3), "0 0.1 0.2 0.3"),
        ((0.0004,), "0 0.0001 0.0002 0.0003 0.0004"),
        ((3, 97), "0 20 40 60 80 100"),
        ((-7, 12.5), "-10 -5 0 5 10 15"),
        ((-3,), "-3 -2 -1 0"),
        ((0, 0), "0 1"),
        ((), "0 1"),
        ((1234.5,), "0 500 1000 1500"),
    ],
)
def test_an_axis_has_round_numbers(values: tuple[float, ...], ticks: str) -> None:
    assert " ".join(f"{tick.normalize():f}" for tick in scale_of(values).ticks) == ticks


def test_an_axis_of_dots_may_begin_elsewhere() -> None:
    assert scale_of((100, 104), from_zero=False).low == 100
    assert scale_of((5, 5), from_zero=False).low == 0
    assert scale_of((20, 100), from_zero=False).low == 0


@given(st.lists(AMOUNTS, min_size=1, max_size=8), st.booleans())
def test_every_value_is_on_its_axis(values: list[float], from_zero: bool) -> None:
    scale = scale_of(values, from_zero=from_zero)
    assert all(0 <= scale.at(value) <= 100 for value in values)
    assert len(scale.ticks) <= 9
    steps = {after - before for before, after in zip(scale.ticks, scale.ticks[1:], strict=False)}
    assert len(steps) == 1
    assert not from_zero or Decimal() in scale.ticks
