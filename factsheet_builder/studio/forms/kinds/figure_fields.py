"""The fields of a figure: its title, and what it shows."""

from factsheet_builder.studio.forms.choices_here import Around
from factsheet_builder.studio.forms.form_fields import NUMBER, Choice, Control, Field, Variant
from factsheet_builder.studio.forms.kinds.passage_fields import Fields, shared


def figure(around: Around) -> Fields:
    """Return the fields of a figure."""
    say = around.say
    variants = (
        Variant("image", say("A picture"), _image(around)),
        Variant("chart", say("A chart"), _chart(around)),
        Variant("bars", say("Bars of a few values"), _bars(around)),
        Variant("unavailable", say("Nothing: the source announces it and shows none"), _unavailable(around)),
    )
    return (
        Field("title", Control.PROSE, say("Title"), is_needed=True),
        Field("content", Control.VARIANTS, say("What it shows"), variants=variants, is_needed=True),
        Field(
            "number",
            Control.LINE,
            say("Number of the figure"),
            say("Where figures are not counted by themselves."),
            is_rare=True,
        ),
        *shared(around),
    )


def _image(around: Around) -> Fields:
    say = around.say
    return (
        Field(
            "file",
            Control.CHOICE if around.pictures else Control.LINE,
            say("Picture"),
            say("A file in the folder data/pictures."),
            choices=around.pictures,
            is_needed=True,
        ),
        Field(
            "alternative",
            Control.LINE,
            say("What it shows, for those who cannot see it"),
            is_needed=True,
        ),
        Field("credit", Control.LINE, say("Who made it or holds the rights"), say("Printed below the picture.")),
    )


def _bars(around: Around) -> Fields:
    say = around.say
    value = (
        Field("label", Control.LINE, say("Label"), is_needed=True),
        Field("value", Control.NUMBER, say("Number"), is_needed=True),
    )
    return (
        Field("unit", Control.LINE, say("What the numbers count or measure"), is_needed=True),
        Field(
            "values",
            Control.ENTRIES,
            say("Values"),
            parts=value,
            one=say("Value {number}", number=NUMBER),
            more=say("Add a value"),
            is_needed=True,
        ),
    )


def _unavailable(around: Around) -> Fields:
    say = around.say
    hint = say("For those who keep the content. Readers find the figure named in the imprint.")
    return (Field("explanation", Control.LINE, say("Why it shows nothing"), hint, is_needed=True),)


def _chart(around: Around) -> Fields:
    say = around.say
    none = Choice("", say("No Party"))
    row = (
        Field("label", Control.LINE, say("Label"), say("Leave it empty where the numbers are those of a Party.")),
        Field("party", Control.CHOICE, say("Party"), choices=(none, *around.parties)),
        Field("value", Control.NUMBER, say("Number, of a chart with one series"), may_be_unknown=True),
        Field(
            "values",
            Control.NUMBERS,
            say("Numbers, one for each series"),
            say("With semicolons between them. Write unknown where nobody knows the number."),
            may_be_unknown=True,
        ),
    )
    return (
        *_form(around),
        Field("unit", Control.LINE, say("What the numbers count or measure")),
        Field("series", Control.LINES, say("Series"), say("One on each line; none where each label has one number.")),
        Field("rows_are", Control.LINE, say("What the labels are"), say("The head of their column, such as “Year”.")),
        Field(
            "values",
            Control.ENTRIES,
            say("Values"),
            parts=row,
            one=say("Value {number}", number=NUMBER),
            more=say("Add a value"),
        ),
        _from(around),
        Field("source", Control.LINE, say("Where the numbers come from")),
        Field(
            "summary",
            Control.LINE,
            say("What the drawing shows, for those who cannot see it"),
            say("Made from the numbers where nothing is written here."),
        ),
        Field(
            "steps",
            Control.NUMBERS,
            say("Where a new step of a map begins"),
            say("With semicolons between them; found by itself where nothing is written here."),
        ),
    )


def _form(around: Around) -> Fields:
    say = around.say
    forms = (
        ("bars", say("Bars")),
        ("grouped", say("Bars side by side")),
        ("stacked", say("Bars on one another")),
        ("shares", say("Shares of a whole")),
        ("dots", say("Dots on a line")),
        ("lines", say("Lines")),
        ("map", say("The map of tiles")),
    )
    directions = (("horizontal", say("From left to right")), ("vertical", say("Upright")))
    orders = (
        ("", say("As written")),
        ("names", say("By names")),
        ("values", say("By the first series, the largest first")),
    )
    return (
        Field("form", Control.CHOICE, say("Form"), choices=_choices(forms), is_needed=True),
        Field(
            "direction",
            Control.CHOICE,
            say("Direction of bars"),
            choices=_choices(directions),
            default="horizontal",
        ),
        Field("sort", Control.CHOICE, say("Order"), choices=_choices(orders)),
    )


def _from(around: Around) -> Field:
    say = around.say
    return Field(
        "from",
        Control.GROUP,
        say("Values from a table of data"),
        say("In place of the series and values above."),
        parts=(
            Field("table", Control.CHOICE, say("Table"), choices=(Choice("", say("None")), *around.tables)),
            Field("columns", Control.LINES, say("Names of its columns"), say("One on each line.")),
            Field(
                "parties",
                Control.PARTIES,
                say("Parties"),
                say("All that the table has, where none is named."),
            ),
        ),
        is_rare=True,
    )


def _choices(pairs: tuple[tuple[str, str], ...]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label) for value, label in pairs)
