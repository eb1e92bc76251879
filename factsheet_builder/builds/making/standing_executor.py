"""Tasks of one build after the other done by one process that stays: what an edit leaves as it was is kept between builds.

Each file is given back when it is finished, not with the last of its task, and before each it is asked whether there is
something newer to make. Who asks for the builds is left to ``watcher``.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from factsheet_builder.builds.making.executors import Setup
from factsheet_builder.builds.making.maker import Maker
from factsheet_builder.builds.making.tasks import Result, Schedule, Task, do_in_turn


class StandingExecutor:
    """This process, one file after the other; lives from build to build."""

    def __init__(self, has_news: Callable[[], bool]) -> None:
        """Where ``has_news`` says that the files have changed again, the rest is left for the next build."""
        self._has_news = has_news
        self._maker: Maker | None = None
        self.is_cut_short = False
        """Whether the last build was left for the next one before it was complete."""

    def run(self, schedule: Schedule, setup: Setup) -> Iterator[tuple[Result, ...]]:
        """Do the tasks in order, as far as nothing newer is to be made; at least one file is."""
        maker = setup.maker()
        if self._maker is not None:
            maker.take_over(self._maker)
        self._maker = maker
        is_first = True
        while (taken := schedule.take()) is not None:
            number, task = taken[0], _pages_first(taken[1])
            results = []
            made = do_in_turn(task, maker)
            for _ in task.drafts:
                if not is_first and self._has_news():
                    self.is_cut_short = True
                    return
                is_first = False
                results.append(next(made))
                maker.forget()
                yield (results[-1],)
            schedule.put(number, tuple(results))


def _pages_first(task: Task) -> Task:
    """Return the task with pages for browsers before PDFs: they take a tenth of the time, and nothing waits for them."""
    drafts = sorted(task.drafts, key=lambda draft: draft.deliverable.edition.is_pdf)
    return replace(task, drafts=tuple(drafts))
