"""What the margin of a version for one Party says of the passages that concern it, in words.

Which passages are flagged is decided by ``selection``; a list that information received after adoption corrects is never
flagged without saying so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from factsheet_builder.content import models
from factsheet_builder.content.addressing import way_to
from factsheet_builder.content.parties import Party
from factsheet_builder.content.passages import updates_of
from factsheet_builder.documents.block_wording.addressee_wording import AddresseeWording
from factsheet_builder.documents.context import Context
from factsheet_builder.documents.selection import Selection

Flagged = models.Paragraph | models.Recommendation
"""The blocks whose margin says that they speak of one Party; a practice is headed by its Party's name."""


@dataclass(frozen=True, slots=True)
class Flags:
    """What the flags are worded from: the document, the Party, and what was selected for it."""

    context: Context
    party: Party
    selection: Selection

    def of(self, block: Flagged) -> str:
        """Return the flag of ``block``, or nothing where it has none."""
        if block.id not in self.selection.flagged:
            return ""
        say, party = self.context.localiser.say, self.context.localiser.party_in_prose(self.party)
        if block.only_for:
            return self.of_own(block)
        match block:
            case models.Paragraph():
                return say("names {party}", party=party)
            case models.Recommendation():
                return "; ".join(self._of_recommendation(block))
            case _:
                assert_never(block)

    def of_own(self, block: models.Block) -> str:
        """Return that the general text does not have a passage, or nothing where it has it."""
        if not block.only_for:
            return ""
        say, party = self.context.localiser.say, self.context.localiser.party_in_prose(self.party)
        if len(block.only_for) == 1:
            return say("only in the version for {party}", party=party)
        return say("only in the versions for {party} and other States", party=party)

    def _of_recommendation(self, block: models.Recommendation) -> Iterator[str]:
        """Yield that it addresses the Party, and what was received: what corrects a list apart from what a Party says."""
        party, localiser = self.context.localiser.party_in_prose(self.party), self.context.localiser
        notes = updates_of(self.context.sheet, self.party.code, block.id)
        way = way_to(self.context.sheet, block, self.party.code, self.context.register)
        if corrections := [self.context.numbers[note.id] for note in notes if not note.is_quoted]:
            yield localiser.count(
                "addressed to {party}; corrected after adoption, see note {notes}",
                "addressed to {party}; corrected after adoption, see notes {notes}",
                len(corrections),
                party=party,
                notes=localiser.join(corrections),
            )
        elif way == "group":
            groups = AddresseeWording(self.context).of_member(block, self.party.code)
            yield localiser.say("addressed to {party}, as one of: {groups}", party=party, groups=groups)
        elif way != "other":
            yield localiser.say("addressed to {party}", party=party)
        if received := [self.context.numbers[note.id] for note in notes if note.is_quoted]:
            yield localiser.count(
                "information received after adoption, see note {notes}",
                "information received after adoption, see notes {notes}",
                len(received),
                notes=localiser.join(received),
            )
