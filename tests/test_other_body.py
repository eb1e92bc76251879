"""A project begun for another body prints no word of ours: searched in all that its deliverables say, carry and name."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from babel import Locale
from pypdf import PdfReader

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafting.draft_kinds import PackDraft, Sheet
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.inputs import check_common, load_common, load_content
from factsheet_builder.builds.plan import Order, plan
from factsheet_builder.builds.runner import build
from factsheet_builder.builds.starter import StarterRegister, start_factsheet, start_project
from factsheet_builder.content.publication import PhraseByNumber
from factsheet_builder.content.reading.reader import read_publication
from factsheet_builder.errors import Severity, UsageError
from factsheet_builder.project import Project
from tests.conftest import Run

BODY = "Panel on Rivers"
OURS = re.compile(
    r"council of europe|lanzarote|coe\.int|committee|convention|promising|monitoring round|\bpart(y|ies)\b|\bthe report\b"
    r"|round-2|2022-03|assistance to victims"
    r"|conseil de l[’']europe|comité|\bconventions?\b|pratique prometteuse|(?<!fait pas )\bparties?\b|cycle de suivi"
    r"|مجلس أوروبا|لانزاروت|اللجنة|الاتفاقية|الطرف|الأطراف|واعدة|جولة الرصد",
    re.IGNORECASE,
)
"""Words of the shipped publication and its content; "Party" is one: this body speaks of States."""
PROGRAM = re.compile(
    r"[a-z]+-parties|part(y|ies)(-|_|\b(?=\"|\]|:|\.|'))|data-party|\"parties\"|site-part\w+", re.IGNORECASE
)
"""Names of fields and of styles, and ids of the skeleton, which no reader sees."""


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of another body with the States of the United Nations."""
    folder = tmp_path_factory.mktemp("rivers")
    start_project(folder, BODY, StarterRegister.UN)
    start_factsheet(folder, "waters")
    owed = folder / "data" / "deliverables.yaml"
    owed.write_text(
        "deliverables:\n"
        "  - { kind: factsheet, editions: [screen, html] }\n"
        "  - { kind: tailored, parties: [FJI], editions: [screen, html] }\n"
        "  - { kind: pack, parties: [FJI], editions: [screen, html] }\n",
        encoding="utf-8",
    )
    return Project(folder)


def ours_in(text: str) -> list[str]:
    """Return the words of ours in a text."""
    return sorted({match[0] for match in OURS.finditer(PROGRAM.sub("", text))})


def said_by(value: object) -> Iterator[str]:
    """Yield every text of a view, not the names of its fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from said_by(inner) if name != "kind" else ()
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from said_by(inner)


def test_views_say_nothing_of_ours(rivers: Project) -> None:
    drafter = Drafter(rivers)
    views = []
    for kind, party in ((Kind.FACTSHEET, ""), (Kind.TAILORED, "FJI"), (Kind.PACK, "FJI")):
        made = drafter.draft(Deliverable("waters", "en", kind, party, "full" if party else "")).made_from
        assert isinstance(made, (Sheet, PackDraft))
        sheets = (made,) if isinstance(made, Sheet) else (*made.forms, made.front)
        views += [sheet.view for sheet in sheets]
        for sheet in sheets:
            for attachment in sheet.settings.attachments:
                assert not ours_in(f"{attachment.name} {attachment.description} {words_of_data(attachment.content)}")
    found = {text: words for view in views for text in said_by(asdict(view)) if (words := ours_in(text))}
    # Ids and kinds of blocks are the program's.
    assert not {text: words for text, words in found.items() if not re.fullmatch(r"[a-z.-]+(\d|[a-z.-])*", text)}
    assert any(BODY in text for view in views for text in said_by(asdict(view)))


def words_of_data(data: bytes) -> str:
    return " ".join(said_by(json.loads(data)))


def test_the_words_of_ours_would_be_found(shipped: Project) -> None:
    words = read_publication(shipped).model.words
    own = [phrase for one in words.values() for phrase in ((one.one,) if isinstance(one, PhraseByNumber) else (one,))]
    assert len([phrase for phrase in own if ours_in(phrase)]) > 30
    drafter = Drafter(shipped)
    made = drafter.draft(Deliverable("assistance-to-victims", "en")).made_from
    assert isinstance(made, Sheet)
    assert {"Lanzarote", "Parties", "Promising"} <= {w for t in said_by(asdict(made.view)) for w in ours_in(t)}


def test_a_project_says_what_is_to_be_filled_in(tmp_path: Path, factsheet: Run) -> None:
    begun = factsheet("new", "--body", BODY, cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    said = factsheet("check", cwd=tmp_path)
    assert said.stderr.count("still to be filled in") == 3
    assert "data/parties.yaml:18:" in said.stderr
    assert "No contact is given" in said.stderr
    assert "Start one with `factsheet new NAME`" in said.stderr
    assert factsheet("new", "waters", cwd=tmp_path).returncode == 0
    assert load_content(Project(tmp_path), "waters").sheet.round.id == "round-1"
    assert not [d for d in check_common(Project(tmp_path)) if d.severity is Severity.ERROR]
    again = factsheet("new", "--body", BODY, cwd=tmp_path)
    assert again.returncode == 2
    assert "There is a project already" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Nothing is named"),
        (("--body", "\u202eevil"), "cannot be the name of a body"),
        (("--body", "x" * 201), "cannot be the name of a body"),
        (("--body", "Panel", "--language", "tlh"), "No formats are known"),
        (("Bad Name", "--body", "Panel"), "cannot be the name of a factsheet"),
    ],
)
def test_what_cannot_be_begun_leaves_nothing(
    tmp_path: Path, factsheet: Run, arguments: tuple[str, ...], words: str
) -> None:
    said = factsheet("new", *arguments, cwd=tmp_path)
    assert said.returncode == 2
    assert words in said.stderr
    assert not list(tmp_path.iterdir())


def test_a_name_with_signs_is_that_name(tmp_path: Path) -> None:
    start_project(tmp_path, 'Panel: "Rivers" & #1 – {all}', StarterRegister.EMPTY)
    publication = load_common(Project(tmp_path)).publication
    assert publication.body is not None
    assert publication.body.name == publication.author == 'Panel: "Rivers" & #1 – {all}'
    with pytest.raises(UsageError):
        start_project(tmp_path, "Another", StarterRegister.EMPTY)


def test_the_register_of_the_united_nations(rivers: Project) -> None:
    register = load_common(rivers).register
    codes = set(register.by_code)
    assert len(register.parties) == len(codes) == 193
    assert not codes & {"VAT", "PSE", "TWN", "XKX", "COK", "NIU", "ESH", "HKG"}
    assert {"SSD", "MNE", "TLS", "CHE", "TUV", "PRK", "KOR", "SWZ", "MKD"} <= codes
    assert len({(party.tile.column, party.tile.row) for party in register.parties}) == 193
    grouped = [code for group in register.groups for code in group.parties]
    assert sorted(grouped) == sorted(codes), "each State is in one sub-region"
    for language in register.parties[0].names:
        known = Locale.parse(language).territories
        for party in register.parties:
            assert party.current_name(language).name == known[party.alpha2]
    assert set(register.sources) == {"cldr", "m49"}
    assert "not the United Nations' own" in register.sources["cldr"]


@pytest.mark.parametrize(
    ("words", "code", "remedy"),
    [
        ('"Statez": "Parties"', "unknown-phrase", "Did you mean “State”?"),
        ('"States": { one: "Party", other: "Parties" }', "phrase-forms", "Give one phrase"),
        ('"{number} State named": "named"', "phrase-forms", "“one” and “other”"),
        ('"Annex: {name}": "Annex {nom}"', "phrase-values", "{name}"),
        ('"Annex: {name}": "Annex {"', "phrase-values", "{name}"),
    ],
)
def test_words_that_are_in_no_place_of_ours(tmp_path: Path, words: str, code: str, remedy: str) -> None:
    start_project(tmp_path, BODY, StarterRegister.EMPTY)
    file = tmp_path / "data" / "publication.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("words: {}", f"words:\n  {words}"), encoding="utf-8")
    (problem,) = [d for d in check_common(Project(tmp_path)) if d.severity is Severity.ERROR]
    assert problem.code == code
    assert remedy in problem.remedy
    assert problem.place.line > 10


@pytest.mark.slow
def test_files_have_nothing_of_ours(rivers: Project, cache: Path, tmp_path: Path, factsheet: Run) -> None:
    owed = plan(rivers, Order(), load_common(rivers)).owed
    outcomes = list(build(rivers, owed, tmp_path, cache=cache))
    assert len(outcomes) == 6
    assert not [outcome.diagnostics for outcome in outcomes if outcome.exit_code]
    assert factsheet("site", tmp_path, cwd=rivers.root).returncode == 0
    assert factsheet("report", tmp_path, cwd=rivers.root).returncode == 0
    found = {}
    files = [path for path in sorted(tmp_path.rglob("*")) if path.suffix in {".pdf", ".html", ".zip", ".csv", ".json"}]
    assert {path.suffix for path in files} >= {".pdf", ".html", ".zip"}
    for path in files:
        for name, text in texts_of(path):
            if words := ours_in(text):
                found[name] = words
    assert not found, found


def texts_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts of a file by where they stand: of a PDF its pages, metadata, bookmarks, fields and attachments."""
    if path.suffix == ".zip":
        with ZipFile(path) as archive:
            for name in archive.namelist():
                inner = path.parent / "inside" / name
                inner.parent.mkdir(parents=True, exist_ok=True)
                inner.write_bytes(archive.read(name))
                yield from texts_of(inner)
    elif path.suffix == ".pdf":
        reader = PdfReader(path)
        yield f"{path.name} metadata", " ".join(map(str, (reader.metadata or {}).values()))
        packet: Any = reader.root_object["/Metadata"]
        yield f"{path.name} XMP", re.sub(r"<[^>]*>", " ", packet.get_object().get_data().decode())
        yield f"{path.name} outline", " ".join(_titles(reader.outline))
        for number, page in enumerate(reader.pages, 1):
            yield f"{path.name} page {number}", page.extract_text()
        fields = reader.get_fields() or {}
        yield f"{path.name} fields", " ".join(f"{field.get('/TU', '')}" for field in fields.values())
        for name, parts in reader.attachments.items():
            for data in parts:
                yield f"{path.name} {name}", f"{name} {words_of_data(data)}"
    elif path.suffix == ".docx":
        with ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".xml"):
                    yield f"{path.name} {name}", unescape(re.sub(r"<[^>]*>", " ", archive.read(name).decode()))
    elif path.suffix == ".html":
        text = path.read_text(encoding="utf-8")
        body = re.sub(r"(?s)<(style|script)\b.*?</\1>", " ", text)
        shown = re.findall(r'(?:alt|title|aria-label|content|placeholder)="([^"]*)"', body)
        yield path.name, unescape(" ".join((re.sub(r"<[^>]*>", " ", body), *shown)))
    elif path.suffix == ".csv":
        yield path.name, "\n".join(path.read_text(encoding="utf-8").splitlines()[1:])


def _titles(outline: Iterable[object]) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield str(getattr(entry, "title", ""))
