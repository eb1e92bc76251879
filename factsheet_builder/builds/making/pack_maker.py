"""Makes a briefing pack out of finished tabs: the version for the Party, the general factsheet, the reply form, annexes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from factsheet_builder.builds.delivered_facts import Found
from factsheet_builder.builds.drafting.annexes import inspect_annex
from factsheet_builder.builds.drafting.draft_kinds import PackDraft, Sheet
from factsheet_builder.builds.fingerprints import inputs_of_annexes, inputs_of_pack_itself, inputs_of_part
from factsheet_builder.builds.records import InputSet
from factsheet_builder.errors import Diagnostic, RefusedError, Severity
from factsheet_builder.packs.assembly import Tab, assemble, folios, stamps
from factsheet_builder.pdf.joining.join_findings import Claim, Joined
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.named_places import named_places
from factsheet_builder.pdf.reading.preflight import Owed, preflight
from factsheet_builder.pdf.tagging.claims import Attachment
from factsheet_builder.typesetting.design import Design
from factsheet_builder.typesetting.fonts import FAMILY
from factsheet_builder.typesetting.typesetter import Describe, Settings, Typeset
from factsheet_builder.views.contents_view import StampsView
from factsheet_builder.views.document_view import DocumentView

_CLAIMS: Final = {Claim.UA1: "PDF/UA-1", Claim.A3A: "PDF/A-3a", Claim.UA2: "PDF/UA-2", Claim.A4F: "PDF/A-4f"}
_OF_ANNEXES: Final = frozenset({"outline-differs", "orphan-content"})
"""An annex may have bookmarks that are no headings, or no tags, which joining says; our own tabs were judged alone."""

_ANNEXES_KEPT: Final = 50
_MAX_TRIES: Final = 3
"""A pack says of itself what joining it finds; what it says changes nothing of that, so the second time is right."""


@dataclass(frozen=True)
class PackMaker:
    """What a pack is made with: ``typeset`` sets a view, ``describe`` says what the pack carries about itself."""

    draft: PackDraft
    typeset: Callable[[DocumentView, Settings, Describe | None, Mapping[str, str]], Typeset]
    stamp: Callable[[StampsView, Design], bytes]
    names: Mapping[str, str]
    describe: Callable[[Found], Attachment]

    def make(self, factsheets: Sequence[Typeset], taken: Mapping[str, InputSet]) -> tuple[bytes, Found]:
        """Return the pack around the finished factsheets; ``taken`` says what those were made from.

        Raises:
            RefusedError: an annex cannot be taken in, or the pack does not hold what it claims.
        """
        forms = [self._set(form) for form in self.draft.forms]
        own = (*factsheets, *forms)
        finished = [_finished(tab, pdf) for tab, pdf in self._filled(*own)]
        inputs = {**taken, **self._inputs(forms)}
        others = sum(made.pages for made in own)
        parts = [problem for made in own for problem in made.diagnostics]
        numbered = self._numbered(finished)
        said: Found | None = None
        for _ in range(_MAX_TRIES):
            cover, said = self._cover(said, others, parts, inputs, numbered)
            joined = self._join(cover, finished, tuple(made.pages for made in own))
            found = [*parts, *cover.diagnostics, *joined.diagnostics, *self._inspect(joined, finished)]
            claims = tuple(_CLAIMS[verdict.claim] for verdict in joined.claims if verdict.holds)
            pages = sum(part.count for part in joined.pages)
            really = Found(pages, tuple(dict.fromkeys(found)), claims, self._with_cover(inputs, cover.used))
            if really == said:
                break
            said = really
        return joined.data, really

    def _set(self, sheet: Sheet) -> Typeset:
        return self.typeset(sheet.view, sheet.settings, None, {})

    def _numbered(self, tabs: list[Tab]) -> dict[str, str]:
        """Return the folios of all places in our own tabs that the contents may name."""
        ours = [tab for tab in tabs if not tab.is_foreign]
        return {address: folio for tab in ours for address, folio in folios(tab, named_places(tab.pdf)).items()}

    def _filled(self, *made: Typeset) -> list[tuple[Tab, Typeset]]:
        """Return each tab with what was made for it; annexes are made already."""
        empty = Typeset(b"", 0, ())
        rest = [empty] * (len(self.draft.tabs) - len(made))
        return list(zip(self.draft.tabs, [*made, *rest], strict=True))

    def _inputs(self, forms: Sequence[Typeset]) -> dict[str, InputSet]:
        inputs = {"pack": inputs_of_pack_itself(self.draft)}
        for letter, sheet, form in zip(self.draft.letters_of_forms, self.draft.forms, forms, strict=True):
            inputs[f"tab {letter}"] = inputs_of_part((sheet,), form.used, self.names)
        return inputs | ({"annexes": annexes} if (annexes := inputs_of_annexes(self.draft)) else {})

    def _cover(
        self,
        said: Found | None,
        others: int,
        parts: list[Diagnostic],
        inputs: dict[str, InputSet],
        numbered: Mapping[str, str],
    ) -> tuple[Typeset, Found]:
        """Set the cover with what the pack says of itself, by default what is to be expected, and return both.

        What it says travels as a file of the cover; joining takes it along.
        """
        front, expected = self.draft.front, said

        def describe(pages: int, found: tuple[Diagnostic, ...], used: frozenset[str]) -> Attachment:
            nonlocal expected
            if expected is None:
                claims = front.settings.conformance.claims
                all_found = tuple(dict.fromkeys((*parts, *found)))
                expected = Found(others + pages, all_found, claims, self._with_cover(inputs, used))
            return self.describe(expected)

        cover = self.typeset(front.view, front.settings, describe, numbered)
        return cover, expected or Found(0, (), (), inputs)

    def _with_cover(self, inputs: dict[str, InputSet], used: frozenset[str]) -> dict[str, InputSet]:
        return {**inputs, "cover": inputs_of_part((self.draft.front,), used | {"template stamps.html"}, self.names)}

    def _join(self, cover: Typeset, tabs: list[Tab], pages: tuple[int, ...]) -> Joined:
        front = self.draft.front
        counted = list(zip(tabs, pages, strict=False))
        stamped = self.stamp(stamps(front.view, cover.pages, counted), front.settings.design)
        return assemble(cover.pdf, tabs, stamped, front.view, front.settings.dated)

    def _inspect(self, joined: Joined, tabs: list[Tab]) -> list[Diagnostic]:
        """Return what is poor about the annexes, as warnings; our own pages may not be."""
        facts, tree = inspect_pdf(joined.data, is_ours=True)
        claims = tuple(_CLAIMS[verdict.claim] for verdict in joined.claims if verdict.holds)
        has_annexes = any(tab.is_foreign for tab in tabs)
        language = self.draft.front.view.language
        owed = Owed(
            self.draft.title,
            language,
            claims,
            "" if has_annexes or self.draft.front.settings.design.family else FAMILY,
            is_pack=True,
        )
        of_annexes = [replace(problem, severity=Severity.WARNING) for tab in tabs for problem in tab.problems]
        told = {(problem.code, problem.what) for problem in of_annexes}
        own = [problem for problem in preflight(facts, tree, owed) if (problem.code, problem.what) not in told]
        if has_annexes:
            own = [problem for problem in own if problem.code not in _OF_ANNEXES]
        if errors := [problem for problem in own if problem.severity is Severity.ERROR]:
            raise RefusedError(errors)
        return [*own, *of_annexes]


def _finished(tab: Tab, made: Typeset) -> Tab:
    """Return a tab with its file, and a foreign one with what is poor about it."""
    if tab.is_foreign:
        return replace(tab, problems=_problems(tab.pdf, tab.name))
    return replace(tab, pdf=made.pdf)


@lru_cache(maxsize=_ANNEXES_KEPT)
def _problems(annex: bytes, name: str) -> tuple[Diagnostic, ...]:
    """Return what is poor about an annex; one that is in every pack is looked at once."""
    return tuple(inspect_annex(annex, name))
