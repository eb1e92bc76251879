"""What a factsheet says, as frozen models: sections made of blocks, plus its notes and the round that it belongs to.

A model holds the words of the source and nothing about how they look. What belongs to a round (urgency
vocabulary, id scheme of recommendations, number of Parties, the ways of naming addressees) is data of that round, so that
a factsheet of another round needs a new file and no new code. Rules that hold between elements are in the room ``checks``.
"""

from factsheet_builder.content.models.blocks import (
    MOST_IN_HEAD,
    Block,
    BoxedBlock,
    Callout,
    ListBlock,
    ListItem,
    RecommendationPart,
    Section,
)
from factsheet_builder.content.models.charts import Chart, ChartFrom, ChartRow
from factsheet_builder.content.models.elements import Correction, Element, Marker
from factsheet_builder.content.models.figures import Bars, Figure, FigureContent, Image, UnavailableData, Value
from factsheet_builder.content.models.notes import Note, PartyListNote, TextNote, UpdateNote
from factsheet_builder.content.models.provisions import Provision, ProvisionParagraph
from factsheet_builder.content.models.recommendations import (
    Addressees,
    Deadline,
    GroupsOfParties,
    NamedInNote,
    NamedInSentence,
    OneKind,
    OpenPhrase,
    Others,
    Recommendation,
    Several,
    Subject,
)
from factsheet_builder.content.models.reference_matter import (
    Bibliography,
    Collected,
    Definition,
    Definitions,
    Source,
)
from factsheet_builder.content.models.rounds import MonitoringRound, Urgency
from factsheet_builder.content.models.running_text import NO_NUMBER, Paragraph, Practice, Quotation
from factsheet_builder.content.models.sheet import (
    MOST_IN_CAPTION,
    ExpectedWarning,
    Factsheet,
    KeyFigure,
    Masthead,
    Numbering,
)
from factsheet_builder.content.models.tables import (
    MOST_COLUMNS,
    Cell,
    Heading,
    RowsFrom,
    Table,
    TableCell,
    TableColumn,
    TableRow,
    TileMap,
)

__all__ = [
    "MOST_COLUMNS",
    "MOST_IN_CAPTION",
    "MOST_IN_HEAD",
    "NO_NUMBER",
    "Addressees",
    "Bars",
    "Bibliography",
    "Block",
    "BoxedBlock",
    "Callout",
    "Cell",
    "Chart",
    "ChartFrom",
    "ChartRow",
    "Collected",
    "Correction",
    "Deadline",
    "Definition",
    "Definitions",
    "Element",
    "ExpectedWarning",
    "Factsheet",
    "Figure",
    "FigureContent",
    "GroupsOfParties",
    "Heading",
    "Image",
    "KeyFigure",
    "ListBlock",
    "ListItem",
    "Marker",
    "Masthead",
    "MonitoringRound",
    "NamedInNote",
    "NamedInSentence",
    "Note",
    "Numbering",
    "OneKind",
    "OpenPhrase",
    "Others",
    "Paragraph",
    "PartyListNote",
    "Practice",
    "Provision",
    "ProvisionParagraph",
    "Quotation",
    "Recommendation",
    "RecommendationPart",
    "RowsFrom",
    "Section",
    "Several",
    "Source",
    "Subject",
    "Table",
    "TableCell",
    "TableColumn",
    "TableRow",
    "TextNote",
    "TileMap",
    "UnavailableData",
    "UpdateNote",
    "Urgency",
    "Value",
]
