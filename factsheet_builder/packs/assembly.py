"""Tabs -> a briefing pack: cover, contents with links, a divider before each tab, labels and bookmarks by tab.

The tabs are finished deliverables, taken as they are. What this room sets itself are the front and the dividers, as views
like any other; joining the files is left to the room ``joining``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from factsheet_builder.content.parties import Party
from factsheet_builder.errors import Diagnostic, Severity
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.pdf.joining.join_findings import Joined, Part
from factsheet_builder.pdf.joining.joining import join
from factsheet_builder.pdf.reading.active_content import PART_SCHEME
from factsheet_builder.views.block_views import ContentsEntry, ContentsView
from factsheet_builder.views.document_view import DocumentView, MastheadView


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


def front(general: DocumentView, localiser: Localiser, party: Party, tabs: Sequence[Tab]) -> DocumentView:
    """Return the view of cover and contents, made from the view of the general factsheet."""
    say = localiser.say
    title = pack_title(general, localiser, party)
    entries = tuple(
        ContentsEntry(
            tab.letter, tab.title, f"{tab.label}1", f"{PART_SCHEME}{tab.key}", say("Go to {title}", title=tab.title)
        )
        for tab in tabs
    )
    contents = ContentsView("contents", say("Contents"), (say("Tab"), say("Title"), say("First page")), entries)
    masthead = replace(
        general.masthead,
        label=say("BRIEFING PACK –"),
        version=say("For {party}", party=localiser.party_in_prose(party)),
    )
    return replace(
        general,
        template="pack-front.html",
        id=f"{general.id}.front",
        title=title,
        running_title=title,
        masthead=masthead,
        blocks=(contents,),
        notes=(),
        imprint=replace(general.imprint, title=say("About this pack"), remark=()) if general.imprint else None,
        glance=None,
    )


def divider(general: DocumentView, localiser: Localiser, party: Party, tab: Tab) -> DocumentView:
    """Return the view of the page that stands before ``tab``."""
    masthead = MastheadView(
        chapter_label=localiser.say("Tab"),
        chapter=tab.letter,
        label=None,
        title=tab.title,
        lead_in=None,
        theme=None,
        emblem=None,
        version=pack_title(general, localiser, party),
    )
    bookmark = f"{tab.letter}  {tab.title}"
    return replace(
        general,
        template="divider.html",
        id=f"{general.id}.{tab.key}",
        title=bookmark,
        running_title=bookmark,
        masthead=masthead,
        blocks=(),
        notes=(),
        glance=None,
        imprint=None,
    )


def pack_title(general: DocumentView, localiser: Localiser, party: Party) -> str:
    """Return the title of a pack."""
    name = localiser.party_name(party)
    return localiser.say("Briefing pack: {title} – {party}", title=general.running_title, party=name)


def assemble(
    front_pdf: bytes, tabs: Sequence[tuple[bytes, Tab]], title: str, language: str, created: datetime
) -> Joined:
    """Return the pack: the front, then for each tab its divider and itself.

    Raises:
        RefusedError: an annex cannot be taken in; one diagnostic for each.
    """
    parts = [Part("cover", front_pdf, label_prefix="", label_style="r", leads=True, is_ours=True)]
    for divider_pdf, tab in tabs:
        parts.append(Part(f"divider {tab.key}", divider_pdf, label_prefix=tab.key, is_ours=True))
        # The contents lead to the page whose label they print, the first of the tab, not to the divider before it.
        part = Part(tab.name, tab.pdf, label_prefix=tab.label, label_style="D", key=tab.key, doubt=tab.doubt)
        parts.append(replace(part, continues=True, is_ours=not tab.is_foreign))
    return join(parts, title=title, language=language, created=created)
