"""A value of the content -> what a browser sends of an untouched form of it: pairs of names and words.

Whatever comes back with the same words was not changed, however its value is written: that is how a form that is sent as it
was changes nothing. A value that has not the shape of its field is edited as it stands in the file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import dedent
from typing import Final

from factsheet_builder.characters import drop_harmless
from factsheet_builder.content.reading.yaml_source import Data, write_yaml
from factsheet_builder.studio.forms.form_fields import Control, Field, Variant

Posted = Mapping[str, tuple[str, ...]]
"""What a browser sends: words by name."""
PREFIX: Final = "f"
"""What the names of all fields begin with."""


class Absent:
    """There is no value."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()
Held = Data | Absent
ON: Final = "yes"
_SPACES: Final = re.compile(r"[ \t\n\f\v]+")
"""Spaces that say nothing; one that keeps words together is no such space."""


def posted_of(pairs: Iterable[tuple[str, object]]) -> Posted:
    """Return what a browser sent of the fields of a form, lines ended in one way; uploads and other names are left out."""
    found: dict[str, list[str]] = {}
    for name, words in pairs:
        if isinstance(words, str) and name.startswith(f"{PREFIX}."):
            found.setdefault(name, []).append(words.replace("\r\n", "\n").replace("\r", "\n"))
    return {name: tuple(words) for name, words in found.items()}


def flat_form(fields: tuple[Field, ...], value: Data) -> Posted:
    """Return what is sent of the untouched form of a mapping."""
    return posted_of(flat_fields(fields, value, PREFIX))


def flat_fields(fields: tuple[Field, ...], value: Held, name: str) -> Iterator[tuple[str, str]]:
    """Yield what is sent of the fields of a mapping."""
    for field in fields:
        yield from flat(field, held(field, value), name_of(name, field))


def name_of(around: str, field: Field) -> str:
    """Return the name of a field inside what is named ``around``."""
    return f"{around}.{field.key.replace('+', '-') or 'value'}"


def held(field: Field, value: Held) -> Held:
    """Return what a field has of the mapping around it."""
    if not field.key:
        return value
    if not isinstance(value, dict):
        return ABSENT
    if field.control is Control.CELLS:
        return {key: value[key] for key in field.key.split("+") if key in value}
    return value.get(field.key, ABSENT)


def flat(field: Field, value: Held, name: str) -> Iterator[tuple[str, str]]:
    """Yield what is sent of one field."""
    if not fits(field, value):
        yield f"{name}.source", source_of(value)
        return
    match field.control:
        case Control.SOURCE:
            yield name, source_of(value)
        case Control.YES_NO:
            yield f"{name}.there", ON
            yield from [(name, ON)] if value is True else []
        case Control.PARTIES | Control.ANY_OF:
            yield f"{name}.there", ON
            yield from ((name, str(code)) for code in listed(value))
            yield from [(f"{name}.more", "")] if field.control is Control.PARTIES else []
        case Control.LINES:
            yield name, "\n".join(words_of(item) for item in listed(value))
        case Control.NUMBERS:
            yield name, "; ".join(words_of(item) for item in listed(value))
        case Control.GROUP:
            yield from flat_fields(field.parts, value, name)
        case Control.ENTRIES:
            yield from _entries(field, listed(value), name)
        case Control.VARIANTS:
            yield from _variants(field.variants, value, name)
        case Control.CELLS:
            yield from _cells(value, name)
        case Control.CHOICE:
            yield name, chosen_in(field, value)
        case _:
            yield name, words_of(value)


def chosen_in(field: Field, value: Held) -> str:
    """Return the choice that a value is."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return words_of(value) or field.default


def _entries(field: Field, items: list[Data], name: str) -> Iterator[tuple[str, str]]:
    yield f"{name}.there", ON
    for number, item in enumerate(items):
        yield f"{name}.{number}.was", str(number)
        yield from flat_fields(field.parts, item, f"{name}.{number}")
    for number in range(len(items), field.least):
        yield f"{name}.{number}.was", ""
        yield from flat_fields(field.parts, ABSENT, f"{name}.{number}")


def _variants(variants: tuple[Variant, ...], value: Held, name: str) -> Iterator[tuple[str, str]]:
    kind = value.get("kind") if isinstance(value, dict) else None
    yield from [(f"{name}.kind", str(kind))] if kind else []
    for variant in variants:
        yield from flat_fields(variant.fields, value if variant.value == kind else ABSENT, f"{name}.{variant.value}")


def _cells(value: Held, name: str) -> Iterator[tuple[str, str]]:
    columns, rows = (listed(value.get(key)) if isinstance(value, dict) else [] for key in ("columns", "rows"))
    yield f"{name}.there", ON
    for number, column in enumerate(columns):
        here = f"{name}.c.{number}"
        yield f"{here}.was", str(number)
        yield f"{here}.text", words_of(column.get("title")) if isinstance(column, dict) else words_of(column)
        yield f"{here}.type", words_of(column.get("type") if isinstance(column, dict) else None) or "text"
    for number, row in enumerate(rows):
        yield f"{name}.r.{number}.was", str(number)
        for place, cell in cells_of(row):
            here = f"{name}.r.{number}.{place}"
            yield f"{here}.text", words_of(cell.get("text")) if isinstance(cell, dict) else words_of(cell)
            yield f"{here}.columns", words_of(cell.get("columns")) if isinstance(cell, dict) else ""
            yield f"{here}.rows", words_of(cell.get("rows")) if isinstance(cell, dict) else ""


def cells_of(row: Data) -> Iterator[tuple[int, Data]]:
    """Yield the cells of a row by their places: 0 is its heading, where it has one."""
    if isinstance(row, dict):
        yield from [(0, row["heading"])] if row.get("heading") is not None else []
        yield from enumerate(listed(row.get("cells")), 1)


def fits(field: Field, value: Held) -> bool:
    """Tell whether a value has the shape that the control of a field edits."""
    if isinstance(value, Absent) or value is None:
        return True
    match field.control:
        case Control.SOURCE:
            return True
        case Control.YES_NO:
            return isinstance(value, bool)
        case Control.CHOICE:
            return isinstance(value, bool) if field.is_truth else _is_text(value)
        case Control.PROSE | Control.LINE | Control.DATE:
            return _is_text(value)
        case Control.NUMBER:
            return _is_text(value)
        case Control.PARTIES | Control.ANY_OF:
            return isinstance(value, list) and all(isinstance(item, str) and "\n" not in item for item in value)
        case Control.LINES | Control.NUMBERS:
            return isinstance(value, list) and all(_is_text(item) and "\n" not in str(item) for item in value)
        case Control.GROUP:
            return isinstance(value, dict)
        case Control.ENTRIES:
            return isinstance(value, list) and all(
                not part.key or isinstance(v, dict) for part in field.parts[:1] for v in value
            )
        case Control.VARIANTS:
            return isinstance(value, dict) and value.get("kind") in {variant.value for variant in field.variants}
        case Control.CELLS:
            return isinstance(value, dict) and _is_table(value)


def _is_table(value: dict[str, Data]) -> bool:
    columns, rows = value.get("columns") or [], value.get("rows") or []
    if not (
        isinstance(columns, list) and isinstance(rows, list) and all(_is_cell(column, "title") for column in columns)
    ):
        return False
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("cells") or [], list):
            return False
        if not all(_is_cell(cell, "text") for _, cell in cells_of(row)):
            return False
    return True


def _is_cell(cell: Data, key: str) -> bool:
    if isinstance(cell, dict):
        return all(part is None or _is_text(part) for part in cell.values()) and key is not None
    return cell is None or _is_text(cell)


def _is_text(value: Data) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def listed(value: Held) -> list[Data]:
    """Return the items of a list, none where there is no list."""
    return value if isinstance(value, list) else []


def words_of(value: Held) -> str:
    """Return a text or number as a field shows it."""
    return "" if isinstance(value, Absent) or value is None else str(value)


def source_of(value: Held) -> str:
    """Return a value as it stands in a file."""
    return "" if isinstance(value, Absent) or value is None else dedent(write_yaml(value, is_content=True)).strip()


def tidy(words: str) -> str:
    """Return words as they are meant: in one line, without what nobody sees."""
    return _SPACES.sub(" ", drop_harmless(words)).strip()
