"""The fields of tables, of the map of tiles, and of what readers look things up in."""

from factsheet_builder.studio.forms.choices_here import Around
from factsheet_builder.studio.forms.form_fields import NUMBER, Choice, Control, Field
from factsheet_builder.studio.forms.kinds.passage_fields import Fields, shared, title


def table(around: Around) -> Fields:
    """Return the fields of a table."""
    say = around.say
    ways = (
        Choice("auto", say("By itself")),
        Choice("portrait", say("Upright")),
        Choice("landscape", say("On its side")),
    )
    return (
        title(around, is_needed=True),
        Field(CELLS, Control.CELLS, say("Cells"), say("The first column heads the rows. Cells may be empty.")),
        Field("source", Control.PROSE, say("Where what it says comes from")),
        Field(
            "number",
            Control.LINE,
            say("Number of the table"),
            say("Where tables are not counted by themselves."),
            is_rare=True,
        ),
        Field(
            "orientation",
            Control.CHOICE,
            say("How its page lies"),
            choices=ways,
            default="auto",
            is_rare=True,
        ),
        Field(
            "head",
            Control.SOURCE,
            say("Rows of headings above the columns"),
            say("As they stand in the file, with how many columns and rows each stands over."),
            is_rare=True,
        ),
        rows_from(around),
        *shared(around),
    )


CELLS = "columns+rows"
"""The key of what edits columns and rows together."""


def rows_from(around: Around) -> Field:
    """Return the field that says which table of data the rows of a table are made from."""
    say = around.say
    orders = (Choice("ascending", say("Ascending")), Choice("descending", say("Descending")))
    return Field(
        "rows_from",
        Control.GROUP,
        say("Rows from a table of data"),
        say("In place of rows of its own."),
        parts=(
            Field("table", Control.CHOICE, say("Table"), choices=(Choice("", say("None")), *around.tables)),
            Field(
                "columns",
                Control.LINES,
                say("Names of its columns"),
                say("One on each line; all where none is named."),
            ),
            Field("parties", Control.PARTIES, say("Parties"), say("All that the table has, where none is named.")),
            Field(
                "sort",
                Control.LINE,
                say("Name of the column that rows are sorted by"),
                say("By the names of the Parties, where none is named."),
            ),
            Field("order", Control.CHOICE, say("Order"), choices=orders, default="ascending"),
            Field("group_by", Control.LINE, say("Name of the column that divides the rows into groups")),
            Field("groups", Control.ANY_OF, say("Groups of Parties that divide the rows"), choices=around.groups),
            Field(
                "total",
                Control.SOURCE,
                say("A last row with totals"),
                say("Write true for all columns of numbers, or the names of columns: [hours, calls]."),
            ),
        ),
        is_rare=True,
    )


def tile_map(around: Around) -> Fields:
    """Return the fields of the map of tiles."""
    say = around.say
    one = Field("", Control.CHOICE, say("Recommendation"), choices=around.recommendations, is_needed=True)
    return (
        Field(
            "recommendations",
            Control.ENTRIES,
            say("Recommendations whose Parties it shows"),
            say("One or two."),
            parts=(one,),
            one=say("Recommendation {number}", number=NUMBER),
            more=say("Add a recommendation"),
            is_needed=True,
        ),
        *shared(around),
    )


def definitions(around: Around) -> Fields:
    """Return the fields of terms and what they mean."""
    say = around.say
    entry = (
        Field("term", Control.PROSE, say("Term"), is_needed=True),
        Field("text", Control.PROSE, say("What it means"), is_needed=True),
        Field("id", Control.LINE, say("Name of the entry"), say("Where something refers to it."), is_rare=True),
    )
    entries = Field(
        "entries",
        Control.ENTRIES,
        say("Terms"),
        parts=entry,
        one=say("Term {number}", number=NUMBER),
        more=say("Add a term"),
        is_needed=True,
    )
    return (title(around), entries, *shared(around))


def bibliography(around: Around) -> Fields:
    """Return the fields of works that the text refers to."""
    say = around.say
    entry = (
        Field("text", Control.PROSE, say("Work"), is_needed=True),
        Field(
            "id",
            Control.LINE,
            say("Name of the entry"),
            say("Texts refer to it by its name: [words](#name)."),
            is_needed=True,
        ),
    )
    return (
        title(around),
        Field(
            "entries",
            Control.ENTRIES,
            say("Works"),
            parts=entry,
            one=say("Work {number}", number=NUMBER),
            more=say("Add a work"),
            is_needed=True,
        ),
        Field("is_numbered", Control.YES_NO, say("Works have numbers, as in [3]")),
        *shared(around),
    )


def collected(around: Around) -> Fields:
    """Return the fields of a list that is made from the text."""
    say = around.say
    of = (Choice("", say("The passages named below")), Choice("recommendations", say("Recommendations")))
    priorities = (
        Choice("", say("All")),
        Choice("yes", say("Those that are a priority")),
        Choice("no", say("Those that are none")),
    )
    one = Field("", Control.CHOICE, say("Passage"), choices=around.passages, is_needed=True)
    passages = Field(
        "passages",
        Control.ENTRIES,
        say("Passages"),
        say("In place of recommendations."),
        parts=(one,),
        one=say("Passage {number}", number=NUMBER),
        more=say("Add a passage"),
    )
    return (
        title(around),
        Field("of", Control.CHOICE, say("What it lists"), choices=of),
        Field("urgency", Control.ANY_OF, say("Only those of these levels"), choices=around.levels),
        Field("addressee", Control.PARTIES, say("Only those that address one of these Parties")),
        Field("priority", Control.CHOICE, say("Which of them"), choices=priorities, is_truth=True),
        passages,
        *shared(around),
    )
