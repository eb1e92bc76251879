"""Practices and recommendations as templates see them: boxes with a label and a tag."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from factsheet_builder.views.spans import Reading, Spans, joined, letters_in, plain, read_out

if TYPE_CHECKING:
    from factsheet_builder.views.block_views import BlockView

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
class TagView:
    """A verb of a recommendation, and how its level is shown beside the word."""

    verb: str
    mark: str


@dataclass(frozen=True, slots=True)
class DetailView:
    """What is said below the text of a recommendation, under a label: a deadline, a follow-up."""

    id: str
    label: str
    spans: Spans

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(self.id, joined(self.label, plain(self.spans)))


@dataclass(frozen=True, slots=True)
class TagsView:
    """What stands beside the number of a recommendation: its verbs, the leading one first, and whether it is a priority."""

    verb: str = ""
    """Empty where the round has no levels of urgency."""
    mark: str = ""
    also: tuple[TagView, ...] = ()
    priority: str = ""
    """The word for it."""

    @property
    def are_many(self) -> bool:
        """Whether they take more room than one verb."""
        return bool(self.also or self.priority)

    @property
    def words(self) -> str:
        """All of it as it is read out."""
        return joined(self.verb, *(tag.verb for tag in self.also), self.priority)


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation box."""

    kind: ClassVar[str] = "recommendation"
    id: str
    level: int
    number: str
    """What it is called: its number as the body writes it, or its id."""
    tags: TagsView
    addressed: Spans
    bookmark: str
    spans: Spans
    flag: str = ""
    state: str = ""
    blocks: tuple["BlockView", ...] = ()
    """Paragraphs and lists that follow its text."""
    details: tuple[DetailView, ...] = ()
    is_loose: bool = False

    @property
    def mark(self) -> str:
        """How its leading level is shown; a line of its own where it has none."""
        return self.tags.mark or "none"

    @property
    def is_long(self) -> bool:
        """Whether it may break over pages."""
        return self.is_loose or letters_in(self.spans) + sum(map(len, self._rest())) > _LONGEST_BOX

    def _rest(self) -> tuple[str, ...]:
        return tuple(owed.text for part in (*self.blocks, *self.details) for owed in part.reading())

    def reading(self) -> Reading:
        """Yield what it reads out."""
        head = joined(self.number, self.tags.words)
        yield from read_out(self.id, head, self.addressed, self.flag, self.state, self.spans)
        for part in (*self.blocks, *self.details):
            yield from part.reading()
