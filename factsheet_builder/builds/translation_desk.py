"""What work on translations begins with: every factsheet as its source has it, which locales, what each translates."""

from collections.abc import Iterable

from factsheet_builder.builds.asked import one_of
from factsheet_builder.builds.inputs import Common, load_common, load_content
from factsheet_builder.content.models import Factsheet
from factsheet_builder.languages.interface import has_interface, with_interface
from factsheet_builder.languages.labels import studio_words
from factsheet_builder.languages.locales import Domains, domains_of, read_current_catalogs, settings_of
from factsheet_builder.languages.messages import STUDIO
from factsheet_builder.languages.tags import refuse_odd_tags
from factsheet_builder.languages.upkeep import LocaleStatus, status
from factsheet_builder.project import Project


def load_sheets(project: Project) -> tuple[tuple[Factsheet, ...], Common]:
    """Return every factsheet of the project as it is in the source, and what they share."""
    sheets = tuple(load_content(project, name).sheet for name in project.factsheet_names())
    return sheets, load_common(project)


def domains_for(project: Project, tag: str, sheets: Iterable[Factsheet], common: Common) -> Domains:
    """Return what the locale ``tag`` has to translate, words of the studio included where it has begun with them."""
    cases = settings_of(project, tag).cases
    return with_interface(project, tag, domains_of(sheets, common.register, common.publication, tag, cases))


def all_domains(project: Project, sheets: Iterable[Factsheet], common: Common) -> Domains:
    """Return what locales have to translate, whatever one of them has already: names of all Parties among it."""
    domains = domains_of(sheets, common.register, common.publication, "", ())
    begun = any(has_interface(project, tag) for tag in project.translated_locales())
    return {**domains, STUDIO: studio_words()} if begun else domains


def status_of(project: Project, tag: str, sheets: Iterable[Factsheet], common: Common) -> LocaleStatus:
    """Return how far the locale ``tag`` is.

    Raises:
        ContentError: a file of the locale is not valid.
        SurroundingsError: one cannot be read.
    """
    domains = domains_for(project, tag, sheets, common)
    return status(tag, settings_of(project, tag), domains, read_current_catalogs(project, tag, domains))


def locales_asked(project: Project, asked: list[str] | None) -> tuple[str, ...]:
    """Return the locales that are meant, by default all.

    Raises:
        UsageError: the project has no such locale, or its folder is not called by its tag.
    """
    known = project.translated_locales()
    more = "Start one with `factsheet messages new`."
    what = "There is no locale “{}” to translate into."
    found = {one_of(tag, known, "no-locale", what.format(tag), more=more) for tag in asked or ()}
    wanted = tuple(sorted(found)) if found else known
    refuse_odd_tags(wanted)
    return wanted
