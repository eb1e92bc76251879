"""Any two PDF/UA-1 files, of three producers, joined: their trees side by side, and veraPDF passes what it passed before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheet_builder.pdf.joining import Claim
from tests.conformance.verapdf import judge
from tests.pdf.joining.generated import Producer, Sample, by_this_project, by_typst, by_weasyprint, samples
from tests.pdf.joining.test_merging import check_preserved, joined

pairs = st.tuples(*[st.tuples(st.integers(0, 2), samples)] * 2)


@pytest.fixture(scope="module")
def producers(render: Callable[..., Any]) -> list[Producer]:
    return [by_weasyprint, by_typst, by_this_project(render)]


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(pair=pairs)
@pytest.mark.slow
def test_any_two_joined_are_the_two_side_by_side(
    producers: list[Producer], pair: tuple[tuple[int, Sample], tuple[int, Sample]]
) -> None:
    files = [producers[number](sample) for number, sample in pair]
    result = joined(*files)
    check_preserved(files, result.data)
    assert result.holds(Claim.UA1)


@pytest.mark.slow
def test_any_two_that_pass_still_pass_when_joined(producers: list[Producer], tmp_path: Path) -> None:
    claims: list[tuple[str, Path]] = []

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(pair=pairs)
    def write(pair: tuple[tuple[int, Sample], tuple[int, Sample]]) -> None:
        files = [producers[number](sample) for number, sample in pair]
        for data in (*files, joined(*files).data):
            claims.append(("ua1", tmp_path / f"{len(claims)}.pdf"))
            claims[-1][1].write_bytes(data)

    write()
    assert len(claims) >= 3 * 60
    assert [key for key, broken in judge(claims).items() if broken] == []
