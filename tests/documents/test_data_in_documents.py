"""Tables made from data, values in texts, passages for some Parties: what each document says of them, and must not."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafting.draft_kinds import Draft, Sheet
from factsheet_builder.builds.drafts import Drafter, selection
from factsheet_builder.builds.fingerprints import parts_of
from factsheet_builder.builds.inputs import load_content
from factsheet_builder.documents.explanation import Reasons
from factsheet_builder.documents.selection import select
from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.languages.messages import messages_of_factsheet
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.views.block_views import BlockView, ParagraphView, SectionView
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.views.spans import plain
from factsheet_builder.views.table_views import TableView

INVENTED = Path(__file__).parents[1] / "fixtures" / "every-block"
SECRET = ("Atlantis alone is told", "that the version for Atlantis alone has", "t-of-atlantis", "t-secret")
"""Words and names of what is for Atlantis only."""


@cache
def draft(locale: str = "en", party: str = "", profile: str = "full", edition: str = "screen") -> Draft:
    return made(Project(INVENTED), locale, party, profile, edition)


def made(project: Project, locale: str, party: str = "", profile: str = "full", edition: str = "screen") -> Draft:
    kind = Kind.TAILORED if party else Kind.FACTSHEET
    owed = Deliverable("data-tables", locale, kind, party, profile if party else "", edition=Edition(edition))
    return Drafter(project).draft(owed)


def view(*arguments: str) -> DocumentView:
    sheet = draft(*arguments).made_from
    assert isinstance(sheet, Sheet)
    return sheet.view


def block(found: DocumentView, name: str) -> BlockView:
    return next(
        block
        for section in found.blocks
        if isinstance(section, SectionView)
        for block in section.blocks
        if block.id == name
    )


def table(name: str, *arguments: str) -> TableView:
    found = block(view(*arguments), name)
    assert isinstance(found, TableView)
    return found


def words(found: TableView) -> list[list[str]]:
    return [[plain(cell.spans) for cell in row.shaped] for row in found.body_rows]


def test_rows_are_sorted_by_the_names_and_totals_say_what_they_lack() -> None:
    found = table("t-by-name")
    assert words(found) == [
        ["Atlantis", "168.0", "12,034", "yes"],
        ["Islands of the Blest", "84.0", "1,200,450", "no"],
        ["Brobdingnag", "40.0", "987", "no"],
        ["Czechslavonia and the Northern Archipelagos", "12.5", "–", "–"],
        ["Erewhon", "0.0", "0", "yes"],
        ["Kingdom of Ruritania", "56.3", "45", "yes"],
        ["Total", "360.8", "1,213,516", "3 of 5"],
    ]
    assert [plain(line) for line in found.lines] == [
        "–: not known",
        "Not in the total of “Calls”, because not known: Czechslavonia and the Northern Archipelagos",
        "Source: A questionnaire that nobody answered",
    ]


def test_what_is_not_known_has_words_for_those_who_hear_it() -> None:
    cell = table("t-by-name").body_rows[3].shaped[2]
    assert [(span.kind, span.label) for span in cell.spans] == [("unknown", "not known")]


def test_groups_come_in_order_and_the_unknown_one_last() -> None:
    rows = table("t-by-sea").body_rows
    assert [plain(row.shaped[0].spans) for row in rows if row.kind == "group"] == [
        "Cold seas",
        "Warm seas",
        "Sea: not known",
    ]
    assert [plain(row.shaped[0].spans) for row in rows][1:4] == [
        "Islands of the Blest",
        "Kingdom of Ruritania",
        "Czechslavonia and the Northern Archipelagos",  # not known how busy: last
    ]


def test_groups_of_the_register_divide_rows_and_the_others_come_last() -> None:
    rows = table("t-by-group").body_rows
    assert [(row.kind, plain(row.shaped[0].spans)) for row in rows] == [
        ("group", "States by the sea"),
        ("", "Atlantis"),
        ("", "Brobdingnag"),
        ("", "Czechslavonia and the Northern Archipelagos"),
        ("group", "Other States"),
        ("", "Islands of the Blest"),
        ("", "Erewhon"),
        ("", "Kingdom of Ruritania"),
    ]


def test_decimals_stand_under_one_another() -> None:
    rows = table("t-by-sea").body_rows
    answered = {
        plain(row.shaped[4].spans): (row.shaped[4].lacks, row.shaped[4].lacks_mark) for row in rows if not row.kind
    }
    assert answered == {
        "66.66": (1, False),
        "0.004": (0, False),
        "–": (0, False),
        "98.5": (2, False),
        "7.25": (1, False),
        "100": (3, True),
    }


def test_a_locale_writes_numbers_days_and_order_its_way() -> None:
    german = table("t-all", "ar-XB")
    assert plain(german.body_rows[0].shaped[7].spans).replace("\u200f", "") == "31/12/1999"
    assert german.body_rows[2].shaped[8].spans[0].direction == "ltr"  # a number of a telephone is not turned round


def test_cells_below_several_headings_name_them() -> None:
    found = table("t-spans")
    heads = {cell.id: plain(cell.spans) for row in found.head_rows for cell in row}
    rows = {cell.id: plain(cell.spans) for row in found.body_rows for cell in row.shaped if cell.id}
    received = found.body_rows[1].shaped[2]
    assert [(heads | rows)[name] for name in received.headers.split()] == [
        "Warm seas",
        "Reports",
        "First cycle",
        "Received",
    ]
    assert [cell.scope for cell in found.head_rows[0]] == ["col", "col", "colgroup"]
    plain_table = table("t-by-name")
    assert not any(cell.headers for row in plain_table.body_rows for cell in row.shaped)


def test_tables_of_many_columns_find_room() -> None:
    assert [table(name).fit for name in ("t-by-name", "t-all", "t-twenty", "t-turned", "t-spans")] == [
        "",
        "wide turns",
        "wide turns",
        "landscape",
        "",
    ]


def test_values_stand_in_the_text() -> None:
    found = block(view(), "t-counts")
    assert isinstance(found, ParagraphView)
    assert plain(found.spans).startswith(
        "Of 6 Parties 3 have a helpline that is free of charge; of 1 it is not known. That of Atlantis is open 168.0 hours"
    )
    own = block(view("en", "CCC"), "t-of-two")
    assert [text.text for text in own.reading()][-2:] == [
        "The number of your line is 116 111.",
        "Your calls are not known.",
    ]


def test_a_row_of_the_party_is_marked_and_brief_keeps_it_alone() -> None:
    full, brief = table("t-by-name", "en", "AAA"), table("t-by-name", "en", "AAA", "brief")
    assert [(row.kind, row.shaped[0].flag) for row in full.body_rows if row.kind == "own"] == [("own", "this State")]
    assert words(brief) == [["Atlantis", "168.0", "12,034", "yes"]]
    assert not any(row.kind == "own" for row in table("t-by-name").body_rows)


def test_a_passage_for_one_party_is_in_its_version_and_says_so() -> None:
    found = block(view("en", "AAA"), "t-of-atlantis")
    assert isinstance(found, ParagraphView)
    assert found.flag == "only in the version for Atlantis"
    assert "“Line of the Deep” and is open 168.0 hours" in plain(found.spans)
    assert [note.number for note in view("en", "AAA").notes] == ["1", "2", "3", "4"]
    assert [note.number for note in view().notes] == ["1", "2", "3"]
    assert view("en", "BBB").notes == view().notes
    assert block(view("en", "AAA", "brief"), "t-of-atlantis") == found


OTHERS = (
    ("en",),
    ("ar-XB",),
    ("en", "", "", "html"),
    ("en", "BBB"),
    ("en", "BBB", "brief"),
    ("en", "BBB", "full", "html"),
    ("en", "CCC", "full", "large"),
)


@pytest.mark.parametrize("owed", OTHERS, ids=str)
def test_what_is_for_one_party_is_in_no_other_document(owed: tuple[str, ...]) -> None:
    """Everything that a document is made from is searched: its view, its data file, its warnings."""
    assert not [word for word in SECRET if word in repr(draft(*owed))]


def test_other_documents_of_others_have_none_of_it_either() -> None:
    drafter = Drafter(Project(INVENTED))
    for kind in (Kind.PACK, Kind.BILINGUAL):
        party = "BBB" if kind is Kind.PACK else ""
        locale = "en" if kind is Kind.PACK else "ar-XB"
        found = repr(drafter.draft(Deliverable("data-tables", locale, kind, party, "full" if party else "")))
        assert not [word for word in SECRET if word in found]


def test_its_own_documents_have_it() -> None:
    """The negative control of the two tests before: what they look for is found where it belongs."""
    assert [word for word in SECRET if word in repr(draft("en", "AAA"))] == list(SECRET)
    for code in ("AAA", "BBB"):
        pack = Drafter(Project(INVENTED)).draft(Deliverable("data-tables", "en", Kind.PACK, code, "full"))
        assert ("Atlantis alone" in repr(pack)) is False  # its tabs are deliverables of their own


def test_a_warning_about_a_passage_for_one_party_is_told_to_nobody_else(tmp_path: Path) -> None:
    shutil.copytree(INVENTED, tmp_path / "project")
    file = tmp_path / "project" / "data" / "factsheets" / "data-tables.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Atlantis alone is told", "[Atlantis alone](#) is told"), encoding="utf-8")
    project = Project(tmp_path / "project")
    told = {code: [problem.code for problem in made(project, "en", code).diagnostics] for code in ("", "AAA", "BBB")}
    assert told == {"": [], "AAA": ["link-without-target"], "BBB": []}


def test_a_changed_row_changes_only_what_prints_it(tmp_path: Path) -> None:
    shutil.copytree(INVENTED, tmp_path / "project")
    file = tmp_path / "project" / "data" / "tables" / "helplines.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(";168;", ";167;"), encoding="utf-8")
    project = Project(tmp_path / "project")
    changed = {}
    for party, profile in (("", ""), ("AAA", "brief"), ("BBB", "brief")):
        sheet, old = made(project, "en", party, profile).made_from, draft("en", party, profile).made_from
        assert isinstance(sheet, Sheet)
        assert isinstance(old, Sheet)
        before, after = parts_of(old.view), parts_of(sheet.view)
        changed[party] = sorted(name for name in after if after[name] != before[name])
    assert changed == {
        "": ["passage t-all", "passage t-by-group", "passage t-by-name", "passage t-counts"],
        "AAA": [
            "passage t-all",
            "passage t-by-group",
            "passage t-by-name",
            "passage t-counts",
            "passage t-of-atlantis",
        ],
        "BBB": [],
    }


def test_explain_names_the_data_and_whom_a_passage_is_for() -> None:
    content = load_content(Project(INVENTED), "data-tables")
    owner = content.common.register.by_code["AAA"]
    register = content.common.register
    decisions = select(content.sheet, owner, content.common.rules.profiles["full"], register).decisions
    lines = list(Reasons(content.sheet, content.common.register, owner).of_each(decisions))
    assert "Marked: paragraph t-of-atlantis is only for Atlantis." in lines
    assert "Left out: list t-of-two is not for Atlantis, only for others." in lines
    assert any(
        line.startswith("Marked: table t-by-name has a row of Atlantis, from data/tables/helplines") for line in lines
    )
    kept = {
        block.id
        for section in selection(content, owner, "brief").sheet.blocks
        for block in getattr(section, "blocks", ())
    }
    assert {"t-of-atlantis", "t-by-name"} <= kept
    assert "t-of-two" not in kept


def test_headings_and_texts_of_data_are_messages_each_once() -> None:
    sheet = load_content(Project(INVENTED), "data-tables").sheet
    found = {
        message.id: message.source for message in messages_of_factsheet(sheet) if message.id.startswith("data-tables.")
    }
    assert found["data-tables.helplines.hours.title"] == "Hours a week"
    assert sorted(words for name, words in found.items() if name.startswith("data-tables.helplines.sea.")) == [
        "Cold seas",
        "Sea",
        "Warm seas",
    ]
    assert found["data-tables.helplines.source"] == "A questionnaire that nobody answered"


FEW = """\
id: data-tables
short_title: Few
description: Invented for tests.
masthead: { title: FEW }
round: { id: round-9, parties: 5, adopted: 2028-02-29, recommendation_ids: "R[0-9]+" }
blocks:
  - { kind: paragraph, id: of-blest, text: "Of the Blest: {value:helplines.EEE.remark}." }
  - { kind: table, id: free, title: Free lines, rows_from: { table: helplines, columns: [free] } }
  - { kind: paragraph, for: [AAA], text: "Unheard of: {value:helplines.remark}, {value:helplines.CCC.number}." }
  - { kind: paragraph, for: [sea], id: of-some, text: "Of the sea." }
  - kind: figure
    id: drawn
    for: [AAA]
    title: A boat
    content: { kind: image, file: pictures/boats.svg, alternative: A boat of Atlantis }
"""


@pytest.fixture
def few(tmp_path: Path) -> Project:
    """A project whose factsheet prints little of its data, and some of that for some Parties only."""
    shutil.copytree(INVENTED, tmp_path / "project")
    (tmp_path / "project" / "data" / "factsheets" / "data-tables.yaml").write_text(FEW, encoding="utf-8")
    return Project(tmp_path / "project")


def test_a_data_file_has_no_cell_that_nothing_prints(few: Project) -> None:
    content = load_content(few, "data-tables")
    (table,) = content.text_for().data
    assert [column.key for column in table.columns] == ["free", "remark"]
    assert {row.party: row.values[1] for row in table.rows if row.values[1]} == {"EEE": "Answers in “three” languages"}
    assert [row.values[0] for row in table.rows] == ["yes", "no", None, "yes", "no", "yes"]
    assert content.text_for("AAA").data[0].value("CCC", "number") == "116 111"


def test_a_text_of_data_is_the_same_message_whichever_rows_a_document_has(few: Project) -> None:
    content = load_content(few, "data-tables")
    whole = {message.id for message in messages_of_factsheet(content.sheet)}
    for party in ("", "AAA", "BBB"):
        assert {message.id for message in messages_of_factsheet(content.text_for(party))} <= whole


def test_an_id_made_from_words_for_one_party_is_told_to_nobody_else(few: Project) -> None:
    told = {code: [problem.what for problem in made(few, "en", code).diagnostics] for code in ("", "AAA", "BBB")}
    assert told[""] == told["BBB"] == []
    assert len(told["AAA"]) == 1
    assert "unheard" in told["AAA"][0]


def test_a_doubt_about_what_a_picture_for_one_party_shows_is_told_to_nobody_else(few: Project) -> None:
    doubt = Diagnostic(Severity.WARNING, "stale", "“A boat of Atlantis”", "", Place(passage="drawn.alternative"))
    content = load_content(few, "data-tables")
    assert [bool(content.told_to(party, [doubt])) for party in ("", "AAA", "BBB")] == [False, True, False]


def test_a_passage_for_several_parties_does_not_claim_to_be_for_one(few: Project) -> None:
    sheet = made(few, "en", "BBB").made_from
    assert isinstance(sheet, Sheet)
    (found,) = [block for block in sheet.view.blocks if block.id == "of-some"]
    assert isinstance(found, ParagraphView)
    assert found.flag == "only in the versions for Brobdingnag and other States"
