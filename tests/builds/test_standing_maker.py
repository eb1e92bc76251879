"""A process that stays makes what a build would write, of the files as they are at the time, and recovers from errors."""

import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.making.standing_maker import StandingMaker
from factsheet_builder.errors import ContentError, FactsheetError
from factsheet_builder.project import Project
from tests.builds.conftest import edit, files_of, run

PACK = Deliverable("small", "en", Kind.PACK, "MLT", "full")
GENERAL = Deliverable("small", "en")


@pytest.mark.slow
def test_it_makes_what_a_build_writes_after_each_kind_of_edit(bare: Project) -> None:
    maker = StandingMaker(bare)
    first = maker.make(PACK)
    assert maker.make(PACK) is first
    edit(bare, "sample text", "changed text")
    second = maker.make(PACK)
    assert second.pdf != first.pdf
    style = bare.root / "styles" / "screen.css"
    style.parent.mkdir()
    style.write_text("p { margin-bottom: 20pt }\n", encoding="utf-8")
    third = maker.make(GENERAL)
    run(bare)
    built = files_of(bare.out)
    assert third.pdf == built["en/small.pdf"]
    assert maker.make(PACK).pdf == built["en/packs/small-MLT.pdf"]


@pytest.mark.slow
def test_it_recovers_from_an_error(bare: Project) -> None:
    maker = StandingMaker(bare)
    first = maker.make(GENERAL)
    edit(bare, "kind: section", "kind: sectoin")
    with pytest.raises(ContentError):
        maker.make(GENERAL)
    path = bare.data / "factsheets" / "small.yaml"
    path.write_text(sheet(bare).replace("kind: sectoin", "kind: section"), "utf-8")
    assert maker.make(GENERAL).pdf == first.pdf
    template = bare.root / "templates" / "factsheet.html"
    template.parent.mkdir()
    template.write_text("{% nonsense %}", encoding="utf-8")
    with pytest.raises(FactsheetError):
        maker.make(GENERAL)
    template.unlink()
    assert maker.make(GENERAL).pdf == first.pdf


def sheet(project: Project) -> str:
    return (project.data / "factsheets" / "small.yaml").read_text(encoding="utf-8")
