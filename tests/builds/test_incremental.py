"""What is made again, and why: a change reaches the files that print it and no others."""

import json
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from factsheet_builder.builds.assessment import Assessment, Assessor
from factsheet_builder.builds.drafting.draft_kinds import Draft
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.making.maker import Maker
from factsheet_builder.builds.outcome import Fate
from factsheet_builder.builds.records import read_ledger
from factsheet_builder.builds.sources import read_sources
from factsheet_builder.errors import ExitCode, RefusedError
from factsheet_builder.project import Project, shipped
from tests.builds.conftest import FILES, edit, files_of, planned, run

GENERAL = {"kinds": ("factsheet",), "editions": ("screen",)}


def assessed(project: Project) -> dict[str, Assessment]:
    chosen = planned(project)
    assessor = Assessor(project.out, read_ledger(project.out), Drafter(project, chosen.owed), read_sources(project))
    return {str(d.path): assessor.assess(d) for d in chosen.asked}


def because(project: Project) -> dict[str, tuple[str, ...]]:
    return {path: found.because for path, found in assessed(project).items() if found.state == "stale"}


def test_a_build_with_nothing_to_do_makes_nothing(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Maker, "make", None)
    assert {outcome.fate for outcome in run(small).values()} == {Fate.CURRENT}
    edit(small, "A sample note.", "Another sample note.")
    with pytest.raises(TypeError):  # the negative control
        run(small)


def test_a_changed_passage_is_named(small: Project) -> None:
    edit(small, "In **Malta**, this is", "In **Malta**, that is")
    found = because(small)
    assert sorted(found) == list(FILES)
    # The general factsheet carries its content as data.
    assert found["en/small.pdf"] == ("attachment small.json", "passage sample-practice")
    assert found["en/small.press.pdf"] == ("passage sample-practice",)
    assert found["en/tailored/small-HRV.pdf"] == ("passage sample-practice",)
    assert "tab A: passage sample-practice" in found["en/packs/small-HRV.pdf"]
    assert "tab B: passage sample-practice" in found["en/packs/small-HRV.pdf"]


def test_a_changed_note_is_named(small: Project) -> None:
    edit(small, "A sample note.", "Another sample note.")
    assert because(small)["en/small.press.pdf"] == ("note sample-note",)


def test_a_new_annex_of_one_party_makes_its_pack_stale_alone(small: Project) -> None:
    folder = small.data / "annexes" / "MLT"
    folder.mkdir(parents=True)
    shutil.copy(small.out / "en" / "small.pdf", folder / "annex.pdf")
    found = because(small)
    assert list(found) == ["en/packs/small-MLT.pdf"]
    assert "annexes: annex annex.pdf (new)" in found["en/packs/small-MLT.pdf"]
    outcomes = run(small)
    assert [path for path, outcome in outcomes.items() if outcome.fate is Fate.MADE] == ["en/packs/small-MLT.pdf"]
    assert because(small) == {}
    (folder / "annex.pdf").write_bytes(b"%PDF-1.7 damaged")
    assert because(small)["en/packs/small-MLT.pdf"] == ("annexes: annex annex.pdf",)


@pytest.mark.parametrize(
    ("file", "stale"),
    [
        ("templates/components/practice.html", FILES),
        ("templates/components/glance.html", (FILES[0], FILES[1], FILES[4], FILES[5])),
        ("templates/components/field-group.html", FILES[:2]),
        ("templates/components/figure.html", ()),
        ("styles/base.css", FILES),
    ],
)
def test_a_template_or_style_makes_stale_what_is_set_with_it(small: Project, file: str, stale: tuple[str, ...]) -> None:
    folder, _, name = file.partition("/")
    own = small.root / file
    own.parent.mkdir(parents=True)
    text = (shipped(folder) / name).read_text(encoding="utf-8")
    own.write_text(text, encoding="utf-8")
    assert because(small) == {}  # the same words in a copy of the project's own change nothing
    own.write_text(f"{text}\n" if folder == "templates" else f"{text}\n/* mine */\n", encoding="utf-8")
    found = because(small)
    assert sorted(found) == sorted(stale)
    assert all(any(f"{folder[:-1]} {name}" in reason for reason in reasons) for reasons in found.values())


def test_another_version_of_a_package_makes_all_stale(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = read_sources(small)
    monkeypatch.setitem(sources.names, "package weasyprint", "71.0")
    chosen = planned(small)
    assessor = Assessor(small.out, read_ledger(small.out), Drafter(small, chosen.owed), sources)
    assert {assessor.assess(d).because for d in chosen.asked} == {("package weasyprint",)}


def test_a_changed_date_of_a_file_changes_nothing(small: Project) -> None:
    for path in small.root.rglob("*.yaml"):
        path.touch()
    assert because(small) == {}


def test_a_file_that_somebody_changed_or_deleted_is_made_again(small: Project) -> None:
    before = files_of(small.out)
    file = small.out / "en" / "small.pdf"
    file.write_bytes(before["en/small.pdf"].replace(b"%PDF", b"%pdf", 1))
    (small.out / FILES[4]).unlink()
    found = assessed(small)
    assert found["en/small.pdf"].because == ("the file itself was changed",)
    assert found[FILES[4]].state == "missing"
    run(small)
    assert files_of(small.out) == before


def test_a_current_tab_is_taken_over_and_not_set_again(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (small.out / "en" / "packs" / "small-MLT.pdf").unlink()
    made: list[str] = []
    make: Callable[..., object] = Maker.make

    def watched(self: Maker, draft: Draft, tabs: object) -> object:
        made.append(draft.deliverable.kind)
        return make(self, draft, tabs)

    monkeypatch.setattr(Maker, "make", watched)
    before = files_of(small.out)
    run(small)
    assert made == ["pack"]
    assert files_of(small.out) == before | {FILES[1]: files_of(small.out)[FILES[1]]}


def test_a_pack_alone_is_the_pack_of_the_whole_build(small_built: Project, tmp_path: Path) -> None:
    run(small_built, tmp_path / "alone", asked={"parties": ("MLT",), "kinds": ("pack",)})
    assert (tmp_path / "alone" / FILES[1]).read_bytes() == (small_built.out / FILES[1]).read_bytes()
    assert sorted(files_of(tmp_path / "alone")) == [FILES[1], "manifest.json"]


def test_one_failure_stops_nothing_else_and_the_last_good_file_is_kept_as_old(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(small.out)
    edit(small, "A sample note.", "Another sample note.")
    make: Callable[..., object] = Maker.make

    def fail(self: Maker, draft: Draft, tabs: object) -> object:
        if str(draft.deliverable.path) == FILES[5]:
            raise RefusedError.of("planted", "It was planted.")
        return make(self, draft, tabs)

    with monkeypatch.context() as patch:
        patch.setattr(Maker, "make", fail)
        outcomes = run(small)
    failed = {path for path, outcome in outcomes.items() if outcome.fate is Fate.FAILED}
    assert failed == {FILES[1], FILES[5]}  # the pack has no tab without it
    assert {outcomes[path].exit_code for path in failed} == {ExitCode.REFUSED}
    after = files_of(small.out)
    assert after[FILES[5]] == before[FILES[5]]
    assert after[FILES[4]] != before[FILES[4]]
    entries = {entry["path"]: entry for entry in json.loads(after["manifest.json"])["deliverables"]}
    assert entries[FILES[5]]["old"][0]["what"] == "It was planted."
    assert "old" not in entries[FILES[4]]
    run(small)
    assert all("old" not in entry for entry in json.loads(files_of(small.out)["manifest.json"])["deliverables"])


def test_content_that_is_not_valid_leaves_what_is_there(small: Project) -> None:
    before = files_of(small.out)
    edit(small, "party: MLT", "party: PLO")
    outcomes = run(small)
    assert {outcome.exit_code for outcome in outcomes.values()} == {ExitCode.CONTENT}
    after = files_of(small.out)
    assert {path: data for path, data in after.items() if path.endswith(".pdf")} == {
        path: data for path, data in before.items() if path.endswith(".pdf")
    }
    edit(small, "party: PLO", "party: MLT")
    run(small)
    assert files_of(small.out) == before


@pytest.mark.slow
def test_a_moved_line_of_a_warning_changes_no_file(small: Project, tmp_path: Path) -> None:
    edit(small, "this is a sample text.", "this is [a sample](#) text.")
    run(small, tmp_path / "out", asked=GENERAL)
    before = files_of(tmp_path / "out")
    assert b'"link-without-target"' in before["manifest.json"]
    edit(small, "blocks:\n  - kind: section", "# A line.\nblocks:\n  - kind: section")
    assert {outcome.fate for outcome in run(small, tmp_path / "out", asked=GENERAL).values()} == {Fate.CURRENT}
    run(small, tmp_path / "anew", asked=GENERAL)
    assert files_of(tmp_path / "anew") == before


def test_each_pdf_for_readers_carries_the_facts_of_the_manifest(small_built: Project) -> None:
    manifest = json.loads((small_built.out / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["deliverables"]:
        attached = PdfReader(BytesIO((small_built.out / entry["path"]).read_bytes())).attachments
        names = [name for name in attached if name.endswith(".facts.json")]
        if entry["edition"] == "press":
            assert names == []
            continue
        assert len(names) == (3 if entry["kind"] == "pack" else 1)
        suffix = {"factsheet": "", "tailored": "-tailored", "pack": "-pack"}[entry["kind"]]
        name = "-".join(filter(None, ["small", entry["party"]])) + f"{suffix}.facts.json"
        facts = json.loads(attached[name][0])
        inputs = {name: manifest["inputs"][name] for name in entry["inputs"].values()}
        of_whole = {"builder": manifest["builder"], "versions": manifest["versions"], "fonts": manifest["fonts"]}
        own = {key: value for key, value in entry.items() if key not in {"sha256", "size"}}
        assert facts == own | of_whole | {"made_from": inputs}
        assert entry["pages"] == len(PdfReader(BytesIO((small_built.out / entry["path"]).read_bytes())).pages)
