"""A Word file of ours that comes back says the same content, ids too; what was added to it is reported by passage."""

import io
from typing import Any

import docx
import pytest

from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.reading.reader import read_factsheet, read_factsheet_text, read_register
from factsheet_builder.importing.arrival import receive
from factsheet_builder.importing.drafting import Asked, draft_factsheet
from factsheet_builder.importing.pieces import SourceText
from factsheet_builder.importing.remarks import write_draft
from factsheet_builder.importing.siblings import facts_of
from factsheet_builder.importing.word_balance import balance
from factsheet_builder.importing.word_file.word_body import read_word_file
from factsheet_builder.project import Project
from tests.word.documents import CHAPTER, EVERY_BLOCK, SHIPPED, view_of, word_file

UNPRINTED = frozenset(
    {"corrections", "short_title", "summary", "description", "keywords", "key_figures", "expected_warnings"}
)
"""What a document does not print, and so cannot say."""


@pytest.fixture(scope="module")
def shipped_file() -> bytes:
    return word_file(SHIPPED, view_of(SHIPPED, CHAPTER))


def imported(project: Project, name: str, data: bytes) -> tuple[Factsheet, SourceText]:
    text = read_word_file(data, "returned.docx")
    draft = draft_factsheet(text, facts_of(read_factsheet(project, name)), read_register(project).model, Asked(name))
    sheet = read_factsheet_text(write_draft(draft, (), text.file), "returned.yaml").model
    assert balance(text.words, sheet, text.ledger).is_even
    return sheet, text


def printed(sheet: Factsheet) -> dict[str, Any]:
    """Return the content as data, without what is not printed, maps left out and lists of Parties in one order."""

    def of(value: Any, key: str = "") -> Any:
        match value:
            case dict():
                return {name: of(inner, name) for name, inner in value.items() if name not in UNPRINTED}
            case list():
                kept = [
                    of(inner) for inner in value if not (isinstance(inner, dict) and inner.get("kind") == "tile-map")
                ]
                return sorted(kept) if key == "parties" else kept
            case _:
                return value

    found = of(sheet.model_dump(mode="json", exclude_defaults=True))
    assert isinstance(found, dict)
    return found


def test_the_shipped_factsheet_comes_back(shipped_file: bytes) -> None:
    sheet, text = imported(SHIPPED, CHAPTER, shipped_file)
    before, now = printed(read_factsheet(SHIPPED, CHAPTER).model), printed(sheet)
    for notes in (before["notes"], now["notes"]):
        for note in notes:  # the day on which an update was received is not printed
            note.pop("received", None)
    figures = [found for found in (before, now) for found in _named(found, "figure-legislation")]
    assert [figure.pop("content")["kind"] for figure in figures] == ["unavailable", "unavailable"]
    assert now == before
    assert {odd.code for odd in text.ledger.oddities} == {"own-file", "made-table", "figure", "update"}


def _named(value: Any, name: str) -> list[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict) and value.get("id") == name else []
    return own + [found for held in inner for found in _named(held, name)]


def test_every_kind_of_block_comes_back() -> None:
    before = printed(read_factsheet(EVERY_BLOCK, "every-block").model)
    now = printed(imported(EVERY_BLOCK, "every-block", word_file(EVERY_BLOCK, view_of(EVERY_BLOCK, "every-block")))[0])
    texts, figures = 2, 2
    assert now["blocks"][:texts] == before["blocks"][:texts]
    assert now["masthead"] == before["masthead"]
    # Bars come back as a table, a drawing (SVG), which Word does not show, as its title.
    kinds = [(block["id"], block["kind"]) for block in now["blocks"][figures]["blocks"]]
    assert kinds == [("figure-image", "figure"), ("figure-bars", "table"), ("figure-none", "figure"), ("sums", "table")]
    assert _named(now, "sums") == _named(before, "sums")
    assert [note["id"] for note in now["notes"]] == [note["id"] for note in before["notes"]]
    said = [[note.get("text") or sorted(note["parties"]) for note in found["notes"]] for found in (now, before)]
    assert said[0] == said[1]


def test_references_boxes_and_glossaries_come_back() -> None:
    name = "cross-references"
    before = printed(read_factsheet(EVERY_BLOCK, name).model)
    now = printed(imported(EVERY_BLOCK, name, word_file(EVERY_BLOCK, view_of(EVERY_BLOCK, name)))[0])
    for kind in ("quotation", "definitions", "bibliography", "callout"):
        blocks = [_of_kind(found, kind) for found in (before, now)]
        assert [block["id"] for block in blocks[0]][:1] == [block["id"] for block in blocks[1]][:1], kind
        assert blocks[1]
    assert "[para. 3](#found)" in str(now)
    assert "H~2~O" in str(now)
    assert {block["marker"] for block in _of_kind(now, "list") if "marker" in block} >= {"(a)", "(i)"}


def _of_kind(value: Any, kind: str) -> list[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict) and value.get("kind") == kind else []
    return own + [found for held in inner for found in _of_kind(held, kind)]


@pytest.mark.slow
def test_comments_are_reported_with_their_passage(shipped_file: bytes, tmp_path: Any) -> None:
    document = docx.Document(io.BytesIO(shipped_file))
    said = next(p for p in document.paragraphs if p.text.startswith("The Lanzarote Committee requires"))
    document.add_comment(said.runs[0], "Please name us no longer.", "Delegation of Malta", "MT")
    stream = io.BytesIO()
    document.save(stream)
    text = read_word_file(stream.getvalue(), "returned.docx")
    facts, register = facts_of(read_factsheet(SHIPPED, CHAPTER)), read_register(SHIPPED).model
    arrival = receive(Project(tmp_path), text, facts, register, Asked("returned"))
    (found,) = [problem for problem in arrival.diagnostics if problem.code == "comment"]
    assert found.place.passage.endswith(", VI-1")
    assert "Delegation of Malta: Please name us no longer." in found.what
