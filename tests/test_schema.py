"""The JSON Schemas that editors read: up to date, healthy, met by the shipped files, and named in their first lines."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from factsheet_builder.content.reading.reader import SCHEMAS, json_schema
from factsheet_builder.content.reading.yaml_source import Data, read_yaml

ROOT = Path(__file__).resolve().parent.parent
FILES = [*sorted((ROOT / "data").rglob("*.yaml")), ROOT / "factsheet_builder" / "content" / "skeleton.yaml"]
HINT = "# yaml-language-server: $schema="


def validator(kind: str) -> Any:
    return Draft202012Validator(json.loads(json_schema(kind)))


def kind_of(file: Path) -> str:
    hint = file.read_text(encoding="utf-8").splitlines()[0]
    assert hint.startswith(HINT), file
    return hint.removeprefix(HINT).rpartition("/")[2].removesuffix(".schema.json")


def data_of(file: Path) -> Data:
    return read_yaml(file, file.name).data


@pytest.mark.parametrize("kind", SCHEMAS)
def test_written_schemas_are_up_to_date(kind: str) -> None:
    written = (ROOT / "data" / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert written == json_schema(kind), "run `factsheet schema --write`"


def test_no_other_schemas_lie_about() -> None:
    assert {path.name for path in (ROOT / "data" / "schemas").iterdir()} == {f"{kind}.schema.json" for kind in SCHEMAS}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schemas_are_schemas(kind: str) -> None:
    Draft202012Validator.check_schema(json.loads(json_schema(kind)))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_first_line_leads_editors_to_a_schema(file: Path) -> None:
    assert kind_of(file) in SCHEMAS
    schema = file.read_text(encoding="utf-8").splitlines()[0].removeprefix(HINT)
    folder = ROOT / "data" / "factsheets" if file.name == "skeleton.yaml" else file.parent
    assert (folder / schema).resolve().is_relative_to(ROOT / "data" / "schemas")
    assert (folder / schema).is_file()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_shipped_files_meet_their_schema(file: Path) -> None:
    assert [error.message for error in validator(kind_of(file)).iter_errors(data_of(file))] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("title", "no such key"), ("chapter", True), ("blocks", []), ("round", {}), ("notes", [{"kind": "x"}])],
)
def test_a_schema_refuses_what_the_reader_refuses(key: str, value: object) -> None:
    """The negative control."""
    data = data_of(ROOT / "data" / "factsheets" / "assistance-to-victims.yaml")
    assert isinstance(data, dict)
    assert list(validator("factsheet").iter_errors({**data, key: value}))


def test_a_schema_takes_what_the_reader_takes() -> None:
    data = data_of(ROOT / "factsheet_builder" / "content" / "skeleton.yaml")
    assert isinstance(data, dict)
    blocks = [
        {"kind": "paragraph", "text": "No id."},
        {"kind": "table", "title": 1, "columns": ["a", 2], "rows": [{"heading": 3, "cells": [4.5]}]},
    ]
    assert list(validator("factsheet").iter_errors({**data, "blocks": blocks, "chapter": 6})) == []
    unnumbered = [
        {
            "kind": "recommendation",
            "urgency": "require",
            "text": "No id.",
            "addressees": {"kind": "open", "phrase": "No id"},
        }
    ]
    assert list(validator("factsheet").iter_errors({**data, "blocks": unnumbered}))


def test_every_field_of_a_date_is_named_as_one() -> None:
    """A day is a text in the schema, so that editors do not ask for a number."""
    adopted = json.loads(json_schema("factsheet"))["$defs"]["MonitoringRound"]["properties"]["adopted"]
    assert (adopted["type"], adopted["format"]) == ("string", "date")
