"""Every way in which content changes is found, called by its name, and nothing else is."""

from factsheet_builder.changes.change_findings import (
    Change,
    Finding,
    MarksFact,
    MoveFact,
    NameFact,
    PartiesFact,
    Turn,
    UrgencyFact,
    ValueFact,
    WordsFact,
)
from factsheet_builder.changes.comparison import turn_of
from factsheet_builder.changes.order import moved_within, woven
from factsheet_builder.changes.values import compare_values
from factsheet_builder.changes.words import Piece, Sort
from factsheet_builder.content.models import MonitoringRound, Urgency
from tests.changes.conftest import Versions


def test_the_same_content_has_no_change(versions: Versions) -> None:
    assert versions.findings() == {}


def test_changed_words_are_shown_in_their_place(versions: Versions) -> None:
    versions.edit(versions.sheet, "common challenge faced by", "challenge of")
    (passage, finding), *others = versions.findings().items()
    assert (passage, finding.kind, finding.change, others) == ("common-challenge", "paragraph", Change.CHANGED, [])
    (fact,) = finding.facts
    assert isinstance(fact, WordsFact)
    assert [piece for piece in fact.pieces if piece.sort is not Sort.SAME] == [
        Piece(Sort.REMOVED, "common challenge faced by"),
        Piece(Sort.ADDED, "challenge of"),
    ]


def test_an_urgency_is_weakened_or_strengthened(versions: Versions) -> None:
    versions.edit(versions.sheet, "id: VI-3\n            urgency: require", "id: VI-3\n            urgency: invite")
    versions.edit(versions.sheet, "id: VI-4\n            urgency: invite", "id: VI-4\n            urgency: request")
    found = versions.findings()
    assert found["VI-3"].facts == (UrgencyFact(Turn.WEAKENED, "requires", "invites"),)
    assert found["VI-4"].facts == (UrgencyFact(Turn.STRENGTHENED, "invites", "requests"),)


def test_an_urgency_of_another_vocabulary_is_neither() -> None:
    def vocabulary(*levels: str) -> MonitoringRound:
        urgencies = tuple(Urgency(level=level, verb=level, mark="solid") for level in levels)
        return MonitoringRound.model_validate(
            {"id": "r", "parties": 1, "adopted": "2022-03-10", "recommendation_ids": "x", "urgencies": urgencies}
        )

    assert turn_of("must", "may", vocabulary("must"), vocabulary("may")) is Turn.CHANGED
    assert turn_of("must", "may", vocabulary("must", "may"), vocabulary("may")) is Turn.WEAKENED
    assert turn_of("may", "must", vocabulary("may"), vocabulary("must", "may")) is Turn.STRENGTHENED


def test_parties_that_a_list_gained_and_lost_are_told_at_the_recommendation(versions: Versions) -> None:
    versions.edit(versions.sheet, "ALB, AND, AUT, BEL, BIH", "ALB, AUT, BEL, BIH, HUN, POL")
    assert versions.findings() == {
        "VI-1": Finding("VI-1", "recommendation", Change.CHANGED, (PartiesFact(("HUN", "POL"), ("AND",)),))
    }


def test_the_order_of_a_list_of_parties_is_no_change(versions: Versions) -> None:
    versions.edit(versions.sheet, "ALB, AND, AUT, BEL, BIH", "AND, ALB, BIH, AUT, BEL")
    assert versions.findings() == {}


def test_an_open_phrase_in_place_of_a_list_loses_every_party(versions: Versions) -> None:
    versions.edit(
        versions.sheet, "{ kind: note, note: vi-3-parties }", "{ kind: open, phrase: Parties which are not already }"
    )
    facts = versions.findings()["VI-3"].facts
    assert isinstance(facts[0], PartiesFact)
    assert (len(facts[0].added), len(facts[0].removed)) == (0, 22)
    assert isinstance(facts[1], WordsFact)
    assert facts[1].part == "addressees"


def test_passages_are_added_and_removed_with_all_their_words(versions: Versions) -> None:
    versions.take("practice-bulgaria")
    new = "          - kind: practice\n            id: practice-iceland\n            party: ISL\n"
    versions.put_before("practice-poland", new + "            paragraphs: [All under one roof.]\n")
    found = versions.findings()
    assert list(found) == ["practice-bulgaria", "practice-iceland"]
    assert [finding.change for finding in found.values()] == [Change.REMOVED, Change.ADDED]
    added = (Piece(Sort.ADDED, "All under one roof."),)
    assert WordsFact("paragraphs.1", added) in found["practice-iceland"].facts


def test_a_passage_is_moved_within_its_section_and_to_another(versions: Versions) -> None:
    lines = versions.take("practice-bulgaria")
    versions.put_before("practice-malta", lines)
    lines = versions.take("practice-croatia")
    versions.put_before("practice-ireland", lines)  # where it stood: not moved
    found = versions.findings()
    assert list(found) == ["practice-bulgaria"]
    assert found["practice-bulgaria"].change is Change.MOVED
    (fact,) = found["practice-bulgaria"].facts
    assert isinstance(fact, MoveFact)
    assert fact.old.startswith("Examples of promising practices")
    assert fact.new.startswith("Example of a promising practice")


def test_two_that_changed_places_are_one_move(versions: Versions) -> None:
    versions.put_before("practice-bulgaria", versions.take("practice-croatia"))
    (finding,) = versions.findings().values()
    assert (finding.kind, finding.change) == ("practice", Change.MOVED)


def test_notes_are_compared_and_changed_marks_are_no_changed_words(versions: Versions) -> None:
    versions.edit(versions.sheet, "text: Recommendation VI-4.", "text: Recommendation VI-4 of it.")
    versions.edit(versions.sheet, "[available online](#) in", "available online in")
    found = versions.findings()
    assert found["note.vi-4-id"].kind == "note-reference"
    (fact,) = found["note.vi-3-moldova"].facts
    assert isinstance(fact, MarksFact)
    assert "[available online](#)" in fact.old


def test_a_received_update_is_a_note_that_was_added(versions: Versions) -> None:
    (versions.new / "data" / "updates").mkdir()
    update = "id: malta-1\nfactsheet: assistance-to-victims\nrecommendation: VI-1\nparty: MLT\nreceived: 2026-11-02\n"
    (versions.new / "data" / "updates" / "malta-1.yaml").write_text(update + "text: A line is open.\n")
    found = versions.findings()
    assert found["note.malta-1"].change is Change.ADDED
    assert found["VI-1"].change is Change.CHANGED


def test_the_number_of_parties_of_a_round_is_no_list(versions: Versions) -> None:
    versions.edit(versions.sheet, "  parties: 43", "  parties: 44")
    assert versions.findings()["round"].facts == (ValueFact("parties", "43", "44"),)


def test_a_name_that_lists_print_is_told_with_its_places(versions: Versions) -> None:
    versions.edit(versions.register, "- name: Netherlands\n", "- name: Kingdom of the Netherlands\n")
    found = versions.findings()
    assert list(found) == ["NLD"]
    expected = ("note.vi-1-parties", "note.vi-3-parties")
    assert found["NLD"].facts == (NameFact("Netherlands", "Kingdom of the Netherlands", expected),)


def test_a_name_used_after_the_adoption_changes_no_list(versions: Versions) -> None:
    later = "- name: Norway\n          source: english-pages\n        - name: Kingdom of Norway\n"
    later += "          seen_from: 2025-01-01\n          source: english-pages\n"
    versions.edit(versions.register, "- name: Norway\n          source: english-pages\n", later)
    facts = versions.findings()["NOR"].facts
    assert facts
    assert not any(isinstance(fact, NameFact) for fact in facts)


def test_an_item_put_in_between_leaves_the_others_alone() -> None:
    facts = list(compare_values({"items": ["one", "two"]}, {"items": ["one", "between", "two"]}))
    assert facts == [WordsFact("items.2", (Piece(Sort.ADDED, "between"),))]


def test_values_that_are_no_text_are_told() -> None:
    old = {"values": [{"label": "a", "value": 1.0}], "ordered": False}
    new = {"values": [{"label": "a", "value": 2.5}], "ordered": True}
    assert list(compare_values(old, new)) == [
        ValueFact("values.1.value", "1", "2.5"),
        ValueFact("ordered", "no", "yes"),
    ]


def test_what_was_removed_stands_after_what_it_followed() -> None:
    assert woven(["a", "b", "c", "d"], ["d", "a", "x"]) == ["d", "a", "b", "c", "x"]
    assert woven(["a", "b"], ["b"]) == ["a", "b"]


def test_the_fewest_passages_are_called_moved() -> None:
    order = dict.fromkeys("abcdef", "section")
    assert moved_within(order, dict.fromkeys("bcdefa", "section")) == {"a"}
    assert moved_within(order, dict.fromkeys("abcdef", "section")) == set()
    assert moved_within(order, {"a": "other", "b": "section"}) == {"a"}
