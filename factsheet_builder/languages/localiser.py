"""How things are said in one locale: labels, names of Parties, lists, dates, order; formats are CLDR's.

Names of Parties are the register's own, and those of its catalog in a language that the register does not know. Order is
that of the language, by ``collation``. Translating content is left to ``translation``, reading catalogs to ``catalogs``.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from gettext import NullTranslations

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent, get_decimal_symbol

from factsheet_builder.content.locale_settings import OfficialText
from factsheet_builder.content.parties import Group, Party, PartyName
from factsheet_builder.content.publication import TranslationPolicy
from factsheet_builder.errors import Place
from factsheet_builder.languages.catalogs import MISSING, Catalog, Translation
from factsheet_builder.languages.cldr.collation import sort_key
from factsheet_builder.languages.filling import FILLER
from factsheet_builder.languages.filling import Name as Name
from factsheet_builder.languages.isolation import OPENINGS, Spoken, english_of, foreign, of_program
from factsheet_builder.languages.messages import (
    Message,
    group_id,
    group_language,
    group_source,
    name_id,
    register_language,
)
from factsheet_builder.languages.tags import babel_tag, direction_of
from factsheet_builder.project import SOURCE_LOCALE


@dataclass(frozen=True, slots=True)
class SpokenName:
    """What a Party is called on a day in a locale: in lists, in a sentence, and what it is sorted by."""

    name: Spoken
    prose: Name
    sort: str


@dataclass(frozen=True, eq=False)
class Localiser:
    """One locale, by its BCP 47 tag, with all that its folder holds; without that, it says what the source says."""

    tag: str
    catalogs: Mapping[str, Catalog] = field(default_factory=dict)
    """The translations by domain."""
    labels: NullTranslations = field(default_factory=NullTranslations)
    spoken_labels: frozenset[str] | None = None
    """English words of the labels that are translated; ``None`` where the language is that of the program, English."""
    source: str = ""
    """The language of the content; by default this one where it says every label, otherwise English."""
    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What the publication says in place of labels, in the language of the content: a phrase, and its plural or nothing."""
    spoken_words: frozenset[str] = frozenset()
    """Those of them that are translated."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of Parties by their ids in the catalog, where the register has none in this language."""
    cases: tuple[str, ...] = ()
    """Forms of names beside the plain one that this language's messages ask for."""
    articles: tuple[str, ...] = ()
    """Beginnings of names that sorting leaves out of account, as the Arabic article."""
    alike: tuple[str, ...] = ()
    """Groups of letters that sorting takes for one, as the forms of alef."""
    policy: TranslationPolicy = field(default_factory=TranslationPolicy)
    official: OfficialText | None = None
    """Official text of quoted articles in this language."""
    is_reviewed: bool = True
    """Whether the translation as a whole was reviewed."""

    def with_words(self, words: Mapping[str, tuple[str, str]]) -> "Localiser":
        """Return the localiser that says the phrases of a publication; this one where it has some."""
        return replace(self, words=words) if words and not self.words else self

    def translation(self, message: Message) -> Translation:
        """Return the translation of a message."""
        catalog = self.catalogs.get(message.domain)
        return catalog.of(message) if catalog else MISSING

    def place(self, message: Message) -> Place:
        """Return where the translation of a message stands."""
        catalog = self.catalogs.get(message.domain)
        return catalog.place(message) if catalog else Place(passage=message.id)

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale of the tag."""
        return Locale.parse(babel_tag(self.tag), sep="-")

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return direction_of(self.tag)

    @property
    def own_name(self) -> str:
        """What the language calls itself, as the first word of a line."""
        return begin_sentence(str(self.locale.get_display_name(self.locale)))

    def say(self, message: str, **values: object) -> str:
        """Return the message in this locale, its ``{names}`` filled with ``values``."""
        if message in self.words:
            return self._own_words(self.words[message], None, values)
        if self._is_spoken(message):
            return FILLER.vformat(self.labels.gettext(message), (), values)
        return self._of_program(message, values)

    def count(self, singular: str, plural: str, number: int, **values: object) -> str:
        """Return the form of the message that goes with ``number``, which fills ``{number}``."""
        values = {"number": self.number(number), **values}
        if singular in self.words:
            return self._own_words(self.words[singular], number, values)
        if self._is_spoken(singular):
            return FILLER.vformat(self.labels.ngettext(singular, plural, number), (), values)
        return self._of_program(singular if number == 1 else plural, values)

    def _own_words(self, forms: tuple[str, str], number: int | None, values: Mapping[str, object]) -> str:
        """Return what the publication says in place of a label: translated where this is another language."""
        is_translated = forms[0] in self.spoken_words
        if is_translated and not self.is_source:
            said = self.labels.gettext(forms[0]) if number is None else self.labels.ngettext(*forms, number)
            return FILLER.vformat(said, (), values)
        source = Locale.parse(babel_tag(self.source_language), sep="-")
        form = forms[0] if number is None or source.plural_form(number) == "one" else forms[1]
        if self.is_source:
            return FILLER.vformat(form, (), values)
        original = FILLER.vformat(form, (), {name: english_of(value) for name, value in values.items()})
        return self._foreign(original, self.source_language)

    def _of_program(self, message: str, values: Mapping[str, object]) -> Spoken:
        """Return a label in the words of the program, which this locale has no translation of."""
        english = FILLER.vformat(message, (), {name: english_of(value) for name, value in values.items()})
        return self._foreign(english, SOURCE_LOCALE)

    def _foreign(self, words: str, language: str) -> Spoken:
        """Return words that are not of this locale: of the content's language, or else of the program's."""
        return foreign(words, language) if language == self.source_language else of_program(words)

    def _is_spoken(self, label: str) -> bool:
        return self.spoken_labels is None or label in self.spoken_labels

    @property
    def source_language(self) -> str:
        """The language that the content is written in."""
        return self.source or (self.tag if self.spoken_labels is None else SOURCE_LOCALE)

    @property
    def is_source(self) -> bool:
        """Whether the content is written in this language."""
        return self.tag == self.source_language

    def of_source(self, words: str) -> str:
        """Return words of the source that stand in this locale's document without a translation."""
        return words if self.is_source else foreign(words, self.source_language)

    def language_of(self, words: str) -> str:
        """Return the language of words that were said here: this one, that of the content, or that of the program."""
        said = Spoken.of(words)
        if not said.is_foreign:
            return self.tag
        return SOURCE_LOCALE if said.is_of_program else self.source_language

    def number(self, number: float) -> str:
        """Return a number as this locale writes it, with all the digits that it has."""
        said, english = (format_decimal(number, locale=one, decimal_quantization=False) for one in self._with_source)
        return Spoken(f"{self._before_sign(number)}{said}", english)

    def decimal(self, number: Decimal, decimals: int | None = None) -> str:
        """Return a number with so many decimals, by default those that it is written with.

        One that is not nothing is never rounded to nothing: it keeps as many decimals as show its first digit.
        """
        own = max(0, -int(number.as_tuple().exponent))
        places = own if decimals is None else decimals
        if number and not _rounded(number, places):
            places = min(own, -number.adjusted())
        rounded = _rounded(number, places)
        said, english = (
            format_decimal(rounded, format=_with_decimals(one, places), locale=one) for one in self._with_source
        )
        return Spoken(f"{self._before_sign(rounded)}{said}", english)

    def _before_sign(self, number: float | Decimal) -> str:
        """Return the mark that keeps a sign before its number among letters from right to left (UAX 9)."""
        return "\N{LEFT-TO-RIGHT MARK}" if number < 0 and self.direction == "rtl" else ""

    def in_hundredths(self, words: str) -> str:
        """Return a number that is said already with the sign for per cent, as this locale sets it."""
        said, english = (
            re.sub(r"[#,.0]+", lambda _: words, str(one.percent_formats[None].pattern)) for one in self._with_source
        )
        return Spoken(said, english)

    @property
    def decimal_mark(self) -> str:
        """What stands before the decimals of a number."""
        return str(get_decimal_symbol(self._with_source[0]))

    def percent(self, hundredths: float) -> str:
        """Return so many hundredths as this locale writes them, with all the digits that the number has."""
        share = Decimal(repr(hundredths)) / 100
        said, english = (format_percent(share, locale=one, decimal_quantization=False) for one in self._with_source)
        return Spoken(said, english)

    def folio(self) -> tuple[str, str, str]:
        """Return the words before, between and after the number of a page and that of all pages."""
        page, pages = "\N{INVISIBLE SEPARATOR}", "\N{INVISIBLE TIMES}"
        before, _, rest = self.say("{page} / {pages}", page=page, pages=pages).partition(page)
        between, _, after = rest.partition(pages)
        return before, between, after

    def date_in_words(self, day: date) -> str:
        """Return a day in words, for example “10 March 2022”."""
        said, english = (format_date(day, format="long", locale=one) for one in self._with_source)
        return Spoken(said, english)

    def date_in_short(self, day: date) -> str:
        """Return a day as a table has room for it, for example “10 Mar 2022”."""
        said, english = (format_date(day, format="medium", locale=one) for one in self._with_source)
        return Spoken(said, english)

    @cached_property
    def _with_source(self) -> tuple[Locale, Locale]:
        """The locale whose formats are used, and that of words that have no translation."""
        return _format_locale(self.tag), _format_locale(self.source_language)

    def join(self, items: Sequence[str]) -> str:
        """Return the items as a list in a sentence, by CLDR's list rules: those of the source where all are the source's."""
        source = Locale.parse(babel_tag(self.source_language), sep="-")
        english = str(format_list([str(english_of(item)) for item in items], locale=source))
        if items and all(isinstance(item, Spoken) and item.is_foreign for item in items):
            return Spoken.of(items[0]).same(english)
        return Spoken(str(format_list(list(items), locale=self.locale)), english)

    def offer(self, items: Sequence[str]) -> str:
        """Return the items as a list to choose from, by CLDR's list rules."""
        return str(format_list(list(items), style="or", locale=self.locale))

    def party_name(self, party: Party, day: date | None = None) -> Spoken:
        """Return the name in lists: the one in use on ``day``, by default today's."""
        return self._spoken(party, day).name

    def group_name(self, group: Group) -> Spoken:
        """Return what a group of Parties is called: by the register, by the catalog, or else in the source's language."""
        language = group_language(group, self.tag)
        source = group.names[group_source(group)]
        said = group.names[language] if language else self.names.get(group_id(group))
        return Spoken(said or source, source) if said or self.spoken_labels is None else foreign(source)

    def party_in_prose(self, party: Party, day: date | None = None) -> Name:
        """Return the name in a sentence, with its article where the language sets one, and its cases."""
        return self._spoken(party, day).prose

    def sort_parties(self, parties: Iterable[Party], day: date | None = None) -> tuple[Party, ...]:
        """Return the Parties in the order of this locale: by the distinctive word of the name in use on ``day``."""

        def key(party: Party) -> tuple[bytes, str]:
            return sort_key(self._distinctive(self._spoken(party, day).sort), self.tag), party.code

        return tuple(sorted(parties, key=key))

    def sort_key(self, words: str) -> bytes:
        """Return what words are sorted by in this locale, by comparing bytes."""
        return sort_key(words, self.tag)

    def _distinctive(self, name: str) -> str:
        """Return the name as its language sorts it: without its article, letters that count as one as the first of them."""
        article = next((article for article in self.articles if name.startswith(article)), "")
        name = name.removeprefix(article)
        for letters in self.alike:
            name = name.translate(dict.fromkeys(map(ord, letters), letters[0]))
        return name

    def _spoken(self, party: Party, day: date | None) -> SpokenName:
        """Return what the Party is called: by the register, or by the catalog where that does not know the language."""
        language = register_language(party, self.tag)
        english = party.language_for(self.source_language)
        position = party.position_on(day, english)
        form = party.names[language][party.position_on(day, language)] if language else party.names[english][position]
        if not language and (name := self.names.get(name_id(party, position, english))):
            prose, sort = (self.names.get(name_id(party, position, english, part)) for part in ("prose", "sort"))
            form = PartyName(name=name, prose=prose, sort=sort, source=form.source)
        cases = {case: self.names.get(name_id(party, position, english, case), "") for case in self.cases}
        source = party.names[english][position]
        is_foreign = form is source and not language and not (self.is_source and self.spoken_labels is None)
        name, prose = (
            self._foreign(own, english) if is_foreign else Spoken(own, theirs)
            for own, theirs in ((form.name, source.name), (form.prose or form.name, source.prose or source.name))
        )
        prose_name = Name.with_cases(prose, {case: name for case, name in cases.items() if name})
        return SpokenName(name, prose_name, form.sort or form.name)


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _with_decimals(locale: Locale, places: int) -> str:
    """Return the locale's pattern of numbers with a fixed number of decimals."""
    whole = str(locale.decimal_formats[None].pattern).partition(".")[0]
    return f"{whole}.{'0' * places}" if places else whole


def _format_locale(tag: str) -> Locale:
    """Return the locale of a tag for numbers and dates."""
    locale = Locale.parse(babel_tag(tag), sep="-")
    # CLDR's plain "en" is American; what says no region is in British English.
    return Locale.parse("en_GB") if str(locale) == "en" else locale


def begin_sentence(text: str) -> str:
    """Return ``text`` with a capital first letter, where its script has such letters for words.

    Georgian capitals are for whole words: title case leaves the letter as it is.
    """
    marks = len(text) - len(text.lstrip(OPENINGS))
    return text[:marks] + text[marks : marks + 1].title() + text[marks + 1 :]


def fold(text: str) -> str:
    """Return ``text`` without case and accents, for comparing names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
