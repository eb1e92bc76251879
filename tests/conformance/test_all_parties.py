"""All Parties × version, brief and pack: built without a warning, and what they claim is true, by veraPDF in one JVM."""

from dataclasses import replace
from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.project import Project
from tests.builds.packs import SHEET, heard, project_with
from tests.builds.workshop import Workshop
from tests.conformance.verapdf import Claim, judge
from tests.documents.finished import leaks_in
from tests.documents.versions import PARTIES
from tests.pdf.joining.documents import fixture, typst_file

pytestmark = pytest.mark.slow

TAILORED = Deliverable(SHEET, "en", Kind.TAILORED, "", "full")
BRIEF = replace(TAILORED, profile="brief")
PACK = replace(TAILORED, kind=Kind.PACK)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with an annex for all that keeps both claims, made by another program."""
    annexes = {"all/annex.pdf": typst_file(1, "en", "a-3a ua-1")}
    return project_with(tmp_path_factory.mktemp("project"), annexes)


def test_everything_for_every_party_keeps_its_claims(project: Project, tmp_path: Path) -> None:
    maker = Workshop(project, is_strict=True)
    general = maker.make(Deliverable(SHEET, "en")).pdf
    claims: list[Claim] = []
    warnings: dict[str, list[str]] = {}
    leaks: dict[str, dict[str, list[str]]] = {}
    pages: dict[str, int] = {}
    for code in PARTIES:
        for owed in (TAILORED, BRIEF, PACK):
            file = tmp_path / replace(owed, party=code).path.as_posix().replace("/", "-")
            made = maker.make(replace(owed, party=code))
            file.write_bytes(made.pdf)
            claims.append(("ua1,3a", file))
            if told := heard(made):
                warnings[file.name] = [str(problem) for problem in told]
            if found := leaks_in(code, made.pdf, general, file.name):
                leaks[file.name] = found
            if owed is BRIEF:
                pages[code] = made.record.pages
    assert warnings == {}
    assert leaks == {}
    assert {code: count for code, count in pages.items() if count not in {2, 3}} == {}
    assert len(claims) == 3 * 48
    assert [key for key, broken in judge(claims).items() if broken] == []


@pytest.mark.parametrize(
    ("annex", "holds"),
    [
        (fixture("libreoffice-ua1"), ["ua1"]),
        (fixture("chromium-ua1"), ["ua1"]),
        (fixture("chromium"), []),
        (fixture("libreoffice"), []),
    ],
    ids=["libreoffice-ua1", "chromium-ua1", "chromium", "libreoffice"],
)
def test_packs_claim_what_is_true_of_foreign_annexes(tmp_path: Path, annex: bytes, holds: list[str]) -> None:
    maker = Workshop(project_with(tmp_path / "project", {"MLT/annex.pdf": annex}))
    made = maker.make(replace(PACK, party="MLT"))
    file = tmp_path / "pack.pdf"
    file.write_bytes(made.pdf)
    verdicts = judge([("ua1,3a", file)])
    assert {profile for profile in ("ua1", "3a") if not verdicts[profile, file]} == set(holds)
    said = " ".join(str(problem) for problem in made.diagnostics)
    for profile, name in (("ua1", "PDF/UA-1"), ("3a", "PDF/A-3a")):
        assert (f"The result does not claim {name}: this part" in said) == (profile not in holds)
