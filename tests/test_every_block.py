"""A factsheet of another round, invented for tests, with every kind of block: new data is enough, no code is needed."""

from pathlib import Path
from typing import get_args

import pytest

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.inputs import load_content
from factsheet_builder.builds.outcome import Outcome
from factsheet_builder.builds.runner import build
from factsheet_builder.content.models import Block, Factsheet, Section
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.prose import parse_prose as parse
from factsheet_builder.content.prose import plain_text
from factsheet_builder.errors import ExitCode, Severity
from factsheet_builder.pdf.reading.inspection import PdfFacts, inspect_pdf
from factsheet_builder.pdf.reading.tag_reader import NoteText, TagTree, read_body
from factsheet_builder.project import Project

PROJECT = Project(Path(__file__).parent / "fixtures" / "every-block")
OWED = (Deliverable("every-block", "en"),)


@pytest.fixture(scope="module")
def sheet() -> Factsheet:
    return load_content(PROJECT, "every-block").sheet


@pytest.fixture(scope="module")
def outcome(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    (made,) = build(PROJECT, OWED, tmp_path_factory.mktemp("out"), cache=cache, is_strict=True)
    assert made.exit_code is ExitCode.DONE, made.diagnostics
    return made


@pytest.fixture(scope="module")
def inspected(outcome: Outcome) -> tuple[PdfFacts, TagTree]:
    return inspect_pdf(outcome.file.read_bytes())


@pytest.fixture(scope="module")
def notes(outcome: Outcome) -> dict[str, NoteText]:
    return {note.number: note for note in read_body(outcome.file).notes}


def test_its_factsheets_have_every_kind_of_block() -> None:
    kinds = {str(get_args(model.model_fields["kind"].annotation)[0]) for model in get_args(get_args(Block)[0])}
    sheets = [load_content(PROJECT, name).sheet for name in PROJECT.factsheet_names()]
    assert {block.kind for sheet in sheets for _, block in blocks_of(sheet)} == kinds


@pytest.mark.parametrize("file", sorted(PROJECT.data.rglob("*.*")), ids=lambda path: path.name)
def test_every_file_says_first_that_it_is_invented(file: Path) -> None:
    assert "nvented for tests" in file.read_text(encoding="utf-8").splitlines()[0]


def test_only_expected_warnings_are_given(outcome: Outcome) -> None:
    assert sorted(problem.code for problem in outcome.diagnostics if problem.severity is not Severity.NOTE) == [
        "link-without-target",
        "link-without-target",
        "markup",
    ]


def test_pages_and_fonts(inspected: tuple[PdfFacts, TagTree]) -> None:
    facts, _ = inspected
    assert len(facts.page_sizes_mm) == 5
    assert set(facts.page_sizes_mm) == {(210.0, 297.0)}
    assert {font.name.partition("-")[0] for font in facts.fonts} == {"FiraGO"}
    assert all(font.is_embedded and font.has_unicode for font in facts.fonts)
    assert (facts.title, facts.language) == (
        "Factsheet: Every kind of block, each with a title long enough to need a second line in most places",
        "en",
    )


def test_outline_is_that_of_the_headings(inspected: tuple[PdfFacts, TagTree], sheet: Factsheet) -> None:
    facts, tree = inspected
    headings = [element for element in tree.walk() if element.kind in {"H1", "H2", "H3", "H4", "H5", "H6"}]
    assert [int(heading.kind[1]) for heading in headings] == [entry.depth for entry in facts.outline]
    titles = [entry.title for entry in facts.outline]
    for _, block in blocks_of(sheet):
        if isinstance(block, Section):
            assert " ".join(filter(None, [block.number, plain_text(parse(block.title))])) in titles
    assert [title for title in titles if title.startswith("R1")] == ["R1 urges", "R12 considers", "R13 invites"]
    assert [entry.depth for entry in facts.outline if entry.title.startswith("A s")] == [6, 6]


def test_notes_are_numbered_by_their_first_calls(notes: dict[str, NoteText]) -> None:
    assert [text.text.split(" ↑")[0][:24] for text in notes.values()] == [
        "A note that is called fr",
        "A gloss.",
        "Atlantis and Islands of ",
        "A note in an item of a l",
        "The Islands of the Blest",
        "A note in a cell of a ta",
    ]


def test_a_note_called_on_three_pages_has_a_way_back_from_each(notes: dict[str, NoteText]) -> None:
    assert notes["1"].text.endswith("where. ↑↑↑")
    assert notes["2"].text.endswith("gloss. ↑")


def test_parties_are_named_in_the_sentence_with_articles_and_names_of_the_day(outcome: Outcome) -> None:
    blocks = read_body(outcome.file).blocks
    sentence = (
        "urges the Islands of the Blest, Czechslavonia and the Northern Archipelagos, and Kingdom of Ruritania to"
    )
    assert sum(sentence in block for block in blocks) == 2, "in its box, and at a glance, since it has no summary"
    assert "3 States named" in blocks


def test_markup_in_content_is_printed(outcome: Outcome) -> None:
    assert any("an ampersand & a <b>tag</b>, *stars*, a note" in block for block in read_body(outcome.file).blocks)


def test_a_block_that_no_template_prints_is_refused(cache: Path, tmp_path: Path) -> None:
    """The negative control: with a template that drops figures, the text is missing and the PDF refused."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "data").symlink_to(PROJECT.data)
    component = root / "templates" / "components" / "figure.html"
    component.parent.mkdir(parents=True)
    component.write_text('{% macro figure(view) %}<p id="{{ view.id }}"></p>{% endmacro %}', encoding="utf-8")
    project = Project(root)
    (made,) = build(project, OWED, tmp_path / "out", cache=cache)
    assert made.exit_code is ExitCode.REFUSED
    assert {problem.code for problem in made.diagnostics} == {"text-differs"}
    assert {problem.place.passage for problem in made.diagnostics} >= {"figure-image", "figure-bars"}
    assert not made.file.exists()
