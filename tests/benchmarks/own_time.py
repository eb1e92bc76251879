"""``python -m tests.benchmarks.own_time``: where our own time goes, in one process, as JSON.

The share of processor time that is checking (reading each file back, holding it against what it owes, the preflight), and
what a process that stays needs after one changed word, beside the first time.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.making import maker, pack_maker
from factsheet_builder.builds.making.collector import ease_collector
from factsheet_builder.builds.making.executors import Serial
from factsheet_builder.builds.making.standing_maker import StandingMaker
from factsheet_builder.builds.runner import build
from factsheet_builder.project import Project, cache_folder
from factsheet_builder.typesetting import typesetter
from tests.benchmarks.figures import codes_of
from tests.benchmarks.projects import SHEET, shipped_project

_CHECKS = (
    (typesetter, "inspect_pdf"),
    (typesetter, "check_text"),
    (typesetter, "preflight"),
    (pack_maker.PackMaker, "_inspect"),
)
"""What looks at a finished file."""
_WORD = "Protecting children"
"""Words of the first paragraph."""


@contextmanager
def timed(places: tuple[tuple[Any, str], ...]) -> Iterator[list[float]]:
    """Add up the processor time of functions, outermost calls only."""
    total, depth = [0.0], [0]

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            depth[0] += 1
            begun = process_time()
            try:
                return function(*arguments, **named)
            finally:
                depth[0] -= 1
                total[0] += 0 if depth[0] else process_time() - begun

        return call

    before = [(holder, name, getattr(holder, name)) for holder, name in places]
    for holder, name, function in before:
        setattr(holder, name, wrap(function))
    try:
        yield total
    finally:
        for holder, name, function in before:
            setattr(holder, name, function)


def share_of_checking(folder: Path, parties: int) -> float:
    """Return the share of the time of making versions and packs that is checking."""
    project = Project(shipped_project(folder, "full"))
    kinds = (Kind.TAILORED, Kind.PACK)
    wanted = tuple(Deliverable(SHEET, "en", kind, code, "full") for code in codes_of(parties) for kind in kinds)
    with timed(((maker.Maker, "make"),)) as whole, timed(_CHECKS) as checks:
        for outcome in build(project, wanted, folder / "out", cache=cache_folder(), owed=wanted, executor=Serial()):
            if outcome.exit_code:
                raise RuntimeError(str(outcome.diagnostics))
    return checks[0] / whole[0]


def changed_word(folder: Path, repeats: int) -> tuple[float, float]:
    """Return the seconds of setting the factsheet the first time in a process, and after one changed word."""
    project = Project(shipped_project(folder, "full"))
    sheet = project.data / "factsheets" / f"{SHEET}.yaml"
    text = sheet.read_text(encoding="utf-8")
    standing, taken = StandingMaker(project), []
    for number in range(repeats + 1):
        begun = perf_counter()
        standing.make(Deliverable(SHEET, "en"))
        taken.append(perf_counter() - begun)
        sheet.write_text(text.replace(_WORD, f"{_WORD}{'n' * (number + 1)}", 1), encoding="utf-8")
    return taken[0], median(taken[1:])


def main() -> None:
    """Measure and print."""
    parties, repeats = int(sys.argv[1]), int(sys.argv[2])
    ease_collector()
    with tempfile.TemporaryDirectory(prefix="factsheet-bench-") as folder:
        first, again = changed_word(Path(folder) / "word", repeats)
        share = share_of_checking(Path(folder) / "checks", parties)
    sys.stdout.write(json.dumps({"share": share, "first_s": first, "again_s": again}))


if __name__ == "__main__":
    main()
