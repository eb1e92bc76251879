"""Checked content -> drafts: for each deliverable the views that are set for it, with what their PDFs are to be.

Drafts are plain values: what is printed is all in them, so that they can be fingerprinted, and made into PDFs by a worker
that knows nothing of content. Setting them is left to ``maker``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, time

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafting.annexes import check_annexes
from factsheet_builder.builds.drafting.draft_kinds import Draft, Localised, Sheet
from factsheet_builder.builds.drafting.pack_drafting import PackDrafter
from factsheet_builder.builds.inputs import Content, load_content
from factsheet_builder.builds.site.page_links import Chapter, PageLinks
from factsheet_builder.builds.translations import checked_localiser
from factsheet_builder.content.data_file import data_file
from factsheet_builder.content.parties import Party
from factsheet_builder.content.party_data import party_data
from factsheet_builder.documents.bilingual import bilingual_edition, for_review
from factsheet_builder.documents.block_wording.desk import Version
from factsheet_builder.documents.browser_page import Around, browser_view
from factsheet_builder.documents.selection import Selection, select
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.documents.unpaged import without_pages
from factsheet_builder.errors import Diagnostic, FactsheetError
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.translation import Coverage, translate_factsheet
from factsheet_builder.pdf.press.colour import PrintCondition, read_condition
from factsheet_builder.pdf.tagging.tag_writer import Attachment, Conformance
from factsheet_builder.project import Project
from factsheet_builder.typesetting.design import Design, Face
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.typesetting.typesetter import Settings
from factsheet_builder.views.document_view import DocumentView


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
            contents = [self.content(name) for name in deliverable.members]
            is_pack, is_for_review = deliverable.kind is Kind.PACK, deliverable.kind is Kind.BILINGUAL
            made_from = PackDrafter(self, deliverable).draft() if is_pack else self.sheet(contents[0], deliverable)
            as_of = max(content.sheet.round.adopted for content in contents).isoformat()
            title = made_from.view.title if isinstance(made_from, Sheet) else made_from.title
            said = [self.said(content, deliverable.locale, is_for_review=is_for_review) for content in contents]
            doubts = [doubt for one in said for doubt in one.doubts]
            beside = [*doubts, *(self._beside_annexes(contents[0], deliverable) if is_pack else ())]
            found = [*_told(contents, deliverable.party, beside, are_unexpected=False)]
            unexpected = [*_told(contents, deliverable.party, beside, are_unexpected=True)]
            coverage = _coverage([one.coverage for one in said if one.coverage])
            facts = (tuple(dict.fromkeys(problems)) for problems in (found, unexpected))
            self._drafts[deliverable] = Draft(deliverable, made_from, as_of, title, coverage, *facts)
        return self._drafts[deliverable]

    def content(self, name: str) -> Content:
        """Return the checked content of a factsheet, read once."""
        if name not in self._contents:
            self._contents[name] = load_content(self.project, name)
        return self._contents[name]

    def sheet(self, content: Content, deliverable: Deliverable, owed: Iterable[Deliverable] = ()) -> Sheet:
        """Return a document that is no pack; one for browsers leads to what else is ``owed``."""
        common = content.common
        if deliverable.kind is Kind.BILINGUAL:
            reviewed = self.said(content, deliverable.locale, is_for_review=True).localiser
            original, text = self.said(content, content.sheet.language).localiser, content.text_for()
            both = bilingual_edition(text, common.register, common.publication, reviewed, original)
            return Sheet(both, self.settings(content, deliverable.edition, ()))
        localiser = self.said(content, deliverable.locale).localiser
        party = common.register.by_code.get(deliverable.party)
        view = self.view(content, deliverable.locale, party, deliverable.profile)
        if deliverable.edition is Edition.DOCX:
            return Sheet(without_pages(view, localiser), self.settings(content, deliverable.edition, ()))
        if deliverable.edition is Edition.HTML:
            return self.page(content, deliverable, without_pages(view, localiser), owed or self.owed)
        return Sheet(view, self.settings(content, deliverable.edition, (_attachment(content, party, localiser),)))

    def page(
        self, content: Content, deliverable: Deliverable, view: DocumentView, owed: Iterable[Deliverable]
    ) -> Sheet:
        """Return a document without pages as a page for a browser, with links to what else is ``owed``."""
        localiser = self.said(content, deliverable.locale).localiser
        page = browser_view(view, self._around(content, deliverable, owed), localiser)
        return Sheet(view, self.settings(content, Edition.HTML, ()), page)

    def _around(self, content: Content, deliverable: Deliverable, owed: Iterable[Deliverable]) -> Around:
        """Return what is known of a page's surroundings."""
        publication, localiser = content.common.publication, self.said(content, deliverable.locale).localiser
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
            content = self.content(name)
            sheet = translate_factsheet(content.sheet, self.said(content, locale).localiser).sheet
        except FactsheetError:
            return None
        return Chapter(name, sheet.chapter, sheet.short_title)

    def settings(self, content: Content, edition: Edition, attachments: tuple[Attachment, ...]) -> Settings:
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

    def view(self, content: Content, locale: str, party: Party | None = None, profile: str = "") -> DocumentView:
        """Return the view of the general factsheet or of a version; editions share it, and packs begin with its words."""
        key = content.sheet.id, locale, party.code if party else "", profile
        if key not in self._views:
            common, localiser = content.common, self.said(content, locale).localiser
            version = Version(party, selection(content, party, profile)) if party else None
            self._views[key] = tailor(content.text_for(key[2]), common.register, common.publication, localiser, version)
        return self._views[key]

    def said(self, content: Content, locale: str, *, is_for_review: bool = False) -> Localised:
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

    def attachment(self, content: Content, party: Party | None, localiser: Localiser) -> Attachment:
        """Return the data that a PDF carries: the whole content, or in a version for one Party what is said of it."""
        return _attachment(content, party, localiser)

    def named(self, deliverable: Deliverable) -> Deliverable:
        """Return the deliverable by the name that it is owed by, so that it is the same file alone and in a pack."""
        return self._names.get(deliverable, deliverable)

    def _beside_annexes(self, content: Content, deliverable: Deliverable) -> list[Diagnostic]:
        register = content.common.register
        return check_annexes(self.project, register, register.by_code[deliverable.party])


def _told(
    contents: Iterable[Content], party: str, beside: list[Diagnostic], *, are_unexpected: bool
) -> Iterator[Diagnostic]:
    """Yield what there is to say of several factsheets, and ``beside`` them, that is no secret of other Parties."""
    for content in contents:
        own = content.unexpected if are_unexpected else content.diagnostics
        yield from content.told_to(party, (*own, *beside))


def _coverage(found: list[Coverage]) -> Coverage | None:
    """Return how far the translation of several factsheets is, together."""
    if len(found) < 2:
        return found[0] if found else None
    return Coverage(*(sum(getattr(one, name.name) for one in found) for name in fields(Coverage)))


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
    profiles, register = content.common.rules.profiles, content.common.register
    return select(content.text_for(party.code), party, profiles[profile], register)


def _attachment(content: Content, party: Party | None, localiser: Localiser) -> Attachment:
    """Return the data that a PDF carries: the whole content, or in a version for one Party what is said of it."""
    sheet, say, dated = content.text_for(party.code if party else ""), localiser.say, _dated(content)
    title = translate_factsheet(sheet, localiser).sheet.short_title
    if party:
        data = party_data(sheet, party, content.common.register).model_dump_json(indent=1, exclude_none=True) + "\n"
        about = say("What the factsheet “{title}” says of the State, as data", title=title)
        return Attachment(f"{sheet.id}-{party.code}.json", data.encode(), "application/json", dated, about)
    about = say("The content of the factsheet “{title}” as data", title=title)
    return Attachment(f"{sheet.id}.json", data_file(sheet, content.common.register), "application/json", dated, about)
