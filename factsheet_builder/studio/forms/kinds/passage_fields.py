"""The fields of running text, from headings and paragraphs to quoted articles, and those that all blocks share."""

from factsheet_builder.studio.forms.choices_here import Around
from factsheet_builder.studio.forms.form_fields import NUMBER, Choice, Control, Field

Fields = tuple[Field, ...]


def shared(around: Around) -> Fields:
    """Return the fields that all blocks have."""
    say = around.say
    return (
        Field(
            "id",
            Control.LINE,
            say("Name of the passage"),
            say(
                "References and replies find the passage by it, so it is best left as it is. Letters, digits and hyphens."
            ),
            is_rare=True,
        ),
        Field(
            "for",
            Control.PARTIES,
            say("Only for these Parties"),
            say("Their versions alone have the passage. Where none is ticked, everybody has it."),
            choices=tuple(Choice(one.value, one.label, say("Groups")) for one in around.groups),
            is_rare=True,
        ),
        corrections(around),
    )


def corrections(around: Around) -> Field:
    """Return the field of the editorial corrections of a passage."""
    say = around.say
    parts = (
        Field("found", Control.PROSE, say("The words of the source file"), is_needed=True),
        Field("printed", Control.PROSE, say("The words as they are printed"), is_needed=True),
        Field("reason", Control.LINE, say("Why this is a defect of the file and not of the text"), is_needed=True),
    )
    return Field(
        "corrections",
        Control.ENTRIES,
        say("Editorial corrections"),
        say("Where the source file has a slip, such as a missing space, what was mended and why."),
        parts=parts,
        one=say("Correction {number}", number=NUMBER),
        more=say("Add a correction"),
        is_rare=True,
    )


def title(around: Around, *, is_needed: bool = False) -> Field:
    """Return the field of a title."""
    return Field("title", Control.PROSE, around.say("Title"), is_needed=is_needed)


def section(around: Around) -> Fields:
    """Return the fields of the heading of a section."""
    say = around.say
    return (
        Field("title", Control.PROSE, say("Heading"), is_needed=True),
        Field(
            "number",
            Control.LINE,
            say("Number of the section"),
            say("As it is printed before the heading, if it has one."),
        ),
        Field(
            "short_title",
            Control.LINE,
            say("Short heading"),
            say("For the head of the page, where the heading is long. At most 60 letters."),
        ),
        *shared(around),
    )


def paragraph(around: Around) -> Fields:
    """Return the fields of a paragraph."""
    say = around.say
    return (
        Field("text", Control.PROSE, say("Text"), is_needed=True),
        Field(
            "number",
            Control.LINE,
            say("Number of the paragraph"),
            say("As the document has it. Write “none” where paragraphs are counted and this one is not."),
        ),
        *shared(around),
    )


def list_block(around: Around) -> Fields:
    """Return the fields of a list and of its items."""
    say = around.say
    item = (
        Field("text", Control.PROSE, say("Text"), is_needed=True),
        Field(
            "number",
            Control.LINE,
            say("Number as the text writes it"),
            say("Such as (a). Leave it empty where the list counts by itself."),
            is_rare=True,
        ),
        Field("id", Control.LINE, say("Name of the item"), say("Where something refers to it."), is_rare=True),
    )
    return (
        Field(
            "items",
            Control.ENTRIES,
            say("Items"),
            say("What stands under an item, such as a list of its own, moves and goes with it."),
            parts=item,
            one=say("Item {number}", number=NUMBER),
            more=say("Add an item"),
            is_needed=True,
        ),
        marker(around, "bullet"),
        *shared(around),
    )


def marker(around: Around, default: str) -> Field:
    """Return the field that says what stands before the items of a list."""
    say = around.say
    marks = (
        ("bullet", say("A bullet •")),
        ("dash", say("A dash –")),
        ("decimal", say("Numbers 1. 2. 3.")),
        ("lower-alpha", say("Letters a. b. c.")),
        ("lower-roman", say("Roman numbers i. ii. iii.")),
        ("(1)", say("Numbers (1) (2) (3)")),
        ("(a)", say("Letters (a) (b) (c)")),
        ("(i)", say("Roman numbers (i) (ii) (iii)")),
        ("a)", say("Letters a) b) c)")),
    )
    choices = tuple(Choice(value, label) for value, label in marks)
    return Field("marker", Control.CHOICE, say("What stands before each item"), choices=choices, default=default)


def callout(around: Around) -> Fields:
    """Return the fields of a box; what stands in it has forms of its own."""
    say = around.say
    styles = (Choice("note", say("A remark")), Choice("priority", say("What has priority")))
    return (
        title(around),
        Field("style", Control.CHOICE, say("Kind of box"), choices=styles, default="note"),
        *shared(around),
    )


def paragraphs(around: Around) -> Field:
    """Return the field of paragraphs that are nothing but texts."""
    say = around.say
    return Field(
        "paragraphs",
        Control.ENTRIES,
        say("Paragraphs"),
        parts=(Field("", Control.PROSE, say("Text"), is_needed=True),),
        one=say("Paragraph {number}", number=NUMBER),
        more=say("Add a paragraph"),
        is_needed=True,
    )


def quotation(around: Around) -> Fields:
    """Return the fields of words of somebody else."""
    say = around.say
    return (
        paragraphs(around),
        Field("source", Control.PROSE, say("Who said or wrote it, and where")),
        *shared(around),
    )


def practice(around: Around) -> Fields:
    """Return the fields of a practice of a Party."""
    say = around.say
    return (
        Field("party", Control.CHOICE, say("Party"), choices=around.parties, is_needed=True),
        paragraphs(around),
        *shared(around),
    )


def provision(around: Around) -> Fields:
    """Return the fields of a quoted article."""
    say = around.say
    item = Field("", Control.PROSE, say("Text"), is_needed=True)
    paragraph = (
        Field("number", Control.LINE, say("Number of the paragraph in the treaty")),
        Field("text", Control.PROSE, say("Text"), is_needed=True),
        Field(
            "items",
            Control.ENTRIES,
            say("Indents that follow"),
            parts=(item,),
            one=say("Indent {number}", number=NUMBER),
            more=say("Add an indent"),
        ),
        marker(around, "dash"),
    )
    return (
        Field("label", Control.LINE, say("Article as it is cited"), say("Such as “Article 12”."), is_needed=True),
        Field("title", Control.LINE, say("Title of the article"), is_needed=True),
        Field(
            "paragraphs",
            Control.ENTRIES,
            say("Paragraphs of the article"),
            say("Mark what is left out as the source marks it."),
            parts=paragraph,
            one=say("Paragraph {number}", number=NUMBER),
            more=say("Add a paragraph"),
            is_needed=True,
        ),
        Field(
            "instrument",
            Control.LINE,
            say("Name of the treaty in the files of official texts"),
            say("Official texts in other languages are found by it."),
            is_needed=True,
            is_rare=True,
        ),
        *shared(around),
    )
