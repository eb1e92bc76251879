"""Translations -> what is wrong with them, each with the line of its PO file: errors, warnings, notes.

An error is a translation that would break a page, change a fact, or change how strongly a recommendation speaks: no PDF is
made from it. A warning is for the translator's eye. A note says that something is not translated, or not any more. The
rules themselves are in ``rules``; pseudo-locales are made from the English and are not checked.
"""

from collections.abc import Iterable, Iterator, Mapping
from gettext import c2py
from typing import Final

from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.glossary import Glossary
from factsheet_builder.content.locale_settings import LocaleSettings
from factsheet_builder.content.parties import Register
from factsheet_builder.errors import ContentError, Diagnostic, Severity
from factsheet_builder.languages.catalogs import Catalog, Translation
from factsheet_builder.languages.locales import Domains
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.messages import OF_PROGRAM, Message
from factsheet_builder.languages.reviews import State
from factsheet_builder.languages.rules import facts, names, structure, terms, typography
from factsheet_builder.languages.rules.pairs import Pair, Rule, Standard
from factsheet_builder.languages.tags import PSEUDO

RULES: Final[tuple[Rule, ...]] = (*structure.RULES, *facts.RULES, *names.RULES, *terms.RULES, *typography.RULES)
"""What every translated text is held against."""


def standard_of(localiser: Localiser, settings: LocaleSettings, glossary: Glossary, register: Register) -> Standard:
    """Return what the translations of a locale are held against."""
    return Standard(
        localiser.tag,
        glossary,
        settings.cases,
        settings.quotes,
        names.names_of(register, localiser),
        localiser.policy.stale != "print-source",
    )


def check_catalogs(domains: Domains, catalogs: Mapping[str, Catalog], standard: Standard) -> list[Diagnostic]:
    """Return everything that is wrong with the translations of a locale, by file and line.

    ``domains`` are the messages that there are to translate, ``catalogs`` their translations, by domain.
    """
    if standard.tag in PSEUDO:
        return []
    found: list[Diagnostic] = []
    for domain, messages in domains.items():
        pairs: dict[str, Pair] = {}
        for message in messages:
            if not message.is_locked:
                found += _check_message(message, catalogs[domain], standard, pairs)
        found += facts.open_phrases(pairs)
    return sorted(found, key=lambda problem: (problem.place, problem.severity, problem.code, problem.what))


def check_message(message: Message, catalog: Catalog, standard: Standard) -> list[Diagnostic]:
    """Return everything that is wrong with the translation of one message, but for what it says of others."""
    if message.is_locked or standard.tag in PSEUDO:
        return []
    return list(_check_message(message, catalog, standard, {}))


def check_phrases(messages: Iterable[Message], catalog: Catalog, standard: Standard) -> list[Diagnostic]:
    """Return the phrases that say who is addressed and do not stand in their recommendation, of a domain or a part of it."""
    printed = ((one, catalog.of(one)) for one in messages if not (one.is_locked or one.plural))
    pairs = {
        message.id: pair
        for message, translation in printed
        if _is_printed(message, translation, standard)
        for pair in _pairs_of(message, translation, catalog)
    }
    return list(facts.open_phrases(pairs))


def refuse_faulty(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the warnings among the findings about the translations that a PDF is made from.

    Raises:
        ContentError: at least one of them must not be printed; carries all errors.
    """
    problems = tuple(found)
    if errors := [problem for problem in problems if problem.severity is Severity.ERROR]:
        raise ContentError(errors)
    return tuple(problem for problem in problems if problem.severity is Severity.WARNING)


def _check_message(message: Message, catalog: Catalog, standard: Standard, pairs: dict[str, Pair]) -> Findings:
    """Yield what is wrong with one message; what is printed of it is added to ``pairs`` by its id."""
    translation = catalog.of(message)
    yield from _state(message, translation, catalog)
    if not _is_printed(message, translation, standard):
        return
    if message.plural:
        yield from _plural_forms(message, translation, catalog)
    for pair in _pairs_of(message, translation, catalog):
        pairs[message.id] = pair
        for rule in RULES:
            yield from rule(pair, standard)


def _state(message: Message, translation: Translation, catalog: Catalog) -> Findings:
    begins = message.source if len(message.source) <= 60 else f"{message.source[:59]}…"
    if translation.state is State.MISSING:
        place = catalog.place(message)
        yield finding("untranslated", place, f"Not translated: {begins}", severity=Severity.NOTE, remedy="")
    elif translation.state is State.STALE:
        what = f"The English has changed since: {begins}"
        remedy = "Bring the translation up to date and take the mark “fuzzy” away."
        yield finding("stale", catalog.place(message), what, remedy, Severity.NOTE)


def _is_printed(message: Message, translation: Translation, standard: Standard) -> bool:
    """Tell whether a page may have the translation; a label that is stale is said in English."""
    if translation.state is State.STALE:
        return standard.is_stale_printed and message.domain not in OF_PROGRAM
    return translation.state is not State.MISSING


def _plural_forms(message: Message, translation: Translation, catalog: Catalog) -> Findings:
    count = int(catalog.po.num_plurals)
    if len(translation.forms) != count or not all(translation.forms):
        given = sum(map(bool, translation.forms))
        what = (
            f"The language has {count} forms by number, and {given} of them {'is' if given == 1 else 'are'} translated."
        )
        yield finding("plural-forms", catalog.place(message), what, "Translate every form.")


def _pairs_of(message: Message, translation: Translation, catalog: Catalog) -> Iterator[Pair]:
    is_stale = translation.state is State.STALE
    place = catalog.place(message)
    if not message.plural:
        yield Pair(message, translation.source, translation.text, place, is_stale=is_stale)
        return
    for form, text in enumerate(translation.forms):
        numbers = _numbers_of(form, str(catalog.po.plural_expr))
        if text:
            source = message.source if numbers == [1] else message.plural
            yield Pair(message, source, text, place, may_leave_number=len(numbers) == 1)


_SEEN_NUMBERS: Final = 1000
"""Rules of plural forms look at the last two digits, so this many numbers show every form, and which are of one number."""


def _numbers_of(form: int, plural_rule: str) -> list[int]:
    """Return the numbers that take a form, two at most."""
    rule = c2py(plural_rule)
    found: list[int] = []
    for number in range(_SEEN_NUMBERS):
        if rule(number) == form:
            found.append(number)
        if len(found) == 2:
            break
    return found
