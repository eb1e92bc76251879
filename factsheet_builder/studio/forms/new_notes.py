"""What was sent of notes that are made with the passage that calls them -> the edits that add them.

A note that nothing calls is no valid content, and neither is the call of a note that is not there: so a note comes with
the text that calls it, and goes with it.
"""

import re
from collections.abc import Iterator
from typing import Final

from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.studio.forms.choices_here import Around
from factsheet_builder.studio.forms.edits import Action, FormEdit
from factsheet_builder.studio.forms.flattening import ABSENT, ON, PREFIX, listed
from factsheet_builder.studio.forms.form_fields import NUMBER, Control, Field, Variant
from factsheet_builder.studio.forms.handles import value_of
from factsheet_builder.studio.forms.kinds import note_fields
from factsheet_builder.studio.forms.posting import Reader

NEW: Final = "new-note"
LOST: Final = f"{PREFIX}.lost-notes"
"""The name of the box that takes notes away that no text calls any more."""
CALLING: Final = frozenset(
    {"paragraph", "list", "practice", "recommendation", "quotation", "table", "definitions", "bibliography"}
)
"""Kinds of passages whose texts may call notes."""
_NAME: Final = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")
_CALL: Final = re.compile(r"(?<!\\)\[\^([^\[\]\s]+)\]")


def new_notes_field(around: Around) -> Field:
    """Return the field of the notes that are made with a passage."""
    say = around.say
    variants = (
        Variant("gloss", say("An explanation"), _without_name(note_fields.text_note(around))),
        Variant("reference", say("A reference"), _without_name(note_fields.text_note(around))),
        Variant("parties", say("A list of Parties"), _without_name(note_fields.party_list(around))),
        Variant("update", say("Received after adoption"), _without_name(note_fields.update(around))),
    )
    name_hint = say("In letters, digits and hyphens; the text calls it by {mark}.", mark="[^name]")
    return Field(
        NEW,
        Control.ENTRIES,
        say("New notes of this text"),
        say("They are saved with the passage that calls them."),
        parts=(
            Field("id", Control.LINE, say("Name of the note"), name_hint, is_needed=True),
            Field("note", Control.VARIANTS, say("Kind of note"), variants=variants, is_needed=True),
        ),
        one=say("New note {number}", number=NUMBER),
        more=say("Add a note"),
    )


def _without_name(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.key not in {"id", "kind"})


def note_edits(reader: Reader, data: Data, new: Data, around: Around) -> list[FormEdit]:
    """Return the edits that add the notes which were sent; ``new`` is the passage that may call them."""
    there = listed(value_of(data, ("notes",)))
    taken = {str(note.get("id", "")).casefold() for note in there if isinstance(note, dict)}
    sent = reader.field(new_notes_field(around), ABSENT, f"{PREFIX}.{NEW}")
    made: list[Data] = []
    for number, entry in enumerate(listed(sent)):
        held = entry if isinstance(entry, dict) else {}
        name, note = str(held.get("id", "")), held.get("note")
        field = f"{PREFIX}.{NEW}.{number}.id"
        if not _NAME.fullmatch(name) or len(name) > 60 or name.casefold() in taken:
            reader.problems[field] = around.say(
                "A note cannot have the name “{name}”, or there is one already.", name=name[:60]
            )
        elif name not in calls(new):
            reader.problems[field] = around.say(
                "Write {mark} into the text, where it calls the note.", mark=f"[^{name}]"
            )
        made.append({"kind": "gloss", "id": name, **(note if isinstance(note, dict) else {})})
        taken.add(name.casefold())
    if made and not there:
        return [FormEdit(Action.SET, ("notes",), made)]
    return [FormEdit(Action.INSERT, ("notes", len(there) + n), note) for n, note in enumerate(made)]


def lost_notes(data: Data, old: Data, new: Data) -> tuple[str, ...]:
    """Return the names of the notes that only ``old`` calls, a passage of the data in whose place ``new`` comes."""
    gone = calls(old) - calls(new)
    if not gone:
        return ()
    blocks = value_of(data, ("blocks",))
    elsewhere = list(_calls(blocks))
    for name in _calls(old):
        elsewhere.remove(name)
    notes = (note.get("id") for note in listed(value_of(data, ("notes",))) if isinstance(note, dict))
    return tuple(str(name) for name in notes if name in gone and name not in elsewhere)


def without_notes(data: Data, names: tuple[str, ...]) -> list[FormEdit]:
    """Return the edits that take notes away, the last first."""
    notes = listed(value_of(data, ("notes",)))
    at = [number for number, note in enumerate(notes) if isinstance(note, dict) and note.get("id") in names]
    if at and len(at) == len(notes):
        return [FormEdit(Action.REMOVE, ("notes",))]
    return [FormEdit(Action.REMOVE, ("notes", number)) for number in reversed(at)]


def lost_edits(reader: Reader, data: Data, old: Data, new: Data, around: Around) -> list[FormEdit]:
    """Return the edits that take away the notes which nothing calls any more, where the box for it is ticked."""
    names = lost_notes(data, old, new)
    if not names or reader.problems:
        return []
    if reader.posted.get(LOST) != (ON,):
        reader.problems[LOST] = around.say(
            "Nothing calls {notes} any more. Tick the box to take away what is not called, or put the call back.",
            notes=", ".join(names),
        )
        return []
    return without_notes(data, names)


def calls(value: Data) -> set[str]:
    """Return the names of the notes that the texts of a value call."""
    return set(_calls(value))


def _calls(value: Data) -> Iterator[str]:
    match value:
        case str():
            yield from _CALL.findall(value)
        case list():
            for item in value:
                yield from _calls(item)
        case dict():
            for held in value.values():
                yield from _calls(held)
        case _:
            return
