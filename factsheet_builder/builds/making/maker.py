"""Draft -> finished, checked file with its record; only templates, styles, fonts and pictures are read, nothing is written.

A maker lives as long as its process: parsed templates, styles and fonts are kept from one deliverable to the next.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.delivered_facts import Found, attachment_of, inputs_of_content, record_of
from factsheet_builder.builds.drafting.draft_kinds import Draft, PackDraft, Sheet, SiteDraft
from factsheet_builder.builds.fingerprints import inputs_of_annexes, inputs_of_sheet, part_of_form
from factsheet_builder.builds.making.deliverable_limits import USUAL, LimitError, Limits, within
from factsheet_builder.builds.making.keeping import USUAL_KEEPING, Keeping
from factsheet_builder.builds.making.pack_maker import PackMaker
from factsheet_builder.builds.making.word_again import made_of
from factsheet_builder.builds.records import InputSet, Record
from factsheet_builder.builds.site.pack_site import archive
from factsheet_builder.builds.sources import Sources
from factsheet_builder.errors import Diagnostic, RefusedError, Severity
from factsheet_builder.pdf.engine_caches.caches import EngineCaches
from factsheet_builder.pdf.reading.kept_readers import nothing_kept
from factsheet_builder.pdf.tagging.claims import Attachment
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.typesetting.fonts import font_digests
from factsheet_builder.typesetting.typesetter import Typeset, Typesetter
from factsheet_builder.views.browser_view import BrowserView
from factsheet_builder.web.page_maker import PageMaker
from factsheet_builder.word.word_maker import WordMaker

__all__ = ["Made", "Maker"]


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file, its record, and what its parts were made from."""

    deliverable: Deliverable
    pdf: bytes
    """The file; of the edition for browsers its HTML, of that for comments a Word file."""
    record: Record
    inputs: Mapping[str, InputSet]
    """By part; those of ``record.inputs``, written out."""
    diagnostics: tuple[Diagnostic, ...]
    """What there is to say of the file; of its content, the draft says it."""


class Maker:
    """Makes the deliverables of a project, one after the other."""

    def __init__(
        self,
        project: Project,
        cache: Path,
        sources: Sources,
        *,
        is_strict: bool = False,
        limits: Limits = USUAL,
        keeping: Keeping = USUAL_KEEPING,
    ) -> None:
        """``sources`` has the digests of what the project's files were when the build began.

        With ``is_strict`` a warning that the content does not declare as expected is a failure too. Each deliverable is
        held to ``limits``. ``keeping`` says what is kept from one deliverable to the next.
        """
        self.limits, self.keeping = limits, keeping
        self._made = 0
        self._project, self._cache, self._sources, self._is_strict = project, cache, sources, is_strict

    @cached_property
    def _typesetter(self) -> Typesetter:
        return Typesetter(self._project, self._cache, self._caches())

    @cached_property
    def _page_maker(self) -> PageMaker:
        return PageMaker(self._project)

    def _caches(self) -> EngineCaches | None:
        return EngineCaches(is_for_many=self.keeping.is_for_many) if self.keeping.is_on else None

    @cached_property
    def _without(self) -> "Maker":
        """A maker of the same files that keeps nothing."""
        keeping = Keeping(is_on=False)
        return Maker(
            self._project, self._cache, self._sources, is_strict=self._is_strict, limits=self.limits, keeping=keeping
        )

    @cached_property
    def _fonts(self) -> dict[str, str]:
        return font_digests()

    def make(self, draft: Draft, tabs: Mapping[Deliverable, Made]) -> Made:
        """Return the finished deliverable; ``tabs`` has those that a pack takes over.

        Raises:
            FactsheetError: the PDF does not hold what it owes, takes more than its limits, or the machine lacks something;
                it was to be checked, and is another one without what is kept.
        """
        try:
            with within(self.limits), nullcontext() if self.keeping.is_on else nothing_kept():
                made = self._make(draft, tabs)
        except LimitError:
            self.__dict__.pop("_typesetter", None)  # interrupted anywhere: what it keeps may be half of what it was
            raise
        self._made += 1
        if self.keeping.check_every and self._made % self.keeping.check_every == 0:
            again = self._without.make(draft, tabs)
            if (again.pdf, again.diagnostics) != (made.pdf, made.diagnostics):
                what = "The file is another one when it is made without what was kept from the files before it."
                raise RefusedError.of("kept-differs", what, "Build with --no-keep, and report this.")
        return made

    def take_over(self, other: "Maker") -> None:
        """Go on with what ``other`` has read and keeps, where that is what this maker would read and keep itself."""
        keeping = replace(other.keeping, check_every=self.keeping.check_every)
        mine, its = (maker._sources.read_once for maker in (self, other))
        if (self._project, self._cache, self.keeping, mine) == (other._project, other._cache, keeping, its):
            for name in ("_typesetter", "_page_maker"):
                if name in other.__dict__:
                    self.__dict__[name] = other.__dict__[name]

    def places(self) -> dict[str, int]:
        """Return the page, from 1, that each element with an id begins on, of the PDF that was just set."""
        return self._typesetter.places()

    def forget(self) -> None:
        """Drop what is of no use to the next task."""
        if "_typesetter" in self.__dict__:
            self._typesetter.forget()

    def _make(self, draft: Draft, tabs: Mapping[Deliverable, Made]) -> Made:
        made_from = draft.made_from
        match made_from:
            case Sheet():
                made = self._sheet(draft, made_from)
            case SiteDraft():
                made = self._site(draft, made_from)
            case _:
                made = self._pack(draft, made_from, tabs)
        heard = [problem for problem in made.diagnostics if problem.severity is not Severity.NOTE]
        if self._is_strict and (failing := [*draft.unexpected, *heard]):
            raise RefusedError(failing)
        return made

    def _sheet(self, draft: Draft, sheet: Sheet) -> Made:
        if sheet.page is not None:
            return self._page(draft, sheet, sheet.page)
        if sheet.settings.edition is Edition.DOCX:
            return self._word_file(draft, sheet)
        is_press = sheet.settings.edition is Edition.PRESS
        claims = ("PDF/X-4",) if is_press else sheet.settings.conformance.claims

        def found(pages: int, diagnostics: tuple[Diagnostic, ...], used: frozenset[str]) -> Found:
            text = inputs_of_sheet(sheet, used, self._names)
            return Found(pages, diagnostics, claims, self._inputs(draft, {"text": text}))

        def describe(pages: int, diagnostics: tuple[Diagnostic, ...], used: frozenset[str]) -> Attachment:
            return self._attachment(draft, found(pages, diagnostics, used), sheet)

        typeset = self._typesetter.typeset(sheet.view, sheet.settings, describe)
        return _made(draft, typeset.pdf, found(typeset.pages, typeset.diagnostics, typeset.used))

    def _page(self, draft: Draft, sheet: Sheet, around: BrowserView) -> Made:
        """Make the edition for browsers, which has no pages and claims no standard of PDF."""
        page = self._page_maker.make(sheet.view, around, sheet.settings.design)
        inputs = self._inputs(draft, {"text": inputs_of_sheet(sheet, page.used, self._names)})
        return _made(draft, page.html, Found(0, page.diagnostics, (), inputs))

    def _word_file(self, draft: Draft, sheet: Sheet) -> Made:
        """Make the edition for comments, which has no pages of its own and claims no standard of PDF."""
        made = WordMaker(self._project).make(sheet.view, sheet.settings.dated, made_of(draft.deliverable))
        inputs = self._inputs(draft, {"text": inputs_of_sheet(sheet, made.used, self._names)})
        return _made(draft, made.data, Found(0, (), (), inputs))

    def _site(self, draft: Draft, site: SiteDraft) -> Made:
        """Make a pack for browsers: its pages, the reply form and the annexes in one archive."""
        files: dict[str, bytes] = {}
        inputs: dict[str, InputSet] = {}
        for name, sheet in site.pages:
            assert sheet.page is not None  # noqa: S101 - so the draft was made
            page = self._page_maker.make(sheet.view, sheet.page, sheet.settings.design)
            files[name] = page.html
            inputs[f"page {name}"] = inputs_of_sheet(sheet, page.used, self._names)
        found: list[Diagnostic] = []
        for name, sheet in site.forms:
            form = self._typesetter.typeset(sheet.view, sheet.settings)
            files[name] = form.pdf
            found += form.diagnostics
            inputs[part_of_form(site, name)] = inputs_of_sheet(sheet, form.used, self._names)
        if annexes := inputs_of_annexes(site):
            inputs["annexes"] = annexes
        dated = max(sheet.settings.dated for _, sheet in site.pages)
        data = archive({**files, **dict(site.annexes)}, dated)
        return _made(draft, data, Found(0, tuple(dict.fromkeys(found)), (), self._inputs(draft, inputs)))

    def _pack(self, draft: Draft, made_from: PackDraft, tabs: Mapping[Deliverable, Made]) -> Made:
        factsheets = [tabs[deliverable] for deliverable in made_from.factsheets]

        def describe(found: Found) -> Attachment:
            return self._attachment(draft, replace(found, inputs=self._inputs(draft, found.inputs)), made_from.front)

        maker = PackMaker(made_from, self._typesetter.typeset, self._typesetter.stamp, self._names, describe)
        pairs = zip(made_from.tabs, factsheets, strict=False)
        taken = {f"tab {tab.letter}": made.inputs["text"] for tab, made in pairs}
        pdf, found = maker.make([_typeset(made) for made in factsheets], taken)
        return _made(draft, pdf, replace(found, inputs=self._inputs(draft, found.inputs)))

    @property
    def _names(self) -> Mapping[str, str]:
        return self._sources.names

    def _inputs(self, draft: Draft, parts: Mapping[str, InputSet]) -> dict[str, InputSet]:
        """Return what the parts were made from, with what is said of the content and the machine that made them."""
        return {**parts, "content": inputs_of_content(draft), "machine": self._sources.machine}

    def _attachment(self, draft: Draft, found: Found, sheet: Sheet) -> Attachment:
        return attachment_of(draft, found, self._sources, self._fonts, sheet.settings.dated)


def _typeset(made: Made) -> Typeset:
    return Typeset(made.pdf, made.record.pages, made.diagnostics)


def _made(draft: Draft, pdf: bytes, found: Found) -> Made:
    record = replace(record_of(draft, found), sha256=sha256(pdf).hexdigest(), size=len(pdf))
    return Made(draft.deliverable, pdf, record, found.inputs, found.diagnostics)
