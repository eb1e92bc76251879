"""A pack is its tabs as they are but for their folios, with labels, bookmarks and contents of its own; annexes are heard."""

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from factsheet_builder.builds.drafting.annexes import check_annexes, find_annexes
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.making.maker import Made
from factsheet_builder.pdf.tagging.folio_streams import FOLIO
from factsheet_builder.project import Project
from factsheet_builder.replies.answers import read_replies
from tests.builds.packs import GENERAL, PACK, ROOT, TAILORED, heard, project_with
from tests.builds.workshop import Workshop
from tests.pdf.joining.documents import fixture, typst_file
from tests.pdf.joining.readings import Reading, moved, shifted

TABS = ["Factsheet for Malta", "General factsheet", "Reply form", "Annex: b common", "Annex: A note", "Annex: c note"]
LETTERS = ["A", "B", "C", "D1", "D2", "D3"]


def good(number: int) -> bytes:
    return typst_file(number, "en", "a-3a ua-1")


def not_embedded(pdf: bytes) -> bytes:
    """Return the file without its font programs; what it claims is then no longer true."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        for found in opened.objects:
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/FontDescriptor":
                del found["/FontFile3" if "/FontFile3" in found else "/FontFile2"]
        out = BytesIO()
        opened.save(out)
    return out.getvalue()


def without_tags(pdf: bytes) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as opened:
        del opened.Root.StructTreeRoot
        del opened.Root.MarkInfo
        out = BytesIO()
        opened.save(out)
    return out.getvalue()


ANNEXES = {
    "MLT/c note.PDF": good(2),
    "MLT/A note.pdf": good(3),
    "HRV/libreoffice.pdf": fixture("libreoffice-ua1"),
    "MDA/chromium.pdf": fixture("chromium"),
    "IRL/liar.pdf": not_embedded(good(1)),
    "TUN/untagged.pdf": without_tags(fixture("chromium")),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with an annex for all and some of single Parties."""
    return project_with(tmp_path_factory.mktemp("project"), {"all/b_common.pdf": good(1), **ANNEXES})


@pytest.fixture(scope="module")
def maker(project: Project) -> Workshop:
    """One maker for all packs here, so that what they share is set once."""
    return Workshop(project)


@pytest.fixture(scope="module")
def made(maker: Workshop) -> list[Made]:
    """The general factsheet, the version for Malta, and Malta's pack."""
    return [maker.make(owed) for owed in (GENERAL, TAILORED, PACK)]


@pytest.fixture(scope="module")
def pack(made: list[Made]) -> Reading:
    return Reading(made[2].pdf)


def starts(pack: Reading) -> dict[str, int]:
    """Return the index of the page with each label."""
    return {page.label: index for index, page in enumerate(pack.pdf.pages)}


def test_a_pack_with_good_annexes_is_made_without_a_warning(made: list[Made]) -> None:
    assert [heard(file) for file in made] == [[], [], []]


def test_pages_are_labelled_by_tab(made: list[Made], pack: Reading) -> None:
    labels = [page.label for page in pack.pdf.pages]
    expected = ["i"]
    for letter, pages in zip(LETTERS, [made[1].record.pages, made[0].record.pages, 5, 1, 1, 1], strict=True):
        expected += [f"{letter}-{number}" for number in range(1, pages + 1)]
    assert labels == expected
    assert len(labels) == made[2].record.pages


@pytest.mark.parametrize(("label", "number"), [("A-1", 1), ("B-1", 0)])
def test_tabs_are_the_finished_deliverables_as_they_are(
    made: list[Made], pack: Reading, label: str, number: int
) -> None:
    alone, first = Reading(made[number].pdf), starts(pack)[label]
    for index, page in enumerate(alone.pdf.pages):
        assert told(pack.pdf.pages[first + index]) == told(page)
    (tree,), (whole,) = alone.tags(), pack.tags()
    place = [kid.kids[0] for kid in whole.kids].index(moved(tree, first, 0).kids[0])  # type: ignore[union-attr]
    assert whole.kids[place] == moved(tree, first, place)
    links = [(page + first, where, shifted(target, first)) for page, where, target in alone.links()]
    assert [link for link in pack.links() if first <= link[0] < first + len(alone.pages)] == links
    assert pack.broken == []


def told(page: Any) -> tuple[Any, ...]:
    """Return what a page draws but for its folio: its instructions byte by byte, its boxes, fonts and images."""
    streams = [page.obj.Contents] if isinstance(page.obj.Contents, pikepdf.Stream) else list(page.obj.Contents)
    content = [stream.read_bytes() for stream in streams]
    content = [data for data in content if not data.startswith(FOLIO) and b"/Stamp0 Do" not in data]
    resources = page.obj.Resources
    fonts = {str(name): font_programs(font) for name, font in resources.get("/Font", {}).items()}
    drawings = {str(name): item for name, item in resources.get("/XObject", {}).items() if str(name) != "/Stamp0"}
    drawn = {name: bytes(item.read_raw_bytes()) for name, item in drawings.items()}
    boxes = [
        [float(value) for value in page.obj[key]] for key in ("/MediaBox", "/TrimBox", "/CropBox") if key in page.obj
    ]
    return b"\n".join(content), boxes, fonts, drawn


def font_programs(font: Any) -> list[bytes]:
    below = font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.FontDescriptor
    return [bytes(below[key].read_bytes()) for key in ("/FontFile2", "/FontFile3") if key in below]


def test_another_typesetting_would_be_seen(made: list[Made], pack: Reading) -> None:
    """The negative control: the same text with other flags is not the same page."""
    alone = Reading(made[0].pdf)
    assert told(pack.pdf.pages[starts(pack)["A-1"]]) != told(alone.pdf.pages[0])


def test_bookmarks_of_tabs_stand_below_one_of_the_tab(made: list[Made], pack: Reading) -> None:
    at = starts(pack)
    cover, *tabs = pack.outline()
    assert [title for title, _, _ in tabs] == [f"{a}  {b}" for a, b in zip(LETTERS, TABS, strict=True)]
    assert cover[1][0] == 0
    for (_, target, kids), letter, number in zip(tabs[:2], "AB", (1, 0), strict=True):
        first = at[f"{letter}-1"]
        assert target[0] == first
        assert kids == [below(item, first) for item in Reading(made[number].pdf).outline()]
    assert all(kids for _, _, kids in tabs[:3])


def test_pages_print_the_folios_that_the_labels_say(pack: Reading, made: list[Made]) -> None:
    labels = [page.label for page in pack.pdf.pages]
    reader = PdfReader(BytesIO(made[2].pdf))
    for label, page in zip(labels, reader.pages, strict=True):
        printed = [line.strip() for line in page.extract_text().splitlines()]
        if not label.startswith("D"):
            assert label in printed, label
            assert not any(re.fullmatch(r"\d+ / \d+", line) for line in printed), label
    alone = PdfReader(BytesIO(made[0].pdf)).pages
    assert all(f"{number} / {len(alone)}" in page.extract_text() for number, page in enumerate(alone, 1))


def below(item: tuple[str, Any, list[Any]], first: int) -> tuple[str, Any, list[Any]]:
    title, target, kids = item
    return title, shifted(target, first), [below(kid, first) for kid in kids]


def test_contents_lead_to_the_pages_that_they_name(made: list[Made], pack: Reading) -> None:
    at = starts(pack)
    targets = [target[0] for page, _, target in pack.links() if page == 0 and isinstance(target, tuple)]
    text = words_on(made[2], 0)
    firsts = [at[f"{letter}-1"] for letter in LETTERS]
    assert [target for target in dict.fromkeys(targets) if target in firsts] == firsts
    for letter, title in zip(LETTERS, TABS, strict=True):
        assert f"{letter} {title} {letter}-1" in text
    assert "About this pack" in text
    assert "libreoffice" not in text


def test_sections_are_named_with_the_folios_that_they_begin_on(made: list[Made], pack: Reading) -> None:
    at, text = starts(pack), words_on(made[2], 0)
    named = re.findall(r"(Introduction|General remarks|Reporting mechanisms|Recommendation VI-3) ([ABC]-\d)", text)
    assert len(named) == 7
    for title, folio in named:
        assert title in words_on(made[2], at[folio]), (title, folio)


def words_on(made: Made, index: int) -> str:
    return " ".join(PdfReader(BytesIO(made.pdf)).pages[index].extract_text().split())


def test_annexes_stand_in_the_order_of_names(made: list[Made], pack: Reading) -> None:
    at = starts(pack)
    found = [words_on(made[2], at[f"D{number}-1"]) for number in (1, 2, 3)]
    assert [f"Überschrift {number}" in text for number, text in zip((1, 3, 2), found, strict=True)] == [True] * 3


def test_data_of_the_pack_are_attached_and_valid(pack: Reading) -> None:
    files = {str(spec.UF): spec for spec in pack.root.AF}
    facts = {name for name in files if name.endswith(".facts.json")}
    assert sorted(files.keys() - facts) == ["assistance-to-victims-MLT.json", "assistance-to-victims.json"]
    assert len(facts) == 3, "what is said of the pack and of each of its two factsheets"
    assert {str(spec.AFRelationship) for spec in files.values()} == {"/Data"}
    own = json.loads(files["assistance-to-victims-MLT.json"].EF.F.read_bytes())
    schema = json.loads((ROOT / "data/schemas/party-data.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert list(validator.iter_errors(own)) == []
    assert {r["id"]: r["addressed"] for r in own["recommendations"]} == {
        "VI-1": "named",
        "VI-2": "open",
        "VI-3": "named",
        "VI-4": "open",
    }
    assert (own["party"], own["as_of"], own["practices"]) == ("MLT", "2022-03-10", ["practice-malta"])
    assert list(validator.iter_errors(own | {"neighbours": ["ITA"]})) != []
    assert list(validator.iter_errors(own | {"covered": "perhaps"})) != []


def test_the_form_is_fillable_inside_the_pack(made: list[Made]) -> None:
    with pikepdf.open(BytesIO(made[2].pdf)) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        name = "reply/v1/assistance-to-victims/2022-03-10/MLT/en/VI-1/measures"
        fields[name].V = pikepdf.String("Ħelpline għat-tfal\nsecond line")
        out = BytesIO()
        pdf.save(out)
    replies, problems = read_replies(out.getvalue(), "pack.pdf")
    assert problems == ()
    (reply,) = replies.replies
    assert [a.measures for a in reply.answers if a.recommendation == "VI-1"] == ["Ħelpline għat-tfal\nsecond line"]


def test_fonts_are_stored_once(made: list[Made], pack: Reading) -> None:
    programs = [
        bytes(o.read_raw_bytes()) for o in pack.pdf.objects if isinstance(o, pikepdf.Stream) and "/Length1" in o
    ]
    assert len(programs) == len(set(programs))
    assert len(made[2].pdf) < sum(len(file.pdf) for file in made) + 250_000


# Annexes that are not as they should be


def claims_of(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        packet = opened.Root.Metadata.read_bytes().decode()
    return {claim for claim in ("pdfuaid:part", "pdfaid:part") if claim in packet}


@pytest.mark.parametrize(
    ("party", "claims", "said"),
    [
        ("HRV", {"pdfuaid:part"}, ["does not claim PDF/A-3a: this part does not claim it"]),
        pytest.param(
            "MDA",
            set(),
            ["does not claim PDF/UA-1: this part", "does not claim PDF/A-3a: this part"],
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "IRL",
            set(),
            ["does not claim PDF/UA-1: this part claims it and does not keep it (The font", "is not embedded"],
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "TUN", set(), ["does not claim PDF/UA-1: this part", "The part has no tags"], marks=pytest.mark.slow
        ),
    ],
)
def test_the_truth_is_told_of_annexes(maker: Workshop, party: str, claims: set[str], said: list[str]) -> None:
    made = maker.make(replace(PACK, party=party))
    assert claims_of(made.pdf) == claims
    told = [str(problem) for problem in heard(made)]
    (name,) = [path.partition("/")[2] for path in ANNEXES if path.startswith(party)]
    assert [line for line in told if not line.startswith(f"annex {name}")] == []
    assert [words for words in said if not any(words in line for line in told)] == []


def test_claims_hold_with_good_annexes(made: list[Made]) -> None:
    assert claims_of(made[2].pdf) == {"pdfuaid:part", "pdfaid:part"}


def test_what_is_no_annex_is_named(tmp_path: Path) -> None:
    annexes = {
        "all/minutes.docx": b"PK",
        "MTL/note.pdf": b"",
        "stray.pdf": b"",
        "MLT/.hidden.pdf": b"",
        "HRV/x.odt": b"",
    }
    project = project_with(tmp_path, annexes)
    register = load_common(project).register
    malta = register.by_code["MLT"]
    found = check_annexes(project, register, malta)
    assert [(problem.code, problem.place.file) for problem in found] == [
        ("annex-folder", "data/annexes/MTL"),
        ("annex-folder", "data/annexes/stray.pdf"),
        ("annex-no-pdf", "data/annexes/all/minutes.docx"),
    ]
    assert found[0].remedy == "Did you mean “MLT”?"
    assert find_annexes(project, malta) == ()
