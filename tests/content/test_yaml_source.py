"""The YAML reader: plain data with places, and nothing but a ``FactsheetError`` for whatever else a file may hold."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factsheet_builder.content.reading.yaml_source import Data, YamlSource, read_yaml
from factsheet_builder.errors import ContentError, Diagnostic, FactsheetError, Place

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "factsheets" / "assistance-to-victims.yaml"
HEAD = "\n".join(SHIPPED.read_text(encoding="utf-8").splitlines()[8:60])
LETTERS = "ab1.-:?,[]{}#&*!|>'\"%@` \n\t\\\r~=<\x00\x85\u2028\ufeff\U0001f600é"


def read(tmp_path: Path, text: str | bytes) -> YamlSource:
    file = tmp_path / "file.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_yaml(file, "data/file.yaml")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: NO", "NO"),
        ("a: yes", "yes"),
        ("a: true", True),
        ("a: False", False),
        ("a: 12", 12),
        ("a: -3", -3),
        ("a: 0o17", "0o17"),
        ("a: 1.5", 1.5),
        ("a: 1e3", 1000.0),
        ("a: .inf", ".inf"),
        ("a: 1:30", "1:30"),
        ("a: 2022-03-10", "2022-03-10"),
        ("a:", None),
        ("a: ~", None),
        ('a: "null"', "null"),
        ("a: [x, 1]", ["x", 1]),
        ("a: >-\n  one\n  two\n", "one two"),
        ("a: { 1: b }", {"1": "b"}),
    ],
)  # fmt: skip
def test_data(tmp_path: Path, text: str, data: Data) -> None:
    assert read(tmp_path, text).data == {"a": data}


def test_places(tmp_path: Path) -> None:
    source = read(tmp_path, "a:\n  - b: one\n    c: [x, two]\n")
    assert source.place(("a", 0, "c", 1)) == Place("data/file.yaml", 3, 12)
    assert source.key_place(("a", 0, "c")) == Place("data/file.yaml", 3, 5)
    assert source.place(("a", 0, "c", 7, "d")) == source.place(("a", 0, "c"))
    assert source.key_place(()) == Place("data/file.yaml", 1, 1)


def test_places_of_words(tmp_path: Path) -> None:
    source = read(tmp_path, "x: word\na: >-\n  one word\n  two word word\nb: word\n")
    places = [source.word_place(("a",), "word", number) for number in (1, 2, 3)]
    assert [(place.line, place.column) for place in places] == [(3, 7), (4, 7), (4, 12)]
    assert source.word_place(("a",), "word", 4) == source.place(("a",))
    assert source.word_place(("a",), "one word two") == source.place(("a",))


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfa: b").key_place(("a",)) == Place("data/file.yaml", 1, 1)


@pytest.mark.parametrize("escape", ["\\UFFFFFFFF", "\\U00110000", "\\x4", "\\q"])
def test_escapes_that_stand_for_no_character_are_refused(tmp_path: Path, escape: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(tmp_path, f'a: b\nc: "{escape}"\n')
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.place.line) == ("yaml-syntax", 2)
    assert 4 <= problem.place.column <= 7


unhurried = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def assert_read_or_refused(tmp_path: Path, content: bytes) -> None:
    problems: tuple[Diagnostic, ...] = ()
    try:
        lines = read(tmp_path, content).lines
    except FactsheetError as error:
        problems, lines = error.diagnostics, ()
    assert lines or problems
    assert all(problem.place.file == "data/file.yaml" for problem in problems)


@unhurried
@given(st.binary(max_size=200))
@example(b"\xff\xfe")
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    assert_read_or_refused(tmp_path, content)


@unhurried
@given(st.text(LETTERS, max_size=60))
@example("%YAML 9.9\n---\na")
@example("%TAG ! x\n%TAG ! y\n---\na")
@example("? ? ?")
@example("!<x y> a")
@example("a: !!int x")
@example("a: !!float x")
@example("<<: a")
@example('"\\uD800": a')
@example("[" * 200)
def test_any_marks_of_yaml_are_read_or_refused(tmp_path: Path, content: str) -> None:
    assert_read_or_refused(tmp_path, content.encode())


@settings(parent=unhurried, max_examples=60)
@given(st.integers(0, len(HEAD) - 1), st.integers(0, 12), st.text(LETTERS, max_size=4))
def test_the_shipped_file_with_any_cut_is_read_or_refused(tmp_path: Path, at: int, length: int, put: str) -> None:
    assert_read_or_refused(tmp_path, (HEAD[:at] + put + HEAD[at + length :]).encode())
