"""What one tag for each element of the text costs: ``python -m tests.benchmarks.structure [rounds]``.

Compared is the time from the finished view to the bytes of one file: markup and layout (all passes, until each note
stands on the page of its call), then writing. The layout is the same; its pages are written three times, in an order
that changes from round to round: by the engine without any tag (``Document.write_pdf()``), by the engine with its own
tags (``pdf_variant="pdf/ua-1"``), and by ``write_tagged_pdf``, which adds structure, mended line ends, claims and the
colour profile. The share is (ours - untagged) / (layout + untagged), from the medians of all rounds but the first,
which warms up. All are processor times, which other programs on the machine disturb least. Reading the file back
(preflight and text-loss check) is shown beside it: it judges the file and is no part of its structure.
"""

import gc
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, Final

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.tagging.tag_writer import write_tagged_pdf
from factsheet_builder.project import Project, cache_folder
from factsheet_builder.typesetting.typesetter import Typesetter

ROOT: Final = Path(__file__).resolve().parents[2]
DOCUMENTS: Final = (
    (ROOT, "assistance-to-victims"),
    (ROOT / "tests" / "fixtures" / "every-block", "every-block"),
)
LIMIT: Final = 0.15


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians in seconds for one document of ``pages`` pages."""

    name: str
    pages: int
    layout_s: float
    untagged_s: float
    stock_s: float
    ours_s: float
    reading_s: float

    @property
    def share(self) -> float:
        """What structure adds to the time of making the same file without it."""
        return (self.ours_s - self.untagged_s) / (self.layout_s + self.untagged_s)

    @property
    def share_of_writing(self) -> float:
        """The same, with layout left aside."""
        return (self.ours_s - self.untagged_s) / self.untagged_s


def measure(root: Path, name: str, rounds: int) -> Cost:
    """Measure one factsheet of the project in ``root``."""
    project = Project(root)
    content = load_content(project, name)
    view = tailor(content.sheet, content.common.register, content.common.publication, Localiser("en"))
    typesetter = Typesetter(project, cache_folder())
    laid_out: list[float] = []
    reading: list[float] = []
    written: dict[str, list[float]] = {way: [] for way in _WAYS}
    for number in range(rounds + 1):
        layout_s, document = _timed(typesetter._lay_out, view)
        laid_out.append(layout_s)
        document.write_pdf()  # the first writing of a layout pays for what all share
        ways = list(_WAYS.items())
        for way, write in ways[number % 3 :] + ways[: number % 3]:
            time_s, pdf = _timed(write, document)
            written[way].append(time_s)
            if way == "ours":
                reading.append(_timed(inspect_pdf, pdf)[0])
    untagged_s, stock_s, ours_s = (median(times[1:]) for times in written.values())
    return Cost(name, len(document.pages), median(laid_out[1:]), untagged_s, stock_s, ours_s, median(reading[1:]))


def _untagged(document: Any) -> Any:
    return document.write_pdf()


def _stock(document: Any) -> Any:
    return document.write_pdf(pdf_variant="pdf/ua-1")


_WAYS: Final[Mapping[str, Callable[[Any], Any]]] = {"untagged": _untagged, "stock": _stock, "ours": write_tagged_pdf}


def _timed(work: Callable[..., Any], *arguments: Any) -> tuple[float, Any]:
    """Return the processor time of ``work`` in seconds, and its result; garbage of what was done before is no part of it."""
    gc.collect()
    start = process_time()
    result = work(*arguments)
    return process_time() - start, result


def report(costs: list[Cost]) -> str:
    """Return the table that is printed."""
    lines = ["document                 pages  layout  untagged   stock    ours  read back   share  of writing"]
    for cost in costs:
        times = (cost.layout_s, cost.untagged_s, cost.stock_s, cost.ours_s)
        lines.append(
            f"{cost.name:24} {cost.pages:5}  " + "  ".join(f"{time * 1000:3.0f} ms" for time in times)
            + f"     {cost.reading_s * 1000:3.0f} ms  {cost.share:5.1%}  {cost.share_of_writing:9.1%}"
        )  # fmt: skip
    return "\n".join(lines)


def main() -> int:
    """Measure and print; 1 where structure costs more than the limit."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    costs = [measure(root, name, rounds) for root, name in DOCUMENTS]
    sys.stdout.write(f"{report(costs)}\nlimit of the share: {LIMIT:.0%}\n")
    return max(cost.share for cost in costs) > LIMIT


if __name__ == "__main__":
    sys.exit(main())
