"""Texts as runs and back: the same text always, and what a reader of Word sees of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheet_builder.languages.codes import CodesError
from factsheet_builder.languages.exchange.inline import Kind, pieces_of, text_of
from factsheet_builder.languages.exchange.word.word_cells import Run, runs_of, text_of_runs

_LEAVES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=5).map(
        lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
    ),
    st.sampled_from(
        [" ", "&lt;b>", "&lt;n1/>", "&amp;lt;", "&amp;", "&lt;", "<n1/>", "<n2/>", "<parties/>", "/>", "\n"]
    ),
)
PROSE = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.tuples(st.sampled_from(["b", "i", "a1", "a2"]), inner).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"),
    ),
    max_leaves=12,
)


@given(PROSE)
def test_every_text_comes_back_from_its_runs(text: str) -> None:
    same = text_of(pieces_of(text, Kind.PROSE), Kind.PROSE)
    assert text_of_runs(runs_of(text, Kind.PROSE), Kind.PROSE) == same


@given(PROSE, st.randoms(use_true_random=False))
def test_word_may_split_runs_anywhere(text: str, chance: object) -> None:
    split = [
        Run(part, run.is_bold, run.is_italic)
        for run in runs_of(text, Kind.PROSE)
        for cut in (chance.randint(0, len(run.text)),)  # type: ignore[attr-defined]
        for part in (run.text[:cut], run.text[cut:])
    ]
    assert text_of_runs(split, Kind.PROSE) == text_of(pieces_of(text, Kind.PROSE), Kind.PROSE)


@pytest.mark.parametrize("kind", [Kind.PLAIN, Kind.LABEL])
@given(text=st.text())
def test_other_texts_are_as_they_look(kind: Kind, text: str) -> None:
    assert text_of_runs(runs_of(text, kind), kind) == text


def test_bold_and_italic_are_real_and_other_codes_are_words() -> None:
    runs = runs_of("The <b>Committee</b> sees <a1>the <i>report</i></a1><n1/>.", Kind.PROSE)
    assert runs == (
        Run("The "), Run("Committee", is_bold=True), Run(" sees "), Run("<a1>", is_code=True), Run("the "),
        Run("report", is_italic=True), Run("</a1>", is_code=True), Run("<n1/>", is_code=True), Run("."),
    )  # fmt: skip
    assert runs_of("{party} acts", Kind.LABEL) == (Run("{party}", is_code=True), Run(" acts"))


def test_codes_that_nobody_could_see_are_words() -> None:
    assert "".join(run.text for run in runs_of("<b>a</b><b>b</b>", Kind.PROSE)) == "<b>a</b><b>b</b>"
    assert not any(run.is_bold for run in runs_of("<b>a</b><b>b</b>", Kind.PROSE))


def test_words_that_look_like_codes_stay_words() -> None:
    assert "".join(run.text for run in runs_of("A &amp; B &lt; C, &lt;n1/>", Kind.PROSE)) == "A & B < C, &lt;n1/>"


@pytest.mark.parametrize(("runs", "text"), [
    ((Run("a "), Run("b ", is_bold=True), Run("c")), "a <b>b</b> c"),
    ((Run("a"), Run(" b", is_bold=True), Run(" ", is_bold=True), Run("c")), "a <b>b</b> c"),
    ((Run("a ", is_bold=True), Run("b", is_bold=True, is_italic=True)), "<b>a <i>b</i></b>"),
    ((Run("a", is_italic=True), Run("b", is_bold=True, is_italic=True)), "<i>a<b>b</b></i>"),
    ((Run("see <a1>it</a1>", is_bold=True),), "<b>see <a1>it</a1></b>"),
    ((Run(" ", is_bold=True),), " "),
    ((Run("<n1"), Run("/>")), "<n1/>"),
    ((Run("<x> & <n1>"),), "&lt;x> &amp; &lt;n1>"),
])  # fmt: skip
def test_what_a_hand_marks_is_read_as_it_is_meant(runs: tuple[Run, ...], text: str) -> None:
    assert text_of_runs(runs, Kind.PROSE) == text


def test_marks_across_a_code_are_refused() -> None:
    with pytest.raises(CodesError, match="closes nothing"):
        text_of_runs((Run("a <a1>b ", is_bold=True), Run("c</a1>")), Kind.PROSE)
