"""Files of a folder × those that they are held against -> the pages that look different, in pictures, for the report.

Pictures stand in the page itself, so that it can be sent alone. Where very many pages differ the first are shown, and the
rest is counted.
"""

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from factsheet_builder.builds.delivering.earlier_files import Earlier, earlier_of, read_delivery
from factsheet_builder.builds.delivering.page_pictures import Compared, compare_files
from factsheet_builder.builds.reporting.delivery_report import FileFacts, Report, Standing
from factsheet_builder.pdf.reading.page_comparison import PagePair
from factsheet_builder.views.report_view import DifferenceView, PicturedPage, ReportView

_MOST_PAGES: Final = 60
"""Pages of all files together that are shown; each is some 200 kB of the report."""


def with_differences(view: ReportView, out: Path, report: Report, cache: Path) -> ReportView:
    """Return the view of the report with the pages that look different.

    Raises:
        SurroundingsError: a file cannot be read or shown.
    """
    return replace(
        view,
        differences=tuple(_differences(out, report, cache)),
        differences_title="Pages that look different",
        no_differences="No page looks different from before, or there is nothing to hold it against.",
    )


def _differences(out: Path, report: Report, cache: Path) -> Iterator[DifferenceView]:
    delivery, left = read_delivery(out), _MOST_PAGES
    for number, file in enumerate(report.files, 1):
        earlier = earlier_of(out, file.path, delivery) if _has_pages(file) else None
        if earlier is None or (file.entry is not None and earlier.sha256 == file.entry.sha256):
            continue
        compared = compare_files(earlier.file, out / file.path, cache)
        if different := compared.different:
            shown = tuple(_page(compared, pair) for pair in different[:left])
            left -= len(shown)
            yield DifferenceView(f"different-{number}", file.path, _said(earlier, len(different), len(shown)), shown)


def _has_pages(file: FileFacts) -> bool:
    return file.path.endswith(".pdf") and file.standing is not Standing.MISSING


def _said(earlier: Earlier, different: int, shown: int) -> str:
    against = (
        f"what was delivered on {earlier.delivered[:10]}" if earlier.delivered else "the file before its last change"
    )
    rest = f" {different - shown} of them are not shown here." if shown < different else ""
    look = "page looks" if different == 1 else "pages look"
    return f"{different} {look} different from {against}.{rest}"


def _page(compared: Compared, pair: PagePair) -> PicturedPage:
    if not pair.before:
        title, said = f"Page {pair.now}", "This page is new."
    elif not pair.now:
        title, said = f"Page {pair.before} of before", "This page is gone."
    else:
        areas = len(pair.areas)
        title, said = (
            f"Page {pair.now}",
            f"{areas} area{'s' if areas != 1 else ''} {'differ' if areas != 1 else 'differs'}.",
        )
        if pair.now != pair.before:
            said += f" It was page {pair.before} before."
    before, now = (_address(compared.picture(pair, side)) for side in ("before", "now"))
    return PicturedPage(title, said, before, f"Page {pair.before} as it was", now, f"Page {pair.now} as it is")


def _address(picture: Path | None) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()}" if picture else ""
