"""The verbs ``factsheet messages``: catalogs begun, brought up to date and counted."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from factsheet_builder.builds.store import commit_all
from factsheet_builder.builds.translation_desk import all_domains, domains_for, load_sheets, locales_asked, status_of
from factsheet_builder.characters import show_hidden
from factsheet_builder.cli.console import LocaleOption, LocalesOption, ProjectOption, report, tell, tell_data
from factsheet_builder.cli.exchange_commands import export_command, import_command
from factsheet_builder.cli.messages.changes_command import changes_command
from factsheet_builder.cli.messages.memory_command import memory_command
from factsheet_builder.cli.messages.preview_command import preview_command
from factsheet_builder.cli.messages.review_command import review_command
from factsheet_builder.cli.messages.weblate_command import weblate_command
from factsheet_builder.cli.translation_check_command import messages_check_command
from factsheet_builder.errors import ExitCode, FactsheetError, UsageError
from factsheet_builder.languages.interface import interface_catalog
from factsheet_builder.languages.keeping.memory_files import read_memory
from factsheet_builder.languages.labels import studio_words
from factsheet_builder.languages.locales import Domains, domains_of, read_catalogs
from factsheet_builder.languages.messages import STUDIO
from factsheet_builder.languages.reviews import State
from factsheet_builder.languages.upkeep import LocaleStatus, Update, begun, templates, updated
from factsheet_builder.project import Project

_SHOWN = 60

messages_app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Keep the translations: catalogs, exchange with translators, checks.",
)


@messages_app.command("new")
def new_command(locale: LocaleOption, project: ProjectOption = None) -> None:
    """Start a locale: empty catalogs to translate, and its settings."""
    here = Project.at(project)
    sheets, common = load_sheets(here)
    domains = domains_of(sheets, common.register, common.publication, locale, ())
    _write(here, dict(begun(here, locale, domains, datetime.now(UTC))))


@messages_app.command("update")
def update_command(
    locale: LocalesOption = None,
    studio: Annotated[
        bool, typer.Option("--studio", help="Begin to translate the words of the studio into the locales named.")
    ] = False,
    project: ProjectOption = None,
) -> None:
    """Bring templates and catalogs up to date with the content; what changed in English becomes fuzzy."""
    if studio and not locale:
        raise UsageError.of("no-locale", "--studio begins a catalog, and no locale is named.", "Add --locale TAG.")
    here = Project.at(project)
    sheets, common = load_sheets(here)
    begins: Domains = {STUDIO: studio_words()} if studio else {}
    files = dict(templates(here, {**all_domains(here, sheets, common), **begins}))
    worst = ExitCode.DONE
    for tag in locales_asked(here, locale):
        try:
            domains = {**domains_for(here, tag, sheets, common), **begins}
            catalogs = read_catalogs(here, tag, domains)
            if studio:
                catalogs[STUDIO] = interface_catalog(here, tag)
            for update in updated(here, domains, catalogs, read_memory(here, tag)):
                files[update.path] = update.content
                _tell_fates(tag, update)
        except FactsheetError as error:
            report(error.diagnostics)
            worst = max(worst, error.exit_code)
    _write(here, files)
    raise typer.Exit(worst)


def _tell_fates(tag: str, update: Update) -> None:
    """Say what became of translations that did not stay as they were, and what memory had."""
    domain = update.merged.catalog.domain
    for fate in update.merged.fates:
        tell(f"{tag}: {fate.way}: {domain}/{fate.before[:_SHOWN]} -> {fate.id[:_SHOWN]}")
    for name in update.merged.lost:
        tell(f"{tag}: no longer asked for: {domain}/{name[:_SHOWN]}")
    for one in update.recalled:
        tell(f"{tag}: from memory{'' if one.is_exact else ', near'}: {domain}/{one.id} <- {show_hidden(one.origin)}")


def _write(project: Project, files: Mapping[Path, bytes]) -> None:
    """Write all files, or none where one of them cannot be written."""
    for path in commit_all(files):
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
    found = [status_of(here, tag, sheets, common) for tag in locales_asked(here, locale)]
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
_SHADES = {State.APPROVED: "█", State.REVIEWED: "█", State.TRANSLATED: "▓", State.STALE: "▒", State.MISSING: "░"}


def _table(found: list[LocaleStatus]) -> Table:
    """Return the table; it fits in 80 columns, and in a narrower window names are folded."""
    legend = "  ".join(f"{shade} {state}" for state, shade in _SHADES.items() if state is not State.APPROVED)
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
    done = sum(count for state, count in counts.items() if state.is_current)
    share = f"{done * 100 // total if total else 100} %"
    return (
        name,
        _bar(counts, total),
        share,
        str(total),
        str(counts[State.TRANSLATED]),
        str(sum(count for state, count in counts.items() if state.is_vouched_for)),  # the data say which are approved
        *(str(counts[state]) for state in (State.STALE, State.MISSING)),
    )


def _bar(counts: Mapping[State, int], total: int) -> str:
    """Return a bar of shades; a state that is there at all has a part of it, so that none is overlooked."""
    present = [state for state in _SHADES if counts.get(state)]
    if not present:
        return _SHADES[State.REVIEWED] * _BAR
    parts = {state: max(1, counts[state] * _BAR // total) for state in present}
    parts[max(present, key=lambda state: counts[state])] += _BAR - sum(parts.values())
    return "".join(_SHADES[state] * size for state, size in parts.items())


# The other verbs of the group have modules of their own.
messages_app.command("check")(messages_check_command)
messages_app.command("export")(export_command)
messages_app.command("import")(import_command)
messages_app.command("memory")(memory_command)
messages_app.command("review")(review_command)
messages_app.command("changes")(changes_command)
messages_app.command("preview")(preview_command)
messages_app.command("weblate")(weblate_command)
