"""The fields of notes: lists of Parties, texts, and information received after adoption."""

from factsheet_builder.studio.forms.choices_here import Around
from factsheet_builder.studio.forms.form_fields import Choice, Control, Field
from factsheet_builder.studio.forms.kinds.passage_fields import Fields


def party_list(around: Around) -> Fields:
    """Return the fields of a note that lists Parties."""
    say = around.say
    hint = say("The sentence of the note is made from the register, sorted for each language.")
    return (Field("parties", Control.PARTIES, say("Parties"), hint, is_needed=True), _name(around))


def text_note(around: Around) -> Fields:
    """Return the fields of a note in words."""
    say = around.say
    kinds = (Choice("gloss", say("An explanation")), Choice("reference", say("A reference")))
    return (
        Field("text", Control.PROSE, say("Text"), is_needed=True),
        Field("kind", Control.CHOICE, say("Kind of note"), choices=kinds, is_needed=True),
        _name(around),
    )


def update(around: Around) -> Fields:
    """Return the fields of information that was received after adoption."""
    say = around.say
    return (
        Field("text", Control.PROSE, say("Text"), is_needed=True),
        Field("party", Control.CHOICE, say("Party that it is about"), choices=around.parties, is_needed=True),
        Field(
            "recommendation",
            Control.CHOICE,
            say("Recommendation that it is about"),
            choices=around.recommendations,
            is_needed=True,
        ),
        Field("received", Control.DATE, say("Day of receipt"), say("Leave it empty where no source states it.")),
        Field(
            "is_quoted",
            Control.YES_NO,
            say("The words are the Party's own"),
            say("Then who sent them and when is printed before them."),
        ),
        _name(around),
    )


def _name(around: Around) -> Field:
    say = around.say
    return Field(
        "id",
        Control.LINE,
        say("Name of the note"),
        say("Texts call the note by it: [^name]. Whoever changes it changes the calls as well."),
        is_needed=True,
        is_rare=True,
    )
