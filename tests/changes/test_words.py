"""Two texts as pieces: nothing lost, nothing said twice, each run of one sort."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheet_builder.changes.words import Piece, Sort, compare_words, shown

WORDS = st.lists(st.sampled_from(["child", "children", "helpline", "may", "shall", "not", "[note]"]), max_size=30)


@given(WORDS, WORDS)
def test_the_pieces_are_both_texts(old: list[str], new: list[str]) -> None:
    pieces = compare_words(" ".join(old), " ".join(new))
    assert " ".join(piece.text for piece in pieces if piece.sort is not Sort.ADDED) == " ".join(old)
    assert " ".join(piece.text for piece in pieces if piece.sort is not Sort.REMOVED) == " ".join(new)
    assert all(piece.text for piece in pieces)
    assert all(a.sort is not b.sort for a, b in pairwise(pieces))


def test_replaced_words_come_before_those_that_replace_them() -> None:
    assert compare_words("it shall not be", "it may be") == (
        Piece(Sort.SAME, "it"),
        Piece(Sort.REMOVED, "shall not"),
        Piece(Sort.ADDED, "may"),
        Piece(Sort.SAME, "be"),
    )


def test_a_lone_word_between_two_changes_is_taken_with_them() -> None:
    pieces = compare_words("a red house of stone there", "a blue house in wood there")
    assert [piece.text for piece in pieces] == ["a", "red house of stone", "blue house in wood", "there"]


@pytest.mark.parametrize(
    ("prose", "words"),
    [
        ("**requires** Parties[^vi-1]", "requires Parties [vi-1]"),
        ("see [the page](https://example.org/a)", "see the page (https://example.org/a)"),
        ("see [the page](#)", "see the page"),
        ("asks {addressees} to act", "asks … to act"),
    ],
)
def test_texts_are_compared_as_the_reader_meets_them(prose: str, words: str) -> None:
    assert shown(prose) == words
