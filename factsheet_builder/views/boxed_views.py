"""Practices and recommendations as templates see them: boxes with a label and a tag."""

from dataclasses import dataclass
from typing import ClassVar

from factsheet_builder.views.spans import Reading, Spans, letters_in, read_out

_LONGEST_BOX = 2400
"""Letters of a box that is kept on one page: more than half of one. A shorter one breaks only where it would leave a gap."""


@dataclass(frozen=True, slots=True)
class PracticeView:
    """A practice, headed by its Party."""

    kind: ClassVar[str] = "practice"
    id: str
    level: int
    party: str
    label: str
    bookmark: str
    paragraphs: tuple[Spans, ...]
    is_own: bool = False
    """Whether it is of the Party that the version is for."""
    state: str = ""
    title: str = ""
    """What it is called where tags are listed."""
    is_loose: bool = False
    """Whether the page before it would be left half empty if it did not break."""

    @property
    def is_long(self) -> bool:
        """Whether it may break over pages."""
        return self.is_loose or letters_in(span for paragraph in self.paragraphs for span in paragraph) > _LONGEST_BOX

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, self.party, self.label, self.state, *self.paragraphs)


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation box."""

    kind: ClassVar[str] = "recommendation"
    id: str
    level: int
    verb: str
    mark: str
    addressed: Spans
    bookmark: str
    spans: Spans
    flag: str = ""
    state: str = ""
    is_loose: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it may break over pages."""
        return self.is_loose or letters_in(self.spans) > _LONGEST_BOX

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, f"{self.id} {self.verb}", self.addressed, self.flag, self.state, self.spans)
