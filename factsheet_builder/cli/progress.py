"""How a build is told: a bar with rate and time left on a terminal, plain lines elsewhere, events as JSON, or hardly."""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from factsheet_builder.builds.outcome import Fate, Outcome
from factsheet_builder.builds.shortcut import Remembered
from factsheet_builder.characters import escape_hidden
from factsheet_builder.cli.console import report, tell
from factsheet_builder.errors import Diagnostic, ExitCode, Severity
from factsheet_builder.project import Project

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from factsheet_builder.builds.inventory import Pruned

_MANY: Final = 12
"""Of more files than these, those that are as they were are counted and not listed."""


@dataclass
class Reporter:
    """Tells what becomes of the deliverables in the folder ``out``."""

    project: Project
    out: Path
    is_quiet: bool
    is_json: bool
    _failed: list[Outcome] = field(default_factory=list)
    _counts: Counter[Fate] = field(default_factory=Counter)
    _reported: set[Diagnostic] = field(default_factory=set)
    _many: bool = False
    _bar: "tuple[Progress, TaskID] | None" = None

    def nothing_to_do(self, known: Remembered) -> None:
        """Tell of a build that everything was current for."""
        self._many = len(known.files) > _MANY
        self._report(known.diagnostics)
        for path, _, pages in known.files:
            self._counts[Fate.CURRENT] += 1
            self._line(Fate.CURRENT, self.out / path, pages, [])
        self._total()

    @contextmanager
    def following(self, count: int) -> Iterator[None]:
        """Show how far the build is, on a terminal."""
        self._many = count > _MANY
        self._event("begin", files=count)
        if self.is_quiet or self.is_json or not sys.stderr.isatty():
            yield
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            self._bar = progress, progress.add_task("", total=count, rate="")
            self._start = time.monotonic()
            yield
        self._bar = None

    def tell(self, outcome: Outcome) -> None:
        """Tell what became of one deliverable; a failure is told again at the end."""
        self._report(outcome.diagnostics)
        self._counts[outcome.fate] += 1
        if outcome.fate is Fate.FAILED:
            self._failed.append(outcome)
            self._event("failed", path=self._shown(outcome.file), problems=_as_json(outcome.diagnostics))
        else:
            problems = _as_json(outcome.diagnostics)
            self._line(outcome.fate, outcome.file, outcome.pages, problems, outcome.coverage)
        if self._bar:
            progress, task = self._bar
            made = self._counts[Fate.MADE] + self._counts[Fate.UNCHANGED]
            rate = made / max(time.monotonic() - self._start, 1e-3)
            progress.update(task, advance=1, rate=f"{rate:.1f} files/s" if made else "")

    def _line(
        self,
        fate: Fate,
        file: Path,
        pages: int,
        problems: list[dict[str, Any]],
        coverage: Mapping[str, int] | None = None,
    ) -> None:
        known = {"coverage": dict(coverage)} if coverage else {}
        self._event(fate.value, path=self._shown(file), pages=pages, problems=problems, **known)
        is_news = fate is Fate.MADE or not self._many
        if is_news and not self.is_quiet and not self.is_json:
            word = "made" if fate is Fate.MADE else "unchanged"
            tell(f"{word} {self._shown(file)}{_beside(pages, coverage)}")

    def pruned(self, pruned: "Pruned") -> None:
        """Tell which files are gone, and which stay though they are not owed."""
        for path in pruned.deleted:
            self._event("deleted", path=path)
            if not self.is_quiet and not self.is_json:
                tell(f"deleted {self._shown(self.out / path)}")
        for path in pruned.kept:
            self._event("kept", path=path)
            if not self.is_json:
                tell(f"kept {self._shown(self.out / path)}: it is not as the build made it", err=True)

    def end(self) -> ExitCode:
        """Tell what failed and why, and return the exit code."""
        self._total()
        if self._failed and not self.is_json:
            for outcome in self._failed:
                kept = ", the file that was there is kept" if outcome.file.is_file() else ""
                why = f": {outcome.diagnostics[0].what}" if self._many and outcome.diagnostics else ""
                tell(f"not made {self._shown(outcome.file)}{kept}{why}", err=True)
        return max((outcome.exit_code for outcome in self._failed), default=ExitCode.DONE)

    def _total(self) -> None:
        counts = {fate.value: self._counts[fate] for fate in Fate}
        self._event("end", **counts)
        if self._many and not self.is_quiet and not self.is_json:
            tell(", ".join(f"{count} {word}" for word, count in counts.items() if count))

    def _report(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Print problems as they come; one about the content belongs to every file that is made of it: once is enough.

        Notes ask for nothing now; the check of the content and the report have them.
        """
        heard = [problem for problem in diagnostics if problem.severity is not Severity.NOTE]
        new = [problem for problem in heard if problem not in self._reported]
        self._reported |= set(new)
        if not self.is_json and (not self.is_quiet or any(problem.severity == "error" for problem in new)):
            report(new)

    def _event(self, event: str, **facts: object) -> None:
        if self.is_json:
            typer.echo(escape_hidden(json.dumps({"event": event, **facts}, ensure_ascii=False)))

    def _shown(self, file: Path) -> str:
        return self.project.relative(file)


def _beside(pages: int, coverage: Mapping[str, int] | None) -> str:
    """Return what stands after a file in parentheses: its pages, where it has any, and how far its translation is."""
    counted = f"{pages} page{'s' if pages != 1 else ''}" if pages else ""
    return f" ({said})" if (said := f"{counted}{_translated(coverage)}".removeprefix(", ")) else ""


def _translated(coverage: Mapping[str, int] | None) -> str:
    """Return how far a translation is, as its imprint says it; nothing where it is complete and current."""
    if not coverage or coverage["translated"] == coverage["total"]:
        return ""
    others = (("stale", "out of date"), ("missing", "not translated"))
    rest = "".join(f", {coverage[key]} {word}" for key, word in others if coverage[key])
    return f", {coverage['translated']} of {coverage['total']} passages translated{rest}"


def _as_json(problems: tuple[Diagnostic, ...]) -> list[dict[str, Any]]:
    return [asdict(problem) for problem in problems]
