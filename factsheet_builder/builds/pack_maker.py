"""Makes a briefing pack out of finished tabs: the version for the Party, the general factsheet, the reply form, annexes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from factsheet_builder.builds.annexes import check_annexes, find_annexes, inspect_annex
from factsheet_builder.builds.inputs import Content
from factsheet_builder.content.parties import Party
from factsheet_builder.errors import Diagnostic, Place, RefusedError, Severity, SurroundingsError
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.packs.assembly import Tab, assemble, divider, front, pack_title
from factsheet_builder.packs.merging.findings import Claim, Joined
from factsheet_builder.packs.reply_form import reply_form
from factsheet_builder.project import Project
from factsheet_builder.tailoring import tailor
from factsheet_builder.typesetting.fonts import FAMILY
from factsheet_builder.typesetting.inspection import inspect_pdf
from factsheet_builder.typesetting.preflight import Owed, preflight
from factsheet_builder.typesetting.typesetter import Typeset
from factsheet_builder.view import DocumentView

_CLAIMS = {Claim.UA1: "PDF/UA-1", Claim.A3A: "PDF/A-3a", Claim.UA2: "PDF/UA-2", Claim.A4F: "PDF/A-4f"}


@dataclass(frozen=True)
class PackMaker:
    """What a pack is made with: ``typeset`` sets a view that carries no data of its own."""

    project: Project
    content: Content
    localiser: Localiser
    dated: datetime
    typeset: Callable[[DocumentView], Typeset]

    def make(self, party: Party, tailored: Typeset, general: Typeset) -> Typeset:
        """Return the pack of ``party`` around the two finished factsheets.

        Raises:
            RefusedError: an annex cannot be taken in, or the pack does not hold what it claims.
        """
        common = self.content.common
        view = tailor(self.content.sheet, common.register, common.publication, self.localiser)
        form = self.typeset(reply_form(self.content.sheet, common.register, common.publication, self.localiser, party))
        tabs = [*self._tabs(party, tailored, general, form), *self._annexes(party)]
        cover = self.typeset(front(view, self.localiser, party, tabs))
        dividers = [self.typeset(divider(view, self.localiser, party, tab)) for tab in tabs]
        title = pack_title(view, self.localiser, party)
        with_dividers = [(page.pdf, tab) for page, tab in zip(dividers, tabs, strict=True)]
        joined = assemble(cover.pdf, with_dividers, title, self.localiser.tag, self.dated)
        found = check_annexes(self.project, common.register, party)
        for made in (tailored, general, form, cover, *dividers):
            found += made.diagnostics
        found += [*joined.diagnostics, *self._inspect(joined, title, tabs)]
        pages = sum(part.count for part in joined.pages)
        return Typeset(joined.data, pages, tuple(dict.fromkeys(found)))

    def _tabs(self, party: Party, tailored: Typeset, general: Typeset, form: Typeset) -> Iterator[Tab]:
        say, name = self.localiser.say, self.localiser.party_in_prose(party)
        yield Tab("A", say("Factsheet for {party}", party=name), "tailored factsheet", tailored.pdf, "A-")
        yield Tab("B", say("General factsheet"), "general factsheet", general.pdf, "B-")
        yield Tab("C", say("Reply form"), "reply form", form.pdf, "C-")

    def _annexes(self, party: Party) -> Iterator[Tab]:
        """Yield the annexes of all Parties, then the Party's own, by the names of their files."""
        for number, path in enumerate(find_annexes(self.project, party), 1):
            title = self.localiser.say("Annex: {name}", name=path.stem.replace("_", " "))
            name, pdf = f"annex {path.name}", self._read(path)
            problems = tuple(inspect_annex(pdf, name))
            yield Tab(f"D{number}", title, name, pdf, f"D{number}-", is_foreign=True, problems=problems)

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            place = Place(self.project.relative(path))
            what = f"The annex cannot be read: {error.strerror}."
            raise SurroundingsError.of("unreadable", what, "Check its permissions.", place) from error

    def _inspect(self, joined: Joined, title: str, tabs: list[Tab]) -> list[Diagnostic]:
        """Return what is poor about the annexes, as warnings; our own pages may not be."""
        facts, tree = inspect_pdf(joined.data)
        claims = tuple(_CLAIMS[verdict.claim] for verdict in joined.claims if verdict.holds)
        has_annexes = any(tab.is_foreign for tab in tabs)
        owed = Owed(title, self.localiser.tag, claims, "" if has_annexes else FAMILY, is_pack=True)
        of_annexes = [replace(problem, severity=Severity.WARNING) for tab in tabs for problem in tab.problems]
        told = {(problem.code, problem.what) for problem in of_annexes}
        own = [problem for problem in preflight(facts, tree, owed) if (problem.code, problem.what) not in told]
        if has_annexes:  # an annex may have bookmarks without headings, or none; our own tabs were judged alone
            own = [problem for problem in own if problem.code != "outline-differs"]
        if errors := [problem for problem in own if problem.severity is Severity.ERROR]:
            raise RefusedError(errors)
        return [*own, *of_annexes]
