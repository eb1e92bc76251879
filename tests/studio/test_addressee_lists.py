"""The lists of Parties of a factsheet, and the same lists with other boxes ticked."""

from pathlib import Path

import pytest

from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.parties import Register
from factsheet_builder.content.reading.reader import read_factsheet, read_factsheet_text, read_register
from factsheet_builder.editing import set_values, value_at
from factsheet_builder.project import Project
from factsheet_builder.studio.screens.party_screens.addressee_lists import (
    AddresseeList,
    faults_of,
    lists_of,
    with_parties,
)

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
SHEET = "assistance-to-victims"


def of(project: Project, name: str) -> dict[str, AddresseeList]:
    return {one.key: one for one in lists_of(read_factsheet(project, name).model)}


@pytest.fixture(scope="module")
def register(shipped: Project) -> Register:
    return read_register(shipped).model


def test_lists_stand_where_they_say(shipped: Project) -> None:
    text = shipped.factsheet_path(SHEET).read_text(encoding="utf-8")
    lists = of(shipped, SHEET)
    assert [(key, one.used_by, one.note) for key, one in lists.items()] == [
        ("note.vi-1-parties", ("VI-1",), "vi-1-parties"),
        ("note.vi-3-parties", ("VI-3",), "vi-3-parties"),
    ]
    assert all(value_at(text, one.path) == list(one.parties) for one in lists.values())


def test_a_note_that_two_recommendations_share_is_one_list(shipped: Project) -> None:
    text = shipped.factsheet_path(SHEET).read_text(encoding="utf-8")
    open_phrase = "addressees: { kind: open, phrase: all Parties that are not already doing so }"
    shared = text.replace(open_phrase, "addressees: { kind: note, note: vi-1-parties }")
    (first, _) = lists_of(read_factsheet_text(shared, "x.yaml").model)
    assert first.used_by == ("VI-1", "VI-2")


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("every-block", ["sentence.R1", "note.parties"]),
        ("levels-and-parts", ["sentence.L1.0", "note.without-lamp"]),
        ("on-atlantis", []),
    ],
)
def test_lists_in_sentences_and_beside_other_words(name: str, keys: list[str]) -> None:
    project = Project(FIXTURES / "every-block")
    text = project.factsheet_path(name).read_text(encoding="utf-8")
    lists = of(project, name)
    assert list(lists) == keys
    for one in lists.values():
        assert value_at(text, one.path) == list(one.parties)


def listing(*codes: str) -> AddresseeList:
    return AddresseeList("note.x", ("notes", 0, "parties"), codes, ("X-1",), "x")


@pytest.mark.parametrize(
    ("was", "ticked", "becomes"),
    [
        (
            ("ALB", "BIH", "HRV"),
            {"ALB", "BIH", "HRV", "BGR"},
            ("ALB", "BIH", "BGR", "HRV"),
        ),  # Croatia is after Bulgaria
        (
            ("ALB", "BIH", "CZE", "HRV"),
            {"ALB", "BIH", "CZE", "HRV", "DNK"},
            ("ALB", "BIH", "CZE", "DNK", "HRV"),
        ),  # by code
        (("MLT", "ALB"), {"MLT", "ALB", "AND", "BEL"}, ("MLT", "ALB", "AND", "BEL")),  # in no order
        (("ALB", "MLT"), {"MLT"}, ("MLT",)),
        (("ALB", "MLT"), set(), ()),
        (("ALB",), {"AND", "ZZZ"}, ("AND",)),
    ],
)
def test_new_parties_stand_where_the_order_has_them(
    register: Register, was: tuple[str, ...], ticked: set[str], becomes: tuple[str, ...]
) -> None:
    change = with_parties(listing(*was), ticked, register, "en")
    assert change.parties == becomes
    assert set(change.added) == set(becomes) - set(was)
    assert set(change.removed) == set(was) - set(becomes)


def test_a_list_with_a_fault_is_not_set(register: Register) -> None:
    assert faults_of(listing("ALB", "MLT"), register) == ()
    assert faults_of(listing("ALB", "ZZZ", "MLT", "ALB"), register) == ("ZZZ", "ALB")


def test_only_the_lines_of_a_list_change(shipped: Project, register: Register) -> None:
    text = shipped.factsheet_path(SHEET).read_text(encoding="utf-8")
    one = of(shipped, SHEET)["note.vi-3-parties"]
    change = with_parties(one, {*one.parties, "AND"} - {"MLT"}, register, "en")
    made = set_values(text, {one.path: list(change.parties)})
    lines = text.splitlines()
    first = lines.index("    id: vi-3-parties") + 1
    new = made.splitlines()
    assert new[:first] == lines[:first]
    assert new[first + 4 :] == lines[first + 4 :]
    assert "ALB, AND, AUT" in made
    sheet: Factsheet = read_factsheet_text(made, "x.yaml").model
    assert {one.key: one for one in lists_of(sheet)}["note.vi-3-parties"].parties == change.parties
