"""A locale of a project -> how things are said in it, once its translations have passed the checks."""

from factsheet_builder.builds.inputs import Content
from factsheet_builder.content.reader import read_glossary
from factsheet_builder.errors import Diagnostic
from factsheet_builder.languages.checks import refuse_faulty, standard_of
from factsheet_builder.languages.locales import domains_of, read_localiser, settings_of
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import SOURCE_LOCALE, Project


def checked_localiser(project: Project, content: Content, locale: str) -> tuple[Localiser, tuple[Diagnostic, ...]]:
    """Return the localiser of a locale for one factsheet, and the warnings about the translations that it uses.

    Raises:
        UsageError: the project has no such locale.
        ContentError: a file of the locale or the glossary is not valid, or a translation must not be printed.
        SurroundingsError: a file cannot be read.
    """
    common, sheets = content.common, [content.sheet]
    localiser = read_localiser(project, locale, sheets, common.register, common.publication)
    if locale == SOURCE_LOCALE:
        return localiser, ()
    settings = settings_of(project, locale)
    domains = domains_of(sheets, common.register, common.publication, locale, settings.cases)
    standard = standard_of(locale, settings, read_glossary(project).model, common.publication.translation)
    return localiser, refuse_faulty(domains, localiser.catalogs, standard)
