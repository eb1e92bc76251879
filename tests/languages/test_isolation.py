"""English in a document of another language carries its language and its direction, wherever it comes to stand."""

import pickle
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.runner import build
from factsheet_builder.languages.catalogs import new_po, po_bytes
from factsheet_builder.languages.isolation import foreign, in_a_row, without_foreign, without_isolates
from factsheet_builder.languages.locales import read_localiser
from factsheet_builder.languages.messages import LABELS
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.tag_tree import Element
from factsheet_builder.project import Project
from factsheet_builder.typesetting.markup import with_languages
from tests.conftest import Run

LRI, PDI = "\u2066", "\u2069"


def test_a_mark_becomes_an_element_in_the_text_stays_in_attributes_and_goes_from_the_head() -> None:
    html = f'<head><title>{LRI}A{PDI}</title></head><body><h2 data-bookmark="{LRI}B{PDI}">x {LRI}B &amp; C{PDI} y</h2></body>'
    assert with_languages(html) == (
        f'<head><title>A</title></head><body><h2 data-bookmark="{LRI}B{PDI}">x '
        '<span lang="en" dir="ltr">B &amp; C</span> y</h2></body>'
    )


def test_words_of_the_source_know_how_they_are_said_there() -> None:
    name = foreign("Malta")
    assert (name, name.english, name.is_foreign) == (f"{LRI}Malta{PDI}", "Malta", True)
    assert name.between("(", ")").english == "(Malta)"
    assert in_a_row([name, foreign("Monaco")], ", ") == f"{LRI}Malta, Monaco{PDI}"
    assert in_a_row([name, "Monaco"], ", ") == f"{LRI}Malta{PDI}, Monaco"
    assert (without_isolates(name), without_foreign(f"x{name}y")) == ("Malta", "xy")
    assert type(pickle.loads(pickle.dumps(name))) is str


@pytest.fixture
def untranslated(project: Project, factsheet: Run) -> Project:
    """A project whose only locale is Arabic, of which nothing is translated."""
    for tag in project.translated_locales():
        shutil.rmtree(project.data / "locales" / tag)
    assert factsheet("messages", "new", "--locale", "ar", cwd=project.root).returncode == 0
    # A locale begins with the labels that the program has in its language.
    project.catalog_path("ar", LABELS).write_bytes(po_bytes(new_po(LABELS, "ar")))
    return project


def test_while_names_stay_english_so_do_the_words_and_dates_between_them(untranslated: Project) -> None:
    common = load_common(untranslated)
    localiser = read_localiser(untranslated, "ar", [], common.register, common.publication)
    names = [localiser.party_name(common.register.by_code[code]) for code in ("MLT", "MCO", "POL")]
    assert localiser.join(names) == f"{LRI}Malta, Monaco, and Poland{PDI}"
    said = localiser.say(
        "Information received from {party} on {date}:",
        party=localiser.party_in_prose(common.register.by_code["MDA"]),
        date=localiser.date_in_words(date(2022, 3, 10)),
    )
    assert said == f"{LRI}Information received from the Republic of Moldova on 10 March 2022:{PDI}"


@pytest.mark.slow
def test_an_untranslated_document_from_right_to_left(untranslated: Project, cache: Path, tmp_path: Path) -> None:
    (outcome,) = build(untranslated, (Deliverable("assistance-to-victims", "ar"),), tmp_path, cache=cache)
    assert outcome.exit_code == 0, outcome.diagnostics
    facts, tree = inspect_pdf(outcome.file.read_bytes())
    assert facts.title == "Factsheet: Assistance to victims", "metadata has one language"
    assert f"{LRI}Introduction{PDI}" in [entry.title for entry in facts.outline]
    left = [text for element in tree.elements for text in in_latin_letters(element, "ar")]
    assert not left, left


def in_latin_letters(element: Element, language: str) -> Iterator[str]:
    """Yield the texts in Latin letters whose language is said to be Arabic; codes and ids have no language."""
    language = element.language or language
    words = re.sub(r"VI-\d|[A-Z]{3}|\S+@\S+", "", element.own_text)
    if language == "ar" and re.search("[A-Za-z]{2}", words):
        yield element.own_text
    for inner in element.elements:
        yield from in_latin_letters(inner, language)
