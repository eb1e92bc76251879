"""What a form with boxes asks for, by the lists as they are now."""

from typing import Any

import pytest

from factsheet_builder.project import Project
from factsheet_builder.studio.screens.party_screens.addressee_lists import lists_of
from factsheet_builder.studio.screens.party_screens.kept_content import KeptContent, kept_content
from factsheet_builder.studio.screens.party_screens.list_form import Bulk, Posted, judged

ONE, THREE = "note.vi-1-parties", "note.vi-3-parties"


@pytest.fixture(scope="module")
def content(shipped: Project) -> KeptContent:
    return kept_content(shipped, "assistance-to-victims", "en")


@pytest.fixture(scope="module")
def now(content: KeptContent) -> dict[str, tuple[str, ...]]:
    return {one.key: one.parties for one in lists_of(content.sheet)}


def with_three(now: dict[str, tuple[str, ...]], three: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {**now, THREE: three}


def test_a_form_that_nobody_touched_asks_for_nothing(content: KeptContent, now: Any) -> None:
    found = judged(content, Posted(now, now))
    assert (found.changes, found.faults, found.clashes, found.are_gone) == ((), (), (), False)


def test_who_is_added_and_removed(content: KeptContent, now: Any) -> None:
    ticked = with_three(now, (*(code for code in now[THREE] if code != "ALB"), "AND"))
    (change,) = judged(content, Posted(now, ticked)).changes
    assert (change.list.key, change.added, change.removed) == (THREE, ("AND",), ("ALB",))
    assert change.parties[:3] == ("AND", "AUT", "BEL")


@pytest.mark.parametrize(
    ("codes", "fault", "code"),
    [
        (("ALB", "ZZZ"), "unknown", "ZZZ"),
        (("ALB", "<script>"), "unknown", "<script>"),
        (("ALB", "MLT", "ALB"), "twice", "ALB"),
        ((), "nobody", ""),
    ],
)
def test_a_wrong_list_is_never_asked_for(
    content: KeptContent, now: Any, codes: tuple[str, ...], fault: str, code: str
) -> None:
    found = judged(content, Posted(now, with_three(now, codes)))
    assert found.faults == ((THREE, fault, code),)
    assert found.changes == ()


def test_what_somebody_else_changed_is_found(content: KeptContent, now: Any) -> None:
    was = with_three(now, ("ALB", "MLT"))
    mine = ("ALB", "MLT", "AND")
    (clash,) = judged(content, Posted(was, with_three(now, mine))).clashes
    assert (clash.started, clash.now, clash.yours) == (("ALB", "MLT"), now[THREE], mine)


def test_what_only_somebody_else_changed_stays(content: KeptContent, now: Any) -> None:
    was = with_three(now, ("ALB", "MLT"))
    found = judged(content, Posted(was, with_three(now, ("MLT", "ALB"))))
    assert (found.clashes, found.changes, found.ticks[THREE]) == ((), (), now[THREE])


def test_who_wants_the_same_does_not_clash(content: KeptContent, now: Any) -> None:
    found = judged(content, Posted(with_three(now, ("ALB",)), now))
    assert (found.clashes, found.changes) == ((), ())


def test_a_list_that_is_gone_is_told(content: KeptContent, now: Any) -> None:
    found = judged(content, Posted({**now, "note.other": ("ALB",)}, now))
    assert found.are_gone
    assert "note.other" not in found.ticks


def test_many_at_once(content: KeptContent, now: Any) -> None:
    everybody = {party.code for party in content.register.parties}

    def after(bulk: Bulk) -> dict[str, set[str]]:
        return {key: set(codes) for key, codes in judged(content, Posted(now, now, bulk)).ticks.items()}

    assert after(Bulk("all", (THREE,))) == {ONE: set(now[ONE]), THREE: everybody}
    assert after(Bulk("none", (ONE, THREE))) == {ONE: set(), THREE: set()}
    assert after(Bulk("invert", (ONE,)))[ONE] == everybody - set(now[ONE])
    assert after(Bulk("all", party="AND"))[THREE] == {*now[THREE], "AND"}
    assert after(Bulk("none", party="ALB"))[ONE] == set(now[ONE]) - {"ALB"}
    assert after(Bulk("invert", party="AND")) == {ONE: set(now[ONE]) - {"AND"}, THREE: {*now[THREE], "AND"}}
    assert after(Bulk("group", (ONE,), group="none-such"))[ONE] == set(now[ONE])


def test_a_group_of_the_register_is_added() -> None:
    from tests.studio.test_addressee_lists import FIXTURES

    sea = kept_content(Project(FIXTURES / "every-block"), "every-block", "en")
    was = {one.key: one.parties for one in lists_of(sea.sheet)}
    group = sea.register.groups[0]
    found = judged(sea, Posted(was, was, Bulk("group", ("sentence.R1",), group=group.id)))
    assert set(found.ticks["sentence.R1"]) == {*was["sentence.R1"], *group.parties}
