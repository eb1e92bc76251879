"""What the pages of the screen Deliverables show, as plain values."""

from dataclasses import dataclass

from factsheet_builder.errors import Diagnostic


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing to choose files by."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """One file, in words."""

    key: str
    path: str
    name: str
    """Whom it is for and in which language."""
    state: str
    tone: str
    """``good``, ``warning`` or ``error``: how the state is coloured beside its words."""
    pages: str
    size: str
    changed: str
    translated: str
    marks: tuple[str, ...]
    is_there: bool
    is_pdf: bool
    page_count: int


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that differ in Party and language only."""

    anchor: str
    title: str
    files: tuple[FileView, ...]


@dataclass(frozen=True, slots=True)
class DeliverablesView:
    """The list of all files."""

    groups: tuple[FileGroup, ...]
    filters: tuple[Filter, ...]
    counts: tuple[str, ...]
    total: str
    is_narrowed: bool
    extra: tuple[str, ...]
    problems: tuple[Diagnostic, ...]
    delivered: str
    has_files: bool
    may_edit: bool


@dataclass(frozen=True, slots=True)
class PageView:
    """A page in a picture."""

    number: int
    address: str
    alternative: str


@dataclass(frozen=True, slots=True)
class PairView:
    """A page as it was and as it is."""

    title: str
    said: str
    before: PageView | None
    now: PageView | None


@dataclass(frozen=True, slots=True)
class DeliverableView:
    """One file and its pages."""

    file: FileView
    pages: tuple[PageView, ...]
    refusals: tuple[Diagnostic, ...]
    last_good: str
    remarks: tuple[Diagnostic, ...]
    held_against: str
    """What it is held against; empty where there is nothing."""
    is_compared: bool
    difference: str
    pairs: tuple[PairView, ...]
