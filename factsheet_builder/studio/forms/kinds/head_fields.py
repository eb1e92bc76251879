"""The fields of what a factsheet says of itself: its title block and first page, and its round."""

from factsheet_builder.studio.forms.choices_here import Around
from factsheet_builder.studio.forms.form_fields import NUMBER, Choice, Control, Field
from factsheet_builder.studio.forms.kinds.passage_fields import Fields, corrections


def head(around: Around) -> Fields:
    """Return the fields of the title block, the titles and the key figures."""
    say = around.say
    return (
        _masthead(around),
        Field(
            "short_title",
            Control.LINE,
            say("Short title"),
            say("For the heads of pages, bookmarks and lists of files."),
            is_needed=True,
        ),
        Field("chapter", Control.LINE, say("Chapter"), say("Its number as the report has it. At most 40 letters.")),
        Field("description", Control.LINE, say("One sentence about the factsheet"), is_needed=True),
        Field("keywords", Control.LINES, say("Keywords"), say("One on each line.")),
        _key_figures(around),
        Field(
            "about",
            Control.PARTIES,
            say("The State that the document is about"),
            say("None where it is about all Parties."),
            is_rare=True,
        ),
        Field(
            "language",
            Control.LINE,
            say("Language of the text"),
            say("By its tag, such as en or fr; that of the publication where nothing is written here."),
            is_rare=True,
        ),
    )


def _masthead(around: Around) -> Field:
    say = around.say
    parts = (
        Field("label", Control.LINE, say("What kind of document it is"), say("Such as “FACTSHEET –”.")),
        Field("title", Control.LINE, say("Title"), is_needed=True),
        Field("lead_in", Control.LINE, say("Line before the theme")),
        Field("theme", Control.LINE, say("Theme of the round")),
        corrections(around),
    )
    hint = say("Word for word as the source has it.")
    return Field("masthead", Control.GROUP, say("Title block"), hint, parts=parts, is_needed=True)


def _key_figures(around: Around) -> Field:
    say = around.say
    passage = Field("", Control.CHOICE, say("Passage"), choices=around.passages, is_needed=True)
    parts = (
        Field("numbers", Control.NUMBERS, say("Number"), say("Two with a semicolon between them."), is_needed=True),
        Field("caption", Control.LINE, say("What it counts"), say("At most 100 letters."), is_needed=True),
        Field(
            "passages",
            Control.ENTRIES,
            say("Passages that state it"),
            parts=(passage,),
            one=say("Passage {number}", number=NUMBER),
            more=say("Add a passage"),
            is_needed=True,
            least=1,
        ),
    )
    return Field(
        "key_figures",
        Control.ENTRIES,
        say("Key figures of the first page"),
        say("Up to four. Each number stands in the passage that is named for it."),
        parts=parts,
        one=say("Key figure {number}", number=NUMBER),
        more=say("Add a key figure"),
    )


def of_round(around: Around) -> Fields:
    """Return the fields of the round, of what is counted, and of warnings that the source causes."""
    say = around.say
    ends = (Choice("foot", say("At the foot of the page")), Choice("end", say("At the end of the document")))
    return (
        Field("notes_at", Control.CHOICE, say("Where notes stand"), choices=ends, default="foot"),
        _numbering(around),
        _round(around),
        _expected_warnings(around),
    )


def _numbering(around: Around) -> Field:
    say = around.say
    paragraphs = (
        Choice("none", say("Not counted")),
        Choice("continuous", say("Through the factsheet")),
        Choice("by-section", say("Anew in each section")),
    )
    recommendations = (
        Choice("own", say("Their own numbers")),
        Choice("in-sequence", say("Counted with the paragraphs")),
    )
    parts = (
        Field("paragraphs", Control.CHOICE, say("Paragraphs"), choices=paragraphs, default="none"),
        Field("recommendations", Control.CHOICE, say("Recommendations"), choices=recommendations, default="own"),
        Field("tables", Control.YES_NO, say("Tables are counted")),
        Field("figures", Control.YES_NO, say("Figures are counted")),
    )
    return Field("numbering", Control.GROUP, say("What is counted by itself"), parts=parts)


def _round(around: Around) -> Field:
    say = around.say
    marks = (
        Choice("solid", say("A solid bar")),
        Choice("double", say("Two bars")),
        Choice("dashed", say("A dashed bar")),
    )
    urgency = (
        Field("level", Control.LINE, say("Name of the level"), is_needed=True),
        Field("verb", Control.LINE, say("Word that is set bold"), say("Such as “requires”."), is_needed=True),
        Field("mark", Control.CHOICE, say("Mark beside it"), choices=marks, is_needed=True),
    )
    parts = (
        Field("id", Control.LINE, say("Name of the round"), say("The register of Parties has it."), is_needed=True),
        Field("parties", Control.NUMBER, say("How many States were Party when it was launched"), is_needed=True),
        Field("adopted", Control.DATE, say("Day of adoption of the report"), is_needed=True),
        Field(
            "recommendation_ids",
            Control.LINE,
            say("How names of recommendations are made up"),
            say("A regular expression, such as [IVX]+-[0-9]+ for VI-3."),
            is_needed=True,
        ),
        Field(
            "urgencies",
            Control.ENTRIES,
            say("Levels of urgency, the strongest first"),
            parts=urgency,
            one=say("Level {number}", number=NUMBER),
            more=say("Add a level"),
        ),
    )
    hint = say("All factsheets of a round say the same here.")
    return Field("round", Control.GROUP, say("Round"), hint, parts=parts, is_needed=True)


def _expected_warnings(around: Around) -> Field:
    say = around.say
    parts = (
        Field("code", Control.LINE, say("Kind of warning, as the check names it"), is_needed=True),
        Field("count", Control.NUMBER, say("How many there are"), is_needed=True),
        Field("reason", Control.LINE, say("Why the source causes them"), is_needed=True),
    )
    return Field(
        "expected_warnings",
        Control.ENTRIES,
        say("Warnings that the source itself causes"),
        parts=parts,
        one=say("Warning {number}", number=NUMBER),
        more=say("Add a warning"),
        is_rare=True,
    )
