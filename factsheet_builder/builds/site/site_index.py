"""What was delivered × the register -> the view of one page over a folder, so that it can be put on a web server as it is.

In English, as the command is; each link names its language. Links are to files that are there, relative to the folder.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Final
from urllib.parse import quote

from factsheet_builder.builds.records import Record
from factsheet_builder.content.parties import Register
from factsheet_builder.content.publication import Publication
from factsheet_builder.languages.labels import words_of
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import SOURCE_LOCALE
from factsheet_builder.views.contents_view import PageLink
from factsheet_builder.views.site_view import SiteChapter, SiteEntry, SiteLine, SiteView, SiteWords
from factsheet_builder.views.spans import Span

_EDITIONS: Final = {
    "html": "page",
    "screen": "PDF",
    "large": "PDF in large print",
    "press": "PDF for the printer",
    "docx": "Word file for comments",
}
_PACKS: Final = {"html": "briefing pack as pages (ZIP)", "screen": "briefing pack (PDF)"}
_KINDS: Final = ("factsheet", "tailored", "pack")
_WORDS: Final = SiteWords(
    title="Factsheets",
    search="Find a State by its name",
    none_found="No State has these letters in its name.",
    contents="Contents",
    general="General factsheet",
    parties="Versions and briefing packs by State",
)


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """What the page is made from: ``titles`` of factsheets by name, in the order of their chapters."""

    titles: Mapping[str, str]
    register: Register
    publication: Publication

    @property
    def _words(self) -> SiteWords:
        """The words around the files, with those of the publication in place of ours."""
        own = words_of(self.publication)
        return SiteWords(**{name: own.get(words, (words,))[0] for name, words in asdict(_WORDS).items()})

    def view(self, records: Iterable[Record]) -> SiteView:
        """Return the page over the files of ``records``."""
        by_sheet: dict[str, list[Record]] = {name: [] for name in self.titles}
        for record in records:
            by_sheet.setdefault(record.factsheet, []).append(record)
        chapters = tuple(self._chapter(name, found) for name, found in by_sheet.items() if found)
        return SiteView(self._words, self.publication.author, chapters)

    def _chapter(self, name: str, records: Sequence[Record]) -> SiteChapter:
        english = Localiser(SOURCE_LOCALE)
        general = [record for record in records if not record.party]
        codes = {record.party for record in records if record.party}
        known = english.sort_parties(self.register.by_code[code] for code in codes if code in self.register.by_code)
        names: dict[str, str] = {party.code: english.party_name(party) for party in known}
        names |= {code: code for code in sorted(codes - names.keys())}  # no Party of the register any more
        entries = tuple(
            self._entry(shown, code, [record for record in records if record.party == code])
            for code, shown in names.items()
        )
        own = self._entry(self._words.general, "", general) if general else None
        return SiteChapter(name, self.titles.get(name, name), own, entries)

    def _entry(self, name: str, code: str, records: Sequence[Record]) -> SiteEntry:
        ordered = sorted(records, key=lambda record: (record.locale != self.publication.language, record.locale))
        lines = tuple(
            _line(name, locale, list(found)) for locale, found in groupby(ordered, lambda record: record.locale)
        )
        return SiteEntry(name, code, lines)


SITE_PHRASES: Final = tuple(asdict(_WORDS).values())
"""What the page says around the files."""


def _line(name: str, locale: str, records: Sequence[Record]) -> SiteLine:
    theirs = Localiser(locale)
    links = tuple(_links(f"{name}, {theirs.own_name}", locale, records))
    return SiteLine(locale, theirs.direction, theirs.own_name, links)


def _links(whose: str, locale: str, records: Sequence[Record]) -> Iterator[PageLink]:
    order = list(_EDITIONS)
    for record in sorted(records, key=lambda r: (_KINDS.index(r.kind), r.profile, order.index(r.edition))):
        words = (_PACKS if record.kind == "pack" else _EDITIONS)[record.edition]
        if record.profile not in {"", "full"}:
            words = f"{words}, {record.profile}"
        yield PageLink(quote(record.path), (Span("words", words),), locale, name=f"{words}: {whose}")
