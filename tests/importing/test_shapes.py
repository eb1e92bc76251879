"""Files that look otherwise: styles in other languages, looks in place of styles, numbers and notes typed by hand, Arabic."""

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK

from factsheet_builder.content.models import ListBlock, Paragraph, Recommendation, Section
from factsheet_builder.content.passages import blocks_of, passages_of
from factsheet_builder.importing.other_files.pasted_text import read_pasted
from tests.importing.chapters import Chapter, account, codes, drafted, sized

HEADINGS = ["Überschrift {}", "Titre {}", "Título {}", "Заголовок {}", "عنوان {}", "Nagłówek {}"]


def titles(sheet: object) -> list[str]:
    return [block.title for _, block in blocks_of(sheet) if isinstance(block, Section)]  # type: ignore[arg-type]


@pytest.mark.parametrize("style", HEADINGS)
def test_styles_of_other_languages_are_headings(style: str) -> None:
    chapter = Chapter()
    for level in (1, 2):
        chapter.style(style.format(level))
    chapter.text("Title", style="Title")
    for level, words in ((1, "One"), (2, "Below"), (1, "Two")):
        chapter.heading(words, style=style.format(level))
        chapter.text(f"Text of {words}.")
    sheet, text, _ = drafted(chapter.data())
    assert [block.title for block in sheet.blocks if isinstance(block, Section)] == ["One", "Two"]
    assert titles(sheet) == ["One", "Below", "Two"]
    assert "heading-by-look" not in codes(text)


def test_a_style_that_is_based_on_a_heading_is_one() -> None:
    chapter = Chapter()
    chapter.style("House head")
    chapter.document.styles["House head"].base_style = chapter.document.styles["Heading 1"]
    chapter.text("Title", style="Title")
    chapter.heading("One", style="House head")
    chapter.text("Text.")
    chapter.heading("Two", style="House head")
    chapter.text("Text.")
    assert titles(drafted(chapter.data())[0]) == ["One", "Two"]


def test_looks_stand_for_styles_where_there_are_none() -> None:
    chapter = Chapter()
    title = chapter.text("A chapter by hand")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    sized(title, 20)
    for size, words in ((14, "One"), (12, "Below"), (14, "Two")):
        sized(chapter.text(words), size)
        sized(chapter.text(f"Text of {words}, in letters of no weight."), 11, bold=False)
    sheet, text, _ = drafted(chapter.data())
    assert sheet.masthead.title == "A chapter by hand"
    assert [block.title for block in sheet.blocks if isinstance(block, Section)] == ["One", "Two"]
    assert codes(text).count("heading-by-look") == 3
    assert account(chapter.data()).is_even


def test_lists_that_were_typed_are_lists() -> None:
    chapter = Chapter()
    chapter.text("Title", style="Title")
    chapter.heading("Lists")
    for words in ("Aims:", "• first", "• second", "Steps:", "1. one", "2) two", "Kinds:", "(a) small", "(b) large"):
        chapter.text(words)
    chapter.text("Article 5, however, is no list; 3. stands in a sentence.")
    chapter.text("1. A number alone is no list.")
    sheet, _, _ = drafted(chapter.data())
    lists = [block for _, block in blocks_of(sheet) if isinstance(block, ListBlock)]
    assert [(block.marker, [item.text for item in block.items]) for block in lists] == [
        ("bullet", ["first", "second"]),
        ("decimal", ["one", "two"]),
        ("lower-alpha", ["small", "large"]),
    ]
    assert [block.text for _, block in blocks_of(sheet) if isinstance(block, Paragraph)][-1].startswith("1. A number")
    assert account(chapter.data()).is_even


def test_numbers_that_go_on_over_headings_are_those_of_paragraphs() -> None:
    chapter = Chapter()
    chapter.text("Observations", style="Title")
    for first, title in ((1, "A. Measures"), (3, "B. Concerns")):
        chapter.heading(title)
        for number in (first, first + 1):
            chapter.text(f"{number}. The Committee notes the measure {'abcd'[number - 1]}.")
    sheet, _, _ = drafted(chapter.data())
    found = [(block.number, block.text) for _, block in blocks_of(sheet) if isinstance(block, Paragraph)]
    assert found[2] == ("3.", "The Committee notes the measure c.")
    assert [number for number, _ in found] == ["1.", "2.", "3.", "4."]
    sections = [(block.number, block.title) for _, block in blocks_of(sheet) if isinstance(block, Section)]
    assert sections == [("A.", "Measures"), ("B.", "Concerns")]
    assert account(chapter.data()).is_even


def test_numbers_of_word_that_go_on_are_those_of_paragraphs_too() -> None:
    chapter = Chapter()
    chapter.text("Observations", style="Title")
    for title in ("Measures", "Concerns"):
        chapter.heading(title)
        chapter.text(f"The Committee notes {title.lower()}.", style="List Number")
    sheet, _, _ = drafted(chapter.data())
    assert [block.number for _, block in blocks_of(sheet) if isinstance(block, Paragraph)] == ["1.", "2."]
    assert account(chapter.data()).is_even


@pytest.mark.parametrize("is_small_digit", [False, True])
def test_notes_typed_by_hand_are_notes(is_small_digit: bool) -> None:
    chapter = Chapter()
    chapter.text("Title", style="Title")
    chapter.heading("Text")
    for words in ("A claim", "Another claim"):
        paragraph = chapter.text(words)
        number = "1" if words == "A claim" else "2"
        if is_small_digit:
            paragraph.add_run("¹²"[int(number) - 1])
        else:
            paragraph.add_run(number).font.superscript = True
        paragraph.add_run(" that goes on.")
    for number in ("1", "2"):
        paragraph = chapter.text()
        if is_small_digit:
            paragraph.add_run("¹²"[int(number) - 1])
        else:
            paragraph.add_run(number).font.superscript = True
        paragraph.add_run(f" See page {number}0.")
    sheet, text, _ = drafted(chapter.data())
    assert [getattr(note, "text", "") for note in sheet.notes] == ["See page 10.", "See page 20."]
    texts = [passage.text for passage in passages_of(sheet)]
    assert f"A claim[^{sheet.notes[0].id}] that goes on." in texts
    assert codes(text).count("typed-note") == 2
    assert account(chapter.data()).is_even


def test_soft_returns_divide_items_and_nothing_else() -> None:
    chapter = Chapter()
    chapter.text("Title", style="Title")
    chapter.heading("Text")
    for lines in (("An address", "in two lines"), ("Aims:", "– first;", "– second.")):
        paragraph = chapter.text()
        for index, line in enumerate(lines):
            if index:
                paragraph.add_run().add_break(WD_BREAK.LINE)
            paragraph.add_run(line)
    sheet, _, _ = drafted(chapter.data())
    texts = [passage.text for passage in passages_of(sheet)]
    assert texts == ["Text", "An address in two lines", "Aims:", "first;", "second."]
    assert account(chapter.data()).is_even


def test_hyphens_and_smart_tags_keep_their_words() -> None:
    chapter = Chapter()
    chapter.text("Title", style="Title")
    chapter.heading("Text")
    tag = '<w:smartTag w:uri="u" w:element="place"><w:r><w:t>Malta</w:t></w:r></w:smartTag>'
    chapter.xml(
        chapter.text(),
        f"<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known is</w:t><w:softHyphen/><w:t>land</w:t></w:r>{tag}",
    )
    sheet, _, _ = drafted(chapter.data())
    assert [passage.text for passage in passages_of(sheet)][1] == "well\u2011known islandMalta"
    assert account(chapter.data()).is_even


def test_a_chapter_in_arabic_keeps_its_words() -> None:
    chapter = Chapter()
    chapter.text("تقرير عن التدابير", style="Title")
    chapter.heading("مقدمة")
    paragraph = chapter.text("اتخذت الدول ")
    run = "<w:r><w:rPr>{}<w:rtl/></w:rPr><w:t>{}</w:t></w:r>"
    chapter.xml(
        paragraph,
        run.format("<w:bCs/>", "تدابير") + run.format("", " مختلفة."),
    )
    sheet, _, _ = drafted(chapter.data())
    assert sheet.masthead.title == "تقرير عن التدابير"
    (section,) = sheet.blocks
    assert section.id == "mqdmt"
    assert [passage.text for passage in passages_of(sheet)] == ["مقدمة", "اتخذت الدول **تدابير** مختلفة."]
    assert account(chapter.data()).is_even


def test_pasted_text_is_content_too() -> None:
    words = """Sample measures
===

# Introduction

All Parties
have measures.[^1]

- one
- two

# Recommendations

The Committee **requests** all Parties to **rest**.

[^1]: See [page](https://example.org).
"""
    text = read_pasted(words.replace("Sample measures\n===\n", "").encode(), "pasted.txt")
    sheet, text, _ = drafted(text)
    assert titles(sheet) == ["Introduction", "Recommendations"]
    (found,) = [block for _, block in blocks_of(sheet) if isinstance(block, Recommendation)]
    assert found.urgency == "request"
    assert getattr(sheet.notes[0], "text", "") == "See [page](https://example.org)."
    assert {"title", "chapter", "recommendation-without-number"} <= set(codes(text))
    assert account(read_pasted(words.encode(), "pasted.txt")).is_even
