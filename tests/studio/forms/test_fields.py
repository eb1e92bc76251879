"""Every field of every model has its control in a form, or is edited elsewhere for a reason that is written here."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from factsheet_builder.content.models import Factsheet
from factsheet_builder.studio.forms.form_fields import Control, Field
from factsheet_builder.studio.forms.passage_forms import FIELDS
from tests.studio.forms.conftest import Sheet

ELSEWHERE = {
    ("Factsheet", "id"): "the name of its file, which addresses and translations have",
    ("Factsheet", "data"): "put there when it is read, never written by hand",
    ("Factsheet", "blocks"): "each block has a form of its own",
    ("Factsheet", "notes"): "each note has a form of its own",
    ("Section", "blocks"): "each block has a form of its own",
    ("Callout", "blocks"): "each block has a form of its own",
    ("Recommendation", "blocks"): "each block has a form of its own",
    ("ListItem", "blocks"): "each block has a form of its own",
    ("PartyListNote", "kind"): "the other kinds have other fields: such a note is added anew",
    ("UpdateNote", "kind"): "the other kinds have other fields: such a note is added anew",
    ("TableColumn", "title"): "the cells of the table have a control of their own",
    ("TableColumn", "type"): "the cells of the table have a control of their own",
    ("TableRow", "heading"): "the cells of the table have a control of their own",
    ("TableRow", "cells"): "the cells of the table have a control of their own",
    ("TableCell", "text"): "the cells of the table have a control of their own",
    ("TableCell", "columns"): "the cells of the table have a control of their own",
    ("TableCell", "rows"): "the cells of the table have a control of their own",
}
KINDS = {
    "Factsheet": ("head", "round"),
    "PartyListNote": ("note-parties",),
    "TextNote": ("note-gloss",),
    "UpdateNote": ("note-update",),
}


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that a type speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models(inner)


def keys_of(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    for name, info in model.model_fields.items():
        yield info.alias or name, info.annotation


def missing(model: type[BaseModel], fields: tuple[Field, ...], seen: set[str]) -> Iterator[str]:
    """Yield what a model has and no field, down to what is in it."""
    by_key = {key: field for field in fields for key in field.key.split("+")}
    for key, annotation in keys_of(model):
        seen.add(f"{model.__name__}.{key}")
        if (model.__name__, key) in ELSEWHERE or (key == "kind" and "kind" not in by_key and _kinds(annotation)):
            continue
        field = by_key.get(key)
        if field is None:
            yield f"{model.__name__}.{key}"
            continue
        if field.control in {Control.SOURCE, Control.CELLS}:
            continue
        for inner in models(annotation):
            yield from missing(inner, parts_of(field, inner), seen)


def _kinds(annotation: Any) -> bool:
    return len(get_args(annotation)) == 1


def parts_of(field: Field, model: type[BaseModel]) -> tuple[Field, ...]:
    """Return the fields for a model inside a field."""
    kind = model.model_fields.get("kind")
    if field.control is Control.ENTRIES and field.parts[0].control is Control.VARIANTS:
        return parts_of(field.parts[0], model)
    if kind is not None and field.control is Control.VARIANTS:
        (name,) = get_args(kind.annotation)
        return next(variant.fields for variant in field.variants if variant.value == name)
    return field.parts


def roots() -> list[tuple[type[BaseModel], tuple[str, ...]]]:
    """Return the models of what has a form, with the kinds of its forms."""
    found: dict[type[BaseModel], tuple[str, ...]] = {Factsheet: KINDS["Factsheet"]}
    for key in ("blocks", "notes"):
        for model in models(Factsheet.model_fields[key].annotation):
            kind = get_args(model.model_fields["kind"].annotation)[0]
            found[model] = KINDS.get(model.__name__, (kind,))
    return list(found.items())


@pytest.mark.parametrize(("model", "kinds"), roots(), ids=lambda value: getattr(value, "__name__", ""))
def test_every_field_of_a_model_has_its_control(
    model: type[BaseModel], kinds: tuple[str, ...], every_block: Sheet
) -> None:
    fields = tuple(field for kind in kinds for field in FIELDS[kind](every_block.around))
    assert list(missing(model, fields, set())) == []


def test_every_kind_has_a_form_and_a_missing_field_is_found(every_block: Sheet) -> None:
    assert {kind for _, kinds in roots() for kind in kinds} | {"note-reference"} == set(FIELDS)
    figure = next(model for model, _ in roots() if model.__name__ == "Figure")
    fields = FIELDS["figure"](every_block.around)
    assert list(missing(figure, fields[1:], set())) == ["Figure.title"]


def test_what_is_edited_elsewhere_is_there(every_block: Sheet) -> None:
    seen: set[str] = set()
    for model, kinds in roots():
        fields = tuple(field for kind in kinds for field in FIELDS[kind](every_block.around))
        list(missing(model, fields, seen))
    cells = {f"{name}.{key}" for name, key in ELSEWHERE if name.startswith("Table")}
    assert {f"{name}.{key}" for name, key in ELSEWHERE} - cells <= seen


def every_field(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from every_field(field.parts)
        for variant in field.variants:
            yield from every_field(variant.fields)


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_has_words(kind: str, every_block: Sheet) -> None:
    for field in every_field(FIELDS[kind](every_block.around)):
        assert field.label, field
        if field.control is Control.ENTRIES:
            assert "{number}" in field.one
            assert field.more
