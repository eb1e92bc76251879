"""What a file claims it keeps, by veraPDF: every kind of deliverable and every construct, in both settings."""

import pytest

from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.tagging.tag_writer import Conformance
from tests.conformance.conftest import Judged
from tests.conformance.files import BODIES, BROKEN, DELIVERABLES, FORMS, OFTEN, PROFILES, SELDOM, Sample

NAMES = [*DELIVERABLES, *(f"form-{party}" for party in FORMS), *BODIES]
_FIRST = Conformance.UA1_A3A
CASES = [
    pytest.param(
        name, setting, marks=[] if name not in SELDOM and (name in OFTEN or setting is _FIRST) else pytest.mark.slow
    )
    for name in NAMES
    for setting in Conformance
]


@pytest.mark.parametrize(("name", "conformance"), CASES)
def test_a_file_keeps_to_what_it_claims(
    name: str, conformance: Conformance, made: list[Sample], judged: Judged
) -> None:
    (sample,) = (sample for sample in made if (sample.name, sample.conformance) == (name, conformance))
    facts, _ = inspect_pdf(sample.pdf)
    assert set(facts.claims) == set(conformance.claims)
    for profile in PROFILES[conformance].split(","):
        assert judged[name, profile] == ()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused(name: str, judged: Judged) -> None:
    """The negative controls: a form of the engine's own, a field without its tooltip, a factsheet without language."""
    assert judged[name, "ua1"]


def test_a_form_of_the_engine_is_no_archive(judged: Judged) -> None:
    assert judged["stock-form", "3a"]
