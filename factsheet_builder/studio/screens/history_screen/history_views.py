"""Saves and versions × words of the interface -> what the screen History shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from factsheet_builder.changes.history.named_versions import Version
from factsheet_builder.changes.history.saves import Save
from factsheet_builder.characters import show_hidden
from factsheet_builder.errors import Diagnostic
from factsheet_builder.studio.screens.history_screen.compared_points import ChangedSheet
from factsheet_builder.studio.server.interface_words import InterfaceWords


@dataclass(frozen=True, slots=True)
class SaveView:
    """One line of the list of saves."""

    id: str
    when: str
    who: str
    words: str
    passages: tuple[str, ...]
    files: tuple[str, ...]
    versions: tuple[str, ...]
    """Names that were given to the content as it stood after it."""
    is_from: bool = False
    is_to: bool = False


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version with a name."""

    name: str
    save: str
    when: str
    who: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """The screen."""

    problem: Diagnostic | None
    """What is to be said of the repository."""
    can_begin: bool
    may_edit: bool
    saves: tuple[SaveView, ...]
    versions: tuple[VersionView, ...]
    newer: int | None
    """How many saves to leave out for the page before this one; nothing where this is the first."""
    older: int | None
    refusal: str = ""
    """Why something was not done a moment ago."""
    refused_save: str = ""
    """The save that was to have a name, and was refused it."""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class PointView:
    """A point that is compared."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """What changed between two points."""

    old: PointView
    new: PointView
    sheets: tuple[ChangedSheet, ...]
    may_edit: bool
    language: str
    """That of the content."""
    is_clash: bool = False
    problems: tuple[Diagnostic, ...] = ()
    """Why a passage was not restored a moment ago."""

    @property
    def changed(self) -> int:
        """How many passages changed."""
        return sum(len(sheet.passages) for sheet in self.sheets)


@dataclass(frozen=True)
class HistoryWording:
    """Words what the screen shows."""

    words: InterfaceWords

    def saves(self, found: Sequence[Save], named: Iterable[Version]) -> tuple[SaveView, ...]:
        """Return the lines of saves; the last two points are chosen for a comparison."""
        names: dict[str, list[str]] = {}
        for version in named:
            names.setdefault(version.save, []).append(show_hidden(version.name))
        return tuple(
            SaveView(
                save.id,
                self.moment(save.when),
                show_hidden(save.who),
                show_hidden(save.words),
                save.passages,
                tuple(map(show_hidden, save.files)),
                tuple(names.get(save.id, ())),
                is_from=number == min(1, len(found) - 1),
                is_to=number == 0 and len(found) > 1,
            )
            for number, save in enumerate(found)
        )

    def versions(self, found: Iterable[Version]) -> tuple[VersionView, ...]:
        """Return the lines of versions."""
        return tuple(
            VersionView(show_hidden(one.name), one.save, self.moment(one.when), show_hidden(one.who)) for one in found
        )

    def point(self, save: str, found: Save | None, named: Iterable[Version]) -> PointView:
        """Return what a point is called: by its version's name, its time and who saved, or as it stands now."""
        if not save or found is None:
            return PointView("", self.words.say("now"))
        name = next((show_hidden(version.name) for version in named if version.save == save), "")
        moment = self.moment(found.when)
        return PointView(save, f"{name} ({moment})" if name else moment)

    def moment(self, when: datetime) -> str:
        """Return a day and a time of day, by the clock of who saved."""
        return f"{self.words.localiser.date_in_words(when.date())}, {when:%H:%M}"
