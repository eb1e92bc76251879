"""The fields of the form with the boxes × a factsheet as it is now -> the lists that are wanted, or why they cannot be had.

Every list comes with the codes that the form began with: what was changed elsewhere meanwhile is found out by them, and is
never written over unseen. Nothing is written here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from factsheet_builder.content.parties import Register
from factsheet_builder.project import Project
from factsheet_builder.studio.screens.party_screens.addressee_lists import (
    AddresseeList,
    FigureChange,
    ListChange,
    faults_of,
    figures_of,
    lists_of,
    with_parties,
)
from factsheet_builder.studio.screens.party_screens.kept_content import KeptContent, kept_content

How = Literal["all", "none", "invert", "group"]
HOWS: Final[tuple[How, ...]] = ("all", "none", "invert", "group")
Fault = Literal["unknown", "twice", "nobody", "locked"]
"""Why a list cannot be saved: a code of no Party, one that stands twice, no Party at all, or a list that is not set here."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """Many boxes set at once."""

    how: How
    lists: tuple[str, ...] = ()
    """Keys of lists: the boxes of all Parties in them."""
    party: str = ""
    """Code of a Party: its boxes in all lists."""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """The form as it was sent."""

    was: Mapping[str, tuple[str, ...]]
    """The codes that each list began with, by its key."""
    ticked: Mapping[str, tuple[str, ...]]
    """The codes whose boxes are ticked."""
    bulk: Bulk | None = None
    with_figures: bool = True
    """Whether numbers on the first page are to follow the lists; that they would was shown, and can be told not to."""


@dataclass(frozen=True, slots=True)
class ListClash:
    """A list that was changed by somebody else since the form was opened."""

    list: AddresseeList
    started: tuple[str, ...]
    yours: tuple[str, ...]

    @property
    def now(self) -> tuple[str, ...]:
        """What it is now."""
        return self.list.parties


@dataclass(frozen=True, slots=True)
class Judged:
    """What the form asks for."""

    ticks: Mapping[str, tuple[str, ...]]
    """The boxes to be shown, by the keys of lists."""
    changes: tuple[ListChange, ...] = ()
    """What is to be saved."""
    figures: tuple[FigureChange, ...] = ()
    """Numbers on the first page that follow the changes."""
    faults: tuple[tuple[str, Fault, str], ...] = ()
    """The key of a list, why it cannot be saved, and the code that is at fault."""
    clashes: tuple[ListClash, ...] = ()
    are_gone: bool = False
    """Whether the form has a list that the file has no more."""


def judge(project: Project, name: str, locale: str, posted: Posted) -> Judged:
    """Return what a form asks for, by the files as they are now; raises as ``kept_content``."""
    content = kept_content(project, name, locale)
    return judged(content, posted)


def judged(content: KeptContent, posted: Posted) -> Judged:
    """Return the same of content that was read."""
    lists, register = {one.key: one for one in lists_of(content.sheet)}, content.register
    ticks: dict[str, tuple[str, ...]] = {}
    clashes: list[ListClash] = []
    for key, one in lists.items():
        if key not in posted.was:
            continue
        wanted, started = posted.ticked.get(key, ()), posted.was[key]
        if started != one.parties and set(wanted) not in (set(started), set(one.parties)):
            clashes.append(ListClash(one, started, wanted))
        is_untouched = started != one.parties and set(wanted) == set(started)
        ticks[key] = one.parties if is_untouched else wanted
    if posted.bulk:
        ticks = _all_set(ticks, posted.bulk, register)
    faults = tuple(fault for key in ticks for fault in _faults(lists[key], ticks[key], register))
    faulty = {key for key, _, _ in faults}
    changes = (
        with_parties(lists[key], ticks[key], register, content.sheet.language) for key in ticks if key not in faulty
    )
    changed = tuple(change for change in changes if change.added or change.removed)
    figures = figures_of(content.sheet, changed, register) if posted.with_figures else ()
    return Judged(ticks, changed, figures, faults, tuple(clashes), are_gone=not posted.was.keys() <= lists.keys())


def _faults(one: AddresseeList, ticked: Sequence[str], register: Register) -> Iterator[tuple[str, Fault, str]]:
    if set(ticked) == set(one.parties):
        return  # as it is in the file
    if faults_of(one, register):
        yield one.key, "locked", ""
        return
    known = register.by_code
    for index, code in enumerate(ticked):
        if code not in known:
            yield one.key, "unknown", code
        elif code in ticked[:index]:
            yield one.key, "twice", code
    if not ticked:
        yield one.key, "nobody", ""


def _all_set(ticks: Mapping[str, tuple[str, ...]], bulk: Bulk, register: Register) -> dict[str, tuple[str, ...]]:
    """Return the boxes after many were set at once."""
    codes = tuple(party.code for party in register.parties)
    if bulk.party:
        rows = (bulk.party,)
        return {key: _set(ticked, rows, bulk.how, rows) for key, ticked in ticks.items()}
    group = register.group_by_id.get(bulk.group)
    members = group.parties if group else ()
    return {
        key: _set(ticked, codes, bulk.how, members) if key in bulk.lists else ticked for key, ticked in ticks.items()
    }


def _set(ticked: tuple[str, ...], among: Iterable[str], how: How, members: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes that are ticked after those ``among`` were set; of a group its members are added."""
    concerned = tuple(among)
    if how == "invert":
        wanted = tuple(code for code in concerned if code not in ticked)
    else:
        wanted = {"all": concerned, "none": (), "group": (*(c for c in concerned if c in ticked), *members)}[how]
    others = tuple(code for code in ticked if code not in concerned)
    return tuple(dict.fromkeys((*others, *wanted)))
