"""What translation teams see: one changed sentence marks one passage in each language; every language has one shape."""

import re
from collections.abc import Iterator
from csv import DictReader
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factsheet_builder.builds import store
from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafts import selection
from factsheet_builder.builds.inputs import load_content
from factsheet_builder.builds.records import read_manifest
from factsheet_builder.builds.runner import build
from factsheet_builder.builds.store import commit
from factsheet_builder.cli.app import app
from factsheet_builder.documents.block_wording.desk import Version
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.errors import SurroundingsError
from factsheet_builder.languages.catalogs import parse_po, po_bytes
from factsheet_builder.languages.locales import read_localiser
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.tag_reader import Element, TagTree, read_body
from factsheet_builder.project import Project
from factsheet_builder.replies.reply_form import reply_form
from factsheet_builder.views.spans import plain
from tests.conftest import Run

SHEET = "assistance-to-victims"
LOCALES = ("ar", "fr", "uk")
OLD, NEW = "All Parties have one or several", "All Parties now have one or several"


@pytest.fixture(scope="module")
def trees(shipped: Project, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, TagTree]:
    """The tag tree of the shipped factsheet in each language."""
    owed = tuple(Deliverable(SHEET, locale) for locale in ("en", *LOCALES))
    made = {}
    for outcome in build(shipped, owed, tmp_path_factory.mktemp("out"), cache=cache):
        assert outcome.exit_code == 0, outcome.diagnostics
        made[outcome.deliverable.locale] = inspect_pdf(outcome.file.read_bytes())[1]
    return made


def shape(tree: TagTree) -> Iterator[tuple[int, str]]:
    """Yield depth and kind of every element that has a meaning of its own; paragraphs may be split by marks."""

    def walk(elements: tuple[Element, ...], depth: int) -> Iterator[tuple[int, str]]:
        for element in elements:
            if element.kind in {"P", "Span"}:
                yield from walk(element.elements, depth)
            else:
                yield depth, element.kind
                yield from walk(element.elements, depth + 1)

    yield from walk(tree.elements, 0)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.slow
def test_every_language_has_the_shape_of_the_source(trees: dict[str, TagTree], locale: str) -> None:
    assert list(shape(trees[locale])) == list(shape(trees["en"]))


@pytest.mark.slow
def test_shapes_that_differ_are_seen(trees: dict[str, TagTree]) -> None:
    """The negative control."""
    assert "Note" in {kind for _, kind in shape(trees["en"])}
    without = [entry for entry in shape(trees["en"]) if entry[1] != "Note"]
    assert without != list(shape(trees["en"]))


def po_of(project: Project, locale: str) -> bytes:
    return project.catalog_path(locale, SHEET).read_bytes()


def fuzzy_in(data: bytes) -> list[str]:
    return [str(entry.context) for entry in parse_po(data, "x.po", "en") if entry.id and entry.fuzzy]


def text_of(project: Project, locale: str) -> str:
    _, tree = inspect_pdf((project.out / locale / f"{SHEET}.pdf").read_bytes())
    return " ".join(read_body(tree).blocks)


def translate(project: Project, locale: str, passage: str, old: str, new: str) -> None:
    """Do what a translator does: change the words of one entry and say that it is done."""
    po = parse_po(po_of(project, locale), "x.po", locale)
    entry = next(entry for entry in po if entry.context == passage)
    assert isinstance(entry.string, str)
    entry.string = entry.string.replace(old, new)
    entry.flags.discard("fuzzy")
    entry.previous_id = []
    project.catalog_path(locale, SHEET).write_bytes(po_bytes(po))


@pytest.mark.slow
def test_one_changed_sentence_from_beginning_to_end(factsheet: Run, project: Project) -> None:
    sheet = project.data / "factsheets" / f"{SHEET}.yaml"
    before = {locale: po_of(project, locale) for locale in LOCALES}
    assert factsheet("messages", "update", cwd=project.root).stdout == "", "the shipped catalogs are up to date"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")

    # The build sees it before anybody has brought the catalogs up to date.
    assert factsheet("build", "--kind", "factsheet", "--locale", "fr", cwd=project.root).returncode == 0
    mark = "traduction d’un texte antérieur"
    assert text_of(project, "fr").count(mark) == 1

    assert factsheet("messages", "update", cwd=project.root).returncode == 0
    told = factsheet("build", "--kind", "factsheet", "--locale", "uk", cwd=project.root).stdout
    assert "pages, 75 of 76 passages translated, 1 out of date)" in told
    for locale in LOCALES:
        after = po_of(project, locale)
        assert fuzzy_in(before[locale]) == []
        assert fuzzy_in(after) == ["mechanisms-in-place"]
        assert entries_but(after, "mechanisms-in-place") == entries_but(before[locale], "mechanisms-in-place")
    assert factsheet("build", "--kind", "factsheet", "--locale", "fr", cwd=project.root).returncode == 0
    text = text_of(project, "fr")
    assert text.count(mark) == 1
    assert re.search(r"75 sur 76\. Dans 1 passage, le texte anglais a changé", text), "the imprint counts it apart"
    (entry,) = [one for one in (read_manifest(project.out) or {})["deliverables"] if one["locale"] == "fr"]
    counted = {"total": 76, "translated": 75, "stale": 1, "reviewed": 0, "missing": 0}
    assert {name: entry["coverage"][name] for name in counted} == counted
    factsheet("report", cwd=project.root)
    (row,) = [
        row
        for row in DictReader(StringIO((project.out / "report.csv").read_text("utf-8-sig")))
        if row["locale"] == "fr"
    ]
    assert [row[name] for name in ("passages", "translated", "stale", "untranslated")] == ["76", "75", "1", "0"]
    assert "98 % translated" in (project.out / "report.html").read_text("utf-8")

    translate(project, "fr", "mechanisms-in-place", "Toutes les Parties", "Toutes les Parties ont désormais :")
    assert factsheet("build", "--kind", "factsheet", "--locale", "fr", cwd=project.root).returncode == 0
    text = text_of(project, "fr")
    assert mark not in text
    assert "76 sur 76." in text
    assert "le texte anglais a changé" not in text


def entries_but(data: bytes, passage: str) -> list[bytes]:
    """Return the entries of a PO file, to the byte, without that of one passage."""
    return [block for block in data.split(b"\n\n") if f'msgctxt "{passage}"'.encode() not in block]


@pytest.mark.slow
def test_a_new_locale_needs_no_code(factsheet: Run, project: Project) -> None:
    assert factsheet("messages", "new", "--locale", "ro", cwd=project.root).returncode == 0
    assert factsheet("build", "--kind", "factsheet", "--locale", "ro", cwd=project.root).returncode == 0
    text = text_of(project, "ro")
    assert "not yet translated" in text
    assert "0 of 76 passages translated." in text


@pytest.mark.parametrize(
    ("tag", "what"), [("xx", "is no locale"), ("FR", "is no locale"), ("en", "already"), ("fr", "already")]
)
def test_a_locale_that_cannot_be_started(factsheet: Run, project: Project, tag: str, what: str) -> None:
    result = factsheet("messages", "new", "--locale", tag, cwd=project.root)
    assert result.returncode == 2
    assert what in result.stderr
    assert not (project.data / "locales" / "xx").exists()


def test_a_broken_catalog_stops_its_language_and_no_other(factsheet: Run, project: Project) -> None:
    path = project.catalog_path("uk", SHEET)
    path.write_bytes(path.read_bytes() + b"\nthis is no PO\n")
    result = factsheet("messages", "update", cwd=project.root)
    assert result.returncode == 3
    assert "data/locales/uk/LC_MESSAGES/assistance-to-victims.po:" in result.stderr
    assert path.read_bytes().endswith(b"this is no PO\n")


def test_status_counts(factsheet: Run, half_georgian: Project) -> None:
    result = factsheet("messages", "status", "--json", "--locale", "ka", cwd=half_georgian.root)
    assert '"locale": "ka"' in result.stdout
    assert '"missing": 47' in result.stdout


@pytest.mark.parametrize("tag", ["ar-XB", "en-XA"])
def test_no_text_is_left_out_of_translation(shipped: Project, tag: str) -> None:
    content = load_content(shipped, SHEET)
    common = content.common
    spoken = read_localiser(shipped, tag, [content.sheet], common.register, common.publication)
    malta = common.register.by_code["MLT"]
    version = Version(malta, selection(content, malta, "full"))
    views = [
        tailor(content.sheet, common.register, common.publication, spoken, version),
        reply_form(content.sheet, common.register, common.publication, spoken, malta),
    ]
    for view in views:
        texts = [owed.text for owed in view.reading() if not owed.passage.startswith("article-")]
        texts += [plain(note.spans) for note in view.notes]
        texts += [view.title, view.description, view.author, *view.keywords]
        assert {word for text in texts for word in left_in_english(text)} == set()


def left_in_english(text: str) -> list[str]:
    """Return the words of three letters or more that stand as they are: neither ids, codes and addresses, nor dates."""
    kept = r"\S+@\S+|\bVI(?:-[1-4])?\b|\b[A-Z]{3}\b|\bYYYY-MM-DD\b|\b10 March 2022\b|\band\b|\bor\b"
    fillers = r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b"
    return re.findall(r"(?<![^\W\d_])[A-Za-z]{4,}(?![^\W\d_])", re.sub(f"{kept}|{fillers}", " ", text))


def test_a_text_that_is_left_out_is_seen() -> None:
    """The negative control."""
    assert left_in_english("[Ñöţé] not stated on 10 March 2022, VI-1") == ["stated"]
    assert left_in_english("[Ŝŧàŧéď] MLT lanzarote.committee@coe.int") == []


@pytest.mark.slow
def test_pseudo_locales_are_built_without_a_remark(factsheet: Run, project: Project) -> None:
    for tag in ("ar-XB", "en-XA"):
        result = factsheet("build", "--locale", tag, "--extra", cwd=project.root)
        assert result.returncode == 0, result.stderr
        assert result.stderr == f"data/factsheets/{SHEET}.yaml: 8 expected warnings, as declared\n"


def test_bringing_up_to_date_writes_all_files_or_none(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full at the last of several files leaves all as they were."""
    sheet = project.data / "factsheets" / f"{SHEET}.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    before = {file: file.read_bytes() for file in sorted((project.data / "locales").rglob("*.po*"))}
    written: list[Path] = []

    def failing(file: Path, data: bytes) -> bool:
        if file == project.catalog_path("uk", SHEET):
            raise SurroundingsError.of("cannot-write", "The disk is full.")
        written.append(file)
        return commit(file, data)

    monkeypatch.setattr(store, "commit", failing)
    monkeypatch.chdir(project.root)
    result = CliRunner().invoke(app, ["messages", "update"])
    assert isinstance(result.exception, SurroundingsError)
    assert len(set(written)) > 2
    assert {file: file.read_bytes() for file in before} == before


@pytest.mark.slow
@pytest.mark.parametrize("locales", [("de",), pytest.param(("ar", "es", "fr", "ka", "uk"), marks=pytest.mark.slow)])
def test_at_a_glance_is_one_page_in_each_complete_language(
    shipped: Project, cache: Path, tmp_path: Path, locales: tuple[str, ...]
) -> None:
    """Where words of a translation grow, the map makes room for them: the text has it too."""
    owed = tuple(Deliverable(SHEET, locale, Kind.TAILORED, "NOR", "full") for locale in locales)
    for outcome in build(shipped, owed, tmp_path, cache=cache):
        assert outcome.exit_code == 0, outcome.diagnostics
        _, tree = inspect_pdf(outcome.file.read_bytes())
        (notice,) = [found for found in tree.walk() if found.identifier == "glance.notice"]
        assert notice.pages == (1,)
