"""Pseudo-locales: codes survive whatever the text, what is left is long enough, and every letter has a glyph."""

import re
from io import BytesIO
from unicodedata import bidirectional

import pymupdf_fonts
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from factsheet_builder.languages.pseudo import PSEUDO_TAGS, pseudo_text

CODES = [
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a1>",
    "</a1>",
    "<n1/>",
    "<parties/>",
    "{name}",
    "{party:dative}",
    "&lt;",
    "&amp;",
]
CODE = re.compile("|".join(map(re.escape, CODES)))
words = st.text(st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="<>{}&"), max_size=12)
messages = st.lists(st.one_of(words, st.sampled_from(CODES)), max_size=12).map("".join)


@pytest.mark.parametrize("tag", PSEUDO_TAGS)
@given(text=messages)
def test_codes_and_their_order_survive(tag: str, text: str) -> None:
    assert CODE.findall(pseudo_text(text, tag)) == CODE.findall(text)


@pytest.mark.parametrize("tag", PSEUDO_TAGS)
@given(text=messages)
def test_white_space_at_the_ends_survives(tag: str, text: str) -> None:
    said = pseudo_text(text, tag)
    assert said[: len(said) - len(said.lstrip())] == text[: len(text) - len(text.lstrip())]
    assert said[len(said.rstrip()) :] == text[len(text.rstrip()) :]


@given(text=st.text("abcdefghij ", min_size=12).filter(lambda text: len(text.strip()) >= 12))
def test_accented_text_is_about_two_fifths_longer(text: str) -> None:
    growth = len(pseudo_text(text, "en-XA").strip()) / len(text.strip())
    assert 1.35 <= growth <= 2


@given(text=messages)
def test_no_latin_letter_is_left_in_mirrored_text(text: str) -> None:
    assert not re.search("[A-Za-z]", CODE.sub("", pseudo_text(text, "ar-XB")))


def test_what_texts_become() -> None:
    text = "The Committee asks {party:dative} to <b>report</b> on Art. 18, &amp; <n1/> why?"
    assert pseudo_text(text, "en-XA") == (
        "[Ţĥé Çôḿḿîţţéé åšķš {party:dative} ţô <b>ŕéþôŕţ</b> ôñ Åŕţ. 18, &amp; <n1/> ŵĥý? òñé ţŵô ţĥŕéé ƒôûŕ]"
    )
    assert pseudo_text(text, "ar-XB") == (
        "تحه چومميتتهه اسكس {party:dative} تو <b>رهپورت</b> ون ارت. 18، &amp; <n1/> شحى؟"
    )


@pytest.mark.parametrize("text", ["", " ", "18/5", "{number}", "<n1/>", "– &amp; …"])
@pytest.mark.parametrize("tag", PSEUDO_TAGS)
def test_what_has_no_letters_stays(text: str, tag: str) -> None:
    assert pseudo_text(text, tag) == text


def test_mirrored_text_reads_from_right_to_left() -> None:
    assert {bidirectional(letter) for letter in pseudo_text("abcdefghijklmnopqrstuvwxyzßéĳ", "ar-XB")} == {"AL"}


def test_other_tag_is_refused() -> None:
    with pytest.raises(KeyError):
        pseudo_text("text", "en")


@pytest.mark.parametrize("face", ["figo", "figbo", "figit", "figbi"])
def test_every_letter_has_a_glyph(face: str) -> None:
    glyphs = TTFont(BytesIO(pymupdf_fonts.myfont(face))).getBestCmap()
    text = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ" + 20 * "," + ";?"
    missing = {letter for tag in PSEUDO_TAGS for letter in pseudo_text(text, tag) if ord(letter) not in glyphs}
    assert not missing
