"""Who vouches for a translation, and when: kept in comments, gone when the words change, required before a PDF, printed."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from translate.storage.pypo import pofile

from factsheet_builder.content.publication import TranslationPolicy
from factsheet_builder.content.reading.reader import read_factsheet_file
from factsheet_builder.documents.trust import Trust
from factsheet_builder.errors import ContentError, ExitCode
from factsheet_builder.languages.catalogs import Catalog, new_po, parse_po, po_bytes, put_translation
from factsheet_builder.languages.keeping.merging import merge
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.messages import Message, messages_of_factsheet
from factsheet_builder.languages.reviews import Review, State, remarks_in, review_in
from factsheet_builder.languages.translation import Vouched, translate_factsheet
from factsheet_builder.project import Project
from tests.conftest import Run

DAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    "review",
    [
        Review(State.REVIEWED),
        Review(State.APPROVED, "A. Name, of the Bureau", DAY),
        Review(State.REVIEWED, "Олена Петренко"),
        Review(State.APPROVED, "", DAY),
    ],
)
def test_a_review_is_a_comment_that_is_read_back(review: Review) -> None:
    assert review_in(["a remark", review.comment]) == review
    assert remarks_in(["a remark", review.comment]) == ["a remark"]


@pytest.mark.parametrize(
    "comment", ["state: translated", "state: reviewed on Monday", "state: approved by A, 2026-13-45"]
)
def test_other_comments_are_remarks(comment: str) -> None:
    assert remarks_in([comment]) == [comment] or review_in([comment]) is not None
    assert review_in([comment]) is None or "by" in comment


def test_the_most_of_several_reviews_counts() -> None:
    first, second = Review(State.REVIEWED, "A", DAY), Review(State.APPROVED, "B", DAY)
    assert review_in([second.comment, first.comment]) == second


def test_a_review_goes_when_the_words_change_and_survives_other_programs(tmp_path: Path) -> None:
    message = Message("x", "a", "Words of the source")
    catalog = merge(Catalog("x", "fr", new_po("x", "fr")), [message])
    review = Review(State.APPROVED, "A. Name", DAY)
    put_translation(catalog, message, ("Des mots",), State.APPROVED, review)
    path = tmp_path / "x.po"
    path.write_bytes(po_bytes(catalog.po))
    store = pofile.parsefile(str(path))  # type: ignore[no-untyped-call]
    store.savefile(str(path))
    subprocess.run(["msgcat", "--sort-output", "-o", str(path), str(path)], check=True)
    read = Catalog("x", "fr", parse_po(path.read_bytes(), "x.po", "fr"))
    assert (read.of(message).state, read.of(message).review) == (State.APPROVED, review)
    put_translation(read, message, ("D'autres mots",), State.TRANSLATED)
    assert read.of(message).review is None


@pytest.mark.parametrize("english", ["Words of the source", "Other words of the source"])
def test_a_review_goes_when_another_program_changes_the_words(english: str, tmp_path: Path) -> None:
    message = Message("x", "a", "Words of the source")
    catalog = merge(Catalog("x", "fr", new_po("x", "fr")), [message])
    put_translation(catalog, message, ("Des mots",), State.APPROVED, Review(State.APPROVED, "A. Name", DAY))
    path = tmp_path / "x.po"
    path.write_bytes(po_bytes(catalog.po))
    store = pofile.parsefile(str(path))  # type: ignore[no-untyped-call]
    (unit,) = [unit for unit in store.units if unit.source == message.source]
    unit.source, unit.target = english, "D'autres mots"
    store.savefile(str(path))
    assert b"# state: approved by A. Name, 2026-11-29 [" in path.read_bytes()  # a comment is kept, whatever it says
    changed = Message("x", "a", english)
    read = Catalog("x", "fr", parse_po(path.read_bytes(), "x.po", "fr"))
    assert (read.of(changed).state, read.of(changed).review) == (State.TRANSLATED, None)
    assert b"state:" not in po_bytes(merge(read, [changed]).po)


def test_a_review_made_by_hand_is_of_the_words_that_stand_there() -> None:
    message = Message("x", "a", "Words of the source")
    catalog = merge(Catalog("x", "fr", new_po("x", "fr")), [message])
    put_translation(catalog, message, ("Des mots",), State.TRANSLATED)
    written = po_bytes(catalog.po).replace(b"msgctxt", b"# state: reviewed by B. Name\nmsgctxt")
    merged = merge(Catalog("x", "fr", parse_po(written, "x.po", "fr")), [message])
    assert merged.of(message).review == Review(State.REVIEWED, "B. Name")
    kept = po_bytes(merged.po)
    assert b"# state: reviewed by B. Name [" in kept
    edited = Catalog("x", "fr", parse_po(kept.replace(b"Des mots", b"Des phrases"), "x.po", "fr"))
    assert edited.of(message).state is State.TRANSLATED


def test_a_publication_may_require_that_somebody_vouches(shipped: Project) -> None:
    sheet = read_factsheet_file(shipped.data / "factsheets" / "assistance-to-victims.yaml").model
    messages = messages_of_factsheet(sheet)

    def spoken(state: State, require: str) -> Localiser:
        catalog = merge(Catalog(sheet.id, "eo", new_po(sheet.id, "eo")), messages)
        for number, message in enumerate(m for m in messages if not m.is_locked):
            review = Review(state, "AB"[number % 2]) if state.is_vouched_for else None
            put_translation(catalog, message, (message.source,), state, review)
        return Localiser("eo", {sheet.id: catalog}, policy=TranslationPolicy.model_validate({"require": require}))

    with pytest.raises(ContentError) as refused:
        translate_factsheet(sheet, spoken(State.REVIEWED, "approved"))
    assert {problem.code for problem in refused.value.diagnostics} == {"not-vouched-for"}
    assert len(refused.value.diagnostics) == sum(not message.is_locked for message in messages)
    translated = translate_factsheet(sheet, spoken(State.APPROVED, "approved"))
    assert translated.vouched == Vouched(State.APPROVED, ("A", "B"))
    said = list(Trust(translated, spoken(State.APPROVED, "approved")).statements(sheet))
    assert "Translation approved by A kaj B." in said or any("approved by A" in words for words in said)
    assert translate_factsheet(sheet, spoken(State.TRANSLATED, "nothing")).vouched is None


def test_the_command_line_says_who_vouches(factsheet: Run, project: Project) -> None:
    done = factsheet(
        *("messages", "review", "--locale", "fr", "--id", "VI-1.text", "--by", "A. Name"),
        *("--state", "approved", "--on", "2026-11-29"),
        cwd=project.root,
    )
    assert "wrote data/locales/fr/LC_MESSAGES/assistance-to-victims.po" in done.stdout
    text = project.catalog_path("fr", "assistance-to-victims").read_text(encoding="utf-8")
    assert text.count("# state: approved by A. Name, 2026-11-29") == 1
    assert "approved" in factsheet("messages", "status", "--locale", "fr", "--json", cwd=project.root).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--by", "A", "--id", "no-such"), "There is no message “no-such” to translate."),
        (("--by", " "), "is no name that a catalog can keep"),
        (("--by", "A" * 51), "is no name that a catalog can keep"),
        (("--by", "A", "--on", "yesterday"), "“yesterday” is no day."),
    ],
)
def test_what_cannot_be_said_is_refused(
    factsheet: Run, project: Project, arguments: tuple[str, ...], words: str
) -> None:
    before = project.catalog_path("fr", "labels").read_bytes()
    done = factsheet("messages", "review", "--locale", "fr", *arguments, cwd=project.root)
    assert done.returncode == ExitCode.USAGE
    assert words in done.stderr
    assert project.catalog_path("fr", "labels").read_bytes() == before
