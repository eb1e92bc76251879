"""A factsheet in another language: only words change; what is stale or missing is marked and counted."""

from dataclasses import replace

import pytest

from factsheet_builder.builds.inputs import Content, load_content
from factsheet_builder.content.addressing import addressees_of
from factsheet_builder.content.locale_settings import OfficialArticle, OfficialText
from factsheet_builder.content.models import Factsheet, PartyListNote, Recommendation
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.publication import TranslationPolicy
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.errors import ContentError
from factsheet_builder.languages.catalogs import Catalog, new_po
from factsheet_builder.languages.keeping.merging import merge
from factsheet_builder.languages.locales import read_localiser
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.messages import messages_of_factsheet
from factsheet_builder.languages.reviews import State
from factsheet_builder.languages.translation import translate_factsheet
from factsheet_builder.project import Project
from factsheet_builder.views.block_views import ParagraphView, ProvisionView, SectionView, UntranslatedView
from factsheet_builder.views.boxed_views import RecommendationView
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.views.spans import plain

COMPLETE = ("ar", "de", "es", "fr", "ka", "uk")


@pytest.fixture(scope="module")
def content(shipped: Project) -> Content:
    return load_content(shipped, "assistance-to-victims")


def localiser(shipped: Project, content: Content, tag: str) -> Localiser:
    return read_localiser(shipped, tag, [content.sheet], content.common.register, content.common.publication)


def view_of(content: Content, spoken: Localiser) -> DocumentView:
    return tailor(content.sheet, content.common.register, content.common.publication, spoken)


def blocks_in(view: DocumentView) -> dict[str, object]:
    found: dict[str, object] = {}

    def take(blocks: tuple[object, ...]) -> None:
        for block in blocks:
            found[getattr(block, "id", "")] = block
            if isinstance(block, SectionView):
                take(block.blocks)

    take(view.blocks)
    return found


def with_texts(sheet: Factsheet, texts: dict[str, str], **settings: object) -> Localiser:
    """Return a localiser into Esperanto with these translations of messages of ``sheet``, and no others."""
    catalog = merge(Catalog(sheet.id, "eo", new_po(sheet.id, "eo"), "eo.po"), messages_of_factsheet(sheet))
    for entry in catalog.po:
        if entry.id and entry.context in texts:
            entry.string = texts[entry.context]
    return Localiser("eo", {sheet.id: catalog}, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("tag", COMPLETE)
def test_structure_and_lists_are_those_of_the_source(shipped: Project, content: Content, tag: str) -> None:
    translated = translate_factsheet(content.sheet, localiser(shipped, content, tag)).sheet
    source = [(path, block.id, block.kind) for path, block in blocks_of(content.sheet)]
    assert [(path, block.id, block.kind) for path, block in blocks_of(translated)] == source
    lists = [note.parties for note in content.sheet.notes if isinstance(note, PartyListNote)]
    assert [note.parties for note in translated.notes if isinstance(note, PartyListNote)] == lists
    for _, block in blocks_of(translated):
        if isinstance(block, Recommendation):
            original = next(b for _, b in blocks_of(content.sheet) if b.id == block.id)
            assert isinstance(original, Recommendation)
            assert block.urgency == original.urgency
            register = content.common.register
            assert addressees_of(translated, block, register) == addressees_of(content.sheet, original, register)


@pytest.mark.parametrize("tag", COMPLETE)
def test_shipped_languages_are_complete_and_say_that_they_were_not_reviewed(
    shipped: Project, content: Content, tag: str
) -> None:
    spoken = localiser(shipped, content, tag)
    translated = translate_factsheet(content.sheet, spoken)
    assert translated.states == {}
    view = view_of(content, spoken)
    assert (
        view.masthead.notice == spoken.say("Working translation, not reviewed") != "Working translation, not reviewed"
    )
    assert view.imprint
    said = " ".join(map(plain, view.imprint.paragraphs))
    assert spoken.say("Working translation, not reviewed by the secretariat.") in said


def test_an_incomplete_language_shows_it(half_georgian: Project, content: Content) -> None:
    spoken = localiser(half_georgian, content, "ka")
    translated = translate_factsheet(content.sheet, spoken)
    assert translated.coverage is not None
    assert 0 < translated.coverage.translated < translated.coverage.total
    blocks = blocks_in(view_of(content, spoken))
    run = blocks["common-challenge.run"]
    assert isinstance(run, UntranslatedView), "a rule in the margin runs along it"
    paragraph = run.blocks[0]
    assert isinstance(paragraph, ParagraphView)
    assert paragraph.state == ""
    (words,) = paragraph.spans
    assert (words.kind, words.language, words.direction) == ("foreign", "en", "ltr")


def test_the_source_needs_no_translation(content: Content) -> None:
    translated = translate_factsheet(content.sheet, Localiser("en"))
    assert translated.sheet is content.sheet
    assert translated.coverage is None


def test_articles_stay_in_the_language_of_the_source_and_say_so(shipped: Project, content: Content) -> None:
    spoken = localiser(shipped, content, "fr")
    article = blocks_in(view_of(content, spoken))["article-13"]
    assert isinstance(article, ProvisionView)
    assert (article.title, article.language) == ("Helplines", "en")
    assert article.state == spoken.say("official text to be supplied in this language")


def test_official_text_that_is_supplied_is_printed_with_no_mark(shipped: Project, content: Content) -> None:
    article = OfficialArticle(label="Artikolo 13", title="Helplinioj", paragraphs=("Ĉiu Partio …",))
    official = OfficialText(source="somewhere", articles={"article-13": article})
    spoken = with_texts(content.sheet, {}, official=official)
    printed = blocks_in(view_of(content, spoken))["article-13"]
    assert isinstance(printed, ProvisionView)
    assert (printed.label, printed.title, printed.language, printed.state) == ("Artikolo 13 –", "Helplinioj", "", "")
    assert plain(printed.paragraphs[0].spans) == "Ĉiu Partio …"


def test_official_text_of_another_length_is_refused(content: Content) -> None:
    article = OfficialArticle(label="Artikolo 13", title="Helplinioj", paragraphs=("one", "two"))
    official = OfficialText(source="somewhere", articles={"article-13": article})
    with pytest.raises(ContentError, match="quotes 1 passages of Article 13, but 2 are supplied"):
        translate_factsheet(content.sheet, with_texts(content.sheet, {}, official=official))


@pytest.mark.parametrize(
    ("stale", "words", "is_foreign"),
    [("print-translation", "Malnova.", False), ("print-source", "Protecting children", True)],
)
def test_a_stale_passage_is_printed_as_the_policy_says(
    content: Content, stale: str, words: str, is_foreign: bool
) -> None:
    policy = TranslationPolicy.model_validate({"stale": stale})
    spoken = with_texts(content.sheet, {"common-challenge": "Malnova."}, policy=policy)
    catalog = spoken.catalogs[content.sheet.id]
    next(entry for entry in catalog.po if entry.context == "common-challenge").flags.add("fuzzy")
    translated = translate_factsheet(content.sheet, spoken)
    assert translated.state("common-challenge") is State.STALE
    paragraph = blocks_in(view_of(content, spoken))["common-challenge"]
    assert isinstance(paragraph, ParagraphView)
    assert plain(paragraph.spans).startswith(words)
    assert (paragraph.spans[0].kind == "foreign") is is_foreign
    assert "changed since" in paragraph.state


def test_the_policy_can_block(content: Content) -> None:
    spoken = with_texts(content.sheet, {}, policy=TranslationPolicy(missing="block"))
    with pytest.raises(ContentError) as refused:
        translate_factsheet(content.sheet, spoken)
    codes = {problem.code for problem in refused.value.diagnostics}
    assert codes == {"translation-missing"}


@pytest.mark.parametrize("text", ["La Komitato <b>petas</b>", "<script>x</script>", "{{ view }} **x** [^vi-1-parties]"])
def test_a_broken_translation_reaches_no_page(content: Content, text: str) -> None:
    with pytest.raises(ContentError) as refused:
        translate_factsheet(content.sheet, with_texts(content.sheet, {"VI-1.text": text}))
    (problem,) = refused.value.diagnostics
    assert (problem.code, problem.place.file, problem.place.passage) == ("codes", "eo.po", "VI-1.text")


def test_notes_keep_their_numbers_when_calls_change_places(content: Content) -> None:
    text = "<n3/><n2/>La Komitato <b>postulas</b> de Partioj<n1/> …"
    view = view_of(content, with_texts(content.sheet, {"VI-1.text": text}))
    box = blocks_in(view)["VI-1"]
    assert isinstance(box, RecommendationView)
    assert [span.text for span in box.spans if span.kind == "call"] == ["4", "3", "2"]
    assert [note.number for note in view.notes] == [str(number) for number in range(1, 10)]


def test_markup_of_content_in_a_translation_is_text(content: Content) -> None:
    view = view_of(content, with_texts(content.sheet, {"common-challenge": "**ne** [ne](https://example.org) [^x]"}))
    paragraph = blocks_in(view)["common-challenge"]
    assert isinstance(paragraph, ParagraphView)
    assert plain(paragraph.spans) == "**ne** [ne](https://example.org) [^x]"
    assert {span.kind for span in paragraph.spans} <= {"words", "whole-words"}


def test_received_words_are_printed_as_they_came(content: Content) -> None:
    note = next(note for note in content.sheet.notes if note.id == "vi-3-moldova")
    quoted = note.model_copy(update={"is_quoted": True})
    notes = tuple(quoted if other.id == note.id else other for other in content.sheet.notes)
    sheet = content.sheet.model_copy(update={"notes": notes})
    assert "note.vi-3-moldova" not in {message.id for message in messages_of_factsheet(sheet)}
    assert replace(messages_of_factsheet(content.sheet)[0]).id == "masthead.label"
