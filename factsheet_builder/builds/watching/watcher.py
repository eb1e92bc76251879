"""Files of a project as they are now -> those deliverables made again that ``plan`` names as stale; the problems that stand.

A watcher is asked again and again, by whoever hears that a file was saved or that another text is looked at. It decides by
content, builds as a build does (records, manifest and lock included), and keeps between builds what an edit leaves as it
was. Hearing of saved files is left to ``file_changes``, showing to the room ``serving``, words to the command line.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from factsheet_builder.builds.deliverable import Deliverable, Kind, Order
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.making.deliverable_limits import USUAL, Limits
from factsheet_builder.builds.making.keeping import Keeping
from factsheet_builder.builds.making.standing_executor import StandingExecutor
from factsheet_builder.builds.outcome import Fate, Outcome
from factsheet_builder.builds.plan import Plan, plan
from factsheet_builder.builds.runner import build
from factsheet_builder.builds.sources import read_sources
from factsheet_builder.errors import Diagnostic, FactsheetError
from factsheet_builder.project import SOURCE_LOCALE, Project
from factsheet_builder.typesetting.editions import Edition

USUAL_ORDER: Final = Order(kinds=(Kind.FACTSHEET,), locales=(SOURCE_LOCALE,), editions=(Edition.SCREEN, Edition.HTML))
"""What is watched where nothing else is asked for: the general factsheets in the language of the source, for readers."""
_MAY_PASS: Final = frozenset({"locked", "unreadable"})
"""Problems that may pass though no file is saved: another build at work, a file that is just being replaced."""
_WORDS: Final = {"file": "", "template": "templates/", "style": "styles/"}
"""What stands before the name of a source when it is told, by its first word."""


@dataclass
class Watcher:
    """Keeps what ``order`` asks for current in the folder ``out``, and what was last looked at."""

    project: Project
    out: Path
    cache: Path
    order: Order = USUAL_ORDER
    has_news: Callable[[], bool] = lambda: False
    """Whether the files may have changed since: then what is left to make is left for the next time."""
    limits: Limits = USUAL

    def __post_init__(self) -> None:
        if self.order is USUAL_ORDER:
            self.order = replace(USUAL_ORDER, locales=(self.project.source_locale,))
        self._executor = StandingExecutor(lambda: self.has_news())
        self._names: dict[str, str] = {}
        self._problems: dict[Deliverable, tuple[Diagnostic, ...]] = {}
        self.failure: FactsheetError | None = None
        """What kept the last call from making anything, if something did."""
        self._looked_at: tuple[Deliverable, ...] = ()
        self._kept: frozenset[Deliverable] = frozenset()
        self.plan = Plan((), ())
        """What is asked for and what is owed, as far as was last known."""
        self.is_behind = True
        """Whether there may be something to make though no file has changed."""

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """The problems that keep a file from being as the content is, each once."""
        general = self.failure.diagnostics if self.failure else ()
        found = [*general, *(problem for problems in self._problems.values() for problem in problems)]
        return tuple(dict.fromkeys(found))

    @property
    def choice(self) -> tuple[Deliverable, ...]:
        """What can be looked at: what was asked for, or all that is owed where nothing was."""
        every = {*self.plan.asked, *(self.plan.owed if self.order == USUAL_ORDER else ())}
        return tuple(sorted(every))

    def look_at(self, deliverables: tuple[Deliverable, ...]) -> None:
        """Keep these current too, in place of what was looked at before; may be called by any thread."""
        self._looked_at = deliverables
        self.is_behind |= not self._kept.issuperset(deliverables)

    def changed(self) -> tuple[str, ...]:
        """Return the files that are not as they were when this was last asked, as the project names them, sorted."""
        try:
            now = read_sources(self.project).names
        except FactsheetError:  # it went away while it was read, or whoever makes files says what is wrong with it
            self.is_behind = True
            return ()
        before, self._names = self._names, now
        names = before.keys() | self._names.keys() if before else ()
        different = [name for name in names if before.get(name) != self._names.get(name)]
        return tuple(sorted(_shown(name) for name in different))

    def make(self) -> Iterator[Outcome]:
        """Make what is not current, pages before PDFs of the same text, and yield what became of each.

        What keeps everything from being made is no error here: it stands among the ``problems``, as do the reasons of
        files that failed, until a later call has no such problem.
        """
        self.is_behind = False
        try:
            self.project.refuse_links_outside()
            self.plan = plan(self.project, self.order, load_common(self.project))
            self.failure = None
            yield from self._build()
        except FactsheetError as error:
            self.failure = error
            self.is_behind |= any(problem.code in _MAY_PASS for problem in error.diagnostics)

    def _build(self) -> Iterator[Outcome]:
        wanted = self._wanted()
        self._kept = frozenset(wanted)
        self._executor.is_cut_short = False
        self._problems = {deliverable: why for deliverable, why in self._problems.items() if deliverable in wanted}
        outcomes = build(
            self.project,
            wanted,
            self.out,
            cache=self.cache,
            owed=self.plan.owed,
            executor=self._executor,
            limits=self.limits,
            keeping=Keeping(is_for_many=False),
        )
        for outcome in outcomes:
            self._problems.pop(outcome.deliverable, None)
            if outcome.fate is Fate.FAILED:
                self._problems[outcome.deliverable] = outcome.diagnostics
            yield outcome
        self.is_behind |= self._executor.is_cut_short

    def _wanted(self) -> tuple[Deliverable, ...]:
        """Return what is asked for and what was looked at, where it is owed still, sorted."""
        known = {replace(deliverable, pattern=""): deliverable for deliverable in (*self.plan.owed, *self.plan.asked)}
        looked_at = (known.get(replace(deliverable, pattern="")) for deliverable in self._looked_at)
        return tuple(sorted({*self.plan.asked, *filter(None, looked_at)}))


def _shown(name: str) -> str:
    """Return a source as the project names it: ``data/…``, ``templates/…``, ``styles/…``, or what it is of the machine."""
    word, _, rest = name.partition(" ")
    return f"{_WORDS[word]}{rest}" if word in _WORDS else name
