"""The verb ``factsheet report``: all deliverables of a folder at a glance, as a web page and as a table."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer

from factsheet_builder.builds.deliverable import Deliverable, Order
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.inventory import REPORTS
from factsheet_builder.builds.plan import FILE, plan
from factsheet_builder.builds.records import MANIFEST
from factsheet_builder.builds.reporting.delivery_report import Report, Standing, read_report
from factsheet_builder.builds.reporting.report_page import report_page
from factsheet_builder.builds.reporting.report_table import report_table
from factsheet_builder.builds.store import commit_all
from factsheet_builder.cli.console import ProjectOption, tell
from factsheet_builder.content.reading.reader import read_publication
from factsheet_builder.errors import UsageError
from factsheet_builder.languages.labels import words_of
from factsheet_builder.project import Project, cache_folder, shipped
from factsheet_builder.typesetting.markup import Printer


def report_command(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The folder; by default out.", show_default=False)
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="The page; by default DIR/report.html.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="The table; by default DIR/report.csv.")
    ] = None,
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Show the pages that look different from the last delivery.")
    ] = False,
    project: ProjectOption = None,
) -> None:
    """Write one web page and one table over all deliverables of a folder; having found faults is no failure.

    With --pictures files are held against those that were said to be delivered in the studio, or against what was there
    before the last build that changed them.
    """
    # A folder that is named alone stands for itself: what some project around owes says nothing about it.
    here = None if folder and not project else Project.at(project)
    out = (folder or (here or Project.at()).out).resolve()
    page, table = html or out / REPORTS[0], csv or out / REPORTS[1]
    owed, names = _owed(here) if here else (None, {})
    report = _without(read_report(out, owed), {path.resolve() for path in (page, table)}, out)
    _refuse_overwriting(out, report, page, table)
    printer = _printer(here or Project(shipped("data").parent))
    own = _own_words(here) if here else {}
    view = report_page(report, names, _address(out, page), own, here.source_locale if here else "")
    if pictures:
        from factsheet_builder.builds.reporting.different_pages import with_differences

        view = with_differences(view, out, report, cache_folder())
    commit_all({page: printer.page("report.html", view).encode(), table: report_table(report)})
    for file in (page, table):
        tell(f"wrote {file}", err=True)
    tell(_in_words(report))


def _owed(project: Project) -> tuple[tuple[Deliverable, ...] | None, dict[str, str]]:
    """Return what the project owes, nothing where it does not say so, and the names of its Parties."""
    common = load_common(project)
    source = project.source_locale
    parties = common.register.by_code
    names = {code: party.current_name(party.language_for(source)).name for code, party in parties.items()}
    is_declared = (project.data / FILE).exists()
    return plan(project, Order(), common).owed if is_declared else None, names


def _own_words(project: Project) -> dict[str, str]:
    return {name: words for name, (words, _) in words_of(read_publication(project).model).items()}


def _without(report: Report, written: set[Path], out: Path) -> Report:
    """Return the report as it is whether or not an earlier one was written to the same names."""
    return replace(report, extra=tuple(path for path in report.extra if out / path not in written))


def _refuse_overwriting(out: Path, report: Report, page: Path, table: Path) -> None:
    """Refuse names by which the page or the table would take the place of something else."""
    kept = {out / MANIFEST, *(out / file.path for file in report.files)}
    taken = next((file for file in (page, table) if file.resolve() in kept), None)
    if taken is not None:
        raise UsageError.of("overwrites", f"{taken} is what the build makes.", "Choose another name.")
    if page.resolve() == table.resolve():
        raise UsageError.of("overwrites", f"Page and table would both be {page}.", "Choose two names.")


def _printer(project: Project) -> Printer:
    # Its styles stand inside the page, so they are read as templates are.
    return Printer((*project.template_folders, *project.style_folders), project.style("tokens.css"))


def _address(out: Path, page: Path) -> Callable[[str], str]:
    """Return how the page links to files of the folder: relative to itself, so that both can be moved together."""
    way = Path(os.path.relpath(out, page.resolve().parent))
    return lambda path: quote((way / path).as_posix())


def _in_words(report: Report) -> str:
    counts = Counter(file.standing for file in report.files)
    warnings = sum(file.warnings for file in report.files)
    counted = ", ".join(f"{counts[standing]} {standing}" for standing in Standing if standing is not Standing.DELIVERED)
    expected = sum(file.expected for file in report.files)
    beside = f" ({expected} expected, as declared)" if expected else ""
    return f"{len(report.files)} deliverables, {warnings} warnings{beside}, {counted}"
