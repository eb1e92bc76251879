"""What was sent of notes that are made with the passage that calls them -> their fields, and the edits that add them.

A note whose call was deleted again is not made.
"""

import re
from collections.abc import Iterator
from typing import Final

from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.studio.forms.choices_here import Around
from factsheet_builder.studio.forms.edits import Action, FormEdit
from factsheet_builder.studio.forms.flattening import PREFIX, Posted, listed, tidy
from factsheet_builder.studio.forms.form_fields import Control
from factsheet_builder.studio.forms.form_views import FieldView
from factsheet_builder.studio.forms.handles import value_of

_NAME: Final = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_MOST: Final = 20
_FIELD: Final = f"{PREFIX}.new-note"


def new_notes(posted: Posted, around: Around) -> tuple[FieldView, ...]:
    """Return the fields of the notes that are to be made."""
    return tuple(
        FieldView(
            name,
            f"f-new-note-{number}",
            (),
            Control.PROSE,
            around.say("New note {name}", name=note),
            around.say("It is saved with the passage."),
            words,
            lines=2,
            more=note,
        )
        for number, (name, note, words) in enumerate(_sent(posted))
    )


def note_edits(posted: Posted, data: Data, said: str, around: Around) -> tuple[list[FormEdit], dict[str, str]]:
    """Return the edits that add the notes that ``said`` calls, and what is wrong with them by the names of fields."""
    there = listed(value_of(data, ("notes",)))
    taken = {str(note.get("id", "")).casefold() for note in there if isinstance(note, dict)}
    made: list[Data] = []
    problems: dict[str, str] = {}
    for name, note, words in _sent(posted):
        if f"[^{note}]" not in said:
            continue
        if not _NAME.fullmatch(note) or len(note) > 60 or note.casefold() in taken:
            problems[name] = around.say(
                "A note cannot have the name “{name}”, or there is one already.", name=note[:60]
            )
        made.append({"kind": "gloss", "id": note, "text": tidy(words)})
        taken.add(note.casefold())
    if not made:
        return [], problems
    if not there:
        return [FormEdit(Action.SET, ("notes",), made)], problems
    return [FormEdit(Action.INSERT, ("notes", len(there) + n), note) for n, note in enumerate(made)], problems


def _sent(posted: Posted) -> Iterator[tuple[str, str, str]]:
    """Yield name of the field, name of the note and its words."""
    for number in range(_MOST):
        name = f"{_FIELD}.{number}"
        if f"{name}.id" in posted:
            yield name, posted[f"{name}.id"][0], posted.get(f"{name}.text", ("",))[0]
