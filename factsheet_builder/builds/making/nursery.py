"""What workers are forked from: a server process that has loaded the engine, fonts and styles, and set one factsheet.

The server of ``multiprocessing`` imports this module before it forks anything. It is started while the parent still plans,
and finds in the environment what to get ready; what goes wrong there is left to the first worker, which says so. A worker
takes over what is ready if it is of the same project, with the same templates and styles.
"""

import json
import multiprocessing
import signal
from contextlib import suppress
from multiprocessing import forkserver
from pathlib import Path
from typing import Final

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.making.deliverable_limits import Limits
from factsheet_builder.builds.making.keeping import Keeping
from factsheet_builder.builds.making.maker import Maker
from factsheet_builder.builds.sources import read_sources
from factsheet_builder.errors import FactsheetError
from factsheet_builder.project import Project, handed_down, handing_down

_NAME: Final = "FACTSHEET_BUILDER_NURSERY"
_LIMITS: Final = Limits(time_s=20)


def begin(project: Project, cache: Path, first: Deliverable, keeping: Keeping) -> None:
    """Start the server, unless it runs already; it makes ``first`` ready, a file that many others share their pages with."""
    wanted: dict[str, object] = {
        "root": str(project.root),
        "cache": str(cache),
        "factsheet": first.members[0],
        "locale": first.locale,
    }
    wanted |= {"is_on": keeping.is_on, "is_for_many": keeping.is_for_many}
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with handing_down(_NAME, json.dumps(wanted)):
        forkserver.ensure_running()


def take_over(maker: Maker) -> None:
    """Give a new maker what this process was forked with, where it is what the maker would load itself."""
    if _ready:
        maker.take_over(_ready)


def _get_ready(asked: str) -> Maker | None:
    from factsheet_builder.builds.drafts import Drafter
    from factsheet_builder.builds.making.collector import ease_collector

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    wanted = json.loads(asked)
    project = Project(Path(wanted["root"]))
    keeping = Keeping(is_on=wanted["is_on"], is_for_many=wanted["is_for_many"])
    with suppress(FactsheetError, OSError):
        maker = Maker(project, Path(wanted["cache"]), read_sources(project), limits=_LIMITS, keeping=keeping)
        with suppress(FactsheetError):
            maker.make(Drafter(project).draft(Deliverable(wanted["factsheet"], wanted["locale"])), {})
        maker.forget()
        ease_collector()
        return maker
    return None


_ready = _get_ready(_asked) if (_asked := handed_down(_NAME)) else None
