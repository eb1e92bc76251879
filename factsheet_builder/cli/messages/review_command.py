"""The verb ``factsheet messages review``: who has read or approved which translations, and when, kept in the catalogs."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

import typer

from factsheet_builder.builds.store import commit_all
from factsheet_builder.builds.translation_desk import domains_for, load_sheets, locales_asked
from factsheet_builder.characters import find_deceiving
from factsheet_builder.cli.console import LocaleOption, ProjectOption, tell
from factsheet_builder.errors import UsageError
from factsheet_builder.languages.catalogs import po_bytes
from factsheet_builder.languages.locales import read_catalogs
from factsheet_builder.languages.reviews import LONGEST_NAME, Review, State
from factsheet_builder.languages.upkeep import vouch
from factsheet_builder.project import Project


class Standing(StrEnum):
    """What somebody vouches for."""

    REVIEWED = "reviewed"
    APPROVED = "approved"


def review_command(
    locale: LocaleOption,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who has read or approved the translations.")],
    names: Annotated[
        list[str] | None, typer.Option("--id", metavar="ID", help="Only this message, as VI-1.text; may be repeated.")
    ] = None,
    state: Annotated[
        Standing, typer.Option("--state", help="Read against the original, or approved for publication.")
    ] = Standing.REVIEWED,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day, as 2026-11-29; by default today.")] = "",
    project: ProjectOption = None,
) -> None:
    """Say who vouches for translations: of these messages, or of all that are translated from the present English."""
    here = Project.at(project)
    (tag,) = locales_asked(here, [locale])
    review = Review(State(state), _name(by), _day(on))
    domains = domains_for(here, tag, *load_sheets(here))
    changed, not_current = vouch(domains, read_catalogs(here, tag, domains), names or (), review)
    files = {here.catalog_path(tag, domain): po_bytes(catalog.po) for domain, catalog in changed.items()}
    for path in commit_all(files):
        tell(f"wrote {here.relative(path)}")
    if not_current:
        shown = ", ".join(not_current[:5]) + (" and so on" if len(not_current) > 5 else "")
        tell(f"{len(not_current)} messages have no translation of the present English: {shown}", err=True)


def _name(by: str) -> str:
    name = " ".join(by.split())
    if not name or len(name) > LONGEST_NAME or find_deceiving(by):
        what = f"“{name[:LONGEST_NAME]}” is no name that a catalog can keep."
        raise UsageError.of("name", what, f"Give one of at most {LONGEST_NAME} letters, without control characters.")
    return name


def _day(on: str) -> date:
    try:
        return date.fromisoformat(on) if on else datetime.now(UTC).date()
    except ValueError:
        raise UsageError.of("date", f"“{on}” is no day.", "Write it as 2026-11-29.") from None
