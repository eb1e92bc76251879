"""Tabs -> a briefing pack: cover and contents with links, labels, folios and bookmarks by tab, an edge tab on each page.

The tabs are finished deliverables, taken as they are but for their folios. What this room sets itself is the front, as a
view like any other, and the stamps; joining the files is left to the room ``joining``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from factsheet_builder.content.parties import Party
from factsheet_builder.documents.context import foreign_span
from factsheet_builder.errors import Diagnostic, Severity
from factsheet_builder.languages.isolation import Spoken, without_isolates
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.pdf.joining.join_findings import About, Joined, Part
from factsheet_builder.pdf.joining.joining import join
from factsheet_builder.pdf.reading.active_content import PART_SCHEME
from factsheet_builder.pdf.reading.named_places import turned_pages
from factsheet_builder.views.block_views import SectionView
from factsheet_builder.views.contents_view import ContentsEntry, ContentsSection, ContentsView, StampsView, StampView
from factsheet_builder.views.document_view import DocumentView, ImprintView
from factsheet_builder.views.spans import Span, Spans


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of a pack: its letter, its title, and the label that its pages are numbered with (``A-``)."""

    letter: str
    title: str
    name: str
    """What reports call it."""
    pdf: bytes
    label: str
    is_foreign: bool = False
    """Whether it was not made here."""
    problems: tuple[Diagnostic, ...] = ()
    """What was found in a foreign one; an error spoils what it claims."""

    @property
    def doubt(self) -> str:
        """Why its claims are not believed, or nothing."""
        return next((problem.what for problem in self.problems if problem.severity is Severity.ERROR), "")

    @property
    def key(self) -> str:
        """What links call it."""
        return self.label.rstrip("-")


def front(
    general: DocumentView,
    localiser: Localiser,
    party: Party,
    tabs: Sequence[tuple[Tab, DocumentView | None]],
    elsewhere: str = "",
) -> DocumentView:
    """Return the view of cover and contents, made from the view of the general factsheet and those of our own tabs.

    ``elsewhere`` is where the general factsheet is published, if it is no tab.
    """
    say = localiser.say
    title = pack_title(general, localiser, party)
    entries = tuple(
        ContentsEntry(
            tab.letter,
            tab.title,
            f"{tab.label}1",
            f"{PART_SCHEME}{tab.key}",
            say("Go to {title}", title=tab.title),
            tuple(_sections(tab, view, localiser)) if view else (),
        )
        for tab, view in tabs
    )
    contents = ContentsView("contents", say("Contents"), say("Tab"), entries)
    version = say("For {party}", party=localiser.party_in_prose(party))
    masthead = general.masthead.relabelled(say("BRIEFING PACK"), version)
    return replace(
        general,
        template="pack-front.html",
        id=f"{general.id}.front",
        title=without_isolates(title),
        running_title=title,
        masthead=masthead,
        blocks=(contents,),
        notes=(),
        endnotes=None,
        contents=None,
        imprint=_imprint(general.imprint, localiser, elsewhere) if general.imprint else None,
        glance=None,
    )


def _imprint(general: ImprintView, localiser: Localiser, elsewhere: str) -> ImprintView:
    paragraphs = general.paragraphs
    if elsewhere:
        mark = "\N{INVISIBLE SEPARATOR}"
        said = Spoken.of(
            localiser.say("The general factsheet is no part of this pack; it is published at {address}.", address=mark)
        )
        before, after = said.around(mark)
        label = localiser.say("{words} (opens {address})", words=elsewhere, address=elsewhere)
        link = Span("link", spans=(Span("whole-words", elsewhere),), address=elsewhere, label=label)
        sentence: Spans = (Span("words", before), link, Span("words", after))
        if said.is_foreign:
            sentence = (foreign_span(sentence, localiser.language_of(said)),)
        paragraphs = (sentence, *paragraphs)
    return replace(general, title=localiser.say("About this pack"), paragraphs=paragraphs, remark=())


def _sections(tab: Tab, view: DocumentView, localiser: Localiser) -> Iterator[ContentsSection]:
    """Yield what a tab has: its first page at a glance, and its sections."""
    names = [("glance", view.glance.title)] if view.glance else []
    names += [(block.id, block.running) for block in view.blocks if isinstance(block, SectionView)]
    for name, title in names:
        address = f"{PART_SCHEME}{tab.key}#{name}"
        label = localiser.say("Go to {title}", title=title)
        link = Span("link", spans=(Span("words", title),), address=address, label=label)
        yield ContentsSection((link,), (Span("page", address=address),))


_PITCH_MM, _ROOM_MM = 28, 140
"""From one edge tab to the next, and from the first to the last that a page has room for."""


def stamps(view: DocumentView, cover_pages: int, tabs: Sequence[tuple[Tab, int]]) -> StampsView:
    """Return what is stamped on the pages of a pack: the cover is numbered i, ii, …, our own tabs A-1, A-2 and so on."""
    pages = [StampView(_roman(number), "", 0) for number in range(1, cover_pages + 1)]
    for step, (tab, count) in enumerate(tabs):
        if not tab.is_foreign:
            turned = turned_pages(tab.pdf)
            pages += [
                StampView(f"{tab.label}{number}", tab.letter, step, number in turned) for number in range(1, count + 1)
            ]
    last = max((page.step for page in pages), default=0)
    return StampsView(view.language, view.direction, tuple(pages), min(_PITCH_MM, _ROOM_MM // max(last, 1)))


def _roman(number: int) -> str:
    """Return a number of few pages as readers write the label of style ``r``."""
    for value, letters in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        if number >= value:
            return letters + _roman(number - value)
    return ""


def folios(tab: Tab, places: Mapping[str, int]) -> dict[str, str]:
    """Return the folios of the named places of a tab, by the addresses that its contents have; pages count from 1."""
    return {f"{PART_SCHEME}{tab.key}#{name}": f"{tab.label}{page}" for name, page in places.items()}


def pack_title(general: DocumentView, localiser: Localiser, party: Party) -> str:
    """Return the title of a pack."""
    name = localiser.party_name(party)
    return without_isolates(localiser.say("Briefing pack: {title} – {party}", title=general.running_title, party=name))


def assemble(front_pdf: bytes, tabs: Sequence[Tab], stamps_pdf: bytes, view: DocumentView, created: datetime) -> Joined:
    """Return the pack: the front, then each tab, stamped with its folios; ``view`` is that of the front.

    Raises:
        RefusedError: an annex cannot be taken in; one diagnostic for each.
    """
    parts = [Part("cover", front_pdf, label_prefix="", label_style="r", leads=True, is_ours=True)]
    for tab in tabs:
        part = Part(tab.name, tab.pdf, label_prefix=tab.label, label_style="D", key=tab.key, doubt=tab.doubt)
        parts.append(replace(part, title=f"{tab.letter}  {tab.title}", is_ours=not tab.is_foreign))
    about = About(view.author, view.description, view.keywords)
    return join(parts, title=view.title, language=view.language, created=created, stamps=stamps_pdf, about=about)
