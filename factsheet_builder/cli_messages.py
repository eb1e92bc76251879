"""The verbs ``factsheet messages``: catalogs begun, brought up to date and counted."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from factsheet_builder.builds.asked import one_of
from factsheet_builder.builds.inputs import Common, load_common, load_content
from factsheet_builder.builds.store import commit
from factsheet_builder.cli_console import ProjectOption, report, tell, tell_data
from factsheet_builder.content.models import Factsheet
from factsheet_builder.errors import ExitCode, FactsheetError
from factsheet_builder.languages.catalogs import State
from factsheet_builder.languages.locales import Domains, domains_of, read_catalogs, settings_of
from factsheet_builder.languages.upkeep import LocaleStatus, begun, status, templates, updated
from factsheet_builder.project import Project

messages_app = typer.Typer(
    no_args_is_help=True, help="Keeps the translations: catalogs, exchange with translators, checks."
)

LocaleOption = Annotated[str, typer.Option("--locale", metavar="TAG", help="The locale, as fr or uk.")]
LocalesOption = Annotated[
    list[str] | None,
    typer.Option("--locale", metavar="TAG", help="Only this locale; may be repeated.", show_default=False),
]


def load_sheets(project: Project) -> tuple[tuple[Factsheet, ...], Common]:
    """Return every factsheet of the project as it is in the source, and what they share."""
    sheets = tuple(load_content(project, name).sheet for name in project.factsheet_names())
    return sheets, load_common(project)


def domains_for(project: Project, tag: str, sheets: Iterable[Factsheet], common: Common) -> Domains:
    """Return what the locale ``tag`` has to translate."""
    cases = settings_of(project, tag).cases
    return domains_of(sheets, common.register, common.publication, tag, cases)


def locales_asked(project: Project, asked: list[str] | None) -> tuple[str, ...]:
    """Return the locales that are meant, by default all.

    Raises:
        UsageError: the project has no such locale.
    """
    known = project.translated_locales()
    more = "Start one with `factsheet messages new`."
    what = "There is no locale “{}” to translate into."
    found = {one_of(tag, known, "no-locale", what.format(tag), more=more) for tag in asked or ()}
    return tuple(sorted(found)) if found else known


@messages_app.command("new")
def new_command(locale: LocaleOption, project: ProjectOption = None) -> None:
    """Start a locale: empty catalogs to translate, and its settings."""
    here = Project.at(project)
    sheets, common = load_sheets(here)
    domains = domains_of(sheets, common.register, common.publication, locale, ())
    _write(here, begun(here, locale, domains, datetime.now(UTC)))


@messages_app.command("update")
def update_command(locale: LocalesOption = None, project: ProjectOption = None) -> None:
    """Bring templates and catalogs up to date with the content; what changed in English becomes fuzzy."""
    here = Project.at(project)
    sheets, common = load_sheets(here)
    _write(here, templates(here, domains_of(sheets, common.register, common.publication, "", ())))
    worst = ExitCode.DONE
    for tag in locales_asked(here, locale):
        try:
            domains = domains_for(here, tag, sheets, common)
            _write(here, updated(here, domains, read_catalogs(here, tag, domains)))
        except FactsheetError as error:
            report(error.diagnostics)
            worst = max(worst, error.exit_code)
    raise typer.Exit(worst)


def _write(project: Project, files: Iterable[tuple[Path, bytes]]) -> None:
    """Write all files, or none where one of them cannot be made."""
    for path, content in tuple(files):
        commit(path, content)
        tell(f"wrote {project.relative(path)}")


@messages_app.command("status")
def status_command(
    locale: LocalesOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    project: ProjectOption = None,
) -> None:
    """Tell how far each locale is: translated, reviewed, stale, missing."""
    here = Project.at(project)
    sheets, common = load_sheets(here)
    found = []
    for tag in locales_asked(here, locale):
        domains = domains_for(here, tag, sheets, common)
        found.append(status(tag, settings_of(here, tag), domains, read_catalogs(here, tag, domains)))
    if as_json:
        tell_data([_as_data(one) for one in found])
    else:
        Console().print(_table(found))


def _as_data(one: LocaleStatus) -> dict[str, object]:
    return {
        "locale": one.tag,
        "status": one.settings.status,
        "total": one.total,
        **{state: one.count(state) for state in State},
        "domains": [{"domain": d.domain, "total": d.total, **d.counts} for d in one.domains],
    }


_BAR = 10
_SHADES = {State.REVIEWED: "█", State.TRANSLATED: "▓", State.STALE: "▒", State.MISSING: "░"}


def _table(found: list[LocaleStatus]) -> Table:
    """Return the table; it fits in 80 columns, and in a narrower window names are folded."""
    legend = "  ".join(f"{shade} {state}" for state, shade in _SHADES.items())
    table = Table(
        box=None, pad_edge=False, padding=(0, 1, 0, 0), caption=legend, caption_justify="left", caption_style=""
    )
    table.add_column("Locale", overflow="fold")
    table.add_column("", min_width=_BAR, no_wrap=True)
    table.add_column("Done", justify="right", min_width=len("100 %"), no_wrap=True)
    for name in ("Total", "Translated", "Reviewed", "Stale", "Missing"):
        table.add_column(name, justify="right", min_width=len(name), no_wrap=True)
    for one in found:
        table.add_row(*_row(one.tag, {state: one.count(state) for state in State}))
        for domain in one.domains:
            table.add_row(*_row(f"  {domain.domain}", domain.counts))
    return table


def _row(name: str, counts: Mapping[State, int]) -> tuple[str, ...]:
    total = sum(counts.values())
    done = counts[State.REVIEWED] + counts[State.TRANSLATED]
    share = f"{done * 100 // total if total else 100} %"
    return (
        name,
        _bar(counts, total),
        share,
        str(total),
        *(str(counts[state]) for state in (State.TRANSLATED, State.REVIEWED, State.STALE, State.MISSING)),
    )


def _bar(counts: Mapping[State, int], total: int) -> str:
    """Return a bar of shades; a state that is there at all has a part of it, so that none is overlooked."""
    present = [state for state in _SHADES if counts[state]]
    if not present:
        return _SHADES[State.REVIEWED] * _BAR
    parts = {state: max(1, counts[state] * _BAR // total) for state in present}
    parts[max(present, key=lambda state: counts[state])] += _BAR - sum(parts.values())
    return "".join(_SHADES[state] * size for state, size in parts.items())
