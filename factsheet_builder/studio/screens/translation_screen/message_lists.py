"""A locale as it was read -> how far it is, text by text, and the messages of a filter in reading order.

Facts are plain values, which a process hands to another; how they are worded is left to ``translation_views``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from factsheet_builder.builds.translation_desk import domains_for, load_sheets
from factsheet_builder.errors import Severity
from factsheet_builder.languages.codes import plain_words
from factsheet_builder.languages.exchange.inline import Kind, kind_of
from factsheet_builder.languages.exchange.units import message_key
from factsheet_builder.languages.locales import read_current_catalogs, settings_of
from factsheet_builder.languages.messages import Message
from factsheet_builder.languages.reviews import State
from factsheet_builder.languages.upkeep import status
from factsheet_builder.project import Project
from factsheet_builder.studio.screens.translation_screen.locale_reading import ReadLocale, read_locale, signature_of

BEGINS: Final = 140
"""So many letters of a text stand in a list."""


class Show(StrEnum):
    """Which messages are listed."""

    ALL = "all"
    MISSING = "missing"
    STALE = "stale"
    ERRORS = "errors"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Line:
    """One message in a list."""

    key: str
    name: str
    what: str
    """What it is, for translators."""
    begins: str
    state: State
    is_locked: bool
    errors: int
    warnings: int

    def is_in(self, show: Show) -> bool:
        """Whether it is one of those that are to be shown."""
        match show:
            case Show.ALL:
                return True
            case Show.MISSING:
                return not self.is_locked and self.state is State.MISSING
            case Show.STALE:
                return not self.is_locked and self.state is State.STALE
            case Show.ERRORS:
                return self.errors > 0 or self.warnings > 0
            case Show.REVIEW:
                return not self.is_locked and self.state is State.TRANSLATED


@dataclass(frozen=True, slots=True)
class Text:
    """One of the texts that a locale has to translate: a factsheet, names of Parties, words of the program."""

    domain: str
    title: str
    """Empty for what is no factsheet."""
    total: int
    counts: Mapping[Show, int]
    current: int
    """Messages with a translation of the present words."""


@dataclass(frozen=True, slots=True)
class LocaleFacts:
    """How far a locale is, and the messages of one of its texts."""

    tag: str
    source: str
    texts: tuple[Text, ...]
    of: str
    lines: tuple[Line, ...]


def progress(project: Project, tags: tuple[str, ...]) -> dict[str, Mapping[State, int]]:
    """Return how many messages of each locale are in each state, without checking them; official text does not count."""
    return _progress(project, tags, signature_of(project))


@lru_cache(maxsize=4)
def _progress(project: Project, tags: tuple[str, ...], seen: tuple[object, ...]) -> dict[str, Mapping[State, int]]:
    del seen
    sheets, common = load_sheets(project)
    found: dict[str, Mapping[State, int]] = {}
    for tag in tags:
        domains = domains_for(project, tag, sheets, common)
        told = status(tag, settings_of(project, tag), domains, read_current_catalogs(project, tag, domains))
        found[tag] = {state: told.count(state) for state in State}
    return found


def locale_facts(project: Project, tag: str, show: Show, of: str) -> LocaleFacts:
    """Return how far a locale is, with the messages of the text ``of`` that are to be shown.

    Without a text it is the first that has such messages. Raises as ``read_locale``.
    """
    locale = read_locale(project, tag)
    lines = {domain: tuple(_lines(locale, domain)) for domain in locale.domains if locale.domains[domain]}
    titles = {sheet.id: sheet.short_title for sheet in locale.sheets}
    texts = tuple(_text(domain, titles.get(domain, ""), found) for domain, found in lines.items())
    if of not in lines:
        of = next((text.domain for text in texts if text.counts[show]), texts[0].domain if texts else "")
    shown = tuple(line for line in lines.get(of, ()) if line.is_in(show))
    return LocaleFacts(tag, project.source_locale, texts, of, shown)


def _text(domain: str, title: str, lines: tuple[Line, ...]) -> Text:
    own = [line for line in lines if not line.is_locked]
    counts = {show: sum(line.is_in(show) for line in lines) for show in Show}
    return Text(domain, title, len(own), counts, sum(line.state.is_current for line in own))


def _lines(locale: ReadLocale, domain: str) -> Iterator[Line]:
    for message in locale.domains[domain]:
        key = message_key(message)
        problems = locale.problems.get(key, ())
        begins = plain_words(message.source) if kind_of(message) is Kind.PROSE else message.source
        yield Line(
            key,
            message.id or begins[:BEGINS],
            message.comment,
            begins if len(begins) <= BEGINS else f"{begins[:BEGINS]}…",
            locale.translation(message).state,
            message.is_locked,
            sum(problem.severity is Severity.ERROR for problem in problems),
            sum(problem.severity is not Severity.ERROR for problem in problems),
        )


def following(locale: ReadLocale, message: Message, show: Show) -> str:
    """Return the key of the next message that is to be shown, from the beginning again after the last; else nothing."""
    lines = list(_lines(locale, message.domain))
    here = next(index for index, line in enumerate(lines) if line.key == message_key(message))
    return next((line.key for line in (*lines[here + 1 :], *lines[:here]) if line.is_in(show)), "")


def around(locale: ReadLocale, message: Message, show: Show) -> tuple[str, int, int, str]:
    """Return the key before a message that is shown, the place of the message and how many there are, and the key after."""
    lines, key = list(_lines(locale, message.domain)), message_key(message)
    here = next(index for index, line in enumerate(lines) if line.key == key)
    shown = [(index, line.key) for index, line in enumerate(lines) if line.is_in(show)]
    number = next((place for place, (_, one) in enumerate(shown, 1) if one == key), 0)
    before = next((one for index, one in reversed(shown) if index < here), "")
    after = next((one for index, one in shown if index > here), "")
    return before, number, len(shown), after
