"""Deliverables made again and again by one process that stays: for a page that shows what is edited.

A build makes all that is owed and writes it; here one deliverable is asked for, is made from what the files of the project
say at that moment, and is returned; nothing is written, as it is by ``standing_executor`` for a watcher. What an edit leaves
as it was is kept: lines, pages, fonts, parsed templates.
"""

from collections.abc import Mapping
from pathlib import Path

from factsheet_builder.builds.deliverable import Deliverable, Order
from factsheet_builder.builds.drafting.draft_kinds import PackDraft
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.making.deliverable_limits import USUAL, Limits
from factsheet_builder.builds.making.keeping import Keeping
from factsheet_builder.builds.making.maker import Made, Maker
from factsheet_builder.builds.plan import plan
from factsheet_builder.builds.sources import Sources, read_sources
from factsheet_builder.errors import FactsheetError
from factsheet_builder.languages.messages import messages_of_factsheet
from factsheet_builder.project import Project, cache_folder


class StandingMaker:
    """Makes deliverables of ``project``, one at a time and by one thread: fonts are not shared between threads.

    Nothing is written but fonts, into ``cache``, by default that of the user.
    """

    def __init__(self, project: Project, cache: Path | None = None, *, limits: Limits = USUAL) -> None:
        """Each deliverable is held to ``limits``."""
        self._project, self._cache, self._limits = project, cache or cache_folder(), limits
        self._sources = Sources({})
        self._maker: Maker | None = None
        self._drafter = Drafter(project)
        self._made: dict[Deliverable, Made] = {}
        self._places: dict[Deliverable, Mapping[str, int]] = {}

    def make(self, deliverable: Deliverable) -> Made:
        """Return ``deliverable`` as the files of the project are now: the bytes that a build would write.

        Raises:
            ContentError: the content is not valid.
            RefusedError: the PDF would not hold what it owes, or takes more than its limits.
            SurroundingsError: a file is missing or cannot be read, or the machine lacks something.
        """
        return self._made_with(self._maker_now(), deliverable)

    def passages(self, deliverable: Deliverable) -> tuple[str, ...]:
        """Return the ids of the passages of what was made, in reading order: those of the general text and of its Party."""
        texts = (self._drafter.content(name).text_for(deliverable.party) for name in deliverable.members)
        return tuple(message.id for text in texts for message in messages_of_factsheet(text))

    def places(self, deliverable: Deliverable) -> Mapping[str, int]:
        """Return the pages, from 1, that elements with an id begin on, of a PDF that was made and is no pack."""
        return self._places.get(deliverable, {})

    def _made_with(self, maker: Maker, deliverable: Deliverable) -> Made:
        """Make it and its tabs of one state of the files, though they may change meanwhile."""
        if deliverable not in self._made:
            draft = self._drafter.draft(deliverable)
            taken = draft.made_from
            tabs = taken.factsheets if isinstance(taken, PackDraft) else ()
            self._made[deliverable] = maker.make(draft, {tab: self._made_with(maker, tab) for tab in tabs})
            if not tabs and deliverable.edition.is_pdf:
                self._places[deliverable] = maker.places()
            maker.forget()
        return self._made[deliverable]

    def _owed(self) -> tuple[Deliverable, ...]:
        """Return all that the project owes, which pages for browsers link to; what is not valid is said when it is made."""
        try:
            return plan(self._project, Order(), load_common(self._project)).owed
        except FactsheetError:
            return ()

    def _maker_now(self) -> Maker:
        sources = read_sources(self._project)
        if self._maker is None or sources.names != self._sources.names:
            keeping = Keeping(is_for_many=False)
            maker = Maker(self._project, self._cache, sources, limits=self._limits, keeping=keeping)
            if self._maker is not None:
                maker.take_over(self._maker)
            self._maker, self._sources = maker, sources
            self._drafter, self._made = Drafter(self._project, self._owed()), {}
            self._places = {}
        return self._maker
