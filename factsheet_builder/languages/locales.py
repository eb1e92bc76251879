"""A locale's folder -> its localiser: catalogs, settings and official text, each read once; pseudo-locales are made.

Reading says what is not valid; whether a translation is good is left to ``translation_checks``.
"""

from collections.abc import Iterable, Mapping
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo

from factsheet_builder.content.locale_settings import LocaleSettings
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.parties import Register
from factsheet_builder.content.publication import Publication
from factsheet_builder.content.reading.reader import read_locale_settings, read_official_text
from factsheet_builder.errors import ContentError, Diagnostic, UsageError
from factsheet_builder.languages.catalogs import Catalog, entries, new_po, read_catalog
from factsheet_builder.languages.keeping.merging import merge, merge_all
from factsheet_builder.languages.labels import labels_of, words_of
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.messages import (
    LABELS,
    PARTIES,
    PUBLICATION,
    Message,
    messages_of_factsheet,
    messages_of_publication,
    messages_of_register,
)
from factsheet_builder.languages.pseudo import pseudo_text
from factsheet_builder.languages.tags import PSEUDO, refuse_odd_tags, speaks_english
from factsheet_builder.project import Project, shipped

Domains = Mapping[str, tuple[Message, ...]]
"""What there is to translate, by domain."""


def domains_of(
    sheets: Iterable[Factsheet], register: Register, publication: Publication, tag: str, cases: tuple[str, ...]
) -> Domains:
    """Return every message that the locale ``tag`` has to translate, by domain, the factsheets first.

    The language of the content itself has only names that the register lacks, and labels of the program, to translate.
    """
    return {
        **(content_domains(sheets, publication) if tag != publication.language else {}),
        PARTIES: messages_of_register(register, tag, cases, publication.language),
        LABELS: labels_of(publication, tag),
    }


def content_domains(sheets: Iterable[Factsheet], publication: Publication) -> Domains:
    """Return every message of the content itself, by domain, the factsheets first."""
    return {
        **{sheet.id: messages_of_factsheet(sheet) for sheet in sheets},
        PUBLICATION: messages_of_publication(publication),
    }


def settings_of(project: Project, tag: str) -> LocaleSettings:
    """Return what a locale says of itself.

    Raises:
        ContentError: its file is not valid.
    """
    read = None if tag in PSEUDO else read_locale_settings(project, tag)
    return read.model if read else LocaleSettings()


def read_current_catalogs(project: Project, tag: str, domains: Domains) -> dict[str, Catalog]:
    """Return the catalogs of a locale by domain, brought up to date with what there is to translate now; no file is changed.

    Raises as ``read_catalogs``.
    """
    return merge_all(read_catalogs(project, tag, domains), domains)


def read_catalogs(project: Project, tag: str, domains: Domains) -> dict[str, Catalog]:
    """Return the catalogs of a locale by domain as they stand, those of a pseudo-locale made from the source.

    Raises:
        ContentError: a file is no valid PO; carries every problem of every file.
        SurroundingsError: a file cannot be read.
    """
    if tag in PSEUDO:
        return {domain: _pseudo_catalog(domain, tag, messages) for domain, messages in domains.items()}
    found: list[Diagnostic] = []
    catalogs = {}
    for domain in domains:
        path = project.catalog_path(tag, domain)
        try:
            if domain == LABELS and tag == project.source_locale and not path.is_file():
                path = shipped_catalog(tag) or path
            catalogs[domain] = read_catalog(path, project.relative(path), domain, tag)
        except ContentError as error:
            found += error.diagnostics
    if found:
        raise ContentError(found)
    return catalogs


def shipped_catalog(tag: str, domain: str = LABELS) -> Path | None:
    """Return the file of the program's own translation of its words into ``tag`` or its language, where there is one."""
    return _shipped(tag, f"LC_MESSAGES/{domain}.po")


def shipped_settings(tag: str) -> Path | None:
    """Return the file of the settings that the program's own labels in ``tag`` or its language follow, if there is one."""
    return _shipped(tag, "locale.yaml")


def _shipped(tag: str, name: str) -> Path | None:
    folder = shipped("data") / "locales"
    paths = (folder / language / name for language in (tag, tag.partition("-")[0]))
    return next((path for path in paths if path.is_file()), None)


def read_localiser(
    project: Project, tag: str, sheets: Iterable[Factsheet], register: Register, publication: Publication
) -> Localiser:
    """Return the localiser of a locale of the project.

    Raises:
        UsageError: the project has no such locale.
        ContentError: a file of its folder is not valid.
    """
    source, words = publication.language, words_of(publication)
    if tag == source and speaks_english(tag):
        return Localiser(tag, words=words)
    if tag != source and tag not in project.translated_locales() and tag not in PSEUDO:
        known = ", ".join(project.locales())
        remedy = f"The project has: {known}. Start another with `factsheet messages new --locale {tag}`."
        raise UsageError.of("no-locale", f"There is no locale “{tag}”.", remedy)
    refuse_odd_tags([tag])
    settings = settings_of(project, tag)
    domains = domains_of(sheets, register, publication, tag, settings.cases)
    catalogs = read_current_catalogs(project, tag, domains)
    official = None if tag in PSEUDO else read_official_text(project, tag)
    translations = {message.id: catalogs[PARTIES].of(message) for message in domains[PARTIES]}
    return Localiser(
        tag,
        catalogs,
        gettext_translations(catalogs[LABELS]),
        _spoken(tag, domains[LABELS], catalogs[LABELS]),
        source,
        words,
        _translated(domains[LABELS], catalogs[LABELS]),
        {name: translation.text for name, translation in translations.items() if translation.state.is_current},
        settings.cases,
        settings.articles,
        settings.alike,
        publication.translation,
        official.model if official else None,
        settings.status == "reviewed",
    )


def _spoken(tag: str, messages: tuple[Message, ...], catalog: Catalog) -> frozenset[str] | None:
    """Return the labels that a locale has words for; ``None`` where they are written in its language."""
    if speaks_english(tag):
        return None
    return _translated(messages, catalog)


def _translated(messages: tuple[Message, ...], catalog: Catalog) -> frozenset[str]:
    return frozenset(message.source for message in messages if catalog.of(message).state.is_current)


def gettext_translations(catalog: Catalog) -> GNUTranslations:
    """Return words of the program as gettext looks them up: one that is stale is not among them."""
    stream = BytesIO()
    write_mo(stream, catalog.po)
    stream.seek(0)
    return GNUTranslations(stream)


def _pseudo_catalog(domain: str, tag: str, messages: tuple[Message, ...]) -> Catalog:
    base = tag.partition("-")[0]
    catalog = merge(Catalog(domain, tag, new_po(domain, base)), messages)
    for entry in entries(catalog.po):
        words = entry.id if isinstance(entry.id, (list, tuple)) else (entry.id,)
        forms = [pseudo_text(str(word), tag) for word in words]
        is_plural = len(forms) > 1
        entry.string = (forms[0], *[forms[1]] * (catalog.po.num_plurals - 1)) if is_plural else forms[0]
    return catalog
