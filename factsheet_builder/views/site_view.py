"""What the template of a folder's index sees: for each chapter its general text and its Parties, with all their files."""

from dataclasses import dataclass

from factsheet_builder.views.contents_view import PageLink


@dataclass(frozen=True, slots=True)
class SiteLine:
    """The files in one language."""

    language: str
    direction: str
    name: str
    """What the language calls itself."""
    links: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class SiteEntry:
    """The files for one Party, or those for everybody."""

    name: str
    code: str
    lines: tuple[SiteLine, ...]


@dataclass(frozen=True, slots=True)
class SiteChapter:
    """The files of one factsheet."""

    id: str
    title: str
    general: SiteEntry | None
    parties: tuple[SiteEntry, ...]


@dataclass(frozen=True, slots=True)
class SiteWords:
    """What the page says whatever the files are."""

    title: str
    search: str
    none_found: str
    contents: str
    general: str
    parties: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """The whole page."""

    words: SiteWords
    author: str
    chapters: tuple[SiteChapter, ...]
