"""Whom a recommendation addresses -> words for its tag and for tables: a phrase, a count, names of Parties, groups or others.

Who is addressed is found by ``addressing``; the words of the text itself are left as they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from factsheet_builder.content import models
from factsheet_builder.content.addressing import (
    groups_with,
    parties_of,
    places_of_ways,
    way_to,
    ways_of,
    words_of_ways,
)
from factsheet_builder.content.parties import Register
from factsheet_builder.documents.context import Context
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.spans import Span, Spans


@dataclass(frozen=True, slots=True)
class AddresseeWording:
    """How one document says who is addressed; blocks are those of the locale."""

    context: Context

    def in_short(self, block: models.Recommendation, *, has_links: bool = True) -> Spans:
        """Return who is addressed in a few words; with ``has_links`` a count leads to the note that lists the Parties."""
        spans: list[Span] = []
        ids = {place: name for name, _, place in words_of_ways(block)}
        lists = [way for way in ways_of(block) if isinstance(way, models.NamedInNote | models.NamedInSentence)]
        for place, way in places_of_ways(block, ()):
            if way in lists[1:]:
                continue  # one number says it of all lists
            found = (self._counted(lists, has_links),) if way in lists else tuple(self._of(way, place, ids))
            spans += [Span("words", "; "), *found] if spans else found
        return tuple(spans)

    def _of(
        self, way: models.OneKind, place: tuple[str | int, ...], ids: dict[tuple[str | int, ...], str]
    ) -> Iterator[Span]:
        context, localiser = self.context, self.context.localiser
        match way:
            case models.OpenPhrase(phrase=phrase):
                yield Span("words", context.line(ids[(*place, "phrase")], phrase))
            case models.NamedInNote() | models.NamedInSentence():
                return  # counted together
            case models.Subject():
                yield Span("words", self.subject())
            case models.GroupsOfParties():
                yield Span("words", self._groups(way))
            case models.Others(names=names):
                said = [context.line(ids[(*place, "names", index)], name) for index, name in enumerate(names)]
                yield Span("words", localiser.join(said))
            case _:
                assert_never(way)

    def _counted(self, lists: Sequence[models.NamedInNote | models.NamedInSentence], has_links: bool) -> Span:
        codes = (code for way in lists for code in parties_of(self.context.sheet, way, self.context.register))
        named, notes = len(set(codes)), [way.note for way in lists if isinstance(way, models.NamedInNote)]
        words = self.context.localiser.count("{number} State named", "{number} States named", named)
        if len(notes) != 1 or not has_links:
            return Span("words", words)
        label = self.context.localiser.say("{words}: go to the list", words=words)
        return Span("link", spans=(Span("words", words),), address=f"#note-{notes[0]}", label=label)

    def _groups(self, way: models.GroupsOfParties) -> str:
        localiser, register = self.context.localiser, self.context.register
        groups = localiser.join([localiser.group_name(register.group_by_id[name]) for name in way.groups])
        named = parties_of(self.context.sheet, way, register)
        words = localiser.count("{groups}: {number} State", "{groups}: {number} States", len(named), groups=groups)
        if not way.excepts:
            return words
        return localiser.say("{words}, without {parties}", words=words, parties=self._names(way.excepts))

    def subject(self) -> str:
        """Return the names of the States that the document is about, as in a list."""
        return self._names(self.context.sheet.about)

    def _names(self, codes: tuple[str, ...]) -> str:
        return names_of(codes, self.context.register, self.context.localiser)

    # Of one Party

    def of_member(self, block: models.Recommendation, party: str) -> str:
        """Return the names of the groups through which a recommendation addresses the Party of that code."""
        localiser = self.context.localiser
        groups = groups_with(block, party, self.context.register)
        return localiser.join([localiser.group_name(group) for group in groups])

    def of_party(self, block: models.Recommendation, party: str) -> str:
        """Return whether and how a recommendation addresses the Party of that code, but for the words of open ones."""
        say = self.context.localiser.say
        way = way_to(self.context.sheet, block, party, self.context.register)
        match way:
            case "subject":
                return say("addressed, as the State that the document is about")
            case "named":
                return say("named")
            case "group":
                return say("addressed, as one of: {groups}", groups=self.of_member(block, party))
            case "open" | "other":
                others = self._others(block)
                return say("addressed to {names}", names=others) if others else say("not named")
            case _:
                assert_never(way)

    def _others(self, block: models.Recommendation) -> str:
        """Return who is addressed where that is neither a list of Parties nor a phrase."""
        localiser = self.context.localiser
        ids = {place: name for name, _, place in words_of_ways(block)}
        found: list[str] = []
        for place, way in places_of_ways(block, ()):
            if isinstance(way, models.Subject):
                found.append(self.subject())
            elif isinstance(way, models.GroupsOfParties):
                known = self.context.register.group_by_id
                found += [localiser.group_name(known[name]) for name in way.groups]
            elif isinstance(way, models.Others):
                found += [
                    self.context.line(ids[(*place, "names", index)], name) for index, name in enumerate(way.names)
                ]
        return localiser.join(found) if found else ""


def names_of(codes: Iterable[str], register: Register, localiser: Localiser) -> str:
    """Return the names of Parties as a list in a sentence, in the order of the locale."""
    parties = localiser.sort_parties(register.by_code[code] for code in codes)
    return localiser.join([localiser.party_in_prose(party) for party in parties])
