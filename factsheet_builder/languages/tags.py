"""Tags of locales (BCP 47), and the pseudo-locales that prove that no text is left out and nothing overflows."""

import re
from collections.abc import Iterable
from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError

from factsheet_builder.errors import Diagnostic, Place, Severity, UsageError
from factsheet_builder.project import SOURCE_LOCALE

PSEUDO: Final = ("ar-XB", "en-XA")
"""Made from the English on the fly: ``en-XA`` accented and longer, ``ar-XB`` in Arabic letters from right to left."""

_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


def is_known_tag(tag: str) -> bool:
    """Tell whether ``tag`` is a locale that formats are known of, written as it should be: ``fr``, ``pt-BR``, ``sr-Latn``."""
    if tag in PSEUDO:
        return True
    try:
        return _TAG.fullmatch(tag) is not None and bool(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False


def refuse_odd_tags(tags: Iterable[str]) -> None:
    """Raise ``UsageError`` for folders of locales whose names are no tags, as a translation program may call them."""
    odd = [tag for tag in tags if not is_known_tag(tag)]
    if odd:
        raise UsageError(_odd(tag) for tag in odd)


def _odd(tag: str) -> Diagnostic:
    meant = tag.replace("_", "-")
    remedy = f"Call it {meant}." if is_known_tag(meant) else "Call it by the tag of its language: fr, pt-BR, sr-Latn."
    what = f"The folder of the locale “{tag}” is not called by a language tag (BCP 47)."
    return Diagnostic(Severity.ERROR, "locale-name", what, remedy, Place(f"data/locales/{tag}"))


def babel_tag(tag: str) -> str:
    """Return the tag of the locale whose formats ``tag`` uses."""
    return tag.partition("-")[0] if tag in PSEUDO else tag


def speaks_english(tag: str) -> bool:
    """Tell whether the labels of the program are in the language of ``tag``; those of pseudo-locales are made from them."""
    return tag not in PSEUDO and tag.partition("-")[0] == SOURCE_LOCALE


def direction_of(tag: str) -> str:
    """Return ``ltr`` or ``rtl``."""
    return str(Locale.parse(babel_tag(tag), sep="-").text_direction)


def name_of_language(tag: str, shown_in: str) -> str:
    """Return what the language of ``tag`` is called in that of ``shown_in``, its script and region included; else the tag."""
    name = Locale.parse(babel_tag(tag), sep="-").get_display_name(Locale.parse(babel_tag(shown_in), sep="-"))
    return name or tag
