"""A country report: priorities, a follow-up of earlier recommendations, data beside other States, notes at the end."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind, Order
from factsheet_builder.builds.drafting.draft_kinds import Sheet
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.inputs import load_common, load_content
from factsheet_builder.builds.plan import plan
from factsheet_builder.builds.runner import build
from factsheet_builder.content.data_tables.data_table import DataTable
from factsheet_builder.content.models import Factsheet
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.errors import ExitCode, Severity
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.views.block_views import BlockView, CalloutView, ParagraphView, SectionView
from factsheet_builder.views.document_view import DocumentView, GeneralGlanceView, GlanceView
from factsheet_builder.views.figure_views import FigureView
from factsheet_builder.views.reference_views import CollectedView
from factsheet_builder.views.spans import Span, beginning, plain
from factsheet_builder.views.table_views import TableView
from factsheet_builder.views.tile_views import TileRoomView
from tests.conformance.verapdf import validate

PROJECT = Project(Path(__file__).parent.parent / "fixtures" / "country-report")
NAME = "ferries-ruritania"
GENERAL = Deliverable(NAME, "en")
VERSION = Deliverable(NAME, "en", Kind.TAILORED, "FFF", "full")


@cache
def view(owed: Deliverable = GENERAL) -> DocumentView:
    """Return the view that a deliverable is made from."""
    made = Drafter(PROJECT).draft(owed).made_from
    assert isinstance(made, Sheet)
    assert isinstance(made.view, DocumentView)
    return made.view


def blocks_in(found: DocumentView) -> dict[str, BlockView]:
    """Return the blocks of its sections by their ids."""
    return {one.id: one for section in found.blocks if isinstance(section, SectionView) for one in section.blocks}


def table_in(found: DocumentView, name: str = "ferries-table") -> TableView:
    """Return a table."""
    table = blocks_in(found)[name]
    assert isinstance(table, TableView)
    return table


def test_nothing_is_found() -> None:
    assert not [one for one in load_content(PROJECT, NAME).diagnostics if one.severity is not Severity.NOTE]


@pytest.mark.parametrize("file", sorted(PROJECT.data.rglob("*.*")), ids=lambda path: path.name)
def test_every_file_says_first_that_it_is_invented(file: Path) -> None:
    """A table of data says it in the description beside it, a catalog is written by the program."""
    assert file.suffix in {".csv", ".po"} or "nvented for tests" in file.read_text(encoding="utf-8").splitlines()[0]


# Tables of data


def test_a_table_of_data_says_its_number() -> None:
    assert [table_in(view(), name).label for name in ("ferries-table", "followed")] == ["Table 1", "Table 2"]


def test_equal_sources_are_said_once() -> None:
    assert [plain(line) for line in table_in(view()).lines][2:] == ["Source: Invented for tests"]


@pytest.mark.parametrize(
    ("of_table", "sources", "said"),
    [
        (None, ["A", "A", None, None, None], ["Source: A (Ferry lines and Boats)"]),
        (None, ["A", "B", "A", "A", "A"], [
            "Source: A (Ferry lines, Accidents per million crossings, Ferries since, and Main harbour)",
            "Source: B (Boats)",
        ]),
        ("A", [None, "B", "A", None, None], ["Source: A", "Source: B (Boats)"]),
        ("A", ["A"] * 5, ["Source: A"]),
    ],
)  # fmt: skip
def test_sources_that_differ_say_of_which_columns_they_are(
    of_table: str | None, sources: list[str | None], said: list[str]
) -> None:
    lines = table_in(view_of(_with_sources(load_content(PROJECT, NAME).sheet, of_table, sources))).lines
    assert [plain(line) for line in lines][2:] == said


def _with_sources(sheet: Factsheet, of_table: str | None, sources: list[str | None]) -> Factsheet:
    (data,) = sheet.data
    columns = (
        column.model_copy(update={"source": source}) for column, source in zip(data.columns, sources, strict=True)
    )
    changed: DataTable = data.model_copy(update={"source": of_table, "columns": tuple(columns)})
    return sheet.model_copy(update={"data": (changed,)})


def view_of(sheet: Factsheet) -> DocumentView:
    """Return the general view of a factsheet that a test has changed."""
    common = load_common(PROJECT)
    return tailor(sheet, common.register, common.publication, Localiser("en"))


# Maps and charts


@pytest.mark.parametrize(("columns", "few", "drawn"), [(2, 2, 6), (8, 8, 8), (11, 0, 11), (14, 0, 14)])
def test_tiles_of_few_columns_are_no_larger_than_others(columns: int, few: int, drawn: int) -> None:
    room = TileRoomView(columns, 3)
    assert (room.few, room.drawn) == (few, drawn)


def test_a_unit_that_is_longer_than_its_numbers_has_room() -> None:
    accidents = blocks_in(view())["accidents"]
    assert isinstance(accidents, FigureView)
    assert accidents.chart is not None
    assert accidents.chart.has_long_unit
    assert not accidents.is_long
    (loose,) = [one for one in _all(view().loosened(frozenset({"accidents"}))) if one.id == "accidents"]
    assert isinstance(loose, FigureView)
    assert loose.is_long


def _all(found: DocumentView) -> list[BlockView]:
    return list(blocks_in(found).values())


def test_a_version_marks_its_own_row() -> None:
    accidents, table = blocks_in(view(VERSION))["accidents"], table_in(view(VERSION))
    assert isinstance(accidents, FigureView)
    assert accidents.chart is not None
    assert [row.is_own for row in accidents.chart.rows] == [False, False, True]
    assert [row.kind for row in table.body_rows] == ["", "", "own", "total"]


def test_rows_of_a_table_may_break_where_they_would_leave_a_page_half_empty() -> None:
    table = table_in(view().loosened(frozenset({"ferries-table"})))
    assert (table.is_loose, table_in(view()).is_loose) == (True, False)


# What versions say


def test_a_document_about_a_state_does_not_flag_that_it_names_it() -> None:
    paragraphs = [one for one in _all(view(VERSION)) if isinstance(one, ParagraphView)]
    assert [one.flag for one in paragraphs if one.id != "own-words"] == ["", "", ""]
    glance = view(VERSION).glance
    assert isinstance(glance, GlanceView)
    assert not [fact for fact in glance.facts if "running text names" in plain(fact)]


def test_a_passage_for_one_party_is_in_no_other_document() -> None:
    brief = view(Deliverable(NAME, "en", Kind.TAILORED, "AAA", "brief"))
    assert "own-words" in blocks_in(view(VERSION))
    assert "own-words" not in {**blocks_in(view()), **blocks_in(brief)}
    assert [plain(row.shaped[0].spans) for row in table_in(brief).body_rows] == ["Atlantis"]


def test_what_a_recommendation_is_about_is_said_by_its_first_words() -> None:
    glance = view().glance
    assert isinstance(glance, GeneralGlanceView)
    assert [plain(line.summary)[:30] for line in glance.lines] == [
        "GEBF urges the authorities to ",
        "GEBF invites States that consi",
        "GEBF invites all Parties that ",
    ]


def test_a_long_text_begins_and_goes_on_with_an_ellipsis() -> None:
    spans = (Span("words", "Every "), Span("strong", spans=(Span("words", "ferry and every boat"),)))
    assert plain(beginning(spans, 12)) == "Every ferry…"
    assert beginning(spans, 26) == spans
    assert plain(beginning((Span("words", "To "), Span("whole-words", "Ruritania")), 6)) == "To …"


def test_a_list_in_a_box_names_no_pages_in_a_browser() -> None:
    page = view(Deliverable(NAME, "en", edition=Edition.HTML))
    (box,) = [one for one in _all(page) if isinstance(one, CalloutView)]
    (collected,) = [one for one in box.blocks if isinstance(one, CollectedView)]
    assert [entry.page for entry in collected.entries] == [()]


# Files


@pytest.mark.parametrize("owed", [GENERAL, VERSION])
def test_pages_for_a_browser_are_made_without_a_warning(owed: Deliverable, cache: Path, tmp_path: Path) -> None:
    page = Deliverable(owed.factsheet, owed.locale, owed.kind, owed.party, owed.profile, edition=Edition.HTML)
    (outcome,) = build(PROJECT, (page,), tmp_path, cache=cache, is_strict=True)
    assert (outcome.exit_code, outcome.diagnostics) == (ExitCode.DONE, ())


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["en", "ar-XB", "en-XA", "fr"])
def test_everything_is_made_without_a_warning(tag: str, cache: Path, tmp_path: Path) -> None:
    owed = _owed(tag)
    outcomes = list(build(PROJECT, owed, tmp_path, cache=cache, owed=owed, is_strict=True))
    assert [(one.file.name, one.diagnostics) for one in outcomes if one.exit_code is not ExitCode.DONE] == []
    assert not [d for one in outcomes for d in one.diagnostics if d.severity is not Severity.NOTE]
    judged = ("ferries-ruritania.pdf", "ferries-ruritania-FFF.pdf")
    assert validate(("ua1,3a", one.file) for one in outcomes if one.file.name in judged) == ""


def _owed(tag: str) -> tuple[Deliverable, ...]:
    """Return what the project owes in a locale; in a pseudo-locale what it owes in English."""
    owed = plan(PROJECT, Order(), load_common(PROJECT)).owed
    if tag in {"en", "fr"}:
        return tuple(one for one in owed if one.locale == tag)
    return tuple(replace(one, locale=tag) for one in owed if one.locale == "en" and one.profile != "brief")
