"""What a deliverable is made from, as plain values: a sheet, a pack, a pack for browsers; and what is known of it before."""

from dataclasses import dataclass

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.errors import Diagnostic
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.translation import Coverage
from factsheet_builder.packs.assembly import Tab
from factsheet_builder.typesetting.typesetter import Settings
from factsheet_builder.views.browser_view import BrowserView
from factsheet_builder.views.document_view import DocumentView


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document that is set from one view."""

    view: DocumentView
    settings: Settings
    page: BrowserView | None = None
    """What stands around it, where it is for a browser."""


@dataclass(frozen=True, slots=True)
class PackDraft:
    """A pack: its own pages, and the tabs that it takes over from elsewhere.

    ``tabs`` say how each tab is called and numbered, in the order of the pack: first the deliverables that are taken over,
    then the forms, then annexes, which are finished files; their ``pdf`` is empty where it is yet to be made.
    """

    factsheets: tuple[Deliverable, ...]
    """The deliverables that are its first tabs: of each factsheet the version for the Party, and the general text."""
    forms: tuple[Sheet, ...]
    """A reply form of each factsheet that asks anything."""
    front: Sheet
    tabs: tuple[Tab, ...]
    title: str

    @property
    def letters_of_forms(self) -> tuple[str, ...]:
        """The letters of the tabs that are forms."""
        begin = len(self.factsheets)
        return tuple(tab.letter for tab in self.tabs[begin : begin + len(self.forms)])


@dataclass(frozen=True, slots=True)
class SiteDraft:
    """A pack for browsers: its pages by their names in it, the first page first, and the PDFs beside them."""

    pages: tuple[tuple[str, Sheet], ...]
    forms: tuple[tuple[str, Sheet], ...]
    annexes: tuple[tuple[str, bytes], ...]
    title: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What one deliverable is made from, and what is known about it before it is made."""

    deliverable: Deliverable
    made_from: Sheet | PackDraft | SiteDraft
    as_of: str
    """The day that the text speaks as of."""
    title: str
    """Of the document, in the language of the deliverable."""
    coverage: Coverage | None
    """How far the translation is; nothing in the language of the source."""
    diagnostics: tuple[Diagnostic, ...]
    """The warnings about the content."""
    unexpected: tuple[Diagnostic, ...]
    """Those of them that the content does not declare as expected."""


@dataclass(frozen=True, slots=True)
class Localised:
    """How a factsheet is said in a locale, what is doubtful about its translation, and how far that is."""

    localiser: Localiser
    doubts: tuple[Diagnostic, ...]
    coverage: Coverage | None
    """Nothing in the language of the source."""
