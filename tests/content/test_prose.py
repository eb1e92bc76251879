"""The inline marks: what they mean, that everything else stays text, and that no letter is ever lost."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheet_builder.content.prose import (
    AddresseesMark,
    Emphasis,
    Link,
    Lowered,
    NoteCall,
    Raised,
    Span,
    Strong,
    TargetMark,
    Words,
    every_span,
    parse_prose,
    plain_text,
)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("words", (Words("words"),)),
        ("**strong**", (Strong((Words("strong"),)),)),
        ("*emphasis*", (Emphasis((Words("emphasis"),)),)),
        ("***both***", (Emphasis((Strong((Words("both"),)),)),)),
        ("[words](https://a.org/b)", (Link((Words("words"),), "https://a.org/b"),)),
        ("[words](#)", (Link((Words("words"),), "#"),)),
        ("[words]()", (Link((Words("words"),), ""),)),
        ("a[^n-1]", (Words("a"), NoteCall("n-1"))),
        ("a[^n][^m].", (Words("a"), NoteCall("n"), NoteCall("m"), Words("."))),
        ("**a[^n]**", (Strong((Words("a"), NoteCall("n"))),)),
        ("Urges {addressees} to", (Words("Urges "), AddresseesMark(), Words(" to"))),
        ("**{addressees}**", (Strong((AddresseesMark(),)),)),
        (r"\*a\* \[b\] \{addressees} \\", (Words("*a* [b] {addressees} \\"),)),
        (r"a\[^n]", (Words("a[^n]"),)),
        ("one\ntwo  \nthree", (Words("one two three"),)),
        ("a * b ** c", (Words("a * b ** c"),)),
        ("H~2~O, 10^3^", (Words("H"), Lowered((Words("2"),)), Words("O, 10"), Raised((Words("3"),)))),
        ("**CO~2~**", (Strong((Words("CO"), Lowered((Words("2"),)))),)),
        ("a^*b*^", (Words("a"), Raised((Emphasis((Words("b"),)),)))),
        (r"2^a\^b^", (Words("2"), Raised((Words("a^b"),)))),
        (r"H\~2\~O, 10\^3\^", (Words("H~2~O, 10^3^"),)),
        ("[para. {number}](#p)", (Link((Words("para. "), TargetMark("number")), "#p"),)),
        ("[**{page}**](#p)", (Link((Strong((TargetMark("page"),)),), "#p"),)),
        (r"[\{number}](#p)", (Link((Words("{number}"),), "#p"),)),
        ("[{number}](https://a.org) {page}", (Link((Words("{number}"),), "https://a.org"), Words(" {page}"))),
    ],
)
def test_marks(text: str, spans: tuple[Span, ...]) -> None:
    assert parse_prose(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> <script>alert(1)</script>",
        "&amp; &lt; &#60; &nbsp;",
        "{{ 7 * 7 }} {% raw %} {# x #}",
        "`code` ~~struck~~ ==marked==",
        "T-ES_2018_21 _rev_ __bil__",
        "# heading",
        "- item",
        "1. item",
        "> quotation",
        "https://example.org and <https://example.org>",
        "[reference][1] [^not a note] [^] {addressee}",
        "| a | b |",
        "a $x$ b",
        "about ~5 and ~6, a ^ b ^ c, ^^a^^, ~~a~~, ~a b~, ^ and ~",
        "{number} and {page}",
    ],
)
def test_everything_else_is_text(text: str) -> None:
    assert parse_prose(text) == (Words(text),)


def test_marks_nested_without_end_are_text() -> None:
    text = "*" * 3999 + "a" + "*" * 3999
    assert parse_prose(text) == (Words(text),)


@pytest.mark.parametrize(("depth", "are_marks"), [(1, True), (10, True), (11, False)])
def test_marks_nested_with_measure_are_marks(depth: int, are_marks: bool) -> None:
    text = "b"
    for level in range(depth):
        mark = "**" if level % 2 else "*"
        text = f"{mark}a {text} c{mark}"
    assert (parse_prose(text) != (Words(text),)) is are_marks


def test_every_span_is_in_reading_order() -> None:
    spans = every_span(parse_prose("**a[^x] [b](#) c** *d*[^n]"))
    kinds = "".join(type(span).__name__[0] for span in spans)
    assert kinds == "SWNWLWWWEWN"
    assert [span.note for span in spans if isinstance(span, NoteCall)] == ["x", "n"]


LETTERS = string.ascii_letters + string.digits + "äçčłşŵžΩЖא中"
MARKS = st.sampled_from(["*", "**", "***", " ", "\n", "(", ")", "<", ">", "&", "_", "`", "!", "{", "}", "]", "[ ", "^"])


@given(st.lists(st.text(LETTERS, min_size=1, max_size=8) | MARKS, max_size=40).map("".join))
def test_no_letter_is_lost(text: str) -> None:
    """Without addresses, calls and escapes, marks alone disappear."""
    kept = [letter for letter in plain_text(parse_prose(text)) if letter in LETTERS]
    assert kept == [letter for letter in text if letter in LETTERS]


@given(st.text(alphabet=st.characters(exclude_characters="*[]{}\\", exclude_categories=["C"])))
def test_a_text_without_marks_is_one_run_of_words(text: str) -> None:
    assert parse_prose(text) == ((Words(text),) if text else ())


@given(st.text(alphabet="*[]()^{}\\ab#addressees \n", max_size=300))
def test_nothing_that_can_be_typed_is_an_error(text: str) -> None:
    spans = every_span(parse_prose(text))
    assert len(plain_text(parse_prose(text))) <= len(text)
    assert all(not isinstance(span, Words) or span.text for span in spans)


@given(st.text(alphabet="abc*[]{}\\^()<&", min_size=1, max_size=60))
def test_escaped_marks_are_printed(text: str) -> None:
    escaped = "".join(f"\\{letter}" if letter in string.punctuation else letter for letter in text)
    assert parse_prose(escaped) == (Words(text),)
