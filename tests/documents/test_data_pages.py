"""Tables made from data and tables of many columns as finished PDFs: pages that turn, headings that cells name."""

import re
from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.outcome import Outcome
from factsheet_builder.builds.runner import build
from factsheet_builder.errors import ExitCode
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.tag_tree import Element
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition

INVENTED = Project(Path(__file__).parents[1] / "fixtures" / "every-block")
OWED = (
    Deliverable("data-tables", "en"),
    Deliverable("data-tables", "ar-XB"),
    Deliverable("data-tables", "en", edition=Edition.PRESS),
    Deliverable("data-tables", "en", edition=Edition.HTML),
    Deliverable("data-tables", "en", Kind.PACK, "AAA", "full"),
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Deliverable, Outcome]:
    outcomes = tuple(build(INVENTED, OWED, tmp_path_factory.mktemp("out"), cache=cache))
    assert {outcome.exit_code for outcome in outcomes} == {ExitCode.DONE}, outcomes
    return {outcome.deliverable: outcome for outcome in outcomes}


def test_nothing_is_warned_of(made: dict[Deliverable, Outcome]) -> None:
    assert [str(problem) for owed in OWED[:4] for problem in made[owed].diagnostics] == []


@pytest.mark.parametrize("owed", [OWED[0], OWED[1], OWED[4]], ids=lambda owed: f"{owed.kind}-{owed.locale}")
def test_a_wide_table_turns_its_page_and_no_other(owed: Deliverable, made: dict[Deliverable, Outcome]) -> None:
    facts, _ = inspect_pdf(made[owed].file.read_bytes())
    sizes = facts.page_sizes_mm
    assert set(sizes) == {(210.0, 297.0), (297.0, 210.0)}
    assert sizes.count((297.0, 210.0)) == (2 if owed.kind is Kind.PACK else 1)
    assert sizes[-1] == (210.0, 297.0)


def test_cells_name_headings_that_are_there(made: dict[Deliverable, Outcome]) -> None:
    for owed in (OWED[0], OWED[4]):  # a pack has its tables twice, so that the names of the second are others
        _, tree = inspect_pdf(made[owed].file.read_bytes())
        elements: list[Element] = list(tree.walk())
        names = [element.identifier for element in elements if element.kind == "TH" and element.identifier]
        asked = [name for element in elements for name in _headers(element)]
        assert len(names) == len(set(names))
        assert asked
        assert set(asked) <= set(names)


def _headers(element: Element) -> list[str]:
    return re.findall(r"[\w.-]*t-[\w.-]+", dict(element.attributes).get("Headers", ""))
