"""A pack that is owed -> its draft: tabs of one factsheet or several, reply forms, annexes, cover; for paper and browsers.

Views and settings are those of ``drafts``, which this asks for what it needs; joining the tabs is left to ``packs``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Protocol

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafting.annexes import find_annexes, titles_of
from factsheet_builder.builds.drafting.draft_kinds import Localised, PackDraft, Sheet, SiteDraft
from factsheet_builder.builds.inputs import Content
from factsheet_builder.builds.site.pack_site import INDEX, annex_name, form_name, index_view, members
from factsheet_builder.content.addressing import is_of_concern
from factsheet_builder.content.parties import Party
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.documents.block_wording.addressee_wording import names_of
from factsheet_builder.documents.unpaged import without_pages
from factsheet_builder.errors import Place, SurroundingsError
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.packs.assembly import Tab, front, pack_title
from factsheet_builder.packs.joined_front import as_one
from factsheet_builder.pdf.tagging.claims import Attachment, Conformance
from factsheet_builder.project import Project
from factsheet_builder.replies.reply_form import asked_of, reply_form
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.typesetting.typesetter import Settings
from factsheet_builder.views.document_view import DocumentView

_FIRST_OF_ANNEXES: Final = "D"
"""The letter of annexes in a pack of the usual size."""


class Rooms(Protocol):
    """What drafts know, and packs ask for."""

    @property
    def project(self) -> Project:
        """The project."""

    def content(self, name: str) -> Content:
        """Return the checked content of a factsheet."""

    def said(self, content: Content, locale: str) -> Localised:
        """Return how a factsheet is said in a locale."""

    def view(self, content: Content, locale: str, party: Party | None = None, profile: str = "") -> DocumentView:
        """Return the view of the general factsheet or of a version."""

    def sheet(self, content: Content, deliverable: Deliverable, owed: Iterable[Deliverable] = ()) -> Sheet:
        """Return a document that is no pack."""

    def page(
        self, content: Content, deliverable: Deliverable, view: DocumentView, owed: Iterable[Deliverable]
    ) -> Sheet:
        """Return a view as a page for a browser."""

    def named(self, deliverable: Deliverable) -> Deliverable:
        """Return the deliverable by the name that it is owed by."""

    def settings(self, content: Content, edition: Edition, attachments: tuple[Attachment, ...]) -> Settings:
        """Return what a PDF is to be."""

    def attachment(self, content: Content, party: Party | None, localiser: Localiser) -> Attachment:
        """Return the data that a PDF carries."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one factsheet gives to a pack."""

    content: Content
    localiser: Localiser
    general_view: DocumentView
    general: Deliverable
    tailored: Deliverable
    version_view: DocumentView
    form: DocumentView | None
    """Nothing where nothing is asked."""


@dataclass(frozen=True, slots=True)
class PackDrafter:
    """Drafts one pack."""

    rooms: Rooms
    deliverable: Deliverable

    def draft(self) -> PackDraft | SiteDraft:
        """Return what the pack is made from, for its edition."""
        return self._site() if self.deliverable.edition is Edition.HTML else self._pack()

    def _pack(self) -> PackDraft:
        parts = [self._part(name) for name in self.deliverable.members]
        first = parts[0]
        common, localiser = first.content.common, first.localiser
        party, packs = common.register.by_code[self.deliverable.party], common.publication.packs
        has_general = packs.general == "tab"
        view = as_one([part.general_view for part in parts], self.deliverable.factsheet, self._title(), localiser)
        named = list(self._tabs(parts, has_general=has_general))
        tabs = (*(tab for tab, _ in named), *self._annexes(localiser, party, len(named)))
        elsewhere = "" if has_general else packs.address or ""
        pages = front(view, localiser, party, [*named, *((tab, None) for tab in tabs[len(named) :])], elsewhere)
        return PackDraft(
            factsheets=tuple(d for p in parts for d in ((p.tailored, p.general) if has_general else (p.tailored,))),
            forms=tuple(Sheet(part.form, self._settings(part)) for part in parts if part.form),
            front=Sheet(pages, self._settings(first)),
            tabs=tabs,
            title=pack_title(view, localiser, party),
        )

    def _part(self, name: str) -> _Part:
        rooms, deliverable = self.rooms, self.deliverable
        content = rooms.content(name)
        common, localiser = content.common, rooms.said(content, deliverable.locale).localiser
        party = common.register.by_code[deliverable.party]
        version = replace(
            deliverable,
            factsheet=name,
            kind=Kind.TAILORED,
            edition=Edition.SCREEN,
            pattern="",
            factsheets=(),
            titles=(),
        )
        tailored = rooms.named(version)
        asks = _asks(content, party)
        form = reply_form(content.text_for(), common.register, common.publication, localiser, party) if asks else None
        return _Part(
            content,
            localiser,
            rooms.view(content, deliverable.locale),
            rooms.named(Deliverable(name, deliverable.locale)),
            tailored,
            rooms.sheet(content, tailored).view,
            form,
        )

    def _settings(self, part: _Part) -> Settings:
        conformance = Conformance(part.content.common.publication.conformance)
        # PDF/A-4f owes an attachment in each part that is joined.
        is_owed = conformance is Conformance.UA2_A4F
        attachments = (self.rooms.attachment(part.content, None, part.localiser),) if is_owed else ()
        return self.rooms.settings(part.content, Edition.SCREEN, attachments)

    def _title(self) -> str:
        return dict(self.deliverable.titles).get(self.deliverable.locale, "")

    def _tabs(self, parts: list[_Part], *, has_general: bool) -> Iterator[tuple[Tab, DocumentView]]:
        """Yield our own tabs with their views: of each factsheet version and general text, then the forms."""
        found: list[tuple[str, str, DocumentView]] = []
        for part in parts:
            say = part.localiser.say
            found.append((self._for_party(part), "tailored factsheet", part.version_view))
            if has_general:
                found.append((say("General factsheet"), "general factsheet", part.general_view))
        found += [(part.localiser.say("Reply form"), "reply form", part.form) for part in parts if part.form]
        of = [part for part in parts for _ in range(2 if has_general else 1)] + [part for part in parts if part.form]
        for number, ((title, name, view), part) in enumerate(zip(found, of, strict=True)):
            letter = chr(ord("A") + number)
            if len(parts) > 1:
                title = part.localiser.say("{label}: {words}", label=part.general_view.running_title, words=title)
                name = f"{name} {part.content.sheet.id}"
            yield Tab(letter, title, name, b"", f"{letter}-"), view

    def _for_party(self, part: _Part) -> str:
        sheet, register, localiser = part.content.sheet, part.content.common.register, part.localiser
        name = localiser.party_in_prose(register.by_code[self.deliverable.party])
        if is_of_concern(sheet, self.deliverable.party):
            return localiser.say("Factsheet for {party}", party=name)
        about = names_of(sheet.about, register, localiser)
        return localiser.say("Factsheet about {subject}, for {party}", subject=about, party=name)

    def _annexes(self, localiser: Localiser, party: Party, before: int) -> Iterator[Tab]:
        """Yield the annexes of all Parties, then the Party's own, by the names of their files."""
        project = self.rooms.project
        letter = max(_FIRST_OF_ANNEXES, chr(ord("A") + before))
        titles = titles_of(project, party, localiser)
        for number, path in enumerate(find_annexes(project, party), 1):
            name = titles.get(path) or path.stem.replace("_", " ")
            title = localiser.say("Annex: {name}", name=name)
            label = f"{letter}{number}"
            try:
                yield Tab(label, title, f"annex {path.name}", path.read_bytes(), f"{label}-", is_foreign=True)
            except OSError as error:
                place = Place(project.relative(path))
                what = f"The annex cannot be read: {error.strerror}."
                raise SurroundingsError.of("unreadable", what, "Check its permissions.", place) from error

    # For browsers

    def _site(self) -> SiteDraft:
        deliverable, rooms = self.deliverable, self.rooms
        pack = PackDrafter(rooms, replace(deliverable, edition=Edition.SCREEN))._pack()
        content = rooms.content(deliverable.members[0])
        localiser = rooms.said(content, deliverable.locale).localiser
        inside = members(deliverable, has_general=content.common.publication.packs.general == "tab")
        annexes = tuple((annex_name(tab), tab.pdf) for tab in pack.tabs if tab.is_foreign)
        asking = [name for name in deliverable.members if _asks_of(rooms, name, deliverable.party)]
        forms = tuple((form_name(deliverable, name), form) for name, form in zip(asking, pack.forms, strict=True))
        names = (*(str(member.path) for member in inside), *(n for n, _ in forms), *(n for n, _ in annexes))
        titles = [f"{tab.letter} {tab.title}" for tab in pack.tabs]
        view = index_view(pack.front.view, tuple(zip(titles, names, strict=True)), localiser)
        index = rooms.page(content, deliverable, without_pages(view, localiser), ())
        pages = tuple((str(one.path), rooms.sheet(rooms.content(one.factsheet), one, inside)) for one in inside)
        return SiteDraft(((INDEX, index), *pages), forms, annexes, pack.title)


def _asks(content: Content, party: Party) -> bool:
    """Tell whether a factsheet has a reply form for the Party: not where it recommends nothing, or nothing to others."""
    sheet, register = content.sheet, content.common.register
    if asked_of(sheet, party.code, register):
        return True
    return any(block.kind == "recommendation" for _, block in blocks_of(sheet)) and is_of_concern(sheet, party.code)


def _asks_of(rooms: Rooms, name: str, party: str) -> bool:
    content = rooms.content(name)
    return _asks(content, content.common.register.by_code[party])
