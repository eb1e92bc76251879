"""What the template of changed messages sees: counts, then message by message what became of it; frozen."""

from dataclasses import dataclass

from factsheet_builder.views.change_view import PieceView


@dataclass(frozen=True, slots=True)
class CountedView:
    """How many messages became of one sort; ``anchor`` leads to the first of them."""

    label: str
    number: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TextView:
    """A text of a message with what was added and removed, in its language and direction."""

    label: str
    language: str
    direction: str
    pieces: tuple[PieceView, ...]


@dataclass(frozen=True, slots=True)
class ChangedMessageView:
    """A message that is not as it was delivered."""

    anchor: str
    title: str
    remark: str
    """What it is and how far it is translated."""
    texts: tuple[TextView, ...]


@dataclass(frozen=True, slots=True)
class ChangedGroupView:
    """The messages of which the same became."""

    anchor: str
    title: str
    messages: tuple[ChangedMessageView, ...]


@dataclass(frozen=True, slots=True)
class MessageChangesView:
    """The whole page."""

    title: str
    scope: str
    summary: str
    what: str
    number: str
    nothing: str
    """What stands where nothing changed."""
    counts: tuple[CountedView, ...]
    groups: tuple[ChangedGroupView, ...]
