"""What every block of one document is worded from, and what it needs to know of the whole.

The blocks themselves are worded by the modules beside this one, a kind each.
"""

from dataclasses import dataclass
from functools import cached_property

from factsheet_builder.content.models import Block
from factsheet_builder.content.parties import Party
from factsheet_builder.content.passages import passages_of
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.documents.context import Context
from factsheet_builder.documents.flags import Flagged, Flags
from factsheet_builder.documents.selection import Selection
from factsheet_builder.documents.trust import Trust
from factsheet_builder.documents.wording import Wording
from factsheet_builder.languages.translation import Translated


@dataclass(frozen=True, slots=True)
class Version:
    """A version for one Party: what the profile selected for it."""

    party: Party
    selection: Selection


@dataclass(frozen=True)
class Desk:
    """One document in one locale, general or for one Party."""

    context: Context
    words: Wording
    """What passages need to know of each other."""
    trust: Trust
    translated: Translated
    version: Version | None = None

    def flag(self, block: Flagged) -> str:
        """Return what the margin says of a passage that concerns the Party, or nothing."""
        if not self.version:
            return ""
        return Flags(self.context, self.version.party, self.version.selection).of(block)

    def own(self, block: Block) -> str:
        """Return what the margin says of a passage that no other version has, or nothing."""
        if not self.version:
            return ""
        return Flags(self.context, self.version.party, self.version.selection).of_own(block)

    @cached_property
    def passages_by_block(self) -> dict[str, tuple[str, ...]]:
        """The ids of the passages of each block, by its id."""
        found: dict[str, tuple[str, ...]] = {}
        for passage in passages_of(self.context.source):
            if passage.block:
                found[passage.block.id] = (*found.get(passage.block.id, ()), passage.id)
        return found

    @cached_property
    def leading(self) -> frozenset[str]:
        """Passages that lead to what follows: in the source, since languages end sentences differently."""
        texts = ((passage.id, plain_text(parse_prose(passage.text))) for passage in passages_of(self.context.source))
        return frozenset(name for name, text in texts if text.rstrip().endswith(":"))
