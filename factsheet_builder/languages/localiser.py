"""How things are said in one locale: messages, names of Parties, lists, dates, order; the only door to Babel.

Formats are CLDR's; names of Parties are the register's own. Reading and merging catalogs is left to ``catalogs``.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from gettext import NullTranslations

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from factsheet_builder.content.parties import Party, PartyName


@dataclass(frozen=True)
class Localiser:
    """One locale, by its BCP 47 tag, with the messages of its catalog; without one, the messages stand as they are."""

    tag: str
    messages: NullTranslations = field(default_factory=NullTranslations)

    @property
    def locale(self) -> Locale:
        """Babel's locale of the tag."""
        return Locale.parse(self.tag, sep="-")

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return str(self.locale.text_direction)

    def say(self, message: str, **values: object) -> str:
        """Return the message in this locale, its ``{names}`` filled with ``values``."""
        return self.messages.gettext(message).format(**values)

    def count(self, singular: str, plural: str, number: int, **values: object) -> str:
        """Return the form of the message that goes with ``number``, which fills ``{number}``."""
        form = self.messages.ngettext(singular, plural, number)
        return form.format(number=self.number(number), **values)

    def number(self, number: float) -> str:
        """Return a number as this locale writes it."""
        return str(format_decimal(number, locale=self.locale))

    def date_in_words(self, day: date) -> str:
        """Return a day in words, for example “10 March 2022”."""
        # CLDR's plain "en" is American; the organisation writes British English.
        british = Locale.parse("en_GB") if self.tag == "en" else self.locale
        return str(format_date(day, format="long", locale=british))

    def join(self, items: Sequence[str]) -> str:
        """Return the items as a list in a sentence, by CLDR's list rules."""
        return str(format_list(list(items), locale=self.locale))

    def party_name(self, party: Party, day: date | None = None) -> str:
        """Return the name in lists: the one in use on ``day``, by default today's."""
        return self._form(party, day).name

    def party_in_prose(self, party: Party, day: date | None = None) -> str:
        """Return the name in a sentence, with its article where the language sets one."""
        form = self._form(party, day)
        return form.prose or form.name

    def sort_parties(self, parties: Iterable[Party], day: date | None = None) -> tuple[Party, ...]:
        """Return the Parties in the order of this locale: by the distinctive word of the name in use on ``day``."""

        def key(party: Party) -> tuple[str, str]:
            form = self._form(party, day)
            return fold(form.sort or form.name), party.code

        return tuple(sorted(parties, key=key))

    def _form(self, party: Party, day: date | None) -> PartyName:
        language = self.tag if self.tag in party.names else next(iter(party.names))
        return party.name_on(day, language) if day else party.current_name(language)


def fold(text: str) -> str:
    """Return ``text`` without case and accents, for comparing names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
