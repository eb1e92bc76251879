"""Which translation is whose after content was changed: by the English, never by a place in a list."""

from dataclasses import replace

import pytest

from factsheet_builder.builds.translation_desk import domains_for, load_sheets
from factsheet_builder.languages.catalogs import Catalog, new_po, parse_po, po_bytes
from factsheet_builder.languages.keeping.likeness import is_same_sentence
from factsheet_builder.languages.keeping.matching import Way
from factsheet_builder.languages.keeping.merging import merge, merge_and_tell
from factsheet_builder.languages.locales import read_catalogs
from factsheet_builder.languages.messages import OF_PROGRAM, PARTIES, Message
from factsheet_builder.languages.reviews import State
from factsheet_builder.project import Project

AIMS = (
    "Prevent and combat sexual exploitation and sexual abuse of children",
    "Protect the rights of child victims of sexual exploitation and sexual abuse",
    "Promote national and international co-operation against sexual exploitation of children",
    "Set up a specific monitoring mechanism for the Convention",
)


def listed(*texts: str, name: str = "aims") -> list[Message]:
    return [Message("sheet", f"{name}.{number}", text) for number, text in enumerate(texts, 1)]


def translated(messages: list[Message]) -> Catalog:
    made = merge(Catalog("sheet", "fr", new_po("sheet", "fr"), "x.po"), messages)
    for entry in made.po:
        if entry.id:
            entry.string = f"traduit : {entry.id}"
    return read_again(made)


def read_again(made: Catalog) -> Catalog:
    return Catalog(made.domain, made.locale, parse_po(po_bytes(made.po), "x.po", made.locale), "x.po")


def states(catalog: Catalog, messages: list[Message]) -> list[State]:
    return [catalog.of(message).state for message in messages]


@pytest.mark.parametrize("place", range(5))
def test_an_item_put_into_a_list_moves_translations_and_spoils_none(place: int) -> None:
    texts = [*AIMS[:place], "Raise awareness among all who work with children", *AIMS[place:]]
    now = listed(*texts)
    told = merge_and_tell(translated(listed(*AIMS)), now)
    after = read_again(told.catalog)
    assert states(after, now) == [State.MISSING if i == place else State.TRANSLATED for i in range(5)]
    assert all(after.of(m).text in {"", f"traduit : {m.source}"} for m in now)
    assert [(fate.way, fate.before, fate.id) for fate in told.fates] == [
        (Way.MOVED, f"aims.{number}", f"aims.{number + 1}") for number in range(place + 1, 5)
    ]


def test_an_item_taken_out_of_a_list_becomes_obsolete_and_no_neighbour_has_its_translation() -> None:
    now = listed(*AIMS[1:])
    told = merge_and_tell(translated(listed(*AIMS)), now)
    assert states(told.catalog, now) == [State.TRANSLATED] * 3
    assert told.lost == ("aims.1",)
    assert f'#~ msgstr "traduit : {AIMS[0]}"' in po_bytes(told.catalog.po).decode()


def test_a_changed_item_is_fuzzy_with_its_own_old_english_wherever_it_stands_now() -> None:
    changed = AIMS[1].replace("child victims", "all child victims")
    now = listed(AIMS[3], AIMS[2], changed, AIMS[0])
    after = read_again(merge(translated(listed(*AIMS)), now))
    assert states(after, now) == [State.TRANSLATED, State.TRANSLATED, State.STALE, State.TRANSLATED]
    assert (after.of(now[2]).source, after.of(now[2]).text) == (AIMS[1], f"traduit : {AIMS[1]}")


def test_an_item_that_was_replaced_by_another_has_no_translation() -> None:
    now = listed("Report on facilities for anonymous advice", *AIMS[1:])
    assert states(merge(translated(listed(*AIMS)), now), now) == [State.MISSING, *[State.TRANSLATED] * 3]


def test_an_id_that_changed_keeps_exact_english_and_makes_near_english_fuzzy() -> None:
    old = [
        Message("sheet", "comparative-overview.title", "Comparative overview"),
        Message("sheet", "intro", AIMS[0]),
    ]
    now = [
        Message("sheet", "overview.title", "Comparative overview"),
        Message("sheet", "opening", AIMS[0] + ", everywhere"),
    ]
    told = merge_and_tell(translated(old), now)
    assert states(told.catalog, now) == [State.TRANSLATED, State.STALE]
    assert told.catalog.of(now[1]).source == AIMS[0]
    assert [(fate.way, fate.before, fate.id) for fate in told.fates] == [
        (Way.MOVED, "comparative-overview.title", "overview.title"),
        (Way.CHANGED, "intro", "opening"),
    ]
    assert told.lost == ()


def test_a_stable_id_keeps_what_was_its_own_even_where_the_english_is_new() -> None:
    """Translators see it; whether it is printed is another question."""
    now = [Message("sheet", "VI-1.text", "Something quite different from before")]
    after = merge(translated([Message("sheet", "VI-1.text", AIMS[0])]), now)
    assert after.of(now[0]).state is State.STALE


def test_texts_that_changed_places_take_their_translations_along() -> None:
    one, two = (Message("sheet", name, text) for name, text in zip(("a", "b"), AIMS, strict=False))
    now = [replace(one, source=two.source + "!"), replace(two, source=one.source + "!")]
    after = merge(translated([one, two]), now)
    assert [after.of(message).source for message in now] == [two.source, one.source]


def test_a_paragraph_that_was_split_gives_its_translation_to_both_parts_as_fuzzy() -> None:
    whole = f"{AIMS[0]}. {AIMS[1]}<n1/>."
    now = [Message("sheet", "p", f"{AIMS[0]}."), Message("sheet", "q", f"{AIMS[1]}<n3/>.")]
    told = merge_and_tell(translated([Message("sheet", "p", whole)]), now)
    assert states(told.catalog, now) == [State.STALE, State.STALE]
    assert {told.catalog.of(message).source for message in now} == {whole}
    assert {fate.way for fate in told.fates} == {Way.SPLIT}


def test_paragraphs_that_were_joined_give_both_translations_as_fuzzy() -> None:
    old = [Message("sheet", "p", f"{AIMS[0]}<n1/>."), Message("sheet", "q", f"{AIMS[1]}<n1/>.")]
    now = [Message("sheet", "p", f"{AIMS[0]}<n1/>. {AIMS[1]}<n2/>.")]
    told = merge_and_tell(translated(old), now)
    assert told.catalog.of(now[0]).state is State.STALE
    assert told.catalog.of(now[0]).text == f"traduit : {old[0].source} traduit : {old[1].source}"
    assert [(fate.way, fate.before) for fate in told.fates] == [(Way.JOINED, "p + q")]


def test_a_neighbours_translation_that_an_older_update_left_finds_its_owner_again() -> None:
    """Catalogs that were brought up to date by place: the previous English of a fuzzy entry says what it translates."""
    now = listed(*AIMS[1:], AIMS[0])
    harmed = translated(now[:3])
    for entry, before in zip((entry for entry in harmed.po if entry.id), AIMS, strict=False):
        entry.string, entry.previous_id = f"traduit : {before}", [before]
        entry.flags.add("fuzzy")
    after = merge(read_again(harmed), now)
    assert [after.of(message).text for message in now] == [
        "traduit : " + AIMS[1],
        "traduit : " + AIMS[2],
        "",
        "traduit : " + AIMS[0],
    ]
    assert states(after, now) == [State.TRANSLATED, State.TRANSLATED, State.MISSING, State.TRANSLATED]


@pytest.mark.parametrize(
    ("now", "before", "is_same"),
    [
        (AIMS[0] + " everywhere", AIMS[0], True),
        (AIMS[0], AIMS[1], False),
        (AIMS[0], f"{AIMS[0]}. {AIMS[1]}", False),
        ("A short heading", "A short headline", True),
    ],
)
def test_what_is_printed_as_an_older_translation(now: str, before: str, is_same: bool) -> None:
    assert is_same_sentence(now, before) is is_same


def test_every_id_renamed_and_an_item_put_at_the_head_of_every_list(shipped: Project) -> None:
    """No translation of the shipped locales is lost, and none stands under another sentence."""
    sheets, common = load_sheets(shipped)
    for tag in shipped.translated_locales():
        domains = domains_for(shipped, tag, sheets, common)
        for domain, catalog in read_catalogs(shipped, tag, domains).items():
            if domain in OF_PROGRAM | {PARTIES}:
                continue
            before = [message for message in domains[domain] if not message.is_locked]
            now = [replace(message, id=renamed(message.id)) for message in before]
            heads = [
                Message(domain, message.id, f"New {message.id}") for message in before if message.id.endswith(".1")
            ]
            after = merge(catalog, [*heads, *now])
            assert [after.of(m).forms for m in now] == [catalog.of(m).forms for m in before], (tag, domain)
            assert [after.of(m).state for m in now] == [catalog.of(m).state for m in before], (tag, domain)
            assert all(after.of(message).state is State.MISSING for message in heads)


def renamed(name: str) -> str:
    """Return another id for the same message, the number of a place one higher."""
    stem, _, number = name.rpartition(".")
    return f"x-{stem}.{int(number) + 1}" if number.isdecimal() and stem else f"x-{name}"
