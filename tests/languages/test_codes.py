"""Texts with codes: what translators see comes back as what authors wrote, and nothing else comes back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.content.passages import passages_of
from factsheet_builder.content.prose import parse_prose
from factsheet_builder.languages.codes import CodesError, codes_of, from_codes, plain_words, to_codes
from factsheet_builder.languages.exchange.appearance import appearance
from factsheet_builder.languages.exchange.inline import kind_of, pieces_of, text_of
from factsheet_builder.languages.messages import messages_of_factsheet
from factsheet_builder.project import Project

SOURCE = "The Committee **requires** Parties[^list] to read [this](https://example.org/a) & *that* < all.[^two]"
CODED = "The Committee <b>requires</b> Parties<n1/> to read <a1>this</a1> &amp; <i>that</i> &lt; all.<n2/>"


def test_marks_become_codes() -> None:
    assert to_codes(SOURCE) == CODED


def test_every_passage_of_the_shipped_factsheet_comes_back(shipped: Project) -> None:
    for passage in passages_of(load_content(shipped, "assistance-to-victims").sheet):
        back = from_codes(to_codes(passage.text), passage.text)
        assert parse_prose(back) == parse_prose(passage.text), passage.id


def test_codes_may_change_places() -> None:
    moved = "<n2/>Tous<n1/> lisent <i>cela</i> et <a1>ceci</a1> : le Comité <b>exige</b>."
    expected = "[^two]Tous[^list] lisent *cela* et [ceci](https://example.org/a) : le Comité **exige**."
    assert from_codes(moved, SOURCE) == expected


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        (CODED.replace("<n1/>", ""), "<n1/> of the source is missing"),
        (CODED.replace("<n1/>", "<n2/>"), "<n1/> of the source is missing"),
        (f"{CODED}<n1/>", "<n1/> is not in the source"),
        (f"{CODED}<script>", "<script> is not in the source"),
        (f"{CODED} <img src=x>", "“<img src=x>” is no code"),
        (f"{CODED} a < b", "“<” is no code"),
        (CODED.replace("</b>", ""), "</b> is missing"),
        (f"{CODED}</b>", "</b> closes nothing"),
        (CODED.replace("<b>requires</b>", "<b></b>requires"), "<b> has no words in it"),
        (CODED.replace("<b>requires</b> Parties<n1/> to read <a1>this</a1>", "<b>r<n1/> <a1>t</b>h</a1>"), "</b>"),
        (CODED.replace("<b>requires</b>", "<b> requires </b>"), "where a mark cannot begin or end"),
    ],
)
def test_broken_codes_are_refused(broken: str, what: str) -> None:
    with pytest.raises(CodesError) as refused:
        from_codes(broken, SOURCE)
    assert what in str(refused.value)


def test_deep_nesting_is_refused_before_it_is_read() -> None:
    with pytest.raises(CodesError, match="is not in the source"):
        from_codes("<b>" * 100_000 + CODED, SOURCE)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_words_come_back(words: str) -> None:
    text = words.strip() or "x"
    source = "plain words"
    coded = text.replace("&", "&amp;").replace("<", "&lt;")
    spans = parse_prose(from_codes(coded, source))
    assert to_codes(from_codes(coded, source)) == coded or spans == ()
    assert plain_words(coded) == text


REFERRING = "H~2~O in [para. {number}, page {page}](#p) and [table {number}](#t), 10^3^"
REFERRING_CODED = (
    "H<sub>2</sub>O in <a1>para. <number1/>, page <page1/></a1> and <a2>table <number2/></a2>, 10<sup>3</sup>"
)


def test_references_and_letters_off_the_line_have_codes() -> None:
    assert to_codes(REFERRING) == REFERRING_CODED
    assert from_codes(REFERRING_CODED, REFERRING) == REFERRING
    moved = "10<sup>3</sup> <a2>tableau <number2/></a2>, <a1>par. <number1/> (page <page1/>)</a1>, H<sub>2</sub>O"
    assert from_codes(moved, REFERRING) == "10^3^ [tableau {number}](#t), [par. {number} (page {page})](#p), H~2~O"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("<number1/>", "12", "<number1/> of the source is missing"),
        ("and <a2>table <number2/>", "<number2/> <a2>table", "<number2/> stands outside the link"),
        (", page <page1/></a1>", "</a1>, page <page1/>", "<page1/> stands outside the link"),
        ("<sub>2</sub>", "<sub>2 3</sub>", "where a mark cannot begin or end"),
    ],
)
def test_a_number_stays_in_its_link(old: str, new: str, what: str) -> None:
    with pytest.raises(CodesError, match=what):
        from_codes(REFERRING_CODED.replace(old, new), REFERRING)


def test_codes_are_counted() -> None:
    assert codes_of(CODED) == {"<b>": 1, "<n1/>": 1, "<a1>": 1, "<i>": 1, "<n2/>": 1}


def test_a_mark_inside_another_may_be_followed_by_the_same_mark() -> None:
    source = "To read [the *report*](https://example.org/a) is *useful*."
    assert from_codes("Lire <a1>le <i>rapport</i></a1>, c’est <i>utile</i>.", source) == (
        "Lire [le *rapport*](https://example.org/a), c’est *utile*."
    )
    with pytest.raises(CodesError, match="</a1> stands where </i> must"):
        from_codes("Lire <a1>le <i>rapport</a1></i>, c’est <i>utile</i>.", source)


def test_every_code_of_content_has_its_place_in_exchange_files() -> None:
    """Codes are written by one room and read by another: what the one makes of any kind of block, the other knows."""
    project = Project(Path(__file__).parents[1] / "fixtures" / "every-block")
    messages = [
        message
        for name in project.factsheet_names()
        for message in messages_of_factsheet(load_content(project, name).sheet)
    ]
    shown = set()
    for message in messages:
        pieces = pieces_of(message.source, kind_of(message))
        assert text_of(pieces, kind_of(message)) == message.source
        shown |= {appearance(piece, message).sub_type for piece in pieces if not isinstance(piece, str)}
    assert {"factsheet:value", "factsheet:number", "factsheet:page", "factsheet:note", "factsheet:sub"} <= shown
    assert "factsheet:placeholder" not in shown
