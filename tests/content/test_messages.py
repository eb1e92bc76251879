"""What authors get wrong in a factsheet, each with the messages that it gives: place, fault and remedy, in their words."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.reader import SCHEMAS, read_factsheet_text
from factsheet_builder.content.reading.shape_problems import shape_problems
from factsheet_builder.content.reading.shape_wording import WORDED
from factsheet_builder.content.reading.yaml_source import Data, read_yaml_text, write_yaml
from factsheet_builder.errors import ContentError, FactsheetError
from tests.content.broken_files import VALID, BrokenFile, broken_files

JARGON: Final = re.compile(
    r"\b(instance|tuple|dict(ionary)?|mapping|scalar|token|NoneType|None|string|literal|int(eger)?|float|bool(ean)?|str|input"
    r"|valid|validation|field|pydantic|model|union|type|discriminator|[A-Z][a-z]+[A-Z]\w+)\b|block end|Found: |[a-z]_type"
)
"""Words of Pydantic, Python and the YAML engine."""


def found_in(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(FactsheetError) as caught:
        read_factsheet_text(text, "sample.yaml")
    return [(f"{d.place.line}:{d.place.column}", d.what, d.remedy) for d in caught.value.diagnostics]


@pytest.mark.parametrize("broken", broken_files(), ids=lambda broken: broken.name)
def test_a_broken_file_says_where_what_and_what_to_do(broken: BrokenFile) -> None:
    found = found_in(broken.text)
    assert [place for place, _, _ in found] == [place for place, _, _ in broken.messages]
    for (_, what, remedy), (_, fault, advice) in zip(found, broken.messages, strict=True):
        assert what.startswith(fault)
        assert remedy.startswith(advice)
        own_words = re.sub("“.*?”", "", f"{what} {remedy}").replace("is not valid", "")
        assert not JARGON.search(own_words), own_words


def test_there_are_more_than_sixty_broken_files_and_each_says_something() -> None:
    files = broken_files()
    assert len({broken.text for broken in files}) > 60
    assert all(broken.messages for broken in files)
    assert len({broken.name for broken in files}) == len(files)


def test_the_file_that_they_edit_is_valid() -> None:
    """The negative control."""
    assert read_factsheet_text(VALID, "sample.yaml").model.id == "sample"


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("    title: Introduction", "    title: 1.10", "1.10"),
        ("    title: Introduction", "    title: 010", "010"),
        ("    title: Introduction", "    title: 2022-03-10", "2022-03-10"),
        ("    title: Introduction", "    title: 12:30", "12:30"),
        ("    title: Introduction", "    title: 1_000", "1_000"),
        ("    title: Introduction", "    title: NO", "NO"),
        ("    title: Introduction", "    title: on", "on"),
        ("    title: Introduction", "    title: yes", "yes"),
        ("    title: Introduction", "    title: “Introduction”", "“Introduction”"),
        ("    title: Introduction", "    title: Intro\u200bduction\u00ad", "Introduction"),
        ("    title: Introduction", "    title : Introduction", "Introduction"),
    ],
)
def test_values_are_texts_where_texts_belong(old: str, new: str, text: str) -> None:
    assert VALID.count(old) == 1
    section = read_factsheet_text(VALID.replace(old, new), "sample.yaml").model.blocks[0]
    assert section.kind == "section"
    assert section.title == text


def test_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    model = read_factsheet_text(VALID, "sample.yaml").model
    for text in (VALID.replace("\n", "\r\n"), VALID.replace("\n", "\r")):
        assert read_factsheet_text(text, "sample.yaml").model == model
    broken = VALID.replace("        text: This", "        txt: This").replace("\n", "\r\n")
    assert found_in(broken) == [("28:9", "The key “txt” is not known here.", "Did you mean “text”?")]


# Every type of finding that a model of ours can give has words of its own, by what its schema has inside.
TYPES: Final[dict[str, tuple[str, ...]]] = {
    "bool": ("bool_type", "bool_parsing"),
    "date": ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
    "dict": ("dict_type", "too_short", "too_long"),
    "float": ("float_type", "float_parsing", "finite_number"),
    "int": ("int_type", "int_parsing", "int_parsing_size", "int_from_float"),
    "list": ("list_type", "too_short", "too_long"),
    "literal": ("literal_error",),
    "model": ("model_type", "model_attributes_type"),
    "model-field": ("missing",),
    "model-fields": ("model_attributes_type", "extra_forbidden"),
    "str": ("string_type", "string_unicode", "string_too_short", "string_too_long", "string_pattern_mismatch"),
    "tagged-union": ("union_tag_invalid", "union_tag_not_found", "model_attributes_type"),
    "tuple": ("tuple_type", "too_short", "too_long"),
    "union": (),
    **dict.fromkeys(
        ("function-after", "function-before", "function-wrap", "no-info"), ("value_error", "assertion_error")
    ),
    **dict.fromkeys(("chain", "default", "definition-ref", "definitions", "nullable"), ()),
}
BOUNDS: Final = {
    "gt": "greater_than",
    "ge": "greater_than_equal",
    "lt": "less_than",
    "le": "less_than_equal",
    "multiple_of": "multiple_of",
}


def schemas_in(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield all schemas inside one of Pydantic's."""
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema
        for key, inner in schema.items():
            if key not in {"metadata", "serialization"}:
                yield from schemas_in(inner)
    elif isinstance(schema, list | tuple):
        for inner in schema:
            yield from schemas_in(inner)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_finding_that_a_model_can_give_has_words(kind: str) -> None:
    for schema in schemas_in(SCHEMAS[kind].__pydantic_core_schema__):
        assert schema["type"] in TYPES, f"say here what a schema of the type {schema['type']} can find, and word it"
        wanted = {*TYPES[schema["type"]], *(name for key, name in BOUNDS.items() if key in schema)}
        assert wanted <= WORDED


def test_a_finding_without_words_is_not_said_in_pydantics() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(bytes).validate_python(3)
    (problem,) = shape_problems(caught.value, read_yaml_text("3", "sample.yaml"), BaseModel)
    assert (problem.what, problem.remedy.partition(";")[0]) == ("The file cannot be the number 3.", "Correct it")


class Cell(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str
    columns: int = 1


class Holder(BaseModel):
    """A union inside a union."""

    model_config = ConfigDict(extra="forbid")
    rows: tuple["Row | int", ...] = ()


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["row"] = "row"
    cells: tuple[str | Cell, ...] = ()
    day: str | tuple[str, ...] = ""
    total: bool | tuple[str, ...] = False
    ends: tuple[str, ...] = Field(("a", "b"), min_length=2, max_length=3)


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ("cells: [{ text: a, colums: 2 }]", "The key “colums” is not known here.", "Did you mean “columns”?"),
        ("cells: [{ columns: 2 }]", "The key “text” is missing here.", "Add “text: …”"),
        ("cells: [[a]]", "This entry cannot be a list.", "Write a text or an entry, its keys: text, columns."),
        ("day: { a: b }", "“day” cannot be a group of keys.", "Write a text or a list."),
        ("total: maybe", "“total” cannot be the text “maybe”.", "Write true or false or a list."),
        ("total: [[]]", "This entry must be a text, but a list stands here.", "If it is a text, put"),
        ("ends: [a]", "A row has at least 2 ends; here is 1.", "Add what is missing."),
        ("ends: [a, b, c, d]", "A row has at most 3 ends; here are 4.", "Shorten or divide it."),
        ("ends: [a, []]", "This entry must be a text, but a list stands here.", "If it is a text, put"),
        ("day: [[a]]", "This entry must be a text, but a list stands here.", "If it is a text, put"),
    ],
)
def test_of_several_shapes_the_one_that_was_meant_is_said(text: str, what: str, remedy: str) -> None:
    source = read_yaml_text(text, "sample.yaml")
    with pytest.raises(ValidationError) as caught:
        Row.model_validate(source.data)
    (problem,) = shape_problems(caught.value, source, Row)
    assert problem.what == what
    assert problem.remedy.startswith(remedy)


def test_a_union_inside_a_union_says_one_thing() -> None:
    source = read_yaml_text("rows: [{ total: maybe }, { colour: red }]", "sample.yaml")
    with pytest.raises(ValidationError) as caught:
        Holder.model_validate(source.data)
    assert [(problem.place.column, problem.what) for problem in shape_problems(caught.value, source, Holder)] == [
        (17, "“total” cannot be the text “maybe”."),
        (28, "The key “colour” is not known here."),
    ]


def test_utf_16_is_named(tmp_path: Any) -> None:
    from factsheet_builder.content.reading.reader import read_factsheet_file

    file = tmp_path / "sample.yaml"
    for encoding in ("utf-16", "utf-16-le", "cp1252"):
        file.write_bytes(("\ufeff" * (encoding == "utf-16-le") + VALID).encode(encoding))
        with pytest.raises(ContentError) as caught:
            read_factsheet_file(file)
        (problem,) = caught.value.diagnostics
        assert (problem.code, problem.remedy) == ("not-utf8", "Save it again with the encoding UTF-8.")
        assert ("UTF-16" in problem.what) == encoding.startswith("utf-16")
    file.write_bytes(b"\xef\xbb\xbf" + VALID.encode())
    assert read_factsheet_file(file).model.id == "sample"


def said_of(text: str) -> None:
    try:
        read_factsheet_text(text, "sample.yaml")
    except FactsheetError as error:
        assert error.diagnostics, text  # noqa: PT017 - whatever is refused, something is said
        for problem in error.diagnostics:
            assert problem.place.line, problem
            own_words = re.sub("“[^”]*”", "", f"{problem.what} {problem.remedy}").replace("is not valid", "")
            assert problem.code == "yaml-syntax" or not JARGON.search(own_words), problem


@settings(max_examples=25)
@given(st.integers(0, len(VALID) - 1), st.integers(0, 12), st.text("ab1.-:?,[]{}#&*!|>'\"%@` \n\té", max_size=4))
def test_whatever_is_cut_something_is_said(at: int, length: int, put: str) -> None:
    said_of(VALID[:at] + put + VALID[at + length :])


PATHS: Final = sorted(
    (path for path in read_yaml_text(VALID, "sample.yaml").places if path and not str(path[-1]).startswith("@")),
    key=str,
)
SHAPES: Final[tuple[Data, ...]] = (
    None,
    True,
    3,
    2.5,
    "words",
    "",
    [],
    ["words"],
    {},
    {"text": "words"},
    {"kind": "list"},
    [[]],
)


@settings(max_examples=40)
@given(st.sampled_from(PATHS), st.sampled_from(SHAPES))
def test_whatever_stands_in_its_place_something_is_said(path: Path, shape: Data) -> None:
    data: Any = deepcopy(read_yaml_text(VALID, "sample.yaml").data)
    holder = data
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = shape
    said_of(write_yaml(data))
