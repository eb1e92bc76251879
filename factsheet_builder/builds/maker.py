"""Makes one deliverable: checked content in, checked PDF out, nothing written."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

from factsheet_builder.builds.inputs import Content, load_content
from factsheet_builder.builds.pack_maker import PackMaker
from factsheet_builder.builds.plan import Deliverable, Kind
from factsheet_builder.builds.translations import checked_localiser
from factsheet_builder.content.data_file import data_file
from factsheet_builder.content.parties import Party
from factsheet_builder.content.party_data import party_data
from factsheet_builder.errors import Diagnostic, RefusedError, Severity
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.translation import translate_factsheet
from factsheet_builder.project import Project
from factsheet_builder.selection import Selection, select
from factsheet_builder.tailoring import Version, tailor
from factsheet_builder.typesetting.colour import read_condition
from factsheet_builder.typesetting.structure import Attachment, Conformance
from factsheet_builder.typesetting.typesetter import Settings, Typeset, Typesetter


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF and every warning about it and its content."""

    pdf: bytes
    pages: int
    diagnostics: tuple[Diagnostic, ...]


class Maker:
    """Makes the deliverables of a project; keeps what they share, so make one per process and keep it."""

    def __init__(self, project: Project, cache: Path) -> None:
        self._project, self._cache = project, cache
        self._contents: dict[str, Content] = {}
        self._localisers: dict[tuple[str, str], Localiser] = {}
        self._doubts: dict[tuple[str, str], tuple[Diagnostic, ...]] = {}
        self._tabs: dict[Deliverable, Typeset] = {}
        self._typesetter: Typesetter | None = None

    def make(self, deliverable: Deliverable, *, is_strict: bool = False) -> Made:
        """Return the finished deliverable; with ``is_strict`` an unexpected warning is a failure too.

        Raises:
            FactsheetError: the content is not valid, the PDF does not hold what it owes, or the machine lacks something.
        """
        content = self._content(deliverable.factsheet)
        is_pack = deliverable.kind is Kind.PACK
        typeset = self._pack(content, deliverable) if is_pack else self._typeset(content, deliverable)
        heard = [problem for problem in typeset.diagnostics if problem.severity is not Severity.NOTE]
        doubts = self._doubts.get((content.sheet.id, deliverable.locale), ())
        if is_strict and (failing := [*content.unexpected, *doubts, *heard]):
            raise RefusedError(failing)
        return Made(typeset.pdf, typeset.pages, (*content.diagnostics, *doubts, *typeset.diagnostics))

    def _content(self, name: str) -> Content:
        if name not in self._contents:
            self._contents[name] = load_content(self._project, name)
        return self._contents[name]

    def _localiser(self, content: Content, locale: str) -> Localiser:
        """Return how a factsheet is said in a locale; its folder is read and checked once."""
        key = content.sheet.id, locale
        if key not in self._localisers:
            self._localisers[key], self._doubts[key] = checked_localiser(self._project, content, locale)
        return self._localisers[key]

    def _pack(self, content: Content, deliverable: Deliverable) -> Typeset:
        general = self._general(content, Deliverable(deliverable.factsheet, deliverable.locale))
        tailored = self._typeset(content, replace(deliverable, kind=Kind.TAILORED))
        dated = _dated(content)
        settings = Settings(dated, conformance=Conformance(content.common.publication.conformance))
        if settings.conformance is Conformance.UA2_A4F:
            # PDF/A-4f owes an attachment in each part that is joined.
            settings = replace(
                settings, attachments=(_attachment(content, None, dated, self._localiser(content, deliverable.locale)),)
            )
        maker = PackMaker(
            self._project,
            content,
            self._localiser(content, deliverable.locale),
            dated,
            lambda view: self._typesetting().typeset(view, settings),
        )
        return maker.make(content.common.register.by_code[deliverable.party], tailored, general)

    def _general(self, content: Content, deliverable: Deliverable) -> Typeset:
        """Return the general factsheet, set once for all packs."""
        if deliverable not in self._tabs:
            self._tabs[deliverable] = self._typeset(content, deliverable)
        return self._tabs[deliverable]

    def _typesetting(self) -> Typesetter:
        self._typesetter = self._typesetter or Typesetter(self._project, self._cache)
        return self._typesetter

    def _typeset(self, content: Content, deliverable: Deliverable) -> Typeset:
        common, localiser = content.common, self._localiser(content, deliverable.locale)
        party = common.register.by_code.get(deliverable.party)
        version = Version(party, selection(content, party, deliverable.profile)) if party else None
        view = tailor(content.sheet, common.register, common.publication, localiser, version)
        return self._typesetting().typeset(view, self._settings(content, deliverable, party))

    def _settings(self, content: Content, deliverable: Deliverable, party: Party | None) -> Settings:
        """Return what the PDF is to be; it is dated by the publication, not by the clock."""
        publication, press = content.common.publication, content.common.publication.press
        dated = _dated(content)
        condition = None
        if press:
            condition = read_condition(self._project.asset(press.profile), press.identifier, press.condition)
        attachments = (_attachment(content, party, dated, self._localiser(content, deliverable.locale)),)
        return Settings(dated, deliverable.edition, Conformance(publication.conformance), attachments, condition)


def _dated(content: Content) -> datetime:
    """Return the day that files are dated by: that of the publication, or else of the adoption."""
    return datetime.combine(content.common.publication.published or content.sheet.round.adopted, time(), UTC)


def selection(content: Content, party: Party, profile: str) -> Selection:
    """Return what the version of ``profile`` for ``party`` has, each passage with its reason."""
    return select(content.sheet, party, profile, content.common.rules.profiles[profile])


def _attachment(content: Content, party: Party | None, dated: datetime, localiser: Localiser) -> Attachment:
    """Return the data that a PDF carries: the whole content, or in a version for one Party what is said of it."""
    sheet, say = content.sheet, localiser.say
    title = translate_factsheet(sheet, localiser).sheet.short_title
    if party:
        data = party_data(sheet, party).model_dump_json(indent=1, exclude_none=True) + "\n"
        about = say("What the factsheet “{title}” says of the Party, as data", title=title)
        return Attachment(f"{sheet.id}-{party.code}.json", data.encode(), "application/json", dated, about)
    about = say("The content of the factsheet “{title}” as data", title=title)
    return Attachment(f"{sheet.id}.json", data_file(sheet, content.common.register), "application/json", dated, about)
