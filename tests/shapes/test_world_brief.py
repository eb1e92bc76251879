"""A brief on 193 States, begun with ``new --body`` and the register that ships, and written by an author."""

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icu import Collator, Locale

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafting.draft_kinds import Sheet
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.inputs import load_common, load_content
from factsheet_builder.builds.outcome import Outcome
from factsheet_builder.builds.plan import Order, plan
from factsheet_builder.builds.runner import build
from factsheet_builder.builds.translation_desk import load_sheets
from factsheet_builder.content.checks.key_figure_checks import key_figures
from factsheet_builder.content.parties import Register
from factsheet_builder.content.reading.reader import read_factsheet
from factsheet_builder.errors import Severity
from factsheet_builder.languages.locales import domains_of
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.tags import PSEUDO
from factsheet_builder.languages.upkeep import begun
from factsheet_builder.pdf.tagging.tag_writer import Conformance
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.views.block_views import BlockView, SectionView
from factsheet_builder.views.document_view import DocumentView, GeneralGlanceView
from factsheet_builder.views.figure_views import FigureView
from factsheet_builder.views.spans import plain
from factsheet_builder.views.table_views import TableView
from tests.conformance.files import PROFILES
from tests.conformance.verapdf import validate
from tests.shapes.world_project import FIXTURE, LONG_NAMES, begin_world
from tests.test_other_body import ours_in, texts_of


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project without other languages."""
    return begin_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def register(world: Project) -> Register:
    """Its register."""
    return load_common(world).register


@pytest.fixture(scope="module")
def drafter(world: Project) -> Drafter:
    """What makes its views."""
    return Drafter(world)


def view_of(drafter: Drafter, kind: Kind = Kind.FACTSHEET, party: str = "", profile: str = "full") -> DocumentView:
    """Return a view of the brief in English."""
    made = drafter.draft(Deliverable("names", "en", kind, party, profile if party else "")).made_from
    assert isinstance(made, Sheet)
    assert isinstance(made.view, DocumentView)
    return made.view


def blocks_in(view: DocumentView) -> dict[str, BlockView]:
    """Return the blocks of its sections by their ids."""
    sections = [block for block in view.blocks if isinstance(block, SectionView)]
    return {inner.id: inner for section in sections for inner in section.blocks}


def test_nothing_is_found(world: Project) -> None:
    assert not [one for one in load_content(world, "names").diagnostics if one.severity is not Severity.NOTE]


def test_figures_are_counted_from_the_names(register: Register) -> None:
    with (FIXTURE / "tables" / "names.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["State (counted for tests)"]: row for row in csv.DictReader(file)}
    assert list(rows) == list(register.by_code)
    assert {code: register.by_code[code].current_name("en").name for code in LONG_NAMES} == LONG_NAMES
    for code, row in rows.items():
        letters = [sign for sign in register.by_code[code].current_name("en").name if sign.isalpha()]
        assert int(row["Letters"]) == len(letters)
        assert (row["Vowels"] == "") == (not all(map(str.isascii, letters)))


def test_key_figures_are_values_of_the_table(drafter: Drafter) -> None:
    glance = view_of(drafter).glance
    assert isinstance(glance, GeneralGlanceView)
    assert [plain(figure.number) for figure in glance.figures] == ["193", "1,612", "113", "3"]


def test_another_number_than_the_value_is_found(world: Project, register: Register) -> None:
    """The negative control."""
    read = read_factsheet(world, "names")
    assert not list(key_figures(read.model, read.source, register))
    wrong = [one.model_copy(update={"numbers": (one.numbers[0] + 1,)}) for one in read.model.key_figures]
    found = list(key_figures(read.model.model_copy(update={"key_figures": tuple(wrong)}), read.source, register))
    assert len(found) == 4
    assert "does not have the number 1613" in found[1].what


def test_a_language_begins_with_the_settings_of_the_labels_that_ship(world: Project) -> None:
    ((path, content),) = begun(world, "ar", {}, datetime(2029, 3, 12, tzinfo=UTC))
    assert path.name == "locale.yaml"
    assert 'quotes: ["«"' in content.decode()
    ((_, content),) = begun(world, "nl", {}, datetime(2029, 3, 12, tzinfo=UTC))
    assert "quotes: []" in content.decode()


def test_the_table_has_every_state_once(drafter: Drafter, register: Register) -> None:
    table = blocks_in(view_of(drafter))["all-names"]
    assert isinstance(table, TableView)
    assert table.label == "Table 1"
    named = [plain(row.shaped[0].spans) for row in table.body_rows]
    assert len(named) == 193 + 5 + 1
    names = {party.current_name("en").name for party in register.parties}
    assert sorted(names) == sorted(set(named) & names)


def test_the_map_has_every_state(drafter: Drafter) -> None:
    figure = blocks_in(view_of(drafter))["vowels-on-the-map"]
    assert isinstance(figure, FigureView)
    assert figure.value_map is not None
    assert len(figure.value_map.tiles) == 193
    assert figure.value_map.states[-1].count == "3"
    loose = view_of(drafter).loosened(frozenset({"vowels-on-the-map"}))
    texts, table = [text.text for text in figure.reading()], figure.value_map.table_texts
    moved = [text.text for text in blocks_in(loose)["vowels-on-the-map"].reading()]
    assert moved[: len(table)] == list(table)
    assert sorted(moved) == sorted(texts)
    assert moved != texts


def test_a_version_of_a_state_with_a_long_name(drafter: Drafter) -> None:
    view = view_of(drafter, Kind.TAILORED, "COD")
    assert LONG_NAMES["COD"] in (view.masthead.version or "")
    assert "28 letters" in " ".join(text.text for block in view.blocks for text in block.reading())


def test_the_brief_version_keeps_the_own_row(drafter: Drafter) -> None:
    table = blocks_in(view_of(drafter, Kind.TAILORED, "VCT", "brief"))["all-names"]
    assert isinstance(table, TableView)
    assert any(LONG_NAMES["VCT"] in plain(row.shaped[0].spans) for row in table.body_rows)
    assert len(table.body_rows) < 5


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_names_are_sorted_as_the_language_has_it(register: Register, language: str) -> None:
    collator = Collator.createInstance(Locale(language))
    names = [party.current_name(language).name for party in Localiser(language).sort_parties(register.parties)]
    assert names == sorted(names, key=collator.getSortKey)


def begin_languages(project: Project, *languages: str) -> None:
    """Start the languages with nothing translated but what the program and the register say."""
    sheets, common = load_sheets(project)
    for language in languages:
        domains = domains_of(sheets, common.register, common.publication, language, ())
        for path, content in begun(project, language, domains, datetime(2029, 3, 12, tzinfo=UTC)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> list[Outcome]:
    """What is owed in English, French and Arabic, and some of it in both pseudo-locales."""
    project = begin_world(tmp_path_factory.mktemp("all"))
    begin_languages(project, "fr", "ar")
    planned = plan(project, Order(), load_common(project)).owed
    # All in English; in other languages the general one, and all for one State.
    owed = [one for one in planned if one.locale == "en" or one.party in {"", "COD"}]
    usual = [one for one in owed if one.locale == "en" and one.edition is Edition.SCREEN and one.party in {"", "GBR"}]
    owed += (replace(one, locale=tag) for tag in PSEUDO for one in usual)
    return list(build(project, tuple(owed), tmp_path_factory.mktemp("out"), cache=cache))


@pytest.mark.slow
def test_every_file_is_made(outcomes: list[Outcome]) -> None:
    assert len({(one.deliverable.kind, one.deliverable.locale) for one in outcomes}) == 12
    assert not [one.diagnostics for one in outcomes if one.exit_code]
    # A map of 193 tiles takes most of a page: what stands before it cannot fill the page before in every edition.
    codes = {d.code for one in outcomes for d in one.diagnostics if d.severity is not Severity.NOTE}
    assert codes <= {"blank-band"}


@pytest.mark.slow
def test_files_keep_to_what_they_claim(outcomes: list[Outcome]) -> None:
    kinds = {Kind.FACTSHEET, Kind.TAILORED, Kind.PACK}
    chosen = {
        (one.deliverable.kind, one.deliverable.locale): one.file
        for one in outcomes
        if one.deliverable.kind in kinds and one.deliverable.edition is Edition.SCREEN
    }
    assert len(chosen) == 12
    assert not validate((PROFILES[Conformance.UA1_A3A], file) for file in chosen.values())


@pytest.mark.slow
def test_no_file_has_a_word_of_another_body(outcomes: list[Outcome]) -> None:
    found = {name: words for one in outcomes for name, text in texts_of(one.file) if (words := ours_in(text))}
    assert not found, found
