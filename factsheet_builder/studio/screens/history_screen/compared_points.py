"""Two points of the history and what changed between them, as plain values that a process hands over."""

from dataclasses import dataclass

from factsheet_builder.views.change_view import ChangeView


@dataclass(frozen=True, slots=True)
class Points:
    """Two points, each by the id of its save and by what readers call it; the newer may be now, without an id."""

    old: str
    new: str
    old_name: str
    new_name: str


@dataclass(frozen=True, slots=True)
class ChangedPassage:
    """One passage that is not as it was."""

    view: ChangeView
    sheet: str
    passage: str
    was: str
    """What it was called then, where that is another name."""
    seen: str
    """Digest of what stands now where it would be restored; nothing where it cannot be, or need not."""


@dataclass(frozen=True, slots=True)
class ChangedSheet:
    """The passages of a factsheet, or of the register, that changed."""

    title: str
    passages: tuple[ChangedPassage, ...]
