"""Packs of several factsheets: what is owed, for whom, and the finished file and archive."""

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.inventory import take_inventory
from factsheet_builder.builds.outcome import Fate
from factsheet_builder.content.manifest import Manifest
from factsheet_builder.errors import ContentError, ExitCode, Severity
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.project import Project
from factsheet_builder.replies.answers import read_replies
from tests.builds.conftest import planned, run

FIXTURE = Path(__file__).parents[1] / "fixtures" / "every-block"
PACK = "{kind: pack, name: boats, titles: {en: Boats of all kinds}, factsheets: [on-atlantis, only-text], parties: all}"


@pytest.fixture
def boats(tmp_path: Path) -> Project:
    shutil.copytree(FIXTURE, tmp_path / "project")
    return Project(tmp_path / "project")


def owe(project: Project, *entries: str) -> Project:
    lines = "".join(f"  - {entry}\n" for entry in entries)
    (project.data / "deliverables.yaml").write_text(f"deliverables:\n{lines}", encoding="utf-8")
    return project


def owed(project: Project) -> list[tuple[str, str]]:
    return [(str(deliverable.path), deliverable.party) for deliverable in planned(project).owed]


def test_all_parties_of_a_document_about_a_state_are_that_state(boats: Project) -> None:
    owe(boats, "{kind: tailored, factsheets: on-atlantis, parties: all}")
    assert owed(boats) == [("en/tailored/on-atlantis-AAA.pdf", "AAA")]
    owe(boats, "{kind: pack, factsheets: on-atlantis, parties: [all, sea]}")
    assert [code for _, code in owed(boats)] == ["AAA", "BBB", "CCC"]
    owe(boats, "{kind: tailored, factsheets: only-text, parties: all}")
    assert [code for _, code in owed(boats)] == ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"]


def test_a_pack_of_several_is_owed_under_its_name_in_its_order(boats: Project) -> None:
    (deliverable,) = planned(owe(boats, PACK)).owed
    assert str(deliverable.path) == "en/packs/boats-AAA.pdf"
    assert deliverable.members == ("on-atlantis", "only-text")
    assert planned(boats, factsheets=("only-text",)).asked == (deliverable,)
    (alone,) = planned(owe(boats, PACK.replace(", only-text", "").replace("all}", "BBB}"))).owed
    assert (alone.members, alone.party) == (("on-atlantis",), "BBB")


@pytest.mark.parametrize(
    ("entry", "code", "what"),
    [
        (PACK.replace("kind: pack", "kind: tailored"), "pack-name", "Only a pack can hold several"),
        (PACK.replace("name: boats", "name: only-text"), "pack-name", "is the name of a factsheet"),
        (PACK.replace("name: boats, ", ""), "pack-name", "Only a pack of several factsheets has titles"),
        (PACK.replace("{en:", "{xx:"), "unknown-locale", "There is no locale “xx”"),
        (PACK.replace("only-text]", "only-test]"), "unknown-factsheet", "There is no factsheet “only-test”"),
    ],
)
def test_what_does_not_go_together_is_refused(boats: Project, entry: str, code: str, what: str) -> None:
    with pytest.raises(ContentError) as caught:
        planned(owe(boats, entry))
    assert any(p.code == code and what in p.what for p in caught.value.diagnostics), caught.value.diagnostics


@pytest.mark.slow
def test_a_finished_pack_has_each_factsheet_as_tabs_and_a_form_of_each_that_asks(
    boats: Project, tmp_path: Path
) -> None:
    folder = boats.data / "annexes" / "all"
    folder.mkdir(parents=True)
    owe(
        boats,
        PACK.replace("[on-atlantis,", "[on-atlantis, levels-and-parts,").replace(
            "all}", "all, editions: [screen, html]}"
        ),
    )
    plain = run(boats, tmp_path / "plain")["en/packs/boats-AAA.pdf"].file
    shutil.copy(plain, folder / "01_letter.pdf")
    (folder / "titles.yaml").write_text("titles: {01_letter.pdf: {en: Letter of the Chair}}\n", encoding="utf-8")
    outcomes = run(boats)
    assert {outcome.exit_code for outcome in outcomes.values()} == {ExitCode.DONE}
    found = [p.code for o in outcomes.values() for p in o.diagnostics if p.severity is not Severity.NOTE]
    assert found == []
    pdf = outcomes["en/packs/boats-AAA.pdf"].file.read_bytes()
    facts, _ = inspect_pdf(pdf)
    assert facts.title == "Briefing pack: Boats of all kinds – Atlantis"
    tabs = [entry.title for entry in facts.outline if entry.depth == 1 and entry.title[1:3] in {"  ", "1 "}]
    assert tabs == [
        "A  Observations on Atlantis: Factsheet for Atlantis",
        "B  Observations on Atlantis: General factsheet",
        "C  Levels and parts: Factsheet for Atlantis",
        "D  Levels and parts: General factsheet",
        "E  Only text: Factsheet for Atlantis",
        "F  Only text: General factsheet",
        "G  Observations on Atlantis: Reply form",
        "H  Levels and parts: Reply form",
        "I1  Annex: Letter of the Chair",
    ]
    replies, problems = read_replies(plain.read_bytes(), "pack.pdf")
    assert [(reply.factsheet, reply.party) for reply in replies.replies] == [
        ("levels-and-parts", "AAA"),
        ("on-atlantis", "AAA"),
    ]
    assert problems == ()
    _archive(outcomes["en/packs/boats-AAA.zip"].file)
    _record_and_staleness(boats)


def _archive(file: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as opened:
        assert opened.namelist() == [
            "index.html",
            *(f"{name}{end}.html" for name in ("on-atlantis", "levels-and-parts", "only-text") for end in ("-AAA", "")),
            "reply-form-on-atlantis.pdf",
            "reply-form-levels-and-parts.pdf",
            "annexes/I1-01_letter.pdf",
        ]
        index = opened.read("index.html").decode()
    assert 'href="reply-form-levels-and-parts.pdf"' in index
    assert "Only text: General factsheet" in index


def _record_and_staleness(boats: Project) -> None:
    data = json.loads((boats.out / "manifest.json").read_bytes())
    Manifest.model_validate(data)
    entry = next(one for one in data["deliverables"] if one["path"].endswith("boats-AAA.pdf"))
    assert (entry["factsheet"], entry["factsheets"]) == ("boats", ["on-atlantis", "levels-and-parts", "only-text"])
    assert entry["as_of"] == "2028-03-05"
    assert take_inventory(boats.out).is_sound
    assert {outcome.fate for outcome in run(boats).values()} == {Fate.CURRENT}
    path = boats.data / "factsheets" / "only-text.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Boats float.", "Boats swim."), encoding="utf-8")
    assert {outcome.fate for outcome in run(boats).values()} == {Fate.MADE}


def test_a_text_without_recommendations_has_no_form(boats: Project) -> None:
    from factsheet_builder.builds.drafting.draft_kinds import PackDraft
    from factsheet_builder.builds.drafts import Drafter

    def tabs(name: str, code: str) -> list[str]:
        pack = Drafter(boats).draft(Deliverable(name, "en", Kind.PACK, code, "full")).made_from
        assert isinstance(pack, PackDraft)
        return [f"{tab.letter} {tab.title}" for tab in pack.tabs]

    assert tabs("only-text", "BBB") == ["A Factsheet for Brobdingnag", "B General factsheet"]
    assert tabs("on-atlantis", "AAA") == ["A Factsheet for Atlantis", "B General factsheet", "C Reply form"]
    assert tabs("on-atlantis", "BBB") == [
        "A Factsheet about Atlantis, for Brobdingnag",
        "B General factsheet",
        "C Reply form",
    ]


def test_titles_of_annexes_that_are_not_there_are_told(boats: Project) -> None:
    from factsheet_builder.builds.drafts import Drafter

    folder = boats.data / "annexes" / "AAA"
    folder.mkdir(parents=True)
    (folder / "titles.yaml").write_text("titles: {letter.pdf: Letter}\n", encoding="utf-8")
    draft = Drafter(boats).draft(Deliverable("only-text", "en", Kind.PACK, "AAA", "full"))
    assert [(p.code, p.place.file, p.place.line) for p in draft.diagnostics] == [
        ("annex-title", "data/annexes/AAA/titles.yaml", 1)
    ]
