"""A project × a language -> the localiser that says the words of the studio's interface in it; which languages there are.

A language is there where it has a catalog ``studio.po``. That of the project says first, then the one that ships; what
neither says is said in English. No document prints these words, so a catalog that is not valid keeps nothing back: it is
passed over here, and ``messages check`` names what is wrong with it.
"""

from copy import copy
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final

from factsheet_builder.errors import FactsheetError, Place, UsageError
from factsheet_builder.languages import translation_limits as limits
from factsheet_builder.languages.catalogs import Catalog, entries, parse_po, read_catalog, words_of
from factsheet_builder.languages.labels import studio_words
from factsheet_builder.languages.locales import Domains, gettext_translations, shipped_catalog
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.messages import STUDIO, Message
from factsheet_builder.languages.pseudo import pseudo_text
from factsheet_builder.languages.rules import structure
from factsheet_builder.languages.rules.pairs import Pair, Standard
from factsheet_builder.languages.tags import PSEUDO, is_known_tag
from factsheet_builder.project import SOURCE_LOCALE, Project, shipped

_KEPT: Final = 16


def interface_languages(project: Project) -> dict[str, str]:
    """Return the languages of the interface by their tags, each with its own name: English first, then by tag."""
    catalogs = (
        path
        for folder in (project.data, shipped("data"))
        for path in (folder / "locales").glob(f"*/LC_MESSAGES/{STUDIO}.po")
    )
    tags = sorted({path.parent.parent.name for path in catalogs} - {SOURCE_LOCALE})
    return {tag: Localiser(tag).own_name for tag in (SOURCE_LOCALE, *filter(is_known_tag, tags))}


def interface_localiser(project: Project, tag: str) -> Localiser:
    """Return the localiser that says the words of the interface in the language ``tag``.

    Beside the languages there are, it knows the pseudo-locales, which show what is left out or does not fit.

    Raises:
        UsageError: there is no such language.
    """
    if tag in PSEUDO:
        return Localiser(tag, labels=_PseudoWords(tag), source=SOURCE_LOCALE)
    if tag not in (known := interface_languages(project)):
        remedy = f"There are: {', '.join(known)}. Begin another with `factsheet messages update --studio --locale TAG`."
        raise UsageError.of("no-interface", f"The studio does not speak “{tag}”.", remedy)
    if tag == SOURCE_LOCALE:
        return Localiser(tag)
    shipped_path = shipped_catalog(tag, STUDIO)
    paths = dict.fromkeys(path.resolve() for path in (project.catalog_path(tag, STUDIO), shipped_path) if path)
    found = [one for path in paths if (one := _read(path, project.relative(path), tag)) is not None]
    said: NullTranslations = NullTranslations()
    for translations, _ in reversed(found):
        whole = copy(translations)
        whole.add_fallback(said)
        said = whole
    return Localiser(
        tag, labels=said, spoken_labels=frozenset[str]().union(*(words for _, words in found)), source=SOURCE_LOCALE
    )


def has_interface(project: Project, tag: str) -> bool:
    """Tell whether a locale of the project has a catalog of the words of the studio."""
    return project.catalog_path(tag, STUDIO).is_file()


def with_interface(project: Project, tag: str, domains: Domains) -> Domains:
    """Return the domains of a locale, and after them the words of the studio where it has a catalog of them."""
    return {**domains, STUDIO: studio_words()} if has_interface(project, tag) else domains


def interface_catalog(project: Project, tag: str) -> Catalog:
    """Return the catalog of a locale to go on with: its own, or else what ships in its language, or an empty one.

    Raises as ``read_catalog``.
    """
    path = project.catalog_path(tag, STUDIO)
    file = project.relative(path)
    begun = path if path.is_file() else shipped_catalog(tag, STUDIO) or path
    return read_catalog(begun, file, STUDIO, tag)


def _read(path: Path, file: str, tag: str) -> tuple[GNUTranslations, frozenset[str]] | None:
    """Return what a catalog says, and the English of it; nothing where it cannot be read."""
    try:
        return _translations(limits.read_limited(path, file), tag)
    except (FactsheetError, OSError):
        return None


@lru_cache(maxsize=_KEPT)
def _translations(data: bytes, tag: str) -> tuple[GNUTranslations, frozenset[str]]:
    catalog = Catalog(STUDIO, tag, parse_po(data, STUDIO, tag))
    said = set[str]()
    for entry in entries(catalog.po):
        message = Message(STUDIO, "", *words_of(entry))
        if _is_sound(message, catalog):
            said.add(message.source)
        else:
            entry.string = ("",) * catalog.po.num_plurals if message.plural else ""
    return gettext_translations(catalog), frozenset(said)


def _is_sound(message: Message, catalog: Catalog) -> bool:
    """Tell whether a translation can be said: it is of this English, whole, and has the values that it must."""
    translation = catalog.of(message)
    if not translation.state.is_current or not all(translation.forms):
        return False
    standard = Standard(catalog.locale)
    pairs = (Pair(message, message.source, form, Place(), may_leave_number=True) for form in translation.forms)
    return not any(finding for pair in pairs for rule in structure.RULES for finding in rule(pair, standard))


class _PseudoWords(NullTranslations):
    """Says every English word in a pseudo-locale, without a catalog."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self._tag = tag

    def gettext(self, message: str) -> str:
        """Return the message in the pseudo-locale."""
        return pseudo_text(message, self._tag)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form of the message that English has for a number, in the pseudo-locale."""
        return pseudo_text(msgid1 if n == 1 else msgid2, self._tag)
