"""The verbs ``factsheet messages``: catalogs begun, brought up to date and counted."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from factsheet_builder.builds.inputs import Common, load_common, load_content
from factsheet_builder.builds.store import commit
from factsheet_builder.cli_console import ProjectOption, report
from factsheet_builder.content.models import Factsheet
from factsheet_builder.errors import ExitCode, FactsheetError, UsageError
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
    for tag in asked or ():
        if tag not in known:
            remedy = f"The project has: {', '.join(known) or 'none yet'}. Start one with `factsheet messages new`."
            raise UsageError.of("no-locale", f"There is no locale “{tag}” to translate into.", remedy)
    return tuple(sorted(set(asked))) if asked else known


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
        typer.echo(f"wrote {project.relative(path)}")


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
        typer.echo(json.dumps([_as_data(one) for one in found], ensure_ascii=False, indent=1))
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


_BAR = 20


def _table(found: list[LocaleStatus]) -> Table:
    table = Table("Locale", "Progress", box=None, pad_edge=False)
    for name in ("Messages", "Translated", "Reviewed", "Stale", "Missing"):
        table.add_column(name, justify="right")
    for one in found:
        done = one.count(State.TRANSLATED) + one.count(State.REVIEWED)
        rows = [(one.tag, done, one.total, {state: one.count(state) for state in State})]
        rows += [
            (f"  {d.domain}", d.total - d.counts[State.STALE] - d.counts[State.MISSING], d.total, dict(d.counts))
            for d in one.domains
        ]
        for name, finished, total, counts in rows:
            filled = finished * _BAR // total if total else _BAR
            bar = f"{'█' * filled}{'░' * (_BAR - filled)} {finished * 100 // total if total else 100:>3} %"
            table.add_row(
                name, bar, str(total), str(counts[State.TRANSLATED]), str(counts[State.REVIEWED]),
                str(counts[State.STALE]), str(counts[State.MISSING]),
            )  # fmt: skip
    return table
