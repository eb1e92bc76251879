"""A Word file as reviewers send it back: what is taken, what is refused with its reason, what is kept of comments."""

import io
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date

import docx
import pytest

from factsheet_builder.errors import ContentError
from factsheet_builder.languages.catalogs import Catalog, entries, po_bytes
from factsheet_builder.languages.exchange.formats import read_file, write_file
from factsheet_builder.languages.exchange.intake import Answer, Verdict
from factsheet_builder.languages.exchange.returned import Format
from factsheet_builder.languages.exchange.units import kinds_of, units_of
from factsheet_builder.languages.exchange.word.word_remarks import lost_remarks
from factsheet_builder.languages.keeping.merging import merge
from factsheet_builder.languages.reviews import Review, State
from tests.languages.exchange.samples import DOMAINS, GOOD, NAMES, PLAIN, TEXT, TITLE, answer, catalogs, received, sent
from tests.languages.exchange.word.word_files import (
    DOCUMENT,
    Node,
    W,
    cell_of,
    edited,
    fill,
    node,
    parts_of,
    row_of,
    run,
    with_part,
    with_target,
    without_digests,
)

KEY, NAMED = "some-chapter/p.1", "some-chapter/VI-1.text"
HELD = catalogs(GOOD)
SENT = sent(Format.DOCX, HELD)
BOLD = "<w:b/><w:bCs/>"
WHOLE = (
    run("Комітет&lt;n2/&gt; ") + run("вимагає", BOLD) + run("&lt;n1/&gt; від усіх читати &lt;a1&gt;")
    + run("доповідь", "<w:i/>") + run("&lt;/a1&gt; і ") + run("усе", "<w:i/>") + run(".")
)  # fmt: skip


def test_a_changed_cell_is_taken() -> None:
    intake = received(with_target(SENT, KEY, run("Лише ") + run("слова.")), HELD)
    assert [one.key for one in intake.answers if one.verdict is Verdict.TAKEN] == [KEY]
    assert intake.catalogs["some-chapter"].of(PLAIN).text == "Лише слова."
    assert answer(intake, PLAIN).place.line == 3, "the number of the row"


def test_codes_are_read_from_looks_and_words() -> None:
    intake = received(with_target(SENT, NAMED, WHOLE), HELD)
    taken = answer(intake, TEXT)
    assert (taken.verdict, taken.reason) == (Verdict.TAKEN, "")
    assert taken.text == "Комітет<n2/> <b>вимагає</b><n1/> від усіх читати <a1><i>доповідь</i></a1> і <i>усе</i>."


@pytest.mark.parametrize("written", [
    f'<w:ins w:id="1">{run("Лише слова.")}</w:ins><w:del w:id="2"><w:r><w:delText>Самі</w:delText></w:r></w:del>',
    f'<w:hyperlink>{run("Лише")}</w:hyperlink><w:bookmarkStart w:id="7" w:name="x"/>{run(" слова.")}<w:proofErr/>',
    f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Лише слова.')}</w:sdtContent></w:sdt>",
    f"<w:moveFrom>{run('Самі')}</w:moveFrom><w:moveTo>{run('Лише слова.')}</w:moveTo>",
    "<w:r><w:t>Лише</w:t><w:br/><w:lastRenderedPageBreak/><w:t>слова.</w:t></w:r>",
    f"{run('Лише', '<w:b w:val=' + chr(34) + '0' + chr(34) + '/>')}{run(' слова.  ')}",
])  # fmt: skip
def test_what_word_writes_is_read(written: str) -> None:
    assert answer(received(with_target(SENT, KEY, written), HELD), PLAIN).text == "Лише слова."


def test_paragraphs_of_a_cell_are_one_text() -> None:
    assert answer(received(with_target(SENT, KEY, run("Лише"), run("слова.")), HELD), PLAIN).text == "Лише слова."


def test_letters_from_right_to_left_have_a_bold_of_their_own() -> None:
    text = WHOLE.replace(BOLD, "<w:rtl/><w:bCs/>")
    assert answer(received(with_target(SENT, NAMED, text), HELD), TEXT).verdict is Verdict.TAKEN
    text = WHOLE.replace(BOLD, "<w:rtl/><w:b/>")
    assert answer(received(with_target(SENT, NAMED, text), HELD), TEXT).code == "codes"


def test_a_style_of_letters_is_looked_up() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="S1"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="S2"><w:basedOn w:val="S1"/></w:style>'
        '<w:style w:type="character" w:styleId="S3"><w:basedOn w:val="S3"/></w:style>'
    )
    text = WHOLE.replace(BOLD, '<w:rStyle w:val="S2"/>')
    data = with_part(
        SENT, "word/styles.xml", lambda part: part.replace(b"</w:styles>", f"{styles}</w:styles>".encode())
    )
    assert answer(received(with_target(data, NAMED, text), HELD), TEXT).verdict is Verdict.TAKEN
    assert answer(received(with_target(SENT, NAMED, text), HELD), TEXT).code == "codes"


@pytest.mark.parametrize(("written", "code", "says"), [
    (run("Слова ") + run("жирні", BOLD), "codes", "<b> is not in the source"),
    (run("Слова &lt;n1/&gt;"), "codes", "<n1/> is not in the source"),
    (run("Слова\u202e"), "character", "right-to-left override"),
    (run("Слова") + run("таємні", "<w:vanish/>"), "codes", "hidden"),
    (run("Слова") + "<w:r><w:drawing/></w:r>", "codes", "a picture"),
    (run("Слова") + '<w:r><w:footnoteReference w:id="2"/></w:r>', "codes", "a footnote of Word"),
    (run("Слова") + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', "codes", "a symbol"),
])  # fmt: skip
def test_what_a_translation_cannot_have_is_refused(written: str, code: str, says: str) -> None:
    refused = answer(received(with_target(SENT, KEY, written), HELD), PLAIN)
    assert (refused.verdict, refused.code) == (Verdict.REFUSED, code)
    assert says in refused.reason
    assert refused.remedy


def test_refusals_are_those_of_other_formats() -> None:
    changed = with_target(SENT, KEY, run("Нові слова."))
    english = edited(changed, lambda root: fill(cell_of(root, KEY, 1), run("Other words.")))
    assert answer(received(english, HELD), PLAIN).code == "source-edited"
    domains = {**DOMAINS, "some-chapter": (TITLE, replace(PLAIN, source="New words.", prose="New words."))}
    assert answer(received(changed, catalogs(GOOD), domains), PLAIN).code == "source-changed"
    assert answer(received(changed, catalogs({**GOOD, PLAIN: ("Інші слова.",)})), PLAIN).code == "conflict"
    locked = with_target(SENT, "some-chapter/article-4.1", run("Кожна Сторона"))
    (refused,) = [one for one in received(locked, HELD).answers if one.code]
    assert refused.code == "locked"
    label = with_target(SENT, next(a.key for a in received(SENT, HELD).answers if "{party" in a.text), run("Без назви"))
    assert answer(received(label, HELD), NAMES).code == "placeholder"


def test_rows_that_are_doubled_or_unknown_or_merged_are_refused() -> None:
    def twice(root: Node) -> None:
        row_of(root, KEY).addnext(deepcopy(row_of(root, KEY)))

    assert {one.code for one in received(edited(SENT, twice), HELD).answers if one.key == KEY} == {"duplicate"}
    unknown = with_part(SENT, DOCUMENT, lambda part: part.replace(b"/masthead.title<", b"/masthead.gone<"))
    assert not any(one.code for one in received(unknown, HELD).answers), "nothing new in it"
    unknown = with_target(unknown, "some-chapter/masthead.gone", run("Слова"))
    assert answer(received(unknown, HELD), TITLE).verdict is Verdict.TAKEN, "it is known by its English"
    unknown = edited(unknown, lambda root: fill(cell_of(root, "some-chapter/masthead.gone", 1), run("Another title")))
    assert [one.code for one in received(unknown, HELD).answers if one.code] == ["unknown-id"]
    merged = edited(SENT, lambda root: row_of(root, KEY).remove(cell_of(root, KEY, 3)))
    assert "has 3 cells instead of 4" in answer(received(merged, HELD), PLAIN).reason
    nameless = edited(SENT, lambda root: fill(cell_of(root, KEY, 0), run("3")))
    assert [one.code for one in received(nameless, HELD).answers if one.code] == ["unknown-id"]


def test_a_deleted_row_is_none() -> None:
    deleted = edited(SENT, lambda root: row_of(root, KEY).insert(0, node("<w:trPr><w:del/></w:trPr>")))
    assert KEY not in [one.key for one in received(deleted, HELD).answers]


def test_the_id_alone_is_enough() -> None:
    data = without_digests(with_target(SENT, KEY, run("Лише слова.")))
    assert answer(received(data, HELD), PLAIN).verdict is Verdict.TAKEN
    english = edited(data, lambda root: fill(cell_of(root, KEY, 1), run("Other words.")))
    assert answer(received(english, HELD), PLAIN).code == "source-changed"


def test_the_state_is_the_one_that_somebody_writes() -> None:
    def written(words: str, held: Mapping[str, Catalog]) -> Answer:
        data = edited(sent(Format.DOCX, held), lambda root: fill(cell_of(root, KEY, 3), run(words)))
        return answer(received(data, held), PLAIN)

    stale = catalogs(GOOD, {PLAIN: State.STALE})
    assert written("reviewed", stale).state is State.REVIEWED
    assert written("Translated ", stale).state is State.TRANSLATED
    named = written("Reviewed by A. Judge, 2026-11-29", stale)
    assert named.review == Review(State.REVIEWED, "A. Judge", date(2026, 11, 29))
    assert written("stale", stale).verdict is Verdict.UNCHANGED
    assert "is no state" in written("good", stale).reason
    changed = received(with_target(sent(Format.DOCX, stale), KEY, run("Лише слова.")), stale)
    assert answer(changed, PLAIN).state is State.TRANSLATED, "a stale one that was changed is no longer stale"


def commented(data: bytes, *remarks: tuple[str, str, str]) -> bytes:
    """Return the file with comments at rows, as Word's own are: key, author, words."""
    document = docx.Document(io.BytesIO(data))
    for key, author, words in remarks:
        rows = [row for table in document.tables for row in table.rows if key in row.cells[0].text.split()]
        place = rows[0].cells[1].paragraphs[0].runs if rows else document.paragraphs[1].runs
        document.add_comment(place, words, author, "X")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def remarks_of(catalog: Catalog, key: str) -> list[str]:
    (found,) = [entry for entry in entries(catalog.po) if entry.context == key]
    return list(found.user_comments)


def test_comments_are_kept_as_remarks_and_only_once() -> None:
    intake = received(commented(SENT, (KEY, "A. Judge", "Is this\nright?"), (KEY, "", "Yes.")), HELD)
    assert (intake.remarks, intake.count(Verdict.TAKEN)) == (1, 0)
    first, second = remarks_of(intake.catalogs["some-chapter"], "p.1")
    assert first.startswith("A. Judge, 20")
    assert first.endswith(": Is this right?")
    assert second.startswith("Word, ")
    held = {**HELD, **intake.catalogs}
    again = sent(Format.DOCX, held)
    assert again == sent(Format.DOCX, held), "no day of the making in comments either"
    assert not received(again, held).catalogs
    more = received(commented(again, (KEY, "B", "No.")), held)
    assert len(remarks_of(more.catalogs["some-chapter"], "p.1")) == 3


def test_a_remark_on_what_is_not_translated_survives_an_update() -> None:
    held = catalogs({})
    intake = received(commented(sent(Format.DOCX, held), (KEY, "A", "What is meant?")), held)
    catalog = merge(intake.catalogs["some-chapter"], DOMAINS["some-chapter"])
    assert b"What is meant?" in po_bytes(catalog.po)


def test_no_comment_makes_a_review() -> None:
    """Not even one that pretends to have been in the catalog."""
    intake = received(commented(SENT, (KEY, "Catalog", "state: approved by A. Judge")), HELD)
    assert not intake.catalogs


@pytest.mark.parametrize(("key", "says"), [
    ("some-chapter/article-4.1", "official text is in no catalog"),
    ("nowhere", "it stands at no row"),
])  # fmt: skip
def test_a_comment_that_cannot_be_kept_is_named(key: str, says: str) -> None:
    returned = read_file(commented(SENT, (key, "A", "In general: good.")), "back.docx", kinds_of(DOMAINS))
    (lost,) = [*returned.found, *lost_remarks(returned, DOMAINS)]
    assert says in lost.what
    assert "In general: good." in lost.what
    kept = read_file(commented(SENT, (KEY, "A", "Good.")), "back.docx", kinds_of(DOMAINS))
    assert not [*kept.found, *lost_remarks(kept, DOMAINS)]


def test_tables_of_others_are_left_alone() -> None:
    table = f"<w:tbl><w:tr><w:tc><w:p>{run('x')}</w:p></w:tc></w:tr></w:tbl>"
    data = edited(SENT, lambda root: root[0].insert(0, node(table)))
    assert {one.verdict for one in received(data, HELD).answers} == {Verdict.UNCHANGED}


def test_a_file_without_rows_or_in_two_languages_is_refused() -> None:
    def without(root: Node) -> None:
        for table in root.findall(f".//{{{W}}}tbl"):
            root[0].remove(table)

    for data, code in (
        (edited(SENT, without), "foreign-units"),
        (with_part(SENT, DOCUMENT, lambda part: part.replace(b"(uk)<", b"(fr)<", 1)), "target-language"),
        (
            with_part(SENT, DOCUMENT, lambda part: part.replace(b"English (en)", b"Deutsch (de)")),
            "source-language",
        ),
    ):
        with pytest.raises(ContentError) as caught:
            received(data, HELD)
        assert caught.value.diagnostics[0].code == code


def test_the_file_is_a_document_of_word_with_a_table_to_read() -> None:
    """As python-docx, which others use too, sees it."""
    document = docx.Document(io.BytesIO(sent(Format.DOCX, catalogs(GOOD, {PLAIN: State.STALE}))))
    assert document.core_properties.title == "English and Ukrainian, side by side"
    assert document.core_properties.language == "uk"
    assert document.core_properties.created == document.core_properties.modified
    first = document.tables[0]
    assert [cell.text for cell in first.rows[0].cells][1:] == ["English (en)", "Ukrainian (uk)", "State and notes"]
    (row,) = [row for row in first.rows if KEY in row.cells[0].text]
    assert row.cells[0].text.splitlines()[:2] == ["3", KEY]
    assert row.cells[3].text.startswith("stale\nParagraph p.1.\nThe translation is of an older English: ")
    bold = [run.text for paragraph in first.rows[2].cells[1].paragraphs for run in paragraph.runs if run.bold]
    assert bold == ["requires"]


def test_a_translation_from_right_to_left_says_so() -> None:
    parts = parts_of(write_file(Format.DOCX, units_of(DOMAINS, HELD), HELD, "ar"))
    text = parts[DOCUMENT].decode()
    assert "<w:bidi/>" in text
    assert '<w:rtl/><w:lang w:bidi="ar"/>' in text
    assert "<w:bidi/>" not in parts_of(SENT)[DOCUMENT].decode()
