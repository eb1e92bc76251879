"""A passage that two have changed -> what was started from, what the file says now and what was typed, where they differ."""

from collections.abc import Iterator
from dataclasses import replace

from factsheet_builder.changes.words import compare_words
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.studio.forms import Posted, form_of, made, own_value, read_form
from factsheet_builder.studio.forms.form_views import FieldView, FormView
from factsheet_builder.studio.forms.handles import Handle
from factsheet_builder.studio.screens.edit_screen.edit_views import ClashView, RowView
from factsheet_builder.studio.screens.edit_screen.sheet_screen import Here


def yours_of(posted: Posted, started: Data, here: Here) -> Data:
    """Return the value that a form asks for that was made from ``started``."""
    data, handle = _alone(started, here)
    filled = read_form(posted, data, handle, here.around)
    return own_value(made(data, filled.edits), handle)


def clash_view(posted: Posted, started: Data, here: Here) -> ClashView:
    """Return what differs between the three, field by field."""
    alone, handle = _alone(started, here)
    forms = (
        form_of(alone, handle, here.around),
        form_of(here.sheet.data, here.chosen, here.around),
        form_of(alone, handle, here.around, posted),
    )
    before, theirs, yours = (dict(_said(form)) for form in forms)
    rows = []
    for label in dict.fromkeys((*before, *theirs, *yours)):
        said = [words.get(label, "") for words in (before, theirs, yours)]
        if len(set(said)) > 1:
            rows.append(RowView(label, said[0], compare_words(said[0], said[1]), compare_words(said[0], said[2])))
    return ClashView(tuple(rows), is_gone=False)


def _alone(value: Data, here: Here) -> tuple[Data, Handle]:
    """Return data that holds nothing but the value of a passage, and what leads to it."""
    if not here.chosen.path:
        return value, here.chosen
    return {"it": value}, replace(here.chosen, path=("it",))


def _said(form: FormView) -> Iterator[tuple[str, str]]:
    """Yield what each field of a form says, by its name for people."""
    for field in (*form.fields, *form.rare):
        yield from _words(field, field.label)


def _words(field: FieldView, label: str) -> Iterator[tuple[str, str]]:  # noqa: C901 - one case for each control
    match field.control:
        case "group":
            for inner in field.fields:
                yield from _words(inner, f"{label} – {inner.label}")
        case "entries":
            for entry in field.entries:
                for inner in entry.fields:
                    yield from _words(inner, f"{entry.label} – {inner.label}")
        case "variants":
            for variant in field.variants:
                if variant.is_chosen:
                    yield label, variant.label
                    for inner in variant.fields:
                        yield from _words(inner, f"{label} – {inner.label}")
        case "cells":
            for row in field.cells.rows if field.cells else ():
                for cell in row.cells:
                    yield f"{label} – {row.label}, {cell.label}", cell.value
        case "choice" | "parties" | "any-of":
            chosen = ", ".join(choice.label for choice in field.choices if choice.is_chosen)
            yield label, "; ".join(filter(None, (chosen, field.value)))
        case "yes-no":
            yield label, "✓" if field.is_on else ""
        case _:
            yield label, field.value
