"""The screen of one Party: what `explain` says, in plain words, each passage from its datum; what is unknown is unknown."""

import ast
import html
import inspect
import re
from typing import get_args

import pytest

from factsheet_builder.content.models import Block
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.reading.reader import read_factsheet
from factsheet_builder.documents import explanation
from factsheet_builder.documents.explanation import in_english
from factsheet_builder.project import Project
from factsheet_builder.studio.screens.party_screens.party_files import owed_files
from factsheet_builder.studio.screens.party_screens.party_view import PassageRow, version_of
from factsheet_builder.studio.screens.party_screens.reason_words import MESSAGES, action_words, kind_words, said
from tests.studio.conftest import Asked

SHEET = "assistance-to-victims"


def rows(project: Project, code: str, profile: str = "full") -> dict[str, PassageRow]:
    return {row.passage: row for row in version_of(project, SHEET, code, profile, "en").rows}


def test_malta_is_explained(shipped: Project) -> None:
    found = rows(shipped, "MLT")
    special = {name: said(row.why, in_english) for name, row in found.items() if row.is_special}
    assert special == {
        "VI-1": "names Malta (note 2)",
        "practice-malta": "is of Malta",
        "VI-3": "names Malta (note 6)",
    }
    assert {found[name].action for name in special} == {"flag"}
    assert len(found) == 48


def test_each_datum_stands_where_it_is_said_to(shipped: Project) -> None:
    lines = shipped.factsheet_path(SHEET).read_text(encoding="utf-8").splitlines()
    for code in ("MLT", "MDA", "HUN"):
        for row in rows(shipped, code).values():
            for datum in row.data:
                if datum.file.endswith(f"{SHEET}.yaml"):
                    place = "\n".join(lines[datum.line - 3 : datum.line + 1])
                    key = datum.name or {"text": "text:", "addressees": "addressees:", "party": "party:"}[datum.kind]
                    assert key in place, (row.passage, datum)


def test_received_information_is_a_datum(shipped: Project) -> None:
    data = rows(shipped, "MDA")["VI-3"].data
    assert [(datum.kind, datum.name, datum.form) for datum in data] == [
        ("list", "vi-3-parties", "note.vi-3-parties"),
        ("note", "vi-3-moldova", "note.vi-3-moldova"),
        ("rule", "1", ""),
    ]


def test_another_profile_leaves_out(shipped: Project) -> None:
    found = version_of(shipped, SHEET, "MLT", "brief", "en")
    assert (found.number_of("flag"), found.number_of("leave-out")) == (3, 30)


def test_every_message_of_a_reason_can_be_translated() -> None:
    """Every literal that becomes a reason stands among the words that translators get, and no other."""
    tree = ast.parse(inspect.getsource(explanation))
    found = set(explanation._COVERAGE.values())
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {
            "Reason",
            "_reason",
        }:
            texts = [one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)]
            found |= {text for text in texts if isinstance(text, str)}
    for node in ast.walk(tree):  # a message that is chosen first
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "words":
            found |= {str(one.value) for one in ast.walk(node.value) if isinstance(one, ast.Constant)}
    assert {text for text in found if text not in {"own", "other"}} == MESSAGES


def test_every_kind_and_decision_has_a_word(shipped: Project) -> None:
    kinds = {get_args(model.model_fields["kind"].annotation)[0] for model in get_args(get_args(Block)[0])}
    assert kinds | {"note"} == kind_words(in_english).keys()
    assert {row.action for row in rows(shipped, "MLT", "brief").values()} <= action_words(in_english).keys()


def test_the_page_says_it(asked: Asked) -> None:
    page = html.unescape(asked.get("/party/MDA").text)
    assert re.search(r"<h1>Republic of Moldova</h1>", page)
    assert "names the Republic of Moldova (note 6); information received after adoption: note 8" in page
    assert "The day of receipt is not known" in page
    blocks = [block.id for _, block in blocks_of(read_factsheet(asked.project, SHEET).model)]
    assert all(f" {name}" in page for name in blocks)
    assert "the list of Parties “vi-3-parties”" in page
    assert 'rel="prev" href="/party/MLT?' in page
    assert 'rel="next" href="/party/MCO?' in page
    assert "in use, seen from 1 November 2026" in asked.get("/party/TUR").text
    assert "not known: no source seen says it" in asked.get("/party/IRL").text
    register = asked.get("/party").text
    assert register.count('href="/party/') == 48


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/party/ZZZ", 404),
        ("/party/mlt", 404),
        ("/party/..%2f..%2fetc", 404),
        ("/party/MLT?profile=short", 404),
        ("/party/MLT?factsheet=other", 404),
        ("/party/MLT?language=xx", 404),
        ("/party/MLT/page?factsheet=other", 404),
        ("/party/ZZZ/page", 404),
    ],
)
def test_what_is_not_there(asked: Asked, address: str, status: int) -> None:
    assert asked.get(address).status_code == status


def test_content_that_is_not_valid_has_no_version(asked: Asked) -> None:
    file = asked.project.factsheet_path(SHEET)
    file.write_text(file.read_text(encoding="utf-8").replace("party: MLT", "party: ZZZ"), encoding="utf-8")
    page = asked.get("/party/MLT").text
    assert "There is no version: the content is not valid" in page
    assert "ZZZ" in page
    assert "<iframe" not in page
    assert "In the register" in page


@pytest.mark.parametrize(
    ("address", "fields", "status"),
    [
        ("/party/ZZZ/make", {"factsheet": SHEET}, 404),
        ("/party/MLT/make", {"factsheet": "other"}, 404),
        ("/party/MLT/make", {"factsheet": SHEET, "token": "x"}, 403),
        ("/party/MLT/stop", {"token": "x"}, 403),
        ("/party/MLT/stop", {}, 303),
    ],
)
def test_hostile_orders(asked: Asked, address: str, fields: dict[str, str], status: int) -> None:
    assert asked.post(address, fields).status_code == status
    assert asked.get("/party/MLT").status_code == 200
    assert not asked.project.out.exists()


def test_files_that_are_owed_and_made_can_be_taken(asked: Asked) -> None:
    assert "not made yet" in asked.get("/party/MLT").text
    (pack,) = owed_files(asked.project, asked.project.out, "MLT", SHEET)
    file = asked.project.out / pack.deliverable.path
    file.parent.mkdir(parents=True)
    file.write_bytes(b"%PDF-1.7")
    assert 'href="/files/en/packs/assistance-to-victims-MLT.pdf?save=yes"' in asked.get("/party/MLT").text
