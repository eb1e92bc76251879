"""What a comparison finds: passages that were added, removed, changed or moved, each with the facts of its change."""

from dataclasses import dataclass
from enum import StrEnum

from factsheet_builder.changes.words import Piece


class Change(StrEnum):
    """What became of a passage."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    RENAMED = "renamed"
    """The same passage under another id."""


class Turn(StrEnum):
    """Which way an urgency went, by the order of the round's vocabulary."""

    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    CHANGED = "changed"
    """The two vocabularies do not say which of the two is stronger."""


@dataclass(frozen=True, slots=True)
class WordsFact:
    """Words of a part of the passage (``text``, ``items 2 text``) were changed, added or removed."""

    part: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class MarksFact:
    """The words of a part are the same; its marks (emphasis, a link without words) are not."""

    part: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class UrgencyFact:
    """The urgency changed; ``old`` and ``new`` are the verbs that the text uses."""

    turn: Turn
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PartiesFact:
    """Codes of the Parties that a list gained and lost, sorted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueFact:
    """A value that is no text, as words; empty where there was or is none."""

    part: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class MoveFact:
    """The passage stands elsewhere: in another section, or elsewhere in the same one (then both are equal)."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RenameFact:
    """The passage has another id; it was known again by its words."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class NameFact:
    """The name of a Party as the lists print it; ``shown_in`` are the passages that print it."""

    old: str
    new: str
    shown_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CauseFact:
    """The inputs that a file was made from and that are not as they were; empty where the manifests do not name them."""

    inputs: tuple[str, ...]


Fact = WordsFact | MarksFact | UrgencyFact | PartiesFact | ValueFact | MoveFact | RenameFact | NameFact | CauseFact


@dataclass(frozen=True, slots=True)
class Finding:
    """One passage that is not as it was."""

    passage: str
    kind: str
    change: Change
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The findings about one factsheet, about the register of Parties or about a build, in reading order."""

    name: str
    title: str
    chapter: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed between two versions, called by the names that the user gave them."""

    old: str
    new: str
    groups: tuple[Group, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not any(group.findings for group in self.groups)
