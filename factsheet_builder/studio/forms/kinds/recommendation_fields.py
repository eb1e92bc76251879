"""The fields of a recommendation, and of the ways of saying whom it addresses."""

from factsheet_builder.studio.forms.choices_here import Around
from factsheet_builder.studio.forms.form_fields import NUMBER, Choice, Control, Field, Variant
from factsheet_builder.studio.forms.kinds.passage_fields import Fields, shared


def recommendation(around: Around) -> Fields:
    """Return the fields of a recommendation; paragraphs and lists after its text have forms of their own."""
    say = around.say
    none = Choice("", say("None"))
    _, *rest = shared(around)
    return (
        Field(
            "text",
            Control.PROSE,
            say("Text"),
            say("Where the sentence names the Parties itself, {mark} stands for their list.", mark="{addressees}"),
            is_needed=True,
        ),
        Field("urgency", Control.CHOICE, say("Urgency"), choices=(none, *around.levels)),
        addressees(around),
        Field(
            "summary",
            Control.LINE,
            say("What it is about, in a few words"),
            say("Words of the secretariat for overviews, never printed as the body's."),
        ),
        Field("priority", Control.YES_NO, say("It is called a priority")),
        deadline(around),
        Field("follow_up", Control.LINE, say("What is to be reported back, and when")),
        Field(
            "number",
            Control.LINE,
            say("Number as the body writes it"),
            say("Such as §14, where that is not the name of the recommendation. At most 20 letters."),
            is_rare=True,
        ),
        Field(
            "also",
            Control.ANY_OF,
            say("Further levels of urgency"),
            say("Where the text has the verbs of several."),
            choices=around.levels,
            is_rare=True,
        ),
        Field(
            "id",
            Control.LINE,
            say("Name of the recommendation"),
            say("The body gave it. Replies, references and overviews find the recommendation by it."),
            is_needed=True,
            is_rare=True,
        ),
        *rest,
    )


def deadline(around: Around) -> Field:
    """Return the field that says by when."""
    say = around.say
    parts = (
        Field("words", Control.LINE, say("By when, in the words of the text"), is_needed=True),
        Field("day", Control.DATE, say("The day, where the text gives one")),
    )
    return Field("deadline", Control.GROUP, say("Deadline"), parts=parts)


def addressees(around: Around) -> Field:
    """Return the field that says whom a recommendation addresses."""
    say = around.say
    several = Variant(
        "several",
        say("In several of these ways"),
        (
            Field(
                "of",
                Control.ENTRIES,
                say("The ways, in the order of the text"),
                parts=(Field("", Control.VARIANTS, say("Way"), variants=_ways(around), is_needed=True),),
                one=say("Way {number}", number=NUMBER),
                more=say("Add a way"),
                is_needed=True,
                least=2,
            ),
        ),
    )
    return Field(
        "addressees",
        Control.VARIANTS,
        say("Who is addressed"),
        variants=(*_ways(around), several),
        is_needed=True,
    )


def _ways(around: Around) -> tuple[Variant, ...]:
    say = around.say
    note = Field("note", Control.CHOICE, say("Note with the list"), choices=around.party_notes, is_needed=True)
    named = Field(
        "parties",
        Control.PARTIES,
        say("Parties"),
        say("The text has {mark} where they are named.", mark="{addressees}"),
        is_needed=True,
    )
    phrase = Field("phrase", Control.LINE, say("The phrase"), say("Exactly as it stands in the text."), is_needed=True)
    groups = Field("groups", Control.ANY_OF, say("Groups"), choices=around.groups, is_needed=True)
    but = Field("except", Control.PARTIES, say("Members that the text leaves out"))
    others = Field(
        "names",
        Control.LINES,
        say("Who they are"),
        say("One on each line, exactly as it stands in the text."),
        is_needed=True,
    )
    return (
        Variant("note", say("Parties listed in a note"), (note,)),
        Variant("sentence", say("Parties named in the sentence"), (named,)),
        Variant("open", say("A phrase, which names no Party"), (phrase,)),
        Variant("subject", say("The State that the document is about")),
        Variant("groups", say("Groups of Parties"), (groups, but)),
        Variant("others", say("Others, which are no Parties"), (others,)),
    )
