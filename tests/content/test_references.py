"""Cross-references and numbers: what the check says of wrong ones, what the builder counts, what is left without pages."""

import shutil
from pathlib import Path

import pytest

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.content.models import Callout, Factsheet, Paragraph, Recommendation, Section
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.prose import Link, parse_prose, plain_text
from factsheet_builder.content.referring.numbering import with_numbers
from factsheet_builder.content.referring.page_clauses import without_page
from factsheet_builder.content.referring.targets import targets_of
from factsheet_builder.errors import ContentError
from factsheet_builder.project import Project
from tests.builds.conftest import edit

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "every-block"
NAME = "cross-references"
FILE = f"factsheets/{NAME}.yaml"


@pytest.fixture
def invented(tmp_path: Path) -> Project:
    shutil.copytree(FIXTURE / "data", tmp_path / "data")
    return Project(tmp_path)


@pytest.fixture(scope="module")
def sheet() -> Factsheet:
    return load_content(Project(FIXTURE), NAME).sheet


@pytest.mark.parametrize(
    ("old", "new", "code", "what", "remedy"),
    [
        (
            *("[figure {number}](#boats-drawn)", "[figure {number}](#boats-drwan)", "broken-reference"),
            *("“figure {number}” leads to “boats-drwan”, which is not here.", "Did you mean “boats-drawn”?"),
        ),
        (
            *("as [para. {number}](#found) says", "as [para. 4](#found) says", "reference-number"),
            *("“para. 4” says 4, but “found” has the number 3.", "Write {number} in its place"),
        ),
        (
            *(
                "The keepers’\n          [definition]",
                "The keepers’\n          [definition {number}]",
                "reference-number",
            ),
            *("“definition {number}” says the number of “a-keeper”, which has none.", "Write words in place"),
        ),
        (
            *("[para. {number}, on page {page},](#found)", "[on page {page}](#found)", "reference-page"),
            *("“on page {page}” cannot be read where there are no pages", "behind a comma"),
        ),
        (
            *("as [para. {number}](#found) says", "as [para. {number}](#found), on page {page}, says", "stray-mark"),
            *("{page} stands in no reference", "as in [para. {number}, page {page}](#id)"),
        ),
        (
            *("as [para. {number}](#found) says", "as para. {number} says", "stray-mark"),
            *("{number} stands in no reference", "to print it, write \\{number}."),
        ),
        (
            *("title: Two boats", "title: Two boats of [table {number}](#count-of-boats)", "reference-in-heading"),
            *("stands in a heading", "Move it into the text."),
        ),
        (
            *("id: found\n        text", 'id: found\n        number: "7."\n        text', "numbering"),
            *("has the number “7.”, but the builder counts the paragraphs.", "Delete it, or write none."),
        ),
        (
            *("paragraphs: continuous, recommendations: own", "recommendations: in-sequence", "numbering"),
            *("Recommendations are to be counted with the paragraphs", "Add paragraphs: continuous"),
        ),
        (
            *("passages: [found, unnumbered]", "passages: [fuond, unnumbered]", "unknown-passage"),
            *("There is no passage “fuond” to list.", "Did you mean “found”?"),
        ),
        (
            *("of: recommendations", "of: recommendations\n        urgency: [urgent]", "unknown-urgency"),
            *("“urgent” is no level of urgency", "Did you mean “urge”?"),
        ),
        (
            *("of: recommendations", "of: recommendations\n        urgency: [consider]", "empty-list"),
            *("The list “all-recommendations” has nothing to list.", "Ask for less"),
        ),
        (
            *("number: none\n        text", "number: none\n        for: [AAA]\n        text", "reference-to-some"),
            *(
                "“unnumbered” is for some Parties only, and not all who read this have it.",
                "say whom this passage is for",
            ),
        ),
        (
            *("paragraphs: continuous, recommendations: own", "paragraphs: continuous, recommendations: in-sequence"),
            *("numbering", "R1 has the number “7”, but the builder counts the recommendations.", "Delete it."),
        ),
        (
            *("id: almanac", "id: handbook", "duplicate-id"),
            *("The id “handbook” stands twice", "an id of its own"),
        ),
    ],
)
def test_the_check_names_what_is_wrong_at_its_place(
    invented: Project, old: str, new: str, code: str, what: str, remedy: str
) -> None:
    edit(invented, old, new, FILE)
    if code == "reference-to-some":
        edit(invented, "[another place](https://example.org/boats)", "[another place](#unnumbered)", FILE)
    if "R1 has" in what:
        edit(invented, "id: R1\n", 'id: R1\n        number: "7"\n', FILE)
    with pytest.raises(ContentError) as refused:
        load_content(invented, NAME)
    problem = next(problem for problem in refused.value.diagnostics if problem.code == code)
    assert what in problem.what
    assert remedy in problem.remedy
    assert problem.place.line > 1


def test_digits_that_are_right_and_an_unknown_address_are_no_errors(invented: Project) -> None:
    edit(invented, "as [para. {number}](#found) says", "as [para. 3](#found) says", FILE)
    edit(invented, "[another place](https://example.org/boats)", "[another place](#)", FILE)
    edit(invented, "count: 1, reason: A link", "count: 2, reason: A link", FILE)
    assert load_content(invented, NAME).sheet


def test_paragraphs_of_the_running_text_are_counted_through(sheet: Factsheet) -> None:
    numbers = {block.id: block.printed_number for _, block in blocks_of(sheet) if isinstance(block, Paragraph)}
    assert with_numbers(sheet) == sheet
    assert numbers == {
        "why": "1.",
        "water": "2.",
        "unnumbered": None,
        "in-short-1": None,
        "found": "3.",
        "first-of-all-1": None,
        "on-atlantis": "4.",
    }


def _counted(invented: Project, numbering: str) -> dict[str, str | None]:
    edit(invented, "{ paragraphs: continuous, recommendations: own, tables: true, figures: true }", numbering, FILE)
    edit(invented, "[table {number} (page {page})](#count-of-boats)", "the table", FILE)
    edit(invented, "[figure {number}](#boats-drawn)", "the figure", FILE)
    kinds = (Paragraph, Recommendation)
    sheet = load_content(invented, NAME).sheet
    return {block.id: block.number for _, block in blocks_of(sheet) if isinstance(block, kinds)}


def test_recommendations_can_be_counted_with_them(invented: Project) -> None:
    found = _counted(invented, "{ paragraphs: continuous, recommendations: in-sequence }")
    assert [found[name] for name in ("why", "water", "found", "R1", "R2", "on-atlantis")] == [
        "1.",
        "2.",
        "3.",
        "4",
        "5",
        "6.",
    ]


def test_sections_can_be_counted_anew(invented: Project) -> None:
    found = _counted(invented, "{ paragraphs: by-section, recommendations: in-sequence }")
    names = ("why", "water", "found", "R1", "R2", "on-atlantis")
    assert [found[name] for name in names] == ["I.1", "I.2", "II.1", "II.2", "II.3", "II.4"]


def test_counting_leaves_no_gap_when_a_paragraph_goes(sheet: Factsheet) -> None:
    first = sheet.blocks[0]
    assert isinstance(first, Section)
    without = first.model_copy(update={"blocks": first.blocks[1:]})
    counted = with_numbers(sheet.model_copy(update={"blocks": (without, *sheet.blocks[1:])}))
    numbers = [block.printed_number for _, block in blocks_of(counted) if isinstance(block, Paragraph)]
    assert [number for number in numbers if number] == ["1.", "2.", "3."]


def test_what_is_not_to_be_counted_stays_as_it_is(shipped: Project) -> None:
    sheet = load_content(shipped, "assistance-to-victims").sheet
    assert with_numbers(sheet) is sheet


def test_targets_are_passages_entries_notes_and_paragraphs_of_articles(sheet: Factsheet) -> None:
    targets = targets_of(sheet)
    names = (
        "found",
        "R1",
        "count-of-boats",
        "boats-drawn",
        "findings",
        "article-1",
        "article-1.2",
        "note-first",
        "first",
    )
    assert [targets[name].number for name in names] == ["3", "R1", "1", "1", "II", "1", "2", "1", "1"]
    assert (targets["handbook"].number, targets["a-keeper"].number) == ("1", "")
    assert targets["first"].anchor == "note-first"
    assert "nothing" not in targets


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("para. {number}", "para. "),
        ("para. 12, page {page}", "para. 12"),
        ("para. 12 (page {page})", "para. 12"),
        ("para. 12, on page {page}, below", "para. 12, below"),
        ("para. 12 – page {page}", "para. 12"),
        ("page {page}, para. 12", "para. 12"),
        ("فقرة 12، صفحة {page}", "فقرة 12"),
        ("page {page}", None),
        ("para. 12 on page {page}", None),
        ("(page {page})", None),
        ("para. 12, **page {page}**", None),
    ],
)
def test_the_clause_with_the_page_is_left_out(words: str, left: str | None) -> None:
    (link,) = parse_prose(f"[{words}](#p)")
    assert isinstance(link, Link)
    found = without_page(link.spans)
    assert (found if found is None else plain_text(found)) == left


def test_boxes_hold_no_sections() -> None:
    with pytest.raises(ValueError, match="kind"):
        Callout.model_validate({"kind": "callout", "id": "a", "blocks": [{"kind": "section", "id": "b"}]})
