"""Checked content -> drafts: for each deliverable the views that are set for it, with what their PDFs are to be.

Drafts are plain values: what is printed is all in them, so that they can be fingerprinted, and made into PDFs by a worker
that knows nothing of content. Setting them is left to ``maker``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from functools import partial

from factsheet_builder.builds.annexes import check_annexes, find_annexes
from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.inputs import Content, load_content
from factsheet_builder.builds.site.pack_site import FORM, INDEX, annex_name, index_view, members
from factsheet_builder.builds.site.page_links import Chapter, PageLinks
from factsheet_builder.builds.translations import checked_localiser
from factsheet_builder.content.parties import Party
from factsheet_builder.content.party_data import party_data
from factsheet_builder.content.reading.data_file import data_file
from factsheet_builder.documents.bilingual import bilingual_edition, for_review
from factsheet_builder.documents.block_wording.desk import Version
from factsheet_builder.documents.browser_page import Around, browser_view
from factsheet_builder.documents.selection import Selection, select
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.documents.unpaged import without_pages
from factsheet_builder.errors import Diagnostic, FactsheetError, Place, SurroundingsError
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.translation import Coverage, translate_factsheet
from factsheet_builder.packs.assembly import Tab, front, pack_title
from factsheet_builder.pdf.press.colour import PrintCondition, read_condition
from factsheet_builder.pdf.tagging.tag_writer import Attachment, Conformance
from factsheet_builder.project import Project
from factsheet_builder.replies.reply_form import reply_form
from factsheet_builder.typesetting.design import Design, Face
from factsheet_builder.typesetting.editions import Edition
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

    ``tailored`` and ``general`` name the deliverables that are its first tabs; ``annexes`` are finished files. ``tabs``
    say how each tab is called and numbered, in the order of the pack; their ``pdf`` is empty where it is yet to be made.
    """

    tailored: Deliverable
    general: Deliverable
    form: Sheet
    front: Sheet
    tabs: tuple[Tab, ...]
    title: str
    has_general: bool = True
    """Whether the general factsheet is a tab of it."""

    @property
    def factsheets(self) -> tuple[Deliverable, ...]:
        """The deliverables that are its first tabs, in their order."""
        return (self.tailored, self.general) if self.has_general else (self.tailored,)


@dataclass(frozen=True, slots=True)
class SiteDraft:
    """A pack for browsers: its pages by their names in it, the first page first, and the PDFs beside them."""

    pages: tuple[tuple[str, Sheet], ...]
    form: Sheet
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


@dataclass
class Drafter:
    """Drafts the deliverables of a project; keeps what they share. ``owed`` are known by the names they are owed by."""

    project: Project
    owed: Iterable[Deliverable] = ()
    _contents: dict[str, Content] = field(default_factory=dict)
    _drafts: dict[Deliverable, Draft] = field(default_factory=dict)
    _conditions: dict[str, PrintCondition | None] = field(default_factory=dict)
    _views: dict[tuple[str, ...], DocumentView] = field(default_factory=dict)
    _localised: dict[tuple[str, str, bool], Localised] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names = {replace(deliverable, pattern=""): deliverable for deliverable in self.owed}

    def draft(self, deliverable: Deliverable) -> Draft:
        """Return what ``deliverable`` is made from.

        Raises:
            ContentError: the content is not valid.
            SurroundingsError: a file is missing or cannot be read.
        """
        if deliverable not in self._drafts:
            content = self._content(deliverable.factsheet)
            is_pack = deliverable.kind is Kind.PACK
            made_from = self._pack_or_site(content, deliverable) if is_pack else self._sheet(content, deliverable)
            as_of = content.sheet.round.adopted.isoformat()
            title = made_from.view.title if isinstance(made_from, Sheet) else made_from.title
            said = self._said(content, deliverable.locale, is_for_review=deliverable.kind is Kind.BILINGUAL)
            beside = [*said.doubts, *(self._beside_annexes(content, deliverable) if is_pack else ())]
            told = partial(content.told_to, deliverable.party)
            found, unexpected = (
                tuple(told((*content.diagnostics, *beside))),
                tuple(told((*content.unexpected, *beside))),
            )
            self._drafts[deliverable] = Draft(deliverable, made_from, as_of, title, said.coverage, found, unexpected)
        return self._drafts[deliverable]

    def _content(self, name: str) -> Content:
        if name not in self._contents:
            self._contents[name] = load_content(self.project, name)
        return self._contents[name]

    def _sheet(self, content: Content, deliverable: Deliverable, owed: Iterable[Deliverable] = ()) -> Sheet:
        common = content.common
        if deliverable.kind is Kind.BILINGUAL:
            reviewed = self._said(content, deliverable.locale, is_for_review=True).localiser
            both = bilingual_edition(content.text_for(), common.register, common.publication, reviewed)
            return Sheet(both, self._settings(content, deliverable.edition, ()))
        localiser = self._said(content, deliverable.locale).localiser
        party = common.register.by_code.get(deliverable.party)
        view = self._view(content, deliverable.locale, party, deliverable.profile)
        if deliverable.edition is Edition.HTML:
            return self._page(content, deliverable, without_pages(view, localiser), owed or self.owed)
        return Sheet(view, self._settings(content, deliverable.edition, (_attachment(content, party, localiser),)))

    def _page(
        self, content: Content, deliverable: Deliverable, view: DocumentView, owed: Iterable[Deliverable]
    ) -> Sheet:
        """Return a document without pages as a page for a browser, with links to what else is ``owed``."""
        localiser = self._said(content, deliverable.locale).localiser
        page = browser_view(view, self._around(content, deliverable, owed), localiser)
        return Sheet(view, self._settings(content, Edition.HTML, ()), page)

    def _around(self, content: Content, deliverable: Deliverable, owed: Iterable[Deliverable]) -> Around:
        """Return what is known of a page's surroundings."""
        publication, localiser = content.common.publication, self._said(content, deliverable.locale).localiser
        links = PageLinks(deliverable, tuple(owed), localiser)
        chapters = {name: self._chapter(name, deliverable.locale) for name in links.neighbours()}
        adopted = content.sheet.round.adopted
        return Around(
            as_of=adopted.isoformat(),
            as_of_in_words=localiser.date_in_words(adopted),
            groups=links.groups({name: chapter for name, chapter in chapters.items() if chapter}),
            based_on=links.based_on,
            published=publication.published.isoformat() if publication.published else "",
            reference=publication.reference or "",
        )

    def _chapter(self, name: str, locale: str) -> Chapter | None:
        """Return how another page calls a factsheet; nothing where that is not valid, which is said with its own files."""
        try:
            content = self._content(name)
            sheet = translate_factsheet(content.sheet, self._said(content, locale).localiser).sheet
        except FactsheetError:
            return None
        return Chapter(name, sheet.chapter, sheet.short_title)

    def _settings(self, content: Content, edition: Edition, attachments: tuple[Attachment, ...]) -> Settings:
        """Return what a PDF is to be; it is dated by the publication, not by the clock."""
        publication = content.common.publication
        conformance, design = Conformance(publication.conformance), _design(content, edition)
        if edition is Edition.PRESS:
            condition, fills = self._condition(content), publication.page.multiple_of_four
            return Settings(_dated(content), edition, conformance, (), condition, design, fills)
        return Settings(_dated(content), edition, conformance, attachments, design=design)

    def _condition(self, content: Content) -> PrintCondition | None:
        press = content.common.publication.press
        if press is None:
            return None
        if press.profile not in self._conditions:
            file = self.project.asset(press.profile)
            self._conditions[press.profile] = read_condition(file, press.identifier, press.condition)
        return self._conditions[press.profile]

    def _pack_or_site(self, content: Content, deliverable: Deliverable) -> PackDraft | SiteDraft:
        if deliverable.edition is not Edition.HTML:
            return self._pack(content, deliverable)
        pack = self._pack(content, replace(deliverable, edition=Edition.SCREEN))
        localiser = self._said(content, deliverable.locale).localiser
        inside = members(deliverable, has_general=pack.has_general)
        annexes = tuple((annex_name(tab), tab.pdf) for tab in pack.tabs if tab.is_foreign)
        names = (*(str(member.path) for member in inside), FORM, *(name for name, _ in annexes))
        titles = [f"{tab.letter} {tab.title}" for tab in pack.tabs]
        view = index_view(pack.front.view, tuple(zip(titles, names, strict=True)), localiser)
        index = self._page(content, deliverable, view, ())
        pages = tuple((str(member.path), self._sheet(content, member, inside)) for member in inside)
        return SiteDraft(((INDEX, index), *pages), pack.form, annexes, pack.title)

    def _pack(self, content: Content, deliverable: Deliverable) -> PackDraft:
        common, localiser = content.common, self._said(content, deliverable.locale).localiser
        party = common.register.by_code[deliverable.party]
        general = self._named(Deliverable(deliverable.factsheet, deliverable.locale))
        tailored = self._named(replace(deliverable, kind=Kind.TAILORED, pattern=""))
        conformance = Conformance(common.publication.conformance)
        # PDF/A-4f owes an attachment in each part that is joined.
        attachments = (_attachment(content, None, localiser),) if conformance is Conformance.UA2_A4F else ()
        settings = self._settings(content, Edition.SCREEN, attachments)
        view = self._view(content, deliverable.locale)
        form = reply_form(content.text_for(), common.register, common.publication, localiser, party)
        packs = common.publication.packs
        has_general = packs.general == "tab"
        tabs = (*_tabs(localiser, party, has_general=has_general), *self._annexes(localiser, party))
        version = self._sheet(content, tailored).view
        own = (version, view, form) if has_general else (version, form)
        views = dict(zip(tabs, own, strict=False))
        elsewhere = "" if has_general else packs.address or ""
        pages = front(view, localiser, party, [(tab, views.get(tab)) for tab in tabs], elsewhere)
        return PackDraft(
            tailored=tailored,
            general=general,
            form=Sheet(form, settings),
            front=Sheet(pages, settings),
            tabs=tabs,
            title=pack_title(view, localiser, party),
            has_general=has_general,
        )

    def _view(self, content: Content, locale: str, party: Party | None = None, profile: str = "") -> DocumentView:
        """Return the view of the general factsheet or of a version; editions share it, and packs begin with its words."""
        key = content.sheet.id, locale, party.code if party else "", profile
        if key not in self._views:
            common, localiser = content.common, self._said(content, locale).localiser
            version = Version(party, selection(content, party, profile)) if party else None
            self._views[key] = tailor(content.text_for(key[2]), common.register, common.publication, localiser, version)
        return self._views[key]

    def _said(self, content: Content, locale: str, *, is_for_review: bool = False) -> Localised:
        """Return how a factsheet is said in a locale; its folder is read and checked once.

        What the publication does not print while it is stale or missing is what a reviewer looks for.
        """
        key = content.sheet.id, locale, is_for_review
        if key not in self._localised:
            localiser, doubts = checked_localiser(self.project, content, locale)
            if is_for_review:
                localiser = for_review(localiser)
            coverage = translate_factsheet(content.text_for(), localiser).coverage
            self._localised[key] = Localised(localiser, doubts, coverage)
        return self._localised[key]

    def _named(self, deliverable: Deliverable) -> Deliverable:
        """Return the deliverable by the name that it is owed by, so that it is the same file alone and in a pack."""
        return self._names.get(deliverable, deliverable)

    def _beside_annexes(self, content: Content, deliverable: Deliverable) -> list[Diagnostic]:
        register = content.common.register
        return check_annexes(self.project, register, register.by_code[deliverable.party])

    def _annexes(self, localiser: Localiser, party: Party) -> Iterator[Tab]:
        """Yield the annexes of all Parties, then the Party's own, by the names of their files."""
        for number, path in enumerate(find_annexes(self.project, party), 1):
            title = localiser.say("Annex: {name}", name=path.stem.replace("_", " "))
            label = f"D{number}"
            try:
                yield Tab(label, title, f"annex {path.name}", path.read_bytes(), f"{label}-", is_foreign=True)
            except OSError as error:
                place = Place(self.project.relative(path))
                what = f"The annex cannot be read: {error.strerror}."
                raise SurroundingsError.of("unreadable", what, "Check its permissions.", place) from error


def _tabs(localiser: Localiser, party: Party, *, has_general: bool) -> Iterator[Tab]:
    say, name = localiser.say, localiser.party_in_prose(party)
    yield Tab("A", say("Factsheet for {party}", party=name), "tailored factsheet", b"", "A-")
    if has_general:
        yield Tab("B", say("General factsheet"), "general factsheet", b"", "B-")
    letter = "C" if has_general else "B"
    yield Tab(letter, say("Reply form"), "reply form", b"", f"{letter}-")


def _design(content: Content, edition: Edition) -> Design:
    """Return what the publication has chosen for a factsheet and an edition."""
    page, chosen = content.common.publication.page, content.common.publication.design
    colours: dict[str, str] = {str(name): value for name, value in chosen.colours.items()}
    if accent := chosen.accents.get(content.sheet.id):
        colours["deep-blue"] = accent
    faces = tuple(Face(font.file, font.weight, font.style) for font in chosen.fonts)
    is_large = edition is Edition.LARGE
    return Design(page.size, page.mirrored, tuple(sorted(colours.items())), chosen.family or "", faces, is_large)


def _dated(content: Content) -> datetime:
    """Return the day that files are dated by: that of the publication, or else of the adoption."""
    return datetime.combine(content.common.publication.published or content.sheet.round.adopted, time(), UTC)


def selection(content: Content, party: Party, profile: str) -> Selection:
    """Return what the version of ``profile`` for ``party`` has, each passage with its reason."""
    return select(content.text_for(party.code), party, content.common.rules.profiles[profile])


def _attachment(content: Content, party: Party | None, localiser: Localiser) -> Attachment:
    """Return the data that a PDF carries: the whole content, or in a version for one Party what is said of it."""
    sheet, say, dated = content.text_for(party.code if party else ""), localiser.say, _dated(content)
    title = translate_factsheet(sheet, localiser).sheet.short_title
    if party:
        data = party_data(sheet, party).model_dump_json(indent=1, exclude_none=True) + "\n"
        about = say("What the factsheet “{title}” says of the Party, as data", title=title)
        return Attachment(f"{sheet.id}-{party.code}.json", data.encode(), "application/json", dated, about)
    about = say("The content of the factsheet “{title}” as data", title=title)
    return Attachment(f"{sheet.id}.json", data_file(sheet, content.common.register), "application/json", dated, about)
