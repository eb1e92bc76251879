"""All that is owed -> what a page links to: other languages, other files of the same text, chapters before and after it.

Addresses are relative, so that the folder can lie anywhere. Only what is owed is linked to, whether it is there already or
not: a page does not depend on the order in which files are made.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.views.browser_view import LinkGroup
from factsheet_builder.views.contents_view import PageLink
from factsheet_builder.views.spans import Span

_PDF: Final = "application/pdf"
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A factsheet as others know it: its number as the report has it, and its title in the locale."""

    name: str
    number: str
    title: str

    @property
    def place(self) -> tuple[int, str, str]:
        """What chapters are sorted by: their number, Roman or Arabic; those without one come last, by name."""
        return _value(self.number) or 10_000, self.number, self.name


@dataclass(frozen=True)
class PageLinks:
    """The links of one page; ``owed`` is all that lies in the folder."""

    page: Deliverable
    owed: Iterable[Deliverable]
    localiser: Localiser

    def groups(self, chapters: Mapping[str, Chapter]) -> tuple[LinkGroup, ...]:
        """Return the links by their titles; ``chapters`` are the factsheets that have a page beside this one, by name."""
        say = self.localiser.say
        found = (
            LinkGroup(say("In other languages:"), tuple(self._languages())),
            LinkGroup(say("Other files of this text:"), tuple(self._files())),
            LinkGroup(say("Other chapters:"), tuple(self._chapters(chapters))),
        )
        return tuple(group for group in found if group.links)

    def neighbours(self) -> tuple[str, ...]:
        """Return the names of the factsheets that have a page like this one."""
        return tuple(sorted(other.factsheet for other in self._like(factsheet=True)))

    @property
    def based_on(self) -> str:
        """Address of what the page was made from: the general text for a version, the source for a translation."""
        general = replace(self.page, kind=Kind.FACTSHEET, party="", profile="", pattern="")
        source = replace(self.page, locale=self.localiser.source_language, pattern="")
        wanted = general if self.page.party else source
        found = next((other for other in self.owed if _key(other) == _key(wanted)), None)
        return self._address(found) if found and _key(found) != _key(self.page) else ""

    def _languages(self) -> Iterator[PageLink]:
        for other in self._like(locale=True):
            if other.locale != self.page.locale:
                theirs = Localiser(other.locale)
                words = (Span("words", theirs.own_name),)
                yield PageLink(self._address(other), words, other.locale, theirs.direction, relation="alternate")

    def _files(self) -> Iterator[PageLink]:
        say = self.localiser.say
        names = {
            Edition.SCREEN: say("PDF"),
            Edition.LARGE: say("PDF in large print"),
            Edition.PRESS: say("PDF for the printer"),
        }
        there = {other.edition: other for other in self._like(edition=True)}
        for edition, words in names.items():
            if edition in there:
                yield PageLink(self._address(there[edition]), (Span("words", words),), media=_PDF, relation="alternate")
        if self.page.party and self.based_on:
            yield PageLink(self.based_on, (Span("words", say("General factsheet")),))

    def _chapters(self, chapters: Mapping[str, Chapter]) -> Iterator[PageLink]:
        say = self.localiser.say
        pages = {other.factsheet: other for other in self._like(factsheet=True)}
        order = sorted((chapter for name, chapter in chapters.items() if name in pages), key=lambda c: c.place)
        names = [chapter.name for chapter in order]
        if self.page.factsheet not in names:
            return
        here = names.index(self.page.factsheet)
        if here:
            before = order[here - 1]
            words = say("Previous: {title}", title=before.title)
            if before.number:
                words = say("Previous: {chapter} {title}", chapter=before.number, title=before.title)
            yield PageLink(self._address(pages[before.name]), (Span("words", words),), relation="prev")
        if here + 1 < len(order):
            after = order[here + 1]
            words = say("Next: {title}", title=after.title)
            if after.number:
                words = say("Next: {chapter} {title}", chapter=after.number, title=after.title)
            yield PageLink(self._address(pages[after.name]), (Span("words", words),), relation="next")

    def _like(self, *, factsheet: bool = False, locale: bool = False, edition: bool = False) -> list[Deliverable]:
        """Return what is owed and differs from the page in nothing but what is named, the page itself with it, sorted."""

        def rest(one: Deliverable) -> Deliverable:
            page = self.page
            return replace(
                one,
                factsheet=page.factsheet if factsheet else one.factsheet,
                locale=page.locale if locale else one.locale,
                edition=page.edition if edition else one.edition,
            )

        return sorted(other for other in self.owed if _key(rest(other)) == _key(self.page))

    def _address(self, other: Deliverable) -> str:
        way = os.path.relpath(str(other.path), str(self.page.path.parent))
        return quote(way)


def _key(deliverable: Deliverable) -> Deliverable:
    return replace(deliverable, pattern="")


def _value(number: str) -> int:
    """Return the value of a number that is written in Arabic or Roman figures; nothing for other words."""
    if number.isdigit():
        return int(number)
    if not re.fullmatch(r"[IVXLC]+", number):
        return 0
    values = [_ROMAN[letter] for letter in number]
    return sum(-v if v < max(values[at:]) else v for at, v in enumerate(values))
