"""A Party of the register -> what the register says of it, for whoever looks it up: codes, names in use, groups, coverage."""

from collections.abc import Iterator
from dataclasses import dataclass

from factsheet_builder.content.parties import Party, PartyName, Register
from factsheet_builder.languages.localiser import Localiser


@dataclass(frozen=True, slots=True)
class NameView:
    """A name in one language, and since when sources have it."""

    language: str
    language_name: str
    name: str
    prose: str
    """The name in a sentence, where that is another."""
    since: str
    """The day in words; nothing for the oldest name."""
    is_current: bool
    source: str


@dataclass(frozen=True, slots=True)
class Covered:
    """Whether a round covers the Party: ``yes``, ``no`` or ``unconfirmed``."""

    round: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a source says, in its words."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """A Party as the register has it."""

    code: str
    alpha2: str
    name: str
    is_member: bool
    names: tuple[NameView, ...]
    groups: tuple[Fact, ...]
    """What each group is called that has the Party."""
    covered: tuple[Covered, ...]
    facts: tuple[Fact, ...]
    line: int
    """Where it begins in the file of the register; 0 where that is not known."""


def facts_of(party: Party, register: Register, reader: Localiser, line: int = 0) -> RegisterFacts:
    """Return what the register says of a Party, in the language of the ``reader``; sources by their titles."""
    sources = register.sources
    groups = (group for group in register.groups if party.code in group.parties)
    return RegisterFacts(
        party.code,
        party.alpha2,
        str(reader.party_name(party)),
        party.member_state,
        tuple(_names(party, register, reader)),
        tuple(Fact(str(reader.group_name(group)), sources.get(group.source, group.source)) for group in groups),
        tuple(Covered(name, one.status, sources.get(one.source, one.source)) for name, one in party.coverage.items()),
        tuple(Fact(one.fact, sources.get(one.source, one.source)) for one in party.facts),
        line,
    )


def _names(party: Party, register: Register, reader: Localiser) -> Iterator[NameView]:
    for language, forms in party.names.items():
        for form in reversed(forms):
            yield NameView(
                language,
                Localiser(language).own_name,
                form.name,
                form.prose if form.prose and form.prose != form.name else "",
                _since(form, reader),
                form is forms[-1],
                register.sources.get(form.source, form.source),
            )


def _since(form: PartyName, reader: Localiser) -> str:
    return str(reader.date_in_words(form.seen_from)) if form.seen_from else ""
