"""A locale of a project -> how things are said in it, once its translations have passed the checks."""

from factsheet_builder.builds.inputs import Common, Content
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.reading.reader import read_glossary
from factsheet_builder.errors import Diagnostic
from factsheet_builder.languages.interface import with_interface
from factsheet_builder.languages.locales import domains_of, read_current_catalogs, read_localiser, settings_of
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.rules.pairs import Standard
from factsheet_builder.languages.rules.translation_checks import check_catalogs, refuse_faulty, standard_of
from factsheet_builder.project import Project


def checked_localiser(project: Project, content: Content, locale: str) -> tuple[Localiser, tuple[Diagnostic, ...]]:
    """Return the localiser of a locale for one factsheet, and the warnings about the translations that it uses.

    Raises:
        UsageError: the project has no such locale.
        ContentError: a file of the locale or the glossary is not valid, or a translation must not be printed.
        SurroundingsError: a file cannot be read.
    """
    localiser, found = check_locale(project, locale, (content.sheet,), content.common)
    return localiser, refuse_faulty(found)


def check_locale(
    project: Project, locale: str, sheets: tuple[Factsheet, ...], common: Common
) -> tuple[Localiser, list[Diagnostic]]:
    """Return the localiser of a locale and everything that is wrong with its translations of the factsheets.

    Raises as ``checked_localiser``, but for translations.
    """
    localiser = read_localiser(project, locale, sheets, common.register, common.publication)
    if locale == project.source_locale:
        return localiser, []
    settings = settings_of(project, locale)
    domains = domains_of(sheets, common.register, common.publication, locale, settings.cases)
    standard = standard_of(localiser, settings, read_glossary(project).model, common.register)
    return localiser, check_catalogs(domains, localiser.catalogs, standard)


def check_interface(project: Project, locale: str) -> list[Diagnostic]:
    """Return everything that is wrong with a locale's words of the studio, which no document prints.

    Raises:
        ContentError: the catalog is no valid PO file.
        SurroundingsError: it cannot be read.
    """
    domains = with_interface(project, locale, {})
    if not domains or locale == project.source_locale:
        return []
    settings = settings_of(project, locale)
    standard = Standard(locale, cases=settings.cases, quotes=settings.quotes)
    return check_catalogs(domains, read_current_catalogs(project, locale, domains), standard)
