"""Who is addressed, in every way that a text can say it: the State of the document, groups, others, lists, phrases."""

import json
from functools import cache
from pathlib import Path

import pytest

from factsheet_builder.builds.drafts import selection
from factsheet_builder.builds.inputs import Content, load_content
from factsheet_builder.content.addressing import addressees_of, way_to
from factsheet_builder.content.models import Recommendation
from factsheet_builder.content.parties import Party
from factsheet_builder.content.party_data import party_data
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.documents.block_wording.desk import Version
from factsheet_builder.documents.explanation import Reasons
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.messages import messages_of_factsheet, messages_of_register
from factsheet_builder.project import Project
from factsheet_builder.replies.reply_form import asked_of, reply_form
from factsheet_builder.views.boxed_views import RecommendationView
from factsheet_builder.views.document_view import DocumentView, GeneralGlanceView, GlanceView
from factsheet_builder.views.spans import plain

PROJECT = Project(Path(__file__).parents[1] / "fixtures" / "every-block")
ONE, LEVELS, TEXT = "on-atlantis", "levels-and-parts", "only-text"


@cache
def content(name: str) -> Content:
    return load_content(PROJECT, name)


def party(code: str) -> Party:
    return content(ONE).common.register.by_code[code]


def recommendation(sheet: str, name: str) -> Recommendation:
    return next(b for _, b in blocks_of(content(sheet).sheet) if isinstance(b, Recommendation) and b.id == name)


@cache
def version(sheet: str, code: str = "", profile: str = "full") -> DocumentView:
    found = content(sheet)
    chosen = Version(party(code), selection(found, party(code), profile)) if code else None
    return tailor(found.sheet, found.common.register, found.common.publication, Localiser("en"), chosen)


def boxes(view: DocumentView) -> dict[str, RecommendationView]:
    inner = [block for section in view.blocks for block in getattr(section, "blocks", ())]
    return {block.id: block for block in inner if isinstance(block, RecommendationView)}


def said(view: DocumentView) -> str:
    return " ".join(owed.text for owed in view.reading())


@pytest.mark.parametrize(
    ("sheet", "name", "addressed", "ways"),
    [
        (ONE, "r12", ("AAA",), {"AAA": "subject", "BBB": "other"}),
        (ONE, "r13", ("AAA", "BBB"), {"AAA": "subject", "BBB": "group", "CCC": "other", "FFF": "other"}),
        (ONE, "r14", (), {"AAA": "other"}),
        (ONE, "r14-a", (), {"AAA": "open", "FFF": "open"}),
        (LEVELS, "L1", ("FFF", "CCC", "EEE", "BBB"), {"FFF": "named", "BBB": "named", "AAA": "open"}),
        (LEVELS, "L2", ("AAA", "BBB", "CCC"), {"CCC": "group", "DDD": "other"}),
    ],
)
def test_one_function_says_who_is_addressed_and_how(
    sheet: str, name: str, addressed: tuple[str, ...], ways: dict[str, str]
) -> None:
    whole, register = content(sheet).sheet, content(sheet).common.register
    block = recommendation(sheet, name)
    assert addressees_of(whole, block, register) == addressed
    assert {code: way_to(whole, block, code, register) for code in ways} == ways


def test_the_tag_says_who_is_addressed_in_each_way() -> None:
    assert {name: plain(box.addressed) for name, box in (boxes(version(ONE)) | boxes(version(LEVELS))).items()} == {
        "r12": "Atlantis",
        "r13": "Atlantis; States by the sea: 2 States, without Czechslavonia and the Northern Archipelagos; ship owners",
        "r14": "Lighthouse keepers and the Society for the Safety of Boats",
        "r14-a": "all States that have boats",
        "L1": "4 States named; whoever likes boats",
        "L2": "States by the sea: 3 States",
        "L3": "all who have a harbour",
    }


@pytest.mark.parametrize(
    ("code", "flags"),
    [
        ("AAA", {"r12": "addressed to Atlantis", "r13": "addressed to Atlantis"}),
        ("BBB", {"r13": "addressed to Brobdingnag, as one of: States by the sea"}),
        ("CCC", {}),
        ("FFF", {}),
    ],
)
def test_the_margin_flags_who_is_addressed_and_nobody_else(code: str, flags: dict[str, str]) -> None:
    assert {name: box.flag for name, box in boxes(version(ONE, code)).items() if box.flag} == flags


def test_a_version_for_another_state_says_whose_document_it_is_and_claims_nothing() -> None:
    view = version(ONE, "FFF")
    assert view.masthead.version == "Version for Ruritania; the document is about Atlantis"
    assert isinstance(view.glance, GlanceView)
    assert {row.number: row.addressed for row in view.glance.rows} == {
        "12": "addressed to Atlantis",
        "13": "addressed to Atlantis, States by the sea, and ship owners",
        "§14": "addressed to Lighthouse keepers and the Society for the Safety of Boats",
        "14 (a)": "addresses “all States that have boats”; names no State",
    }
    assert not any(row.is_named for row in view.glance.rows)
    assert (
        plain(view.glance.facts[0]) == "This document is about Atlantis. It concerns Ruritania only where it says so."
    )
    assert "addressed to Ruritania" not in said(view)


def test_a_version_for_the_state_says_that_it_is_addressed() -> None:
    glance = version(ONE, "AAA").glance
    assert isinstance(glance, GlanceView)
    assert [row.number for row in glance.rows if row.is_named] == ["12", "13"]
    assert glance.rows[0].addressed == "addressed, as the State that the document is about"
    assert plain(glance.facts[0]) == "This document is about Atlantis."
    assert version(ONE, "AAA").masthead.version == "Version for Atlantis"


@pytest.mark.parametrize(
    ("code", "left"), [("AAA", ["r12", "r13", "r14-a"]), ("BBB", ["r13", "r14-a"]), ("FFF", ["r14-a"])]
)
def test_the_brief_version_keeps_what_addresses_the_party_with_all_of_its_parts(code: str, left: list[str]) -> None:
    brief = boxes(version(ONE, code, "brief"))
    assert list(brief) == left
    for name, box in brief.items():
        assert [block.id for block in box.blocks] == [block.id for block in recommendation(ONE, name).blocks]


@pytest.mark.parametrize("sheet", [ONE, LEVELS])
@pytest.mark.parametrize("code", ["AAA", "BBB", "FFF"])
def test_no_version_speaks_of_another_party_but_where_the_general_text_does(sheet: str, code: str) -> None:
    """The names of groups and of the State are in the general document; the flag is of the Party alone."""
    general = said(version(sheet))
    for other in ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF"):
        for name in ("full", "brief"):
            words = said(version(sheet, code, name))
            other_name = Localiser("en").party_in_prose(party(other))
            if other != code and other_name not in general:
                assert other_name not in words
            assert f"addressed to {other_name}:" not in words
            assert other == code or f"addressed to {other_name}, as one of" not in words


def test_data_for_machines_says_how_the_party_is_addressed() -> None:
    sheet, register = content(ONE).sheet, content(ONE).common.register
    own = json.loads(party_data(sheet, party("AAA"), register).model_dump_json(exclude_none=True))
    assert own["subject"] is True
    assert [(one["id"], one.get("number"), one["addressed"]) for one in own["recommendations"]] == [
        ("r12", "12", "subject"),
        ("r13", "13", "subject"),
        ("r14", "§14", "not named"),
        ("r14-a", "14 (a)", "open"),
    ]
    assert own["recommendations"][0]["deadline"] == "within two years"
    assert own["recommendations"][0]["priority"] is True
    other = party_data(sheet, party("BBB"), register)
    assert (other.subject, other.recommendations[1].addressed) == (False, "group")
    assert other.recommendations[1].groups == ("sea",)
    assert "AAA" not in other.model_dump_json(exclude_none=True)
    assert party_data(content(LEVELS).sheet, party("BBB"), register).subject is None


def test_a_form_asks_what_is_addressed_to_the_party_or_open() -> None:
    register = content(ONE).common.register
    asked = {code: [b.called for b in asked_of(content(ONE).sheet, code, register)] for code in ("AAA", "BBB", "FFF")}
    assert asked == {"AAA": ["12", "13", "14 (a)"], "BBB": ["13", "14 (a)"], "FFF": ["14 (a)"]}
    found = content(ONE)
    form = reply_form(found.sheet, register, found.common.publication, Localiser("en"), party("AAA"))
    words = said(form)
    for printed in ("Recommendation 12", "Reply of Atlantis on 14 (a)", "(a) Count all boats, those included"):
        assert printed in words
    assert "r14-a" not in words
    assert all(block.kind != "table" or block.rows for section in form.blocks for block in section.blocks)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("AAA", ["recommendation r12 addresses the State that the document is about, which is Atlantis."]),
        ("BBB", ["recommendation r13 addresses sea, a group that has Brobdingnag."]),
    ],
)
def test_the_reason_names_the_id_and_the_way(code: str, lines: list[str]) -> None:
    found = content(ONE)
    decisions = selection(found, party(code), "full").decisions
    told = list(Reasons(found.sheet, found.common.register, party(code)).of_each(decisions))
    for line in lines:
        assert any(line in one for one in told), told


def test_numbers_stand_in_place_of_ids_wherever_readers_meet_them() -> None:
    view = version(ONE)
    assert isinstance(view.glance, GeneralGlanceView)
    assert [line.number for line in view.glance.lines] == ["12", "13", "§14", "14 (a)"]
    assert [box.bookmark for box in boxes(view).values()] == [
        f"Recommendation {number}" for number in ("12", "13", "§14", "14 (a)")
    ]
    assert boxes(version(LEVELS))["L1"].bookmark == "L1 urges invites"


def test_parts_are_read_out_in_their_order() -> None:
    words = [owed.text for owed in boxes(version(ONE))["r12"].reading()]
    assert words[:3] == ["12 priority", "Atlantis", "The Committee recommends that the State party:"]
    assert words[3:9] == [
        "(a) Count all boats, those included that are under water;",
        "(b) Name an authority that counts, and give it:",
        "(i) a lamp;",
        "(ii) a bell;",
        "(c) Publish what was counted.",
        words[8],
    ]
    assert words[-2:] == [
        "Deadline: within two years (1 March 2030)",
        "Follow-up: Report back on the measures taken under (a) and (b) within two years",
    ]
    assert [tag.verb for tag in boxes(version(LEVELS))["L1"].tags.also] == ["invites"]
    assert boxes(version(LEVELS))["L3"].is_long
    assert not boxes(version(LEVELS))["L2"].is_long


def test_every_new_text_is_a_message_with_a_stable_id() -> None:
    ids = {message.id: message.source for message in messages_of_factsheet(content(ONE).sheet)}
    assert ids["r12.deadline"] == "within two years"
    assert ids["r12.follow-up"].startswith("Report back")
    assert (ids["r14.addressee.1"], ids["r14.addressee.2"]) == (
        "Lighthouse keepers",
        "the Society for the Safety of Boats",
    )
    assert ids["r12-a"].startswith("Count all boats")
    assert ids["r12-b-list.2"] == "a bell;"
    assert ids["r14-a.addressees"] == "all States that have boats"
    register = content(ONE).common.register
    names = {tag: {m.id for m in messages_of_register(register, tag)} for tag in ("uk", "fr")}
    assert "group.sea" in names["uk"]
    assert "group.sea" not in names["fr"]
    assert Localiser("fr").group_name(register.groups[0]) == "États maritimes"


def test_a_text_without_recommendations_has_no_empty_table() -> None:
    view = version(TEXT, "AAA")
    assert isinstance(view.glance, GlanceView)
    assert view.glance.rows == ()
    assert "Recommendations and whom they address" not in said(view)
    assert version(TEXT).glance is None or isinstance(version(TEXT).glance, GeneralGlanceView)
