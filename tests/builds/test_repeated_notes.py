"""A note that is called on several pages: in a pack too, each call leads to the copy on its own page."""

from io import BytesIO

import pikepdf
import pytest

from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from factsheet_builder.typesetting.inspection import inspect_pdf
from factsheet_builder.typesetting.preflight import Owed, preflight
from factsheet_builder.typesetting.reading import Annotation, read_tags
from tests.builds.conftest import edit, run

FILLED = " ".join(["The Committee noted that most Parties have adopted measures to help children."] * 8)
PACK = "en/packs/small-MLT.pdf"


def calls_of(pdf: bytes) -> list[Annotation]:
    """Return the links of all calls of notes, in logical order."""
    references = read_tags(pdf).find("Reference")
    return [annotation for call in references for element in call.walk() for annotation in element.annotations]


@pytest.fixture
def repeating(bare: Project) -> Project:
    """The small project with its note called on three pages."""
    blocks = "".join(
        f'  - {{kind: paragraph, id: filled-{number}, text: "{FILLED}{"[^sample-note]" * (number in {12, 25})}"}}\n'
        for number in range(26)
    )
    edit(bare, "\nnotes:", f"\n{blocks}\nnotes:")
    return bare


def test_each_call_in_a_pack_leads_to_the_copy_on_its_page(repeating: Project) -> None:
    outcomes = run(repeating)
    assert {str(outcome.exit_code) for outcome in outcomes.values()} == {str(ExitCode.DONE)}, outcomes
    calls = [call for call in calls_of(outcomes[PACK].file.read_bytes()) if "--" in call.target]
    assert len(calls) == 4  # two copies in each of the two tabs that have the text
    assert len({call.page for call in calls}) == 4
    assert all(call.lands_on == call.page for call in calls)


def test_a_call_in_a_pack_whose_copy_is_elsewhere_is_told(repeating: Project) -> None:
    """The pages decide: a call that leads to the same note's copy on another page is wrong, whatever its name."""
    pdf = run(repeating)[PACK].file.read_bytes()
    calls = [call for call in calls_of(pdf) if "--" in call.target]
    wrong, other = calls[-1], calls[-2]
    with pikepdf.open(BytesIO(pdf)) as opened:
        for annotation in opened.pages[wrong.page - 1].Annots:
            if str(annotation.get("/Dest")) == wrong.target.removeprefix("#"):
                annotation.Dest = pikepdf.String(other.target.removeprefix("#"))
        changed = BytesIO()
        opened.save(changed)
    facts, tree = inspect_pdf(changed.getvalue())
    found = [problem for problem in preflight(facts, tree, Owed("", "", (), "")) if problem.code == "note-displaced"]
    (problem,) = found
    assert f"called on page {wrong.page} stands on page {other.page}" in problem.what
