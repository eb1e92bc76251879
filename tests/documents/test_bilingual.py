"""The bilingual edition: every passage once in both languages, with its number, its state and its own direction."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from factsheet_builder.content.locale_settings import OfficialArticle, OfficialText
from factsheet_builder.content.models import Provision
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.publication import TranslationPolicy
from factsheet_builder.documents.bilingual import bilingual_edition, for_review
from factsheet_builder.errors import ContentError
from factsheet_builder.languages.catalogs import entries
from factsheet_builder.languages.locales import read_localiser
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.messages import messages_of_factsheet
from factsheet_builder.languages.translation import translate_factsheet
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.views.pairs_view import PairsView, PairView
from factsheet_builder.views.spans import Span, Spans, plain
from tests.documents.versions import PROJECT, SHEET, blocks_in, content


def localiser(tag: str) -> Localiser:
    common = content().common
    return read_localiser(PROJECT, tag, (content().sheet,), common.register, common.publication)


def edition(of: Localiser) -> DocumentView:
    common = content().common
    return bilingual_edition(content().sheet, common.register, common.publication, for_review(of))


@cache
def arabic() -> DocumentView:
    return edition(localiser("ar"))


def tables(view: DocumentView) -> list[PairsView]:
    return [block for block in blocks_in(view.blocks) if isinstance(block, PairsView)]


def pairs(view: DocumentView) -> list[PairView]:
    return [pair for table in tables(view) for pair in table.pairs]


def pair(view: DocumentView, name: str) -> PairView:
    (found,) = [one for one in pairs(view) if one.name.rpartition(" ")[2] == name]
    return found


def spans_in(spans: Spans) -> Iterator[Span]:
    for span in spans:
        yield span
        yield from spans_in(span.spans)


def touched() -> Localiser:
    """Return the French with one passage stale, one missing and one with a remark."""
    french = localiser("fr")
    by_id = {entry.context: entry for entry in entries(french.catalogs[SHEET].po)}
    by_id["common-challenge"].flags.add("fuzzy")
    by_id["common-challenge"].previous_id = ["The <b>old</b> English."]
    by_id["VI-1.text"].string = ""
    by_id["four-aims.3"].user_comments = ["A. Judge: Is it so?", "B: نعم", "state: reviewed by C. Reader"]
    return french


def test_every_passage_stands_once_and_is_numbered() -> None:
    found = pairs(arabic())
    assert [one.number for one in found] == [str(number + 1) for number in range(len(found))]
    names = [one.name.rpartition(" ")[2] for one in found]
    assert len(set(names)) == len(names)
    lists = {f"note.{note.id}" for note in content().sheet.notes}
    assert set(names) == {message.id for message in messages_of_factsheet(content().sheet)} | lists


def test_both_texts_are_those_of_the_factsheets() -> None:
    one = pair(arabic(), "four-aims.2")
    assert (plain(one.source), one.state, one.standing) == ("Protect victims;", "translated", "current")
    entry = next(e for e in entries(localiser("ar").catalogs[SHEET].po) if e.context == "four-aims.2")
    assert plain(one.translation) == entry.string


def test_calls_lead_to_the_rows_of_their_notes() -> None:
    found = pairs(arabic())
    rows = {f"#{one.id}" for one in found}
    for one in found:
        for spans in (one.source, one.translation):
            assert not [span for span in spans_in(spans) if span.kind == "call"]
            links = [span.address for span in spans_in(spans) if span.kind == "link" and span.address[:1] == "#"]
            assert set(links) <= rows
    calls = [plain((span,)) for span in spans_in(pair(arabic(), "VI-1.text").translation) if span.address[:1] == "#"]
    assert calls
    assert all(words in "".join(one.name for one in found) for words in calls)


def test_stale_and_missing_are_told_with_what_was_translated() -> None:
    view = edition(touched())
    stale, missing, read = (pair(view, name) for name in ("common-challenge", "VI-1.text", "four-aims.3"))
    assert (stale.state, stale.standing) == ("stale", "stale")
    assert [(note.label, plain(note.spans)) for note in stale.notes] == [
        ("English that was translated:", "The <b>old</b> English.".replace("<b>", "").replace("</b>", ""))
    ]
    assert plain(stale.translation).startswith("Protéger")
    assert (missing.state, missing.standing, missing.translation) == ("missing", "missing", ())
    assert read.state == "reviewed"
    assert [plain(note.spans) for note in read.notes] == ["A. Judge: Is it so?", "B: نعم"]
    summary = [block for block in blocks_in(view.blocks) if block.id == "states"]
    counts = {plain(row.heading): plain(row.cells[0]) for row in summary[0].rows}  # type: ignore[union-attr]
    assert {name: counts[name] for name in ("stale", "missing", "reviewed")} == {
        "stale": "1", "missing": "1", "reviewed": "1",
    }  # fmt: skip
    assert view.imprint is not None
    assert "74 of 76 passages translated." in " ".join(map(plain, view.imprint.paragraphs))


def test_a_stale_translation_with_other_codes_is_shown_without_them() -> None:
    french = touched()
    entry = next(e for e in entries(french.catalogs[SHEET].po) if e.context == "common-challenge")
    entry.string = "Un <b>ancien</b> texte<n1/>."
    assert plain(pair(edition(french), "common-challenge").translation) == "Un ancien texte."


def test_what_blocks_other_files_is_what_a_reviewer_sees() -> None:
    strict = replace(touched(), policy=TranslationPolicy(stale="block", missing="block"))
    with pytest.raises(ContentError):
        translate_factsheet(content().sheet, strict)
    assert pair(edition(strict), "VI-1.text").standing == "missing"


def test_official_text_is_marked_as_supplied() -> None:
    (block,) = [b for _, b in blocks_of(content().sheet) if isinstance(b, Provision) and b.id == "article-12"]
    texts = tuple(
        f"Texte {number}" for number in range(sum(1 + len(paragraph.items) for paragraph in block.paragraphs))
    )
    article = OfficialArticle(label="Article 12", title="Signalement", paragraphs=texts)
    official = OfficialText(source="The depositary", articles={"article-12": article})
    view = edition(replace(localiser("fr"), official=official))
    title = pair(view, "article-12.title")
    assert (title.state, title.standing, plain(title.translation)) == (
        "official text", "official", "Article 12 – Signalement",
    )  # fmt: skip
    other = pair(edition(localiser("fr")), "article-12.title")
    assert (other.state, other.standing, other.translation) == ("official text, to be supplied", "missing", ())


def test_the_column_of_the_translation_has_its_own_direction() -> None:
    assert (arabic().language, arabic().direction) == ("en", "ltr")
    assert {(table.language, table.direction) for table in tables(arabic())} == {("ar", "rtl")}
    isolated = [
        span
        for one in pairs(arabic())
        for span in spans_in(one.translation)
        if span.kind == "foreign" and span.direction == "ltr"
    ]
    assert isolated, "addresses in Arabic text"
    assert not [
        span for one in pairs(edition(localiser("fr"))) for span in spans_in(one.translation) if span.kind == "foreign"
    ]


def test_lists_of_parties_are_made_in_both_languages() -> None:
    made = pair(arabic(), "note.vi-1-parties")
    assert (made.state, made.standing) == ("made from the register", "made")
    assert plain(made.source).startswith("Albania, Andorra")
    assert plain(made.translation).startswith("ألبانيا")
