"""What a factsheet says, as frozen models: sections made of blocks, plus its notes and the round that it belongs to.

A model holds the words of the source and nothing about how they look. What belongs to a monitoring round (urgency
vocabulary, id scheme of recommendations, number of Parties, the ways of naming addressees) is data of that round, so that
a factsheet of another round needs a new file and no new code. Rules that hold between elements are in the room ``checks``.
"""

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from factsheet_builder.content.fields import Day, Identifier, Line, Model, PartyCode, Prose

_MOST_DECIMALS = 9
MOST_IN_HEAD = 60
"""Letters that have room on one line at the head of a page."""
MOST_IN_CAPTION = 100
"""Letters that have room under a number of the first page."""


class Correction(Model):
    """An editorial correction of a defect of the source file, recorded beside the passage that it mends."""

    found: Prose
    """The words as the source file has them."""
    printed: Prose
    """The words as they are printed."""
    reason: Line
    """Why this is a defect of the file and not of the text."""


class Element(Model):
    """What all blocks share."""

    id: Identifier
    """Name of the passage, stable over editions; unique in the factsheet."""
    corrections: tuple[Correction, ...] = ()
    """Editorial corrections made in this passage."""


class Paragraph(Element):
    """A paragraph of running text."""

    kind: Literal["paragraph"]
    number: Line | None = None
    """Paragraph number, where the document numbers its paragraphs."""
    text: Prose


class ListItem(Model):
    """One item of a list, with what stands under it."""

    text: Prose
    blocks: tuple["Block", ...] = ()


class ListBlock(Element):
    """A list; lists inside lists are blocks of an item."""

    kind: Literal["list"]
    marker: Literal["bullet", "dash", "decimal", "lower-alpha", "lower-roman"] = "bullet"
    items: tuple[ListItem, ...] = Field(min_length=1)


class ProvisionParagraph(Model):
    """One paragraph of a quoted article; omissions are marked in the text as the source marks them."""

    number: Line | None = None
    text: Prose
    items: tuple[Prose, ...] = ()
    """The indents that follow, each set with a dash."""


class Provision(Element):
    """A quoted article of a treaty: official text, never translated by us."""

    kind: Literal["provision"]
    instrument: Identifier
    """The treaty that the article belongs to, for example ``lanzarote-convention``."""
    label: Line
    """Its number as cited: “Article 12”."""
    title: Line
    paragraphs: tuple[ProvisionParagraph, ...] = Field(min_length=1)


class Practice(Element):
    """A promising practice of one Party; says nothing about whether the Party is addressed or covered."""

    kind: Literal["practice"]
    party: PartyCode
    paragraphs: tuple[Prose, ...] = Field(min_length=1)


class NamedInNote(Model):
    """The addressees are the Parties listed in a note."""

    kind: Literal["note"]
    note: Identifier


class NamedInSentence(Model):
    """The addressees are named in the sentence itself, where the text has ``{addressees}``."""

    kind: Literal["sentence"]
    parties: tuple[PartyCode, ...] = Field(min_length=1)


class OpenPhrase(Model):
    """No Party is named: a phrase of the text says who is addressed."""

    kind: Literal["open"]
    phrase: Line
    """The words of the recommendation that say it, to the letter."""


Addressees = Annotated[NamedInNote | NamedInSentence | OpenPhrase, Field(discriminator="kind")]


class Recommendation(Element):
    """A recommendation; its id is the one that the Committee gave, for example ``VI-1``."""

    kind: Literal["recommendation"]
    urgency: Identifier
    """A level of the round's vocabulary."""
    summary: Line | None = None
    """What it is about in a few words of ours, for overviews; never printed as the Committee's."""
    text: Prose
    addressees: Addressees


class UnavailableData(Model):
    """The source announces a figure and shows none; nothing is invented in its place."""

    kind: Literal["unavailable"]
    explanation: Line
    """Why, for those who keep the content; readers find the figure named in the imprint."""


class Image(Model):
    """A picture file inside ``data``, PNG, JPEG or SVG, with what it says in words."""

    kind: Literal["image"]
    file: Annotated[str, StringConstraints(pattern=r"^[\w][\w. /-]*\.(png|jpe?g|svg)$", max_length=200)]
    alternative: Line


def _legible(value: float) -> float:
    exponent = Decimal(repr(value)).as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_MOST_DECIMALS:
        raise ValueError(f"it has more than {_MOST_DECIMALS} decimals, more than a reader can take in")
    return value


class Value(Model):
    """One value of a figure."""

    label: Line
    value: Annotated[float, Field(ge=0, lt=1e15, strict=True), AfterValidator(_legible)]


class Bars(Model):
    """Values drawn as bars; the numbers are printed too, so no alternative is needed."""

    kind: Literal["bars"]
    unit: Line
    values: tuple[Value, ...] = Field(min_length=1, max_length=30)


class Figure(Element):
    """A titled figure."""

    kind: Literal["figure"]
    title: Prose
    content: Annotated[UnavailableData | Image | Bars, Field(discriminator="kind")]


class TableRow(Model):
    """A row: its heading, then as many cells as there are further columns."""

    heading: Prose
    cells: tuple[Prose, ...]


class Table(Element):
    """A table with one row of column headings; the first column heads the rows."""

    kind: Literal["table"]
    title: Prose
    columns: tuple[Prose, ...] = Field(min_length=2, max_length=8)
    rows: tuple[TableRow, ...] = Field(min_length=1)


class TileMap(Element):
    """An overview of which Parties one or two recommendations name: made from the lists, no part of the official text."""

    kind: Literal["tile-map"]
    recommendations: tuple[Identifier, ...] = Field(min_length=1, max_length=2)


class Section(Element):
    """A heading and what stands under it, sections included; the depth gives the level of the heading."""

    kind: Literal["section"]
    number: Line | None = None
    title: Prose
    short_title: Annotated[Line, StringConstraints(max_length=MOST_IN_HEAD)] | None = None
    """Our short title, for the heads of pages, where the title has no room on one line."""
    blocks: tuple["Block", ...] = Field(min_length=1)


Block = Annotated[
    Section | Paragraph | ListBlock | Provision | Practice | Recommendation | Figure | Table | TileMap,
    Field(discriminator="kind"),
]


class PartyListNote(Model):
    """A note that lists Parties; the sentence is generated, so it cannot disagree with the register."""

    kind: Literal["parties"]
    id: Identifier
    parties: tuple[PartyCode, ...] = Field(min_length=1)


class TextNote(Model):
    """A note in words: a gloss on the text or a reference."""

    kind: Literal["gloss", "reference"]
    id: Identifier
    text: Prose


class UpdateNote(Model):
    """Information received after adoption that corrects or completes a list."""

    kind: Literal["update"]
    id: Identifier
    party: PartyCode
    recommendation: Identifier
    received: Day | None = None
    """Day of receipt; empty where no source states it."""
    is_quoted: bool = False
    """Whether the text is the Party's own: then who sent it and when is printed before it."""
    text: Prose


Note = Annotated[PartyListNote | TextNote | UpdateNote, Field(discriminator="kind")]


class Urgency(Model):
    """A level of urgency of the round."""

    level: Identifier
    verb: Line
    """The word that is set bold in a recommendation of this level: “requires”."""
    mark: Literal["solid", "double", "dashed"]
    """How the page shows it beside the word: solid bar, double bar or dashed bar, strongest first."""


class MonitoringRound(Model):
    """What belongs to the monitoring round and not to one chapter."""

    id: Identifier
    parties: int = Field(gt=0, lt=300, strict=True)
    """How many States were Party when the round was launched, as the report says."""
    adopted: Day
    """Day of adoption of the report: the lists speak as of it, and the official text names Parties as of it."""
    recommendation_ids: Line
    """Regular expression that the ids of recommendations match in full."""
    urgencies: tuple[Urgency, ...] = Field(min_length=1)

    @field_validator("recommendation_ids")
    @classmethod
    def _is_expression(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"“{pattern}” is not a regular expression: {error}") from error
        return pattern


class Masthead(Model):
    """The title block, word for word."""

    label: Line | None = None
    """What kind of document it is, with the dash that the source sets after it: “FACTSHEET –”."""
    title: Line
    lead_in: Line | None = None
    theme: Line | None = None
    corrections: tuple[Correction, ...] = ()


class KeyFigure(Model):
    """One or two numbers that the text states, for the first page: what they count, and which passages state them."""

    numbers: tuple[Annotated[int, Field(ge=0, lt=10**6, strict=True)], ...] = Field(min_length=1, max_length=2)
    caption: Annotated[Line, StringConstraints(max_length=MOST_IN_CAPTION)]
    """What they count, in a few words of ours."""
    passages: tuple[Identifier, ...] = Field(min_length=1, max_length=2)
    """The passage that states each number: a paragraph that has it, or a recommendation that names so many Parties."""


class ExpectedWarning(Model):
    """Warnings that the source itself causes: they are counted, and fail no strict run while their number is right."""

    code: Identifier
    count: int = Field(gt=0, strict=True)
    reason: Line


class Factsheet(Model):
    """The content of one chapter."""

    id: Identifier
    """Name of the factsheet: its file and what is made from it are called so."""
    language: Literal["en"] = "en"
    """Language of the source, by BCP 47: other languages are translations of it."""
    chapter: Annotated[Line, StringConstraints(max_length=40)]
    """Its number as the report has it, or a few words: the margin column is narrow."""
    short_title: Line
    """Our short title, for running headers, bookmarks and metadata."""
    description: Line
    """One sentence for the file's metadata."""
    keywords: tuple[Line, ...] = ()
    masthead: Masthead
    round: MonitoringRound
    key_figures: tuple[KeyFigure, ...] = Field(default=(), max_length=4)
    """Numbers for the first page of the general factsheet."""
    blocks: tuple[Block, ...] = Field(min_length=1)
    notes: tuple[Note, ...] = ()
    expected_warnings: tuple[ExpectedWarning, ...] = ()

    @property
    def note_by_id(self) -> dict[str, Note]:
        """The notes by id."""
        return {note.id: note for note in self.notes}
