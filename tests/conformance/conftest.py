"""All files of this folder are made once and judged in one JVM."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from factsheet_builder.pdf.tagging.tag_writer import Conformance
from tests.conformance.files import PROFILES, Sample, broken, samples
from tests.conformance.verapdf import Verdicts, judge
from tests.pdf.documents import Render, assert_golden, fonts, render, tree_of

__all__ = ["assert_golden", "fonts", "render", "tree_of"]

Judged = Mapping[tuple[str, str], tuple[str, ...]]
"""For the name of each file and each profile the rules that it breaks."""


@pytest.fixture(scope="session")
def made(request: pytest.FixtureRequest, render: Render, tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    """Every file that the chosen tests ask for, and the factsheet; the negative controls last."""
    calls = (item.callspec.params for item in request.session.items if hasattr(item, "callspec"))
    wanted = {(call["name"], call["conformance"]) for call in calls if {"name", "conformance"} <= call.keys()}
    usual = ("factsheet", Conformance.UA1_A3A)
    good = list(samples(render, tmp_path_factory.mktemp("projects"), {usual, *wanted}))
    factsheet = next(sample.pdf for sample in good if sample.name == "factsheet")
    return [*good, *broken(render, factsheet)]


@pytest.fixture(scope="session")
def judged(made: list[Sample], tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """What veraPDF says of every file."""
    folder = tmp_path_factory.mktemp("judged")
    claims: list[tuple[str, Path]] = []
    for sample in made:
        file = folder / f"{sample.name}.{sample.conformance}.pdf"
        file.write_bytes(sample.pdf)
        claims.append((PROFILES[sample.conformance], file))
    verdicts: Verdicts = judge(claims)
    return {(path.name.partition(".")[0], profile): failed for (profile, path), failed in verdicts.items()}
