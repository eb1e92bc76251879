"""A passage of a factsheet -> its form; what was sent of a form -> the edits that it asks for.

The door of this room: fields of each kind are in the modules ``*_fields``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.languages.tags import direction_of
from factsheet_builder.studio.forms.choices_here import Around
from factsheet_builder.studio.forms.edits import FormEdit, differences
from factsheet_builder.studio.forms.field_problems import problems_by_field as problems_by_field
from factsheet_builder.studio.forms.flattening import ON, PREFIX, Posted, flat_form
from factsheet_builder.studio.forms.form_fields import Control, Field
from factsheet_builder.studio.forms.form_views import FieldView, FormView
from factsheet_builder.studio.forms.handles import HEAD, ROUND, Handle, value_of
from factsheet_builder.studio.forms.kinds import (
    figure_fields,
    head_fields,
    note_fields,
    passage_fields,
    recommendation_fields,
    table_fields,
)
from factsheet_builder.studio.forms.new_notes import CALLING, LOST, lost_edits, new_notes_field, note_edits
from factsheet_builder.studio.forms.posting import Reader
from factsheet_builder.studio.forms.showing import Shower, html_id

FIELDS: Final[Mapping[str, Callable[[Around], tuple[Field, ...]]]] = MappingProxyType(
    {
        HEAD: head_fields.head,
        ROUND: head_fields.of_round,
        "section": passage_fields.section,
        "paragraph": passage_fields.paragraph,
        "list": passage_fields.list_block,
        "provision": passage_fields.provision,
        "practice": passage_fields.practice,
        "recommendation": recommendation_fields.recommendation,
        "figure": figure_fields.figure,
        "table": table_fields.table,
        "tile-map": table_fields.tile_map,
        "callout": passage_fields.callout,
        "quotation": passage_fields.quotation,
        "definitions": table_fields.definitions,
        "bibliography": table_fields.bibliography,
        "collected": table_fields.collected,
        "note-parties": note_fields.party_list,
        "note-gloss": note_fields.text_note,
        "note-reference": note_fields.text_note,
        "note-update": note_fields.update,
    }
)
"""The fields of each kind of passage."""
OFFICIAL: Final = f"{PREFIX}.official"
"""The name of the box that has to be ticked before official text is changed."""


@dataclass(frozen=True)
class Filled:
    """What a form that was sent asks for."""

    edits: tuple[FormEdit, ...]
    problems: Mapping[str, str] = field(default_factory=dict)
    """What cannot be read, by the names of the fields; where there is any, nothing is to be saved."""


def kind_words(kind: str, say: Callable[..., str]) -> str:
    """Return what a kind of passage is called."""
    return {
        HEAD: say("Title and first page"),
        ROUND: say("Round and numbering"),
        "section": say("Heading of a section"),
        "paragraph": say("Paragraph"),
        "list": say("List"),
        "provision": say("Article of the treaty"),
        "practice": say("Practice of a Party"),
        "recommendation": say("Recommendation"),
        "figure": say("Figure"),
        "table": say("Table"),
        "tile-map": say("Map of tiles"),
        "callout": say("Box"),
        "quotation": say("Quotation"),
        "definitions": say("Terms"),
        "bibliography": say("Works cited"),
        "collected": say("List made from the text"),
        "note-parties": say("Note: list of Parties"),
        "note-gloss": say("Note: explanation"),
        "note-reference": say("Note: reference"),
        "note-update": say("Note: received after adoption"),
    }.get(kind, kind or say("Passage"))


def fields_of(handle: Handle, around: Around) -> tuple[Field, ...]:
    """Return the fields of a passage; one of an unknown kind is edited as it stands in the file."""
    if make := FIELDS.get(handle.kind):
        return make(around)
    say = around.say
    hint = say("The kind of this passage is not known, so it is shown as it stands in the file.")
    return (Field("", Control.SOURCE, say("Passage"), hint),)


def form_of(
    data: Data,
    handle: Handle,
    around: Around,
    posted: Posted | None = None,
    problems: Mapping[str, str] = MappingProxyType({}),
    digest: str = "",
) -> FormView:
    """Return the form of a passage as the data has it, or as it was sent, with its problems by the names of fields.

    ``digest`` is what the form was made from: it comes back with it.
    """
    fields = fields_of(handle, around)
    shown = flat_form(fields, value_of(data, handle.path)) if posted is None else posted
    if handle.kind in CALLING:
        fields = (*fields, replace(new_notes_field(around), is_rare=True))
    views = Shower(shown, around, problems, handle.kind in CALLING).fields(fields)
    rare = tuple(view for view in views if view.is_rare)
    language, boxes = _language(data), _boxes(handle, around, shown, problems)
    labels = dict(_labels((*boxes, *views)))
    return FormView(
        handle.key,
        handle.kind,
        kind_words(handle.kind, around.say),
        _about(data, handle, around),
        boxes,
        tuple(view for view in views if not view.is_rare),
        rare,
        any(view.problem or view.entries or name_in(problems, view.name) for view in rare),
        around.notes,
        digest,
        language,
        direction_of(language) if language else "",
        tuple((html_id(name), _named(labels.get(name, ""), words, around)) for name, words in problems.items()),
    )


def read_form(posted: Posted, data: Data, handle: Handle, around: Around) -> Filled:
    """Return the edits that a form asks for: what differs from the data, and nothing else."""
    codes = tuple(choice.value for choice in around.parties)
    reader = Reader(posted, around.say, around.code_of, codes)
    old = value_of(data, handle.path)
    fields = fields_of(handle, around)
    if fields[0].key:
        new: Data = reader.fields(fields, old, PREFIX)
    else:
        sent = reader.field(fields[0], old, f"{PREFIX}.value")
        new = sent if isinstance(sent, dict) else old
    edits = list(differences(old, new, handle.path))
    if handle.kind in CALLING:
        edits += note_edits(reader, data, new, around)
    edits += lost_edits(reader, data, old, new, around)
    if edits and _is_official(handle) and posted.get(OFFICIAL) != (ON,):
        reader.problems[OFFICIAL] = around.say("Tick this box to change official text.")
    return Filled(tuple(edits), reader.problems)


def _is_official(handle: Handle) -> bool:
    return handle.kind == "provision"


def _boxes(handle: Handle, around: Around, posted: Posted, problems: Mapping[str, str]) -> tuple[FieldView, ...]:
    """Return the boxes that have to be ticked before something is done."""
    say = around.say
    boxes = []
    if _is_official(handle):
        boxes.append((OFFICIAL, say("I correct a slip of our copy, and have compared it with the official text")))
    if LOST in problems or LOST in posted:
        boxes.append((LOST, say("Take the notes away that nothing calls any more")))
    return tuple(
        FieldView(
            name,
            html_id(name),
            (),
            Control.YES_NO,
            label,
            is_on=posted.get(name) == (ON,),
            problem=problems.get(name, ""),
        )
        for name, label in boxes
    )


def _labels(views: tuple[FieldView, ...], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield the names of all fields with their labels, that of the entry before them that they stand in."""
    for view in views:
        yield view.name, f"{before}{view.label}"
        yield from _labels(view.fields, before)
        for entry in view.entries:
            yield from _labels((*entry.fields, *entry.rare), f"{before}{entry.label}, ")
        for variant in view.variants:
            yield from _labels(variant.fields, before)


def _named(label: str, words: str, around: Around) -> str:
    return around.say("{field}: {problem}", field=label, problem=words) if label else words


def _about(data: Data, handle: Handle, around: Around) -> str:
    say = around.say
    match handle.kind:
        case "provision":
            return say(
                "This is official text of the treaty. It is printed word for word and is not translated here; only a slip "
                "of our copy is corrected."
            )
        case "note-update" if value_of(data, (*handle.path, "is_quoted")) is True:
            return say("These are the words of the Party. Only a slip of our copy is corrected.")
        case "note-update":
            return say(
                "Information that was received after the text was adopted. The adopted text is not changed by it; "
                "it is printed as a note, with who sent it and when."
            )
        case "recommendation":
            return say("Adopted text. Its words are those of the body; what it is about and how it is shown are ours.")
        case "tile-map":
            return say("The map is made from the lists of Parties of the recommendations.")
        case "section" | "callout":
            return say("What stands in it has forms of its own.")
    return ""


def name_in(problems: Mapping[str, str], name: str) -> bool:
    """Tell whether something inside a field has a problem."""
    return any(inside.startswith(f"{name}.") for inside in problems)


def _language(data: Data) -> str:
    language = value_of(data, ("language",))
    return language if isinstance(language, str) else ""
