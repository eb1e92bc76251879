"""Concluding observations on one State, as the committees of the United Nations write them, invented for tests.

Numbered paragraphs and recommendations in their sequence, priorities, parts, deadlines, references, notes, a table.
"""

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.inputs import Content, load_content
from factsheet_builder.builds.outcome import Outcome
from factsheet_builder.builds.runner import build
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.errors import ExitCode, Severity
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.views.document_view import DocumentView, GeneralGlanceView
from factsheet_builder.views.spans import plain
from tests.conformance.verapdf import validate
from tests.conftest import Run

FIXTURE = Path(__file__).parent.parent / "fixtures" / "one-state"
PROJECT = Project(FIXTURE)
NAME = "ruritania"
SHEETS = tuple(Deliverable(NAME, "en", edition=edition) for edition in Edition)
VERSION = Deliverable(NAME, "en", Kind.TAILORED, "FFF", "full")
PACK = Deliverable(NAME, "en", Kind.PACK, "FFF", "full")
ALL = (
    *SHEETS,
    *(VERSION, PACK, Deliverable(NAME, "en", Kind.TAILORED, "FFF", "full", Edition.HTML)),
    Deliverable(NAME, "en", Kind.TAILORED, "AAA", "brief"),
)


@cache
def content() -> Content:
    return load_content(PROJECT, NAME)


@cache
def general() -> DocumentView:
    common = content().common
    return tailor(content().sheet, common.register, common.publication, Localiser("en"))


def faults(outcomes: list[Outcome]) -> list[tuple[str, str]]:
    """Return what is said of files, the notes aside, and each file that is not made."""
    said = [(str(one.deliverable.path), str(problem)) for one in outcomes for problem in one.diagnostics
            if problem.severity is not Severity.NOTE]  # fmt: skip
    return said + [(str(one.deliverable.path), "not made") for one in outcomes if one.exit_code is not ExitCode.DONE]


@pytest.mark.parametrize("file", sorted(PROJECT.data.rglob("*.*")), ids=lambda path: path.name)
def test_every_file_says_first_that_it_is_invented(file: Path) -> None:
    assert "nvented for tests" in file.read_text(encoding="utf-8").splitlines()[0]


def test_the_check_finds_nothing(factsheet: Run) -> None:
    said = factsheet("check", "--strict", cwd=FIXTURE)
    assert (said.returncode, said.stderr) == (0, "")


def test_a_line_at_a_glance_says_where_its_recommendation_stands() -> None:
    """No summaries are written; the headings that recommendations stand under say what they are about."""
    glance = general().glance
    assert isinstance(glance, GeneralGlanceView)
    assert [(line.number, plain(line.summary), plain(line.addressed)) for line in glance.lines] == [
        ("5", "General measures of implementation", "the Kingdom of Ruritania"),
        ("7", "General measures of implementation", "the Kingdom of Ruritania"),
        ("9", "Rights of keepers", "the Kingdom of Ruritania; shipping companies"),
        ("11", "Rights of keepers", "the Kingdom of Ruritania"),
    ]
    assert [line.tags.words for line in glance.lines] == [
        "recommends",
        "urges priority",
        "urges encourages priority",
        "recommends",
    ]


def test_the_head_of_pages_says_the_whole_title_where_it_has_room() -> None:
    assert general().running_head == "Concluding observations on the Kingdom of Ruritania"


def test_it_speaks_in_the_words_of_the_body() -> None:
    said = " ".join(owed.text for owed in general().reading())
    assert "What the Committee recommends" in said
    assert "factsheet" not in said.lower()


@pytest.fixture(scope="module")
def pages(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    owed = [one for one in ALL if one.edition is Edition.HTML]
    return list(build(PROJECT, tuple(owed), tmp_path_factory.mktemp("out"), cache=cache, is_strict=True))


def test_pages_for_a_browser_are_made_without_a_remark(pages: list[Outcome]) -> None:
    assert faults(pages) == []


def test_no_link_in_a_page_for_a_browser_is_without_words(pages: list[Outcome]) -> None:
    assert not [link for page in pages for link in re.findall("<a [^>]*></a>", page.file.read_text(encoding="utf-8"))]


@pytest.mark.slow
def test_all_of_it_is_made_without_a_remark_and_keeps_to_its_standards(cache: Path, tmp_path: Path) -> None:
    made = list(build(PROJECT, ALL, tmp_path, cache=cache, is_strict=True))
    assert faults(made) == []
    screen = Deliverable(NAME, "en")
    claims = [("ua1,3a", one.file) for one in made if one.deliverable in {screen, VERSION, PACK}]
    assert len(claims) == 3
    assert validate(claims) == ""


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["ar-XB", "en-XA"])
def test_all_of_it_has_room_in_other_scripts(tag: str, cache: Path, tmp_path: Path) -> None:
    owed = [Deliverable(NAME, tag, one.kind, one.party, one.profile, one.edition) for one in ALL]
    made = list(build(PROJECT, tuple(owed), tmp_path, cache=cache, is_strict=True))
    assert faults(made) == []


@pytest.mark.slow
def test_a_language_with_few_translations_is_made(factsheet: Run, tmp_path: Path) -> None:
    shutil.copytree(FIXTURE / "data", tmp_path / "data")
    assert factsheet("messages", "new", "--locale", "fr", cwd=tmp_path).returncode == 0
    catalog = tmp_path / "data" / "locales" / "fr" / "LC_MESSAGES" / f"{NAME}.po"
    words = 'msgid "A keeper heard by the Committee, 2 February 2031"\nmsgstr "'
    text = catalog.read_text(encoding="utf-8")
    assert words in text
    catalog.write_text(
        text.replace(words, f"{words}Un gardien entendu par le Comité, 2 février 2031"), encoding="utf-8"
    )
    said = factsheet("build", "--locale", "fr", "--strict", cwd=tmp_path)
    assert (said.returncode, "warning" in said.stderr) == (0, False), said.stderr
    bilingual = factsheet("build", "--kind", "bilingual", "--locale", "fr", "--extra", "--strict", cwd=tmp_path)
    assert bilingual.returncode == 0, bilingual.stderr
