"""Structure costs less than 15 % of the time to make the same file without it."""

from pathlib import Path

import pytest

from tests.benchmarks.structure import DOCUMENTS, LIMIT, Cost, measure


@pytest.mark.slow
@pytest.mark.parametrize(("root", "name"), DOCUMENTS)
def test_structure_is_cheap(root: Path, name: str) -> None:
    cost = measure(root, name, 5)
    assert cost.share < LIMIT, cost


def test_the_share_is_of_layout_and_writing_together() -> None:
    """The negative control: what costs a fifth of the file without structure is seen as too much."""
    cost = Cost("x", 1, layout_s=0.4, untagged_s=0.1, stock_s=0.1, ours_s=0.2, reading_s=0)
    assert cost.share == pytest.approx(0.2)
    assert cost.share > LIMIT
