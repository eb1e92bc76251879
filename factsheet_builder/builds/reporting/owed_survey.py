"""A project × the folder of its files -> what is to be done: what is owed, current, stale and why, and what fails.

Nothing is made and nothing worded: inputs have the names that ``fingerprints`` gives them, without the part of the file that
they are in, so that one passage that makes forty files stale is one cause.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from factsheet_builder.builds.assessment import Assessment, State, assess_all
from factsheet_builder.builds.deliverable import Deliverable, Order
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.plan import Plan, plan
from factsheet_builder.builds.records import read_ledger
from factsheet_builder.builds.reporting.owed_facts import Behind, Cause, Failing, Survey
from factsheet_builder.builds.shortcut import known_current
from factsheet_builder.builds.sources import read_sources
from factsheet_builder.builds.translation_desk import load_sheets, status_of
from factsheet_builder.errors import Diagnostic, FactsheetError
from factsheet_builder.languages.reviews import State as Progress
from factsheet_builder.project import Project

_PART: Final = re.compile(r"^(?:cover|form(?: [^:]+)?|page [^:]+|tab [A-Z]+|pack|annexes): ")
_AFTER: Final = re.compile(r" \((?:new|gone)\)$")


def survey(project: Project, out: Path) -> Survey:
    """Return what is to be done; what is wrong with the project is part of the answer."""
    nothing = Survey(project.factsheet_names())
    if not nothing.factsheets:
        return nothing
    try:
        asked = plan(project, Order(), load_common(project))
        counted = _counted(project, out, asked)
    except FactsheetError as error:
        return replace(nothing, problems=error.diagnostics)
    return replace(counted, behind=tuple(_behind(project)))


def _counted(project: Project, out: Path, asked: Plan) -> Survey:
    names, paths = project.factsheet_names(), {str(deliverable.path) for deliverable in asked.owed}
    failing = _failed_before(out, asked.owed)
    if not failing and paths <= known_current(out, read_sources(project)):
        return Survey(names, owed=len(paths), current=len(paths))
    found = assess_all(project, out, Plan(asked.owed, asked.owed))
    states = Counter(assessment.state for assessment in found)
    fails = failing | {str(one.deliverable.path): one.problems for one in found if one.problems}
    return Survey(
        names,
        owed=len(found),
        current=states[State.CURRENT],
        stale=states[State.STALE],
        missing=states[State.MISSING],
        causes=tuple(_causes(found)),
        failing=tuple(_grouped(out, fails)),
    )


def _failed_before(out: Path, owed: Iterable[Deliverable]) -> dict[str, tuple[Diagnostic, ...]]:
    """Return the files that the last build could not make anew, and why."""
    records = read_ledger(out).records
    paths = (str(deliverable.path) for deliverable in owed)
    return {
        path: tuple(warned.diagnostic for warned in records[path].old)
        for path in paths
        if path in records and records[path].old
    }


def _causes(found: Iterable[Assessment]) -> Iterator[Cause]:
    files: dict[str, set[str]] = defaultdict(set)
    sheets: dict[str, set[str]] = defaultdict(set)
    for assessment in found:
        if assessment.state is not State.STALE or assessment.problems:
            continue
        for because in assessment.because:
            name = _AFTER.sub("", _PART.sub("", because))
            files[name].add(str(assessment.deliverable.path))
            sheets[name].update(assessment.deliverable.members)
    for name in sorted(files, key=lambda name: (-len(files[name]), name)):
        (one, *others) = sorted(sheets[name])
        yield Cause(name, "" if others else one, len(files[name]))


def _grouped(out: Path, fails: dict[str, tuple[Diagnostic, ...]]) -> Iterator[Failing]:
    groups: dict[tuple[Diagnostic, ...], list[str]] = defaultdict(list)
    for path in sorted(fails):
        groups[fails[path]].append(path)
    for problems, paths in groups.items():
        times = [when for path in paths if (when := _written(out / path)) is not None]
        yield Failing(problems, tuple(paths), max(times, default=None))


def _written(file: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError:
        return None


def _behind(project: Project) -> Iterator[Behind]:
    """Yield how far each locale is; where a factsheet is not valid, nothing can be said of any."""
    tags = project.translated_locales()
    try:
        sheets, common = load_sheets(project)
    except FactsheetError as error:
        yield from (Behind(tag, 0, 0, 0, error.diagnostics) for tag in tags)
        return
    for tag in tags:
        try:
            found = status_of(project, tag, sheets, common)
            yield Behind(tag, found.total, found.count(Progress.MISSING), found.count(Progress.STALE))
        except FactsheetError as error:
            yield Behind(tag, 0, 0, 0, error.diagnostics)
