"""One edit at a time: what is written, in which style, and what stays to the letter."""

from textwrap import dedent

import pytest

from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import Data, read_yaml_text
from factsheet_builder.editing import digest_at, insert_entry, move, remove, set_value, set_values, value_at
from factsheet_builder.editing.key_order import order_of
from factsheet_builder.editing.yaml_edits import ABSENT
from factsheet_builder.errors import ContentError

LONG = (
    "a text that is longer than any line of the file has room for, "
    "so that it is written in lines of its own below its key,"
)


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("k: one  # why\n", "two", "k: two  # why\n"),
        ("k: one  # why\n", "a: b", 'k: "a: b"  # why\n'),
        ("k: one\n", "yes", 'k: "yes"\n'),
        ("k: NO\n", "ON", "k: ON\n"),
        ("k: one\n", "12", 'k: "12"\n'),
        ("k: 12\n", 13, "k: 13\n"),
        ("k: 'it''s'\n", "it's so", "k: 'it''s so'\n"),
        ('k: "one"\n', 'two "three"', 'k: "two \\"three\\""\n'),
        ("k: one # why\n", LONG, f"k: >- # why\n  {LONG}\n"),
        ("k: one\nl: 1\n", "a\nb", "k: |-\n  a\n  b\nl: 1\n"),
        ("k: |  # why\n    a\n    b\n\n# next\nl: 1\n", "c\n\nd\n", "k: |  # why\n    c\n\n    d\n\n# next\nl: 1\n"),
        ("k: >-\n  a b\n  c\nl: 1\n", "", 'k: ""\nl: 1\n'),
        ("k: >-\n  a b\nl: 1\n", "a\nb", "k: >-\n  a\n\n  b\nl: 1\n"),
        ("k: >-\n  a b\nl: 1\n", "  a", "k: >2-\n    a\nl: 1\n"),
        ("k:  # none yet\nl: 1\n", "x", "k: x  # none yet\nl: 1\n"),
        ("k: x  # gone\nl: 1\n", None, "k:  # gone\nl: 1\n"),
        ("k:\n  one\n  two\n", "one three", "k:\n  one three\n"),
        ("k: []  # none\nl: 1\n", ["a"], "k:  # none\n  - a\nl: 1\n"),
        ("k: []\n", ["MLT", "MDA"], "k: [MLT, MDA]\n"),
        ("k:\n  - a\n  - b\nl: 1\n", [], "k: []\nl: 1\n"),
        ("k: { a: 1, b: x }\n", {"a": 1, "b": "x, y"}, 'k: { a: 1, b: "x, y" }\n'),
        ("k: { a: 1, b: x }\n", {"a": 1}, "k: { a: 1 }\n"),
        ("k: [A, B]  # why\n", ["A", "C", "B"], "k: [A, C, B]  # why\n"),
        ("k: [\n  AAA, BBB,\n  CCC,\n]\n", ["AAA", "CCC"], "k: [\n  AAA, CCC,\n]\n"),
        ("k: a\rl: b\r", "c", "k: c\rl: b\r"),
        ("\ufeffk: a\r\nl: b", "c\nd", "\ufeffk: |-\r\n  c\r\n  d\r\nl: b"),
    ],
)  # fmt: skip
def test_a_value_is_written_as_the_one_before(before: str, value: Data, after: str) -> None:
    assert set_value(before, ("k",), value) == after
    assert value_at(after, ("k",)) == value


def test_a_folded_text_keeps_the_lines_that_stay() -> None:
    lines = [f"{n} {'word ' * (17 if n == 'b' else 18)}end" for n in "abcd"]
    text = "k: >-\n" + "".join(f"  {line}\n" for line in lines)
    after = set_value(text, ("k",), value_at(text, ("k",)).replace("b word", "b changed"))  # type: ignore[union-attr]
    assert [line for line in after.splitlines() if line not in text.splitlines()] == [
        f"  {lines[1]}".replace("b word", "b changed")
    ]
    longer = set_value(text, ("k",), value_at(text, ("k",)).replace("b word", "b word word"))  # type: ignore[union-attr]
    assert longer.splitlines()[:2] == text.splitlines()[:2]
    assert max(map(len, longer.splitlines())) <= max(map(len, text.splitlines()))


def test_what_comes_behind_a_folded_text_goes_on_in_its_last_line() -> None:
    text = "k: >-\n  one two\n  three\nl: >-\n  " + "word " * 20 + "end\n"
    assert set_value(text, ("k",), "one two three four") == text.replace("  three\n", "  three four\n")


ENTRIES = dedent("""\
    # of the file
    list:
      # of a
      - id: a
        text: one  # behind
        # deeper

      # of nobody

      # of b
      - id: b
        text: |
          two

      - id: c
        text: three
    # of the key
    other: 1
    """)


@pytest.mark.parametrize(
    ("after", "gone"),
    [
        (remove(ENTRIES, ("list", 0)), ["  # of a", "  - id: a", "    text: one  # behind", "    # deeper", ""]),
        (remove(ENTRIES, ("list", 1)), ["  # of b", "  - id: b", "    text: |", "      two", ""]),
        (remove(ENTRIES, ("list", 2)), ["", "  - id: c", "    text: three"]),
        (remove(ENTRIES, ("list", 0, "text")), ["    text: one  # behind"]),
        (remove(ENTRIES, ("other",)), ["# of the key", "other: 1"]),
        (remove(ENTRIES, ("list", 0, "id")), ["  - id: a", "    text: one  # behind"]),
    ],
    ids=["first", "middle", "last", "key", "last key", "first key"],
)
def test_what_goes_takes_its_own_comments_along(after: str, gone: list[str]) -> None:
    lines = ENTRIES.splitlines()
    for line in gone:
        lines.remove(line)
    assert sorted(line for line in after.splitlines() if line.strip()) == sorted(
        [*filter(str.strip, lines), *(["  - text: one  # behind"] if gone[0] == "  - id: a" else [])]
    )
    assert "# of nobody" in after
    assert "# of the file" in after


def test_what_comes_stands_as_its_neighbours_do() -> None:
    new: Data = {"id": "new", "text": LONG + LONG, "codes": ["MLT"], "items": [{"text": "x"}, "z"]}
    after = insert_entry(ENTRIES, ("list",), 1, new)
    lines = after.splitlines()
    at = lines.index("  - id: new")
    assert lines[at - 2 : at] == ["    # deeper", ""]
    assert lines[at + 1] == "    text: >-"
    assert all(len(line) <= 120 for line in lines)
    assert lines[at + 5 :][:5] == ["    codes: [MLT]", "    items:", "      - text: x", "      - z", ""]
    assert remove(after, ("list", 1)) == ENTRIES


def test_what_moves_takes_its_own_comments_along() -> None:
    after = move(ENTRIES, ("list",), 2, 0)
    assert after.index("- id: c") < after.index("# of a") < after.index("- id: a") < after.index("# of b")
    assert move(after, ("list",), 0, 2) == ENTRIES
    assert move("k: [A, B, C]\n", ("k",), 0, 2) == "k: [B, C, A]\n"


def test_a_list_is_begun_and_ended() -> None:
    begun = insert_entry("a: 1\n", ("list",), 0, {"id": "x"})
    assert begun == "a: 1\nlist:\n  - id: x\n"
    assert remove(begun, ("list", 0)) == "a: 1\nlist: []\n"
    assert insert_entry("list:\n", ("list",), 0, "x") == "list:\n  - x\n"


def test_a_new_key_stands_where_people_write_it() -> None:
    text = "id: x\nblocks:\n  - kind: paragraph\n    text: words\n"
    order = order_of(Factsheet, read_yaml_text(text, "").data)
    after = set_value(text, ("blocks", 0, "corrections"), [{"found": "w"}], order=order)
    after = set_value(after, ("blocks", 0, "id"), "p", order=order)
    assert set_value(after, ("language",), "en", order=order) == (
        "id: x\nlanguage: en\nblocks:\n  - kind: paragraph\n    id: p\n    text: words\n    corrections:\n      - found: w\n"
    )


def test_several_values_at_once() -> None:
    assert set_values("a: 1\nb: x\nc: [A]\n", {("a",): 2, ("c", 0): "B", ("d",): "z"}) == "a: 2\nb: x\nc: [B]\nd: z\n"


def test_only_what_differs_in_a_list_is_written() -> None:
    after = set_value(ENTRIES, ("list", 1), {"id": "b", "text": "two\n", "new": "x"})
    assert set(after.splitlines()) - set(ENTRIES.splitlines()) == {"    new: x"}
    assert set_value(ENTRIES, ("list",), value_at(ENTRIES, ("list",))) == ENTRIES


@pytest.mark.parametrize(
    ("text", "path", "code"),
    [
        ("a: &x one\nb: *x\n", ("a",), "yaml-alias"),
        ("a: !t one\n", ("a",), "yaml-tag"),
        ("a: 1\n---\nb: 2\n", ("a",), "yaml-syntax"),
        ("a: 1\n", ("b", "c"), "no-value"),
        ("a: [1]\n", ("a", 3), "no-value"),
        ("a: one\n", ("a", "b"), "no-value"),
        ("? a\n: one\n", ("a",), "cannot-edit"),
        ("a: one\n", (), "cannot-edit"),
    ],
)
def test_what_cannot_be_edited_is_refused(text: str, path: Path, code: str) -> None:
    with pytest.raises(ContentError) as caught:
        set_value(text, path, "new", file="data/file.yaml")
    assert {problem.code for problem in caught.value.diagnostics} == {code}
    assert all(problem.remedy and problem.place.file == "data/file.yaml" for problem in caught.value.diagnostics)


def test_comments_between_brackets_are_not_lost() -> None:
    text = "k: [\n  A,  # first\n  B,\n]\n"
    assert set_value(text, ("k", 1), "C") == "k: [\n  A,  # first\n  C,\n]\n"
    with pytest.raises(ContentError, match="lines that are not its own"):
        remove(text, ("k", 0))
    with pytest.raises(ContentError, match="lines that are not its own"):
        move(text, ("k",), 0, 1)


def test_digests_are_of_what_is_said() -> None:
    assert digest_at("a: one\n", ("a",)) == digest_at("b: 2\na:\n  'one'  # why\n", ("a",))
    assert digest_at("a: 1\n", ("a",)) != digest_at("a: '1'\n", ("a",)) != digest_at("a: true\n", ("a",))
    assert digest_at("a: 1\n", ("b",)) == ABSENT
