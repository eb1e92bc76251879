"""Recommendations, and the ways of saying who is addressed."""

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from factsheet_builder.content.fields import Day, Identifier, Line, Model, PartyCode, Prose
from factsheet_builder.content.models.elements import Element

if TYPE_CHECKING:
    from factsheet_builder.content.models.blocks import RecommendationPart


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


class Subject(Model):
    """The State or States that the document is about; the text has words for them, such as “the State party”."""

    kind: Literal["subject"]


class GroupsOfParties(Model):
    """Groups of the register; the text has words for them."""

    model_config = ConfigDict(serialize_by_alias=True)

    kind: Literal["groups"]
    groups: tuple[Identifier, ...] = Field(min_length=1)
    """Ids of groups of data/parties.yaml."""
    excepts: tuple[PartyCode, ...] = Field((), alias="except")
    """Members that the text leaves out."""


class Others(Model):
    """Addressees that are no Parties: platforms, an organisation, other stakeholders."""

    kind: Literal["others"]
    names: tuple[Line, ...] = Field(min_length=1)
    """The words of the recommendation that name them, to the letter."""


OneKind = Annotated[
    NamedInNote | NamedInSentence | OpenPhrase | Subject | GroupsOfParties | Others, Field(discriminator="kind")
]
"""One way of saying who is addressed."""


class Several(Model):
    """Several ways in one recommendation: “the State party, its neighbours and online platforms”."""

    kind: Literal["several"]
    of: tuple[OneKind, ...] = Field(min_length=2)


Addressees = Annotated[
    NamedInNote | NamedInSentence | OpenPhrase | Subject | GroupsOfParties | Others | Several,
    Field(discriminator="kind"),
]


class Deadline(Model):
    """By when, in the words of the text; the day where the text gives or implies one."""

    words: Line
    day: Day | None = None


class Recommendation(Element):
    """A recommendation; its id is the one that the body gave, for example ``VI-1``."""

    kind: Literal["recommendation"]
    number: Annotated[Line, StringConstraints(max_length=20)] | None = None
    """Its number as the body writes it, such as “§14” or “14 (a)”, where that is not the id; printed in its place."""
    urgency: Identifier | None = None
    """A level of the round's vocabulary; none where the round has no levels."""
    also: tuple[Identifier, ...] = ()
    """Further levels whose verbs the text has."""
    priority: bool = False
    """Whether the body calls it a priority."""
    summary: Line | None = None
    """What it is about in a few words of ours, for overviews; never printed as the body's."""
    text: Prose
    blocks: tuple["RecommendationPart", ...] = ()
    """What follows the text: paragraphs and lists."""
    addressees: Addressees
    deadline: Deadline | None = None
    follow_up: Line | None = None
    """What is to be reported back, and when, in a few words."""

    @property
    def called(self) -> str:
        """What readers know it by: its number, or its id."""
        return self.number or self.id

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of urgency of its verbs, the first one leading."""
        return (*((self.urgency,) if self.urgency else ()), *self.also)

    @model_validator(mode="after")
    def _leads(self) -> Self:
        if self.also and not self.urgency:
            raise ValueError("it has further levels under “also”, but no “urgency”: the first one stands there")
        return self
