"""What the templates of the screen Translations see: selected, ordered and worded already."""

from dataclasses import dataclass

from factsheet_builder.errors import Diagnostic
from factsheet_builder.studio.screens.translation_screen.message_facts import (
    MessageFacts,
    TermFacts,
)


@dataclass(frozen=True, slots=True)
class LocaleRow:
    """One locale among all."""

    name: str
    tag: str
    address: str
    done: int
    total: int
    missing: int
    stale: int
    to_review: int


@dataclass(frozen=True, slots=True)
class LocalesView:
    """All locales."""

    locales: tuple[LocaleRow, ...]


@dataclass(frozen=True, slots=True)
class LinkView:
    """A way to a text or a filter, with how many messages are behind it."""

    label: str
    address: str
    number: int
    total: int
    is_current: bool
    language: str = ""
    """Of the label, where that is content."""


@dataclass(frozen=True, slots=True)
class StateView:
    """How a message stands."""

    words: str
    kind: str
    """``good``, ``warning`` or ``error``."""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message in a list."""

    name: str
    begins: str
    what: str
    address: str
    states: tuple[StateView, ...]


@dataclass(frozen=True, slots=True)
class LocaleView:
    """One locale."""

    tag: str
    source: str
    source_direction: str
    done: int
    total: int
    texts: tuple[LinkView, ...]
    filters: tuple[LinkView, ...]
    messages: tuple[MessageRow, ...]
    nothing: str
    """What is said where there is no message."""


@dataclass(frozen=True, slots=True)
class PieceView:
    """Words, or a code as a labelled chip."""

    text: str
    label: str = ""
    opens: str = ""
    """What a button puts before the words that are chosen; nothing where the code stands alone."""
    closes: str = ""


@dataclass(frozen=True, slots=True)
class FormView:
    """A text to write."""

    name: str
    source: tuple[PieceView, ...]
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Words that stayed, were added or were taken out."""

    text: str
    is_added: bool
    is_removed: bool


@dataclass(frozen=True, slots=True)
class MatchView:
    """What was translated before."""

    share: str
    pieces: tuple[ChangeView, ...]
    target: str
    """As a button puts it in."""
    shown: tuple[PieceView, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class ClashView:
    """What stands now where somebody else has saved meanwhile."""

    theirs: tuple[tuple[PieceView, ...], ...]
    state: StateView


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message in work."""

    facts: MessageFacts
    show: str
    source_direction: str
    direction: str
    language: str
    state: StateView
    forms: tuple[FormView, ...]
    codes: tuple[PieceView, ...]
    changed: tuple[ChangeView, ...]
    terms: tuple[TermFacts, ...]
    matches: tuple[MatchView, ...]
    remark: str
    needs_work: bool
    may_translate: bool
    is_vouchable: bool
    has_page: bool
    problems: tuple[Diagnostic, ...]
    refusals: tuple[Diagnostic, ...]
    """Why what was typed was not saved."""
    clash: ClashView | None
    draft: tuple[tuple[PieceView, ...], ...]
    """What this person typed before and has not saved."""
    draft_address: str
    list_address: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FindingsView:
    """What is wrong with a text as it is typed."""

    problems: tuple[Diagnostic, ...]
