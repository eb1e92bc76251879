"""What workers are given and what they give back, as values: tasks, and the order in which they can be done.

One task is all that is to be made of one factsheet for one Party in one locale, so that the editions of a document share
its layout, and a pack takes over the version that was just set. Who does the tasks is left to ``executors``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from factsheet_builder.builds.assessment import Assessment, State, is_tab
from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafting.draft_kinds import Draft, PackDraft
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.making.maker import Made, Maker
from factsheet_builder.errors import Diagnostic, ExitCode, FactsheetError
from factsheet_builder.typesetting.editions import Edition


@dataclass(frozen=True, slots=True)
class Failed:
    """A deliverable that could not be made, and why."""

    deliverable: Deliverable
    diagnostics: tuple[Diagnostic, ...]
    exit_code: ExitCode


Result = Made | Failed


@dataclass(frozen=True, slots=True)
class Task:
    """Drafts to be made one after the other; ``needs`` are tabs that another task makes, ``given`` those that are there."""

    drafts: tuple[Draft, ...]
    needs: tuple[Deliverable, ...] = ()
    given: tuple[Result, ...] = ()

    @property
    def title(self) -> str:
        """What to call it in a message."""
        return ", ".join(str(draft.deliverable.path) for draft in self.drafts)


def do(task: Task, maker: Maker) -> tuple[Result, ...]:
    """Make the drafts of ``task``; one that fails stops only those that need it."""
    return tuple(do_in_turn(task, maker))


def do_in_turn(task: Task, maker: Maker) -> Iterator[Result]:
    """Yield the same one by one, so that nobody waits for the last draft to have the first."""
    there = {result.deliverable: result for result in task.given}
    for draft in task.drafts:
        yield _make(draft, maker, there)


def _make(draft: Draft, maker: Maker, there: dict[Deliverable, Result]) -> Result:
    made_from = draft.made_from
    needed = made_from.factsheets if isinstance(made_from, PackDraft) else ()
    tabs = [there[deliverable] for deliverable in needed]
    failed = [tab for tab in tabs if isinstance(tab, Failed)]
    result: Result
    if failed:
        found = dict.fromkeys(problem for tab in failed for problem in tab.diagnostics)
        result = Failed(draft.deliverable, tuple(found), max(tab.exit_code for tab in failed))
    else:
        try:
            result = maker.make(draft, {tab.deliverable: tab for tab in tabs if isinstance(tab, Made)})
        except FactsheetError as error:
            result = Failed(draft.deliverable, error.diagnostics, error.exit_code)
    there[draft.deliverable] = result
    return result


def tasks_of(
    assessments: Sequence[Assessment], drafter: Drafter, there: Mapping[Deliverable, Made]
) -> tuple[Task, ...]:
    """Return the tasks that make all that is stale or missing; ``there`` has current tabs that packs can take over.

    A tab that no file is owed for is made all the same, for the packs alone.
    """
    wanted = {a.deliverable: a.draft for a in assessments if a.draft and a.state is not State.CURRENT}
    packs = [draft.made_from for draft in wanted.values() if isinstance(draft.made_from, PackDraft)]
    tabs = dict.fromkeys(tab for pack in packs for tab in reversed(pack.factsheets))
    for deliverable in tabs:
        if deliverable not in there:
            wanted.setdefault(deliverable, drafter.draft(deliverable))
    groups: dict[tuple[str, ...], list[Draft]] = {}
    for deliverable, draft in sorted(wanted.items(), key=lambda item: item[0]):
        groups.setdefault(_group(deliverable, tabs), []).append(draft)
    return tuple(_task(drafts, there) for _, drafts in sorted(groups.items()))


def _group(deliverable: Deliverable, tabs: Iterable[Deliverable]) -> tuple[str, ...]:
    """Return the task that a deliverable belongs to: general ones come first, since packs wait for them."""
    d = deliverable
    if d.factsheets:  # a pack of several takes over tabs of each of them
        return "3", d.factsheet, d.locale, d.party
    if d.party:
        return "2", d.factsheet, d.locale, d.party
    if d.kind is Kind.BILINGUAL:
        return "1", d.factsheet, d.locale, d.kind
    # Where packs wait for the edition for readers, it does not wait for the one for the printer.
    is_apart = d.edition is Edition.PRESS and any(not tab.party and _is_beside(tab, d) for tab in tabs)
    return ("1" if is_apart else "0"), d.factsheet, d.locale, ""


def _is_beside(one: Deliverable, other: Deliverable) -> bool:
    return (one.factsheet, one.locale) == (other.factsheet, other.locale)


def _task(drafts: list[Draft], there: Mapping[Deliverable, Made]) -> Task:
    ordered = tuple(sorted(drafts, key=lambda draft: (not is_tab(draft.deliverable), draft.deliverable)))
    own = {draft.deliverable for draft in ordered}
    packs = [draft.made_from for draft in ordered if isinstance(draft.made_from, PackDraft)]
    needed = dict.fromkeys(tab for pack in packs for tab in pack.factsheets if tab not in own)
    given = tuple(there[tab] for tab in needed if tab in there)
    return Task(ordered, tuple(tab for tab in needed if tab not in there), given)


@dataclass
class Schedule:
    """Tasks in order; one whose needs are not there yet waits for them."""

    tasks: tuple[Task, ...]
    _open: dict[int, Task] = field(default_factory=dict)
    _under_way: dict[int, Task] = field(default_factory=dict)
    _there: dict[Deliverable, Result] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._open = dict(enumerate(self.tasks))
        self._needed = {need for task in self.tasks for need in task.needs}

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do or to wait for."""
        return not self._open and not self._under_way

    @property
    def left(self) -> int:
        """How many tasks nobody does yet."""
        return len(self._open)

    def take(self) -> tuple[int, Task] | None:
        """Return the next task that can be done, with its number, or nothing for now."""
        for number, task in self._open.items():
            if all(need in self._there for need in task.needs):
                del self._open[number]
                self._under_way[number] = task
                return number, replace(task, given=(*task.given, *(self._there[need] for need in task.needs)))
        return None

    def put(self, number: int, results: tuple[Result, ...]) -> tuple[Result, ...]:
        """Take in what became of a task, and return it."""
        del self._under_way[number]
        self._there.update({result.deliverable: result for result in results if result.deliverable in self._needed})
        return results

    def put_back(self, number: int) -> None:
        """Let somebody else do a task that was under way."""
        self._open[number] = self._under_way.pop(number)

    def fail(self, number: int, problem: Diagnostic) -> tuple[Result, ...]:
        """Say that a task came to nothing."""
        task = self._under_way[number]
        results = tuple(Failed(draft.deliverable, (problem,), ExitCode.SURROUNDINGS) for draft in task.drafts)
        return self.put(number, results)
