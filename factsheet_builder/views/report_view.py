"""What the template of the report sees: what to look at, a grid for each sort of file, what there is to say; frozen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountView:
    """A row of the summary."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class PointView:
    """A file to look at: its name, the anchor of its cell, and why."""

    file: str
    anchor: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """One file in a cell; ``address`` is empty where there is nothing to open, ``said`` where nothing is said of it."""

    anchor: str
    label: str
    address: str
    marks: tuple[str, ...]
    """What asks for a look, in words."""
    facts: tuple[str, ...]
    said: str
    """Anchor of what there is to say of the file."""
    said_label: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """A Party; a locale in which nothing is there or owed has no file, two names of one deliverable have two."""

    heading: str
    cells: tuple[tuple[FileView, ...], ...]


@dataclass(frozen=True, slots=True)
class GridView:
    """All files of one factsheet, kind, profile and edition: Parties × locales."""

    id: str
    title: str
    remark: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A warning, or the reason why no newer file could be made; each part may be empty but for ``what``."""

    lead: str
    place: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class SaidView:
    """What there is to say of files of which the same is said."""

    id: str
    title: str
    files: tuple[str, ...]
    lines: tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What the page says whatever the files are: headings, captions, and what stands where there is nothing."""

    summary: str
    how_many: str
    what: str
    number: str
    look: str
    nothing: str
    unmade: str
    files: str
    pages: str
    none: str
    said: str
    nothing_said: str


@dataclass(frozen=True, slots=True)
class PicturedPage:
    """A page that looks different, as it was and as it is: addresses of pictures (``data:``), empty where there is none."""

    title: str
    said: str
    before: str
    before_words: str
    now: str
    now_words: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A file that looks different from before."""

    id: str
    file: str
    said: str
    pages: tuple[PicturedPage, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole page."""

    words: ReportWords
    title: str
    scope: str
    counts: tuple[CountView, ...]
    points: tuple[PointView, ...]
    extra: tuple[str, ...]
    grids: tuple[GridView, ...]
    said: tuple[SaidView, ...]
    differences: tuple[DifferenceView, ...] = ()
    """Of files that are held against earlier ones in pictures."""
    differences_title: str = ""
    no_differences: str = ""
    """Said where pictures were asked for and nothing looks different."""
