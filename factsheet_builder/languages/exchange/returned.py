"""What comes back from translators, as every format gives it: units as the file has them, none of them judged yet."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from factsheet_builder.errors import ContentError, Diagnostic, Place, UsageError
from factsheet_builder.languages.reviews import Review, State
from factsheet_builder.project import SOURCE_LOCALE


class Format(StrEnum):
    """The formats of exchange files."""

    XLIFF2 = "xliff2"
    XLIFF12 = "xliff1.2"
    PO = "po"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """One unit of a file that came back."""

    key: str
    """As the file has it."""
    line: int
    target: str
    """With codes and placeholders as in catalogs; empty where the file has none."""
    source: str = ""
    state: State | None = None
    """What the file says of the translation: ``MISSING`` that it is still to do, ``None`` nothing."""
    source_digest: str = ""
    """Empty where the file has lost it."""
    target_digest: str = ""
    """Of the translation that was sent; empty where there was none, or the file has lost it."""
    fault: str = ""
    """Why its text cannot be read; then it has none."""
    fault_code: str = "codes"
    """Stable code of the fault, where there is one."""
    remarks: tuple[str, ...] = ()
    """All that the file says beside the text, our own notes among it."""
    review: Review | None = None
    """Who vouches for it, where the file says so."""


class IncompleteError(Exception):
    """A translation program has divided a text, and a part of it is not translated."""

    def __init__(self, number: str, sentence: str) -> None:
        said = f", “{' '.join(sentence.split())[:80]}”," if sentence.strip() else ""
        super().__init__(f"sentence {number} of it{said} is not translated")


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file that came back."""

    file: str
    """As users see it."""
    format: Format
    locale: str
    """BCP 47 tag of the language it is translated into; empty where the file does not say."""
    units: tuple[ReturnedUnit, ...]
    found: tuple[Diagnostic, ...] = ()
    """What there is to say of the file beside its units."""


def locale_of(returned: ReturnedFile, asked: str, known: Collection[str]) -> str:
    """Return the locale of the project that a file is for: the one it names, or the one that is ``asked`` for.

    Raises:
        ContentError: it is in another language than is asked for, or in none of those that the project has.
    """
    place = Place(returned.file, 1, 1)
    named = returned.locale.replace("_", "-")
    asked = next((tag for tag in known if tag.casefold() == asked.casefold()), asked)
    if asked and asked not in known:
        remedy = f"The project has: {', '.join(known) or 'none yet'}."
        raise UsageError.of("no-locale", f"There is no locale “{asked}” to translate into.", remedy)
    if not named and not asked:
        remedy = "Name the locale with --locale."
        raise ContentError.of("target-language", "The file does not say in which language it is.", remedy, place)
    # A program may write the region too: fr-FR is as good as fr, where that is asked for.
    if asked and named and _language(named) != _language(asked):
        what = f"The file is in “{named}”, not in “{asked}”."
        raise ContentError.of("target-language", what, "Import the file of this language.", place)
    if asked:
        return asked
    match = next((tag for tag in known if tag.lower() == named.lower()), "")
    alike = [tag for tag in known if _language(tag) == _language(named)]
    if not match and len(alike) == 1:
        return alike[0]  # a program writes es-ES where it was sent es
    if not match:
        remedy = f"The project has: {', '.join(known) or 'none yet'}. If it is one of them, name it with --locale."
        raise ContentError.of("target-language", f"The project has no locale “{named}”.", remedy, place)
    return match


def _language(tag: str) -> str:
    return tag.lower().partition("-")[0]


def refuse_other_source(language: str, file: str, line: int, content: str = SOURCE_LOCALE) -> None:
    """Raise ``ContentError`` where a file is translated from another language than that of the ``content``."""
    if _language(language) != _language(content):
        what = f"The file is translated from “{language or 'no language'}”; the content is in “{content}”."
        raise ContentError.of("source-language", what, "Import a file that was exported here.", Place(file, line, 1))
