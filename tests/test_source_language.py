"""A project whose content is in another language than English: everything works from it, and English is a translation."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafting.draft_kinds import Sheet
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.inputs import load_common, load_content
from factsheet_builder.builds.plan import Order, plan
from factsheet_builder.builds.runner import build
from factsheet_builder.builds.starter import StarterRegister, start_factsheet, start_project
from factsheet_builder.errors import ContentError
from factsheet_builder.languages.isolation import FIRST_STRONG
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.typesetting.markup import Layout, Printer
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.views.pairs_view import PairsView
from tests.conftest import ROOT, Run

FRENCH = ROOT / "tests" / "fixtures" / "french-source"
NAME = "rivieres"


@dataclass(frozen=True)
class Printed:
    """A view and its HTML."""

    view: DocumentView
    html: str


@pytest.fixture(scope="module")
def printed() -> Callable[..., Printed]:
    """Views of the French project by locale and kind, with their HTML."""
    project = Project(FRENCH)
    drafter = Drafter(project)
    printer = Printer(project.template_folders, project.style("tokens.css"))

    def of(locale: str, kind: Kind = Kind.FACTSHEET, party: str = "") -> Printed:
        made = drafter.draft(Deliverable(NAME, locale, kind, party, "full" if party else "")).made_from
        assert isinstance(made, Sheet)
        return Printed(made.view, printer.html(made.view, Layout()))

    return of


@pytest.fixture
def french(tmp_path: Path) -> Project:
    """A copy of the French project."""
    shutil.copytree(FRENCH / "data", tmp_path / "data")
    return Project(tmp_path)


def test_the_project_knows_its_languages() -> None:
    project = Project(FRENCH)
    assert (project.source_locale, project.locales()) == ("fr", ("fr", "en"))
    assert load_content(project, NAME).sheet.language == "fr"
    assert not [d for d in load_content(project, NAME).diagnostics if d.severity < "note" and "language" in d.code]


def test_the_source_is_marked_nowhere_as_not_translated(printed: Callable[..., Printed]) -> None:
    for kind, party in ((Kind.FACTSHEET, ""), (Kind.TAILORED, "MLT")):
        made = printed("fr", kind, party)
        assert (made.view.language, made.view.masthead.notice, made.view.masthead.draft) == ("fr", None, None)
        assert 'lang="fr" dir="ltr">' in made.html[:400]
        assert not re.search(r'<\w+ lang="fr"', made.html.partition("<body")[2])
        assert "untranslated" not in made.html.partition("<body")[2]
        said = " ".join(owed.text for owed in made.view.reading())
        for words in ("Chapitre", "Chypre (CYP), France (FRA) et Malte (MLT)", "14 mai 2024", "riverain"):
            assert words in said, words


def test_english_is_a_translation_that_says_what_is_missing(printed: Callable[..., Printed]) -> None:
    made = printed("en")
    assert made.view.language == "en"
    assert "Working translation, not reviewed" in (made.view.masthead.notice or "")
    said = " ".join(owed.text for owed in made.view.reading())
    for words in ("Chapter", "14 May 2024", "QUALITY OF RIVERS", "This factsheet speaks of rivers", "Malta"):
        assert words in said, words
    body = made.html.partition("<body")[2]
    assert re.search(r'lang="fr"[^>]*>(<[^>]*>)*L(&#39;|’|\')eau', body), (
        "what is not translated is in French and says so"
    )
    assert '<span lang="en"' not in body, "labels of the program are in the language of the document"


def test_what_the_program_has_no_french_for_is_english_and_says_so() -> None:
    localiser = Localiser("fr", spoken_labels=frozenset(), source="fr")
    said = localiser.say("A label that nobody has translated")
    assert said.startswith(FIRST_STRONG)
    assert (localiser.is_source, localiser.language_of(said)) == (True, "en")
    assert localiser.of_source("mot") == "mot"
    other = Localiser("uk", spoken_labels=frozenset(), source="fr")
    assert (other.language_of(other.of_source("mot")), other.language_of(other.say("x"))) == ("fr", "en")


def test_words_of_the_publication_count_in_its_language() -> None:
    own = {"{number} State named": ("{number} État nommé", "{number} États nommés")}
    localiser = Localiser("fr", spoken_labels=frozenset(), source="fr", words=own)
    said = [localiser.count("{number} State named", "{number} States named", number) for number in (0, 1, 2)]
    assert said == ["0 État nommé", "1 État nommé", "2 États nommés"]


def test_both_languages_side_by_side(printed: Callable[..., Printed]) -> None:
    view = printed("en", Kind.BILINGUAL).view
    assert view.language == "fr"
    tables = [block for section in view.blocks for block in section.blocks if isinstance(block, PairsView)]  # type: ignore[union-attr]
    assert {table.columns[1:] for table in tables} == {("français", "anglais")}


def test_the_source_has_no_bilingual_edition(french: Project) -> None:
    owed = plan(french, Order(), load_common(french)).owed
    assert {d.locale for d in owed if d.kind is Kind.BILINGUAL} == {"en"}
    assert {d.locale for d in owed if d.kind is Kind.PACK} == {"en", "fr"}


def test_exchange_files_are_from_french(french: Project, factsheet: Run) -> None:
    for form, said in (("xliff2", 'srcLang="fr"'), ("xliff1.2", 'source-language="fr"')):
        assert (
            factsheet(
                "messages", "export", "--locale", "en", "--format", form, "--out", "x", cwd=french.root
            ).returncode
            == 0
        )
        assert said in (french.root / "x").read_text(encoding="utf-8")
        back = factsheet("messages", "import", "x", cwd=french.root)
        assert back.returncode == 0, back.stderr
    assert (
        factsheet(
            "messages", "export", "--locale", "en", "--format", "docx", "--out", "x.docx", cwd=french.root
        ).returncode
        == 0
    )
    document = Document(BytesIO((french.root / "x.docx").read_bytes()))
    assert document.paragraphs[0].text == "French and English, side by side"
    assert factsheet("messages", "import", "x.docx", cwd=french.root).returncode == 0
    assert factsheet("messages", "memory", "--locale", "en", "--out", "m.tmx", cwd=french.root).returncode == 0
    assert 'srclang="fr"' in (french.root / "m.tmx").read_text(encoding="utf-8")
    assert factsheet("messages", "import", "m.tmx", "--locale", "en", cwd=french.root).returncode == 0
    assert "translated from “fr”" in _refused(factsheet, french)


def _exported(factsheet: Run, french: Project, form: str, file: str) -> bool:
    said = factsheet("messages", "export", "--locale", "en", "--format", form, "--out", file, cwd=french.root)
    return said.returncode == 0


def _refused(factsheet: Run, french: Project) -> str:
    """Return why a file from French is refused where the content is in another language."""
    for name in ("publication.yaml",):
        file = french.data / name
        file.write_text(file.read_text(encoding="utf-8").replace("language: fr", "language: it"), encoding="utf-8")
    return factsheet("messages", "import", "x", cwd=french.root).stderr


def test_one_project_has_one_language(french: Project) -> None:
    file = french.data / "factsheets" / f"{NAME}.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "language: de\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_content(french, NAME)
    (problem,) = [problem for problem in caught.value.diagnostics if problem.code == "other-language"]
    assert "“de”" in problem.what
    assert "“fr”" in problem.what
    assert problem.place.line > 1


@pytest.mark.parametrize(
    ("tag", "day", "listed"),
    [
        ("en-GB", "1 May 2024", "A, B and C"),
        ("en-US", "May 1, 2024", "A, B, and C"),
        ("de-CH", "1. Mai 2024", "A, B und C"),
        ("pt-BR", "1 de maio de 2024", "A, B e C"),
    ],
)
def test_formats_are_those_of_the_language(tag: str, day: str, listed: str) -> None:
    localiser = Localiser(tag)
    assert localiser.date_in_words(date(2024, 5, 1)) == day
    assert localiser.join(["A", "B", "C"]) == listed


@pytest.mark.parametrize("tag", ["en-GB", "ar", "sr-Latn"])
def test_any_language_may_be_that_of_the_content(tmp_path: Path, tag: str) -> None:
    start_project(tmp_path, "Invented Panel", StarterRegister.EMPTY, tag)
    start_factsheet(tmp_path, "sample")
    project = Project.at(tmp_path)
    assert project.locales() == (tag,)
    made = Drafter(project).draft(Deliverable("sample", tag, edition=Edition.HTML)).made_from
    assert isinstance(made, Sheet)
    assert (made.view.language, made.view.masthead.notice) == (tag, None)
    kicker = made.view.masthead.chapter_label
    assert ("Chapter" in kicker) == (tag != "ar")


def test_a_factsheet_alone_may_say_the_language_of_the_project(tmp_path: Path) -> None:
    start_factsheet(tmp_path, "sample")
    file = tmp_path / "data" / "factsheets" / "sample.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("language: en\n", "language: en-GB\n"), encoding="utf-8")
    project = Project.at(tmp_path)
    assert load_content(project, "sample").sheet.language == "en-GB"
    assert load_common(project).publication.language == "en-GB"
    assert isinstance(Drafter(project).draft(Deliverable("sample", "en-GB")).made_from, Sheet)


@pytest.mark.slow
def test_every_kind_is_made_in_both_languages(tmp_path: Path, cache: Path) -> None:
    project = Project(FRENCH)
    owed = plan(project, Order(), load_common(project)).owed
    outcomes = list(build(project, owed, tmp_path, cache=cache))
    assert len(outcomes) == len(owed) > 10
    for outcome in outcomes:
        assert outcome.exit_code == 0, outcome.diagnostics
        if outcome.file.suffix == ".pdf":
            facts, _ = inspect_pdf(outcome.file.read_bytes())
            assert facts.language == (
                "fr" if outcome.deliverable.kind is Kind.BILINGUAL else outcome.deliverable.locale
            )
