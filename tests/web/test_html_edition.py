"""The edition goes the way of all editions: owed, made once, recorded, verified, pruned, the same bytes by every door."""

import io
import json
import zipfile

import pikepdf
import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.inventory import take_inventory
from factsheet_builder.builds.making.standing_maker import StandingMaker
from factsheet_builder.builds.outcome import Fate
from factsheet_builder.content.manifest import Manifest
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from tests.builds.conftest import edit, run
from tests.conftest import Run
from tests.web.pages import FILES, OWED, tree


def test_it_is_made_recorded_and_made_again_only_when_it_must(owing: Project) -> None:
    first = run(owing)
    assert {path: outcome.fate for path, outcome in first.items()} == dict.fromkeys(FILES, Fate.MADE)
    manifest = Manifest.model_validate(json.loads((owing.out / "manifest.json").read_bytes()))
    assert [(entry.path, entry.edition, entry.pages) for entry in manifest.deliverables] == [
        (f, "html", 0) for f in FILES
    ]
    assert take_inventory(owing.out).is_sound
    assert {outcome.fate for outcome in run(owing).values()} == {Fate.CURRENT}
    edit(owing, "sample text", "changed text")
    assert {outcome.fate for outcome in run(owing).values()} == {Fate.MADE}
    style = owing.root / "styles" / "html.css"
    style.parent.mkdir()
    style.write_text("p { color: red }\n", encoding="utf-8")
    assert {outcome.fate for outcome in run(owing).values()} == {Fate.MADE}


@pytest.mark.slow
def test_a_process_that_stays_makes_what_a_build_writes(owing: Project) -> None:
    maker = StandingMaker(owing)
    pages = {str(d.path): maker.make(d).pdf for d in (
        Deliverable("small", "en", edition=Edition.HTML),
        Deliverable("small", "en", Kind.TAILORED, "MLT", "full", Edition.HTML),
    )}  # fmt: skip
    run(owing)
    assert pages == {path: (owing.out / path).read_bytes() for path in FILES}


def test_what_is_owed_is_linked_to_and_a_new_debt_makes_the_page_stale(owing: Project) -> None:
    run(owing)
    assert b"small.pdf" not in (owing.out / FILES[0]).read_bytes()
    deliverables = owing.data / "deliverables.yaml"
    deliverables.write_text(OWED.replace("[html]}", "[html, screen]}", 1), encoding="utf-8")
    outcomes = run(owing, asked={"editions": (Edition.HTML,)})
    assert outcomes[FILES[0]].fate is Fate.MADE
    assert b'href="small.pdf"' in (owing.out / FILES[0]).read_bytes()


def test_chapters_lead_to_one_another_in_the_order_of_their_numbers(owing: Project) -> None:
    for name, chapter in (("zeta", "IV"), ("alpha", "IX")):
        text = (owing.data / "factsheets" / "small.yaml").read_text(encoding="utf-8")
        text = text.replace('id: "small"', f'id: "{name}"', 1)
        lines = [f"chapter: {chapter}" if line.startswith("chapter:") else line for line in text.splitlines()]
        (owing.data / "factsheets" / f"{name}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run(owing, asked={"kinds": (Kind.FACTSHEET,)})
    last = (owing.out / "en" / "alpha.html").read_bytes()
    assert b'rel="prev"' in last
    assert b'rel="next"' not in last
    assert b'<link rel="prev" href="zeta.html"' in last or b'<link rel="prev" href="small.html"' in last


@pytest.mark.slow
def test_a_pack_is_an_archive_that_leads_only_to_itself(owing: Project) -> None:
    owed = OWED + "  - {kind: pack, parties: [MLT], editions: [html]}\n"
    (owing.data / "deliverables.yaml").write_text(owed, encoding="utf-8")
    for folder, width in (("all", 300), ("MLT", 400)):
        (owing.data / "annexes" / folder).mkdir(parents=True)
        with pikepdf.new() as blank:
            blank.add_blank_page(page_size=(width, 400))
            blank.save(owing.data / "annexes" / folder / "guide.pdf")
    outcomes = run(owing)
    assert outcomes["en/packs/small-MLT.zip"].exit_code is ExitCode.DONE, outcomes["en/packs/small-MLT.zip"].diagnostics
    whole = (owing.out / "en" / "packs" / "small-MLT.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        names = archive.namelist()
        pages = {name: archive.read(name) for name in names if name.endswith(".html")}
        assert archive.read("reply-form.pdf").startswith(b"%PDF-")
    annexes = ["annexes/D1-guide.pdf", "annexes/D2-guide.pdf"]
    assert names == ["index.html", "small-MLT.html", "small.html", "reply-form.pdf", *annexes]
    addresses = {str(a.get("href")) for page in pages.values() for a in tree(page).iter("a")}
    inside = {address for address in addresses if not address.startswith(("#", "http", "mailto"))}
    assert inside <= set(names)
    assert {"small.html", "small-MLT.html", "reply-form.pdf", *annexes} <= inside
    assert {outcome.fate for outcome in run(owing).values()} == {Fate.CURRENT}
    (owing.out / "en" / "packs" / "small-MLT.zip").unlink()
    run(owing)
    assert (owing.out / "en" / "packs" / "small-MLT.zip").read_bytes() == whole
    (owing.data / "annexes" / "MLT" / "guide.pdf").unlink()
    fates = {path: outcome.fate for path, outcome in run(owing).items()}
    assert fates == {**dict.fromkeys(FILES, Fate.CURRENT), "en/packs/small-MLT.zip": Fate.MADE}


def test_report_prune_and_refusal(owing: Project, factsheet: Run) -> None:
    run(owing)
    assert factsheet("report", cwd=owing.root).returncode == 0
    page = (owing.out / "report.html").read_text(encoding="utf-8")
    assert "for browsers" in page
    assert "claims no conformance" not in page
    (owing.data / "deliverables.yaml").write_text(OWED.splitlines()[0] + "\n" + OWED.splitlines()[1] + "\n", "utf-8")
    assert factsheet("build", "--prune", cwd=owing.root).returncode == 0
    assert not (owing.out / FILES[1]).exists()
