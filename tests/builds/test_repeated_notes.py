"""A note that is called on several pages: in a pack too, each call leads to the copy on its own page."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.making import pack_maker
from factsheet_builder.builds.runner import build
from factsheet_builder.errors import ExitCode
from factsheet_builder.packs.assembly import assemble
from factsheet_builder.pdf.joining import Joined
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.preflight import Owed, preflight
from factsheet_builder.pdf.reading.tag_reader import Annotation, read_tags
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from tests.builds.conftest import edit, run

FILLED = " ".join(["The Committee noted that most Parties have adopted measures to help children."] * 8)
PACK = "en/packs/small-MLT.pdf"
ASKED: dict[str, Any] = {"kinds": (Kind.PACK,), "parties": ("MLT",)}


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


@pytest.mark.slow
def test_each_call_in_a_pack_leads_to_the_copy_on_its_page(repeating: Project) -> None:
    outcomes = run(repeating, asked=ASKED)
    assert {str(outcome.exit_code) for outcome in outcomes.values()} == {str(ExitCode.DONE)}, outcomes
    calls = [call for call in calls_of(outcomes[PACK].file.read_bytes()) if "--" in call.target]
    assert len(calls) == 4  # two copies in each of the two tabs that have the text
    assert len({call.page for call in calls}) == 4
    assert all(call.lands_on == call.page for call in calls)


_RARER = [pytest.param(name, marks=pytest.mark.slow) for name in ("sample-note-2", "note.sample-note", "n2.3")]


@pytest.mark.parametrize("name", ["note-p2", *_RARER])
@pytest.mark.slow
def test_a_note_may_be_called_like_a_copy_or_a_page(repeating: Project, name: str) -> None:
    """What numbers copies and parts is a name too; and an annex with notes, which is a pack itself, stands beside."""
    first = run(repeating, asked=ASKED)[PACK].file.read_bytes()
    edit(repeating, "sample-note", name)
    folder = repeating.data / "annexes" / "all"
    folder.mkdir(parents=True)
    (folder / "earlier.pdf").write_bytes(first)
    outcomes = run(repeating, asked=ASKED)
    assert {str(outcome.exit_code) for outcome in outcomes.values()} == {str(ExitCode.DONE)}, outcomes
    calls = calls_of(outcomes[PACK].file.read_bytes())
    assert len(calls) == 2 * len(calls_of(first))  # as many in the annex as in the other parts
    assert all(call.lands_on == call.page for call in calls)


@pytest.mark.slow
def test_the_press_edition_prints_the_note_on_each_page(repeating: Project, cache: Path) -> None:
    (outcome,) = build(repeating, (Deliverable("small", "en", edition=Edition.PRESS),), repeating.out, cache=cache)
    assert outcome.exit_code is ExitCode.DONE, outcome.diagnostics
    pages = [page.extract_text() for page in PdfReader(outcome.file).pages]
    assert sum("A sample note." in page for page in pages) == 3


@pytest.mark.slow
def test_a_pack_whose_call_leads_astray_is_not_made(repeating: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole build refuses what joining did wrong, and keeps what was there."""
    outcomes = run(repeating, asked=ASKED)
    before = outcomes[PACK].file.read_bytes()

    def astray(*arguments: Any) -> Joined:
        joined = assemble(*arguments)
        return replace(joined, data=misled(joined.data))

    monkeypatch.setattr(pack_maker, "assemble", astray)
    edit(repeating, "A sample note.", "Another sample note.")
    refused = run(repeating, asked=ASKED)[PACK]
    assert refused.exit_code is ExitCode.REFUSED
    assert "note-displaced" in {problem.code for problem in refused.diagnostics}
    assert refused.file.read_bytes() == before


def misled(pdf: bytes) -> bytes:
    """Return the pack with the last call of a copy leading to another copy of the note."""
    calls = [call for call in calls_of(pdf) if "--" in call.target]
    wrong, other = calls[-1], calls[-2]
    with pikepdf.open(BytesIO(pdf)) as opened:
        for annotation in opened.pages[wrong.page - 1].Annots:
            if str(annotation.get("/Dest")) == wrong.target.removeprefix("#"):
                annotation.Dest = pikepdf.String(other.target.removeprefix("#"))
        changed = BytesIO()
        opened.save(changed)
    return changed.getvalue()


@pytest.mark.slow
def test_a_call_in_a_pack_whose_copy_is_elsewhere_is_told(repeating: Project) -> None:
    """The pages decide: a call that leads to the same note's copy on another page is wrong, whatever its name."""
    pdf = run(repeating, asked=ASKED)[PACK].file.read_bytes()
    calls = [call for call in calls_of(pdf) if "--" in call.target]
    wrong, other = calls[-1], calls[-2]
    facts, tree = inspect_pdf(misled(pdf))
    found = [problem for problem in preflight(facts, tree, Owed("", "", (), "")) if problem.code == "note-displaced"]
    (problem,) = found
    assert f"called on page {wrong.page} stands on page {other.page}" in problem.what
