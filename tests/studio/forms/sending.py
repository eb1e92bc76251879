"""The view of a form -> what a browser sends of it, and of one with other words in it."""

from collections.abc import Iterator

from factsheet_builder.studio.forms.flattening import ON
from factsheet_builder.studio.forms.form_views import FieldView, FormView


def sent(form: FormView, **changed: str | tuple[str, ...] | None) -> dict[str, tuple[str, ...]]:
    """Return what is sent of a form; ``changed`` has other words by names, with ``__`` for a point; ``None`` unticks."""
    found: dict[str, list[str]] = {}
    for name, words in (pair for view in (*form.boxes, *form.fields, *form.rare) for pair in _field(view)):
        found.setdefault(name, []).append(words)
    posted = {name: tuple(words) for name, words in found.items()}
    for name, new in changed.items():
        key = "f." + name.replace("__", ".")
        if new is None:
            posted.pop(key)
        else:
            posted[key] = (new,) if isinstance(new, str) else new
    return posted


def _field(view: FieldView) -> Iterator[tuple[str, str]]:
    match view.control:
        case "group":
            yield from (pair for inner in view.fields for pair in _field(inner))
        case "entries":
            yield f"{view.name}.there", ON
            for entry in view.entries:
                yield f"{entry.name}.was", entry.was
                yield from (pair for inner in (*entry.fields, *entry.rare) for pair in _field(inner))
        case "variants":
            for variant in view.variants:
                yield from [(f"{view.name}.kind", variant.value)] if variant.is_chosen else []
                yield from (pair for inner in variant.fields for pair in _field(inner))
        case "cells":
            yield from _cells(view)
        case "yes-no":
            yield f"{view.name}.there", ON
            yield from [(view.name, ON)] if view.is_on else []
        case "parties" | "any-of":
            yield f"{view.name}.there", ON
            yield from ((view.name, choice.value) for choice in view.choices if choice.is_chosen)
            yield from [(f"{view.name}.more", view.value)] if view.control == "parties" else []
        case "choice":
            yield view.name, next((choice.value for choice in view.choices if choice.is_chosen), view.choices[0].value)
        case _:
            yield view.name, view.value


def _cells(view: FieldView) -> Iterator[tuple[str, str]]:
    assert view.cells
    yield f"{view.name}.there", ON
    for column in view.cells.columns:
        yield f"{column.name}.was", column.was
        yield f"{column.name}.text", column.value
        yield f"{column.name}.type", next(choice.value for choice in column.types if choice.is_chosen)
    for row in view.cells.rows:
        yield f"{row.name}.was", row.was
        for cell in row.cells:
            yield f"{cell.name}.text", cell.value
            yield f"{cell.name}.columns", cell.columns
            yield f"{cell.name}.rows", cell.rows
            yield from [(f"{cell.name}.was", cell.was)] if cell.was else []
