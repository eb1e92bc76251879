"""Makes single deliverables without a folder of files: what tests look at is what a build would write."""

from dataclasses import dataclass, field

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.drafting.draft_kinds import PackDraft
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.making.maker import Made, Maker
from factsheet_builder.builds.sources import read_sources
from factsheet_builder.project import Project, cache_folder


@dataclass
class Workshop:
    """Makes deliverables of a project; tabs that packs share are made once."""

    project: Project
    is_strict: bool = False
    _made: dict[Deliverable, Made] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._drafter = Drafter(self.project)
        sources = read_sources(self.project)
        self._maker = Maker(self.project, cache_folder(), sources, is_strict=self.is_strict)

    def make(self, deliverable: Deliverable) -> Made:
        """Return the finished deliverable."""
        if deliverable not in self._made:
            draft = self._drafter.draft(deliverable)
            taken = draft.made_from
            tabs = taken.factsheets if isinstance(taken, PackDraft) else ()
            self._made[deliverable] = self._maker.make(draft, {tab: self.make(tab) for tab in tabs})
        return self._made[deliverable]
