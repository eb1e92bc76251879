"""Every word that comes in is accounted for, and whatever is not understood is named with its paragraph."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement

from factsheet_builder.content.passages import passages_of
from factsheet_builder.importing.word_balance import balance
from tests.importing.chapters import Chapter, account, codes, drafted, small_chapter
from tests.languages.exchange.word.word_files import with_part

RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def added(words: str) -> Callable[[Chapter], object]:
    return lambda chapter: chapter.xml(chapter.text("Before "), words)


def cells(chapter: Chapter) -> None:
    table = chapter.document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide head"
    table.cell(1, 0).text = "row"
    table.cell(1, 2).add_table(1, 1).cell(0, 0).text = "nested words"


def contents(chapter: Chapter) -> None:
    chapter.xml(chapter.text(), FIELD.format("TOC \\o", RUN.format("Introduction 3")))


def noted_again(chapter: Chapter) -> None:
    paragraph = chapter.text("Once")
    chapter.xml(paragraph, '<w:bookmarkStart w:id="9" w:name="_RefN"/>')
    chapter.note(paragraph, "A note that is called twice in a text of some length, so that it glosses.")
    chapter.xml(paragraph, '<w:bookmarkEnd w:id="9"/>')
    chapter.xml(chapter.text("and again"), FIELD.format("NOTEREF _RefN \\h", RUN.format("2")))


def at_the_edge(chapter: Chapter) -> None:
    chapter.document.sections[0].header.paragraphs[0].text = "Draft for comments"


def commented(chapter: Chapter) -> None:
    paragraph = chapter.text("Something to discuss.")
    chapter.document.add_comment(paragraph.runs, text="Is that so?", author="A. Judge")


def deleted_row(chapter: Chapter) -> None:
    table = chapter.document.add_table(rows=3, cols=2)
    for row, word in enumerate(("head", "kept", "struck")):
        table.cell(row, 0).text, table.cell(row, 1).text = word, f"{word} too"
    properties = table.rows[2]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:del"))


def framed(chapter: Chapter) -> None:
    chapter.document.add_table(1, 1).cell(0, 0).text = "framed words"


BOX = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
ODD = {
    "text-box": (added(BOX.format(RUN.format("words in a box"))), "words in a box", True),
    "tracked": (added(f"<w:ins>{RUN.format('inserted words')}</w:ins>"), "inserted words", True),
    "tracked (deleted)": (
        added("<w:del><w:r><w:delText>struck words</w:delText></w:r></w:del>"),
        "struck words",
        False,
    ),
    "tracked (moved)": (added(f"<w:moveFrom>{RUN.format('moved words')}</w:moveFrom>"), "moved words", False),
    "tracked (row)": (deleted_row, "struck too", False),
    "hidden": (added("<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret words</w:t></w:r>"), "secret words", False),
    "formula": (added("<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>"), "E=mc", True),
    "field": (added(FIELD.format("REF _Ref1 \\h", RUN.format("paragraph 12"))), "paragraph 12", True),
    "field (simple)": (added(f'<w:fldSimple w:instr=" DATE ">{RUN.format("1 May")}</w:fldSimple>'), "1 May", True),
    "symbol": (added('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'), "", True),
    "nested-table": (cells, "nested words", True),
    "contents": (contents, "Introduction 3", False),
    "note-again": (noted_again, "", True),
    "header": (at_the_edge, "Draft for comments", False),
    "comment": (commented, "Is that so", False),
    "raised": (added('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>of th</w:t></w:r>'), "of th", True),
    "drawing": (added("<w:r><w:drawing/></w:r>"), "", True),
    "hidden-character": (added(RUN.format("ab\u202ecd")), "abcd", True),
    "dash": (added(RUN.format("include: –the first of them")), "include: –the first", True),
    "lost-letter": (added(RUN.format("caf\ufffd bar")), "caf?", True),
    "frame": (framed, "framed words", True),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_named_and_its_words_are_accounted_for(name: str) -> None:
    change, words, is_kept = ODD[name]
    sheet, text, yaml = drafted(small_chapter(change))
    code = name.partition(" ")[0]
    odd = next(odd for odd in text.ledger.oddities if odd.code == code)
    assert odd.number or code == "header"
    assert str(odd.diagnostic("a.docx")).startswith("a.docx")
    said = " ".join(passage.text for passage in passages_of(sheet))
    assert (words in said) is is_kept or not words
    assert f"({code})" in re.sub(r"\s*\n\s*#\s*", " ", yaml)
    found = balance(text.words, sheet, text.ledger)
    assert found.is_even, list(found.lines())


def test_a_chapter_without_anything_odd_is_even() -> None:
    found = account(small_chapter())
    assert found.is_even
    assert next(iter(found.lines())) == f"words in: {found.came}"
    assert found.came - sum(found.aside.values()) + sum(found.added.values()) == found.went


def test_a_word_that_is_lost_is_seen() -> None:
    sheet, text, _ = drafted(small_chapter())
    found = balance(text.words + Counter(["lost"]), sheet, text.ledger)
    assert (found.is_even, found.lost, found.gained) == (False, Counter(["lost"]), Counter())
    assert "  − 1 not accounted for: “lost”" in found.lines()
    masthead = sheet.masthead.model_copy(update={"theme": "Words that nobody wrote"})
    found = balance(text.words, sheet.model_copy(update={"masthead": masthead}), text.ledger)
    assert "nobody" in found.gained


def test_a_note_that_is_called_twice_is_one_note() -> None:
    sheet, _, _ = drafted(small_chapter(noted_again))
    texts = [passage.text for passage in passages_of(sheet)]
    (note,) = [note.id for note in sheet.notes if getattr(note, "text", "").startswith("A note that is called twice")]
    assert [text for text in texts if f"[^{note}]" in text] == [f"Once[^{note}]", f"and again[^{note}]"]


def test_a_note_that_nothing_calls_is_named() -> None:
    note = f'<w:footnote w:id="77"><w:p>{RUN.format("Nobody calls me")}</w:p></w:footnote></w:footnotes>'.encode()
    data = with_part(small_chapter(), "word/footnotes.xml", lambda part: part.replace(b"</w:footnotes>", note))
    assert "uncalled-note" in codes(drafted(data)[1])
    assert account(data).is_even


def test_a_call_in_a_heading_moves_into_the_text() -> None:
    def change(chapter: Chapter) -> None:
        chapter.note(
            chapter.heading("With a note"), "What the heading is about, in a sentence or two at the very least."
        )
        chapter.text("The text.")

    sheet, text, _ = drafted(small_chapter(change))
    assert [passage.text for passage in passages_of(sheet) if passage.text.startswith("The text.[^")]
    assert "note-in-heading" in codes(text)


def test_bold_by_style_is_bold() -> None:
    def change(chapter: Chapter) -> None:
        chapter.document.styles.add_style("Fett", WD_STYLE_TYPE.CHARACTER).font.bold = True
        run = chapter.text("In ").add_run("Malta")
        run.style = chapter.document.styles["Fett"]

    sheet, text, _ = drafted(small_chapter(change))
    assert text.words["Malta"] == 3
    assert [passage.text for passage in passages_of(sheet) if passage.text == "In **Malta**"]
