"""Builds what is asked for: finds what is stale, has it made, commits each file with its record; a failure stops one only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from factsheet_builder.builds.assessment import Assessment, Assessor, State, is_tab
from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.delivering.earlier_files import place_before
from factsheet_builder.builds.drafting.draft_kinds import PackDraft, Sheet
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.lock import locked
from factsheet_builder.builds.making.deliverable_limits import USUAL, Limits
from factsheet_builder.builds.making.executors import Executor, Processes, Serial, Setup
from factsheet_builder.builds.making.keeping import USUAL_KEEPING, Keeping
from factsheet_builder.builds.making.maker import Made
from factsheet_builder.builds.making.nursery import begin as begin_nursery
from factsheet_builder.builds.making.tasks import Failed, Result, Schedule, Task, tasks_of
from factsheet_builder.builds.outcome import Fate, Outcome
from factsheet_builder.builds.records import Journal, Ledger, Record, read_ledger
from factsheet_builder.builds.shortcut import forget, remember
from factsheet_builder.builds.sources import Sources, read_sources
from factsheet_builder.builds.store import clear_remains, commit
from factsheet_builder.errors import Diagnostic, ExitCode, FactsheetError, Severity
from factsheet_builder.project import Project
from factsheet_builder.typesetting.fonts import font_digests

_MANY_MISSING = 8
"""For fewer files no server of workers is got ready: most of what is stale then is one document."""
_FEW_TASKS = 2
"""So few tasks are done faster by this process than by others that must start first."""


def build(
    project: Project,
    deliverables: tuple[Deliverable, ...],
    out: Path,
    *,
    cache: Path,
    is_strict: bool = False,
    owed: tuple[Deliverable, ...] = (),
    jobs: int = 1,
    executor: Executor | None = None,
    request: str = "",
    limits: Limits = USUAL,
    keeping: Keeping = USUAL_KEEPING,
) -> Iterator[Outcome]:
    """Make each deliverable that is not current and yield what became of all; a failed one leaves the last good file.

    Deliverables are known in packs by the names that they are ``owed`` by. With ``is_strict`` a warning that the content
    does not declare as expected is a failure too. ``executor`` does the work, by default ``jobs`` processes. A build that
    is complete is remembered by its ``request``. A deliverable that takes more than ``limits`` is refused alone. ``keeping``
    says what a process keeps from one deliverable to the next; the files are the same.

    Raises:
        SurroundingsError: another build holds the folder, it cannot be written, or a source cannot be read.
    """
    with locked(out):
        sources = read_sources(project)
        clear_remains(out)
        work = _Build(out, read_ledger(out), sources)
        forget(out)
        work.close()
        drafter = Drafter(project, owed or deliverables)
        assessor = Assessor(out, work.ledger, drafter, sources)
        outcomes: list[Outcome] = []
        if executor is None and jobs > 1 and (first := _many_missing(deliverables, work.ledger)):
            begin_nursery(project, cache, first, keeping)
        try:
            assessments = [assessor.assess(deliverable) for deliverable in deliverables]
            for outcome in work.settle(assessments, is_strict=is_strict):
                outcomes.append(outcome)
                yield outcome
            tasks = tasks_of(assessments, drafter, work.tabs(assessments, assessor))
            chosen = executor or (Processes(jobs) if jobs > 1 and _with_pdfs(tasks) > _FEW_TASKS else Serial())
            for outcome in work.run(
                chosen, tasks, assessments, Setup(project, cache, sources, is_strict, limits, keeping)
            ):
                outcomes.append(outcome)
                yield outcome
        finally:
            work.close()
        if request and all(outcome.exit_code is ExitCode.DONE for outcome in outcomes):
            files = [(str(outcome.deliverable.path), outcome.size, outcome.pages) for outcome in outcomes]
            remember(out, request, sources, files, [found for outcome in outcomes for found in outcome.diagnostics])


def _many_missing(deliverables: Iterable[Deliverable], ledger: Ledger) -> Deliverable | None:
    """Return one of those that were never made, where they are many: workers are to be ready when all is planned."""
    missing = [d for d in deliverables if d.edition.is_pdf and str(d.path) not in ledger.records]
    return missing[0] if len(missing) > _MANY_MISSING else None


def _with_pdfs(tasks: Iterable[Task]) -> int:
    """Return how many tasks set a PDF: a page for browsers takes 25 ms, and workers seconds to get ready."""
    return sum(
        any(not isinstance(d.made_from, Sheet) or d.made_from.page is None for d in task.drafts) for task in tasks
    )


@dataclass
class _Build:
    """A build under way: the folder that it writes to, and what is known of the files there."""

    out: Path
    ledger: Ledger
    sources: Sources

    def __post_init__(self) -> None:
        self._journal = Journal(self.out)

    def settle(self, assessments: list[Assessment], *, is_strict: bool) -> Iterator[Outcome]:
        """Yield the outcomes of what needs no making: it is current, or cannot be made."""
        for assessment in assessments:
            deliverable, draft = assessment.deliverable, assessment.draft
            if draft is None:
                yield self._failed(deliverable, assessment.problems, assessment.exit_code)
            elif assessment.state is State.CURRENT:
                record = self.ledger.records[str(deliverable.path)]
                if failing := [*draft.unexpected, *_heard(record)] if is_strict else []:
                    yield self._failed(deliverable, tuple(failing), ExitCode.REFUSED)
                    continue
                self.ledger.mark_old(str(deliverable.path), ())
                said = (*draft.diagnostics, *record.found)
                file = self.out / deliverable.path
                yield Outcome(
                    deliverable, file, Fate.CURRENT, record.pages, record.size, said, coverage=record.coverage
                )

    def run(
        self, executor: Executor, tasks: tuple[Task, ...], assessments: list[Assessment], setup: Setup
    ) -> Iterator[Outcome]:
        """Have the tasks done and yield the outcomes of what is asked for."""
        wanted = {assessment.deliverable: assessment for assessment in assessments}
        for results in executor.run(Schedule(tasks), setup) if tasks else ():
            for result in results:
                if result.deliverable in wanted:
                    yield self.finish(result, wanted[result.deliverable])

    def tabs(self, assessments: list[Assessment], assessor: Assessor) -> dict[Deliverable, Made]:
        """Return the current files that stale packs take over, whether they are asked for or not."""
        packs = [a.draft.made_from for a in assessments if a.draft and a.state is not State.CURRENT]
        wanted = {tab for pack in packs if isinstance(pack, PackDraft) for tab in pack.factsheets}
        known = {assessment.deliverable: assessment for assessment in assessments}
        found: dict[Deliverable, Made] = {}
        for deliverable in sorted(wanted):
            assessment = known.get(deliverable) or assessor.assess(deliverable)
            if assessment.state is State.CURRENT and is_tab(deliverable):
                found[deliverable] = self._made(deliverable)
        return found

    def _made(self, deliverable: Deliverable) -> Made:
        record = self.ledger.records[str(deliverable.path)]
        inputs = {part: self.ledger.sets[name] for part, name in record.inputs.items()}
        return Made(deliverable, (self.out / deliverable.path).read_bytes(), record, inputs, record.found)

    def finish(self, result: Result, assessment: Assessment) -> Outcome:
        """Commit what was made, with its record, and say what became of it."""
        deliverable = result.deliverable
        file = self.out / deliverable.path
        if isinstance(result, Failed):
            return self._failed(deliverable, result.diagnostics, result.exit_code)
        try:
            before = place_before(self.out, str(deliverable.path)) if deliverable.edition.is_pdf else None
            is_new = commit(file, result.pdf, before)
            self.ledger.put(result.record, result.inputs.values())
            self._journal.write(result.record, result.inputs.values())
        except FactsheetError as error:
            return self._failed(deliverable, error.diagnostics, error.exit_code)
        said = assessment.draft.diagnostics if assessment.draft else ()
        fate = Fate.MADE if is_new else Fate.UNCHANGED
        record = result.record
        told = (*said, *result.diagnostics)
        return Outcome(deliverable, file, fate, record.pages, record.size, told, coverage=record.coverage)

    def _failed(self, deliverable: Deliverable, why: tuple[Diagnostic, ...], exit_code: ExitCode) -> Outcome:
        self.ledger.mark_old(str(deliverable.path), why)
        return Outcome(deliverable, self.out / deliverable.path, Fate.FAILED, diagnostics=why, exit_code=exit_code)

    def close(self) -> None:
        """Bring the manifest up to date."""
        self._journal.close(self.out, self.ledger, self.sources.versions, font_digests())


def _heard(record: Record) -> list[Diagnostic]:
    """Return what may make a strict build fail."""
    return [problem for problem in record.found if problem.severity is not Severity.NOTE]
