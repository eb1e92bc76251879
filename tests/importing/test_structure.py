"""A chapter with styles of Word becomes sections, lists, articles, practices, recommendations, tables, pictures and notes."""

import io

import pytest
from PIL import Image as Pillow

from factsheet_builder.content.models import (
    Figure,
    Image,
    ListBlock,
    NamedInNote,
    NamedInSentence,
    OpenPhrase,
    Paragraph,
    PartyListNote,
    Practice,
    Provision,
    Recommendation,
    Section,
    Table,
    TableCell,
    TextNote,
    UnavailableData,
    UpdateNote,
)
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.reading.id_making import IdMaker, slug
from factsheet_builder.importing.drafting import Asked, draft_factsheet
from factsheet_builder.importing.party_lists import PartyNames
from factsheet_builder.importing.pieces import Ledger, Run
from factsheet_builder.importing.prose_writing import to_prose
from factsheet_builder.importing.siblings import facts_of
from tests.importing.chapters import REGISTER, SIBLING, Chapter, codes, drafted, small_chapter


def test_a_chapter_has_its_parts() -> None:
    sheet, text, _ = drafted(small_chapter())
    blocks = {block.id: block for _, block in blocks_of(sheet)}
    assert (sheet.chapter, sheet.masthead.label, sheet.masthead.title) == ("III", "FACTSHEET –", "SAMPLE MEASURES")
    assert (sheet.masthead.lead_in, sheet.short_title) == ("Monitoring findings on:", "Sample measures")
    assert [block.title for block in sheet.blocks if isinstance(block, Section)] == [
        "Introduction",
        "What the Convention says",
    ]
    items = blocks["list-measures-one-kind"]
    assert isinstance(items, ListBlock)
    assert [item.text for item in items.items] == ["measures of one kind;", "measures of another kind."]
    article = blocks["article-7"]
    assert isinstance(article, Provision)
    assert (article.label, article.title, article.instrument) == (
        "Article 7",
        "Sample obligations",
        "lanzarote-convention",
    )
    assert [(part.number, part.items) for part in article.paragraphs] == [("1.", ("the first of them;",)), ("2.", ())]
    practice = blocks["practice-malta"]
    assert isinstance(practice, Practice)
    assert practice.party == "MLT"
    table = blocks["table"]
    assert isinstance(table, Table)
    assert (table.columns, table.rows[1].heading, table.rows[1].cells) == (
        ("Measure", "2021", "2022"),
        "Shelves",
        ("1", "–"),
    )
    assert codes(text) == ["no-title", "empty-cell"]


def test_recommendations_say_who_is_addressed_and_how_urgently() -> None:
    sheet, _, _ = drafted(small_chapter())
    found = [block for _, block in blocks_of(sheet) if isinstance(block, Recommendation)]
    assert [(block.id, block.urgency) for block in found] == [
        ("III-1", "require"),
        ("III-2", "invite"),
        ("III-3", "request"),
    ]
    assert [block.addressees for block in found] == [
        NamedInNote(kind="note", note="iii-1-parties"),
        OpenPhrase(kind="open", phrase="all Parties that are not already doing so"),
        NamedInSentence(kind="sentence", parties=("HRV", "MLT", "UKR")),
    ]
    assert found[2].text == "The Committee **requests** {addressees} to count them.[^iii-3-id]"
    notes = sheet.note_by_id
    assert notes["iii-1-parties"] == PartyListNote(
        kind="parties", id="iii-1-parties", parties=("ALB", "BIH", "NLD", "MDA")
    )
    assert isinstance(notes["iii-1-id"], TextNote)


def test_a_recommendation_without_a_number_is_named() -> None:
    _, text, yaml = drafted(small_chapter(lambda chapter: chapter.text("It ", "**invites**", " all Parties to rest.")))
    assert "recommendation-without-number" in codes(text)
    assert "# Paragraph 21: The file gives no number to the recommendation" in yaml
    assert "id: III-4" in yaml


def test_a_note_that_corrects_a_list_is_an_update() -> None:
    def change(chapter: Chapter) -> None:
        chapter.text(
            "It ", "**requires**", " Parties that are not already doing so", "[^Albania and Malta.]", " to rest.",
            "[^Recommendation III-4.]",
            "[^Since then the Committee was told that Malta is in line with recommendation III-4 in every respect.]",
        )  # fmt: skip

    sheet, text, _ = drafted(small_chapter(change))
    update = next(note for note in sheet.notes if isinstance(note, UpdateNote))
    assert (update.party, update.recommendation) == ("MLT", "III-4")
    assert "update" in codes(text)


def test_a_list_with_a_name_that_nobody_knows_stays_words() -> None:
    change = "[^Albania, Ruritania, Malta and Austria.]"
    sheet, text, _ = drafted(small_chapter(lambda chapter: chapter.text("Some", change, " rest.")))
    assert "Albania, Ruritania, Malta and Austria." in [getattr(note, "text", "") for note in sheet.notes]
    assert any("“Ruritania”" in odd.what for odd in text.ledger.oddities)


def spanned(chapter: Chapter, first: tuple[int, int], last: tuple[int, int]) -> None:
    table = chapter.document.add_table(rows=4, cols=3)
    for row in range(4):
        for column in range(3):
            table.cell(row, column).text = f"{row}.{column}"
    merged = table.cell(*first).merge(table.cell(*last))
    merged.text = "merged"


@pytest.mark.parametrize(
    ("first", "last", "head", "rows"),
    [
        ((0, 1), (0, 2), ("0.0", {"text": "merged", "columns": 2}), 3),
        ((0, 0), (1, 0), ({"text": "merged", "rows": 2}, "0.1", "0.2"), 2),
    ],
)
def test_merged_headings_are_kept(first: tuple[int, int], last: tuple[int, int], head: object, rows: int) -> None:
    sheet, _, _ = drafted(small_chapter(lambda chapter: spanned(chapter, first, last)))
    (*_, table) = [block for _, block in blocks_of(sheet) if isinstance(block, Table)]
    assert table.model_dump(mode="json", exclude_defaults=True)["head"][0] == list(head)  # type: ignore[call-overload]
    assert len(table.rows) == rows


def test_merged_cells_of_rows_are_kept() -> None:
    sheet, text, _ = drafted(small_chapter(lambda chapter: spanned(chapter, (1, 0), (2, 0))))
    (*_, table) = [block for _, block in blocks_of(sheet) if isinstance(block, Table)]
    assert table.columns == ("0.0", "0.1", "0.2")
    assert table.rows[0].heading == TableCell(text="merged", rows=2)
    assert (table.rows[1].heading, table.rows[1].cells) == (None, ("2.1", "2.2"))
    assert "merged-cell" not in codes(text)


def test_cells_merged_over_headings_and_rows_are_named() -> None:
    def change(chapter: Chapter) -> None:
        spanned(chapter, (0, 0), (3, 0))

    sheet, text, _ = drafted(small_chapter(change))
    assert "merged-cell" in codes(text)
    (*_, table) = [block for _, block in blocks_of(sheet) if isinstance(block, Table)]
    assert table.columns == ("merged", "0.1", "0.2")


def test_lists_stand_in_lists() -> None:
    def change(chapter: Chapter) -> None:
        chapter.heading("Lists")
        for words, style in (("one", ""), ("inner", " 2"), ("two", "")):
            chapter.text(words, style=f"List Number{style}")

    sheet, _, _ = drafted(small_chapter(change))
    blocks = [block for _, block in blocks_of(sheet) if isinstance(block, ListBlock)]
    assert blocks[1].marker == "decimal"
    assert sum(len(block.items) for block in blocks[1:]) == 3


def test_a_heading_over_nothing_is_a_figure_without_data() -> None:
    sheet, text, _ = drafted(small_chapter(lambda chapter: chapter.heading("Parties on a map")))
    (_, figure) = list(blocks_of(sheet))[-1]
    assert isinstance(figure, Figure)
    assert isinstance(figure.content, UnavailableData)
    assert codes(text)[-1] == "empty-section"


def test_pictures_become_files_beside_the_content() -> None:
    stream = io.BytesIO()
    Pillow.new("RGB", (4, 3), "navy").save(stream, "PNG")

    def change(chapter: Chapter) -> None:
        chapter.document.add_picture(io.BytesIO(stream.getvalue()))
        chapter.document.add_paragraph("Drawers by year", style="Caption")

    sheet, text, _ = drafted(small_chapter(change))
    (_, figure) = list(blocks_of(sheet))[-1]
    assert isinstance(figure, Figure)
    assert figure.title == "Drawers by year"
    assert isinstance(figure.content, Image)
    draft = draft_factsheet(text, facts_of(SIBLING), REGISTER, Asked("samples"))
    assert draft.files == {figure.content.file: stream.getvalue()}
    assert "no-alternative" in codes(text)


def test_links_keep_their_address_and_refuse_those_that_nobody_can_follow() -> None:
    def change(chapter: Chapter) -> None:
        for target in ("https://example.org/a(b)", "javascript:alert(1)"):
            paragraph = chapter.text("See ")
            name = chapter.document.part.relate_to(
                target,
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
                is_external=True,
            )
            chapter.xml(paragraph, f'<w:hyperlink r:id="{name}"><w:r><w:t>this page</w:t></w:r></w:hyperlink>')

    sheet, text, _ = drafted(small_chapter(change))
    said = [block.text for _, block in blocks_of(sheet) if isinstance(block, Paragraph)][-2:]
    assert said == ["See [this page](https://example.org/a%28b%29)", "See [this page](#)"]
    assert "link-scheme" in codes(text)


@pytest.mark.parametrize(
    ("runs", "prose"),
    [
        ([Run("a "), Run(" b ", is_bold=True), Run("c")], "a **b** c"),
        ([Run("a", is_bold=True, is_italic=True), Run("b", is_bold=True)], "***a*b**"),
        ([Run("pre"), Run("fix", is_bold=True), Run("ed")], "pre**fix**ed"),
        ([Run("x*y_z[1]{2}\\")], r"x\*y\_z\[1\]\{2\}\\"),
        ([Run("so", address="#"), Run("", note="1"), Run(" on", address="#"), Run(".")], "[so on](#)[^n]."),
        ([Run("line\nbreak  and   spaces")], "line break and spaces"),
    ],
)
def test_looks_become_marks_that_are_read_back(runs: list[Run], prose: str) -> None:
    assert to_prose(runs, {"1": "n"}, Ledger(), 1) == prose


def test_a_mark_that_cannot_stand_is_dropped_and_named() -> None:
    ledger = Ledger()
    assert to_prose([Run("a"), Run("“b”", is_bold=True), Run("c")], {}, ledger, 3) == "a“b”c"
    assert [(odd.code, odd.number) for odd in ledger.oddities] == [("look", 3)]


def test_ids_come_from_words_and_are_free() -> None:
    ids = IdMaker()
    assert slug("The Committee’s report, of 2022!") == "committees-report-2022"
    assert [ids.make("General remarks", "section") for _ in range(2)] == ["general-remarks", "general-remarks-2"]
    assert ids.make("Загальні зауваження", "section") == "zagalni-zauvazenna"
    assert ids.make("…", "section") == "section-1"
    assert ids.make("Note taking", "section") == "section-note-taking"
    assert ids.make("Contents", "section") == "contents-2"


def test_lists_of_parties_are_read_whole() -> None:
    names = PartyNames(REGISTER)
    assert names.listed("Albania, Bosnia and Herzegovina, and the Slovak Republic.") == ("ALB", "BIH", "SVK")
    assert names.listed("Albania is in line.") == ()
    assert names.strangers("Albania, Malta and Ruritania.") == ("Ruritania",)
    assert names.is_twice("Malta, Albania and Malta")
