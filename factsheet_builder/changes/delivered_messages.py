"""A file that was delivered earlier, or the project as it was, -> the messages in it with their translations.

A file is one that ``factsheet messages export`` wrote, as it was or as it came back, a catalog (PO) or a template (POT). What
became of the messages since is left to ``message_changes``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from factsheet_builder.changes.message_changes import Delivered, Delivery
from factsheet_builder.changes.versions import read_version
from factsheet_builder.content.reading.reader import read_publication
from factsheet_builder.errors import ContentError, Diagnostic, Place, UsageError
from factsheet_builder.languages.catalogs import Catalog, entries, forms_of, parse_po, read_catalog, words_of
from factsheet_builder.languages.exchange.formats import read_file
from factsheet_builder.languages.exchange.inline import Kind
from factsheet_builder.languages.exchange.returned import ReturnedUnit, locale_of
from factsheet_builder.languages.exchange.tree import is_xml
from factsheet_builder.languages.exchange.units import kinds_of, message_key, token
from factsheet_builder.languages.exchange.word.word_archive import is_word
from factsheet_builder.languages.interface import with_interface
from factsheet_builder.languages.locales import Domains, domains_of, read_catalogs, settings_of
from factsheet_builder.languages.messages import LABELS, OF_PROGRAM, STUDIO, Message
from factsheet_builder.project import SOURCE_LOCALE, Project

_FORM: Final = re.compile(r"\[[0-9]+\]$|(?<=^(?:labels|studio):[0-9a-f]{16})\.[0-9]+$")
_FILES: Final = frozenset({".po", ".pot", ".xlf", ".xliff", ".xml", ".docx"})
_LANGUAGE: Final = re.compile(rb'^"Language: *([A-Za-z0-9_-]+)', re.MULTILINE)


def read_delivered(data: bytes, file: str, domains: Domains, locale: str, content: str = SOURCE_LOCALE) -> Delivery:
    """Return what the content of a file tells of the messages of a locale; ``content`` is the language of the source.

    Raises:
        ContentError: it is no exchange file, catalog or template, is in another language, or of another project.
    """
    domain = "" if is_xml(data) or is_word(data) else _domain_of_catalog(data, file, domains)
    delivery = (
        _from_catalog(data, file, domain, domains, locale)
        if domain
        else _from_exchange(data, file, domains, locale, content)
    )
    known = {message_key(message) for messages in domains.values() for message in messages}
    if not known & delivery.messages.keys():
        what = f"None of the {len(delivery.messages)} messages of this file is one of this project."
        remedy = "Name a file that was exported here, or a catalog or template of this project."
        raise ContentError.of("foreign-units", what, remedy, Place(file, 1, 1))
    return delivery


def _domain_of_catalog(data: bytes, file: str, domains: Domains) -> str:
    """Return the domain that a PO file is the catalog or template of; nothing where it is one file of all domains."""
    po = parse_po(data, file, SOURCE_LOCALE)
    if po.version in domains:
        return str(po.version)
    # Programs write headers of their own; then the ids tell.
    ids = {str(entry.context) if entry.context else words_of(entry)[0] for entry in entries(po)}
    counts = {
        domain: len(ids & {message.id or message.source for message in messages})
        for domain, messages in domains.items()
    }
    of_all = len(ids & {message_key(message) for messages in domains.values() for message in messages})
    best = max(counts, key=lambda domain: counts[domain])
    return best if counts[best] > of_all else ""


def _from_catalog(data: bytes, file: str, domain: str, domains: Domains, locale: str) -> Delivery:
    named = _LANGUAGE.search(data)
    tag = named[1].decode().replace("_", "-") if named else ""
    if tag and tag.lower() != locale.lower():
        what = f"The catalog is in “{tag}”, not in “{locale}”."
        raise ContentError.of("target-language", what, "Name the catalog of this language.", Place(file, 1, 1))
    po = parse_po(data, file, locale)
    catalog = Catalog(domain, locale, po, file)
    return Delivery(file, _of_catalog(catalog, domains[domain]), frozenset({domain}), bool(tag))


def _of_catalog(catalog: Catalog, messages: Iterable[Message]) -> dict[str, Delivered]:
    """Return what a catalog has, in its own order; locked messages are in none, so they are as they are."""
    found = {}
    for entry in entries(catalog.po):
        english, plural = words_of(entry)
        message = Message(catalog.domain, str(entry.context or ""), english, plural)
        forms = tuple(form for form in forms_of(entry) if form)
        found[message_key(message)] = Delivered(message_key(message), english, forms)
    locked = (message for message in messages if message.is_locked)
    return found | {message_key(message): Delivered(message_key(message), message.source) for message in locked}


class _AnyKind(dict[str, Kind]):
    """Kinds by key, also of messages that are gone: what their texts had beside words is what others of theirs have."""

    def get(self, key: str, default: object = None) -> Kind:  # noqa: ARG002
        if key in self:
            return self[key]
        return Kind.LABEL if re.match(f"(?:{LABELS}|{STUDIO})[/:]", key) else Kind.PROSE


def _from_exchange(data: bytes, file: str, domains: Domains, locale: str, content: str) -> Delivery:
    returned = read_file(data, file, _AnyKind(kinds_of(domains)), content)
    locale_of(returned, locale, (locale,))
    keys = {token(message_key(message)): message_key(message) for messages in domains.values() for message in messages}
    found: dict[str, Delivered] = {}
    for unit in returned.units:
        key = _key_of(unit, keys)
        before = found.get(key, Delivered(key, ""))
        forms = (*before.forms, unit.target) if unit.target else before.forms
        found[key] = replace(before, english=before.english or unit.source, forms=forms)
    # A file tells of the domains that it has something of; one that was made of some states only tells of those messages.
    told = {key.partition("/")[0] for key in found}
    locked = (m for domain, messages in domains.items() if domain in told for m in messages if m.is_locked)
    for message in locked:
        found.setdefault(message_key(message), Delivered(message_key(message), message.source))
    return Delivery(file, found, frozenset(told), has_translations=True)


def _key_of(unit: ReturnedUnit, keys: Mapping[str, str]) -> str:
    """Return the key of the message that a unit, or a form of it, is of."""
    if unit.key in keys:
        return keys[unit.key]
    bare = _FORM.sub("", unit.key)
    return keys.get(bare) or (bare if "/" in bare else bare.replace(":", "/", 1))


def read_past(past: Project, name: str, locale: str) -> Delivery:
    """Return what a project said as it was, which users call ``name``; of labels what its catalogs had.

    Raises:
        ContentError: a file of it is not what it must be by now.
    """
    try:
        version = read_version(past.root)
        publication = read_publication(past).model
        settings = settings_of(past, locale)
        register = version.register
        if register is None:
            raise UsageError.of("no-project", f"At “{name}” there was no register of Parties.", "Name a later commit.")
        content = domains_of(version.sheets.values(), register, publication, locale, settings.cases)
        domains = with_interface(past, locale, content)
        catalogs = read_catalogs(past, locale, domains)
        words = {domain: _words_of_program(past, catalogs[domain]) for domain in sorted(OF_PROGRAM & domains.keys())}
    except ContentError as error:
        raise ContentError(_named(error, past, name)) from error
    found = {
        key: one
        for domain in domains
        if domain not in OF_PROGRAM
        for key, one in _said(domains[domain], catalogs[domain])
    }
    found |= {key: one for known in words.values() for key, one in known.items()}
    told = frozenset(domains) - {domain for domain, known in words.items() if not known}
    return Delivery(name, found, told, has_translations=True)


def _said(messages: Iterable[Message], catalog: Catalog) -> Iterator[tuple[str, Delivered]]:
    for message in messages:
        forms = tuple(form for form in catalog.of(message).forms if form)
        yield message_key(message), Delivered(message_key(message), message.source, forms)


def _words_of_program(past: Project, catalog: Catalog) -> dict[str, Delivered]:
    """Return the words that the program had then: it is not in the project, but its words are in catalogs."""
    found = _of_catalog(catalog, ())
    path = past.template_path(catalog.domain)
    if not path.is_file():
        return found
    template = read_catalog(path, past.relative(path), catalog.domain, SOURCE_LOCALE)
    return {key: found.get(key, one) for key, one in _of_catalog(template, ()).items()}


def _named(error: ContentError, past: Project, name: str) -> Iterator[Diagnostic]:
    """Yield the problems with the commit before their files, which are nowhere in the work tree."""
    for problem in error.diagnostics:
        file = problem.place.file.removeprefix(f"{past.root}/")
        yield replace(problem, place=replace(problem.place, file=f"{name}:{file}"))


def is_file_meant(since: str) -> bool:
    """Tell whether a file is meant, which goes before a commit of the same name."""
    return Path(since).is_file() or Path(since).suffix.lower() in _FILES
