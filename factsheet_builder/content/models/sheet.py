"""One chapter: its title block, its round, its key figures, its blocks and its notes."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from factsheet_builder.content.data_tables.data_table import DataTable
from factsheet_builder.content.fields import Identifier, LanguageTag, Line, Model, PartyCode
from factsheet_builder.content.models.blocks import Block
from factsheet_builder.content.models.elements import Correction
from factsheet_builder.content.models.notes import Note
from factsheet_builder.content.models.rounds import MonitoringRound

MOST_IN_CAPTION = 100
"""Letters that have room under a number of the first page."""


class Masthead(Model):
    """The title block, word for word."""

    label: Line | None = None
    """What kind of document it is, with the dash that the source sets after it: “FACTSHEET –”."""
    title: Line
    lead_in: Line | None = None
    theme: Line | None = None
    corrections: tuple[Correction, ...] = ()


class Numbering(Model):
    """What the builder counts, in reading order; what it does not count has the numbers that the text gives."""

    paragraphs: Literal["none", "continuous", "by-section"] = "none"
    """Paragraphs of the running text, through the factsheet or anew in each section of the first level."""
    recommendations: Literal["own", "in-sequence"] = "own"
    """Whether recommendations keep their own numbers, or are counted with the paragraphs."""
    tables: bool = False
    figures: bool = False


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
    language: LanguageTag = "en"
    """Language of the source, by BCP 47: other languages are translations of it; by default that of the publication."""
    about: tuple[PartyCode, ...] = ()
    """The State or States that the document is about, where it is not about all Parties; “the State party” is theirs."""
    chapter: Annotated[Line, StringConstraints(max_length=40)] = ""
    """Its number as the report has it, or a few words: the margin column is narrow; nothing where it is no chapter."""
    short_title: Line
    """Our short title, for running headers, bookmarks and metadata."""
    description: Line
    """One sentence for the file's metadata."""
    keywords: tuple[Line, ...] = ()
    masthead: Masthead
    round: MonitoringRound
    key_figures: tuple[KeyFigure, ...] = Field(default=(), max_length=4)
    """Numbers for the first page of the general factsheet."""
    numbering: Numbering = Numbering()
    notes_at: Literal["foot", "end"] = "foot"
    """Whether notes stand at the foot of the page that calls them, or all of them at the end."""
    blocks: tuple[Block, ...] = Field(min_length=1)
    notes: tuple[Note, ...] = ()
    expected_warnings: tuple[ExpectedWarning, ...] = ()
    data: tuple[DataTable, ...] = ()
    """The tables of ``data/tables`` that it uses: put here when it is read, never written by hand."""

    @property
    def note_by_id(self) -> dict[str, Note]:
        """The notes by id."""
        return {note.id: note for note in self.notes}

    @property
    def data_by_name(self) -> dict[str, DataTable]:
        """The tables of data that it uses, by their names."""
        return {table.id: table for table in self.data}
