"""What the rules look at: a translated text beside the English that it says, and what it is held against."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from factsheet_builder.content.findings import Findings
from factsheet_builder.content.glossary import Glossary
from factsheet_builder.errors import Place
from factsheet_builder.languages.codes import plain_words
from factsheet_builder.languages.messages import OF_PROGRAM, Message

ADDRESS: Final = re.compile(
    r"https?://[^\s<>«»“”\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|www\.[\w-]+(?:\.[\w-]+)+(?:/[^\s<>«»“”\"]*)?"
)
"""An address that a reader can follow: of a web page or of a mailbox."""
TRAILING: Final = ".,;:!?)،؛؟。"
"""Marks that end a sentence after an address and are no part of it."""

_FIELD: Final = re.compile(r"\{[^{}]*\}")
_VALUE: Final = "X"
"""What stands for a value that is filled in: a letter, which is no mark and no word."""


@dataclass(frozen=True, slots=True)
class PartyNames:
    """All names of a Party, older ones included, in the source and in a locale."""

    english: tuple[str, ...]
    local: tuple[str, ...]


@dataclass(frozen=True)
class Standard:
    """What the translations of one locale are held against."""

    tag: str
    glossary: Glossary = field(default_factory=Glossary)
    cases: tuple[str, ...] = ()
    """Forms of names that its labels may ask for."""
    quotes: tuple[str, ...] = ()
    """Opening and closing quotation marks, then those of quotations in quotations; by default CLDR's."""
    parties: tuple[PartyNames, ...] = ()
    """Names of the Parties, where they are to be compared."""
    is_stale_printed: bool = True
    """Whether a PDF may print a translation that is older than its English."""

    @property
    def language(self) -> str:
        """The language of the locale."""
        return self.tag.partition("-")[0]


@dataclass(frozen=True)
class Pair:
    """One text of a translation: of a message with forms by number, one form."""

    message: Message
    source: str
    """The English that was translated, with codes."""
    text: str
    """The translation, with codes where the message may have them."""
    place: Place
    may_leave_number: bool = False
    """Whether the form is for one number only, so that the number itself need not be said."""
    is_stale: bool = False

    @property
    def is_label(self) -> bool:
        """Whether it is a label of the program, with ``{names}`` to be filled."""
        return self.message.domain in OF_PROGRAM

    @property
    def has_codes(self) -> bool:
        """Whether it may have codes for inline marks."""
        return bool(self.message.prose)

    @cached_property
    def english(self) -> str:
        """The English as a reader sees it: without codes, and of a label with a letter for each ``{name}``."""
        return self._plain(self.source)

    @cached_property
    def words(self) -> str:
        """The translation as a reader sees it; ``english`` is its counterpart."""
        return self._plain(self.text)

    def _plain(self, text: str) -> str:
        if self.is_label:
            return _FIELD.sub(_VALUE, text)
        return plain_words(text) if self.has_codes else text


Rule = Callable[[Pair, Standard], Findings]
"""Yields what is wrong with a text, most of them nothing."""


def without_addresses(text: str) -> str:
    """Return the text with a letter for each address, whose dots and colons are no punctuation."""
    return ADDRESS.sub(lambda match: _VALUE + match[0][len(match[0].rstrip(TRAILING)) :], text)
